//! However far sentences hold one another, and however long a row of them is, there is an answer or a finding, and no
//! stack runs out: that of a thread is two megabytes.

use std::sync::Arc;

use alinea::compare::{Pair, Variant, rule_changes, witnesses};
use alinea::explain::{calendar, explain, questions};
use alinea::plan::{Plan, VersionId};
use alinea::query::Request;
use alinea::report::{self, Style};
use alinea::source::{FileId, MemoryLoader, Sources};
use alinea::time::{Day, Interval};
use alinea::{case, pipeline, syntax, trial};

const HEAD: &str = "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  marié : oui ou non\n  salaire : montant\n  n : nombre\n  \
                    séjours : périodes\n    - document : titre ou autre\n\ntexte « loi »\n  en vigueur à compter du 1er janvier \
                    2020\n\nprocédure « P », selon « loi »\n";

/// Rules of a size.
type Builder = Box<dyn Fn(usize) -> String + Send>;

/// How often each construct is repeated where nothing bounds the writer.
const MANY: usize = 10_000;

/// A recueil with the parts, and a condition that says `condition`.
fn rules(parts: &str, condition: &str) -> String {
    format!("{HEAD}{parts}  les conditions sont réunies si :\n  condition « c », point 1 : {condition}\n")
}

/// `definition` for each number up to `count`, with `{i}` and `{next}` in it.
fn each(count: usize, definition: &str) -> String {
    let line = |i: usize| definition.replace("{i}", &i.to_string()).replace("{next}", &(i + 1).to_string());
    (0..count).map(line).collect()
}

/// What a definition of each kind may hold on to, and what the last one is.
const CHAINS: [(&str, &str, &str); 12] = [
    ("d{i} est d{next}", "n", "d0 atteint 1"),
    ("d{i} est d{next} + 1", "n", "d0 atteint 1"),
    ("d{i} est d{next} + d{next}", "n", "d0 atteint 1"),
    ("d{i} est le plus petit de n et (n - d{next})", "n", "d0 atteint 1"),
    (
        "d{i} est selon la tranche de d{next} :\n    - moins de 1 : d{next}\n    - à partir de 1 : 2",
        "n",
        "d0 atteint 1",
    ),
    ("d{i} est 1 mois après d{next}", "date de dépôt", "d0 est antérieure au 1er janvier 2100"),
    ("d{i} signifie que d{next}", "marié", "d0"),
    ("d{i} signifie que il n'est pas vrai que (marié et d{next})", "marié", "d0"),
    ("d{i} signifie que d{next} ou (d{next} et marié)", "marié", "d0"),
    ("d{i} est l'ensemble des d{next} sauf pendant d{next}", "l'ensemble des séjours", "d0 est en cours"),
    (
        "d{i} est l'ensemble des d{next} dont le document est titre",
        "l'ensemble des séjours",
        "d0 dure depuis au moins 1 mois",
    ),
    ("d{i} est n\n  par exception à « d{i} », si marié, d{i} est d{next}", "n", "d0 atteint 1"),
];

fn chain(count: usize, (definition, last, condition): (&str, &str, &str), backwards: bool) -> String {
    let last = match last {
        "marié" => format!("  d{count} signifie que marié\n"),
        _ => format!("  d{count} est {last}\n"),
    };
    let definition = format!("  {definition}\n");
    let parts = match backwards {
        false => each(count, &definition) + &last,
        true => {
            let line = |i: usize| definition.replace("{i}", &i.to_string()).replace("{next}", &(i + 1).to_string());
            last + &(0..count).rev().map(line).collect::<String>()
        }
    };
    rules(&parts, condition)
}

/// Rows and nests of everything that may be repeated.
fn repeated() -> Vec<(&'static str, String)> {
    let on = |words: &str| words.repeat(MANY);
    let definition = |body: String| rules(&format!("  x est {body}\n"), "marié");
    let mut texts = vec![
        ("negations", rules("", &format!("{}marié", on("il n’est pas\u{a0}vrai que ")))),
        ("negations over lines", rules("", &format!("{}marié", on("il\n n'est  pas\n\nvrai que\t")))),
        ("brackets", rules("", &format!("{}marié{}", on("("), on(")")))),
        ("open brackets", rules("", &format!("{}marié", on("(")))),
        ("brackets of a computation", definition(format!("{}n{}", on("("), on(")")))),
        ("shares", definition(format!("{}salaire", on("55 % de ")))),
        ("days after days", definition(format!("{}date de dépôt", on("6 mois après ")))),
        ("the least of the least", definition(format!("{}n et n", on("le plus petit de ")))),
        ("the least of n and the least", definition(format!("{}n", on("le plus petit de n et ")))),
        ("restrictions", rules("", &format!("{}marié", on("on compte au moins 1 séjours dont ")))),
        ("guillemets", rules(&format!("  pièce {}a{}\n", on("« "), on(" »")), "marié")),
        ("open guillemets", rules(&format!("  pièce {}a\n", on("« ")), "marié")),
        ("guillemets open on each line", rules(&on("  pièce « a\n"), "marié")),
        ("et", rules("", &format!("marié{}", on(" et marié")))),
        ("ou", rules("", &format!("marié{}", on(" ou marié")))),
        ("sauf si", rules("", &format!("marié{}", on(" sauf si marié")))),
        ("a sum", definition(format!("n{}", on(" + n")))),
        ("a product", definition(format!("n{}", on(" × n")))),
        ("sums in brackets", definition(format!("{}n{}", "(n + n + n - ".repeat(60), ")".repeat(60)))),
        (
            "exceptions",
            rules(&format!("  x est n\n{}", on("  par exception à « x », si marié, x est 1\n")), "x atteint 1"),
        ),
        ("comments", rules(&"  # remarque\n".repeat(10 * MANY), "marié")),
        ("comments in a sentence", rules("", &format!("marié{}", on("\n  # remarque\n  et marié")))),
        ("obstacles", rules(&format!("  font obstacle :\n{}", on("    marié\n")), "marié")),
    ];
    for of in CHAINS {
        texts.push((of.0, chain(MANY, of, false)));
        texts.push((of.0, chain(MANY, of, true)));
    }
    let circle = each(MANY - 1, "  d{i} est d{next} + 1\n") + &format!("  d{} est d0\n", MANY - 1);
    texts.push(("a circle", rules(&circle, "marié")));
    texts
}

