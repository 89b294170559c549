//! The evaluator against the second meaning of the language, on generated recueils and dossiers and on the shipped ones.

#[path = "../../spec/mod.rs"]
mod spec;

mod fill;
mod forms;
mod sameness;

use std::cell::Cell;
use std::collections::BTreeMap;

use alinea::embedded::Embedded;
use alinea::eval::{Outcome, Quantity, Scratch, TermValue, Told};
use alinea::explain::Request;
use alinea::plan::{ConventionId, Plan, VersionId};
use alinea::query;
use alinea::source::Loader;
use alinea::time::MonthLength;
use alinea::value::Bounds;
use proptest::prelude::*;

use crate::laws::generate::{Gapped, Generated, files, with_dossiers};
use crate::support::{dossier, dossiers, plan};
use crate::time::support::generate::cases;
use fill::{Filled, fill};
use spec::{Meaning, Recueil, Value, Verdict, World, meaning};

/// Worlds that are tried for what is open.
const WORLDS: u64 = 4;

/// Options by convention, as a request follows them.
fn options(plan: &Plan, request: &Request) -> BTreeMap<String, String> {
    let option = |(index, convention): (usize, &alinea::plan::Convention)| {
        let followed = request.reading.option(ConventionId(index as u32));
        (convention.name.clone(), convention.options[followed].name.clone())
    };
    plan.conventions.iter().enumerate().map(option).collect()
}

/// Holds the evaluator against the meaning: what it decides is so in every world and filling, and where nothing is open
/// it decides. Says how many versions had nothing open.
fn agrees(
    plan: &Plan,
    recueil: &Recueil,
    case: &alinea::case::Case,
    request: &Request,
    seeds: std::ops::Range<u64>,
) -> Result<u32, String> {
    let mut whole = 0;
    let request = Request { regardless: true, ..request.clone() };
    let options = options(plan, &request);
    let mut scratch = Scratch::<Told>::default();
    for id in (0..plan.versions.len() as u32).map(VersionId) {
        let version = &plan.versions[id.index()];
        let text = &plan.texts[version.text.index()].name;
        let (outcome, told) = query::told_within(&mut scratch, plan, case, &request, id);
        let names = version.values.iter().map(|value| plan.definitions[value.index()].name.as_str());
        let values: Vec<(&str, TermValue)> = names.zip(told).collect();
        for seed in seeds.clone() {
            let Filled { dossier, is_whole } = fill(plan, case, &request, seed);
            let world = World::new(seed);
            let found = meaning(recueil, (&version.procedure, text), &dossier, &options, &world);
            let decided = is_whole && !world.is_open();
            fits(outcome, &values, &found, decided)
                .map_err(|why| format!("{} / {text}, world {seed}: {why}\n{dossier:#?}", version.procedure))?;
            if decided {
                whole += 1;
                break;
            }
        }
    }
    Ok(whole)
}

fn fits(outcome: Outcome, values: &[(&str, TermValue)], found: &Meaning, decided: bool) -> Result<(), String> {
    let said = match found.verdict {
        Verdict::Met => Outcome::Met,
        Verdict::NotMet => Outcome::NotMet,
        Verdict::Discretionary => Outcome::Discretionary,
        Verdict::NotApplicable => Outcome::NotApplicable,
        Verdict::Error => Outcome::Error,
    };
    let is_open = outcome == Outcome::Undetermined && !decided;
    // What is open may turn out to be a fault of the rules.
    if outcome != said && !is_open && (decided || said != Outcome::Error) {
        return Err(format!("evaluated {outcome:?}, meant {said:?}"));
    }
    if said == Outcome::Error || said == Outcome::NotApplicable {
        return Ok(());
    }
    for (name, value) in values {
        let Some(meant) = found.values.get(*name) else { continue };
        if !may_be(value, meant) || decided && !value.is_known() && *meant != Value::None {
            return Err(format!("« {name} »: evaluated {value:?}, meant {meant:?}"));
        }
    }
    Ok(())
}

/// Whether what is known of a value leaves room for what it is.
fn may_be(value: &TermValue, meant: &Value) -> bool {
    fn within<T: PartialOrd>(bounds: &Bounds<T>, value: &T) -> bool {
        bounds.least.as_ref().is_none_or(|least| least <= value)
            && bounds.greatest.as_ref().is_none_or(|greatest| value <= greatest)
    }
    match (value, meant) {
        (TermValue::Unknown, _) => true,
        (TermValue::Number(bounds), Value::Number(number)) => within(bounds, number),
        (TermValue::Date(bounds), Value::Day(day)) => within(bounds, day),
        (TermValue::Length(bounds), Value::Months(months)) => {
            within(bounds, &Quantity::Months(MonthLength::of(*months, 0)))
        }
        (TermValue::Length(bounds), Value::Days(days)) => within(bounds, &Quantity::Days(*days)),
        (TermValue::Truth(one), Value::Truth(other)) => one == other,
        _ => false,
    }
}

/// Dossiers that are made for each recueil: reading rules takes longer than evaluating them.
const DOSSIERS: usize = 40;

/// How many recueils are made. `ALINEA_MEANING=100000 cargo test --release meaning` makes more, for a long run.
fn recueils() -> u32 {
    let asked = std::env::var("ALINEA_MEANING").ok().map(|count| count.parse().expect("a number of recueils"));
    asked.unwrap_or(1200)
}

#[test]
fn any_rules_mean_what_the_evaluator_says() {
    let whole = Cell::new(0);
    let recueils = recueils();
    proptest!(cases(recueils), |(made in with_dossiers(DOSSIERS))| {
        let recueil = Recueil::read(&files(&made[0].rules));
        for one in &made {
            let Generated { plan, case: Gapped { full, gapped, request }, .. } = one;
            for case in [full, gapped] {
                let found = agrees(plan, &recueil, case, request, 0..WORLDS);
                prop_assert!(found.is_ok(), "{}\n{one:?}", found.err().unwrap_or_default());
                whole.set(whole.get() + found.unwrap_or_default());
            }
        }
    });
    // Of half of the dossiers nothing is unknown, and few rules ask for what lists leave open.
    assert!(whole.get() > 5 * recueils, "{} pairs had nothing open", whole.get());
}

#[test]
fn the_shipped_dossiers_mean_what_the_evaluator_says() {
    let mut wrong = Vec::new();
    for name in Embedded::names() {
        let plan = plan(name);
        let recueil = Recueil::read(&Embedded::named(name).expect("the recueil is built in") as &dyn Loader);
        for (dossier_name, text) in dossiers(name) {
            let case = dossier(&plan, &dossier_name, &text);
            if let Err(why) = agrees(&plan, &recueil, &case, &Request::new(&plan), 0..2) {
                wrong.push(format!("{dossier_name}: {}", why.lines().next().unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
