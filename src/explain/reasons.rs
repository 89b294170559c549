//! Why a route, a condition or an obstacle came to what it did, as data.

use super::Missing;
use super::exceptions::ExceptionReason;
use super::said::Column;
use super::steps::{LengthMade, Step};
use crate::eval::Quantity;
use crate::plan::ConditionId;
use crate::time::{Day, DayRange};
use crate::value::{Comparison, Outcome};

/// A route, a condition or an obstacle.
#[derive(Clone, Debug)]
pub struct PartReason {
    /// As the version names it.
    pub name: String,
    /// What it came to.
    pub outcome: Outcome,
    /// Left to the prefect.
    pub discretionary: bool,
    /// The points and articles that it cites, between semicolons.
    pub source: String,
    /// The clauses of its condition, in the order of the rule.
    pub clauses: Vec<ClauseReason>,
    /// Facts that can still change it.
    pub missing: Vec<Missing>,
}

/// One clause, as the rule words it.
#[derive(Clone, Debug)]
pub struct ClauseReason {
    /// Its words, on one line; a negation with the words that make it.
    pub sentence: String,
    /// What it came to.
    pub outcome: Outcome,
    /// For the sentence of an exception, which stands in place of a clause or may: whether it applies.
    pub applies: Option<Outcome>,
    /// The name of that exception, where it has one.
    pub exception: Option<String>,
    /// Points and articles of an exception.
    pub source: String,
    /// Exceptions that apply, or may, to the definitions that it uses.
    pub exceptions: Vec<ExceptionReason>,
    /// The lengths that were measured for it.
    pub measures: Vec<MeasureReason>,
    /// The values that were compared for it.
    pub comparisons: Vec<ComparisonReason>,
    /// Conditions of which so many must hold.
    pub several: Vec<SeveralReason>,
    /// Facts that can still change it.
    pub missing: Vec<Missing>,
}

/// Conditions of which so many must hold: `au moins deux des conditions suivantes`.
#[derive(Clone, Debug)]
pub struct SeveralReason {
    /// What it came to.
    pub outcome: Outcome,
    /// Each condition in the words of the rule, and what it came to.
    pub conditions: Vec<(String, Outcome)>,
    /// How many are asked for.
    pub asked: Column,
}

/// A value that was held against a threshold, or against others.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonReason {
    /// What it came to.
    pub outcome: Outcome,
    /// What was compared, in the words of the rule, and what it came to.
    pub left: Column,
    /// With what. An age is a length; the values of a list are those that the rule names.
    pub right: Vec<Column>,
    /// Whether the rule writes the right side itself, rather than a name or a computation for it.
    pub written: bool,
    /// Whether no row may be counted: of each that is, the sentence is not true.
    pub forbids: bool,
    /// For an age: the day on which it is reached.
    pub reached: Option<DayRange>,
    /// How both sides came to their values.
    pub steps: Vec<Step>,
}

/// A length that was measured.
#[derive(Clone, Debug)]
pub struct MeasureReason {
    /// The condition that measures it.
    pub condition: ConditionId,
    /// What was measured.
    pub of: String,
    /// What it came to.
    pub outcome: Outcome,
    /// Over which days it was taken, and what became of the periods.
    pub over: LengthMade,
    /// The least that any filling gives.
    pub certain: Option<Quantity>,
    /// The most that some filling gives.
    pub possible: Option<Quantity>,
    /// `au moins`, `au plus` …
    pub comparison: Option<Comparison>,
    /// What the length is held against, in the unit of the rule; `None` where no length is asked for.
    pub threshold: Option<Quantity>,
    /// What is missing at the least: the threshold less what is certain, for a minimum that is not certainly reached.
    pub shortfall: Option<Quantity>,
    /// When the threshold is reached; told of minimums that are not, by [`super::explain`].
    pub reach: Option<Reach>,
    /// The first day on which what is open may have got there, where that is not the day of assessment; told with
    /// [`MeasureReason::reach`].
    pub perhaps: Option<Day>,
    /// Where days left over of a run make a month before the day of the same number: that day, on which lawyers expect
    /// the threshold; told with [`MeasureReason::reach`].
    pub same_number: Option<Day>,
}

/// When a threshold is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On this day for the first time, whatever the day whose law applies then.
    On(Day),
    /// On no day: nothing that goes on leads there.
    Never,
}
