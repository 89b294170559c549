//! What became of each period in a measure, and why.

use super::context::{negates_its_words, words};
use super::said::{Column, Said, column as told};
use crate::case::{Case, End, Row, Value};
use crate::eval::{Entered, Removal, RemovalReason, RowAccount, Windows};
use crate::plan::{ConditionId, ConditionKind, MeasureKind, Node, Plan, Set, SetId, SetKind, Term, TermId, TermKind};
use crate::time::{Continuity, Day, DayBounds, DaySet, Interval};

/// A period, or days of it, that count or are set aside.
#[derive(Clone, Debug, PartialEq)]
pub struct RowReason {
    /// The fact and the row: `emplois[0]`; the fact alone when nothing is known of it.
    pub path: String,
    /// The first of these days.
    pub from: Option<Day>,
    /// The last of these days; `None` when they go on without end.
    pub to: Option<Day>,
    /// Whether this is certain, or depends on what is not known.
    pub certain: bool,
    /// Why they are set aside, or why it is not certain that they count.
    pub reason: Option<Because>,
    /// The codes of the row that tables call by a label, each with it: « S1Z40 Cuisiniers ».
    pub labels: Vec<String>,
}

/// Why days of a period are set aside, or only may count. [`RowReason::certain`] says which.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// Nothing is known of the fact.
    UnknownFact,
    /// The dates of the period are not known to the day.
    Dates,
    /// It hangs on facts that are not known.
    OpenFacts,
    /// It hangs on the day of assessment, which is not known.
    OpenDay,
    /// A condition on columns.
    Columns {
        /// What the dossier says in them.
        columns: Vec<Column>,
        /// They are known, and a list that may be longer than what is known of it does not have them.
        partial_list: bool,
    },
    /// A condition on the period, in the words of the rule.
    Clause(String),
    /// What is looked for is rows of which this is not true.
    Holds(String),
    /// They belong to this set, which is excluded.
    Excluded(String),
    /// They do not belong to this set.
    Outside(String),
    /// They come before the window.
    BeforeWindow,
    /// They come before the day that is asked about: that of assessment, or this date of the dossier.
    BeforeDay(Option<String>),
    /// They come after the days that are looked at, likewise.
    AfterDay(Option<String>),
    /// They lie after a window that ends before another day than that of assessment.
    AfterWindow,
    /// They are cut off from the day of assessment by these days, which are missing.
    Interrupted(Interval),
    /// Counted from a later day on the duration is longer: excluded days are taken off its end.
    CountedFrom(Day),
    /// Another run is longer; these days are missing between the two.
    ShorterRun(Interval),
    /// Whether another run is longer is not certain.
    OpenRun,
    /// The period begins before the window, and only one that begins in it is kept.
    BeginsOutside,
    /// The period ends after the window, and only one that ends in it is kept.
    EndsOutside,
    /// The period goes on, and only one that ends in the window is kept.
    GoesOn,
}

/// How a set was looked at.
pub(super) enum Looked<'a> {
    /// It was measured.
    Measured {
        kind: MeasureKind,
        continuity: Continuity,
        windows: Windows,
        /// Whether the window ends before a day of its own.
        before_day: bool,
        entered: &'a Entered,
    },
    /// On the day of assessment, or on the date of this name.
    OnDay(Windows, Option<&'a str>),
}

/// The rows that count and those that are set aside.
///
/// Every day of a row is told: it counts, may count, or is set aside. Of a row that goes on, or of whose end nothing is
/// known, that is the days up to the last one that is looked at.
pub(super) fn row_reasons(
    plan: &Plan,
    case: &Case,
    accounts: &[RowAccount],
    looked: &Looked<'_>,
) -> (Vec<RowReason>, Vec<RowReason>) {
    let mut told = Told { plan, case, looked, counted: Vec::new(), set_aside: Vec::new() };
    for account in accounts {
        let path = plan.facts[account.fact.index()].name.clone();
        match account.row.and_then(|index| Some((index, case.rows(account.fact)?.get(index)?))) {
            Some((index, row)) => {
                let (counted, aside) = (told.counted.len(), told.set_aside.len());
                told.row(&format!("{path}[{index}]"), account, row);
                let labels = labels(plan, row);
                let new = told.counted[counted..].iter_mut().chain(&mut told.set_aside[aside..]);
                new.for_each(|one| one.labels.clone_from(&labels));
            }
            None => {
                let reason = Some(Because::UnknownFact);
                told.counted.push(RowReason { path, from: None, to: None, certain: false, reason, labels: Vec::new() });
            }
        }
    }
    (told.counted, told.set_aside)
}

