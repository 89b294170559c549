//! Edits of the recueils that come with the program: what says something else is told, what does not is not, and the
//! exit code, the text, the page and the JSON say the same.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A recueil, a file in it, and the words that are written in the place of others.
struct Edit(&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CLASSIC: &str = "circulaire-2012-11-28.alinea";
const TENSION: &str = "circulaire-2024-02-05.alinea";
const OF_2025: &str = "circulaire-2025-01-23.alinea";
const TAX: &str = "regime-ofii.alinea";
const TAX_OF_2023: &str = "regime-dgfip.alinea";

/// A scope, a definition that only it needs, and one that only a paper needs.
const SCOPE: (&str, &str) = (
    "  la procédure s'applique si :\n    personne visée\n  personne visée signifie que il n'est pas vrai que polygamie\n  \
     langue à prouver signifie que certificat de langue française\n",
    "  pièce « preuve de la langue », fournie par le demandeur, si langue à prouver\n",
);

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("alinea-edits-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("temp can be written");
        Folder(folder)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the path is UTF-8")
    }

    /// A copy of a recueil and of its dossiers.
    fn copy(name: &str, recueil: &str) -> Folder {
        let folder = Folder::new(name);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets").join(recueil), &folder.0);
        folder
    }

    fn edit(&self, file: &str, words: &[(&str, &str)]) {
        let path = self.0.join(file);
        let mut text = std::fs::read_to_string(&path).expect("the file is there");
        for (from, to) in words {
            assert!(text.contains(from), "{file} does not say {from}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(path, text).expect("temp can be written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("temp can be written");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(path, target).expect("temp can be written");
        }
    }
}

fn alinea(arguments: &[&str]) -> (i32, String) {
    let found = Command::new(env!("CARGO_BIN_EXE_alinea"))
        .args(arguments)
        .env("CLICOLOR_FORCE", "0")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(found.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&found.stderr));
    (found.status.code().expect("the program ends by itself"), String::from_utf8(found.stdout).expect("UTF-8"))
}

/// Whether a comparison tells a difference, which all its forms tell alike.
///
/// What is counted is what is listed, and whatever is listed is a difference.
fn differs(arguments: &[&str]) -> (bool, Value) {
    let with = |format: &'static str| alinea(&[&["diff"], arguments, &["--format", format]].concat());
    let (code, json) = with("json");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    let differs = json["differs"].as_bool().expect("it says whether anything differs");
    let list = |value: &Value| value.as_array().expect("a list").len();
    let pairs = json["compared"].as_array().expect("pairs");
    let mut any = list(&json["added"]) + list(&json["removed"]) > 0 || json["read_by_one"]["count"] != 0;
    for pair in pairs {
        let counts = pair["counts"].as_object().expect("counts");
        let counted: u64 = counts.values().map(|count| count.as_u64().expect("a number")).sum();
        assert_eq!(counted + pair["same"].as_u64().expect("a number"), pair["total"].as_u64().expect("a number"));
        for (kind, count) in counts {
            let listed = pair["cases"].as_array().expect("cases").iter().filter(|case| case["kind"] == *kind).count();
            let untold = pair["untold"].get(kind).and_then(Value::as_u64).unwrap_or(0);
            assert_eq!(Some(listed as u64 + untold), count.as_u64(), "{kind}");
        }
        let witnesses = pair["witnesses"].as_object().map_or(0, |found| {
            let by_rule = found["by_rule"].as_array().expect("a list").iter().filter(|one| !one.is_null()).count();
            by_rule + found["by_kind"].as_object().expect("an object").len()
        });
        let pair_differs = list(&pair["rules"]) > 0 || counted > 0 || witnesses > 0;
        assert_eq!(pair["differs"].as_bool(), Some(pair_differs), "{pair}");
        any |= pair_differs;
        // A change that is told says what changed, in words that are not the same.
        for rule in pair["rules"].as_array().expect("rules").iter().filter(|rule| rule["nature"] == "changed") {
            let changes: Vec<&str> =
                rule["changes"].as_array().expect("changes").iter().map(|one| one.as_str().expect("words")).collect();
            assert!(!changes.is_empty(), "{rule}");
            for change in changes {
                let sides = change.split_once(" → ");
                let same = |(before, after): (&str, &str)| before.rsplit(" : ").next() == Some(after);
                assert!(!sides.is_some_and(same), "{change}");
                assert!(!change.contains("les mêmes mots"), "{change}");
            }
        }
    }
    assert_eq!(differs, any, "{json:#}");
    assert_eq!(code, i32::from(differs), "{arguments:?}");
    // Witnesses are long to find: one more form of them is enough.
    let forms = if arguments.contains(&"--temoins") { &["text"][..] } else { &["text", "markdown", "html"] };
    for format in forms {
        let (code, said) = with(format);
        assert_eq!(code, i32::from(differs), "{arguments:?}");
        let same = pairs.iter().any(|pair| pair["differs"] == false);
        assert_eq!(said.contains("Sans différence"), same, "{said}");
    }
    (differs, json)
}

