//! Batches: what they read, answer and refuse is what single dossiers are.

#[path = "../../benches/workload/mod.rs"]
mod workload;

mod allocations;
mod faults;
mod hundred_thousand;
mod in_order;
mod population;
mod program;
mod reads_as_one_dossier;
mod table_bytes;
mod tables;
mod values;

use std::sync::atomic::AtomicBool;

use alinea::batch::{Answered, Ended, Worker, in_order};
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Fields, Form};

/// The records of some lines, and those of refusals.
pub fn records(plan: &Plan, text: &str, jobs: usize, form: Form, fields: Fields) -> (String, String) {
    let stop = AtomicBool::new(false);
    let request = Request::new(plan);
    let worker = || {
        let mut worker = Worker::new(plan, &request, form, fields);
        move |lines: &_, out: &mut Answered| worker.answer(lines, out, || false)
    };
    let (mut all, mut refused) = (Vec::new(), Vec::new());
    let input = std::io::Cursor::new(text.as_bytes().to_vec());
    let ended = in_order(input, jobs, &stop, worker, |_, answered| {
        all.extend_from_slice(&answered.records);
        refused.extend_from_slice(&answered.refused);
        true
    });
    assert!(matches!(ended, Ended::Complete));
    let text = |bytes| String::from_utf8(bytes).expect("records are texts");
    (text(all), text(refused))
}
