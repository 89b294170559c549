//! Conditions, sets of periods and terms, as nodes of flat arenas.

use super::days::DayFrom;
use super::{ConditionId, ConventionId, DefinitionId, FactId, ListId, Mark, ParameterId, SetId, Symbol, TermId};
use crate::source::Span;
use crate::time::{Continuity, MonthCount};
use crate::value::{Arithmetic, Comparison, Exact, ReadOn, Rounding};

pub use crate::time::Day;

/// Types of facts and terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `oui ou non`
    Truth,
    /// `nombre`
    Number,
    /// `montant`
    Amount,
    /// `pourcentage`
    Percent,
    /// `date`
    Date,
    /// `durée en mois`
    Months,
    /// `durée en jours`
    Days,
    /// `texte`
    Text,
    /// `code`
    Code,
    /// An option of a closed list.
    Enumeration(Vec<Symbol>),
    /// A step of a scale, the lowest first.
    Scale(Vec<Symbol>),
    /// Dated rows.
    Periods,
    /// Rows without dates.
    Rows,
}

impl Type {
    /// What may be chosen, where it is closed: options, or the steps of a scale.
    pub fn options(&self) -> &[Symbol] {
        match self {
            Type::Enumeration(options) | Type::Scale(options) => options,
            Type::Truth
            | Type::Number
            | Type::Amount
            | Type::Percent
            | Type::Date
            | Type::Months
            | Type::Days
            | Type::Text
            | Type::Code
            | Type::Periods
            | Type::Rows => &[],
        }
    }
}

/// A length in months or in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// Months; years are twelve.
    Months(i32),
    /// Days.
    Days(i32),
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its form.
    pub kind: ConditionKind,
    /// The sentence, for quotation.
    pub span: Span,
    /// Marks on the sentence.
    pub marks: Vec<Mark>,
}

/// Forms of conditions.
#[derive(Clone, Debug)]
pub enum ConditionKind {
    /// All hold.
    All(Vec<ConditionId>),
    /// One holds.
    Any(Vec<ConditionId>),
    /// It does not hold.
    Not(ConditionId),
    /// A fact or column that is `oui ou non`.
    Truth(TermId),
    /// A definition.
    Defined(DefinitionId),
    /// The version of this procedure that is in force on the day of assessment is met.
    Met(String),
    /// A convention's option is followed.
    Follows(ConventionId, usize),
    /// The term is one of these.
    OneOf(TermId, Vec<TermId>),
    /// Two values held against each other: a number, a date, a length of a set, an age, a count of rows.
    Compare(TermId, Comparison, TermId),
    /// The value lies between two others, both included.
    Between(TermId, [TermId; 2]),
    /// The key is in the list; terms in the order of the list's keys.
    Listed(ListId, Vec<TermId>, Option<ReadOn>),
    /// The set contains a day.
    Ongoing(SetId, OngoingOn),
    /// So many of the conditions hold.
    Several(Several),
    /// A condition and the exceptions to it.
    Excepted(Excepted<ConditionId>),
}

/// `au moins deux des conditions suivantes`
#[derive(Clone, Debug)]
pub struct Several {
    /// The conditions.
    pub parts: Vec<ConditionId>,
    /// How the number of those that hold is held against another.
    pub comparison: Comparison,
    /// That number.
    pub number: TermId,
}

/// On which day a set is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OngoingOn {
    /// That of assessment.
    Assessment,
    /// The date of the dossier that a convention names.
    ByConvention(ConventionId),
    /// A date.
    Day(TermId),
}

/// What stands, and the exceptions to it.
#[derive(Clone, Debug)]
pub struct Excepted<T> {
    /// Where no exception applies.
    pub base: T,
    /// The exceptions, in the order of their sentences.
    pub cases: Vec<Case<T>>,
}

/// `si …, …` of an exception.
#[derive(Clone, Debug)]
pub struct Case<T> {
    /// When it applies.
    pub when: ConditionId,
    /// What stands then, under the exceptions to this exception that say what stands instead.
    pub then: T,
    /// The exceptions to it by which it does not apply.
    pub unless: Vec<Unless>,
    /// The sentence.
    pub span: Span,
}

/// `par exception à « réfugié », si …, l'exception ne s'applique pas`
#[derive(Clone, Debug)]
pub struct Unless {
    /// When it applies.
    pub when: ConditionId,
    /// The exceptions to it by which it does not apply itself.
    pub unless: Vec<Unless>,
    /// The sentence.
    pub span: Span,
}

impl Unless {
    /// Calls on it, and on each exception to it.
    pub fn each<'u>(&'u self, call: &mut impl FnMut(&'u Unless)) {
        call(self);
        self.unless.iter().for_each(|one| one.each(call));
    }
}

impl<T> Case<T> {
    /// Calls on each exception to it by which it, or another of them, does not apply.
    pub fn each_unless<'c>(&'c self, mut call: impl FnMut(&'c Unless)) {
        self.unless.iter().for_each(|one| one.each(&mut call));
    }
}

