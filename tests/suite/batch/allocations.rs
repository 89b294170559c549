//! Once a source's words are met, a dossier costs no allocation.

use alinea::case::Reader;
use alinea::eval::Scratch;
use alinea::plan::VersionId;
use alinea::query;
use alinea::query::Request;

use super::workload::{Shape, lines};
use crate::support;

#[test]
fn none_once_warm() {
    let plan = support::plan("aes-travail");
    let text = lines(9, 400, Shape::USUAL);
    let request = Request::new(&plan);
    let mut reader = Reader::new(&plan);
    let mut scratch = Scratch::default();
    let mut run = || {
        for line in text.lines() {
            let case = reader.read("essai", line.as_bytes()).expect("it is well formed");
            for version in (0..plan.versions.len() as u32).map(VersionId) {
                query::outcome_within(&mut scratch, &plan, case, &request, version);
            }
        }
    };
    run();
    let counted = allocation_counter::measure(run);
    assert_eq!(counted.count_total, 0, "{counted:?}");
}
