//! What is decided on an incomplete dossier stays decided however its gaps are filled.
//!
//! Each sentence is held against a grid of dossiers: every choice of exact, partial and unknown values of a few slots.
//! Whatever is decided with gaps must be the outcome of every exact dossier that fills them.

use std::collections::HashMap;
use std::sync::Arc;

use alinea::case;
use alinea::eval::Outcome;
use alinea::explain::Request;
use alinea::plan::{Plan, VersionId};
use alinea::query;

use crate::language::{compiled, procedure};

/// A place in a dossier: exact values, and vaguer ones.
struct Slot {
    exact: &'static [&'static str],
    vague: &'static [&'static str],
}

impl Slot {
    fn values(&self) -> impl Iterator<Item = &'static str> {
        self.exact.iter().chain(self.vague).copied()
    }

    /// The exact values that a value may stand for; a partial date is the beginning of a whole one.
    fn fillings(&self, value: &str) -> Vec<&'static str> {
        let fits = |exact: &&str| match value {
            "inconnu" => true,
            _ if self.exact.contains(&value) => *exact == value,
            _ => exact.starts_with(value),
        };
        self.exact.iter().copied().filter(fits).collect()
    }
}

const START: Slot =
    Slot { exact: &["2023-01-01", "2023-06-10", "2023-06-30", "2024-05-20"], vague: &["2023", "2023-06", "inconnu"] };
const END: Slot = Slot {
    exact: &["2023-02-28", "2023-06-30", "2023-12-31", "2024-06-14", "2024-08-01", "en cours"],
    vague: &["2023", "2023-06", "inconnu"],
};
const SECOND_START: Slot = Slot { exact: &["2023-07-15", "2024-01-10"], vague: &["inconnu"] };
const KIND: Slot = Slot { exact: &["salariée", "indépendante"], vague: &["inconnu"] };
const DOCUMENT: Slot = Slot { exact: &["titre", "visa"], vague: &["inconnu"] };
const TRUTH: Slot = Slot { exact: &["oui", "non"], vague: &["inconnu"] };
const SALARY: Slot = Slot { exact: &["500", "549.99", "1000", "1500", "2000"], vague: &["inconnu"] };
const MINIMUM: Slot = Slot { exact: &["0", "1000", "3000"], vague: &["inconnu"] };
const BIRTH: Slot = Slot {
    exact: &["2005-02-28", "2006-06-14", "2006-06-15", "2006-06-16", "2006-12-31"],
    vague: &["2005", "2006", "2006-06", "inconnu"],
};
const MONTHS: Slot = Slot { exact: &["2", "3", "11", "12"], vague: &["inconnu"] };

/// Every choice of one item from each list.
fn choices<T: Copy>(lists: &[Vec<T>]) -> Vec<Vec<T>> {
    lists.iter().fold(vec![Vec::new()], |known, list| {
        known.iter().flat_map(|start| list.iter().map(|item| [start.as_slice(), &[*item]].concat())).collect()
    })
}

/// The template with its `%` filled in order; `None` when the dossier is refused.
fn outcome(plan: &Arc<Plan>, template: &str, values: &[&str]) -> Option<Outcome> {
    let mut parts = template.split('%');
    let mut text = parts.next().unwrap_or_default().to_string();
    for (value, rest) in values.iter().zip(parts) {
        text.push_str(value);
        text.push_str(rest);
    }
    let text = format!("faits: {{ date de dépôt: 2024-06-15, {text} }}");
    let case = case::read(plan, &mut plan.sources.clone(), "grille", text.as_bytes()).ok()?;
    Some(query::outcome(plan, &case, &Request::new(plan), VersionId(0)))
}

fn check(template: &str, slots: &[&Slot], rules: &[String]) {
    for rule in rules {
        let plan = compiled(rule);
        let mut exact: HashMap<Vec<&str>, Option<Outcome>> = HashMap::new();
        let (mut decided, mut open) = (0, 0);
        let all: Vec<Vec<&str>> = slots.iter().map(|slot| slot.values().collect()).collect();
        for values in choices(&all) {
            let Some(found) = outcome(&plan, template, &values) else { continue };
            let fillings: Vec<Vec<&str>> =
                slots.iter().zip(&values).map(|(slot, value)| slot.fillings(value)).collect();
            let fillings = choices(&fillings);
            if found == Outcome::Undetermined {
                open += 1;
                assert!(fillings.len() > 1, "{rule}\n{values:?} lacks nothing and is open");
                continue;
            }
            decided += 1;
            for filled in fillings {
                let whole = *exact.entry(filled.clone()).or_insert_with(|| outcome(&plan, template, &filled));
                if let Some(whole) = whole {
                    assert_eq!(whole, found, "{rule}\n{values:?} is decided, {filled:?} fills it");
                }
            }
        }
        assert!(decided > 0 && open > 0, "{rule}\n{decided} decided, {open} open: the grid shows nothing");
    }
}