/// Compares a recueil, prepared by some edits, with the same once it is edited.
fn edited(name: &str, prepared: &Edit, edit: &Edit) -> (bool, Value) {
    let (before, after) =
        (Folder::copy(&format!("{name}-avant"), edit.0), Folder::copy(&format!("{name}-apres"), edit.0));
    for folder in [&before, &after] {
        folder.edit(prepared.1, prepared.2);
    }
    after.edit(edit.1, edit.2);
    differs(&[before.path(), after.path()])
}

const NOTHING: Edit = Edit("", "recueil.alinea", &[]);

fn scoped() -> Vec<(&'static str, String)> {
    let header = "  à vérifier (outre-mer sans liste ; taxe d'embauche due ou non)\n";
    let step = "  démarche « dépôt du dossier papier à la préfecture »\n";
    vec![(header, format!("{header}{}", SCOPE.0)), (step, format!("{}{step}", SCOPE.1))]
}

#[test]
fn what_says_something_else_is_told() {
    const LIST: &str = "à compter du 23 mai 2025, partielle";
    let edits = [
        // Thresholds, windows, routes and the prefect.
        Edit(
            "aes-travail",
            CLASSIC,
            &[("la présence dure depuis au moins 5 ans", "la présence dure depuis au moins 6 ans")],
        ),
        Edit("aes-travail", CLASSIC, &[("dans les 24 derniers mois", "dans les 25 derniers mois")]),
        Edit("aes-travail", CLASSIC, &[("voie « 8 mois sur 24 »", "voie « huit mois »")]),
        Edit("aes-travail", CLASSIC, &[(", à titre exceptionnel :", " :")]),
        Edit("aes-travail", CLASSIC, &[("  la décision relève du pouvoir d'appréciation du préfet\n", "")]),
        Edit("aes-travail", OF_2025, &[("retient « indice »", "retient « condition »")]),
        Edit("aes-travail", OF_2025, &[("  peuvent faire obstacle :\n", "")]),
        Edit("aes-travail", OF_2025, &[("antérieure au 17 juillet 2024", "antérieure au 18 juillet 2024")]),
        // Sets and what they leave out.
        Edit("aes-travail", TENSION, &[("l'ensemble des séjours, sauf les séjours exclus", "l'ensemble des séjours")]),
        Edit("aes-travail", TENSION, &[(", titre étudiant ou titre saisonnier", " ou titre étudiant")]),
        // What is asked for, from whom and when; who may appreciate what.
        Edit(
            "aes-travail",
            CLASSIC,
            &[("rempli et signé », fournie par l'employeur", "rempli et signé », fournie par le demandeur")],
        ),
        Edit("aes-travail", CLASSIC, &[("est antérieur au 1er janvier 2023", "est antérieur au 1er janvier 2024")]),
        Edit(
            "aes-travail",
            CLASSIC,
            &[("    si le jour d'appréciation est postérieur au 31 décembre 2022", "    à vérifier")],
        ),
        Edit(
            "aes-travail",
            TENSION,
            &[("  le préfet apprécie « l'insertion sociale et familiale », « L. 435-4, al. 3 »\n", "")],
        ),
        Edit(
            "aes-travail",
            TENSION,
            &[("démarche « dépôt du dossier papier à la préfecture »", "démarche « dépôt en ligne »")],
        ),
        // Conventions: the one followed, those offered, what they mean.
        Edit("aes-travail", "recueil.alinea", &[("non compté, ou compté", "compté, ou non compté")]),
        Edit("aes-travail", "recueil.alinea", &[("    ou au prorata,\n", "")]),
        Edit("aes-travail", "recueil.alinea", &[("les 3 dernières années", "les 4 dernières années")]),
        Edit("aes-travail", "recueil.alinea", &[("ou premier jour du mois suivant", "ou refus")]),
        // Lists: a version moved by a day, what it holds, whether it holds all.
        Edit(
            "aes-travail",
            "recueil.alinea",
            &[
                ("au 22 mai 2025, partielle", "au 23 mai 2025, partielle"),
                (LIST, "à compter du 24 mai 2025, partielle"),
            ],
        ),
        Edit("aes-travail", "recueil.alinea", &[(LIST, "à compter du 23 mai 2025")]),
        Edit("aes-travail", "metiers-2025.csv", &[("A1Z40", "A1Z49")]),
        // Facts.
        Edit("aes-travail", "recueil.alinea", &[("périodes, sans chevauchement avec « sans document »", "périodes")]),
        Edit(
            "aes-travail",
            "recueil.alinea",
            &[("nature : salariée ou indépendante", "nature : salariée, bénévole ou indépendante")],
        ),
        // Days of force.
        Edit(
            "aes-travail",
            TENSION,
            &[("en vigueur à compter du 5 février 2024", "en vigueur à compter du 6 février 2024")],
        ),
        // Amounts: rates, caps, bands and where they begin, roundings, exceptions.
        Edit("taxe-employeur", TAX, &[("est 55 % de", "est 5 % de")]),
        Edit("taxe-employeur", TAX, &[("2,5 × SMIC retenu", "3 × SMIC retenu")]),
        Edit("taxe-employeur", TAX, &[("SMIC retenu : 210 €", "SMIC retenu : 2 €")]),
        Edit("taxe-employeur", TAX, &[("à partir de 1,5 × SMIC retenu", "à partir de 1,6 × SMIC retenu")]),
        Edit("taxe-employeur", TAX, &[("à partir de 12 mois", "à partir de 13 mois")]),
        Edit(
            "taxe-employeur",
            TAX,
            &[("est SMIC mensuel", "est SMIC mensuel au jour de 1 mois après la date de l'autorisation de travail")],
        ),
        Edit("taxe-employeur", TAX, &[("est SMIC mensuel", "est 1,01 × SMIC mensuel")]),
        Edit("taxe-employeur", TAX, &[("arrondi à l'euro le plus proche", "arrondi à l'euro supérieur")]),
        Edit(
            "taxe-employeur",
            TAX_OF_2023,
            &[("si employeur particulier, la taxe due est 0 €", "si employeur particulier, la taxe due est 10 €")],
        ),
        Edit(
            "taxe-employeur",
            TAX_OF_2023,
            &[(
                "  ajoute l'exception « particulier » à « taxe due », si employeur particulier, la taxe due est 0 €,\n      \
                 « L. 436-10, particuliers »\n",
                "",
            )],
        ),
        Edit("taxe-employeur", TAX, &[("durée du contrat atteint 3 mois", "durée du contrat dépasse 3 mois")]),
        Edit(
            "taxe-employeur",
            TAX_OF_2023,
            &[(
                "« loi de finances pour 2023, art. 80 »",
                "« loi de finances pour 2023, art. 80 », si employeur particulier",
            )],
        ),
        Edit("taxe-employeur", TAX_OF_2023, &[("font obstacle", "peuvent faire obstacle")]),
    ];
    for (number, edit) in edits.iter().enumerate() {
        let (differs, json) = edited(&format!("sens-{number}"), &Edit(edit.0, "recueil.alinea", &[]), edit);
        assert!(differs, "{:?}", edit.2);
        let rules: usize = json["compared"]
            .as_array()
            .expect("pairs")
            .iter()
            .map(|pair| pair["rules"].as_array().map_or(0, Vec::len))
            .sum();
        assert!(rules > 0, "{:?}: no rule is told as different", edit.2);
    }
}

