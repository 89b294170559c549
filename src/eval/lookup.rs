//! Values of lists: what the row gives that stands for a key.

use super::bands::on_line;
use super::{Cause, Evaluator, LookedUp, Recorder, TermValue};
use crate::plan::{KeyPart, ListRow, ListVersion, Lookup, Symbol, TermId, covers};
use crate::value::Truth;

impl<R: Recorder> Evaluator<'_, R> {
    /// What a list gives for a key on the day of assessment. A key that is in no row has no value, unless the version is
    /// partial; where the key is open, all rows that may be meant count.
    pub(super) fn lookup(&mut self, id: TermId, lookup: &Lookup) -> TermValue {
        let plan = self.plan;
        let Some(day) = self.assessment_day() else {
            // The key matters too, whatever the day turns out to be.
            for key in &lookup.keys {
                self.term(*key);
            }
            return TermValue::Unknown;
        };
        let list = &plan.lists[lookup.list.index()];
        let at = list.versions.iter().position(|version| version.validity.contains(day));
        self.recorder.list(lookup.list, at);
        let Some(at) = at else {
            self.recorder.cause(|| Cause::List(lookup.list));
            return TermValue::Unknown;
        };
        let version = &list.versions[at];
        let mark = self.recorder.mark();
        let mut parts: Vec<KeyPart> = Vec::with_capacity(lookup.keys.len());
        let (mut lacking, mut may_lack) = (false, false);
        for key in &lookup.keys {
            let value = self.term(*key);
            lacking |= value == TermValue::Lacking;
            may_lack |= value.may_lack();
            parts.push(self.key_part(*key, value));
        }
        if lacking {
            return TermValue::Lacking;
        }
        let found = version.rows.fitting(&parts);
        if let [(row, Truth::Yes)] = found.as_slice() {
            let value = self.cell(row, lookup.column);
            self.recorder.looked_up(id, || LookedUp { list: lookup.list, version: at, row: row.span });
            if value.is_known() && !may_lack {
                self.recorder.truncate(mark);
            }
            return if may_lack { TermValue::Lacking.join(value) } else { value };
        }
        let rows: Vec<&ListRow> = found.iter().map(|(row, _)| *row).collect();
        let values = rows.iter().map(|row| self.cell(row, lookup.column)).collect::<Vec<_>>();
        let joined = values.into_iter().reduce(TermValue::join);
        let absent = if covers(&rows, &parts) {
            None
        } else if self.is_complete(version, &parts) {
            Some(TermValue::Lacking)
        } else {
            self.recorder.cause(|| Cause::List(lookup.list));
            Some(TermValue::Unknown)
        };
        let absent =
            if may_lack { Some(absent.map_or(TermValue::Lacking, |one| one.join(TermValue::Lacking))) } else { absent };
        let value = match (joined, absent) {
            (Some(one), Some(other)) => one.join(other),
            (one, other) => one.or(other).unwrap_or(TermValue::Lacking),
        };
        // Where no row can be meant, what is unknown of the key makes no difference.
        if value == TermValue::Lacking {
            self.recorder.truncate(mark);
        }
        value
    }

    /// What is known of a part of a key. A code that the recueil does not know may be meant for any other.
    fn key_part(&mut self, key: TermId, value: TermValue) -> KeyPart {
        if let TermValue::Symbol(code) = value {
            if self.is_known(key, code) {
                return KeyPart::Code(code);
            }
            self.unknown_code(key);
            return KeyPart::AnyCode;
        }
        match (self.plan.key_part(key), on_line(&value)) {
            (KeyPart::Line { whole, .. }, Some(bounds)) => KeyPart::Line { bounds, whole },
            (part, _) => part,
        }
    }

    /// What a row gives.
    fn cell(&mut self, row: &ListRow, column: usize) -> TermValue {
        match row.values.get(column).copied().flatten() {
            Some(value) => self.term(value),
            None => TermValue::Lacking,
        }
    }

    /// Whether a key that is in no row of a version has certainly none.
    fn is_complete(&mut self, version: &ListVersion, key: &[KeyPart]) -> bool {
        let code = |column: usize| match key.get(column) {
            Some(KeyPart::Code(code)) => Some(*code),
            _ => None,
        };
        self.is_complete_for(version, code)
    }

    /// Whether a version is complete for a key of which these codes are known, by its columns.
    pub(super) fn is_complete_for(&mut self, version: &ListVersion, code: impl Fn(usize) -> Option<Symbol>) -> bool {
        let mut complete = !version.partial;
        for one in version.complete_for.iter().filter(|one| code(one.column) == Some(one.code)) {
            // Under which reading it is matters only where nothing else makes it complete.
            complete = complete
                || one.when.is_none_or(|(convention, option)| {
                    self.recorder.convention(convention);
                    self.reading.option(convention) == option
                });
        }
        complete
    }
}
