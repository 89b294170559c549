//! The dossiers that two sides can tell apart, as far as thresholds and words of the rules go.
//!
//! Rules look at a fact only through what they hold it against: a threshold, a window, a word, a date. This is read from
//! the rules here; what values it gives is told in [`super::domain`].

use std::collections::{BTreeMap, BTreeSet};

use super::Variant;
use super::boundary::Place;
use super::domain::{Abstract, Needs, domain};
use super::words::cells;
use crate::eval;
use crate::plan::{
    Aggregate, AggregateKind, ConditionId, ConditionKind, Continued, DayRead, DayWay, Each, ElapsedUnit, Fact, FactId,
    KeyCell, Length, ListId, ListRow, Lookup, Meaning, Measure, MeasureKind, Node, OngoingOn, ParameterId,
    ParameterMean, Plan, RootKind, SetId, Symbol, Term, TermId, TermKind, Transition, Type, Use,
};
use crate::time::{Continuity, Day, MissingDay};
use crate::value::Exact;

/// Dates that are further apart than this in months or days are not tried.
const MAX_THRESHOLD: i32 = 40_000;

/// What the rules look at, by fact, and which facts one sentence looks at together.
#[derive(Default)]
pub(super) struct Universe {
    needs: BTreeMap<String, Needs>,
    /// Facts of each sentence.
    pub(super) sentences: Vec<BTreeSet<String>>,
    /// Days on which texts and lists begin or end, and on which sides.
    borders: BTreeMap<Day, [bool; 2]>,
}

/// The clauses by which versions of the procedure that a variant belongs to leave acts to the ones before them.
pub(super) fn transitions(side: &Variant) -> Vec<Transition> {
    let plan = &side.plan;
    let versions = plan.versions.iter().filter(|version| version.procedure == side.procedure());
    versions.filter_map(|version| plan.texts[version.text.index()].transition).collect()
}

impl Universe {
    pub(super) fn of(sides: [&Variant; 2]) -> Universe {
        let mut universe = Universe::default();
        for (number, side) in sides.into_iter().enumerate() {
            let plan = &side.plan;
            let assessed = eval::assessment_fact(plan, &side.reading);
            let other = &sides[1 - number].plan;
            let mut reader = Reader { plan, other, assessed, number, universe: &mut universe };
            let version = &plan.versions[side.version.index()];
            for root in plan.roots(version) {
                match root.kind {
                    RootKind::Scope | RootKind::Route | RootKind::Condition | RootKind::Obstacle => {}
                    RootKind::Definition => {}
                    // What is asked for besides the conditions changes no answer that is looked for here.
                    RootKind::Appreciation | RootKind::Paper | RootKind::Step | RootKind::Effect => continue,
                }
                match root.node {
                    Node::Condition(condition) => reader.sentences(condition),
                    Node::Definition(_) | Node::Term(_) | Node::Set(_) => reader.sentence(root.node),
                }
            }
            for transition in transitions(side) {
                let needs = reader.place(transition.fact, None);
                needs.days.insert(transition.from);
                let fact = plan.facts[transition.fact.index()].name.clone();
                reader.universe.sentences.push(BTreeSet::from([fact]));
            }
            let days = plan.in_force(version, &side.reading);
            universe.border(days.start, number);
            universe.border(days.end, number);
            if let Some(fact) = assessed {
                universe.needs.entry(plan.facts[fact.index()].name.clone()).or_default();
            }
        }
        universe
    }