struct Told<'a> {
    plan: &'a Plan,
    case: &'a Case,
    looked: &'a Looked<'a>,
    counted: Vec<RowReason>,
    set_aside: Vec<RowReason>,
}

impl Told<'_> {
    fn row(&mut self, path: &str, account: &RowAccount, row: &Row) {
        let windows = self.windows();
        let possible = row.possible();
        let goes_on = matches!(row.end, End::Ongoing | End::Unknown);
        if goes_on && possible.start >= windows.any.end {
            let days = Interval { end: Interval::ALL.end, ..possible };
            return self.set_aside.extend(said(path, &DaySet::from(days), true, Some(self.after())));
        }
        let all = Interval { end: if goes_on { windows.any.end } else { possible.end }, ..possible };
        let (certain, maybe) = self.entered(account, all);
        let first = self.counted.len();
        self.counted.extend(said(path, &certain, true, self.doubt_of_run()));
        self.maybe(path, account, row, &maybe);
        if row.end == End::Ongoing && matches!(self.looked, Looked::OnDay(..)) {
            let reaches = |one: &&mut RowReason| one.to == windows.any.last();
            self.counted[first..].iter_mut().filter(reaches).for_each(|one| one.to = None);
        }
        let first = self.set_aside.len();
        self.aside(path, account, &DaySet::from(all).difference(&certain.union(&maybe)));
        self.set_aside[first..].sort_by_key(|one| one.from);
    }

    fn windows(&self) -> Windows {
        match self.looked {
            Looked::Measured { windows, .. } | Looked::OnDay(windows, _) => *windows,
        }
    }

    /// The date of the dossier that is asked about, where it is not the day of assessment.
    fn date(&self) -> Option<String> {
        match self.looked {
            Looked::OnDay(_, date) => date.map(str::to_string),
            Looked::Measured { .. } => None,
        }
    }

    /// Why days lie after all that are looked at.
    fn after(&self) -> Because {
        match self.looked {
            Looked::Measured { before_day: true, .. } => Because::AfterWindow,
            Looked::Measured { .. } | Looked::OnDay(..) => Because::AfterDay(self.date()),
        }
    }

    /// The days of a row that entered, and those that may have.
    fn entered(&self, account: &RowAccount, all: Interval) -> (DaySet, DaySet) {
        let (certain, possible) = (account.days.certain(), account.days.possible());
        let (certain, possible) = match self.looked {
            Looked::Measured { entered, .. } => {
                (certain.intersection(entered.days.certain()), possible.intersection(entered.days.possible()))
            }
            // The runs of the row that hold the day, whichever it is.
            Looked::OnDay(windows, _) => {
                let day = windows.any;
                let run = certain.run_containing(day.start).filter(|run| day.end <= run.end);
                let touches = |run: &Interval| !run.intersection(day).is_empty();
                let runs = possible.intervals().iter().copied().filter(touches);
                (DaySet::from_intervals(run), DaySet::from_intervals(runs))
            }
        };
        let (certain, possible) = (certain.clip(all), possible.clip(all));
        let maybe = possible.difference(&certain);
        (certain, maybe)
    }

    /// What is to be said of days that the least measure was taken over.
    fn doubt_of_run(&self) -> Option<Because> {
        match self.looked {
            Looked::Measured { entered, .. } => entered.rivalled.then_some(Because::OpenRun),
            Looked::OnDay(..) => None,
        }
    }

    /// Days that may count, each with what that hangs on.
    fn maybe(&mut self, path: &str, account: &RowAccount, row: &Row, days: &DaySet) {
        let mut rest = days.clone();
        let mut found = Vec::new();
        for removal in account.removed.iter().filter(|removal| !removal.certain) {
            let open = rest.intersection(&removal.days);
            found.extend(said(path, &open, false, Some(because(self.plan, self.case, account, removal, false))));
            rest = rest.difference(&open);
        }
        let dates = rest.difference(&DaySet::from(row.certain()));
        found.extend(said(path, &dates, false, Some(Because::Dates)));
        rest = rest.difference(&dates);
        let facts = rest.difference(account.days.certain());
        found.extend(said(path, &facts, false, Some(Because::OpenFacts)));
        // What is left is of the row for certain, and hangs on what other rows come to, or on the day.
        for run in rest.difference(&facts).intervals() {
            let within = run.intersection(self.windows().all);
            let reason = if within == *run { self.cut(*run, false) } else { Because::OpenDay };
            found.extend(said(path, &DaySet::from(*run), false, Some(reason)));
        }
        found.sort_by_key(|one| one.from);
        self.counted.extend(found);
    }

    /// Days that do not count, each with the reasons.
    fn aside(&mut self, path: &str, account: &RowAccount, days: &DaySet) {
        let window = self.windows().any;
        let mut rest = days.clone();
        if let Looked::Measured { .. } = self.looked {
            let before = days.clip(Interval { start: Interval::ALL.start, end: window.start });
            let after = days.clip(Interval { start: window.end, end: Interval::ALL.end });
            self.set_aside.extend(said(path, &before, true, Some(Because::BeforeWindow)));
            self.set_aside.extend(said(path, &after, true, Some(self.after())));
            rest = days.clip(window);
        }
        let kept = rest.intersection(account.days.possible());
        let mut removed = rest.difference(&kept);
        // Several reasons may hold of a day; one that is not certain may be so of some of its days.
        let mut explained = DaySet::empty();
        for removal in account.removed.iter().filter(|removal| removal.certain) {
            let lost = removed.intersection(&removal.days);
            self.set_aside.extend(said(path, &lost, true, Some(because(self.plan, self.case, account, removal, true))));
            explained = explained.union(&lost);
        }
        removed = removed.difference(&explained);
        for removal in account.removed.iter().filter(|removal| !removal.certain) {
            let lost = removed.intersection(&removal.days);
            self.set_aside.extend(said(path, &lost, true, Some(because(self.plan, self.case, account, removal, true))));
            removed = removed.difference(&lost);
        }
        self.set_aside.extend(said(path, &removed, true, Some(Because::OpenFacts)));
        for run in kept.intervals() {
            let reason = match self.looked {
                Looked::Measured { .. } => self.cut(*run, true),
                Looked::OnDay(..) if run.start >= window.end => Because::AfterDay(self.date()),
                Looked::OnDay(..) => Because::BeforeDay(self.date()),
            };
            self.set_aside.extend(said(path, &DaySet::from(*run), true, Some(reason)));
        }
    }

    /// Why days of the set did not enter the run that was measured, or only may have.
    fn cut(&self, days: Interval, certain: bool) -> Because {
        let Looked::Measured { kind, continuity, windows, entered, .. } = self.looked else { return Because::OpenDay };
        let bounds = |bounds: &'_ DayBounds| match certain {
            true => bounds.possible().clone(),
            false => bounds.certain().clone(),
        };
        let missing = bounds(&entered.base).complement().clip(windows.any);
        let run = bounds(&entered.days);
        let continuity = match kind {
            MeasureKind::Totals => return Because::OpenDay,
            MeasureKind::Lasts(_) => *continuity,
            MeasureKind::Lasted { .. } if !certain => return Because::OpenRun,
            MeasureKind::Lasted { tolerance } => Continuity::Gaps(*tolerance),
        };
        let breaks = |gap: &Interval| continuity.breaks(gap.start.plus_days(-1), gap.end);
        let mut gaps = missing.intervals().iter().copied().filter(breaks);
        let after_run = run.first().is_some_and(|first| first < days.start);
        let gap = match kind {
            MeasureKind::Lasted { .. } if after_run => gaps.rfind(|gap| gap.end <= days.start),
            _ => gaps.find(|gap| days.end <= gap.start),
        };
        match (gap, kind, run.first()) {
            (Some(gap), MeasureKind::Lasted { .. }, _) => Because::ShorterRun(gap),
            (Some(gap), ..) => Because::Interrupted(gap),
            (None, _, Some(first)) => Because::CountedFrom(first),
            (None, _, None) => Because::OpenFacts,
        }
    }
}

