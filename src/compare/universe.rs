//! The dossiers that two sides can tell apart, as far as thresholds and words of the rules go.
//!
//! Rules look at a fact only through what they hold it against: a threshold, a window, a word, a date. For each fact
//! these give a short list of values, on, just below and just above: its domain. Periods are built from the thresholds
//! and windows that lie before the day of assessment, alone, in pairs and around an excluded stretch.

use std::collections::{BTreeMap, BTreeSet};

use super::Variant;
use crate::case::{Case, End, Row, Value};
use crate::eval;
use crate::plan::{
    ConditionId, ConditionKind, Fact, FactId, Length, ListId, Meaning, MeasureKind, Node, Plan, TermId, TermKind, Type,
    Use, Window, WindowSpan,
};
use crate::time::{Day, DayRange, MissingDay};
use crate::value::{Decimal, Exact};

/// More values than this are not tried for one fact.
const MAX_VALUES: usize = 400;
/// More kinds of rows than this are not told apart.
const MAX_CLASSES: usize = 12;

/// A value that does not depend on a plan.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Abstract {
    Truth(bool),
    Number(Exact),
    Day(Day),
    Word(String),
    Length(i32),
    Rows(Vec<AbstractRow>),
}

/// A row with its last day; none while it goes on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AbstractRow {
    pub(super) start: Day,
    pub(super) last: Option<Day>,
    pub(super) columns: Vec<(String, Abstract)>,
}

/// Values by the names of facts.
pub(super) type Dossier = BTreeMap<String, Abstract>;

/// What the rules of both sides hold one fact, or one column, against.
#[derive(Clone, Debug, Default)]
struct Needs {
    numbers: BTreeSet<Exact>,
    days: BTreeSet<Day>,
    words: BTreeSet<String>,
    lengths: BTreeSet<i32>,
    thresholds: BTreeSet<(bool, i32)>,
    windows: BTreeSet<(bool, i32)>,
    counts: BTreeSet<u32>,
    gaps: BTreeSet<i32>,
    columns: BTreeMap<String, Needs>,
    /// Values that columns take together: keys of lists.
    keys: BTreeSet<Vec<(String, String)>>,
}

/// What the rules look at, by fact, and which facts one sentence looks at together.
#[derive(Default)]
pub(super) struct Universe {
    needs: BTreeMap<String, Needs>,
    /// Facts of each sentence.
    pub(super) sentences: Vec<BTreeSet<String>>,
    /// Days on which texts and lists begin or end, and on how many sides.
    borders: BTreeMap<Day, usize>,
}

impl Universe {
    pub(super) fn of(sides: [&Variant; 2]) -> Universe {
        let mut universe = Universe::default();
        for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
            let mut reader = Reader { plan: &side.plan, other: &other.plan, universe: &mut universe };
            let version = &side.plan.versions[side.version.index()];
            if let Some(condition) = version.scope {
                reader.sentences(condition);
            }
            for part in version.parts() {
                reader.sentences(part.condition);
            }
            universe.border(version.validity.start);
            universe.border(version.validity.end);
            if let Some(fact) = eval::assessment_fact(&side.plan, &side.reading) {
                universe.needs.entry(side.plan.facts[fact.index()].name.clone()).or_default();
            }
        }
        universe
    }

    /// A day on which only one side has something begin or end matters most.
    fn border(&mut self, day: Day) {
        *self.borders.entry(day).or_insert(0) += 1;
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = &str> {
        self.needs.keys().map(String::as_str)
    }

    /// The days of assessment worth trying: the middle and the end of a month, and each day that a rule names.
    pub(super) fn days(&self, fact: Option<&str>, allowed: impl Fn(Day) -> bool, anchor: Day) -> Vec<Day> {
        let (year, month, _) = anchor.ymd();
        let mut days: Vec<Day> = Vec::new();
        for months in [5, 17] {
            let index = year * 12 + month as i32 - 1 + months;
            days.extend(Day::from_ymd(index.div_euclid(12), index.rem_euclid(12) as u32 + 1, 15));
        }
        let one_sided = self.borders.iter().filter(|(_, sides)| **sides == 1).map(|(day, _)| *day);
        days.extend(one_sided.flat_map(|day| [day.plus_days(-1), day]));
        let named = fact.and_then(|fact| self.needs.get(fact)).map(|needs| needs.days.clone()).unwrap_or_default();
        days.extend(named.iter().flat_map(|day| [day.plus_days(-1), *day, day.plus_days(1)]));
        // Ends of months, where counts of months part: after a February of 29 days by all remainders of four years.
        days.extend((0..=4).filter_map(|years| Day::from_ymd(year + years, 2, 28)));
        days.extend([Day::from_ymd(year + 1, 4, 30), Day::from_ymd(year + 2, 4, 30)].into_iter().flatten());
        days.extend(self.borders.keys().flat_map(|day| [day.plus_days(-1), *day]));
        let mut kept: Vec<Day> = Vec::new();
        for day in days {
            if allowed(day) && (Day::FIRST..Day::LAST).contains(&day) && !kept.contains(&day) {
                kept.push(day);
            }
        }
        kept
    }

    /// The values of a fact that the rules may tell apart on a day of assessment, simplest first.
    pub(super) fn domain(&self, plan: &Plan, fact: &Fact, day: Day) -> Vec<Abstract> {
        let needs = self.needs.get(&fact.name).cloned().unwrap_or_default();
        let mut values = match fact.kind {
            Type::Periods => periods(plan, &needs, fact, day),
            Type::Rows => rows(plan, &needs, fact, day),
            _ => scalars(plan, &needs, fact, day),
        };
        values.truncate(MAX_VALUES);
        values
    }
}