    /// A day on which only one side has something begin or end matters most.
    fn border(&mut self, day: Day, side: usize) {
        self.borders.entry(day).or_default()[side] = true;
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
        let one_sided = self.borders.iter().filter(|(_, sides)| sides[0] != sides[1]).map(|(day, _)| *day);
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

    /// Whether the rules of a side look at a number.
    pub(super) fn is_read(&self, place: &Place<'_>) -> bool {
        let Some(needs) = self.needs.get(&place.fact.name) else { return false };
        place.column.is_none_or(|column| needs.columns.contains_key(&column.name))
    }

    /// The values of a fact that the rules may tell apart on a day of assessment, simplest first.
    pub(super) fn domain(&self, plan: &Plan, fact: &Fact, day: Day) -> Vec<Abstract> {
        let none = Needs::default();
        domain(plan, self.needs.get(&fact.name).unwrap_or(&none), fact, day)
    }
}

/// Reads what the rules of one side hold facts against.
struct Reader<'a> {
    plan: &'a Plan,
    /// The plan of the other side.
    other: &'a Plan,
    /// The fact whose date is the day of assessment.
    assessed: Option<FactId>,
    /// The number of the side.
    number: usize,
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
                Use::List(_) | Use::Parameter(_) | Use::Convention(_) => {}
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
            ConditionKind::Compare(left, _, right) => self.held(*left, *right),
            ConditionKind::Between(value, ends) => ends.iter().for_each(|end| self.held(*value, *end)),
            ConditionKind::Listed(list, terms, _) => self.listed(*list, terms),
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Not(_)
            | ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::Follows(..)
            | ConditionKind::Ongoing(_, OngoingOn::Assessment)
            | ConditionKind::Several(_)
            | ConditionKind::Excepted(_) => {}
            ConditionKind::Met(procedure) => {
                for version in plan.versions.iter().filter(|version| version.procedure == *procedure) {
                    self.universe.border(version.validity.start, self.number);
                    self.universe.border(version.validity.end, self.number);
                    if let Some(transition) = plan.texts[version.text.index()].transition {
                        self.place(transition.fact, None).days.insert(transition.from);
                    }
                }
            }
            ConditionKind::Ongoing(set, OngoingOn::Day(day)) => {
                let dates = self.found([*day]).places;
                for (fact, column) in dates {
                    self.place(fact, column);
                }
                for fact in plan.rows_of(*set) {
                    self.place(fact, None);
                }
            }
            ConditionKind::Ongoing(set, OngoingOn::ByConvention(convention)) => {
                for fact in plan.facts_named_by(*convention).chain(plan.rows_of(*set)) {
                    self.place(fact, None);
                }
            }
        }
    }

    /// What a value is held against: the thresholds of lengths, of ages, of counts and of days of sets.
    fn held(&mut self, left: TermId, right: TermId) {
        let plan = self.plan;
        let Term { kind, of, .. } = &plan.terms[left.index()];
        let found = self.found([right]);
        let in_days = *of == Type::Days;
        match kind {
            TermKind::Measured(measure) => self.measured(measure, &found.lengths),
            TermKind::First(set) | TermKind::Last(set) => {
                for fact in plan.rows_of(*set) {
                    self.place(fact, None).days.extend(found.days.iter().copied());
                }
            }
            TermKind::Count(set) => self.counted(*set, &found.numbers),
            TermKind::Since(day) => {
                for (fact, column) in self.found([*day]).places {
                    let thresholds = found.lengths.iter().map(|length| (in_days, *length));
                    self.place(fact, column).thresholds.extend(thresholds);
                }
            }
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::DayFrom(_)
            | TermKind::Elapsed(_)
            | TermKind::AssessmentDay
            | TermKind::Parameter(..)
            | TermKind::Mean(_)
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Rank(_)
            | TermKind::Units(_)
            | TermKind::Lookup(_)
            | TermKind::InDefault(..)
            | TermKind::Scale(..)
            | TermKind::Choice { .. }
            | TermKind::Excepted(_) => self.compared(&[left, right]),
            TermKind::Aggregate(aggregate) => {
                if aggregate.kind == AggregateKind::Count {
                    self.counted(aggregate.set, &found.numbers);
                }
                self.compared(&[left, right]);
            }
        }
    }

    fn measured(&mut self, measure: &Measure, thresholds: &BTreeSet<i32>) {
        let plan = self.plan;
        let windows = plan.window_lengths(measure.window);
        let mut continuities = Vec::new();
        match measure.kind {
            MeasureKind::Totals => {}
            MeasureKind::Lasted { tolerance } => continuities.push(Continuity::Gaps(tolerance)),
            MeasureKind::Lasts(Continued::As(continuity)) => continuities.push(continuity),
            MeasureKind::Lasts(Continued::ByConvention(convention)) => {
                for option in &plan.conventions[convention.index()].options {
                    if let Meaning::Continuity(continuity) = option.meaning {
                        continuities.push(continuity);
                    }
                }
            }
        }
        // Gaps on both sides of what a duration bears.
        let gaps: Vec<i32> = continuities
            .iter()
            .flat_map(|continuity| match continuity {
                Continuity::Unbroken => Vec::new(),
                Continuity::Gaps(days) => vec![*days, days + 1],
                // No gap shorter than a period leaves one out; one of twice its length does.
                Continuity::Each(months) => vec![28 * months - 1, 62 * months],
            })
            .collect();
        for fact in plan.rows_of(measure.set) {
            let needs = self.place(fact, None);
            needs.thresholds.extend(thresholds.iter().map(|length| (!measure.in_months, *length)));
            needs.windows.extend(windows.iter().flatten().map(|window| key(*window)));
            needs.gaps.extend(gaps.iter().copied());
        }
    }

    /// Rows within the window, and across its edge where that weighs; an ordinary year where there is no window.
    fn aggregated(&mut self, aggregate: &Aggregate) {
        let mut windows: Vec<Length> = self.plan.window_lengths(aggregate.window).into_iter().flatten().collect();
        if windows.is_empty() && aggregate.dated {
            windows.push(Length::Months(12));
        }
        if aggregate.shared {
            // As long again before the window as in it.
            windows.extend(windows.clone().into_iter().map(|window| match window {
                Length::Months(count) => Length::Months(2 * count),
                Length::Days(count) => Length::Days(2 * count),
            }));
        }
        for fact in self.plan.rows_of(aggregate.set) {
            self.place(fact, None).windows.extend(windows.iter().map(|window| key(*window)));
        }
    }

    /// How many rows reach a number.
    fn counted(&mut self, set: SetId, numbers: &BTreeSet<Exact>) {
        for fact in self.plan.rows_of(set) {
            let counts = numbers.iter().filter_map(|number| u32::try_from(number.to_integer()).ok());
            self.place(fact, None).counts.extend(counts);
        }
    }

    /// What a term itself holds facts against.
    fn term(&mut self, id: TermId) {
        match &self.plan.terms[id.index()].kind {
            TermKind::Bands(of, bands) => {
                let mut terms = vec![*of];
                terms.extend(bands.iter().flat_map(|band| band.bounds().chain([band.value])));
                self.compared(&terms);
            }
            // What is held against a threshold is read with it.
            TermKind::Measured(measure) => self.measured(measure, &BTreeSet::new()),
            TermKind::Aggregate(aggregate) => self.aggregated(aggregate),
            TermKind::Scale(of, slices) => {
                let terms: Vec<TermId> =
                    [*of].into_iter().chain(slices.iter().filter_map(|slice| slice.until)).collect();
                self.compared(&terms);
            }
            TermKind::Lookup(lookup) => self.looked_up(lookup),
            TermKind::DayFrom(_) => self.compared(&[id]),
            TermKind::Choice { of, choices, .. } => {
                let terms: Vec<TermId> =
                    [*of].into_iter().chain(choices.iter().flat_map(|choice| choice.keys.iter().copied())).collect();
                self.compared(&terms);
            }
            TermKind::Parameter(parameter, on) => self.parameter(*parameter, on),
            TermKind::Mean(mean) => self.averaged(mean),
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::Elapsed(_)
            | TermKind::AssessmentDay
            | TermKind::Count(_)
            | TermKind::Rank(_)
            | TermKind::Units(_)
            | TermKind::InDefault(..)
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_)
            | TermKind::Rounded(..)
            | TermKind::Excepted(_) => {}
        }
    }

    /// The days on which a parameter changes, for what says on which day it is read.
    fn parameter(&mut self, id: ParameterId, on: &DayRead) {
        let lines = &self.plan.parameters[id.index()].lines;
        let borders: BTreeSet<Day> = lines.iter().flat_map(|line| [line.validity.start, line.validity.end]).collect();
        match on {
            DayRead::Assessment => borders.iter().for_each(|day| self.universe.border(*day, self.number)),
            DayRead::FirstOfRow(facts) | DayRead::LastOfRow(facts) => {
                facts.iter().for_each(|fact| self.place(*fact, None).days.extend(&borders));
            }
            DayRead::On(day) => {
                for (fact, column) in self.found([*day]).places {
                    self.place(fact, column).days.extend(&borders);
                }
            }
        }
    }

    /// The days on which a line of a parameter enters the window of a mean, and those on which it has left it.
    fn averaged(&mut self, mean: &ParameterMean) {
        let lines = &self.plan.parameters[mean.parameter.index()].lines;
        let changes: BTreeSet<Day> = lines.iter().flat_map(|line| [line.validity.start, line.validity.end]).collect();
        // A window ends on the day before: the day of the change itself is in the next one.
        let mut borders: BTreeSet<Day> = changes.iter().map(|day| day.plus_days(1)).collect();
        for window in self.plan.window_lengths(mean.window).into_iter().flatten() {
            let left = |day: &Day| match (window, mean.each) {
                (Length::Months(count), Each::Month) => {
                    day.plus_months(count - 1, MissingDay::LastOfMonth).ok().map(|day| day.plus_days(1))
                }
                (Length::Months(count), Each::Day) => day.plus_months(count, MissingDay::LastOfMonth).ok(),
                (Length::Days(count), _) => Some(day.plus_days(count)),
            };
            borders.extend(changes.iter().filter_map(left));
        }
        match mean.window.day() {
            None => borders.iter().for_each(|day| self.universe.border(*day, self.number)),
            Some(day) => {
                for (fact, column) in self.found([day]).places {
                    self.place(fact, column).days.extend(&borders);
                }
            }
        }
    }

    /// Terms held against each other: the constants of all of them matter for the facts of all of them.
    fn compared(&mut self, terms: &[TermId]) {
        let all = self.found(terms.iter().copied());
        let thresholds = all.thresholds();
        for (fact, column) in &all.places {
            let needs = self.place(*fact, *column);
            needs.numbers.extend(all.numbers.iter().copied());
            needs.days.extend(all.days.iter().copied());
            needs.words.extend(all.words.iter().cloned());
            needs.lengths.extend(all.lengths.iter().copied());
            needs.thresholds.extend(thresholds.iter().copied());
        }
    }

    /// Keys that tell the versions of a list apart, those of the other side's included, and one that none holds.
    fn listed(&mut self, list: ListId, terms: &[TermId]) {
        let plan = self.plan;
        let list = &plan.lists[list.index()];
        for day in list.versions.iter().flat_map(|one| [one.validity.start, one.validity.end]) {
            self.universe.border(day, self.number);
        }
        let versions: Vec<BTreeSet<Vec<&str>>> = [plan, self.other]
            .into_iter()
            .flat_map(|plan| plan.lists.iter().map(move |list| (plan, list)))
            .filter(|(_, other)| other.name == list.name)
            .flat_map(|(plan, list)| list.versions.iter().map(move |version| (plan, version)))
            .map(|(plan, version)| {
                let words = |entry: &[Symbol]| {
                    entry.iter().map(|symbol| plan.symbols.text(*symbol).unwrap_or_default()).collect::<Vec<_>>()
                };
                version.entries.iter().map(words).collect()
            })
            .collect();
        let mut keys: Vec<Vec<&str>> = separating(&versions).into_iter().collect();
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

    /// Keys of the rows that only one side has, and of some others, and one that no row has.
    fn looked_up(&mut self, lookup: &Lookup) {
        let plan = self.plan;
        let list = &plan.lists[lookup.list.index()];
        for day in list.versions.iter().flat_map(|one| [one.validity.start, one.validity.end]) {
            self.universe.border(day, self.number);
        }
        let (ours, theirs) = (rows_of(plan, &list.name), rows_of(self.other, &list.name));
        let said = |plan: &Plan, row: &ListRow| (row.words.clone(), cells(plan, row));
        let known: BTreeSet<_> = theirs.iter().map(|row| said(self.other, row)).collect();
        let own = ours.iter().filter(|row| !known.contains(&said(plan, row))).take(MAX_ROWS);
        let chosen: Vec<&ListRow> = own.chain(ours.iter().take(2)).copied().collect();
        for (at, key) in lookup.keys.iter().enumerate() {
            let kind = plan.terms[key.index()].of.clone();
            let places = self.found([*key]).places;
            for (fact, column) in places {
                let needs = self.place(fact, column);
                for row in &chosen {
                    match &row.keys[at] {
                        KeyCell::Code(code) => needs.words.extend(plan.symbols.text(*code).map(str::to_string)),
                        KeyCell::Range(range) => {
                            for end in range.from.into_iter().chain(range.to) {
                                let whole = i32::try_from(end.to_integer()).ok();
                                match kind {
                                    Type::Date => needs.days.extend(whole.map(Day::from_number)),
                                    Type::Months | Type::Days => needs.lengths.extend(whole),
                                    _ => drop(needs.numbers.insert(end)),
                                }
                            }
                        }
                    }
                }
                if matches!(kind, Type::Code | Type::Text) {
                    needs.words.insert("hors liste".to_string());
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
                    found.add(plan, node, self.assessed);
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

/// The rows of all versions of a list.
fn rows_of<'p>(plan: &'p Plan, list: &str) -> Vec<&'p ListRow> {
    let lists = plan.lists.iter().filter(|other| other.name == list);
    lists.flat_map(|list| &list.versions).flat_map(|version| version.rows.all()).collect()
}

/// How many rows that only one side has are looked up.
const MAX_ROWS: usize = 12;

/// Few keys, so that each set holds one, and one that each other set lacks where there is such a key.
fn separating<'k>(sets: &[BTreeSet<Vec<&'k str>>]) -> BTreeSet<Vec<&'k str>> {
    let mut keys: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (set, other) in sets.iter().flat_map(|set| sets.iter().map(move |other| (set, other))) {
        if !keys.iter().any(|key| set.contains(key) && !other.contains(key)) {
            keys.extend(set.difference(other).next().cloned());
        }
    }
    for set in sets {
        if !keys.iter().any(|key| set.contains(key)) {
            keys.extend(set.first().cloned());
        }
    }
    keys
}

