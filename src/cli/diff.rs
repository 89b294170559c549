//! `alinea diff`: what changes between two sides.
//!
//! Exit codes: 0 nothing is told as different, 1 something is, 2 misuse or something that cannot be read.

use std::fmt::Display;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use clap::{Args, ValueEnum};

use super::git::{self, Revision};
use super::progress::Progress;
use super::{Failure, RulesetArg, disk, print, style_of_stderr, style_of_stdout};
use crate::batch::{Ended, Lines, in_order};
use crate::case::{Reader, Refused};
use crate::compare::{self, CaseChange, Kind, Pair, Tally, Variant};
use crate::diagnostic::has_errors;
use crate::names::closest;
use crate::pipeline;
use crate::plan::{Plan, Reading, VersionId};
use crate::query::{Scratch, Told};
use crate::report::{self, Compared, Comparison, Refusals};
use crate::request::followed;
use crate::source::Loader;

/// Details are kept of so many dossiers of each kind; the others are counted.
const MAX_DETAILS: usize = 200;

#[derive(Args)]
pub(super) struct DiffArgs {
    /// Avant : un texte ou une procédure du recueil, une lecture « convention=option », un dossier, ou RÉVISION:dossier
    #[arg(value_name = "AVANT")]
    before: String,
    /// Après : de même
    #[arg(value_name = "APRÈS")]
    after: String,
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Cette procédure seulement
    #[arg(long, value_name = "NOM")]
    procedure: Option<String>,
    /// Dossiers à comparer : un dossier de fichiers, un fichier, ou un fichier .ndjson ; sinon ceux du recueil
    #[arg(long, value_name = "CAS")]
    cas: Option<PathBuf>,
    /// Ce dossier seulement
    #[arg(long, value_name = "NOM")]
    name: Option<String>,
    /// Cherche pour chaque différence le plus petit dossier qui sépare les deux côtés
    #[arg(long)]
    temoins: bool,
    /// Compare aussi les jours où les conditions sont réunies
    #[arg(long)]
    jours: bool,
    /// Forme du compte rendu
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|markdown|html")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Html,
}

pub(super) fn run(args: DiffArgs) -> Result<u8, Failure> {
    let mut sides = sides(&args)?;
    if let Some(wanted) = &args.procedure {
        sides.pairs.retain(|pair| pair.before.procedure() == wanted || pair.after.procedure() == wanted);
        sides.added.retain(|(procedure, _)| procedure == wanted);
        sides.removed.retain(|(procedure, _)| procedure == wanted);
        if sides.pairs.is_empty() && sides.added.is_empty() && sides.removed.is_empty() {
            return Err(Failure::misuse(format!("aucune version à comparer de la procédure « {wanted} »")));
        }
    }
    let mut compared: Vec<Compared> = sides.pairs.iter().map(|pair| start(pair, args.temoins)).collect();
    let [read_by_one, unreadable] = cases(&sides, &args, &mut compared)?;
    let comparison = Comparison {
        before: args.before.clone(),
        after: args.after.clone(),
        added: sides.added,
        removed: sides.removed,
        compared,
        read_by_one,
        unreadable,
    };
    print(&match args.format {
        Format::Text => report::comparison_text(&comparison, style_of_stdout()),
        Format::Json => format!("{:#}\n", report::comparison_json(&comparison)),
        Format::Markdown => report::comparison_markdown(&comparison),
        Format::Html => report::comparison_html(&comparison),
    })?;
    Ok(u8::from(comparison.differs()))
}

/// The procedure and the text of a variant.
fn label(side: &Variant) -> (String, String) {
    (side.procedure().to_string(), side.text().to_string())
}

fn start(pair: &Pair, with_witnesses: bool) -> Compared {
    let rules = compare::rule_changes(&pair.before, &pair.after);
    let search = with_witnesses.then(|| compare::witnesses(pair, &rules));
    Compared {
        before: label(&pair.before),
        after: label(&pair.after),
        rules,
        tally: Tally::default(),
        changes: Vec::new(),
        search,
    }
}

/// What is compared with what.
struct Sides {
    pairs: Vec<Pair>,
    /// Versions that only one side has: their procedures and their texts.
    added: Vec<(String, String)>,
    removed: Vec<(String, String)>,
    /// Where the dossiers lie when none are named.
    cases: Box<dyn Loader>,
}

