//! `alinea ask --interactive`: the conversation.
//!
//! Each answer is taken as people write it and checked at once: what is not understood is said, and only that field is
//! asked again. « retour » goes back one field; what was typed once stays.

use std::collections::HashSet;
use std::io::{BufRead, Write};

use super::{Failure, style_of_stderr};
use crate::case::{self, Case, Filling, Heard, Place};
use crate::explain::{Question, Questions, questions};
use crate::names;
use crate::plan::{Fact, FactId, Plan, Type};
use crate::query::Request;
use crate::report;

/// A conversation, until the outcomes are settled, nothing is left to ask, or the answers end.
pub(super) struct Interview<'a, R> {
    plan: &'a Plan,
    request: &'a Request,
    input: R,
    ended: bool,
    /// Questions in the order in which they were asked, each with the case before its answer.
    asked: Vec<(Place, Case)>,
}

/// What somebody typed.
enum Typed {
    Words(String),
    /// « ? », « je ne sais pas », or nothing.
    Unknown,
    /// « retour »
    Back,
    /// « fin », or there is no more.
    End,
}

/// How a question ends.
enum Answered {
    With(Case),
    Unknown,
    Back,
}

/// A row as far as it was typed: the fields by name, `du` and `au` among them.
type Row = Vec<(String, String)>;

