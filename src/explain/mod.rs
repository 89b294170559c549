//! From a recorded evaluation to reasons.
//!
//! In: a plan, a case and a [`Request`]. Out: an [`Answer`]: per procedure the outcome, and per part what was measured,
//! against what, over which days, which periods counted and which were set aside, and why. One canonical explanation,
//! as data; `report` lays it out.

mod branches;
mod calendar;
mod context;
mod doubts;
mod earliest;
mod ending;
mod exceptions;
mod facts;
mod faults;
mod gaps;
mod lookups;
mod means;
mod outside;
mod parameters;
mod parts;
mod questions;
mod reasons;
mod rows;
mod said;
mod steps;
mod timeline;

pub use branches::{Branch, Branches, Lane, Lanes};
pub use calendar::{Calendar, ClauseTurn, ExplainedStretch, Open, Period, ProcedureCalendar, Turn, calendar};
pub use context::words as quoted;
pub use doubts::Doubt;
pub use earliest::Earliest;
pub use ending::EndNotice;
pub use exceptions::ExceptionReason;
pub use facts::{Last, ToldFact, ToldRow, ToldValue, told_facts};
pub use faults::{FaultKind, FaultReason, Sentence};
pub use lookups::LookupReason;
pub use means::{MeanMade, MeanPart};
pub use outside::Outside;
pub use parameters::{ParameterReason, constant};
pub use questions::{Asked, Asking, Effect, Question, Questions, Why, questions};
pub use reasons::{ClauseReason, ComparisonReason, MeasureReason, PartReason, Reach, SeveralReason};
pub use rows::{Because, RowReason};
pub use said::{Column, Said};
pub use steps::{DayFound, Formula, LengthMade, Made, PeriodWeight, RowWeight, RowsMade, Step};
pub use timeline::{Band, FactDays, RowDays, Timeline, timeline};

use std::collections::HashSet;

use crate::case::{Case, Place, Value};
use crate::eval::{Cause, TermValue, Trace};
use crate::names::Authority;
use crate::plan::{
    ConventionId, DefinitionBody, DefinitionId, Fact, ListId, Mark, Mention, Node, Plan, Reading, Role, Type, VersionId,
};
use crate::query::{self, Chosen, Request, Sensitivity};
use crate::source::Span;
use crate::time::{DayRange, Interval};
use crate::value::{Outcome, Truth};
use context::Context;

/// The explained answer on one case.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The case's name.
    pub dossier: String,
    /// The recueil's title.
    pub ruleset: String,
    /// SHA-256 of the recueil.
    pub hash: String,
    /// The day whose law applies.
    pub law_day: Option<DayRange>,
    /// Periods of the dossier that lie outside those within which the recueil expects them.
    pub outside: Vec<Outside>,
    /// One per procedure.
    pub results: Vec<Explanation>,
}

/// A fact that is missing and can still change the outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The fact's name.
    pub fact: String,
    /// Where it stands, or would stand, in the dossier.
    pub path: String,
    /// The same place, for [`crate::case::fill`].
    pub place: Place,
}

/// A convention that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Where the plan holds it.
    pub id: ConventionId,
    /// The option that was followed.
    pub chosen: Chosen,
}

/// A mark `à vérifier` that the answer relied on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkReason {
    /// What carries it.
    pub of: Marked,
    /// What is to be verified; empty where the mark does not say.
    pub note: String,
}

/// What carries a mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marked {
    /// A text, a part, a definition or a fact by its name, or a condition by its words.
    Named(String),
    /// An exception to this, and its own name where it has one.
    Exception(String, Option<String>),
    /// The version of a list that was read.
    List(String),
    /// A parameter that was read.
    Parameter(String),
    /// A convention.
    Convention(String),
}

/// A paper, a step, an effect or something weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionReason {
    /// Its words.
    pub name: String,
    /// Who supplies it.
    pub supplied_by: Option<String>,
    /// The points and articles that it cites, between semicolons.
    pub source: String,
    /// Whether it applies is open.
    pub open: bool,
}

