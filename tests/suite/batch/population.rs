//! What a population keeps of a dossier.

use alinea::{Population, Ruleset};

use super::workload::{Shape, lines};

#[test]
fn less_than_four_times_its_text() {
    let ruleset = Ruleset::builtin("aes-travail").expect("it is built in");
    let text = lines(9, 400, Shape::USUAL);
    let named = || text.lines().map(|line| ("essai".to_string(), line));
    let mut population = None;
    let counted = allocation_counter::measure(|| population = Some(Population::read(&ruleset, named())));
    let population = population.expect("it was read");
    assert_eq!((population.len(), population.refused().count()), (400, 0));
    assert!(counted.bytes_current < 4 * text.len() as i64, "{counted:?} for {} bytes", text.len());
}
