//! Conditions: names resolved, types held against each other.

use super::types::length_type;
use super::{Checker, DeclarationKind, errors};
use crate::diagnostic::Diagnostic;
use crate::plan::{
    Condition, ConditionId, ConditionKind, Continued, ConventionId, DefinitionBody, Length, Meaning, Measure,
    MeasureKind, OngoingOn, SetId, Term, TermId, TermKind, Type, Window,
};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Modifiers, Predicate};
use crate::time::{Continuity, MonthCount};
use crate::value::{Comparison, ReadOn};

impl Checker<'_> {
    pub(super) fn add_condition(&mut self, condition: Condition) -> ConditionId {
        self.plan.conditions.push(condition);
        ConditionId(self.plan.conditions.len() as u32 - 1)
    }

    pub(super) fn node(&mut self, kind: ConditionKind, span: Span) -> ConditionId {
        self.add_condition(Condition { kind, span, marks: Vec::new() })
    }

    /// A condition, or under the same words that it does not hold.
    pub(super) fn negated_if(&mut self, negated: bool, holds: ConditionId, span: Span) -> ConditionId {
        if negated { self.node(ConditionKind::Not(holds), span) } else { holds }
    }

    /// Compiles a condition; `None` when something in it is reported.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<ConditionId> {
        self.deeper(1, expr.span, |checker| checker.condition_at_hand(expr))
    }

    fn condition_at_hand(&mut self, expr: &Expr) -> Option<ConditionId> {
        let span = expr.span;
        let kind = match &expr.kind {
            ExprKind::All(parts) => ConditionKind::All(self.all_beside(parts)?),
            ExprKind::Any(parts) => {
                if let Some(mixed) = parts.iter().find(|part| matches!(part.kind, ExprKind::All(_))) {
                    self.report(errors::mixed_connectives(mixed.span));
                }
                ConditionKind::Any(self.all_beside(parts)?)
            }
            ExprKind::Not(inner) => ConditionKind::Not(self.condition(inner)?),
            ExprKind::Unless(kept, excluded) => {
                let kept = self.condition(kept);
                let mut all = vec![kept];
                for excluded in excluded {
                    let id = self.condition(excluded);
                    all.push(id.map(|id| self.node(ConditionKind::Not(id), excluded.span)));
                }
                ConditionKind::All(all.into_iter().collect::<Option<Vec<ConditionId>>>()?)
            }
            ExprKind::Group(inner) => return self.condition(inner),
            ExprKind::Marked(inner, verify) => {
                let id = self.condition(inner)?;
                let mark = self.mark(verify);
                self.plan.conditions[id.index()].marks.push(mark);
                return Some(id);
            }
            ExprKind::Convention(convention, option) => {
                let (id, option) = self.followed(convention, option)?;
                ConditionKind::Follows(id, option)
            }
            ExprKind::Met(procedure) => {
                self.asked.push((self.procedure.clone(), procedure.clone()));
                self.used(DeclarationKind::Procedure, None, &procedure.text, procedure.span);
                ConditionKind::Met(procedure.text.clone())
            }
            ExprKind::RowCount(bound, count, set) => {
                let set = self.set(set)?;
                self.counted(set, *bound, count)
            }
            ExprKind::Several(comparison, count, parts) => self.several(*comparison, count, parts)?,
            ExprKind::Quantified(quantified) => self.quantified(quantified)?,
            ExprKind::Membership { names, list, read_on } => self.membership(names, list, *read_on)?,
            ExprKind::Period(name, predicate) => {
                let set = self.set_named(name);
                self.period(set, predicate)?
            }
            ExprKind::Age(of, bound, length) => {
                let threshold = self.threshold(length);
                let day = self.term(of)?;
                self.expect(day, &[Type::Date])?;
                let threshold = threshold?;
                let unit = self.type_of(threshold).clone();
                let since = self.add_term(TermKind::Since(day), unit, of.span);
                ConditionKind::Compare(since, *bound, threshold)
            }
            ExprKind::Compare(left, comparator, right) => {
                let (left, right) = self.compared(left, right)?;
                self.same_type(left, right)?;
                self.ordered(left, *comparator)?;
                self.never_lacking(left);
                self.never_lacking(right);
                ConditionKind::Compare(left, *comparator, right)
            }
            ExprKind::Between { value, negated, ends } => {
                let kind = self.between(value, ends)?;
                let holds = self.node(kind, span);
                return Some(self.negated_if(*negated, holds, span));
            }
            ExprKind::Within { value, negated, until, beside } => {
                let kind = self.within_days(value, until, *beside)?;
                let holds = self.node(kind, span);
                return Some(self.negated_if(*negated, holds, span));
            }
            ExprKind::Is { name, negated, values } => {
                let holds = self.is_one_of(name, values, span)?;
                return Some(self.negated_if(*negated, holds, span));
            }
            ExprKind::Name(name) => return self.named_condition(name),
        };
        Some(self.node(kind, span))
    }

    /// `… est compris entre … et …`
    fn between(&mut self, value: &ast::Term, ends: &[ast::Term; 2]) -> Option<ConditionKind> {
        let subject = self.term(value);
        let [least, greatest] = ends.each_ref().map(|end| self.beside(value, subject, end));
        let value = subject;
        let (value, least, greatest) = (value?, least?, greatest?);
        for end in [least, greatest] {
            self.same_type(value, end)?;
        }
        self.ordered(value, Comparison::AtLeast)?;
        if let Some((low, high)) = self.constant(least).zip(self.constant(greatest))
            && low > high
        {
            let [first, second] = [least, greatest].map(|end| self.plan.terms[end.index()].span);
            self.report(errors::ends_reversed(first, second));
            return None;
        }
        Some(ConditionKind::Between(value, [least, greatest]))
    }

    /// A length that something is held against.
    fn threshold(&mut self, length: &ast::Length) -> Option<TermId> {
        let compiled = self.length(length)?;
        Some(self.add_term(TermKind::Length(compiled), length_type(compiled), length.span))
    }

    fn counted(&mut self, set: SetId, bound: Comparison, count: &ast::Count) -> ConditionKind {
        let rows = self.of_set(TermKind::Count(set), set, Type::Number);
        ConditionKind::Compare(rows, bound, self.number(count))
    }

    /// A value of a set, under the words of the set.
    fn of_set(&mut self, kind: TermKind, set: SetId, of: Type) -> TermId {
        let span = self.plan.sets[set.index()].span;
        self.add_term(kind, of, span)
    }

    pub(super) fn all_conditions(&mut self, parts: &[Expr]) -> Option<Vec<ConditionId>> {
        let compiled: Vec<Option<ConditionId>> = parts.iter().map(|part| self.condition(part)).collect();
        compiled.into_iter().collect()
    }

    pub(super) fn named_condition(&mut self, name: &ast::Name) -> Option<ConditionId> {
        let term = self.name(name)?;
        let term_of = self.plan.terms[term.index()].of.clone();
        if let TermKind::Defined(definition) = self.plan.terms[term.index()].kind
            && matches!(self.plan.definitions[definition.index()].body, DefinitionBody::Condition(_))
        {
            return Some(self.node(ConditionKind::Defined(definition), name.span));
        }
        if term_of != Type::Truth {
            self.report(errors::wrong_type(
                name.span,
                &name.text,
                &term_of,
                "une condition, ou un fait « oui ou non »",
            ));
            return None;
        }
        Some(self.node(ConditionKind::Truth(term), name.span))
    }

    /// The two sides of a comparison; a quoted word beside an enumeration must be one of its options.
    fn compared(&mut self, left: &ast::Term, right: &ast::Term) -> Option<(TermId, TermId)> {
        let quoted = |term: &ast::Term| matches!(term.kind, ast::TermKind::Quoted(_));
        let (subject, value) = if quoted(left) { (right, left) } else { (left, right) };
        let subject_id = self.term(subject);
        let value_id = self.beside(subject, subject_id, value);
        if quoted(left) { Some((value_id?, subject_id?)) } else { Some((subject_id?, value_id?)) }
    }

    /// What a value is held against: a word beside a fact that has options or steps is one of them.
    fn beside(&mut self, subject: &ast::Term, subject_id: Option<TermId>, value: &ast::Term) -> Option<TermId> {
        let of = subject_id.map(|id| self.plan.terms[id.index()].of.clone());
        let quoted = matches!(value.kind, ast::TermKind::Quoted(_));
        let word = match &value.kind {
            ast::TermKind::Name(name) => !self.is_declared(&name.text),
            _ => quoted,
        };
        match (&subject.kind, of) {
            (ast::TermKind::Name(name), Some(of @ Type::Enumeration(_))) if quoted => self.value_of(value, &of, name),
            (ast::TermKind::Name(name), Some(of @ Type::Scale(_))) if word => self.value_of(value, &of, name),
            _ => self.term(value),
        }
    }

    /// What may have no value stands in no relation then, which a sentence should say.
    fn never_lacking(&mut self, side: TermId) {
        if self.plan.may_lack(side) {
            let span = self.plan.terms[side.index()].span;
            self.report(errors::may_lack(span));
        }
    }

    /// Words are the same or not; none is more than another.
    fn ordered(&mut self, left: TermId, comparator: Comparison) -> Option<()> {
        let Term { of, span, .. } = self.plan.terms[left.index()].clone();
        let words_only = matches!(of, Type::Text | Type::Code | Type::Enumeration(_));
        if words_only && !matches!(comparator, Comparison::Equal | Comparison::NotEqual) {
            let words = self.words(span);
            let wanted = "un nombre, un montant, un pourcentage, une date ou une durée";
            self.report(errors::wrong_type(span, &words, &of, wanted));
            return None;
        }
        Some(())
    }

    pub(super) fn is_one_of(&mut self, name: &ast::Name, values: &[ast::Term], span: Span) -> Option<ConditionId> {
        let subject = self.name(name)?;
        let of = self.plan.terms[subject.index()].of.clone();
        if of == Type::Truth {
            return self.is_yes_or_no(subject, values, span);
        }
        if matches!(of, Type::Periods | Type::Rows) {
            self.report(errors::wrong_type(name.span, &name.text, &of, "une valeur"));
            return None;
        }
        let compiled: Vec<Option<TermId>> = values.iter().map(|value| self.value_of(value, &of, name)).collect();
        let values = compiled.into_iter().collect::<Option<Vec<TermId>>>()?;
        Some(self.node(ConditionKind::OneOf(subject, values), span))
    }

    /// `… est oui`, `… est non`
    fn is_yes_or_no(&mut self, subject: TermId, values: &[ast::Term], span: Span) -> Option<ConditionId> {
        let condition = self.node(ConditionKind::Truth(subject), span);
        match values {
            [ast::Term { kind: ast::TermKind::Name(word), .. }] if word.text == "oui" => Some(condition),
            [ast::Term { kind: ast::TermKind::Name(word), .. }] if word.text == "non" => {
                Some(self.node(ConditionKind::Not(condition), span))
            }
            _ => {
                let place = values.first().map_or(span, |value| value.span);
                let words = self.words(place);
                self.report(errors::unknown_option(place, &words, "oui ou non", "oui, non", None));
                None
            }
        }
    }

    /// `la convention « … » retient « … »`: the convention, and the place of its option.
    pub(super) fn followed(&mut self, convention: &ast::Quoted, option: &ast::Quoted) -> Option<(ConventionId, usize)> {
        let id = self.convention_named(convention)?;
        let options: Vec<&str> =
            self.plan.conventions[id.index()].options.iter().map(|known| known.name.as_str()).collect();
        match options.iter().position(|known| *known == option.text.replace('’', "'")) {
            Some(index) => {
                let (within, name) = (self.plan.conventions[id.index()].name.clone(), options[index].to_string());
                self.used(DeclarationKind::Option, Some(within), name, option.span);
                Some((id, index))
            }
            None => {
                let near = self.closest(&option.text, options.iter().copied());
                let found =
                    errors::unknown_option(option.span, &option.text, &convention.text, &options.join(", "), near);
                self.report(found);
                None
            }
        }
    }

    pub(super) fn convention_named(&mut self, name: &ast::Quoted) -> Option<ConventionId> {
        let wanted = name.text.replace('’', "'");
        let known = &self.plan.conventions;
        if let Some(index) = known.iter().position(|convention| convention.name == wanted) {
            self.used(DeclarationKind::Convention, None, &wanted, name.span);
            return Some(ConventionId(index as u32));
        }
        if !self.is_unreadable(&wanted) {
            let near = self.closest(&wanted, known.iter().map(|convention| convention.name.as_str()));
            let known = known.iter().filter(|convention| convention.span.is_some());
            let known = errors::known_names(
                known.map(|convention| convention.name.as_str()),
                &format!("déclarez-la sous « conventions » : « {wanted} : …, ou … »"),
            );
            let found = errors::unknown_name(name.span, &wanted, "une convention de ce recueil", near, known);
            self.report(found);
        }
        None
    }

    fn membership(
        &mut self,
        names: &[ast::Name],
        list: &ast::Quoted,
        read_on: Option<(ReadOn, Span)>,
    ) -> Option<ConditionKind> {
        let terms: Vec<Option<TermId>> = names.iter().map(|name| self.name(name)).collect();
        let id = self.list_named(list)?;
        let terms = terms.into_iter().collect::<Option<Vec<TermId>>>()?;
        let keys = self.plan.lists[id.index()].keys.clone();
        let mut ordered = Vec::new();
        for key in &keys {
            let found = names.iter().position(|name| name.text == *key);
            // One key needs no name of its own: « le métier exercé figure dans la liste ».
            let found = found.or((keys.len() == 1 && names.len() == 1).then_some(0));
            ordered.extend(found.map(|position| terms[position]));
        }
        if ordered.len() != keys.len() || names.len() != keys.len() {
            let span = names[0].span.to(names[names.len() - 1].span);
            self.report(errors::list_keys(span, &list.text, &keys.join(" et ")));
            return None;
        }
        if self.plan.lists[id.index()].key_types.iter().any(Option::is_some) {
            self.report(errors::list_of_numbers(list.span, &list.text));
            return None;
        }
        for term in &ordered {
            self.expect(*term, &[Type::Code, Type::Text, Type::Enumeration(Vec::new()), Type::Scale(Vec::new())])?;
        }
        if let Some((ReadOn::DayWorked, span)) = read_on
            && self.row.is_empty()
        {
            self.report(errors::modifier_misplaced(span, "« le jour travaillé », hors d'un ensemble de périodes,"));
        }
        Some(ConditionKind::Listed(id, ordered, read_on.map(|(on, _)| on)))
    }

    pub(super) fn period(&mut self, set: Option<SetId>, predicate: &Predicate) -> Option<ConditionKind> {
        let kind = match predicate {
            Predicate::Lasts(bound, threshold, modifiers) => {
                self.refuse(modifiers.window.as_ref().map(|window| window.span), "une fenêtre, après « dure depuis »,");
                self.refuse(modifiers.non_consecutive, "« consécutifs ou non », après « dure depuis »,");
                self.refuse(
                    modifiers.unbroken.as_ref().map(|(_, span)| *span),
                    "« sans interruption », déjà dit par « dure depuis »,",
                );
                self.refuse_count(modifiers, "« comptés … », après « dure depuis », où l'on compte de date à date,");
                let continued = self.continued(modifiers)?;
                self.measure(set, MeasureKind::Lasts(continued), *bound, threshold, modifiers)?
            }
            Predicate::Lasted(bound, threshold, modifiers) => {
                self.refuse_continuity(modifiers, "après « a duré »,");
                self.refuse(modifiers.non_consecutive, "« consécutifs ou non », après « a duré »,");
                self.refuse_count(modifiers, "« comptés … », après « a duré », où l'on compte de date à date,");
                let tolerance = match &modifiers.unbroken {
                    Some((Some(length), span)) => self.gap(length, *span)?,
                    _ => 0,
                };
                self.measure(set, MeasureKind::Lasted { tolerance }, *bound, threshold, modifiers)?
            }
            Predicate::Totals(bound, threshold, modifiers) => {
                self.refuse(
                    modifiers.unbroken.as_ref().map(|(_, span)| *span),
                    "« sans interruption », après « totalise »,",
                );
                self.refuse_continuity(modifiers, "après « totalise »,");
                let in_days = |(_, unit): &(i32, ast::Unit)| matches!(unit, ast::Unit::Weeks | ast::Unit::Days);
                if threshold.parts.iter().all(in_days) {
                    self.refuse_count(modifiers, "« comptés … », pour une durée en jours,");
                }
                self.measure(set, MeasureKind::Totals, *bound, threshold, modifiers)?
            }
            Predicate::Ongoing(day) => {
                let day = match day {
                    None => OngoingOn::Assessment,
                    Some(ast::OngoingOn::ByConvention(name)) => OngoingOn::ByConvention(self.date_by(name)?),
                    Some(ast::OngoingOn::OnDay(day)) => OngoingOn::Day(self.given_day(day)?),
                };
                ConditionKind::Ongoing(set?, day)
            }
            Predicate::Starts(when, day) | Predicate::Ends(when, day) => {
                let day = self.term(day)?;
                self.expect(day, &[Type::Date])?;
                let set = set?;
                let starts = matches!(predicate, Predicate::Starts(..));
                let kind = if starts { TermKind::First(set) } else { TermKind::Last(set) };
                ConditionKind::Compare(self.of_set(kind, set, Type::Date), *when, day)
            }
            Predicate::Counts(bound, count) => self.counted(set?, *bound, count),
        };
        Some(kind)
    }

    /// What keeps a duration going, of which `dure depuis` alone is told.
    fn continued(&mut self, modifiers: &Modifiers) -> Option<Continued> {
        let said = match &modifiers.continuity {
            None => None,
            Some((ast::Continuity::Each(months), _)) => Some(Continuity::Each(*months)),
            Some((ast::Continuity::Gaps(length), span)) => Some(Continuity::Gaps(self.gap(length, *span)?)),
        };
        let Some(name) = &modifiers.by_convention else {
            return Some(Continued::As(said.unwrap_or(Continuity::Unbroken)));
        };
        let id = self.convention_named(name)?;
        if let Some((_, span)) = &modifiers.continuity {
            self.report(errors::continuity_twice(name.span, *span));
            return None;
        }
        let is_one = |meaning: &Meaning| matches!(meaning, Meaning::Continuity(_));
        self.all_mean(id, name, is_one, errors::not_a_continuity).map(Continued::ByConvention)
    }

    /// The convention that says on which date of the dossier a sentence is read.
    fn date_by(&mut self, name: &ast::Quoted) -> Option<ConventionId> {
        let id = self.convention_named(name)?;
        self.all_mean(id, name, |meaning| matches!(meaning, Meaning::Date(_)), errors::not_a_date)
    }

    /// The convention, where each of its options means what is asked of it.
    pub(super) fn all_mean(
        &mut self,
        id: ConventionId,
        name: &ast::Quoted,
        is_one: impl Fn(&Meaning) -> bool,
        otherwise: impl Fn(Span, Span, &str) -> Diagnostic,
    ) -> Option<ConventionId> {
        let convention = &self.plan.conventions[id.index()];
        if convention.options.iter().all(|option| is_one(&option.meaning)) {
            return Some(id);
        }
        let found = otherwise(name.span, convention.span.unwrap_or(name.span), &name.text);
        self.report(found);
        None
    }

    /// The days of a gap that breaks nothing; months are none.
    fn gap(&mut self, length: &ast::Length, span: Span) -> Option<i32> {
        match self.length(length)? {
            Length::Days(days) => Some(days),
            Length::Months(_) => {
                self.report(errors::months_expected(span));
                None
            }
        }
    }

    fn refuse_continuity(&mut self, modifiers: &Modifiers, after: &str) {
        let span = modifiers.continuity.as_ref().map(|(_, span)| *span);
        self.refuse(span, &format!("ce qui se dit d'une durée qui court encore, {after}"));
    }

    /// Where months are not counted, how to count them means nothing.
    fn refuse_count(&mut self, modifiers: &Modifiers, what: &str) {
        self.refuse(modifiers.counted.as_ref().map(|option| option.span), what);
    }

    fn refuse(&mut self, span: Option<Span>, what: &str) {
        if let Some(span) = span {
            self.report(errors::modifier_misplaced(span, what));
        }
    }

    fn measure(
        &mut self,
        set: Option<SetId>,
        kind: MeasureKind,
        bound: Comparison,
        threshold: &ast::Length,
        modifiers: &Modifiers,
    ) -> Option<ConditionKind> {
        let wanted = threshold.span;
        let length = self.length(threshold);
        // « Dure depuis » takes its convention for what keeps the duration going.
        let window = match kind {
            MeasureKind::Lasts(_) => Some(Window::All),
            MeasureKind::Lasted { .. } | MeasureKind::Totals => self.window(modifiers),
        };
        let counted = self.counted_as(modifiers);
        if let (Some(length), Some(window)) = (length, window) {
            let window_span = modifiers.window.as_ref().map(|window| window.span);
            let window_span = window_span.or(modifiers.by_convention.as_ref().map(|name| name.span));
            self.within_window(bound, (length, wanted), window, window_span);
        }
        let (set, length) = (set?, length?);
        let in_months = matches!(length, Length::Months(_));
        let measure = Measure { set, kind, in_months, window: window?, counted: counted? };
        let measured = self.of_set(TermKind::Measured(measure), set, length_type(length));
        let threshold = self.add_term(TermKind::Length(length), length_type(length), wanted);
        Some(ConditionKind::Compare(measured, bound, threshold))
    }

    /// The way to count months that a sentence names, if it does; `None` for one that nobody knows, which is reported.
    pub(super) fn counted_as(&mut self, modifiers: &Modifiers) -> Option<Option<MonthCount>> {
        let Some(option) = &modifiers.counted else { return Some(None) };
        let counted = super::conventions::month_count(&option.text);
        if counted.is_none() {
            let known = "« de quantième à quantième », « 30 jours », « au prorata », « en mois civils entamés », « en mois civils complets »";
            self.report(errors::convention_option(option.span, &option.text, "mois d'activité", None, known));
        }
        counted.map(Some)
    }

    /// A count over a window is never more than the window.
    fn within_window(&mut self, bound: Comparison, threshold: (Length, Span), window: Window, span: Option<Span>) {
        let is_beyond = |window: &Option<Length>| match (threshold.0, *window) {
            (Length::Months(wanted), Some(Length::Months(months))) => wanted > months,
            (Length::Days(wanted), Some(Length::Days(days))) => wanted > days,
            (Length::Days(wanted), Some(Length::Months(months))) => wanted > 31 * months,
            (Length::Months(wanted), Some(Length::Days(days))) => 28 * wanted > days,
            (_, None) => false,
        };
        if self.plan.window_lengths(window).iter().all(is_beyond) {
            let always = matches!(bound, Comparison::AtMost | Comparison::LessThan);
            self.report(errors::beyond_window(threshold.1, span.unwrap_or(threshold.1), always));
        }
    }

    /// A date on which something is looked at; there is always one.
    fn given_day(&mut self, day: &ast::Term) -> Option<TermId> {
        let day = self.term(day)?;
        self.expect(day, &[Type::Date])?;
        self.never_lacking(day);
        Some(day)
    }

    pub(super) fn window(&mut self, modifiers: &Modifiers) -> Option<Window> {
        match (&modifiers.window, &modifiers.by_convention) {
            (None, None) => Some(Window::All),
            (Some(window), None) => {
                let length = self.length(window);
                let before = match &modifiers.before {
                    None => None,
                    Some(day) => Some(self.given_day(day)?),
                };
                let length = length?;
                Some(before.map_or(Window::Last(length), |day| Window::Before(length, day)))
            }
            (Some(window), Some(convention)) => {
                self.report(errors::window_twice(convention.span, window.span));
                None
            }
            (None, Some(name)) => {
                let id = self.convention_named(name)?;
                let is_one = |meaning: &Meaning| matches!(meaning, Meaning::Window(_));
                self.all_mean(id, name, is_one, errors::not_a_window).map(Window::ByConvention)
            }
        }
    }

    /// A length in one unit, of some time.
    pub(super) fn length(&mut self, length: &ast::Length) -> Option<Length> {
        match self.in_one_unit(length)? {
            (0, 0) => {
                self.report(errors::unbounded_window(length.span));
                None
            }
            (0, days) => Some(Length::Days(days)),
            (months, _) => Some(Length::Months(months)),
        }
    }
}
