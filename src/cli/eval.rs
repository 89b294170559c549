//! `alinea eval`: dossiers in, explained answers out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::letterhead::LetterheadArg;
use super::request::RequestArgs;
use super::{Failure, RulesetArg, disk, print, print_error, style_of_stdout};
use crate::explain::{Answer, explain, timeline, told_facts};
use crate::query::Request;
use crate::report::{self, Sheet};
use crate::time::Day;
use crate::value::Outcome;

#[derive(Args)]
pub(super) struct EvalArgs {
    /// Dossiers en YAML ou JSON, dossiers qui en contiennent, ou « - » pour l'entrée ; sans dossier, un exemple
    #[arg(value_name = "DOSSIER")]
    dossiers: Vec<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    #[command(flatten)]
    request: RequestArgs,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sinon le jour d'appréciation
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    droit_au: Option<Day>,
    /// Montre tout : chaque partie, les périodes comptées, les pièces, les conventions, les points à vérifier
    #[arg(long)]
    complet: bool,
    #[command(flatten)]
    letterhead: LetterheadArg,
    /// Forme de la réponse ; html donne la feuille à remettre, en deux pages
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

pub(super) fn run(args: EvalArgs) -> Result<u8, Failure> {
    let mut wanted: Vec<(RulesetArg, Option<PathBuf>)> = Vec::new();
    for place in &args.dossiers {
        let ruleset = ruleset_of(place, &args.ruleset);
        wanted.extend(disk::dossiers(place)?.into_iter().map(|path| (ruleset.clone(), Some(path))));
    }
    if args.dossiers.is_empty() {
        wanted.push((args.ruleset.clone(), None));
    }
    let is_alone = wanted.len() == 1;
    if args.format == Format::Html && !is_alone {
        return Err(Failure::misuse("une feuille ne dit qu'un dossier : nommez-en un"));
    }
    if args.format != Format::Html && args.letterhead.is_given() {
        return Err(Failure::misuse("--en-tete va avec « --format html »"));
    }
    let letterhead = args.letterhead.read()?;
    let mut run = Run { code: 0, answered: 0, hints: BTreeSet::new() };
    for group in wanted.chunk_by(|(a, _), (b, _)| a.place() == b.place()) {
        let Some((ruleset, _)) = group.first() else { continue };
        let (plan, _) = ruleset.plan()?;
        let mut request = args.request.request(&plan)?;
        request.law_day = args.droit_au;
        for (_, path) in group {
            match super::dossier(ruleset, &plan, path.as_deref(), "vide") {
                Ok(dossier) => {
                    let answer = explain(&plan, &dossier.case, &request);
                    let sheet = || {
                        let timeline = timeline(&plan, &dossier.case, &request, &answer);
                        let facts = told_facts(&plan, &dossier.case);
                        let letterhead = letterhead.as_ref();
                        report::sheet_html(&Sheet { answer: &answer, timeline: &timeline, facts: &facts, letterhead })
                            .document()
                    };
                    run.tell(&answer, &request, &args, is_alone, sheet)?;
                }
                Err(failure) if is_alone => return Err(failure),
                // One that is refused does not silence the others.
                Err(failure) => run.refuse(&failure),
            }
        }
    }
    run.hints.iter().for_each(|hint| print_error(hint));
    Ok(run.code)
}

/// The recueil for a place: a folder that holds rules is evaluated by them, unless another recueil is named.
fn ruleset_of(place: &Path, given: &RulesetArg) -> RulesetArg {
    let own = !given.is_named() && disk::Folder::open(place).is_ok_and(|folder| folder.has_rules());
    if own { RulesetArg::at(place) } else { given.clone() }
}

/// What was told so far.
struct Run {
    code: u8,
    answered: usize,
    hints: BTreeSet<String>,
}

impl Run {
    fn tell(
        &mut self,
        answer: &Answer,
        request: &Request,
        args: &EvalArgs,
        is_alone: bool,
        sheet: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let format = args.format;
        let between = if self.answered > 0 && format == Format::Text { "\n" } else { "" };
        self.answered += 1;
        if request.text.is_some() {
            self.hints.extend(report::out_of_force(answer));
        }
        print(&match format {
            Format::Text if args.complet => format!("{between}{}", report::answer_text(answer, style_of_stdout())),
            Format::Text => format!("{between}{}", report::answer_brief(answer, style_of_stdout())),
            Format::Markdown if args.complet => report::answer_markdown(answer),
            Format::Markdown => report::answer_brief_markdown(answer),
            Format::Html => sheet(),
            Format::Json if is_alone => format!("{:#}\n", report::answer_json(answer)),
            // One object a line for several dossiers, so that they can be read one by one.
            Format::Json => format!("{}\n", report::answer_json(answer)),
        })?;
        if answer.results.iter().any(|result| result.outcome == Outcome::Error) {
            self.refuse(&Failure::faulty_rules());
        }
        Ok(())
    }

    fn refuse(&mut self, failure: &Failure) {
        self.code = self.code.max(failure.code);
        print_error(&failure.message);
    }
}