fn sentences(definitions: &str, sentences: &[&str]) -> Vec<String> {
    sentences.iter().map(|sentence| procedure(definitions, sentence)).collect()
}

#[test]
fn sentences_about_one_period_and_another() {
    let rules = sentences(
        "",
        &[
            "les emplois totalisent au moins 8 mois",
            "les emplois totalisent moins de 8 mois",
            "les emplois totalisent au plus 200 jours",
            "les emplois totalisent plus de 200 jours",
            "les emplois totalisent au moins 5 mois dans les 12 derniers mois",
            "les emplois totalisent au moins 7 mois, comptés 30 jours",
            "les emplois totalisent au moins 7 mois, comptés au prorata",
            "les emplois totalisent au moins 7 mois, comptés en mois civils entamés",
            "les emplois totalisent au plus 7 mois, comptés en mois civils complets",
            "les emplois totalisent au moins 7 mois, comptés mois civil d'au moins 15 jours",
            "les emplois durent depuis au moins 6 mois",
            "les emplois durent depuis moins de 6 mois",
            "les emplois durent depuis au plus 30 jours",
            "les emplois ont duré au moins 6 mois sans interruption",
            "les emplois ont duré au moins 11 mois sans interruption de plus de 15 jours",
            "les emplois ont duré au plus 6 mois sans interruption de plus de 15 jours",
            "les emplois sont en cours",
            "il n'est pas vrai que les emplois sont en cours",
            "les emplois commencent avant le 10 juin 2023",
            "les emplois commencent après le 10 juin 2023",
            "les emplois commencent le 10 juin 2023",
            "les emplois commencent au plus tard le 30 juin 2023",
            "les emplois commencent au plus tôt le 30 juin 2023",
            "les emplois prennent fin avant le 31 décembre 2023",
            "les emplois prennent fin après le 14 juin 2024",
            "les emplois prennent fin le 31 décembre 2023",
            "les emplois prennent fin au plus tard le 31 décembre 2023",
            "les emplois prennent fin au plus tôt le 31 décembre 2023",
        ],
    );
    check("emplois: [{ du: %, au: % }, { du: %, au: 2024-02-10 }]", &[&START, &END, &SECOND_START], &rules);
}

#[test]
fn sets_made_of_others() {
    let template = "emplois: [{ du: %, au: %, nature: % }, { du: 2023-03-01, au: 2023-05-31, nature: salariée }], \
                    séjours: [{ du: 2023-01-01, au: 2023-06-20, document: % }, { du: 2023-06-21, document: titre }]";
    let slots = [&START, &END, &KIND, &DOCUMENT];
    let stays = "les séjours exclus sont les séjours dont le document est visa\n";
    let definitions = [
        "l'activité est l'ensemble des emplois dont la nature est salariée",
        "l'activité est l'ensemble des emplois dont la nature n'est pas salariée",
        "les séjours exclus sont les séjours dont le document est visa\nl'activité est l'ensemble des emplois, sauf pendant les séjours exclus",
        "les séjours exclus sont les séjours dont le document est visa\nl'activité est l'ensemble des emplois dont la nature est salariée, pendant les séjours exclus",
    ];
    for definition in definitions {
        let rules = sentences(
            definition,
            &[
                "l'activité totalise au moins 6 mois",
                "l'activité totalise au plus 4 mois",
                "l'activité dure depuis au moins 6 mois",
                "l'activité a duré au moins 4 mois sans interruption de plus de 10 jours",
                "l'activité est en cours",
                "l'activité commence avant le 10 juin 2023",
                "l'activité commence au plus tôt le 10 juin 2023",
                "l'activité prend fin après le 30 juin 2023",
                "l'activité prend fin au plus tard le 30 juin 2023",
                "l'activité compte au moins 2 périodes",
                "l'activité compte au plus 1 période",
                "l'activité compte moins de 1 période",
            ],
        );
        // A set that some sentence does not leave open on this grid would say nothing.
        check(template, &slots, &rules[..0]);
        for rule in &rules {
            check(template, &slots, std::slice::from_ref(rule));
        }
    }
    let presence = format!("{stays}la présence est l'ensemble des séjours, sauf les séjours exclus");
    let rules = sentences(
        &presence,
        &[
            "la présence dure depuis au moins 1 an",
            "la présence dure depuis au plus 12 mois",
            "la présence totalise au moins 1 an et 3 mois",
            "la présence compte au moins 2 périodes",
            "la présence compte au plus 1 période",
        ],
    );
    for effect in ["retranchée", "suspend", "interrompt"] {
        let rules: Vec<String> =
            rules.iter().map(|rule| format!("conventions\n  période exclue : {effect}\n\n{rule}")).collect();
        check(
            "séjours: [{ du: %, au: 2024-01-31, document: % }, { du: 2024-02-01, document: % }, { du: 2023-01-15, au: %, document: titre }]",
            &[&START, &DOCUMENT, &DOCUMENT, &END],
            &rules,
        );
    }
}