/// Why days were taken out of a row.
pub(super) fn because(plan: &Plan, case: &Case, account: &RowAccount, removal: &Removal, certain: bool) -> Because {
    match removal.reason {
        RemovalReason::Filter(id) => {
            let condition = &plan.conditions[id.index()];
            let row = account.row.and_then(|row| case.rows(account.fact)?.get(row));
            let columns = row.map(|row| columns_of(plan, case, id, row)).unwrap_or_default();
            if columns.is_empty() {
                let said = words(plan, condition.span);
                // « chacun des … » looks for rows of which its words are not true.
                return if negates_its_words(plan, id) { Because::Holds(said) } else { Because::Clause(said) };
            }
            let known = columns.iter().all(|column| column.value != Said::Unknown);
            let partial_list = !certain && known && matches!(&condition.kind, ConditionKind::Listed(..));
            Because::Columns { columns, partial_list }
        }
        RemovalReason::Excluded(set) => Because::Excluded(set_name(plan, set)),
        RemovalReason::Outside(set) => Because::Outside(set_name(plan, set)),
    }
}

/// The codes of a row with what they are called.
pub(super) fn labels(plan: &Plan, row: &Row) -> Vec<String> {
    let label = |value: &Value| match value {
        Value::Symbol(code) => Some(format!("{} {}", plan.symbols.text(*code)?, plan.symbols.label(*code)?)),
        _ => None,
    };
    row.columns.iter().filter_map(label).collect()
}