/// Facts and constants of a term.
#[derive(Default)]
struct Found {
    places: Vec<(FactId, Option<usize>)>,
    numbers: BTreeSet<Exact>,
    days: BTreeSet<Day>,
    words: BTreeSet<String>,
    lengths: BTreeSet<i32>,
    /// What is counted between dates: whether in days, and how many days or months make one.
    elapsed: BTreeSet<(bool, i32)>,
    /// How many days apart dates are where a day found from one on the calendar is the other.
    apart: BTreeSet<i32>,
}

impl Found {
    /// How far apart dates are where a number of months, years or days between them reaches a constant, or passes it.
    fn thresholds(&self) -> BTreeSet<(bool, i32)> {
        let counts = || self.numbers.iter().filter_map(|number| i32::try_from(number.to_integer()).ok());
        let length = |(in_days, each): &(bool, i32), count: i32| Some((*in_days, count.checked_mul(*each)?));
        let lengths = self.elapsed.iter().flat_map(|unit| {
            counts()
                .flat_map(move |count| [length(unit, count), count.checked_add(1).and_then(|more| length(unit, more))])
        });
        let apart = self.apart.iter().map(|days| (true, *days));
        lengths.flatten().chain(apart).filter(|(_, length)| (0..=MAX_THRESHOLD).contains(length)).collect()
    }

