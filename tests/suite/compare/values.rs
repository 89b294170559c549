//! Two sides that come to one outcome and to another value.

use alinea::case;
use alinea::compare::{CaseChange, Depth, Kind, Pair, Room, Search, case_change, rule_changes, witnesses};
use alinea::source::Sources;

use super::{compiled, pair};

const RULES: &str = "recueil « Essai »

faits
  date de la demande : date
  bulletins : périodes
    - salaire : montant
  personnes : lignes
    - à charge : oui ou non
  revenu : montant

conventions
  jour d'appréciation : date de la demande
  période à cheval : retenue pour sa part, ou retenue si elle y commence

texte « T »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « T »
  le salaire de référence est la moyenne mensuelle des salaires des bulletins dans les 12 derniers mois
  le plus haut salaire est le plus grand des salaires des bulletins, à défaut 0 €
  le nombre de personnes est le nombre des personnes
  l'allocation est 57 % de salaire de référence + 20 € × nombre de personnes
  l'aide est selon la tranche de revenu :
    - moins de 1 000 € : 300 €
    - à partir de 1 000 € : 0 €
  les conditions sont réunies si :
  condition « salaire », point 1 :
    le plus haut salaire atteint 1 500 €
";

fn edited(from: &str, to: &str) -> Pair {
    assert!(RULES.contains(from), "{from}");
    pair(&compiled(RULES), &compiled(&RULES.replacen(from, to, 1)))
}

fn searched(from: &str, to: &str) -> Search {
    let pair = edited(from, to);
    witnesses(&pair, &rule_changes(&pair.before, &pair.after))
}

/// A rate, a window, a constant of a count, a band, a default: each has a dossier of the same outcome and another value.
#[test]
fn each_value_that_changes_has_a_witness() {
    for (from, to) in [
        ("57 %", "60 %"),
        ("dans les 12 derniers mois", "dans les 6 derniers mois"),
        ("20 €", "25 €"),
        ("300 €", "310 €"),
        ("moins de 1 000 € : 300 €\n    - à partir de 1 000 €", "moins de 1 001 € : 300 €\n    - à partir de 1 001 €"),
        ("à défaut 0 €", "à défaut 1 €"),
        ("retenue pour sa part, ou retenue si elle y commence", "retenue si elle y commence, ou retenue pour sa part"),
    ] {
        let search = searched(from, to);
        let found = search.by_kind.get(&Kind::OtherValue);
        let change = &found.unwrap_or_else(|| panic!("{from} → {to}: {search:#?}")).change;
        assert!(change.before == change.after && !change.values.is_empty(), "{from} → {to}: {change:#?}");
    }
    assert!(searched("le salaire de référence", "le  salaire de référence").by_kind.is_empty());
}

/// What is open on both sides differs where no filling makes it the same.
#[test]
fn bounds_that_lie_apart_are_told() {
    let changes = |from: &str, to: &str, facts: &str| -> Vec<String> {
        let pair = edited(from, to);
        let read = |plan| case::read(plan, &mut Sources::default(), "d", facts.as_bytes()).expect("it is well formed");
        let (old, new) = (read(&pair.before.plan), read(&pair.after.plan));
        let change: Option<CaseChange> =
            case_change(&pair, &old, &new, Depth::default(), &mut Room::default(), |_| true);
        change.into_iter().flat_map(|change| change.values).map(|value| value.name).collect()
    };
    let facts = "faits: { date de la demande: 2024-06-15, bulletins: [], personnes: [] }\n";
    // From 0 € to 300 €, and from 400 € to 410 €.
    let apart = changes(
        "moins de 1 000 € : 300 €\n    - à partir de 1 000 € : 0 €",
        "moins de 1 000 € : 410 €\n    - à partir de 1 000 € : 400 €",
        facts,
    );
    assert_eq!(apart, ["aide"]);
    // From 0 € to 300 €, and from 0 € to 310 €: they may be the same.
    assert!(changes("300 €", "310 €", facts).is_empty());
}