impl<'a, R: BufRead> Interview<'a, R> {
    pub(super) fn new(plan: &'a Plan, request: &'a Request, input: R) -> Interview<'a, R> {
        Interview { plan, request, input, ended: false, asked: Vec::new() }
    }

    /// The completed case, and whether the answers bring a fault of the rules to light.
    pub(super) fn run(mut self, mut case: Case) -> Result<(Case, bool), Failure> {
        let mut skipped: HashSet<Place> = HashSet::new();
        say("Répondez, ou « ? » si vous ne savez pas ; « retour » revient en arrière, « fin » arrête.\n")?;
        loop {
            let left = questions(self.plan, &case, self.request);
            let next = left.questions.iter().find(|question| !skipped.contains(&question.missing.place));
            let Some(question) = next.filter(|_| !self.ended) else {
                close(&left)?;
                return Ok((case, !left.errors.is_empty()));
            };
            say(&format!("\n{}", report::question_text(question, "", style_of_stderr())))?;
            let place = question.missing.place;
            let answered = match (&question.of, place) {
                (Type::Periods | Type::Rows, Place::Fact(fact)) => self.rows(&case, fact)?,
                _ => self.value(&case, question)?,
            };
            match answered {
                Answered::With(filled) => {
                    self.asked.push((place, std::mem::replace(&mut case, filled)));
                }
                Answered::Unknown => {
                    self.asked.push((place, case.clone()));
                    skipped.insert(place);
                }
                Answered::Back => match self.asked.pop() {
                    Some((place, before)) => {
                        skipped.remove(&place);
                        case = before;
                    }
                    None => say("   c'est la première question\n")?,
                },
            }
        }
    }

    fn typed(&mut self, prompt: &str) -> Result<Typed, Failure> {
        say(prompt)?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line).map_err(|error| {
            Failure::misuse(format!("la réponse ne peut être lue : {}", super::disk::reason(&error)))
        })?;
        let answer = line.trim();
        Ok(match names::fold(answer).as_str() {
            _ if read == 0 => self.end(),
            "fin" => self.end(),
            "retour" => Typed::Back,
            "" | "?" | "inconnu" | "inconnue" | "je ne sais pas" => Typed::Unknown,
            _ => Typed::Words(answer.to_string()),
        })
    }

    fn end(&mut self) -> Typed {
        self.ended = true;
        Typed::End
    }

    fn value(&mut self, case: &Case, question: &Question) -> Result<Answered, Failure> {
        let place = question.missing.place;
        for (index, option) in question.options.iter().enumerate().filter(|_| question.of != Type::Truth) {
            say(&format!("   {}) {option}\n", index + 1))?;
        }
        let mut doubted = None;
        loop {
            let words = match self.typed("> ")? {
                Typed::Words(words) => words,
                Typed::Unknown | Typed::End => return Ok(Answered::Unknown),
                Typed::Back => return Ok(Answered::Back),
            };
            let heard = match place {
                Place::Fact(fact) => self.heard(&self.plan.facts[fact.index()], &words),
                Place::Column { fact, column, .. } => {
                    self.heard(&self.plan.facts[fact.index()].columns[column], &words)
                }
                Place::Start { .. } => case::heard_start(&words),
                Place::End { .. } => case::heard_end(&words),
            };
            if let Some(value) = understood(heard, &words, &mut doubted)?
                && let Some(filled) = self.filled(case, place, Filling::Text(value))?
            {
                return Ok(Answered::With(filled));
            }
        }
    }

    /// What words mean: an option by its number, else what they say.
    fn heard(&self, known: &Fact, words: &str) -> Heard {
        if let Type::Enumeration(options) | Type::Scale(options) = &known.kind
            && let Some(option) = words.parse::<usize>().ok().and_then(|number| options.get(number.checked_sub(1)?))
            && let Some(text) = self.plan.symbols.text(*option)
        {
            return Heard::One(text.to_string());
        }
        case::heard(self.plan, known, words)
    }

    /// The case with the answer, or `None` after saying why it is refused.
    fn filled(&self, case: &Case, place: Place, filling: Filling) -> Result<Option<Case>, Failure> {
        match case::fill(self.plan, case, place, &filling) {
            Ok(filled) => Ok(Some(filled)),
            Err(found) => {
                for one in found {
                    let help = one.help.map(|help| format!(" ({help})")).unwrap_or_default();
                    say(&format!("   {}{help}\n", in_words(&one.message)))?;
                }
                Ok(None)
            }
        }
    }

    /// Rows one by one, field by field. A row once begun is kept, whatever comes after.
    fn rows(&mut self, case: &Case, fact: FactId) -> Result<Answered, Failure> {
        let mut rows: Vec<Row> = Vec::new();
        // Whether a row was begun and left again: « non » is then asked about.
        let mut begun = false;
        loop {
            let first = rows.is_empty();
            let prompt =
                if first { "Y en a-t-il au moins une ? (oui, non, ?) > " } else { "Une autre ? (oui, non) > " };
            let words = match self.typed(prompt)? {
                Typed::Words(words) => words,
                // Not knowing of another one leaves those that are known.
                Typed::Unknown | Typed::End if first => return Ok(Answered::Unknown),
                Typed::Unknown | Typed::End => return self.closed(case, fact, rows),
                Typed::Back => match rows.pop() {
                    Some(row) => {
                        self.row(case, fact, &mut rows, row, true)?;
                        continue;
                    }
                    None => return Ok(Answered::Back),
                },
            };
            // Who types a date at once begins a row.
            let start =
                (self.plan.facts[fact.index()].kind == Type::Periods).then(|| case::heard_date(&words)).flatten();
            match (case::yes_or_no(&words), start) {
                (Some(true), _) => {
                    begun = true;
                    self.row(case, fact, &mut rows, Row::new(), false)?;
                }
                (Some(false), _) if !first => return self.closed(case, fact, rows),
                (Some(false), _) if !begun || self.is_sure()? => return self.closed(case, fact, rows),
                (Some(false), _) => {}
                (None, Some(_)) => {
                    begun = true;
                    let start = vec![("du".to_string(), words)];
                    self.row(case, fact, &mut rows, start, false)?;
                }
                (None, None) => say("   je n'ai pas compris : répondez « oui » ou « non »\n")?,
            }
            if self.ended {
                return if rows.is_empty() { Ok(Answered::Unknown) } else { self.closed(case, fact, rows) };
            }
        }
    }

    /// Asks once more before writing that there is none, where a row was begun.
    fn is_sure(&mut self) -> Result<bool, Failure> {
        let asked = "   Vous aviez commencé une ligne. Écrire qu'il n'y en a aucune ? (oui, non) > ";
        Ok(match self.typed(asked)? {
            Typed::Words(words) => case::yes_or_no(&words) == Some(true),
            Typed::Unknown | Typed::Back | Typed::End => false,
        })
    }

    fn closed(&self, case: &Case, fact: FactId, rows: Vec<Row>) -> Result<Answered, Failure> {
        // Every field was checked with those before it.
        Ok(match self.filled(case, Place::Fact(fact), Filling::Rows(rows))? {
            Some(filled) => Answered::With(filled),
            None => Answered::Unknown,
        })
    }

    /// Asks the fields of a row that are not there yet, or of one that is whole its last, and adds it to the rows.
    ///
    /// The first field of a fact of periods may be there as it was typed. « retour » before the first field drops a row
    /// in which nothing stands.
    fn row(
        &mut self,
        case: &Case,
        fact: FactId,
        rows: &mut Vec<Row>,
        mut row: Row,
        whole: bool,
    ) -> Result<(), Failure> {
        let plan = self.plan;
        let known = &plan.facts[fact.index()];
        let dated = known.kind == Type::Periods;
        let names: Vec<&str> = dated
            .then_some(["du", "au"])
            .into_iter()
            .flatten()
            .chain(known.columns.iter().map(|column| column.name.as_str()))
            .collect();
        let mut given = if whole { None } else { row.pop().map(|(_, words)| words) };
        let mut doubted = None;
        let mut at = if whole { names.len().saturating_sub(1) } else { 0 };
        while let Some(name) = names.get(at) {
            let typed = match given.take() {
                Some(words) => Typed::Words(words),
                None => self.typed(&prompt(plan, known, name, &row))?,
            };
            let column = known.columns.iter().find(|column| column.name == *name && !(dated && at < 2));
            let value = match typed {
                Typed::Words(words) => {
                    let heard = match column {
                        Some(column) => self.heard(column, &words),
                        None if *name == "du" => case::heard_start(&words),
                        None => case::heard_end(&words),
                    };
                    let Some(value) = understood(heard, &words, &mut doubted)? else { continue };
                    value
                }
                Typed::Unknown => "inconnu".to_string(),
                Typed::Back if at == 0 => {
                    if !row.is_empty() {
                        rows.push(finished(dated, &row));
                    }
                    return Ok(());
                }
                Typed::Back => {
                    at -= 1;
                    continue;
                }
                Typed::End => break,
            };
            let before = row.clone();
            set(&mut row, name, value);
            let mut tried = rows.clone();
            tried.push(finished(dated, &row));
            if self.filled(case, Place::Fact(fact), Filling::Rows(tried))?.is_some() {
                at += 1;
            } else {
                row = before;
                if at > 0 {
                    say("   (« retour » corrige la réponse d'avant)\n")?;
                }
            }
        }
        if !row.is_empty() {
            rows.push(finished(dated, &row));
        }
        Ok(())
    }
}

