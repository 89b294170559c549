//! `alinea ask`: the questions left, listed or asked one by one.
//!
//! Prompts are plain lines on standard error, answers lines on standard input, so that a pipe, a screen reader and a
//! test can hold the conversation; the completed dossier goes to a file or to standard output.

use std::collections::HashSet;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::request::RequestArgs;
use super::write::Replacement;
use super::{Dossier, Failure, RulesetArg, disk, print, style_of_stderr, style_of_stdout};
use crate::case::{self, Case, Filling, Place};
use crate::explain::{Question, Questions, Request, questions};
use crate::plan::{FactId, Plan, Type};
use crate::report;
use crate::time::Day;

#[derive(Args)]
pub(super) struct AskArgs {
    /// Dossier en YAML ou JSON, ou « - » pour l'entrée ; sans dossier, un exemple
    #[arg(value_name = "DOSSIER")]
    dossier: Option<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    #[command(flatten)]
    request: RequestArgs,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sinon le jour d'appréciation
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    droit_au: Option<Day>,
    /// Pose les questions une à une, puis écrit le dossier complété
    #[arg(long)]
    interactive: bool,
    /// Fichier où écrire le dossier complété ; sinon la sortie standard
    #[arg(long, value_name = "FICHIER", requires = "interactive")]
    sortie: Option<PathBuf>,
    /// Forme de la liste
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json", conflicts_with = "interactive")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: AskArgs) -> Result<u8, Failure> {
    let (plan, _) = args.ruleset.plan()?;
    let mut request = args.request.request(&plan)?;
    request.law_day = args.droit_au;
    if args.interactive && args.dossier.as_deref().is_some_and(disk::is_stdin) {
        return Err(Failure::misuse("avec --interactive, l'entrée donne les réponses : nommez le fichier du dossier"));
    }
    // Whether the answers can be kept is known before they are given.
    let output = args.sortie.as_deref().map(Replacement::of).transpose()?;
    if let Some(path) = args.sortie.as_deref().filter(|path| args.ruleset.owns(path)) {
        return Err(Failure::misuse(format!("« --sortie {} » : c'est un fichier du recueil", path.display())));
    }
    let name = args.sortie.as_deref().map_or("nouveau".to_string(), disk::stem);
    let Dossier { case, text } = super::dossier(&args.ruleset, &plan, args.dossier.as_deref(), &name)?;
    if args.interactive {
        let stdin = std::io::stdin();
        let mut interview =
            Interview { plan: &plan, request: &request, input: stdin.lock(), ended: false, faulty: false };
        let case = interview.run(case)?;
        let read = args.dossier.as_deref().zip(text.as_deref());
        let code = keep(&plan, &case, read, output)?;
        return if interview.faulty { Err(Failure::faulty_rules()) } else { Ok(code) };
    }
    let left = questions(&plan, &case, &request);
    print(&match args.format {
        Format::Text => report::questions_text(&left, style_of_stdout()),
        Format::Json => format!("{:#}\n", report::questions_json(&left)),
    })?;
    if left.errors.is_empty() { Ok(0) } else { Err(Failure::faulty_rules()) }
}

/// Writes the completed dossier: the text of the one that was read, with the answers in it.
///
/// When that cannot be, they are shown: neither they nor the remarks of the dossier are lost.
fn keep(plan: &Plan, case: &Case, read: Option<(&Path, &str)>, output: Option<Replacement>) -> Result<u8, Failure> {
    let completed = match read {
        None => Ok(case::write(plan, case)),
        Some((path, known)) => {
            let is_own = output.as_ref().is_some_and(|output| output.is_for(path));
            if is_own && disk::text(path).ok().as_deref() != Some(known) {
                Err("ce dossier vient de changer : voici les réponses, le fichier reste tel quel")
            } else {
                case::edit(plan, known, case).ok_or(
                    "ce dossier est écrit de telle sorte que les réponses n'y trouvent pas leur place : les voici, le fichier reste tel quel",
                )
            }
        }
    };
    let text = match completed {
        Ok(text) => text,
        Err(refusal) => {
            print(&case::write(plan, case))?;
            return Err(Failure::misuse(refusal));
        }
    };
    let Some(output) = output else {
        print(&text)?;
        return Ok(0);
    };
    if let Err(failure) = output.filled(&text) {
        print(&text)?;
        return Err(failure);
    }
    Ok(0)
}

/// A conversation, until the outcomes are settled, nothing is left to ask, or the answers end.
struct Interview<'a, R> {
    plan: &'a Plan,
    request: &'a Request,
    input: R,
    ended: bool,
    /// The answers bring a fault of the rules to light.
    faulty: bool,
}

