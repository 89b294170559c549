//! How long things take, and above all in what ratio: `cargo bench` measures, then prints the ratios of that run.
#![allow(missing_docs)]

mod workload;

use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use alinea::batch::{Answered, Lines, Worker, in_order};
use alinea::case::{Case, Reader};
use alinea::embedded::Embedded;
use alinea::eval::Scratch;
use alinea::explain::explain;
use alinea::plan::{ConventionId, Plan, VersionId};
use alinea::query::Request;
use alinea::report::{Fields, Form};
use alinea::source::{Loader, MemoryLoader};
use alinea::{pipeline, query};
use criterion::{BenchmarkId, Criterion, Throughput};
use serde::Deserialize;
use workload::{Shape, by_hand};

/// Dossiers a measure goes over: more than a processor keeps close, few enough to be quick.
const CASES: usize = 5000;

/// The recueil, with the two procedures that are written by hand too: a request by civil months begun and an unbroken
/// presence, and the versions that are in force in the workload.
struct Setup {
    plan: Arc<Plan>,
    request: Request,
    versions: [VersionId; 2],
    listed: by_hand::Listed,
}

fn setup() -> Setup {
    let embedded = Embedded::named("aes-travail").expect("it is built in");
    let others = ["liens-familiaux.alinea", "recepisse-2012.alinea"];
    let files = embedded.names().into_iter().filter(|name| !others.contains(&name.as_str()));
    let files = files.fold(MemoryLoader::default(), |files, name| {
        let text = embedded.read(&name).expect("it can be read");
        files.with(name, text)
    });
    let plan = pipeline::load(&files).plan.expect("it checks");
    let mut request = Request::new(&plan);
    for (convention, option) in [("mois d'activité", "mois civil entamé"), ("présence", "sans interruption")] {
        let convention = plan.conventions.iter().position(|one| one.name == convention).expect("it is declared");
        let option = plan.conventions[convention].options.iter().position(|one| one.name == option);
        let reading = request.reading.with(ConventionId(convention as u32), option.expect("it is an option"));
        request.reading = reading.expect("the option fits");
    }
    let of = |text: &str| {
        let found = plan.versions.iter().position(|version| plan.texts[version.text.index()].name == text);
        VersionId(found.expect("the text has a version") as u32)
    };
    let versions = [of("circulaire du 28 novembre 2012"), of("circulaire du 5 février 2024")];
    let text = |symbol| plan.symbols.text(symbol).unwrap_or_default().to_string();
    let listed = plan.lists[0].versions[1].entries.iter().map(|key| (text(key[0]), text(key[1]))).collect();
    Setup { plan, request, versions, listed }
}

impl Setup {
    fn cases(&self, text: &str) -> Vec<Case> {
        let mut reader = Reader::new(&self.plan);
        text.lines().map(|line| reader.read("essai", line.as_bytes()).expect("it is well formed").clone()).collect()
    }

    /// What is timed must agree: the rules by hand and the interpreter, dossier by dossier.
    fn agree(&self, text: &str) {
        for (line, case) in text.lines().zip(&self.cases(text)) {
            let dossier: by_hand::Dossier<&str> = serde_json::from_str(line).expect("it is well formed");
            let outcome = |version| query::outcome(&self.plan, case, &self.request, version).key();
            let found = (outcome(self.versions[0]), outcome(self.versions[1]));
            assert_eq!(found, by_hand::outcomes(&dossier, &self.listed), "{line}");
        }
    }

    fn by_hand<'t, T: Deserialize<'t> + AsRef<str>>(&self, text: &'t str) {
        for line in text.lines() {
            let dossier: by_hand::Dossier<T> = serde_json::from_str(line).expect("it is well formed");
            black_box(by_hand::outcomes(&dossier, &self.listed));
        }
    }

    fn evaluate(&self, scratch: &mut Scratch, case: &Case) {
        for version in self.versions {
            black_box(query::outcome_within(scratch, &self.plan, case, &self.request, version));
        }
    }

    fn batch(&self, text: &Arc<[u8]>, jobs: usize) -> usize {
        let mut bytes = 0;
        let worker = || {
            let mut worker = Worker::new(&self.plan, &self.request, Form::Ndjson, Fields::default());
            move |lines: &Lines, answered: &mut Answered| worker.answer(lines, answered, || false)
        };
        let input = Cursor::new(Arc::clone(text));
        in_order(input, jobs, &AtomicBool::new(false), worker, |_, answered| {
            bytes += answered.records.len();
            true
        });
        bytes
    }
}

