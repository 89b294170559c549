//! What may follow a sentence: words are accepted where they say something, and refused elsewhere.

use super::codes;

/// A procedure of these lines, under facts that they may use.
fn rules(lines: &str) -> String {
    format!(
        "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  marié : oui ou non\n  malade : oui ou non\n  salaire : montant\n  \
         séjours : périodes\n  emplois : périodes\n\ntexte « loi »\n  en vigueur à compter du 1er janvier 2020\n\n\
         procédure « P », selon « loi »\n  la présence est l'ensemble des séjours\n  l'activité est l'ensemble des emplois\n  \
         le seuil est 2 €\n  les conditions sont réunies par l'une de ces voies :\n  voie « a », point 1 :\n    la présence est en cours\n    \
         et l'activité est en cours\n    et le salaire atteint le seuil\n    et la date de dépôt remonte à au moins 1 an\n  \
         il faut en outre :\n  condition « b », point 1 :\n    marié et malade\n{lines}"
    )
}

/// Each place where an attribute can be written, with `…` where it stands.
const PLACES: [(&str, &str); 15] = [
    ("voie", "  voie « c », point 1… :\n    malade et marié\n"),
    ("voie", "  voie « c », point 1 :\n    malade et marié…\n"),
    ("condition", "  condition « c », point 1… :\n    malade\n"),
    ("condition", "  condition « c », point 1 :\n    malade…\n"),
    (
        "condition",
        "  condition « c », point 1 :\n    la présence totalise au moins 3 mois dans les 24 derniers mois…\n",
    ),
    ("obstacle", "  font obstacle :\n    malade, point 1…\n"),
    ("obstacle", "  font obstacle :\n    obstacle « c », point 1… :\n      malade\n"),
    ("obstacle", "  peuvent faire obstacle :\n    malade, point 1…\n"),
    ("mention", "  pièce « c »…\n"),
    ("mention", "  démarche « c »…\n"),
    ("mention", "  effet « c »…\n"),
    ("mention", "  le préfet apprécie « c »…\n"),
    ("rien", "  la décision relève du pouvoir d'appréciation du préfet…\n"),
    ("rien", "  la procédure s'applique si : marié…\n"),
    ("rien", "  par exception à « seuil », si malade, le seuil est 3 €…\n"),
];

#[test]
fn attributes_stand_where_they_say_something() {
    let attributes: [(&str, &[&str]); 6] = [
        (", point 3", &["voie", "condition", "obstacle", "mention", "rien"]),
        (", « L. 435-1 »", &["voie", "condition", "obstacle", "mention", "rien"]),
        (", à vérifier (note)", &["voie", "condition", "obstacle", "mention", "rien"]),
        (", à titre exceptionnel", &["voie", "condition"]),
        (", fournie par l'employeur", &["mention"]),
        (", si malade", &["mention"]),
    ];
    for (kind, place) in PLACES {
        // Routes stand under their own heading.
        let lines = |attribute: &str| {
            let line = place.replace('…', attribute);
            if kind == "voie" {
                format!("  les conditions sont réunies par l'une de ces voies :\n{line}")
            } else {
                line
            }
        };
        for (attribute, kinds) in attributes {
            let found = codes(&rules(&lines(attribute)));
            let expected: &[&str] = if kinds.contains(&kind) { &[] } else { &["attribute-misplaced"] };
            assert_eq!(found, expected, "{}", lines(attribute));
        }
        // Nothing else ends a sentence.
        for attribute in
            [", question « Quand ? »", ", dans les 10 dernières années, par le maire", ", consécutifs", " fournie"]
        {
            let found = codes(&rules(&lines(attribute)));
            assert!(!found.is_empty(), "{}", lines(attribute));
        }
    }
}