/// An amount, a number, a date or a length that the rules define.
#[derive(Clone, Debug)]
pub struct ValueReason {
    /// As its definition names it.
    pub name: String,
    /// Its type.
    pub of: Type,
    /// What it comes to.
    pub value: TermValue,
    /// The rule.
    pub sentence: String,
    /// How it was computed.
    pub steps: Vec<Step>,
    /// Rows of lists that it is made of.
    pub lookups: Vec<LookupReason>,
    /// Exceptions that apply, or may, to it or to what it is computed from.
    pub exceptions: Vec<ExceptionReason>,
    /// Facts without which it is not known.
    pub missing: Vec<Missing>,
    /// Other reasons for which it is not known.
    pub doubts: Vec<Doubt>,
}

/// The explained answer for one procedure.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The name of the procedure.
    pub procedure: String,
    /// The text of the version; `None` when no version is in force.
    pub text: Option<String>,
    /// The version that answers; `None` when none is in force.
    pub version: Option<VersionId>,
    /// Days on which the version is in force.
    pub validity: Option<Interval>,
    /// What is told of the end of the procedure.
    pub end_notice: Option<EndNotice>,
    /// What the conditions come to, all facts as they are known.
    pub outcome: Outcome,
    /// The day on which the facts are assessed.
    pub assessed_on: Option<DayRange>,
    /// The day whose law applies.
    pub law_day: Option<DayRange>,
    /// Routes, of which one suffices, in the order of the rules.
    pub routes: Vec<PartReason>,
    /// Conditions, all of which must be met.
    pub conditions: Vec<PartReason>,
    /// Obstacles; *met* means that the obstacle stands.
    pub obstacles: Vec<PartReason>,
    /// Amounts and other values that the rules define.
    pub values: Vec<ValueReason>,
    /// What the prefect weighs.
    pub appreciations: Vec<MentionReason>,
    /// Papers that apply, or may.
    pub papers: Vec<MentionReason>,
    /// Steps that apply, or may.
    pub steps: Vec<MentionReason>,
    /// Effects that apply, or may.
    pub effects: Vec<MentionReason>,
    /// The decision is the prefect's.
    pub discretion: bool,
    /// Whose it is.
    pub authority: Authority,
    /// Facts that can still change the outcome.
    pub missing: Vec<Missing>,
    /// Other reasons for which the outcome is open.
    pub doubts: Vec<Doubt>,
    /// Faults of the rules, where the outcome is an error.
    pub errors: Vec<FaultReason>,
    /// Conventions that were followed.
    pub conventions: Vec<Followed>,
    /// What each answer would come to, where one fact decides; told by [`explain`].
    pub branches: Option<Branches>,
    /// The dossier says nothing of what this procedure alone asks for.
    pub untouched: bool,
    /// Options that would change the outcome.
    pub sensitivity: Sensitivity,
    /// Marks relied on.
    pub marks: Vec<MarkReason>,
    /// Versions of lists that were read.
    pub lists: Vec<ListReason>,
    /// Values of parameters that were read.
    pub parameters: Vec<ParameterReason>,
}

impl Explanation {
    /// Routes, conditions and obstacles.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &PartReason> {
        self.routes.iter().chain(&self.conditions).chain(&self.obstacles)
    }
}

/// A version of a list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListReason {
    /// The list's name.
    pub name: String,
    /// Days on which the version applies; `None` where none applied.
    pub validity: Option<Interval>,
    /// A key that is not in it may be in it.
    pub partial: bool,
    /// Where it comes from.
    pub source: Option<String>,
}

/// Answers a request on a case, says which other readings would change each outcome, when each length that is too short
/// will be long enough, what each answer would come to where one fact decides, and which procedures the dossier says nothing of.
pub fn explain(plan: &Plan, case: &Case, request: &Request) -> Answer {
    let mut answer = under_one_reading(plan, case, request);
    for result in &mut answer.results {
        let found = (result.version, result.outcome);
        result.sensitivity = query::sensitivity(plan, case, request, &result.procedure, found);
        result.untouched = result.version.is_some_and(|version| is_untouched(plan, case, version));
        gaps::date(plan, case, request, result);
        result.branches = branches::branches(plan, case, request, result);
    }
    answer
}

