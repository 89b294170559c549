//! Generated pairs of small recueils, held against all small dossiers: no difference is missed, none is invented.

use alinea::case::{Case, End, Row, Value};
use alinea::compare::{rule_changes, witnesses};
use alinea::plan::{Plan, VersionId};
use alinea::query;
use alinea::query::Request;
use alinea::time::{Day, DayRange};
use alinea::value::Outcome;
use proptest::prelude::*;

use super::{compiled, pair};
use crate::time::support::generate::cases;

/// The parts of a rule that an edit may change.
#[derive(Clone, Debug)]
struct Rules {
    years: u32,
    months: u32,
    window: u32,
    connective: &'static str,
    obstacle: bool,
    negated: bool,
    filter: &'static str,
}

fn rules() -> impl Strategy<Value = Rules> {
    let filter = prop::sample::select(vec!["", " dont la nature est salariée", " dont la nature est indépendante"]);
    let connective = prop::sample::select(vec!["et", "ou"]);
    (1..3_u32, 1..4_u32, 4..8_u32, connective, any::<bool>(), any::<bool>(), filter).prop_map(
        |(years, months, window, connective, obstacle, negated, filter)| Rules {
            years,
            months,
            window,
            connective,
            obstacle,
            negated,
            filter,
        },
    )
}

impl Rules {
    fn text(&self) -> String {
        let Rules { years, months, window, connective, .. } = self;
        let polygamy = if self.negated { "il n'est pas vrai que polygamie" } else { "polygamie" };
        let obstacle =
            if self.obstacle { format!("\n  font obstacle :\n    {polygamy}, point 4\n") } else { String::new() };
        format!(
            "recueil « Essai »\n\nfaits\n  jour : date\n  séjours : périodes\n  emplois : périodes\n    - nature : salariée ou indépendante\n  \
             marié : oui ou non\n  polygamie : oui ou non\n\ntexte « circulaire »\n  en vigueur à compter du 1er janvier 2020\n\n\
             procédure « P », selon « circulaire »\n  la présence est l'ensemble des séjours\n  l'activité est l'ensemble des emplois{}\n\n  \
             les conditions sont réunies si :\n  condition « c », point 1 :\n    la présence dure depuis au moins {years} ans\n    \
             {connective} l'activité totalise au moins {months} mois dans les {window} derniers mois\n  condition « d », point 2 :\n    marié\n{obstacle}",
            self.filter
        )
    }
}

/// Every combination of a few values, on one day.
fn small_dossiers(plan: &Plan) -> Vec<Case> {
    let day = Day::from_ymd(2022, 6, 15).expect("it is a day");
    let period = |start: Day, last: Option<Day>, columns: Vec<Value>| Row {
        start: Some(DayRange::exact(start)),
        end: last.map_or(End::Ongoing, |last| End::Known(DayRange::exact(last))),
        columns,
    };
    let ago = |months: i32, days: i32| {
        let (year, month, at) = day.ymd();
        let index = year * 12 + month as i32 - 1 - months;
        Day::from_ymd(index.div_euclid(12), index.rem_euclid(12) as u32 + 1, at)
            .expect("the 15th is a day")
            .plus_days(days)
    };
    let symbol = |word: &str| Value::Symbol(plan.symbols.get(word).expect("the word is known"));
    let mut stays = vec![Vec::new()];
    stays.extend(
        [11, 12, 13, 24, 25]
            .iter()
            .flat_map(|months| [0, 1].map(|days| vec![period(ago(*months, days), None, Vec::new())])),
    );
    let mut jobs = vec![Vec::new()];
    for nature in ["salariée", "indépendante"] {
        for (start, end) in [(1, 0), (2, 0), (3, 0), (4, 1), (5, 2), (6, 3), (7, 4), (8, 5), (8, 0)] {
            for days in [0, 1] {
                jobs.push(vec![period(ago(start, days), Some(ago(end, -1)), vec![symbol(nature)])]);
            }
        }
    }
    let mut found = Vec::new();
    for (stay, job) in stays.iter().flat_map(|stay| jobs.iter().map(move |job| (stay, job))) {
        for (married, polygamy) in [(true, true), (true, false), (false, true), (false, false)] {
            let mut case = Case::unknown(plan, "petit");
            let values = [
                Value::Date(DayRange::exact(day)),
                Value::Rows(stay.clone()),
                Value::Rows(job.clone()),
                Value::Truth(married),
                Value::Truth(polygamy),
            ];
            case.facts.clone_from_slice(&values);
            found.push(case);
        }
    }
    found
}

fn outcomes(plan: &Plan) -> Vec<Outcome> {
    let request = Request::new(plan);
    small_dossiers(plan).iter().map(|case| query::outcome(plan, case, &request, VersionId(0))).collect()
}

#[test]
fn what_small_dossiers_tell_apart_has_a_witness_and_nothing_else_has() {
    proptest!(cases(24), |(before in rules(), after in rules())| {
        let (old, new) = (compiled(&before.text()), compiled(&after.text()));
        let differ = outcomes(&old) != outcomes(&new);
        let pair = pair(&old, &new);
        let changes = rule_changes(&pair.before, &pair.after);
        let search = witnesses(&pair, &changes);
        let parted = !search.by_kind.is_empty();
        prop_assert!(search.exhausted());
        // None is missed that a small dossier shows.
        prop_assert!(parted || !differ, "{before:?}\n{after:?}");
        // None is invented: a witness needs a difference of the rules, and was read and evaluated anew.
        prop_assert!(!parted || changes.iter().any(|change| change.bears), "{before:?}\n{after:?}");
        for witness in search.by_kind.values() {
            prop_assert!(witness.change.before != witness.change.after);
        }
        if before.text() == after.text() {
            prop_assert!(changes.is_empty() && !parted);
        }
    });
}