/// A length of a set.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// What is measured.
    pub set: SetId,
    /// How.
    pub kind: MeasureKind,
    /// In months, or in days.
    pub in_months: bool,
    /// Over which days.
    pub window: Window,
    /// The way to count months, when the sentence names one.
    pub counted: Option<MonthCount>,
}

/// How a length of a set is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// `dure depuis`: the time since its beginning, up to the day of assessment.
    Lasts(Continued),
    /// `a duré … sans interruption`: the longest run; gaps of so many days do not break it.
    Lasted {
        /// Longest gap that does not break the run, in days.
        tolerance: i32,
    },
    /// `totalise`: all days, pooled.
    Totals,
}

/// What keeps a duration going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continued {
    /// As the sentence says; without a word, by its being unbroken.
    As(Continuity),
    /// `selon la convention « … »`
    ByConvention(ConventionId),
}

/// The days over which a length is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// All days before the end.
    All,
    /// `[end − length, end)`
    Last(Length),
    /// `[day − length, day)`, and none of its days after those that are looked at on the day of assessment.
    Before(Length, TermId),
    /// As the convention's option says.
    ByConvention(ConventionId),
}

impl Window {
    /// The day before which it ends, where that is a value of its own.
    pub fn day(self) -> Option<TermId> {
        match self {
            Window::Before(_, day) => Some(day),
            Window::All | Window::Last(_) | Window::ByConvention(_) => None,
        }
    }
}

/// What is made of the rows of a set.
///
/// A row weighs from zero, which is no part of it, to one. Sums and means take it by its weight, numbers and extremes
/// whole as soon as it weighs anything.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// Whose rows.
    pub set: SetId,
    /// What is made of them.
    pub kind: AggregateKind,
    /// The value that each row of a fact gives; empty for a number of rows.
    pub of: Vec<(FactId, TermId)>,
    /// Over which days; rows without dates have none.
    pub window: Window,
    /// By what rows are taken together first, and what of it.
    pub groups: Option<Groups>,
    /// Whether its rows have dates.
    pub dated: bool,
    /// Whether rows weigh what a convention says of those that lie across the edge of these days; otherwise one that
    /// began before the end of them is whole.
    pub shared: bool,
}

/// Rows taken together before they are summed or their mean is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Groups {
    /// By civil periods of so many months, twelve or six, each a window of its own; otherwise each row alone.
    pub months: Option<i32>,
    /// No group gives more.
    pub most: Option<Exact>,
    /// So many of the greatest groups; all where none is said.
    pub best: Option<u32>,
}

/// A place among the rows of a fact, from one on; equal rows share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rank {
    /// Whose rows.
    pub fact: FactId,
    /// The column by which they are ordered.
    pub column: usize,
    /// The greatest comes first.
    pub descending: bool,
    /// The place after one that is shared follows it.
    pub without_gaps: bool,
}

/// What is made of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateKind {
    /// The sum.
    Sum,
    /// The sum by the sum of the weights.
    Mean,
    /// The sum by the months of the window, however many rows there are.
    MonthlyMean,
    /// The least value.
    Least,
    /// The greatest value.
    Greatest,
    /// How many rows weigh anything.
    Count,
}

/// A set of periods.
#[derive(Clone, Debug)]
pub struct Set {
    /// Its form.
    pub kind: SetKind,
    /// The words.
    pub span: Span,
}

/// Forms of sets.
#[derive(Clone, Debug)]
pub enum SetKind {
    /// The rows of a fact.
    Fact(FactId),
    /// The row at hand, of this fact.
    Row(FactId),
    /// A definition.
    Defined(DefinitionId),
    /// The rows of several sets.
    Union(Vec<SetId>),
    /// Rows for which the condition holds.
    SuchThat(SetId, ConditionId),
    /// Without the rows of another set.
    Except(SetId, SetId),
    /// Without the days of another set.
    ExceptDuring(SetId, SetId),
    /// Only the days of another set.
    During(SetId, SetId),
    /// A set and the exceptions to it.
    Excepted(Excepted<SetId>),
}

/// A value.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its form.
    pub kind: TermKind,
    /// Its static type.
    pub of: Type,
    /// The words.
    pub span: Span,
}

/// A day so far from another. The length is in whole months, or in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shift {
    /// By how much.
    pub by: TermId,
    /// Later; otherwise earlier.
    pub after: bool,
    /// From which day.
    pub from: TermId,
}

/// How many whole years, months or days lie between two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Elapsed {
    /// What is counted.
    pub unit: ElapsedUnit,
    /// The earlier date.
    pub from: TermId,
    /// The later one.
    pub to: TermId,
}

/// What is counted between two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElapsedUnit {
    /// Twelve months each.
    Years,
    /// From one day to that of the same number.
    Months,
    /// Days.
    Days,
}

/// The mean of a parameter over the days or the months of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterMean {
    /// Whose values.
    pub parameter: ParameterId,
    /// Over which days; limited.
    pub window: Window,
    /// What weighs the same: each month, by its first day, or each day.
    pub each: Each,
}