#[test]
fn sentences_about_single_values() {
    check(
        "salaire: %, smic: %, malade: %, marié: %",
        &[&SALARY, &MINIMUM, &TRUTH, &TRUTH],
        &[
            procedure("", "le salaire atteint 55 % du smic"),
            procedure("", "le salaire est égal à le plus grand de 1 000 € et 50 % du smic"),
            procedure(
                "",
                "le salaire est inférieur à le plus petit de 1 000 € et 50 % du smic, arrondi à l'euro supérieur",
            ),
            procedure("", "le salaire / smic dépasse 1"),
            procedure("", "marié, sauf si malade"),
            procedure("", "il n'est pas vrai que (marié et (malade ou le salaire atteint le smic))"),
            procedure("", "le salaire atteint 1 000 €") + "par exception à « essai », si malade, marié\n",
            procedure("", "marié")
                + "par exception à « essai », si malade, le salaire atteint 1 000 €\n"
                + "par exception à « essai », si le salaire atteint le smic, le salaire atteint 1 500 €\n",
            procedure("le seuil est 1 500 €", "le salaire atteint le seuil")
                + "par exception à seuil, si malade, le seuil est 1 000 €\n",
            procedure("la règle signifie que marié", "il n'est pas vrai que la règle")
                + "par exception à règle, si malade, la règle signifie que le salaire atteint 1 000 €\n",
            procedure("", "marié") + "font obstacle :\n  malade\n",
            procedure("", "marié") + "la procédure s'applique si : malade\n",
        ],
    );
    check(
        "naissance: %, arrivée: %, durée du contrat: %",
        &[&BIRTH, &START, &MONTHS],
        &sentences(
            "la taxe est selon la tranche de la durée du contrat :\n  - moins de 3 mois : 50 €\n  - à partir de 3 mois : 74 €\n  - à partir de 12 mois : 300 €",
            &[
                "la naissance remonte à au moins 18 ans et la taxe atteint 74 €",
                "la naissance remonte à moins de 18 ans ou la taxe est égale à 50 €",
                "la naissance remonte à plus de 18 ans et la taxe atteint 50 €",
                "la naissance remonte à au plus 18 ans et la taxe est inférieure à 300 €",
                "l'arrivée est antérieure à 17 ans après la naissance et la taxe atteint 50 €",
                "l'arrivée est postérieure à 17 ans après la naissance et la taxe atteint 50 €",
                "l'arrivée est égale à 6 mois avant le 10 décembre 2023 ou la taxe atteint 300 €",
            ],
        ),
    );
    check(
        "enfants: [{ scolarisé: %, jour de naissance: % }, { scolarisé: % }, { jour de naissance: % }]",
        &[&TRUTH, &BIRTH, &TRUTH, &BIRTH],
        &sentences(
            "",
            &[
                "on compte au moins 2 enfants dont scolarisé",
                "on compte au plus 1 enfants dont scolarisé est non",
                "on compte au moins 1 enfants dont scolarisé et le jour de naissance remonte à moins de 18 ans",
                "on compte moins de 2 enfants dont le jour de naissance remonte à au moins 18 ans",
            ],
        ),
    );
}
