//! What a mutant changes in the rules.

use crate::plan::{Length, Plan, Type};
use crate::source::Span;
use crate::time::Day;
use crate::value::{Comparison, Exact};

/// What is changed: to something else, or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// A comparison, to its opposite.
    Comparison(Comparison, Comparison),
    /// Where all conditions must hold, one is enough.
    OneIsEnough,
    /// Where one condition is enough, all must hold.
    AllAreNeeded,
    /// A condition or an option is left out: its words.
    Without(String),
    /// A length: a threshold, an age, a term.
    Length(Length, Length),
    /// A number, an amount or a rate of this type.
    Number(Type, Exact, Exact),
    /// A day.
    Day(Day, Day),
    /// A step of a scale, to the one beside it: their words.
    Step(String, String),
    /// The length of the window over which something is measured.
    Window(Length, Length),
    /// Of two ends between which a value must lie, the lower is left out.
    WithoutLeast,
    /// The upper is.
    WithoutGreatest,
    /// A route is left out.
    WithoutRoute,
    /// A route is no longer left to the prefect.
    WithoutDiscretion,
    /// A condition of the procedure is left out.
    WithoutCondition,
    /// An obstacle is left out.
    WithoutObstacle,
    /// An exception is left out.
    WithoutException,
}

/// A change, and how a plan takes it.
pub(super) struct Change {
    /// The words that are changed, or the sentence around them.
    pub(super) span: Span,
    pub(super) mutation: Mutation,
    pub(super) apply: Box<dyn Fn(&mut Plan)>,
}