/// What weighs the same in the mean of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Each {
    /// The value on the first day of each civil month that begins in the window.
    Month,
    /// The value of each day of the window.
    Day,
}

/// Forms of terms.
#[derive(Clone, Debug)]
pub enum TermKind {
    /// A number, an amount, a percentage.
    Number(Exact),
    /// A day.
    Day(Day),
    /// A length.
    Length(Length),
    /// A text.
    Symbol(Symbol),
    /// A fact.
    Fact(FactId),
    /// A column of the row at hand.
    Column(FactId, usize),
    /// A definition.
    Defined(DefinitionId),
    /// Arithmetic.
    Binary(Arithmetic, TermId, TermId),
    /// The smallest.
    Smallest(Vec<TermId>),
    /// The largest.
    Largest(Vec<TermId>),
    /// A day so far after another, or before it.
    Shift(Shift),
    /// A day found from another on the calendar.
    DayFrom(DayFrom),
    /// How many whole months, years or days lie between two dates.
    Elapsed(Elapsed),
    /// A parameter, as it is on a day.
    Parameter(ParameterId, DayRead),
    /// The mean of a parameter over a window.
    Mean(ParameterMean),
    /// The day of assessment.
    AssessmentDay,
    /// A length of a set.
    Measured(Measure),
    /// How many rows a set has.
    Count(SetId),
    /// What is made of the rows of a set: a sum, a mean, an extreme, a number.
    Aggregate(Aggregate),
    /// The place of the row at hand among the rows of its fact.
    Rank(Rank),
    /// A length as a number: its days, or its whole months.
    Units(TermId),
    /// What a list gives for a key.
    Lookup(Lookup),
    /// A value, or another where there is none.
    InDefault(TermId, TermId),
    /// The first day of a set.
    First(SetId),
    /// The last day of a set.
    Last(SetId),
    /// The time since a day, up to the day of assessment: an age.
    Since(TermId),
    /// Rounded.
    Rounded(TermId, Rounding),
    /// The value of the band in which a term lies; bands by threshold.
    Bands(TermId, Vec<Band>),
    /// A value and the exceptions to it.
    Excepted(Excepted<TermId>),
    /// What is owed of a value by a progressive scale.
    Scale(TermId, Vec<Slice>),
    /// The value of the line on which an option or a code stands.
    Choice {
        /// What decides.
        of: TermId,
        /// The lines; no key stands on two.
        choices: Vec<Choice>,
        /// `sinon`
        otherwise: Option<TermId>,
    },
}

/// What a list gives for a key, on the day of assessment.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The list.
    pub list: ListId,
    /// The value column, by its place.
    pub column: usize,
    /// The key, in the order of the list's keys.
    pub keys: Vec<TermId>,
    /// The constants of the column, of tables that are not too long for that.
    pub cells: Vec<TermId>,
}

/// One slice of a progressive scale: from the end of the one before, or zero, up to its own.
// INVARIANT: ends are constants that rise from zero; the last slice has none, and only it.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// Where it ends.
    pub until: Option<TermId>,
    /// The share that is owed of what lies in it.
    pub rate: TermId,
}

/// One line of a choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The options or codes for which it stands.
    pub keys: Vec<TermId>,
    /// What it gives.
    pub value: TermId,
}

impl TermKind {
    /// What a number, a day or a length that is written as such comes to: the number itself, that of the day, the months or
    /// the days. `None` for whatever is computed, or is no number.
    pub fn literal(&self) -> Option<Exact> {
        match self {
            TermKind::Number(value) => Some(*value),
            TermKind::Day(day) => Some(Exact::from_integer(i128::from(day.number()))),
            TermKind::Length(Length::Months(count) | Length::Days(count)) => {
                Some(Exact::from_integer(i128::from(*count)))
            }
            TermKind::Symbol(_)
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
            | TermKind::Excepted(_) => None,
        }
    }
}

impl Band {
    /// The bounds that are written in it.
    pub fn bounds(&self) -> impl Iterator<Item = TermId> {
        self.from.into_iter().chain(self.below).chain(self.until)
    }
}

/// One band: from its threshold up to the next greater one, or all that is less than a threshold.
// INVARIANT: one of the first two bounds is there, and only one; the last goes with `from`, and then the value looked up and
// all bounds are whole.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// `à partir de`: the first value of the band.
    pub from: Option<TermId>,
    /// `moins de`: the band holds what is less.
    pub below: Option<TermId>,
    /// `de … à …`: the last value of the band.
    pub until: Option<TermId>,
    /// The value in the band.
    pub value: TermId,
}

/// On which day a sentence reads a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayRead {
    /// The day of assessment.
    Assessment,
    /// The first day of the row at hand, of one of these facts.
    FirstOfRow(Vec<FactId>),
    /// Its last day; a row that goes on ends with the day before the assessment.
    LastOfRow(Vec<FactId>),
    /// This day.
    On(TermId),
}
