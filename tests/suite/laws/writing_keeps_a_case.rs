use alinea::case;
use proptest::prelude::*;

use super::generate::gapped;
use crate::support::{dossier, dossiers, plan};
use crate::time::support::generate::cases;

#[test]
fn a_written_case_reads_as_itself() {
    let plan = plan("aes-travail");
    proptest!(cases(500), |(case in gapped(&plan))| {
        prop_assert_eq!(&dossier(&plan, "autre", &case::write(&plan, &case.gapped)), &case.gapped);
    });
}

#[test]
fn a_dossier_of_the_recueil_too() {
    let plan = plan("aes-travail");
    for (name, text) in dossiers("aes-travail") {
        let read = dossier(&plan, &name, &text);
        let mut again = dossier(&plan, &name, &case::write(&plan, &read));
        for (one, known) in again.expected.iter_mut().zip(&read.expected) {
            // Words stand elsewhere in another text.
            one.span = known.span;
        }
        assert_eq!(again, read, "{name}");
    }
}
