//! Dossiers by the million: lines in, records out, in order, in memory that does not grow with them.
//!
//! In: a plan, a request, and lines of JSON or rows of tables. Out: records. Every outcome comes from the evaluator that
//! answers single dossiers; this module reads, asks and writes, and shares lines out among threads. Opens no file.

mod blocks;
mod errors;
mod fault;
mod stream;
mod table;

pub use blocks::{Ahead, Lines};
pub use stream::{Ended, in_order};
pub use table::{Mismatch, Table, Tables};

use fault::caught;

use crate::case::{Case, Reader};
use crate::diagnostic::Diagnostic;
use crate::eval::Scratch;
use crate::explain::{self, Explanation};
use crate::plan::{Plan, VersionId};
use crate::query;
use crate::query::Request;
use crate::report::{Calendar, Fields, Form, Records, faulty_json, refused_json};
use crate::source::Sources;
use crate::value::Outcome;

/// Answers lines of JSON; each thread has its own.
pub struct Worker<'p> {
    reader: Reader<'p>,
    answers: Answers<'p>,
}

impl<'p> Worker<'p> {
    /// A worker that reads dossiers of a plan.
    pub fn new(plan: &'p Plan, request: &Request, form: Form, fields: Fields) -> Worker<'p> {
        Worker { reader: Reader::new(plan), answers: Answers::new(plan, request, form, fields) }
    }

    /// Answers some lines, and says what became of them; `stop` ends the work between two lines.
    pub fn answer(&mut self, lines: &Lines, out: &mut Answered, stop: impl Fn() -> bool) {
        for (number, line) in lines.iter() {
            if stop() {
                break;
            }
            let Worker { reader, answers } = self;
            let done = answers.guarded(number, |answers| match reader.read(format_args!("ligne {number}"), line) {
                Ok(case) => answers.case(number, case),
                Err(refused) => answers.refuse(number, &refused.sources, &refused.diagnostics),
            });
            if !done {
                *reader = Reader::new(answers.plan);
            }
        }
        self.answers.take(out);
    }
}

/// What became of some dossiers.
#[derive(Debug, Default)]
pub struct Answered {
    /// How many there were, refused ones included.
    pub dossiers: u64,
    /// A record for each, in order.
    pub records: Vec<u8>,
    /// Records of those that were refused, once more.
    pub refused: Vec<u8>,
    /// By refusal, where its record ends in `records` and in `refused`, and how many dossiers there were up to it.
    pub refusals: Vec<(usize, usize, u64)>,
}

impl Answered {
    /// Forgets what comes after the refusal of this index.
    pub fn end_at_refusal(&mut self, index: usize) {
        if let Some((records, refused, dossiers)) = self.refusals.get(index).copied() {
            self.records.truncate(records);
            self.refused.truncate(refused);
            self.dossiers = dossiers;
            self.refusals.truncate(index + 1);
        }
    }
}

/// Asks of dossiers what is wanted, and writes records.
pub struct Answers<'p> {
    plan: &'p Plan,
    request: Request,
    fields: Fields,
    procedures: Vec<&'p str>,
    scratch: Scratch,
    results: Vec<(&'p str, Option<VersionId>, Outcome)>,
    records: Records,
    done: Answered,
}

impl<'p> Answers<'p> {
    /// Answers to a request.
    pub fn new(plan: &'p Plan, request: &Request, form: Form, fields: Fields) -> Answers<'p> {
        let wanted = |name: &&str| request.procedure.as_ref().is_none_or(|wanted| wanted == name);
        Answers {
            plan,
            request: request.clone(),
            fields,
            procedures: plan.procedures().into_iter().filter(wanted).collect(),
            scratch: Scratch::default(),
            results: Vec::new(),
            records: Records::new(plan, form, fields),
            done: Answered::default(),
        }
    }

    /// Does what is to be done for one dossier; false where the program itself failed. Then the dossier is noted as
    /// refused, whatever was written of it before.
    pub fn guarded(&mut self, number: u64, work: impl FnOnce(&mut Self)) -> bool {
        let Answered { dossiers, refused, refusals, .. } = &self.done;
        let (dossiers, refused, refusals) = (*dossiers, refused.len(), refusals.len());
        let written = self.records.written();
        let Err((sources, fault)) = caught(|| work(self)) else { return true };
        self.records.forget_from(written);
        self.done.dossiers = dossiers;
        self.done.refused.truncate(refused);
        self.done.refusals.truncate(refusals);
        self.scratch = Scratch::default();
        self.refuse(number, &sources, &fault);
        false
    }

    /// Answers one dossier.
    pub fn case(&mut self, number: u64, case: &Case) {
        self.done.dossiers += 1;
        if !self.fields.outcomes_only() {
            return self.explained(number, case);
        }
        let Answers { plan, request, scratch, results, .. } = self;
        results.clear();
        for procedure in &self.procedures {
            let before = results.len();
            query::outcomes(scratch, plan, case, request, procedure, |version, outcome| {
                results.push((procedure, Some(version), outcome));
            });
            if results.len() == before && request.text.is_none() {
                results.push((procedure, None, Outcome::NotApplicable));
            }
        }
        // Rules that contradict each other are told by their sentences.
        if results.iter().any(|(.., outcome)| *outcome == Outcome::Error) {
            return self.explained(number, case);
        }
        self.records.outcomes(plan, number, &case.name, &self.results);
    }

    fn explained(&mut self, number: u64, case: &Case) {
        let answer = match self.fields.whole {
            true => explain::explain(self.plan, case, &self.request),
            false => explain::under_one_reading(self.plan, case, &self.request),
        };
        let calendars: Vec<Calendar> = match self.fields.calendar {
            true => answer.results.iter().map(|result| self.calendar(case, result)).collect(),
            false => Vec::new(),
        };
        self.records.answer(number, &answer, &calendars);
        if answer.results.iter().any(|result| result.outcome == Outcome::Error) {
            self.done.refused.extend(faulty_json(number, &answer));
            self.done.refusals.push((self.records.written(), self.done.refused.len(), self.done.dossiers));
        }
    }

    fn calendar(&self, case: &Case, result: &Explanation) -> Calendar<'p> {
        let plan = self.plan;
        let text = |id: VersionId| plan.texts[plan.versions[id.index()].text.index()].name.as_str();
        let span = query::default_span(plan, case, result.assessed_on);
        let stretches = query::stretches(plan, case, &self.request, &result.procedure, span);
        stretches.into_iter().map(|stretch| (stretch, stretch.version.map(text))).collect()
    }

    /// Notes a dossier that is refused.
    pub fn refuse(&mut self, number: u64, sources: &Sources, diagnostics: &[Diagnostic]) {
        self.done.dossiers += 1;
        self.records.refused(number, sources, diagnostics);
        self.done.refused.extend(refused_json(number, sources, diagnostics));
        self.done.refusals.push((self.records.written(), self.done.refused.len(), self.done.dossiers));
    }

    /// Hands over what was done since the last time, and takes the room of `out` for what comes.
    pub fn take(&mut self, out: &mut Answered) {
        out.dossiers = 0;
        out.refused.clear();
        out.refusals.clear();
        std::mem::swap(out, &mut self.done);
        std::mem::swap(&mut out.records, &mut self.done.records);
        self.records.take(&mut out.records);
    }
}