fn sides(args: &DiffArgs) -> Result<Sides, Failure> {
    let (before, after) = (recueil(&args.before)?, recueil(&args.after)?);
    match (before, after) {
        (Some(before), Some(after)) => two_recueils(before, after),
        (None, None) => one_recueil(args),
        _ => Err(Failure::misuse("comparez deux recueils, ou deux textes, procédures ou lectures d'un même recueil")),
    }
}

/// The recueil that an operand names: a folder, a revision's folder, or one that is built in.
fn recueil(operand: &str) -> Result<Option<Box<dyn Loader>>, Failure> {
    let path = Path::new(operand);
    if path.is_dir() || path.is_file() {
        return RulesetArg::at(path).loader().map(Some);
    }
    // Texts and readings hold no colon without a blank before it.
    if let Some((revision, folder)) = git::split(operand)
        && !revision.is_empty()
        && !revision.ends_with(' ')
    {
        return Ok(Some(Box::new(Revision::open(revision, folder)?)));
    }
    Ok(crate::embedded::Embedded::named(operand).map(|found| Box::new(found) as Box<dyn Loader>))
}

fn plan(loader: &dyn Loader, name: &str) -> Result<Arc<Plan>, Failure> {
    let checked = pipeline::load(loader);
    let is_error = |found: &crate::diagnostic::Diagnostic| has_errors(std::slice::from_ref(found));
    checked.plan.ok_or_else(|| {
        let errors: Vec<_> = checked.diagnostics.into_iter().filter(is_error).collect();
        let findings = report::diagnostics_text(&checked.sources, &errors, style_of_stderr());
        Failure::misuse(format!("{name}\n{findings}"))
    })
}

fn variant(plan: &Arc<Plan>, version: VersionId, regardless: bool) -> Variant {
    Variant { plan: Arc::clone(plan), version, reading: plan.default_reading(), regardless }
}

fn versions(plan: &Plan) -> impl Iterator<Item = VersionId> {
    (0..plan.versions.len() as u32).map(VersionId)
}

/// Versions of one procedure under one text, wherever both recueils have them.
fn two_recueils(before: Box<dyn Loader>, after: Box<dyn Loader>) -> Result<Sides, Failure> {
    let (old, new) = (plan(before.as_ref(), "avant")?, plan(after.as_ref(), "après")?);
    let of = |plan: &Arc<Plan>| versions(plan).map(|id| variant(plan, id, false)).collect::<Vec<_>>();
    let (old, new) = (of(&old), of(&new));
    let same = |a: &Variant, b: &Variant| a.procedure() == b.procedure() && a.text() == b.text();
    let missing = |these: &[Variant], those: &[Variant]| {
        these.iter().filter(|side| !those.iter().any(|other| same(side, other))).map(label).collect::<Vec<_>>()
    };
    let (removed, added) = (missing(&old, &new), missing(&new, &old));
    let pairs = old.into_iter().filter_map(|before| {
        let after = new.iter().find(|after| same(&before, after))?.clone();
        Some(Pair::new(before, after))
    });
    Ok(Sides { pairs: pairs.collect(), added, removed, cases: after })
}

/// Two texts, two procedures or two readings of one recueil.
fn one_recueil(args: &DiffArgs) -> Result<Sides, Failure> {
    let loader = args.ruleset.loader()?;
    let (plan, _) = args.ruleset.plan()?;
    let of = |wanted: &dyn Fn(&Variant) -> bool| -> Vec<Variant> {
        versions(&plan).map(|id| variant(&plan, id, true)).filter(|side| wanted(side)).collect()
    };
    let readings = (reading(&plan, &args.before)?, reading(&plan, &args.after)?);
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    let pairs: Vec<Pair> = if let (Some(before), Some(after)) = readings {
        let with = |id: VersionId, reading: &Reading| Variant { reading: reading.clone(), ..variant(&plan, id, false) };
        versions(&plan).map(|id| Pair::new(with(id, &before), with(id, &after))).collect()
    } else {
        let (old, new) = (of(&|side| side.text() == args.before), of(&|side| side.text() == args.after));
        if !old.is_empty() && !new.is_empty() {
            let pair = |before: &Variant| {
                let after = new.iter().find(|after| after.procedure() == before.procedure());
                // One procedure on each side needs no common name.
                let after = after.or((old.len() == 1 && new.len() == 1).then(|| &new[0]))?;
                Some(Pair::new(before.clone(), after.clone()))
            };
            let pairs: Vec<Pair> = old.iter().filter_map(pair).collect();
            // What one of the texts does not rule is told, once there is something to compare.
            let paired = |side: &&Variant| {
                pairs.iter().any(|pair| [&pair.before, &pair.after].iter().any(|one| one.version == side.version))
            };
            removed.extend(old.iter().filter(|side| !paired(side)).map(label));
            added.extend(new.iter().filter(|side| !paired(side)).map(label));
            pairs
        } else {
            // The last version of a procedure is the one that one looks at.
            let last = |name: &str| of(&|side| side.procedure() == name).pop();
            match (last(&args.before), last(&args.after)) {
                (Some(before), Some(after)) => vec![Pair::new(before, after)],
                _ => Vec::new(),
            }
        }
    };
    if pairs.is_empty() {
        return Err(unknown_operand(&plan, [&args.before, &args.after]));
    }
    Ok(Sides { pairs, added, removed, cases: loader })
}

