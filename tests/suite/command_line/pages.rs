//! Pages and pictures, and the folder of who hands them over.

use super::{answer, cas, failure, path, temporary};

#[test]
fn a_sheet_and_a_form_are_whole_pages() {
    let case = cas("2025-contrat-inconnu");
    for arguments in [["eval", "--format", "html", &case], ["ask", "--format", "html", &case]] {
        let page = answer(&arguments);
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{arguments:?}");
    }
    let picture = answer(&["calendar", "--format", "svg", &case]);
    assert!(picture.starts_with("<svg xmlns=") && picture.ends_with("</svg>\n"), "{picture}");
    let said = failure(2, &["eval", "--format", "html", &case, &cas("2025-menace")]);
    assert!(said.contains("une feuille ne dit qu'un dossier"), "{said}");
}

#[test]
fn a_letterhead_is_a_folder() {
    let case = cas("2025-contrat-inconnu");
    let folder =
        temporary("en-tete", &[("en-tete.txt", "Permanence Exemple\n1 rue des Essais\n"), ("logo.svg", "<svg/>")]);
    let page = answer(&["eval", "--format", "html", "--en-tete", path(&folder), &case]);
    assert!(
        page.contains("<b>Permanence Exemple</b>") && page.contains("data:image/svg+xml;base64,PHN2Zy8+"),
        "{page}"
    );
    let page = answer(&["ask", "--format", "html", "--en-tete", path(&folder), &case]);
    assert!(page.contains("Permanence Exemple"), "{page}");
    let said = failure(2, &["eval", "--en-tete", path(&folder), &case]);
    assert!(said.contains("--en-tete va avec « --format html »"), "{said}");
    std::fs::remove_dir_all(&folder).expect("temp can be cleared");
    let said = failure(2, &["eval", "--format", "html", "--en-tete", path(&folder), &case]);
    assert!(said.contains("ce dossier n'a ni en-tete.txt"), "{said}");
}