/// A definition keeps what stands behind « fournie par »: it is not read as the name of whoever supplies it.
#[test]
fn a_definition_is_supplied_by_nobody() {
    let definitions = [
        "  les enquêtes sont les emplois, pendant les séjours, fournie par un intérêt légitime\n",
        "  les enquêtes sont l'ensemble des emplois, fournies par un intérêt légitime\n",
        "  les enquêtes sont l'ensemble des emplois fournie par un intérêt légitime sauf pendant les séjours\n",
        "  le plafond est 3 €, fournie par le préfet, arrondi à l'euro supérieur\n",
        "  la famille signifie que marié, fournie par le maire\n",
        "  le plafond est 3 €, à titre exceptionnel\n",
        "  le plafond est 3 €, si malade\n",
    ];
    for definition in definitions {
        let found = codes(&rules(definition));
        assert!(found.iter().any(|code| *code != "unused-definition"), "{definition}");
    }
}

#[test]
fn what_is_said_once_is_not_said_again() {
    let twice = [
        "  pièce « c », fournie par l'employeur, fournie par le demandeur\n",
        "  pièce « c », si malade, si marié\n",
        "  condition « c », point 1 :\n    l'activité totalise au moins 3 mois, dans les 24 derniers mois, dans les 12 derniers mois\n",
        "  condition « c », point 1 :\n    l'activité totalise au moins 3 mois, comptés au prorata, comptés 30 jours\n",
        "  condition « c », point 1 :\n    l'activité totalise au moins 3 mois, consécutifs ou non, consécutifs ou non\n",
        "  condition « c », point 1 :\n    l'activité a duré au moins 3 mois sans interruption de plus de 3 jours, sans interruption\n",
    ];
    for lines in twice {
        assert_eq!(codes(&rules(lines)), ["said-twice"], "{lines}");
    }
    let route = "  les conditions sont réunies par l'une de ces voies :\n  voie « c », point 1, à titre exceptionnel :\n    \
                 malade et marié, à titre exceptionnel\n";
    assert_eq!(codes(&rules(route)), ["said-twice"]);
    let scopes = "  la procédure s'applique si : marié\n  la procédure s'applique si : malade\n";
    assert_eq!(codes(&rules(scopes)), ["declared-twice"]);

    let text =
        |line: &str| rules("") + &format!("\ntexte « décret »\n  en vigueur à compter du 1er janvier 2022\n  {line}\n");
    assert_eq!(codes(&text("NOR ABC1, n° 3")), Vec::<&str>::new());
    for line in [
        "NOR ABC1, NOR ABC2",
        "n° 3, n° 4",
        "signé le 1er janvier 2021, signé le 2 janvier 2021",
        "aux demandes déposées à compter du 1er février 2022, selon la date de dépôt\n  aux demandes déposées à compter du 1er mars 2022, selon la date de dépôt",
    ] {
        assert_eq!(codes(&text(line)), ["said-twice"], "{line}");
    }
    let list = |attributes: &str| {
        let list = "liste « l », par marié\n  à compter du 1er janvier 2020, fichier « a.csv »";
        codes(&rules(&format!("\n{list}{attributes}\n"))).contains(&"said-twice")
    };
    assert!(!list(", partielle, selon « arrêté », à vérifier (a), à vérifier (b)"));
    assert!(list(", partielle, complète") && list(", fichier « b.csv »") && list(", selon « a », selon « b »"));

    let fact = |precision: &str| {
        codes(&rules("").replace("emplois : périodes\n", &format!("emplois : périodes{precision}\n")))
    };
    assert_eq!(fact(", au sein des séjours, sans chevauchement"), Vec::<&str>::new());
    assert_eq!(fact(", sans chevauchement, sans chevauchement"), ["said-twice"]);
    let with = |option: &str| {
        fact(&format!(", sans chevauchement avec « {option} »\n    - nature : salariée ou indépendante"))
    };
    assert!(!with("salariée").contains(&"unknown-name"));
    assert!(with("salarié").contains(&"unknown-name"));
    assert_eq!(fact(", au sein des séjours, au sein des emplois"), ["said-twice"]);
}