/// Reads what the rules of one side hold facts against.
struct Reader<'a> {
    plan: &'a Plan,
    /// The plan of the other side.
    other: &'a Plan,
    universe: &'a mut Universe,
}

impl Reader<'_> {
    /// Each clause of a condition is a sentence of its own.
    fn sentences(&mut self, id: ConditionId) {
        for clause in self.plan.clauses(id) {
            self.sentence(Node::Condition(clause));
        }
    }

    fn sentence(&mut self, start: Node) {
        let plan = self.plan;
        let mut touched = BTreeSet::new();
        for node in plan.below([start]) {
            plan.each_use(node, |used| match used {
                Use::Fact(fact) => {
                    touched.insert(plan.facts[fact.index()].name.clone());
                    self.place(fact, None);
                }
                Use::Column(fact, column) => drop(self.place(fact, Some(column))),
                Use::List(_) | Use::Convention(_) => {}
            });
            match node {
                Node::Condition(id) => self.condition(id),
                Node::Term(id) => self.term(id),
                Node::Set(_) | Node::Definition(_) => {}
            }
        }
        self.universe.sentences.push(touched);
    }

    /// What a condition itself holds facts against.
    fn condition(&mut self, id: ConditionId) {
        let plan = self.plan;
        match &plan.conditions[id.index()].kind {
            ConditionKind::OneOf(term, values) => {
                let mut terms = vec![*term];
                terms.extend(values);
                self.compared(&terms);
            }
            ConditionKind::Compare(left, _, right) => self.compared(&[*left, *right]),
            ConditionKind::Listed(list, terms, _) => self.listed(*list, terms),
            ConditionKind::Measure(measure) => {
                let mut windows = Vec::new();
                match measure.window {
                    Window::All => {}
                    Window::Last(length) => windows.push(length),
                    Window::ByConvention(convention) => {
                        for option in &plan.conventions[convention.index()].options {
                            windows.extend(match option.meaning {
                                Meaning::Window(WindowSpan::LastMonths(months)) => Some(Length::Months(months)),
                                Meaning::Window(WindowSpan::LastDays(days)) => Some(Length::Days(days)),
                                _ => None,
                            });
                        }
                    }
                }
                for fact in plan.rows_of(measure.set) {
                    let needs = self.place(fact, None);
                    needs.thresholds.insert(key(measure.threshold));
                    needs.windows.extend(windows.iter().map(|window| key(*window)));
                    if let MeasureKind::Lasted { tolerance } = measure.kind {
                        needs.gaps.extend([tolerance, tolerance + 1]);
                    }
                }
            }
            ConditionKind::Starts(set, _, term) | ConditionKind::Ends(set, _, term) => {
                let constants = self.found([*term]);
                for fact in plan.rows_of(*set) {
                    self.place(fact, None).days.extend(constants.days.iter().copied());
                }
            }
            ConditionKind::RowCount(set, _, count) => {
                for fact in plan.rows_of(*set) {
                    self.place(fact, None).counts.insert(*count);
                }
            }
            ConditionKind::Age(term, _, length) => {
                for (fact, column) in self.found([*term]).places {
                    self.place(fact, column).thresholds.insert(key(*length));
                }
            }
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Not(_)
            | ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::Follows(..)
            | ConditionKind::Ongoing(_)
            | ConditionKind::Excepted(..) => {}
        }
    }

    /// What a term itself holds facts against.
    fn term(&mut self, id: TermId) {
        if let TermKind::Bands(of, bands) = &self.plan.terms[id.index()].kind {
            let mut terms = vec![*of];
            terms.extend(bands.iter().flat_map(|band| band.from.into_iter().chain(band.below).chain([band.value])));
            self.compared(&terms);
        }
    }

    /// Terms held against each other: the constants of all of them matter for the facts of all of them.
    fn compared(&mut self, terms: &[TermId]) {
        let all = self.found(terms.iter().copied());
        for (fact, column) in &all.places {
            let needs = self.place(*fact, *column);
            needs.numbers.extend(all.numbers.iter().copied());
            needs.days.extend(all.days.iter().copied());
            needs.words.extend(all.words.iter().cloned());
            needs.lengths.extend(all.lengths.iter().copied());
        }
    }

    /// A key in each version of a list, one that only some versions hold, and one that none does.
    fn listed(&mut self, list: ListId, terms: &[TermId]) {
        let plan = self.plan;
        let list = &plan.lists[list.index()];
        for day in list.versions.iter().flat_map(|one| [one.validity.start, one.validity.end]) {
            self.universe.border(day);
        }
        let mut keys: Vec<Vec<&str>> = Vec::new();
        for version in &list.versions {
            let text = |symbol| plan.symbols.text(symbol).unwrap_or_default();
            let mut entries: Vec<Vec<&str>> =
                version.entries.iter().map(|entry| entry.iter().map(|symbol| text(*symbol)).collect()).collect();
            entries.sort_unstable();
            // What the other side's list does not hold tells the two apart.
            let elsewhere: Vec<Vec<&str>> = self
                .other
                .lists
                .iter()
                .filter(|other| other.name == list.name)
                .flat_map(|other| other.versions.iter().filter(|other| other.validity.start == version.validity.start))
                .flat_map(|other| other.entries.iter())
                .map(|entry| entry.iter().map(|symbol| self.other.symbols.text(*symbol).unwrap_or_default()).collect())
                .collect();
            keys.extend(entries.iter().find(|entry| !elsewhere.is_empty() && !elsewhere.contains(entry)).cloned());
            let others = |entry: &&Vec<&str>| keys.iter().all(|known| known != *entry);
            let new = entries.iter().find(others).or(entries.first()).cloned();
            keys.extend(new);
        }
        keys.push(vec!["hors liste"; list.keys.len()]);
        let places: Vec<(FactId, Option<usize>)> = self.found(terms.iter().copied()).places;
        let column = |(fact, column): &(FactId, Option<usize>)| {
            column.map(|column| (*fact, plan.facts[fact.index()].columns[column].name.clone()))
        };
        let columns: Option<Vec<(FactId, String)>> = places.iter().map(column).collect();
        match columns {
            Some(columns) if columns.len() == list.keys.len() => {
                let names = || columns.iter().map(|(_, name)| name.clone());
                let joint = keys.iter().map(|key| names().zip(key.iter().map(|word| word.to_string())).collect());
                let joint: Vec<Vec<(String, String)>> = joint.collect();
                self.place(columns[0].0, None).keys.extend(joint);
            }
            _ => {
                for (position, (fact, column)) in places.into_iter().enumerate() {
                    let words = keys.iter().filter_map(|entry| entry.get(position)).map(|word| word.to_string());
                    let words: Vec<String> = words.collect();
                    self.place(fact, column).words.extend(words);
                }
            }
        }
    }

    /// The facts and the constants that terms are computed from, conditions of exceptions apart.
    fn found(&self, terms: impl IntoIterator<Item = TermId>) -> Found {
        let plan = self.plan;
        let mut found = Found::default();
        let mut seen = BTreeSet::new();
        for term in terms {
            let mut left = vec![Node::Term(term)];
            while let Some(node) = left.pop() {
                if seen.insert(node) {
                    found.add(plan, node);
                    let before = left.len();
                    plan.each_child(node, |child| match child {
                        Node::Term(_) | Node::Definition(_) => left.push(child),
                        Node::Condition(_) | Node::Set(_) => {}
                    });
                    left[before..].reverse();
                }
            }
        }
        found
    }

    fn place(&mut self, fact: FactId, column: Option<usize>) -> &mut Needs {
        let plan = self.plan;
        let needs = self.universe.needs.entry(plan.facts[fact.index()].name.clone()).or_default();
        match column {
            None => needs,
            Some(column) => needs.columns.entry(plan.facts[fact.index()].columns[column].name.clone()).or_default(),
        }
    }
}