#[test]
fn what_only_a_scope_or_a_paper_needs_is_told() {
    let prepared = scoped();
    for (from, to) in [
        ("que il n'est pas vrai que polygamie", "que polygamie"),
        ("que certificat de langue française", "que contrat d'engagement signé"),
        ("    personne visée\n", "    il n'est pas vrai que personne visée\n"),
    ] {
        let (before, after) = (Folder::copy("champ-avant", "aes-travail"), Folder::copy("champ-apres", "aes-travail"));
        for folder in [&before, &after] {
            for (from, to) in &prepared {
                folder.edit(TENSION, &[(from, to)]);
            }
        }
        after.edit(TENSION, &[(from, to)]);
        let is_searched = !from.starts_with("    personne visée");
        let mut arguments = vec![before.path(), after.path(), "--procedure", "AES métiers en tension"];
        arguments.extend(is_searched.then_some("--temoins"));
        let (told, json) = differs(&arguments);
        assert!(told, "{from}");
        let rules = json["compared"][0]["rules"].as_array().expect("rules");
        assert_eq!(rules.len(), 1, "{from}: {rules:#?}");
        if !is_searched {
            continue;
        }
        // Whoever enters or leaves the scope changes outcome; a paper changes none.
        let witnessed = !json["compared"][0]["witnesses"]["by_rule"][0].is_null();
        assert_eq!(witnessed, !from.contains("certificat"), "{from}: {json:#}");
    }
}