/// Answers a request on a case without trying other readings or days: [`Explanation::sensitivity`] stays empty, no length
/// is dated, no answer supposed and no procedure untouched.
pub fn under_one_reading(plan: &Plan, case: &Case, request: &Request) -> Answer {
    let assessed = query::assessment_days(plan, case, &request.reading, request.day);
    let law_day = request.law_day.map(DayRange::exact).or(assessed);
    let mut results = Vec::new();
    for procedure in plan.procedures() {
        if request.procedure.as_ref().is_some_and(|wanted| wanted != procedure) {
            continue;
        }
        let before = results.len();
        for version in query::versions(plan, case, request, procedure) {
            results.push(explain_version(plan, case, request, version, assessed, law_day));
        }
        if results.len() == before && request.text.is_none() {
            let mut result = out_of_scope(plan, procedure, assessed, law_day);
            (result.conventions, result.marks) = of_the_day(plan, case, request, procedure);
            result.end_notice = EndNotice::of(plan, &request.reading, procedure);
            results.push(result);
        }
    }
    Answer {
        dossier: case.name.clone(),
        ruleset: plan.name.clone(),
        hash: plan.hash.clone(),
        law_day,
        outside: outside::outside(plan, case, assessed),
        results,
    }
}

fn out_of_scope(plan: &Plan, procedure: &str, assessed_on: Option<DayRange>, law_day: Option<DayRange>) -> Explanation {
    Explanation {
        procedure: procedure.to_string(),
        text: None,
        version: None,
        validity: None,
        end_notice: None,
        outcome: Outcome::NotApplicable,
        assessed_on,
        law_day,
        routes: Vec::new(),
        conditions: Vec::new(),
        obstacles: Vec::new(),
        values: Vec::new(),
        appreciations: Vec::new(),
        papers: Vec::new(),
        steps: Vec::new(),
        effects: Vec::new(),
        discretion: false,
        authority: plan.authority.clone(),
        missing: Vec::new(),
        doubts: Vec::new(),
        errors: Vec::new(),
        conventions: Vec::new(),
        branches: None,
        untouched: false,
        sensitivity: Sensitivity::default(),
        marks: Vec::new(),
        lists: Vec::new(),
        parameters: Vec::new(),
    }
}

fn explain_version(
    plan: &Plan,
    case: &Case,
    request: &Request,
    id: VersionId,
    assessed_on: Option<DayRange>,
    law_day: Option<DayRange>,
) -> Explanation {
    let version = &plan.versions[id.index()];
    let text = &plan.texts[version.text.index()];
    let mut explanation = out_of_scope(plan, &version.procedure, assessed_on, law_day);
    explanation.text = Some(text.name.clone());
    explanation.version = Some(id);
    explanation.validity = Some(plan.in_force(version, &request.reading));
    explanation.end_notice = EndNotice::of(plan, &request.reading, &version.procedure);
    explanation.discretion = version.discretion;
    let Some((outcome, trace)) = query::recorded(plan, case, request, id) else {
        // In force on no possible day: nothing is measured under a text that does not apply.
        (explanation.conventions, explanation.marks) = of_the_day(plan, case, request, &version.procedure);
        return explanation;
    };
    explanation.outcome = outcome;
    let context = Context { plan, version, case, trace: &trace };
    explanation.routes = parts::reasons(&context, &version.routes, &trace.routes);
    explanation.conditions = parts::reasons(&context, &version.conditions, &trace.conditions);
    explanation.obstacles = parts::reasons(&context, &version.obstacles, &trace.obstacles);
    explanation.values = values(&context);
    explanation.appreciations = mentions(&trace, &version.appreciations);
    explanation.papers = mentions(&trace, &version.papers);
    explanation.steps = mentions(&trace, &version.steps);
    explanation.effects = mentions(&trace, &version.effects);
    let mut causes = trace.causes.clone();
    if outcome == Outcome::Undetermined {
        causes.extend(query::open_beside(plan, case, request, id));
    }
    let open = matches!(outcome, Outcome::Undetermined | Outcome::Discretionary);
    if outcome == Outcome::Error {
        explanation.errors = trace.faults.iter().map(|found| faults::reason(plan, *found)).collect();
    } else {
        // On some of the possible days, or under a text of which it is open whether it applies.
        causes.extend(trace.faults.iter().copied().map(Cause::Fault));
    }
    if open {
        explanation.missing = missing(plan, &causes);
        explanation.doubts = doubts::doubts(plan, case, &causes);
    }
    let mut met = trace.conventions.clone();
    met.extend(query::disputed(plan, case, request, &version.procedure));
    met.sort_unstable();
    explanation.conventions = followed(plan, &request.reading, &met);
    explanation.marks = marks(plan, id, &trace, &met);
    explanation.lists = lists(plan, &trace);
    explanation.parameters = parameters::parameters(plan, &trace);
    explanation
}