    fn add(&mut self, plan: &Plan, node: Node, assessed: Option<FactId>) {
        plan.each_use(node, |used| match used {
            Use::Fact(fact) => self.places.push((fact, None)),
            Use::Column(fact, column) => self.places.push((fact, Some(column))),
            Use::List(_) | Use::Parameter(_) | Use::Convention(_) => {}
        });
        let Node::Term(term) = node else { return };
        match &plan.terms[term.index()].kind {
            TermKind::Number(number) => drop(self.numbers.insert(*number)),
            TermKind::Day(day) => drop(self.days.insert(*day)),
            TermKind::Length(Length::Months(length) | Length::Days(length)) => drop(self.lengths.insert(*length)),
            TermKind::Symbol(symbol) => self.words.extend(plan.symbols.text(*symbol).map(str::to_string)),
            TermKind::DayFrom(found) => self.apart.extend(apart(plan, found.way)),
            TermKind::Elapsed(elapsed) => drop(self.elapsed.insert(match elapsed.unit {
                ElapsedUnit::Years => (false, 12),
                ElapsedUnit::Months => (false, 1),
                ElapsedUnit::Days => (true, 1),
            })),
            TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Parameter(..)
            | TermKind::Mean(_)
            | TermKind::Measured(_)
            | TermKind::Count(_)
            | TermKind::Aggregate(_)
            | TermKind::Rank(_)
            | TermKind::Units(_)
            | TermKind::Lookup(_)
            | TermKind::InDefault(..)
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_)
            | TermKind::Scale(..)
            | TermKind::Choice { .. }
            | TermKind::Excepted(_) => {}
            TermKind::AssessmentDay => self.places.extend(assessed.map(|fact| (fact, None))),
        }
    }
}

/// How many days apart a day and one that is found from it may be, with a day more or less on each side: over a week-end, over as
/// many as there are in so many working days, to the ends of a month.
fn apart(plan: &Plan, way: DayWay) -> Vec<i32> {
    match way {
        DayWay::Postponed(_) => vec![2, 5],
        DayWay::Working { count, .. } => {
            let count =
                plan.terms[count.index()].kind.literal().and_then(|count| i32::try_from(count.to_integer()).ok());
            let spread = |count: i32| count.saturating_add(count / 5 * 2);
            count.into_iter().flat_map(|count| [count, spread(count), spread(count).saturating_add(3)]).collect()
        }
        DayWay::MonthStart | DayWay::MonthEnd => vec![15, 30],
        DayWay::Next | DayWay::Previous => Vec::new(),
    }
}

/// Whether a length is in days, and how long it is.
fn key(length: Length) -> (bool, i32) {
    match length {
        Length::Months(months) => (false, months),
        Length::Days(days) => (true, days),
    }
}