/// On the stack that a thread has where nothing else is asked for.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread can be started");
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[test]
fn nothing_is_too_deep_or_too_long_to_be_answered() {
    for (name, text) in repeated() {
        on_a_small_stack(move || {
            let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", text.as_str()));
            assert!(checked.plan.is_some() || !checked.diagnostics.is_empty(), "nothing is said of {name}");
            let drawn = report::diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
            assert!(drawn.len() < 100_000, "{name}: {} bytes of findings", drawn.len());
            let mut sources = Sources::default();
            sources.add("essai.alinea", text.as_str());
            if let Err(found) = syntax::format(&sources, FileId(0)) {
                assert!(!found.is_empty(), "nothing is said of {name}");
            }
        });
    }
}

/// Whether each depth is refused from a number on, and that number.
fn deepest(accepts: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (1, 4_096);
    assert!(accepts(low) && !accepts(high));
    while high - low > 1 {
        let middle = (low + high) / 2;
        *(if accepts(middle) { &mut low } else { &mut high }) = middle;
    }
    low
}

fn compiled(text: &str) -> Option<Arc<Plan>> {
    pipeline::load(&MemoryLoader::default().with("essai.alinea", text)).plan
}

/// All that is done with a plan, on a dossier of which everything is known and on one of which nothing is.
fn everything_asked(plan: &Arc<Plan>, search: bool) {
    let full = r#"{"faits": {"date de dépôt": "2024-06-15", "marié": "oui", "salaire": "1500 €", "n": 1,
        "séjours": [{"du": "2019-01-01", "document": "titre"}]}, "attendu": {"P": {"loi": "réunies"}}}"#;
    let mut cases = Vec::new();
    for dossier in [full, r#"{"faits": {"date de dépôt": "2024"}}"#] {
        let mut sources = plan.sources.clone();
        let case = case::read(plan, &mut sources, "essai", dossier.as_bytes()).expect("the dossier is well formed");
        let request = Request::new(plan);
        let answer = explain(plan, &case, &request);
        report::answer_json(&answer);
        report::answer_text(&answer, Style::PLAIN);
        report::questions_json(&questions(plan, &case, &request));
        let day = |year| Day::from_ymd(year, 1, 1).expect("the first of January exists");
        report::calendar_json(&calendar(plan, &case, &request, Interval::new(day(2024), day(2025))));
        cases.push(case);
    }
    let version = VersionId(0);
    report::show_text(plan, &[version], Style::PLAIN);
    report::show_html(plan, &[version]);
    trial::verdicts(plan, &cases);
    trial::coverage(plan, &cases);
    trial::mutants(plan, &cases[..1], |_, _| {});
    let side = |plan: &Arc<Plan>| Variant {
        plan: Arc::clone(plan),
        version,
        reading: plan.default_reading(),
        regardless: false,
    };
    let pair = Pair::new(side(plan), side(plan));
    let changes = rule_changes(&pair.before, &pair.after);
    if search {
        witnesses(&pair, &changes);
    }
}

/// The deepest plans that are accepted can be asked everything.
#[test]
fn what_is_not_too_deep_is_answered_on_a_small_stack() {
    let row = |words: &'static str| move |count: usize| rules("", &format!("({}n) atteint 1", words.repeat(count)));
    let mut builds: Vec<(String, Builder)> = vec![
        ("a sum".into(), Box::new(row("n + "))),
        ("a product".into(), Box::new(row("n × "))),
        ("brackets".into(), Box::new(|count| rules("", &format!("{}marié{}", "(".repeat(count), ")".repeat(count))))),
        ("negations".into(), Box::new(|count| rules("", &format!("{}marié", "il n'est pas vrai que ".repeat(count))))),
    ];
    for of in CHAINS {
        builds.push((of.0.to_string(), Box::new(move |count| chain(count, of, false))));
    }
    for (name, build) in builds {
        on_a_small_stack(move || {
            let count = deepest(|count| compiled(&build(count)).is_some());
            let plan = compiled(&build(count)).expect("the deepest plan is accepted");
            // A definition named twice by each is looked at anew each time when witnesses are sought.
            everything_asked(&plan, name.matches("{next}").count() < 2);
        });
    }
}