/// A row in which what was not typed yet is unknown: a period without an end would go on.
fn finished(dated: bool, row: &Row) -> Row {
    let mut row = row.clone();
    if dated && !row.iter().any(|(name, _)| name == "au") {
        row.push(("au".to_string(), "inconnu".to_string()));
    }
    row
}

fn set(row: &mut Row, name: &str, value: String) {
    match row.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known = value,
        None => row.push((name.to_string(), value)),
    }
}

/// « premier jour > »; with what was typed before, where the field is asked again.
fn prompt(plan: &Plan, fact: &Fact, name: &str, row: &Row) -> String {
    let known = row.iter().find(|(known, _)| known == name).map(|(_, value)| format!(" [{value}]")).unwrap_or_default();
    let asked = match (name, fact.columns.iter().find(|column| column.name == name)) {
        (_, Some(column)) => {
            let options = match &column.kind {
                Type::Enumeration(options) | Type::Scale(options) => {
                    let names = options.iter().filter_map(|option| plan.symbols.text(*option));
                    let names: Vec<String> =
                        (1..).zip(names).map(|(number, name)| format!("{number} {name}")).collect();
                    format!(" ({})", names.join(", "))
                }
                Type::Truth => " (oui, non)".to_string(),
                _ => String::new(),
            };
            format!("{name}{options}")
        }
        ("du", None) => "premier jour".to_string(),
        (_, None) => "dernier jour, ou « en cours »".to_string(),
    };
    format!("   {asked}{known} > ")
}

/// The value that was meant, said where it is not what was typed; `None` after saying what it may be. What nothing knows is
/// taken the second time: lists may be partial.
fn understood(heard: Heard, words: &str, doubted: &mut Option<String>) -> Result<Option<String>, Failure> {
    match heard {
        Heard::Nowhere(value) if doubted.as_ref() == Some(&value) => Ok(Some(value)),
        Heard::Nowhere(value) => {
            say(&format!("   « {words} » n'est connu d'aucune liste ni règle ; tapez-le de nouveau pour le garder\n"))?;
            *doubted = Some(value);
            Ok(None)
        }
        Heard::One(value) => {
            if names::fold(&value) != names::fold(words) {
                say(&format!("   → {value}\n"))?;
            }
            Ok(Some(value))
        }
        Heard::Several(choices) => {
            say(&format!("   « {words} » peut vouloir dire :\n"))?;
            for (value, called) in choices {
                let called = if called == value { String::new() } else { format!(" {called}") };
                say(&format!("     {value}{called}\n"))?;
            }
            Ok(None)
        }
    }
}

/// A message whose place is told in words.
fn in_words(message: &str) -> String {
    match message.split_once(" : ") {
        Some((path, rest)) if path.contains('[') => format!("{} : {rest}", names::place(path)),
        _ => message.to_string(),
    }
}

fn close(left: &Questions) -> Result<(), Failure> {
    say(&format!("\n{}", report::outcomes_text(left, style_of_stderr())))
}

fn say(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stderr();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
