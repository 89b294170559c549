//! Whose discretion it is: named by the recueil, by its rules and by the answers.

use alinea::case;
use alinea::diagnostic::has_errors;
use alinea::explain::explain;
use alinea::pipeline;
use alinea::query::Request;
use alinea::report::{Style, answer_text};
use alinea::source::MemoryLoader;

use crate::support::dossier;

fn rules(authority: &str, weighs: &str, decides: &str) -> MemoryLoader {
    MemoryLoader::default().with(
        "regles.alinea",
        format!(
            "recueil « Essai »\n{authority}\n\nfaits\n  date de dépôt : date\n  marié : oui ou non\n\n\
             texte « loi »\n  en vigueur à compter du 1er janvier 1950\n\nprocédure « P », selon « loi »\n  \
             les conditions sont réunies par l'une de ces voies :\n  voie « mariage », point 1, à titre exceptionnel :\n    marié\n\n  \
             {weighs} « la situation », point 2\n  la décision relève du pouvoir d'appréciation {decides}\n"
        ),
    )
}

fn answer(loader: &MemoryLoader) -> String {
    let plan = pipeline::load(loader).plan.expect("there are no errors");
    let text = "faits: { date de dépôt: 2024-06-15, marié: oui }\nattendu: { P: { loi: à l'appréciation du préfet } }";
    let case = dossier(&plan, "essai", text);
    assert_eq!(case.expected[0].outcome, alinea::Outcome::Discretionary);
    answer_text(&explain(&plan, &case, &Request::new(&plan)), Style::PLAIN)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn answers_name_the_authority_of_the_recueil() {
    let of_jury = answer(&rules("  autorité : le jury", "le jury apprécie", "de l'autorité"));
    assert!(of_jury.contains("Appréciés par le jury"), "{of_jury}");
    assert!(of_jury.contains("elle relève du pouvoir d'appréciation du jury"), "{of_jury}");
    assert!(of_jury.contains("à l'appréciation de l'autorité"), "{of_jury}");
    assert!(!of_jury.contains("préfet"), "{of_jury}");
    let of_many =
        answer(&rules("  autorité : les services de l'OFII", "l'autorité apprécie", "des services de l'OFII"));
    assert!(of_many.contains("Appréciés par les services de l'OFII"), "{of_many}");
    assert!(of_many.contains("pouvoir d'appréciation des services de l'OFII"), "{of_many}");
    let of_prefect = answer(&rules("", "le préfet apprécie", "du préfet"));
    assert!(of_prefect.contains("Appréciés par le préfet"), "{of_prefect}");
}

#[test]
fn another_authority_is_refused() {
    let refused = |loader: MemoryLoader| {
        let found = pipeline::load(&loader).diagnostics;
        assert!(has_errors(&found));
        found.into_iter().map(|one| one.message).collect::<Vec<_>>().join("\n")
    };
    let weighs = refused(rules("  autorité : la commission", "le préfet apprécie", "de la commission"));
    assert!(weighs.contains("« le préfet » n'est pas l'autorité de ce recueil"), "{weighs}");
    let decides = refused(rules("  autorité : la commission", "la commission apprécie", "du préfet"));
    assert!(decides.contains("« du préfet » n'est pas l'autorité de ce recueil"), "{decides}");
}

#[test]
fn dossiers_may_name_the_authority() {
    let plan = pipeline::load(&rules("  autorité : la commission", "l'autorité apprécie", "de l'autorité")).plan;
    let plan = plan.expect("there are no errors");
    for words in ["à l'appréciation de l'autorité", "à l'appréciation du préfet", "à l'appréciation de la commission"]
    {
        let text = format!("faits: {{ marié: oui }}\nattendu: {{ P: {{ loi: {words} }} }}");
        let mut sources = plan.sources.clone();
        assert!(case::read(&plan, &mut sources, "essai", text.as_bytes()).is_ok(), "{words}");
    }
}
