use std::collections::BTreeSet;

use alinea::case::{Case, Value};
use alinea::explain::{Explanation, explain, under_one_reading};
use alinea::plan::{ConventionId, Plan, Reading, Type};
use alinea::query::Request;
use alinea::time::{Day, DayRange};
use alinea::value::Outcome;
use proptest::prelude::*;

use super::generate::gapped;
use crate::support::{dossier, dossiers, plan};
use crate::time::support::generate::cases;

type Options = BTreeSet<(String, String)>;

/// Text and outcome of each answer for a procedure.
fn answers(plan: &Plan, case: &Case, request: &Request, procedure: &str) -> Vec<(Option<String>, Outcome)> {
    let request = Request { procedure: Some(procedure.to_string()), ..request.clone() };
    under_one_reading(plan, case, &request).results.into_iter().map(|result| (result.text, result.outcome)).collect()
}

fn followed(plan: &Plan, reading: &Reading, options: &Options) -> Reading {
    options.iter().fold(reading.clone(), |reading, (name, option)| {
        let convention = plan.conventions.iter().position(|one| one.name == *name).expect("a convention");
        let option = plan.conventions[convention].options.iter().position(|one| one.name == *option);
        reading.with(ConventionId(convention as u32), option.expect("an option")).expect("it fits")
    })
}

/// Whether a request under another reading is answered otherwise than it was.
fn differs(result: &Explanation, other: &[(Option<String>, Outcome)]) -> bool {
    match other.iter().find(|(text, _)| *text == result.text) {
        Some((_, outcome)) => *outcome != result.outcome,
        None => other.iter().any(|(_, outcome)| *outcome != result.outcome),
    }
}

/// Every line is what evaluating under its options gives, and nothing that a reading changes is left out.
fn check(plan: &Plan, case: &Case, request: &Request, readings: &[Reading]) {
    for result in explain(plan, case, request).results {
        let mut told: Vec<Options> = Vec::new();
        for change in &result.sensitivity.changes {
            let options: Options =
                change.options.iter().map(|one| (one.convention.clone(), one.option.clone())).collect();
            let request = Request { reading: followed(plan, &request.reading, &options), ..request.clone() };
            let found: Vec<(Option<String>, Outcome)> =
                change.answers.iter().map(|answer| (answer.text.clone(), answer.outcome)).collect();
            assert_eq!(found, answers(plan, case, &request, &result.procedure), "{options:?}");
            assert!(differs(&result, &found), "{options:?} changes nothing");
            assert!(!told.iter().any(|known| known.is_subset(&options)), "{options:?} is more than is needed");
            told.push(options);
        }
        for reading in readings {
            let other = Request { reading: reading.clone(), ..request.clone() };
            let changed: Options = options(plan, request, reading);
            if differs(&result, &answers(plan, case, &other, &result.procedure)) {
                let known = told.iter().any(|options| options.is_subset(&changed));
                assert!(known, "{} ({:?}): {changed:?} is not told", result.procedure, result.text);
            }
        }
    }
}

/// The options of a reading that a request does not follow.
fn options(plan: &Plan, request: &Request, reading: &Reading) -> Options {
    let ids = (0..plan.conventions.len()).map(|index| ConventionId(index as u32));
    let other = ids.filter(|id| reading.option(*id) != request.reading.option(*id));
    let name = |id: ConventionId| {
        let convention = &plan.conventions[id.index()];
        (convention.name.clone(), convention.options[reading.option(id)].name.clone())
    };
    other.map(name).collect()
}

/// Readings that differ from another by one option.
fn neighbours(plan: &Plan, reading: &Reading) -> Vec<Reading> {
    let mut found = Vec::new();
    for (index, convention) in plan.conventions.iter().enumerate() {
        let id = ConventionId(index as u32);
        let other = (0..convention.options.len()).filter(|option| *option != reading.option(id));
        found.extend(other.filter_map(|option| reading.with(id, option)));
    }
    found
}

/// Days on both sides of every day on which a version, a list or a transitional clause begins or ends.
fn edges(plan: &Plan) -> Vec<Day> {
    let mut days = BTreeSet::new();
    let versions = plan.versions.iter().map(|version| version.validity);
    let lists = plan.lists.iter().flat_map(|list| list.versions.iter().map(|version| version.validity));
    for validity in versions.chain(lists) {
        days.extend([validity.start, validity.end].into_iter().filter(|day| *day < Day::LAST));
    }
    days.extend(plan.texts.iter().filter_map(|text| text.transition).map(|transition| transition.from));
    days.iter().flat_map(|day| [day.plus_days(-1), *day, day.plus_days(40)]).collect()
}

#[test]
fn on_the_dossiers_of_a_recueil() {
    for name in ["aes-travail", "taxe-employeur"] {
        let plan = plan(name);
        let request = Request::new(&plan);
        let readings = neighbours(&plan, &request.reading);
        for (name, text) in dossiers(name) {
            check(&plan, &dossier(&plan, &name, &text), &request, &readings);
        }
    }
}

#[test]
fn filed_and_decided_on_either_side_of_every_change() {
    let plan = plan("aes-travail");
    let edges = edges(&plan);
    let dates: Vec<usize> = (0..plan.facts.len()).filter(|fact| plan.facts[*fact].kind == Type::Date).collect();
    let texts: Vec<&String> = plan.versions.iter().map(|version| &plan.texts[version.text.index()].name).collect();
    let chosen = (prop::collection::vec((0..edges.len(), 0..8_u8), dates.len()), prop::collection::vec(0..12_usize, 3));
    proptest!(cases(400), |(case in gapped(&plan), (days, asked) in chosen, readings in any_readings(&plan))| {
        let mut dossier = case.gapped;
        for (fact, (edge, blur)) in dates.iter().zip(days) {
            let (year, month, _) = edges[edge].ymd();
            dossier.facts[*fact] = match blur {
                0 => Value::Unknown,
                1 => Value::Date(DayRange::year(year)),
                2 => Value::Date(DayRange::month(year, month).expect("a month")),
                _ => Value::Date(DayRange::exact(edges[edge])),
            };
        }
        let mut request = case.request;
        request.day = (asked[0] < 3).then(|| edges[asked[0] * 5 % edges.len()]);
        request.law_day = (asked[1] < 3).then(|| edges[asked[1] * 7 % edges.len()]);
        request.text = texts.get(asked[2]).map(|text| text.to_string());
        let mut readings = readings;
        readings.extend(neighbours(&plan, &request.reading));
        check(&plan, &dossier, &request, &readings);
    });
}

/// A few readings, whatever they follow.
fn any_readings(plan: &Plan) -> impl Strategy<Value = Vec<Reading>> {
    let counts: Vec<usize> = plan.conventions.iter().map(|convention| convention.options.len()).collect();
    let first = plan.default_reading();
    let one = prop::collection::vec(0..12_usize, counts.len()).prop_map(move |options| {
        options.iter().enumerate().fold(first.clone(), |reading, (index, option)| {
            reading.with(ConventionId(index as u32), option % counts[index]).expect("it fits")
        })
    });
    prop::collection::vec(one, 6)
}