fn lists(plan: &Plan, trace: &Trace) -> Vec<ListReason> {
    let one = |(id, version): &(ListId, Option<usize>)| {
        let list = &plan.lists[id.index()];
        let version = version.map(|version| &list.versions[version]);
        ListReason {
            name: list.name.clone(),
            validity: version.map(|version| version.validity),
            partial: version.is_some_and(|version| version.partial),
            source: version.and_then(|version| version.source.clone()),
        }
    };
    trace.lists.iter().map(one).collect()
}

/// Whether a version needs facts that no other procedure does, and the case has none of them.
fn is_untouched(plan: &Plan, case: &Case, version: VersionId) -> bool {
    let version = &plan.versions[version.index()];
    let others = plan.versions.iter().filter(|other| other.procedure != version.procedure);
    let shared: HashSet<Span> = others.flat_map(|other| plan.facts_of(other)).map(|fact| fact.span).collect();
    let mut own = plan.facts_of(version).into_iter().filter(|fact| !shared.contains(&fact.span)).peekable();
    let is_unknown = |fact: &Fact| plan.fact(&fact.name).is_none_or(|id| *case.value(id) == Value::Unknown);
    own.peek().is_some() && own.all(is_unknown)
}

/// The faults of a version for a case.
pub fn faults(plan: &Plan, case: &Case, request: &Request, version: VersionId) -> Vec<FaultReason> {
    let recorded = query::recorded(plan, case, request, version);
    let found = recorded.map(|(_, trace)| trace.faults).unwrap_or_default();
    found.into_iter().map(|one| faults::reason(plan, one)).collect()
}

fn values(context: &Context<'_>) -> Vec<ValueReason> {
    let plan = context.plan;
    let one = |(id, (value, causes)): (&DefinitionId, &(TermValue, Vec<Cause>))| {
        let definition = &plan.definitions[id.index()];
        let DefinitionBody::Term(term) = definition.body else { return None };
        let open = !value.is_known();
        let missing = if open { missing(plan, causes) } else { Vec::new() };
        let doubts = if open { doubts::doubts(plan, context.case, causes) } else { Vec::new() };
        let of = plan.terms[term.index()].of.clone();
        let sentence = context::words(plan, definition.span);
        let exceptions = context.exceptions(Node::Definition(*id));
        let steps = steps::steps(context, term);
        let lookups = lookups::lookups(context, term);
        let name = definition.name.clone();
        Some(ValueReason { name, of, value: *value, sentence, steps, lookups, exceptions, missing, doubts })
    };
    context.version.values.iter().zip(&context.trace.values).filter_map(one).collect()
}

/// The mentions that apply, or may.
fn mentions(trace: &Trace, mentions: &[Mention]) -> Vec<MentionReason> {
    let applies = |mention: &Mention| match mention.applies_if {
        None => Truth::Yes,
        Some(condition) => trace.node(condition).map_or(Truth::Unknown, |node| node.truth),
    };
    let reason = |mention: &Mention| MentionReason {
        name: mention.name.clone(),
        supplied_by: mention.supplied_by.clone(),
        source: mention.citations.join(" ; "),
        open: applies(mention).is_open(),
    };
    mentions.iter().filter(|mention| applies(mention) != Truth::No).map(reason).collect()
}

/// The facts among the causes, with their paths in the dossier.
pub fn missing(plan: &Plan, causes: &[Cause]) -> Vec<Missing> {
    let one = |cause: &Cause| match *cause {
        Cause::At(place) => Some(at(plan, place)),
        _ => None,
    };
    let mut found: Vec<Missing> = causes.iter().filter_map(one).collect();
    found.sort();
    found.dedup();
    found
}

