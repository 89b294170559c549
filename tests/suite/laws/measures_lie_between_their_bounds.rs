use alinea::case::{Case, End, Row, Value};
use alinea::eval::{TermValue, Trace};
use alinea::plan::{ConventionId, Plan, VersionId};
use alinea::query;
use alinea::query::Request;
use alinea::time::{Day, DayRange};
use alinea::value::Bounds;
use proptest::prelude::*;

use super::generate::{Gapped, Generated, generated};
use crate::language::{compiled, following, procedure};
use crate::time::support::generate::cases;

/// What the whole dossier measures lies between the bounds that the one with gaps gives.
fn within(plan: &Plan, case: &Gapped) -> Result<(), TestCaseError> {
    for version in (0..plan.versions.len() as u32).map(VersionId) {
        let recorded = |case: &Case, request: &Request| query::recorded(plan, case, request, version);
        let (Some((_, gapped)), Some((_, full))) =
            (recorded(&case.gapped, &case.request), recorded(&case.full, &case.request))
        else {
            continue;
        };
        measures_within(plan, &gapped, &full)?;
    }
    Ok(())
}

fn measures_within(plan: &Plan, gapped: &Trace, full: &Trace) -> Result<(), TestCaseError> {
    for (id, open) in gapped.measures() {
        let Some(known) = full.measured(*id) else { continue };
        let sentence = plan.sources.slice(plan.terms[id.index()].span);
        prop_assert!(
            open.certain <= known.certain && known.possible <= open.possible,
            "{sentence}: {:?} {:?} {:?} {:?}",
            open.certain,
            known.certain,
            known.possible,
            open.possible
        );
    }
    for ((open, _), (known, _)) in gapped.values.iter().zip(&full.values) {
        prop_assert!(may_be(open, known), "{open:?} {known:?}");
    }
    Ok(())
}

/// Whether what is known of a value leaves room for another.
fn may_be(open: &TermValue, known: &TermValue) -> bool {
    fn within<T: PartialOrd>(open: &Bounds<T>, known: &Bounds<T>) -> bool {
        open.least.as_ref().is_none_or(|end| known.least.as_ref().is_some_and(|least| end <= least))
            && open.greatest.as_ref().is_none_or(|end| known.greatest.as_ref().is_some_and(|most| most <= end))
            && (open.may_lack || !known.may_lack)
    }
    match (open, known) {
        (TermValue::Unknown, _) => true,
        (TermValue::Number(open), TermValue::Number(known)) => within(open, known),
        (TermValue::Date(open), TermValue::Date(known)) => within(open, known),
        (TermValue::Length(open), TermValue::Length(known)) => within(open, known),
        (TermValue::Number(Bounds { may_lack, .. }), TermValue::Lacking)
        | (TermValue::Date(Bounds { may_lack, .. }), TermValue::Lacking)
        | (TermValue::Length(Bounds { may_lack, .. }), TermValue::Lacking) => *may_lack,
        (open, known) => open == known,
    }
}

#[test]
fn so_it_is_under_any_rules() {
    proptest!(cases(2000), |(one in generated())| {
        let Generated { plan, case, .. } = &one;
        within(plan, case)?;
    });
}

/// Stays one after the other, some of them excluded, of which some dates are known to within a few days.
fn stays(plan: &Plan) -> impl Strategy<Value = (Case, Case)> + use<> {
    let lengths = prop_oneof![1..4, 27..33, 58..64, 85..95, 360..370];
    // Length, whether it is excluded, whether a gap comes after it, and how its ends are blurred.
    let stay = (lengths, any::<bool>(), 0..8_u8, 0..4_i32, 0..4_i32);
    let unknown = Case::unknown(plan, "essai");
    let fact = |name: &str| plan.fact(name).expect("the fact is declared");
    let (filed, stays) = (fact("date de dépôt"), fact("séjours"));
    let documents = ["titre", "récépissé"].map(|name| plan.symbols.get(name).expect("an option"));
    (0..800, prop::collection::vec(stay, 1..6)).prop_map(move |(from, rows)| {
        let mut at = Day::from_ymd(2020, 12, 1).expect("a day").plus_days(from);
        let (mut full, mut gapped) = (Vec::new(), Vec::new());
        for (length, excluded, gap, first, last) in rows {
            let end = at.plus_days(length - 1);
            let blurred = |day: Day, by: i32| DayRange::new(day.plus_days(-by), day.plus_days(by)).expect("a range");
            let row = |start, end| Row {
                start: Some(start),
                end: End::Known(end),
                columns: vec![Value::Symbol(documents[usize::from(excluded)])],
            };
            full.push(row(DayRange::exact(at), DayRange::exact(end)));
            gapped.push(row(blurred(at, first), blurred(end, last)));
            at = end.plus_days(if gap == 0 { 3 } else { 1 });
        }
        let case = |rows| {
            let mut case = unknown.clone();
            case.facts[filed.index()] = Value::Date(DayRange::exact(at));
            case.facts[stays.index()] = Value::Rows(rows);
            case
        };
        (case(full), case(gapped))
    })
}

#[test]
fn so_it_is_whatever_exclusions_do_to_a_duration() {
    let conventions = "conventions\n  période exclue : retranchée, ou suspend, ou interrompt\n  \
                       mois sans ce quantième : dernier jour du mois, ou premier jour du mois suivant, ou refus\n\n";
    let definitions = "les exclus sont les séjours dont le document est récépissé\n\
                       la présence est l'ensemble des séjours, sauf les exclus";
    let sentence = "la présence dure depuis au moins 6 mois\n    et la présence dure depuis au moins 90 jours\n    \
                    et la présence dure depuis au moins 6 mois, interruptions de 2 jours au plus comprises\n    \
                    et la présence dure depuis au moins 90 jours, par mois\n    \
                    et la présence a duré au moins 6 mois sans interruption de plus de 2 jours\n    \
                    et la présence totalise au moins 6 mois, consécutifs ou non, dans les 24 derniers mois";
    let plan = compiled(&format!("{conventions}{}", procedure(definitions, sentence)));
    for option in 0..9 {
        let request = following(&plan, "période exclue", option % 3);
        let missing = plan.conventions.iter().position(|known| known.name == "mois sans ce quantième");
        let missing = ConventionId(missing.expect("it is declared") as u32);
        let reading = request.reading.with(missing, option / 3).expect("there is such an option");
        let request = Request { reading, ..request };
        proptest!(cases(3000), |((full, gapped) in stays(&plan))| {
            within(&plan, &Gapped { full, gapped, request: request.clone() })?;
        });
    }
}