fn unknown_operand(plan: &Plan, operands: [&str; 2]) -> Failure {
    let texts = plan.versions.iter().map(|version| plan.texts[version.text.index()].name.as_str());
    let mut known: Vec<&str> = texts.chain(plan.procedures()).collect();
    known.sort_unstable();
    known.dedup();
    let unknown: Vec<&str> = operands.into_iter().filter(|operand| !known.contains(operand)).collect();
    let Some(first) = unknown.first() else {
        return Failure::misuse("ces deux textes n'ont aucune procédure en commun");
    };
    let near = closest(first, known.iter().copied()).map(str::to_string);
    let near = near.or_else(|| disk::near(Path::new(first)).map(|path| path.display().to_string()));
    let hint = match near {
        Some(near) => format!("\nvouliez-vous dire « {near} » ?"),
        None => format!("\ntextes et procédures : {}", known.join(", ")),
    };
    Failure::misuse(format!(
        "« {first} » n'est ni un texte ni une procédure du recueil, ni une lecture « convention=option », ni un dossier{hint}"
    ))
}

/// « convention=option », several with commas; « défaut » for the first option of each.
fn reading(plan: &Plan, operand: &str) -> Result<Option<Reading>, Failure> {
    if operand == "défaut" {
        return Ok(Some(plan.default_reading()));
    }
    if !operand.contains('=') {
        return Ok(None);
    }
    let mut reading = plan.default_reading();
    for choice in operand.split(',') {
        let (name, option) = choice.split_once('=').unwrap_or((choice, ""));
        reading = followed(plan, &reading, name, option)?;
    }
    Ok(Some(reading))
}

/// What was found in some dossiers.
#[derive(Default)]
struct Found {
    /// By pair.
    pairs: Vec<(Tally, Vec<CaseChange>)>,
    /// Dossiers that one side cannot read, and those that neither can.
    refused: [Refusals; 2],
    dossiers: u64,
}

impl Found {
    fn refuse(&mut self, by: usize, why: String) {
        self.refused[by].count += 1;
        if self.refused[by].told.len() < MAX_DETAILS {
            self.refused[by].told.push(why);
        }
    }
}

/// Gathers what is found, in the order of the dossiers.
struct Gathered<'c> {
    compared: &'c mut [Compared],
    /// By pair and kind, how many changes are kept: there is no need to work out more.
    kept: &'c [[AtomicUsize; Kind::ALL.len()]],
    refused: [Refusals; 2],
}

impl Gathered<'_> {
    fn take(&mut self, found: &mut Found) {
        for ((compared, kept), (tally, changes)) in self.compared.iter_mut().zip(self.kept).zip(&mut found.pairs) {
            compared.tally.join(tally);
            *tally = Tally::default();
            for change in changes.drain(..) {
                let kept = &kept[change.kind as usize];
                if kept.load(Ordering::Relaxed) < MAX_DETAILS {
                    kept.fetch_add(1, Ordering::Relaxed);
                    compared.changes.push(change);
                }
            }
        }
        for (all, some) in self.refused.iter_mut().zip(&mut found.refused) {
            all.count += std::mem::take(&mut some.count);
            all.told.append(&mut some.told);
            all.told.truncate(MAX_DETAILS);
        }
    }
}

/// Reads dossiers once for all pairs, which share their two plans, and compares them.
struct Comparer<'p> {
    pairs: &'p [Pair],
    kept: &'p [[AtomicUsize; Kind::ALL.len()]],
    /// The reader of the plan before, and of the one after where it is another.
    readers: Option<(Reader<'p>, Option<Reader<'p>>)>,
    scratch: Scratch<Told>,
    jours: bool,
    only: Option<&'p str>,
}