/// Facts and constants of a term.
#[derive(Default)]
struct Found {
    places: Vec<(FactId, Option<usize>)>,
    numbers: BTreeSet<Exact>,
    days: BTreeSet<Day>,
    words: BTreeSet<String>,
    lengths: BTreeSet<i32>,
}

impl Found {
    fn add(&mut self, plan: &Plan, node: Node) {
        plan.each_use(node, |used| match used {
            Use::Fact(fact) => self.places.push((fact, None)),
            Use::Column(fact, column) => self.places.push((fact, Some(column))),
            Use::List(_) | Use::Convention(_) => {}
        });
        let Node::Term(term) = node else { return };
        match &plan.terms[term.index()].kind {
            TermKind::Number(number) => drop(self.numbers.insert(*number)),
            TermKind::Day(day) => drop(self.days.insert(*day)),
            TermKind::Length(Length::Months(length) | Length::Days(length)) => drop(self.lengths.insert(*length)),
            TermKind::Symbol(symbol) => self.words.extend(plan.symbols.text(*symbol).map(str::to_string)),
            TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::AssessmentDay
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Excepted(..) => {}
        }
    }
}

/// Whether a length is in days, and how long it is.
fn key(length: Length) -> (bool, i32) {
    match length {
        Length::Months(months) => (false, months),
        Length::Days(days) => (true, days),
    }
}