#[test]
fn what_says_the_same_is_without_difference() {
    let edits = [
        Edit("aes-travail", CLASSIC, &[("# Aucun séjour n'est exclu", "# Nul séjour n'est exclu")]),
        Edit(
            "aes-travail",
            CLASSIC,
            &[("au moins 5 ans", "au moins 60 mois"), (", consécutifs ou non, dans", " dans")],
        ),
        Edit("aes-travail", CLASSIC, &[(", à vérifier (article à relire)", "")]),
        Edit("aes-travail", CLASSIC, &[("NOR INTK1229185C", "NOR INTK1229185D")]),
        Edit(
            "aes-travail",
            CLASSIC,
            &[(
                "    formulaire cerfa signé par l'employeur\n    et engagement de payer la taxe",
                "    engagement de payer la taxe\n    et formulaire cerfa signé par l'employeur",
            )],
        ),
        Edit("aes-travail", TENSION, &[("titre étudiant ou titre saisonnier", "titre saisonnier ou titre étudiant")]),
        Edit("aes-travail", TENSION, &[("la présence est l'ensemble", "la   présence est  l’ensemble")]),
        Edit(
            "aes-travail",
            "recueil.alinea",
            &[("Quand la demande a-t-elle été déposée", "Quel jour a-t-elle été déposée")],
        ),
        Edit("aes-travail", "recueil.alinea", &[("selon « presse »", "selon « la presse »")]),
        Edit("aes-travail", "recueil.alinea", &[("ou suspend,\n    ou interrompt", "ou interrompt,\n    ou suspend")]),
        Edit(
            "aes-travail",
            "recueil.alinea",
            &[("selon « arrêté du 21 mai 2025 »", "selon « l'arrêté du 21 mai 2025 »")],
        ),
        Edit("aes-travail", "recueil.alinea", &[("recueil « Admission", "recueil « L'admission")]),
        Edit("taxe-employeur", TAX, &[("55 % de salaire retenu", "55 % du salaire retenu")]),
        Edit("taxe-employeur", TAX, &[("2,5 × SMIC retenu", "2,50 × SMIC retenu")]),
        Edit(
            "taxe-employeur",
            TAX,
            &[(
                "le plus petit de salaire brut mensuel et 2,5 × SMIC retenu",
                "le plus petit de 2,5 × SMIC retenu et salaire brut mensuel",
            )],
        ),
    ];
    for (number, edit) in edits.iter().enumerate() {
        let (differs, json) = edited(&format!("forme-{number}"), &NOTHING, edit);
        assert!(!differs, "{:?}: {json:#}", edit.2);
    }
}

/// Both values are shown, whatever the form, and a dossier that keeps its outcome is counted.
#[test]
fn an_amount_that_changes_is_counted_and_shown() {
    let edit =
        Edit("taxe-employeur", TAX, &[("est 55 % de", "est 5 % de"), ("SMIC retenu : 210 €", "SMIC retenu : 2 €")]);
    let (_, json) = edited("montants", &NOTHING, &edit);
    let pair = json["compared"].as_array().expect("pairs").last().expect("the version of 2023 stands last");
    let kind = |case: &Value| case["kind"].as_str().expect("a kind").to_string();
    let cases = pair["cases"].as_array().expect("cases");
    assert!(cases.iter().all(|case| kind(case) == "other_value" && case["before"] == case["after"]), "{cases:#?}");
    let year = cases.iter().find(|case| case["dossier"] == "contrat-d-un-an").expect("it changes");
    let due =
        year["values"].as_array().expect("values").iter().find(|one| one["name"] == "taxe due").expect("it is told");
    assert_eq!((due["before"]["value"].as_str(), due["after"]["value"].as_str()), (Some("1045"), Some("95")));
    let (before, after) = (Folder::copy("montants-a", edit.0), Folder::copy("montants-b", edit.0));
    after.edit(edit.1, edit.2);
    for format in ["text", "markdown", "html"] {
        let (_, said) = alinea(&["diff", before.path(), after.path(), "--complet", "--format", format]);
        assert!(
            said.contains("taxe due : 1\u{202f}045 € → 95 €") && said.contains("autre montant"),
            "{format}: {said}"
        );
    }
    // The rate shows for a dossier that no one wrote.
    let (_, json) = differs(&[before.path(), after.path(), "--temoins"]);
    let pair = json["compared"].as_array().expect("pairs").last().expect("the version of 2023 stands last");
    let witnesses = &pair["witnesses"];
    assert!(witnesses["by_rule"].as_array().expect("a list").iter().all(|one| !one.is_null()), "{witnesses:#}");
    assert_eq!(witnesses["by_kind"].as_object().expect("an object").keys().collect::<Vec<_>>(), ["other_value"]);
}