fn dossiers(criterion: &mut Criterion, setup: &Setup) {
    let text = workload::lines(1, CASES, Shape::USUAL);
    setup.agree(&text);
    let cases = setup.cases(&text);
    let mut group = criterion.benchmark_group("dossiers");
    group.throughput(Throughput::Elements(CASES as u64));
    group.bench_function("serde", |bench| {
        bench.iter(|| {
            for line in text.lines() {
                black_box(serde_json::from_str::<by_hand::Dossier<String>>(line).expect("it is well formed"));
            }
        });
    });
    let mut reader = Reader::new(&setup.plan);
    group.bench_function("read", |bench| {
        bench.iter(|| {
            for line in text.lines() {
                black_box(reader.read("essai", line.as_bytes()).expect("it is well formed"));
            }
        });
    });
    let mut scratch = Scratch::default();
    group.bench_function("evaluate", |bench| {
        bench.iter(|| cases.iter().for_each(|case| setup.evaluate(&mut scratch, case)));
    });
    let mut full = Scratch::default();
    group.bench_function("evaluate_recorded", |bench| {
        bench.iter(|| {
            for case in &cases {
                for version in setup.versions {
                    black_box(query::recorded_within(&mut full, &setup.plan, case, &setup.request, version));
                }
            }
        });
    });
    group.bench_function("explain_100", |bench| {
        bench.iter(|| cases[..100].iter().for_each(|case| drop(black_box(explain(&setup.plan, case, &setup.request)))));
    });
    group.finish();
}

fn batches(criterion: &mut Criterion, setup: &Setup) {
    let mut group = criterion.benchmark_group("batch");
    let text = workload::lines(2, 10 * CASES, Shape::USUAL);
    group.throughput(Throughput::Elements(10 * CASES as u64));
    group.bench_function("by_hand", |bench| bench.iter(|| setup.by_hand::<String>(&text)));
    group.bench_function("by_hand_borrowing", |bench| bench.iter(|| setup.by_hand::<&str>(&text)));
    group.bench_function("read_and_evaluate", |bench| {
        let (mut reader, mut scratch) = (Reader::new(&setup.plan), Scratch::default());
        bench.iter(|| {
            for line in text.lines() {
                let case = reader.read("essai", line.as_bytes()).expect("it is well formed");
                setup.evaluate(&mut scratch, case);
            }
        });
    });
    let text: Arc<[u8]> = text.into_bytes().into();
    let all = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for (name, jobs) in [("one_thread", 1), ("two_threads", 2), ("all_threads", all)] {
        group.bench_function(name, |bench| bench.iter(|| black_box(setup.batch(&text, jobs))));
    }
    group.finish();
}

fn growth(criterion: &mut Criterion, setup: &Setup) {
    let mut group = criterion.benchmark_group("periods");
    for periods in [1, 10, 50, 200] {
        let shape = Shape { periods: (periods, periods), ..Shape::USUAL };
        let text: Arc<[u8]> = workload::lines(3, 100, shape).into_bytes().into();
        group.throughput(Throughput::Elements(100));
        group.bench_with_input(BenchmarkId::from_parameter(periods), &text, |bench, text| {
            bench.iter(|| black_box(setup.batch(text, 1)));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("cases");
    for count in [1_000, 10_000, 100_000] {
        let text: Arc<[u8]> = workload::lines(4, count, Shape::USUAL).into_bytes().into();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &text, |bench, text| {
            bench.iter(|| black_box(setup.batch(text, 1)));
        });
    }
    group.finish();
}

fn calendar(criterion: &mut Criterion, setup: &Setup) {
    let case = &setup.cases(&workload::lines(5, 1, Shape::USUAL))[0];
    let assessed = query::assessment_days(&setup.plan, case, &setup.request.reading, None);
    let span = query::default_span(&setup.plan, case, assessed);
    criterion.benchmark_group("calendar").bench_function("ten_years", |bench| {
        bench.iter(|| {
            for procedure in setup.plan.procedures() {
                black_box(query::stretches(&setup.plan, case, &setup.request, procedure, span));
            }
        });
    });
}

/// A recueil of so many routes, ten a procedure.
struct Generated(String);

impl Generated {
    fn of(rules: usize) -> Generated {
        let mut text = "recueil « Essai »\n\nfaits\n  emplois : périodes\n    - nature : salariée ou indépendante\n  accord : oui ou non\n\ntexte « texte »\n  en vigueur à compter du 1er janvier 2020\n".to_string();
        for procedure in 0..rules.div_ceil(10) {
            text.push_str(&format!("\nprocédure « p{procedure} », selon « texte »\n  l'activité est l'ensemble des emplois dont la nature est salariée\n\n  les conditions sont réunies par l'une de ces voies :\n"));
            for route in 0..10 {
                text.push_str(&format!("  voie « v{route} », point {route} :\n    l'activité totalise au moins {} mois dans les 24 derniers mois\n    et accord\n", route + 1));
            }
        }
        Generated(text)
    }
}

impl Loader for Generated {
    fn names(&self) -> Vec<String> {
        vec!["recueil.alinea".to_string()]
    }

    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone().into_bytes())
    }
}