fn said<'a>(
    path: &'a str,
    days: &'a DaySet,
    certain: bool,
    reason: Option<Because>,
) -> impl Iterator<Item = RowReason> + 'a {
    days.intervals().iter().map(move |run| RowReason {
        path: path.to_string(),
        from: (run.start > Day::FIRST).then_some(run.start),
        to: run.last().filter(|last| *last < Day::LAST),
        certain,
        reason: reason.clone(),
        labels: Vec::new(),
    })
}

fn set_name(plan: &Plan, set: SetId) -> String {
    let Set { kind, span } = &plan.sets[set.index()];
    if let SetKind::Defined(definition) = kind {
        return plan.definitions[definition.index()].name.clone();
    }
    words(plan, *span)
}

/// The columns that a condition looks at, and what the row has in them.
fn columns_of(plan: &Plan, case: &Case, condition: ConditionId, row: &Row) -> Vec<Column> {
    if let ConditionKind::Not(inner) = plan.conditions[condition.index()].kind {
        return columns_of(plan, case, inner, row);
    }
    let mut terms = Vec::new();
    plan.each_child(Node::Condition(condition), |child| {
        if let Node::Term(term) = child {
            let since = if let TermKind::Since(day) = plan.terms[term.index()].kind { Some(day) } else { None };
            terms.push(since.unwrap_or(term));
        }
    });
    let column = |term: &TermId| {
        let Term { kind: TermKind::Column(fact, column), .. } = &plan.terms[term.index()] else { return None };
        let known = &plan.facts[fact.index()].columns[*column];
        Some(told(plan, case, known, &row.columns[*column]))
    };
    terms.iter().filter_map(column).collect()
}