/// The day so far before another.
fn before(day: Day, (in_days, length): (bool, i32)) -> Day {
    if in_days {
        return day.plus_days(-length);
    }
    // The last day of a shorter month stands for a day that it lacks.
    day.plus_months(-length, MissingDay::LastOfMonth).unwrap_or(day)
}

fn scalars(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let around = |value: &Exact, step: Exact| [*value - step, *value, *value + step];
    match &fact.kind {
        Type::Truth => vec![Abstract::Truth(false), Abstract::Truth(true)],
        Type::Number | Type::Amount | Type::Percent => {
            let step = match fact.kind {
                Type::Number => Exact::from_integer(1),
                _ => Exact::new(1, 100),
            };
            let mut values: BTreeSet<Exact> = needs.numbers.iter().flat_map(|value| around(value, step)).collect();
            values.insert(Exact::from_integer(0));
            values.into_iter().filter(|value| *value >= Exact::from_integer(0)).map(Abstract::Number).collect()
        }
        Type::Date => {
            let mut values: BTreeSet<Day> =
                needs.days.iter().flat_map(|at| [at.plus_days(-1), *at, at.plus_days(1)]).collect();
            for threshold in &needs.thresholds {
                let at = before(day, *threshold);
                values.extend([at.plus_days(-1), at, at.plus_days(1)]);
            }
            values.extend([day, day.plus_days(1), before(day, (false, -12))]);
            values.into_iter().map(Abstract::Day).collect()
        }
        Type::Months | Type::Days => {
            let mut values: BTreeSet<i32> = needs.lengths.iter().flat_map(|at| [at - 1, *at, at + 1]).collect();
            values.insert(0);
            values.into_iter().filter(|value| *value >= 0).map(Abstract::Length).collect()
        }
        Type::Text | Type::Code => {
            let mut values: Vec<String> = needs.words.iter().cloned().collect();
            values.push("autre".to_string());
            values.into_iter().map(Abstract::Word).collect()
        }
        Type::Enumeration(options) => {
            let words = options.iter().filter_map(|option| plan.symbols.text(*option));
            let (named, rest): (Vec<&str>, Vec<&str>) = words.partition(|word| needs.words.contains(*word));
            // One word stands for all that no rule names.
            rest.into_iter().take(1).chain(named).map(|word| Abstract::Word(word.to_string())).collect()
        }
        Type::Periods | Type::Rows => Vec::new(),
    }
}

