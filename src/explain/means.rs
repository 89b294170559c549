//! Of what means of parameters were made.

use super::context::Context;
use super::parameters::constant;
use super::said::{Said, said};
use crate::eval::{Averaged, AveragedPart};
use crate::plan::{Each, ParameterMean, Type};
use crate::time::Interval;

/// Of what the mean of a parameter was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MeanMade {
    /// The type of the parameter.
    pub of: Type,
    /// What weighs the same.
    pub each: Each,
    /// Its values over the window, in the order of their days.
    pub parts: Vec<MeanPart>,
    /// By how many months or days their sum is divided; `None` where that is open.
    pub divided_by: Option<i32>,
}

/// A value of a parameter within the window of its mean.
#[derive(Clone, Debug, PartialEq)]
pub struct MeanPart {
    /// From the first to the last of the days on which it was read, or may have been.
    pub days: Interval,
    /// The value; none where it is not known on these days.
    pub value: Option<Said>,
    /// On how many days it was read: the first ones of so many months, or all; `None` where that is open.
    pub count: Option<i32>,
}

/// The values of a parameter within the window of its mean, and by what their sum is divided.
pub(super) fn mean_made(context: &Context<'_>, mean: &ParameterMean, averaged: &Averaged) -> MeanMade {
    let parameter = &context.plan.parameters[mean.parameter.index()];
    let part = |part: &AveragedPart| {
        let value = part.line.and_then(|line| constant(context.plan, parameter.lines[line].value?));
        MeanPart { days: part.days, value: value.map(|value| said(context, value)), count: part.count }
    };
    let parts = averaged.parts.iter().map(part).collect();
    MeanMade { of: parameter.of.clone(), each: mean.each, parts, divided_by: averaged.divided_by }
}
