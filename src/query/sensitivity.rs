//! Which readings would change an outcome.

use std::collections::BTreeSet;

use super::Request;
use super::{disputed, outcomes_recorded};
use crate::case::Case;
use crate::eval::{Recorder, Scratch};
use crate::plan::{ConventionId, Plan, Reading, Role, VersionId};
use crate::value::Outcome;

/// Beyond so many evaluations, options are tried alone and in pairs only.
const MAX_EVALUATIONS: usize = 50_000;

/// How an outcome depends on the options that are followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sensitivity {
    /// The smallest sets of options that would change the outcome, fewest first.
    pub changes: Vec<Change>,
    /// More than two options together were too many to try.
    pub pairs_only: bool,
}

/// Options that, followed together, change the outcome; no part of them does so alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The options that are followed instead.
    pub options: Vec<Chosen>,
    /// What the request is answered under these options: mostly one answer, several where a date leaves open which
    /// version applies.
    pub answers: Vec<Changed>,
}

/// An option of a convention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The convention's name.
    pub convention: String,
    /// The option's words.
    pub option: String,
    /// Who holds it.
    pub holder: Option<String>,
}

impl Chosen {
    /// An option of a plan's convention.
    pub fn of(plan: &Plan, convention: ConventionId, option: usize) -> Chosen {
        let convention = &plan.conventions[convention.index()];
        let option = &convention.options[option];
        Chosen { convention: convention.name.clone(), option: option.name.clone(), holder: option.holder.clone() }
    }
}

/// What a procedure comes to under another reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The text of the version that answers; `None` where none is in force.
    pub text: Option<String>,
    /// What the procedure comes to under that reading.
    pub outcome: Outcome,
    /// Whether the version is in force on a possible day: one under a text that is named answers in any case.
    pub in_force: bool,
}

/// What would change an outcome that the request has for a procedure, found under a version, or where none is in force.
///
/// Another reading is the whole request once more: another day of assessment may mean another version, another list, or
/// none. Only conventions that an evaluation looked at are changed in it, alone and together.
pub fn sensitivity(
    plan: &Plan,
    case: &Case,
    request: &Request,
    procedure: &str,
    found: (Option<VersionId>, Outcome),
) -> Sensitivity {
    Search { plan, case, request, procedure, found, scratch: Scratch::default(), tried: 0 }.run()
}

type Options = Vec<(ConventionId, usize)>;

/// The version that answers, its outcome, and whether it is in force on a possible day.
type Found = (Option<VersionId>, Outcome, bool);

struct Search<'a> {
    plan: &'a Plan,
    case: &'a Case,
    request: &'a Request,
    procedure: &'a str,
    found: (Option<VersionId>, Outcome),
    scratch: Scratch<Met>,
    /// How many evaluations were made.
    tried: usize,
}