/// The kinds of rows that the rules tell apart: one for each combination of column values.
fn classes(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Vec<(String, Abstract)>> {
    let key = |key: &Vec<(String, String)>| -> Vec<(String, Abstract)> {
        key.iter().map(|(column, word)| (column.clone(), Abstract::Word(word.clone()))).collect()
    };
    let mut classes: Vec<Vec<(String, Abstract)>> = needs.keys.iter().map(key).collect();
    let covered: BTreeSet<String> = classes.iter().flatten().map(|(column, _)| column.clone()).collect();
    if classes.is_empty() {
        classes.push(Vec::new());
    }
    for column in fact.columns.iter().filter(|column| !covered.contains(&column.name)) {
        let Some(needs) = needs.columns.get(&column.name) else { continue };
        let values = scalars(plan, needs, column, day);
        let longer = values.iter().flat_map(|value| {
            classes.iter().map(move |class| {
                let mut class = class.clone();
                class.push((column.name.clone(), value.clone()));
                class
            })
        });
        classes = longer.collect();
    }
    classes.truncate(MAX_CLASSES);
    classes
}

fn rows(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let counts: BTreeSet<u32> =
        needs.counts.iter().flat_map(|count| [count.saturating_sub(1), *count, count + 1]).chain([0, 1]).collect();
    let mut values = Vec::new();
    for class in classes(plan, needs, fact, day) {
        for count in &counts {
            let row = AbstractRow { start: day, last: None, columns: class.clone() };
            values.push(Abstract::Rows(vec![row; *count as usize]));
        }
    }
    values
}

/// Periods before a day of assessment: none; one that goes on or has ended; two; one around an excluded stretch.
fn periods(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let classes = classes(plan, needs, fact, day);
    let mut spans: Vec<Vec<(Day, Option<Day>, usize)>> = vec![Vec::new()];
    let ends: BTreeSet<(bool, i32)> = needs.windows.clone();
    let lengths: Vec<(bool, i32)> = needs.thresholds.iter().chain(&needs.windows).copied().collect();
    let starts = |end: Day| -> BTreeSet<Day> {
        let mut starts: BTreeSet<Day> = lengths.iter().map(|length| before(end, *length)).collect();
        starts.extend(lengths.iter().map(|length| before(end, *length).plus_days(1)));
        // From the end of a month of 31 days to the end of February.
        if end.ymd().1 == 2 && end.ymd().2 == 28 {
            starts.extend(lengths.iter().map(|length| before(end, *length).plus_days(3)));
        }
        // Thirty days a month, for conventions that count so.
        let months = needs.thresholds.iter().filter(|(in_days, _)| !in_days);
        starts.extend(months.flat_map(|(_, length)| [end.plus_days(-30 * length), end.plus_days(1 - 30 * length)]));
        starts.retain(|start| *start < end);
        starts
    };
    let mut singles: Vec<(Day, Option<Day>)> = starts(day).into_iter().map(|start| (start, None)).collect();
    for end in [day].into_iter().chain(ends.iter().map(|window| before(day, *window))) {
        singles.extend(starts(end).into_iter().map(|start| (start, Some(end.plus_days(-1)))));
    }
    for at in &needs.days {
        singles.extend([(at.plus_days(-1), None), (*at, None), (at.plus_days(1), None)]);
        singles.extend([(at.plus_days(-40), Some(*at)), (at.plus_days(-40), Some(at.plus_days(1)))]);
        singles.push((at.plus_days(-40), Some(at.plus_days(-1))));
    }
    let length = |(start, last): (Day, Option<Day>)| last.unwrap_or(day).number() - start.number();
    singles.sort_by_key(|span| length(*span));
    singles.dedup();
    for class in 0..classes.len() {
        spans.extend(singles.iter().map(|(start, last)| vec![(*start, *last, class)]));
    }
    let ongoing: Vec<Day> = singles.iter().filter(|(_, last)| last.is_none()).map(|(start, _)| *start).collect();
    let mut several = Vec::new();
    for newer in &ongoing {
        let gaps = needs.gaps.iter().map(|gap| newer.plus_days(-gap));
        let borders = ends.iter().map(|window| before(day, *window)).filter(|end| end < newer);
        for end in [*newer].into_iter().chain(gaps).chain(borders) {
            let mut olds: BTreeSet<Day> = starts(end);
            // Together with the newer one.
            olds.extend(starts(day).into_iter().filter(|start| *start < end));
            for old in olds {
                for (older, newest) in (0..classes.len()).flat_map(|a| (0..classes.len()).map(move |b| (a, b))) {
                    several.push(vec![(old, Some(end.plus_days(-1)), older), (*newer, None, newest)]);
                }
            }
        }
    }
    if classes.len() > 1 {
        // An excluded month, half a year before the day.
        let (from, to) = (before(day, (false, 7)), before(day, (false, 6)));
        for (a, b) in (0..classes.len()).flat_map(|a| (0..classes.len()).map(move |b| (a, b))).filter(|(a, b)| a != b) {
            for start in starts(day).into_iter().flat_map(|start| [start, before(start, (false, 1))]) {
                if start < from {
                    several.push(vec![
                        (start, Some(from.plus_days(-1)), a),
                        (from, Some(to.plus_days(-1)), b),
                        (to, None, a),
                    ]);
                }
            }
        }
    }
    let counts = needs.counts.iter().flat_map(|count| [*count, count.saturating_sub(1), count + 1]);
    for count in counts {
        let row = |index: u32| (day.plus_days(-10 - 30 * index as i32), Some(day.plus_days(-5 - 30 * index as i32)), 0);
        several.push((0..count).map(row).collect());
    }
    several.sort_by_key(|rows| (rows.len(), rows.iter().map(|(start, last, _)| length((*start, *last))).sum::<i32>()));
    several.dedup();
    // Those with the fewest days may all say the same: some of every length are kept.
    let room = MAX_VALUES.saturating_sub(spans.len()).max(MAX_VALUES / 4);
    let step = several.len().div_ceil(room).max(1);
    spans.truncate(MAX_VALUES - MAX_VALUES / 4);
    spans.extend(several.into_iter().step_by(step));
    let row = |(start, last, class): (Day, Option<Day>, usize)| AbstractRow {
        start,
        last,
        columns: classes.get(class).cloned().unwrap_or_default(),
    };
    spans.into_iter().map(|rows| Abstract::Rows(rows.into_iter().map(row).collect())).collect()
}

/// The dossier as a plan's facts hold it; facts that the plan does not know are left out.
pub(super) fn case(plan: &Plan, name: &str, dossier: &Dossier) -> Case {
    let mut case = Case::unknown(plan, name);
    for (index, fact) in plan.facts.iter().enumerate() {
        if let Some(value) = dossier.get(&fact.name) {
            case.facts[index] = instance(plan, &mut case.texts, fact, value).unwrap_or(Value::Unknown);
        }
    }
    case
}

fn instance(plan: &Plan, texts: &mut Vec<String>, fact: &Fact, value: &Abstract) -> Option<Value> {
    Some(match (value, &fact.kind) {
        (Abstract::Truth(truth), Type::Truth) => Value::Truth(*truth),
        (Abstract::Number(number), Type::Number | Type::Amount | Type::Percent) => {
            Value::Number(Decimal::try_from(*number).ok()?)
        }
        (Abstract::Day(day), Type::Date) => Value::Date(DayRange::exact(*day)),
        (Abstract::Length(length), Type::Months | Type::Days) => Value::Length(*length),
        (Abstract::Word(word), Type::Enumeration(options)) => {
            Value::Symbol(plan.symbols.get(word).filter(|symbol| options.contains(symbol))?)
        }
        (Abstract::Word(word), Type::Text | Type::Code) => Value::Symbol(match plan.symbols.get(word) {
            Some(symbol) => symbol,
            None => {
                let at = texts.iter().position(|known| known == word).unwrap_or_else(|| {
                    texts.push(word.clone());
                    texts.len() - 1
                });
                crate::plan::Symbol((plan.symbols.len() + at) as u32)
            }
        }),
        (Abstract::Rows(rows), Type::Periods | Type::Rows) => {
            let dated = fact.kind == Type::Periods;
            let mut found = Vec::new();
            for row in rows {
                let mut columns = vec![Value::Unknown; fact.columns.len()];
                for (name, value) in &row.columns {
                    if let Some(at) = fact.columns.iter().position(|column| column.name == *name) {
                        columns[at] = instance(plan, texts, &fact.columns[at], value)?;
                    }
                }
                found.push(Row {
                    start: dated.then(|| DayRange::exact(row.start)),
                    end: row.last.map_or(End::Ongoing, |last| End::Known(DayRange::exact(last))),
                    columns,
                });
            }
            Value::Rows(found)
        }
        _ => return None,
    })
}