impl<R: BufRead> Interview<'_, R> {
    fn run(&mut self, mut case: Case) -> Result<Case, Failure> {
        let mut skipped: HashSet<Place> = HashSet::new();
        let style = style_of_stderr();
        say("Répondez, ou « ? » si vous ne savez pas ; « fin » pour s'arrêter.\n")?;
        loop {
            let left = questions(self.plan, &case, self.request);
            let next = left.questions.iter().find(|question| !skipped.contains(&question.missing.place));
            let Some(question) = next.filter(|_| !self.ended) else {
                self.faulty = !left.errors.is_empty();
                return self.close(case, &left);
            };
            say(&format!("\n{}", report::question_text(question, "", style)))?;
            let answered = match question.of {
                Type::Periods | Type::Rows => self.rows(&case, question)?,
                _ => self.value(&case, question)?,
            };
            match answered {
                Some(filled) => case = filled,
                None => {
                    skipped.insert(question.missing.place);
                }
            }
        }
    }

    fn close(&self, case: Case, left: &Questions) -> Result<Case, Failure> {
        say(&format!("\n{}", report::outcomes_text(left, style_of_stderr())))?;
        Ok(case)
    }

    /// A line, without its end; `None` for « I do not know », and at the end of the answers.
    fn line(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        say(prompt)?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line).map_err(|error| {
            Failure::misuse(format!("la réponse ne peut être lue : {}", super::disk::reason(&error)))
        })?;
        let answer = line.trim();
        if read == 0 || answer == "fin" {
            self.ended = true;
            return Ok(None);
        }
        let unknown = matches!(answer, "" | "?" | "inconnu" | "je ne sais pas");
        Ok((!unknown).then(|| answer.to_string()))
    }

    fn value(&mut self, case: &Case, question: &Question) -> Result<Option<Case>, Failure> {
        for (index, option) in question.options.iter().enumerate().filter(|_| question.of != Type::Truth) {
            say(&format!("   {}) {option}\n", index + 1))?;
        }
        while let Some(answer) = self.line("> ")? {
            let answer = chosen(&answer, &question.options);
            match self.filled(case, question.missing.place, Filling::Text(answer))? {
                Some(filled) => return Ok(Some(filled)),
                None => continue,
            }
        }
        Ok(None)
    }

    /// The case with the answer, or `None` after saying why it is refused.
    fn filled(&self, case: &Case, place: Place, filling: Filling) -> Result<Option<Case>, Failure> {
        match case::fill(self.plan, case, place, &filling) {
            Ok(filled) => Ok(Some(filled)),
            Err(found) => {
                for one in found {
                    let help = one.help.map(|help| format!(" ({help})")).unwrap_or_default();
                    say(&format!("   {}{help}\n", one.message))?;
                }
                Ok(None)
            }
        }
    }

    /// Rows one by one, column by column.
    fn rows(&mut self, case: &Case, question: &Question) -> Result<Option<Case>, Failure> {
        let Place::Fact(fact) = question.missing.place else { return Ok(None) };
        let mut rows: Vec<Vec<(String, String)>> = Vec::new();
        loop {
            let first = rows.is_empty();
            let prompt =
                if first { "Y en a-t-il au moins une ? (oui, non, ?) > " } else { "Une autre ? (oui, non) > " };
            match self.line(prompt)?.as_deref() {
                Some("oui" | "o") => {}
                Some("non" | "n") => break,
                None if first => return Ok(None),
                // Not knowing of another one leaves those that are known.
                None => break,
                Some(_) => {
                    say("   répondez « oui » ou « non »\n")?;
                    continue;
                }
            }
            let row = self.row(fact)?;
            rows.push(row);
            if self.filled(case, Place::Fact(fact), Filling::Rows(rows.clone()))?.is_none() {
                say("   cette ligne est à reprendre\n")?;
                rows.pop();
            }
        }
        self.filled(case, Place::Fact(fact), Filling::Rows(rows))
    }

    fn row(&mut self, fact: FactId) -> Result<Vec<(String, String)>, Failure> {
        let fact = &self.plan.facts[fact.index()];
        let mut row = Vec::new();
        if fact.kind == Type::Periods {
            let first = self.line("   premier jour > ")?;
            row.push(("du".to_string(), first.unwrap_or_else(|| "inconnu".to_string())));
            let last = self.line("   dernier jour, ou « en cours » > ")?;
            row.push(("au".to_string(), last.unwrap_or_else(|| "inconnu".to_string())));
        }
        for column in &fact.columns {
            let options: Vec<String> = match &column.kind {
                Type::Enumeration(options) => {
                    options.iter().filter_map(|option| self.plan.symbols.text(*option)).map(str::to_string).collect()
                }
                _ => Vec::new(),
            };
            let hint = if options.is_empty() { String::new() } else { format!(" ({})", options.join(", ")) };
            if let Some(answer) = self.line(&format!("   {}{hint} > ", column.name))? {
                row.push((column.name.clone(), chosen(&answer, &options)));
            }
        }
        Ok(row)
    }
}

/// The option that a number stands for, or the answer itself.
fn chosen(answer: &str, options: &[String]) -> String {
    let by_number = answer.parse::<usize>().ok().and_then(|number| options.get(number.checked_sub(1)?));
    by_number.cloned().unwrap_or_else(|| answer.to_string())
}

fn say(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stderr();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