/// A list that begins a day later parts the dossiers of that day, and nobody is said to gain nothing who gains.
#[test]
fn a_list_that_moves_by_a_day_has_a_witness() {
    let moved = [
        ("au 22 mai 2025, partielle", "au 23 mai 2025, partielle"),
        ("à compter du 23 mai 2025, partielle", "à compter du 24 mai 2025, partielle"),
    ];
    let (before, after) = (Folder::copy("liste-avant", "aes-travail"), Folder::copy("liste-apres", "aes-travail"));
    after.edit("recueil.alinea", &moved);
    let tension = ["--procedure", "AES métiers en tension", "--temoins"];
    let arguments = [&[before.path(), after.path()][..], &tension].concat();
    let (_, json) = differs(&arguments);
    let pair = &json["compared"][0];
    assert!(pair["witnesses"]["by_rule"].as_array().expect("a list").iter().any(|one| !one.is_null()), "{json:#}");
    let (_, said) = alinea(&[&["diff"], &arguments[..]].concat());
    for (kind, words) in [("gains", "aucun dossier ne gagne"), ("losses", "aucun dossier ne perd")] {
        assert!(pair["counts"][kind] == 0 || !said.contains(words), "{said}");
    }
}

/// « Toutes les combinaisons » is said of as many combinations as the values that are listed make.
#[test]
fn combinations_are_counted() {
    for sides in [
        ["circulaire du 28 novembre 2012", "circulaire du 23 janvier 2025"],
        ["AES classique", "AES métiers en tension"],
    ] {
        let (_, json) = differs(&[sides[0], sides[1], "--temoins"]);
        for pair in json["compared"].as_array().expect("pairs") {
            let found = &pair["witnesses"];
            let number = |key: &str| match &found[key] {
                Value::String(words) => words.parse::<u128>().expect("a number"),
                other => u128::from(other.as_u64().expect("a number")),
            };
            let days = found["days"].as_array().expect("days").len() as u128;
            let product = |key: &str| -> u128 {
                let varied = found["varied"].as_array().expect("facts").iter();
                varied.map(|fact| u128::from(fact[key].as_u64().expect("a number"))).product::<u128>() * days
            };
            assert!((product("fewest_values")..=product("most_values")).contains(&number("combinations")), "{found:#}");
            assert_eq!(found["exhausted"].as_bool(), Some(number("represented") == number("combinations")));
            assert!(number("tried") <= number("represented"), "{found:#}");
        }
    }
}

/// A dossier that one side alone can read is a difference; one that neither reads is none.
#[test]
fn dossiers_that_cannot_be_read_are_told_apart() {
    let (before, after) = (Folder::copy("lire-avant", "taxe-employeur"), Folder::copy("lire-apres", "taxe-employeur"));
    for folder in [&before, &after] {
        std::fs::write(folder.0.join("cas/illisible.yaml"), "faits: 3\n").expect("temp can be written");
    }
    let (told, json) = differs(&[before.path(), after.path()]);
    assert!(!told && json["unreadable"]["count"] == 1 && json["read_by_one"]["count"] == 0, "{json:#}");
    std::fs::write(after.0.join("cas/autre.yaml"), "faits: { chauffage: oui }\n").expect("temp can be written");
    after.edit("recueil.alinea", &[("faits\n", "faits\n  chauffage : oui ou non, à vérifier\n")]);
    let (told, json) = differs(&[before.path(), after.path()]);
    assert!(told && json["read_by_one"]["count"] == 1, "{json:#}");
}

/// A procedure that only one of two texts rules is told.
#[test]
fn a_procedure_that_one_text_lacks_is_told() {
    let recueil = Folder::copy("procedures", "taxe-employeur");
    recueil.edit(
        TAX_OF_2023,
        &[(
            "modifie la procédure « taxe de l'employeur »",
            "procédure « remise », selon « loi de finances pour 2023 »\n  les conditions sont réunies si :\n  \
             condition « particulier », « art. 1 » :\n    employeur particulier\n\nmodifie la procédure « taxe de l'employeur »",
        )],
    );
    let (told, json) =
        differs(&["L. 436-10 du CESEDA, rédaction de 2021", "loi de finances pour 2023", "--recueil", recueil.path()]);
    assert!(told, "{json:#}");
    assert_eq!(json["added"][0].as_str(), Some("« remise », selon « loi de finances pour 2023 »"));
}
