//! What is asked of a case, in the terms of a plan.

use crate::plan::{Plan, Reading};
use crate::time::Day;

/// What is asked of a case.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which options are followed.
    pub reading: Reading,
    /// The day of assessment; when absent, the date of the dossier that the reading names.
    pub day: Option<Day>,
    /// The day whose law applies; when absent, the day of assessment.
    pub law_day: Option<Day>,
    /// Only this procedure.
    pub procedure: Option<String>,
    /// Only the version under this text, in force or not.
    pub text: Option<String>,
    /// Versions are evaluated as if they were in force.
    pub regardless: bool,
}

impl Request {
    /// Everything at its default.
    pub fn new(plan: &Plan) -> Request {
        Request {
            reading: plan.default_reading(),
            day: None,
            law_day: None,
            procedure: None,
            text: None,
            regardless: false,
        }
    }
}