fn recueils(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load_and_check");
    group.sample_size(10);
    for rules in [10, 100, 500, 2000] {
        let recueil = Generated::of(rules);
        assert!(pipeline::load(&recueil).plan.is_some(), "the generated recueil checks");
        group.bench_with_input(BenchmarkId::from_parameter(rules), &recueil, |bench, recueil| {
            bench.iter(|| black_box(pipeline::load(recueil).plan.is_some()));
        });
    }
    group.finish();
    let built_in = || pipeline::load(&Embedded::named("aes-travail").expect("it is built in"));
    criterion
        .benchmark_group("load_and_check")
        .bench_function("aes-travail", |bench| bench.iter(|| black_box(built_in().plan.is_some())));
}

/// The time of a measure, in nanoseconds, as criterion has just written it.
fn estimate(name: &str) -> Option<f64> {
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| format!("{}/target", env!("CARGO_MANIFEST_DIR")));
    let path = Path::new(&target).join("criterion").join(name).join("new/estimates.json");
    let read: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    read["median"]["point_estimate"].as_f64()
}

fn ratios() {
    let of = |over: &str, under: &str, scale: f64| Some(estimate(over)? / estimate(under)? * scale);
    let per_case = |name: &str, cases: usize| estimate(name).map(|time| time / cases as f64);
    let lines = [
        ("batch, one thread / by hand with serde_json", of("batch/one_thread", "batch/by_hand", 1.0), "≤ 0.8"),
        ("the same, by hand and borrowing texts", of("batch/one_thread", "batch/by_hand_borrowing", 1.0), ""),
        ("read and evaluate / by hand with serde_json", of("batch/read_and_evaluate", "batch/by_hand", 1.0), ""),
        ("read / typed serde_json", of("dossiers/read", "dossiers/serde", 1.0), ""),
        ("recorded / not recorded", of("dossiers/evaluate_recorded", "dossiers/evaluate", 1.0), "≤ 8"),
        ("one thread / two threads", of("batch/one_thread", "batch/two_threads", 1.0), "≥ 1.6"),
        ("a case of 200 periods / 20 cases of 10", of("periods/200", "periods/10", 0.05), "1"),
        ("100 000 cases / 100 times 1 000", of("cases/100000", "cases/1000", 0.01), "1"),
        ("evaluation, ns a case and procedure", per_case("dossiers/evaluate", 2 * CASES), "≤ 1000"),
        ("calendar of ten years, ms", per_case("calendar/ten_years", 1_000_000), "≤ 100"),
        ("load and check 2 000 rules, ms", per_case("load_and_check/2000", 1_000_000), "≤ 1000"),
    ];
    println!("\n{:<48}{:>10}  wanted", "ratios of this run", "");
    for (what, found, wanted) in lines {
        if let Some(found) = found {
            println!("{what:<48}{found:>10.2}  {wanted}");
        }
    }
}

fn main() {
    let setup = setup();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .configure_from_args();
    dossiers(&mut criterion, &setup);
    batches(&mut criterion, &setup);
    growth(&mut criterion, &setup);
    calendar(&mut criterion, &setup);
    recueils(&mut criterion);
    criterion.final_summary();
    ratios();
}