impl<'p> Comparer<'p> {
    fn new(pairs: &'p [Pair], kept: &'p [[AtomicUsize; Kind::ALL.len()]], args: &'p DiffArgs) -> Comparer<'p> {
        let readers = pairs.first().map(|pair| {
            let other = !Arc::ptr_eq(&pair.before.plan, &pair.after.plan);
            (Reader::new(&pair.before.plan), other.then(|| Reader::new(&pair.after.plan)))
        });
        Comparer { pairs, kept, readers, scratch: Scratch::default(), jours: args.jours, only: args.name.as_deref() }
    }

    fn compare(&mut self, name: impl Display, bytes: &[u8], found: &mut Found) {
        found.dossiers += 1;
        found.pairs.resize_with(self.pairs.len(), Default::default);
        let Some((before, after)) = &mut self.readers else { return };
        let why =
            |refused: Box<Refused>| refused.diagnostics.into_iter().next().map_or(String::new(), |one| one.message);
        let old = before.read(&name, bytes).map_err(why);
        let read = match after {
            Some(after) => (old, after.read(&name, bytes).map_err(why)),
            None => (old.clone(), old),
        };
        let (old, new) = match read {
            (Ok(old), Ok(new)) => (old, new),
            (Err(why), Err(_)) => return found.refuse(1, format!("{name} : {why}")),
            (Ok(_), Err(why)) => return found.refuse(0, format!("{name}, après : {why}")),
            (Err(why), Ok(_)) => return found.refuse(0, format!("{name}, avant : {why}")),
        };
        if self.only.is_some_and(|wanted| wanted != new.name) {
            return;
        }
        for ((pair, kept), (tally, changes)) in self.pairs.iter().zip(self.kept).zip(&mut found.pairs) {
            let has_room = |kind: Kind| kept[kind as usize].load(Ordering::Relaxed) < MAX_DETAILS;
            let change = compare::case_change(pair, old, new, self.jours, &mut self.scratch, has_room);
            tally.add(change.as_ref().map(|change| change.kind));
            changes.extend(change.filter(|change| has_room(change.kind)));
        }
    }
}

/// Compares the dossiers that `--cas` names, else those of the recueil; gives those that one side cannot read, and those
/// that neither can.
fn cases(sides: &Sides, args: &DiffArgs, compared: &mut [Compared]) -> Result<[Refusals; 2], Failure> {
    let kept: Vec<[AtomicUsize; Kind::ALL.len()]> = sides.pairs.iter().map(|_| Default::default()).collect();
    let mut gathered = Gathered { compared, kept: &kept, refused: Default::default() };
    let pairs = sides.pairs.as_slice();
    let comparer = || Comparer::new(pairs, &kept, args);
    if let Some(path) = args.cas.as_ref().filter(|path| path.extension().is_some_and(|ending| ending == "ndjson")) {
        lines(path, comparer, &mut gathered)?;
        return Ok(gathered.refused);
    }
    let mut comparer = comparer();
    let mut found = Found::default();
    match &args.cas {
        Some(path) => {
            for file in disk::dossiers(path)? {
                comparer.compare(disk::stem(&file), &disk::read(&file)?, &mut found);
            }
        }
        None => {
            let prefix = format!("{}/", crate::source::CASES);
            let loader = sides.cases.as_ref();
            for name in loader.names().iter().filter(|name| name.starts_with(&prefix)) {
                comparer.compare(disk::stem(Path::new(name)), &loader.read(name).map_err(Failure::misuse)?, &mut found);
            }
        }
    }
    gathered.take(&mut found);
    Ok(gathered.refused)
}

/// One dossier a line; memory does not grow with their number.
fn lines<'p>(path: &Path, comparer: impl Fn() -> Comparer<'p> + Sync, gathered: &mut Gathered) -> Result<(), Failure> {
    let file = disk::open(path)?;
    let mut progress = Progress::new(file.metadata().ok().map(|file| file.len()));
    let jobs = std::thread::available_parallelism().map_or(1, NonZero::get);
    let never = AtomicBool::new(false);
    let worker = || {
        let mut comparer = comparer();
        move |lines: &Lines, found: &mut Found| {
            found.dossiers = 0;
            lines.iter().for_each(|(number, line)| comparer.compare(format_args!("ligne {number}"), line, found));
        }
    };
    let ended = in_order(file, jobs, &never, worker, |lines, found| {
        progress.add(found.dossiers, lines.position);
        gathered.take(found);
        true
    });
    progress.clear();
    match ended {
        Ended::Unreadable(error) => {
            Err(Failure::misuse(format!("« {} » ne peut être lu : {}", path.display(), disk::reason(&error))))
        }
        Ended::Complete | Ended::Stopped => Ok(()),
    }
}
