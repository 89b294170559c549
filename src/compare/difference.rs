//! What two versions of a rule, or of what it is read with, say differently.

use std::collections::BTreeSet;

use crate::eval::TermValue;
use crate::plan::{Length, MeasureKind, Type};
use crate::time::{Day, Interval};
use crate::value::Comparison;

/// One difference. Words are those of the recueil; where there are two of a kind, the side before comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A definition is now of another nature: a value, a condition or a set.
    OtherNature,
    /// Something is said otherwise; in the same words, where what they name has changed.
    Turned(Said, Said),
    /// It is no longer said.
    Removed(Said),
    /// It was not said.
    Added(Said),
    /// An exception is no longer there: its words.
    ExceptionRemoved(String),
    /// An exception was not there: its words.
    ExceptionAdded(String),
    /// What changed about the exception of this name.
    InException(String, Box<Difference>),
    /// A set is restricted as before, in another order, which can change what is left of it.
    Reordered,
    /// The value of a band: the band, and the words of both values.
    BandValue(Band, String, String),
    /// The bounds of a band, and the words of its value, which stays.
    BandMoved(Band, Band, String),
    /// All conditions had to hold, now one is enough.
    OneIsEnough,
    /// One condition was enough, now all must hold.
    AllAreNeeded,
    /// How long something must have lasted.
    Threshold {
        /// The words of what is measured.
        of: String,
        /// How.
        measured: MeasureKind,
        /// The threshold before.
        before: (Comparison, Length),
        /// The threshold after.
        after: (Comparison, Length),
    },
    /// Over which days something is measured: the words of what is.
    Window(String, Within, Within),
    /// A part is now left to the prefect.
    LeftToPrefect,
    /// A part is no longer left to the prefect.
    NotLeftToPrefect,
    /// Who supplies a paper; `None` where it is not said.
    SuppliedBy(Option<String>, Option<String>),
    /// When something is asked for.
    When(Box<Difference>),
    /// It was asked for only under a condition, whose words these are.
    NowAlways(String),
    /// It was always asked for, and now only under this condition.
    OnlyWhen(String),
    /// The points and articles that are cited, and nothing else.
    Reference(Vec<String>, Vec<String>),
    /// The name, and nothing else.
    Renamed(String, String),
    /// The option of a convention that is followed.
    Follows(String, String),
    /// A convention no longer offers this option.
    OptionRemoved(String),
    /// A convention now offers this option.
    OptionAdded(String),
    /// The days on which a text is in force.
    InForce(Force, Force),
    /// The columns of a list.
    Columns(Vec<String>, Vec<String>),
    /// Something about the version of a list that began on this day.
    Version(Day, VersionDifference),
    /// What a parameter of this type is over some days, before and after; nothing where it is not known.
    Value(Type, Interval, Option<TermValue>, Option<TermValue>),
    /// The type of a fact or of a parameter.
    Declared(Declared, Declared),
}

/// Words of a rule that are held against those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A condition, a value or an exception.
    Words(String),
    /// What restricts a set.
    Restriction(Restriction, String),
    /// A band and the words of its value.
    Band(Band, String),
}

/// How words restrict a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restriction {
    /// `dont`: rows of which this holds.
    SuchThat,
    /// `sauf`: without these rows.
    Except,
    /// `sauf pendant`: without the days of these periods.
    ExceptDuring,
    /// `pendant`: only the days of these periods.
    During,
}

/// The words of the bounds of a band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// From here on; the bound belongs to it.
    pub from: Option<String>,
    /// Below this; the bound does not belong to it.
    pub below: Option<String>,
}

/// The days over which something is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// All of them.
    All,
    /// The last ones.
    Last(Length),
    /// Those before a date, in the words of the rule.
    Before(Length, String),
    /// As the option of this convention says.
    ByConvention(String),
}

/// The days on which a text is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Force {
    /// The first day.
    pub start: Day,
    /// The last day, where there is one.
    pub last: Option<Day>,
    /// Where it rules only acts from a day on: the fact that dates them, and that day.
    pub acts: Option<(String, Day)>,
}

/// What changed about a version of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionDifference {
    /// It is no longer there.
    Removed,
    /// It was not there.
    Added,
    /// It now begins on this day.
    Moved(Day),
    /// The last day before and after, where there is one.
    Ends(Option<Day>, Option<Day>),
    /// It is now partial.
    Partial,
    /// It is now complete.
    Complete,
    /// The codes for which it is complete, before and after.
    CompleteFor(BTreeSet<CompleteCode>, BTreeSet<CompleteCode>),
    /// Entries that are no longer there, each as the texts of its keys.
    Without(Vec<Vec<String>>),
    /// Entries that were not there.
    With(Vec<Vec<String>>),
    /// What it gives for a key, before and after, in the order of its value columns.
    Cell(Vec<String>, Vec<String>, Vec<String>),
    /// A row that is no longer there: its key, and what it gave.
    RowRemoved(Vec<String>, Vec<String>),
    /// A row that was not there.
    RowAdded(Vec<String>, Vec<String>),
}

/// A code for which a partial list is complete.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CompleteCode {
    /// The code.
    pub code: String,
    /// The convention and the option that it must follow for it, where this depends on one.
    pub when: Option<(String, String)>,
}

/// A type as a fact is declared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declared {
    /// One that its name says whole: neither a closed list nor periods.
    Type(Type),
    /// A whole number.
    Whole,
    /// One of these options.
    OneOf(BTreeSet<String>),
    /// One of these steps, the lowest first.
    Scale(Vec<String>),
    /// Periods, whatever days they share.
    Periods,
    /// Periods that share no day.
    PeriodsApart,
    /// Periods of which one that says this in a column shares no day with one that says something else in it.
    PeriodsApartFrom(String),
}