#[test]
fn modifiers_stand_where_they_say_something() {
    let sentences: [(&str, bool); 27] = [
        ("l'activité totalise au moins 3 mois, comptés au prorata", true),
        ("l'activité totalise au moins 90 jours, comptés au prorata", false),
        ("l'activité totalise au moins 12 semaines, comptés au prorata", false),
        ("l'activité a duré au moins 3 mois, comptés au prorata", false),
        ("l'activité dure depuis au moins 3 mois, comptés au prorata", false),
        ("l'activité dure depuis au moins 3 mois, consécutifs ou non", false),
        ("l'activité a duré au moins 3 mois, consécutifs ou non", false),
        ("l'activité totalise au moins 3 mois, consécutifs ou non", true),
        ("l'activité dure depuis au moins 3 mois, sans interruption", false),
        ("l'activité dure depuis au moins 3 mois, interruptions de 15 jours au plus comprises", true),
        ("l'activité dure depuis au moins 3 ans, par semestre", true),
        ("l'activité dure depuis au moins 3 ans, par semestre, par année", false),
        ("l'activité dure depuis au moins 3 ans, interruptions de 2 mois au plus comprises", false),
        ("l'activité a duré au moins 3 ans, par semestre", false),
        ("l'activité totalise au moins 3 mois, interruptions de 15 jours au plus comprises", false),
        ("l'activité dure depuis au moins 3 mois, selon la convention « mois d'activité »", false),
        ("l'activité totalise au moins 3 mois, sans interruption", false),
        ("l'activité a duré au moins 3 mois sans interruption", true),
        ("l'activité dure depuis au moins 3 mois dans les 24 derniers mois", false),
        ("l'activité a duré au moins 3 mois dans les 24 derniers mois", true),
        ("l'activité est en cours dans les 24 derniers mois", false),
        ("l'activité est en cours, consécutifs ou non", false),
        ("l'activité compte au moins 2 périodes dans les 24 derniers mois", false),
        ("l'activité commence avant le 1er janvier 2024, dans les 24 derniers mois", false),
        ("la date de dépôt remonte à au moins 3 mois dans les 24 derniers mois", false),
        ("le salaire atteint 3 € dans les 24 derniers mois", false),
        ("le salaire atteint 3 €, consécutifs ou non", false),
    ];
    for (sentence, says_something) in sentences {
        let found = codes(&rules(&format!("  condition « c », point 1 :\n    {sentence}\n")));
        assert_eq!(found.is_empty(), says_something, "{sentence} : {found:?}");
    }
}

/// A part is replaced by a part of its kind, or by several obstacles, none of which is lost.
#[test]
fn a_part_is_replaced_by_its_like() {
    let amended = |operation: &str| {
        rules("  font obstacle :\n    obstacle « d », point 1 : malade\n  pièce « d »\n")
            + &format!(
                "\ntexte « décret »\n  en vigueur à compter du 1er janvier 2022\n\nmodifie la procédure « P »\n  {operation}\n"
            )
    };
    let none = Vec::<&str>::new();
    assert_eq!(codes(&amended("remplace la condition « b » par : condition « c », point 1 : malade")), none);
    assert_eq!(codes(&amended("remplace la condition « b » par : pièce « c »")), ["misplaced-part"]);
    assert_eq!(codes(&amended("remplace la pièce « d » par : font obstacle : marié, point 2")), ["misplaced-part"]);
    let several = amended(
        "remplace l'obstacle « d » par :\n    font obstacle :\n      obstacle « d », point 1 : marié\n      obstacle « e », point 1 : malade",
    );
    let checked = alinea::pipeline::load(&alinea::source::MemoryLoader::default().with("essai.alinea", several));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let obstacles: Vec<&str> = plan.versions[1].obstacles.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(obstacles, ["d", "e"]);
}
