//! A help never changes the law: what it proposes says what was written.

use alinea::diagnostic::{Diagnostic, Severity};
use alinea::pipeline;
use alinea::source::MemoryLoader;

const RULES: &str = "recueil « Essai »

faits
  date de dépôt : date
  naissance : date
  salaire : montant
  enfants : nombre
  condamnation : oui ou non
  salarié : oui ou non
  séjours : périodes
    - document : sans document ou visa

texte « circulaire »
  en vigueur à compter du 1er mars 2020

procédure « Admission », selon « circulaire »
  la présence est l'ensemble des séjours

  les conditions sont réunies si :
  condition « c », point 1 :
    salarié
    et ";

/// What is found where a condition says this, with the words that each finding shows.
fn found(sentence: &str) -> Vec<(String, Diagnostic)> {
    let text = format!("{RULES}{sentence}\n");
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", text.as_str()));
    let shown = |found: &Diagnostic| {
        let place = found.labels[0].span;
        text[place.start as usize..place.end as usize].to_string()
    };
    let errors = checked.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| (shown(&found), found)).collect()
}

/// The helps on a sentence, in a row.
fn helps(sentence: &str) -> String {
    let helps = found(sentence).into_iter().filter_map(|(_, found)| found.help);
    helps.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_unit_is_not_taken_for_another() {
    for unit in ["trimestres", "semestres", "heures", "dizaines", "quantièmes"] {
        let said = helps(&format!("la présence dure depuis au moins 172 {unit}"));
        assert!(said.contains(&format!("« {unit} »")) && !said.contains("vouliez-vous dire"), "{said}");
    }
}

#[test]
fn a_negation_is_kept() {
    for sentence in ["pas condamnation", "sans condamnation", "aucune condamnation", "jamais condamnation"] {
        let said = helps(sentence);
        assert!(said.contains("il n'est pas vrai que") && !said.contains("vouliez-vous dire"), "{sentence}: {said}");
    }
    for sentence in ["le salaire n'atteint pas 3 €", "la présence ne dure pas depuis au moins 5 ans"] {
        let codes: Vec<_> = found(sentence).into_iter().map(|(_, found)| found.code).collect();
        assert_eq!(codes, ["negated-verb"], "{sentence}");
    }
    let said = helps("la date de dépôt n'est pas antérieure au 1er mars 2020");
    assert!(said.contains("« il n'est pas vrai que » devant la phrase"), "{said}");
}

#[test]
fn a_declaration_swallows_no_threshold() {
    for sentence in ["condamnation à plus de 3 mois", "salarié depuis 3 ans", "présence et demie"] {
        let said = helps(sentence);
        assert!(said.contains("nommez le fait seul") && !said.contains("oui ou non"), "{sentence}: {said}");
    }
}

#[test]
fn a_bound_is_not_turned_around() {
    for sentence in [
        "naissance remonte à plus 18 ans",
        "naissance remonte à moins 18 ans",
        "la présence dure depuis à moins 5 ans",
        "la présence dure depuis plus au moins 5 ans",
        "la présence dure depuis plus 5 ans",
    ] {
        let said = helps(sentence);
        assert!(!said.contains("vouliez-vous dire"), "{sentence}: {said}");
    }
    assert_eq!(helps("naissance remonte au moins 18 ans"), "vouliez-vous dire « remonte à » ?");
    assert_eq!(helps("la présence dure depuis au mois 5 ans"), "vouliez-vous dire « au moins » ?");
}

#[test]
fn words_of_one_kind_of_sentence_are_not_led_to_another() {
    for sentence in
        ["il est salarié", "la demande est déposée", "les séjours totalisent au moins 3 mois fournie par lui"]
    {
        let said = helps(sentence);
        let wrong = ["il n'est pas vrai que", "dépasse", "« , fournie"];
        assert!(wrong.iter().all(|words| !said.contains(words)), "{sentence}: {said}");
    }
}

/// Numbers, units and negations of words, in order of the alphabet: told here by themselves, not by the program's list.
fn weight(words: &str) -> Vec<String> {
    let words = words.to_lowercase().replace(['\'', '’'], " ").replace('€', " euro ").replace('%', " pourcent ");
    let known = [
        ("an", "an"),
        ("ans", "an"),
        ("année", "an"),
        ("années", "an"),
        ("mois", "mois"),
        ("jour", "jour"),
        ("jours", "jour"),
        ("semaine", "semaine"),
        ("semaines", "semaine"),
        ("trimestre", "trimestre"),
        ("trimestres", "trimestre"),
        ("heures", "heure"),
        ("euro", "euro"),
        ("euros", "euro"),
        ("pourcent", "pourcent"),
        ("pas", "non"),
        ("ne", "non"),
        ("n", "non"),
        ("non", "non"),
        ("sans", "non"),
        ("sauf", "non"),
        ("aucune", "non"),
        ("jamais", "non"),
        ("hors", "non"),
    ];
    let mut found: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| {
            let known = known.iter().find(|(name, _)| *name == word).map(|(_, of)| (*of).to_string());
            known.or_else(|| word.chars().any(|c| c.is_ascii_digit()).then(|| word.to_string()))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Sentences in which one word is another, one more, or gone: what is proposed weighs what was written.
#[test]
fn no_proposal_loses_a_number_a_unit_or_a_negation() {
    let sentences = [
        "la présence dure depuis au moins 5 ans",
        "les séjours dont le document est visa totalisent au moins 8 mois, consécutifs ou non, dans les 24 derniers mois",
        "le salaire atteint 1 500 € ou les enfants dépassent 3",
        "il n'est pas vrai que la condamnation",
        "la date de dépôt est antérieure au 1er mars 2024",
        "la naissance remonte à au moins 18 ans sauf si condamnation",
        "le document n'est pas visa",
        "on compte au moins 2 séjours",
        "les séjours commencent au plus tard le 1er mars 2024",
    ];
    let words = [
        "pas",
        "sans",
        "non",
        "n'est",
        "ne",
        "aucune",
        "jamais",
        "hors",
        "sauf",
        "trimestres",
        "an",
        "jours",
        "heures",
        "5",
        "cinq",
        "une",
        "dizaine",
        "€",
        "%",
        "il",
        "à",
        "au",
        "plus",
        "moins",
        "mois",
        "déposée",
        "fournie par",
        "pour",
        "vers",
    ];
    let mut proposals = 0;
    for sentence in sentences {
        let parts: Vec<&str> = sentence.split(' ').collect();
        for (at, word) in parts.iter().enumerate().flat_map(|(at, _)| words.map(|word| (at, word))) {
            let around = |skip: usize| {
                let (before, after) = (parts[..at].join(" "), parts[at + skip..].join(" "));
                format!("{before} {word} {after}").trim().to_string()
            };
            for changed in [around(0), around(1)] {
                for (shown, found) in self::found(&changed) {
                    let Some(help) = found.help else { continue };
                    let Some(meant) =
                        help.strip_prefix("vouliez-vous dire « ").and_then(|rest| rest.strip_suffix(" » ?"))
                    else {
                        continue;
                    };
                    proposals += 1;
                    // « au mois 5 ans » has its unit behind it; « non » in front is the whole negation.
                    if (shown.as_str(), meant) == ("au mois", "au moins") {
                        continue;
                    }
                    assert_eq!(weight(&shown), weight(meant), "{changed}: « {shown} » → « {meant} »");
                }
            }
        }
    }
    assert!(proposals > 50, "{proposals}");
}

/// Of two names that are as near, the first one is proposed, whatever the order in which they are kept.
#[test]
fn the_nearest_of_several_is_always_the_same() {
    let definitions = "  la règle baba signifie que salarié\n  la règle bada signifie que salarié\n  la règle baca signifie que salarié\n";
    let rules = RULES.replace("  la présence est", &format!("{definitions}  la présence est"));
    let text = format!("{rules}règle baza et règle baba et règle baca et règle bada\n");
    for _ in 0..20 {
        let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", text.as_str()));
        let helps: Vec<_> = checked.diagnostics.into_iter().filter_map(|found| found.help).collect();
        assert!(helps.contains(&"vouliez-vous dire « règle baba » ?".to_string()), "{helps:?}");
    }
}
