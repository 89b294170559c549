//! The evaluator against the second meaning of the language, on generated recueils and dossiers and on the shipped ones.

#[path = "../../spec/mod.rs"]
mod spec;

mod fill;
mod forms;
mod kept;
mod said;
mod sameness;

use std::cell::Cell;
use std::collections::BTreeMap;

use alinea::embedded::Embedded;
use alinea::eval::{Scratch, TermValue, Told};
use alinea::names::fold;
use alinea::plan::{ConventionId, Plan, VersionId};
use alinea::query;
use alinea::query::Request;
use alinea::source::Loader;
use alinea::value::Outcome;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::laws::generate::{Gapped, Generated, files, with_dossiers};
use crate::support::{dossier, dossiers, plan};
use crate::time::support::generate::cases;
use fill::{Filled, fill};
use said::{Said, same_values};
use spec::{Meaning, Recueil, Verdict, World, meaning};

/// Worlds that are tried for what is open.
const WORLDS: u64 = 4;

/// Options by convention, as a request follows them; both folded.
fn options(plan: &Plan, request: &Request) -> BTreeMap<String, String> {
    let option = |(index, convention): (usize, &alinea::plan::Convention)| {
        let followed = request.reading.option(ConventionId(index as u32));
        (fold(&convention.name), fold(&convention.options[followed].name))
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
        let values: Vec<(&str, TermValue)> = names.zip(told.unwrap_or_default()).collect();
        let said = query::reached(plan, case, &request, id).map(|reached| Said::of(plan, recueil, reached));
        for seed in seeds.clone() {
            let Filled { dossier, is_whole } = fill(plan, case, &request, seed);
            let world = World::new(seed);
            let found = meaning(recueil, (&version.procedure, text), &dossier, &options, &world);
            let decided = is_whole && !world.is_open();
            fits(outcome, &values, said.as_ref(), &found, decided)
                .map_err(|why| format!("{} / {text}, world {seed}: {why}\n{dossier:#?}", version.procedure))?;
            if decided {
                whole += 1;
                break;
            }
        }
    }
    Ok(whole)
}

fn fits(
    outcome: Outcome,
    values: &[(&str, TermValue)],
    sentences: Option<&Said<'_>>,
    found: &Meaning,
    decided: bool,
) -> Result<(), String> {
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
    same_values(values, &found.values, decided)?;
    sentences.map_or(Ok(()), |said| said.fits(&found.sentences, decided))
}

/// Dossiers that are made for each recueil: reading rules takes longer than evaluating them.
const DOSSIERS: usize = 40;

/// How many recueils are made: about forty pairs each, whole and with gaps. `ALINEA_MEANING=250000 cargo test --release
/// meaning` makes more, for a long run, and `ALINEA_MEANING_SEED=2` others.
fn recueils() -> Config {
    let asked = |name: &str| std::env::var(name).ok().map(|asked| asked.parse().expect("a number"));
    let known = cases(asked("ALINEA_MEANING").unwrap_or(1500));
    let seed = asked("ALINEA_MEANING_SEED").map(|seed| RngSeed::Fixed(seed.into()));
    Config { rng_seed: seed.unwrap_or(known.rng_seed), ..known }
}

#[test]
fn any_rules_mean_what_the_evaluator_says() {
    let whole = Cell::new(0);
    let config = recueils();
    let recueils = config.cases;
    proptest!(config, |(made in with_dossiers(DOSSIERS))| {
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