/// A place of the dossier with its path.
fn at(plan: &Plan, place: Place) -> Missing {
    let (fact, within) = match place {
        Place::Fact(fact) => (fact, None),
        Place::Column { fact, row, column } => {
            (fact, Some((row, plan.facts[fact.index()].columns[column].name.as_str())))
        }
        Place::Start { fact, row } => (fact, Some((row, "du"))),
        Place::End { fact, row } => (fact, Some((row, "au"))),
    };
    let fact = plan.facts[fact.index()].name.clone();
    let path = within.map_or_else(|| fact.clone(), |(row, column)| format!("{fact}[{row}].{column}"));
    Missing { fact, path, place }
}

/// What an answer rests on where no version is in force: the convention that gives the day, unless the request does, and
/// those that say when a version begins.
fn of_the_day(plan: &Plan, case: &Case, request: &Request, procedure: &str) -> (Vec<Followed>, Vec<MarkReason>) {
    let day = Some(plan.role(Role::AssessmentDay)).filter(|_| request.day.is_none());
    let mut met: Vec<ConventionId> = query::disputed(plan, case, request, procedure).into_iter().chain(day).collect();
    met.sort_unstable();
    let mut found = Marks::default();
    met.iter().for_each(|id| found.convention(plan, *id));
    (followed(plan, &request.reading, &met), found.sorted())
}

fn followed(plan: &Plan, reading: &Reading, met: &[ConventionId]) -> Vec<Followed> {
    let declared = |id: &&ConventionId| plan.conventions[id.index()].span.is_some();
    met.iter()
        .filter(declared)
        .map(|id| Followed { id: *id, chosen: Chosen::of(plan, *id, reading.option(*id)) })
        .collect()
}

/// Marks as they are found.
#[derive(Default)]
struct Marks(Vec<MarkReason>);

impl Marks {
    fn add(&mut self, of: impl Fn(String) -> Marked, name: &str, marks: &[Mark]) {
        self.0.extend(marks.iter().map(|mark| MarkReason { of: of(name.to_string()), note: mark.note.clone() }));
    }

    fn convention(&mut self, plan: &Plan, id: ConventionId) {
        let convention = &plan.conventions[id.index()];
        self.add(Marked::Convention, &convention.name, convention.mark.as_slice());
    }

    fn sorted(mut self) -> Vec<MarkReason> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// Marks on what was evaluated: the version, its parts, its sentences, its lists and conventions.
fn marks(plan: &Plan, id: VersionId, trace: &Trace, met: &[ConventionId]) -> Vec<MarkReason> {
    let version = &plan.versions[id.index()];
    let mut found = Marks::default();
    found.add(Marked::Named, &plan.texts[version.text.index()].name, &version.marks);
    for part in version.parts() {
        found.add(Marked::Named, &part.name, &part.marks);
    }
    for id in trace.nodes() {
        let condition = &plan.conditions[id.index()];
        found.add(Marked::Named, &context::words(plan, condition.span), &condition.marks);
    }
    for definition in plan.definitions_of(version) {
        let definition = &plan.definitions[definition.index()];
        found.add(Marked::Named, &definition.name, &definition.marks);
    }
    for exception in version.exceptions.iter().filter(|exception| trace.applies(exception.when).is_some()) {
        let marked = |target| Marked::Exception(target, exception.name.clone());
        found.add(marked, &exception.target, &exception.marks);
    }
    for fact in plan.facts_of(version) {
        found.add(Marked::Named, &fact.name, &fact.marks);
    }
    for (list, version) in &trace.lists {
        let list = &plan.lists[list.index()];
        if let Some(version) = version {
            found.add(Marked::List, &list.name, &list.versions[*version].marks);
        }
    }
    for read in &trace.parameters {
        let parameter = &plan.parameters[read.parameter.index()];
        found.add(Marked::Parameter, &parameter.name, &parameter.marks);
        if let Some(line) = read.line {
            found.add(Marked::Parameter, &parameter.name, &parameter.lines[line].marks);
        }
    }
    met.iter().for_each(|id| found.convention(plan, *id));
    found.sorted()
}