impl Search<'_> {
    /// Tries sets of options by their size. A set that changes nothing is widened by what its evaluation looked at: an
    /// option that was not looked at cannot matter, and every smallest change can be reached by such steps.
    fn run(&mut self) -> Sensitivity {
        let (_, met) = self.answer(&self.request.reading);
        let mut unchanged = vec![(Options::new(), met)];
        let mut changes: Vec<(Options, Vec<Found>)> = Vec::new();
        let mut pairs = 0;
        for size in 1.. {
            let mut sets = BTreeSet::new();
            for (options, met) in std::mem::take(&mut unchanged) {
                let smallest =
                    |set: &Options| !changes.iter().any(|(known, _)| known.iter().all(|one| set.contains(one)));
                sets.extend(self.wider(&options, &met).into_iter().filter(smallest));
            }
            if sets.is_empty() {
                break;
            }
            for set in sets {
                if size > 2 && self.tried > MAX_EVALUATIONS {
                    changes.truncate(pairs);
                    return Sensitivity { changes: self.named(changes), pairs_only: true };
                }
                let Some(reading) = apply(&self.request.reading, &set) else { continue };
                let (answers, met) = self.answer(&reading);
                let differs = self.differing(answers);
                if differs.is_empty() {
                    unchanged.push((set, met));
                } else {
                    changes.push((set, differs));
                }
            }
            if size <= 2 {
                pairs = changes.len();
            }
        }
        Sensitivity { changes: self.named(changes), pairs_only: false }
    }

    /// A set of options with one more, of each convention that was looked at and is not in it.
    fn wider(&self, options: &Options, met: &BTreeSet<ConventionId>) -> Vec<Options> {
        let free = met.iter().filter(|id| options.iter().all(|(known, _)| known != *id));
        let other = |id: &ConventionId| {
            let (id, followed) = (*id, self.request.reading.option(*id));
            let count = self.plan.conventions[id.index()].options.len();
            (0..count).filter(move |option| *option != followed).map(move |option| (id, option))
        };
        let with = |one: (ConventionId, usize)| {
            let mut wider = options.clone();
            wider.push(one);
            wider.sort_unstable();
            wider
        };
        free.flat_map(other).map(with).collect()
    }

    /// What the request is answered under a reading, and the conventions that were looked at.
    fn answer(&mut self, reading: &Reading) -> (Vec<Found>, BTreeSet<ConventionId>) {
        let request = Request { reading: reading.clone(), ..self.request.clone() };
        let mut answers = Vec::new();
        // Which version applies hangs on the day of assessment, whether one is evaluated or not.
        let mut met = disputed(self.plan, self.case, &request, self.procedure);
        met.insert(self.plan.role(Role::AssessmentDay));
        let Search { scratch, plan, case, procedure, tried, .. } = self;
        *tried += 1;
        outcomes_recorded(
            scratch,
            plan,
            case,
            &request,
            procedure,
            (Met::default, Met::join),
            |version, outcome, record| {
                answers.push((Some(version), outcome, record.is_some()));
                if let Some(record) = record {
                    *tried += record.evaluations;
                    met.extend(record.conventions);
                }
            },
        );
        if answers.is_empty() {
            answers.push((None, Outcome::NotApplicable, false));
        }
        (answers, met)
    }

    /// The answers, where they are not what was found: under the same version where it still answers, else under any.
    fn differing(&self, answers: Vec<Found>) -> Vec<Found> {
        let (version, outcome) = self.found;
        let same = |answer: &Found| answer.1 == outcome;
        let unchanged = match answers.iter().find(|answer| answer.0 == version) {
            Some(answer) => same(answer),
            None => answers.iter().all(same),
        };
        if unchanged { Vec::new() } else { answers }
    }

    fn named(&self, changes: Vec<(Options, Vec<Found>)>) -> Vec<Change> {
        let name = |(id, option): &(ConventionId, usize)| Chosen::of(self.plan, *id, *option);
        let answer = |(version, outcome, in_force): &Found| {
            let text = version.map(|id| self.plan.versions[id.index()].text);
            let text = text.map(|id| self.plan.texts[id.index()].name.clone());
            Changed { text, outcome: *outcome, in_force: *in_force }
        };
        let change = |(options, answers): (Options, Vec<Found>)| Change {
            options: options.iter().map(name).collect(),
            answers: answers.iter().map(answer).collect(),
        };
        changes.into_iter().map(change).collect()
    }
}

/// Records which conventions evaluations look at, and how many evaluations there are.
#[derive(Debug)]
struct Met {
    conventions: BTreeSet<ConventionId>,
    evaluations: usize,
}

impl Default for Met {
    fn default() -> Met {
        Met { conventions: BTreeSet::new(), evaluations: 1 }
    }
}

impl Met {
    fn join(&mut self, other: Met) {
        self.conventions.extend(other.conventions);
        self.evaluations += other.evaluations;
    }
}

impl Recorder for Met {
    const ON: bool = false;
    type Account = ();

    fn convention(&mut self, id: ConventionId) {
        self.conventions.insert(id);
    }
}

fn apply(reading: &Reading, options: &Options) -> Option<Reading> {
    options.iter().try_fold(reading.clone(), |reading, (convention, option)| reading.with(*convention, *option))
}
