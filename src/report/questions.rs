//! The questions left on a dossier, for the terminal and as JSON.

use serde_json::{Value, json};

use super::text::{colour, mark, wrap};
use super::{Style, json as values, words};
use crate::explain::{Asking, Question, Questions};
use crate::names;
use crate::plan::Type;

/// The outcomes as they stand, then the questions.
pub fn questions_text(questions: &Questions, style: Style) -> String {
    let mut out = outcomes_text(questions, style);
    out.push('\n');
    let count = match questions.questions.len() {
        0 => "Aucun fait manquant ne peut changer une issue.".to_string(),
        1 => "Un fait peut encore changer une issue.".to_string(),
        count => format!("{count} faits peuvent encore changer une issue."),
    };
    wrap(&mut out, "", "", &count, style, None);
    for (index, question) in questions.questions.iter().enumerate() {
        out.push('\n');
        out.push_str(&question_text(question, &format!("{}. ", index + 1), style));
    }
    out
}

/// The outcome of each procedure, one line each.
pub fn outcomes_text(questions: &Questions, style: Style) -> String {
    let mut out = String::new();
    wrap(&mut out, "", "", &format!("Dossier {}", questions.dossier), style, Some(anstyle::Style::new().bold()));
    for (procedure, text, outcome) in &questions.outcomes {
        let text = text.as_ref().map(|text| format!(", selon « {text} »")).unwrap_or_default();
        let line = format!("{procedure}{text} : {}", outcome.french());
        wrap(&mut out, &format!("{} ", mark(*outcome)), "  ", &line, style, Some(colour(*outcome)));
    }
    for error in &questions.errors {
        wrap(&mut out, "  - erreur dans les règles : ", "    ", &error.to_string(), style, None);
    }
    out
}

/// One question: what is asked, why, and what an answer would settle.
pub fn question_text(question: &Question, lead: &str, style: Style) -> String {
    let mut out = String::new();
    let asked = match wording(question) {
        Some(wording) => format!("{wording} ({})", names::place(&question.missing.path)),
        None => names::place(&question.missing.path),
    };
    wrap(
        &mut out,
        lead,
        "   ",
        &format!("{asked} : {}", expected(question)),
        style,
        Some(anstyle::Style::new().bold()),
    );
    let mut procedures: Vec<&str> = question.why.iter().map(|why| why.procedure.as_str()).collect();
    procedures.dedup();
    for procedure in procedures {
        // Where a date leaves open which version applies, the parts of several stand here.
        let mut parts: Vec<String> = Vec::new();
        for part in question.why.iter().filter(|why| why.procedure == procedure).map(|why| format!("« {} »", why.part))
        {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let line = format!("{procedure}, {}", words::and(&parts));
        wrap(&mut out, "   - compte pour ", "     ", &line, style, None);
    }
    for effect in &question.effects {
        let line = format!("« {} » : {} {}", effect.answer, effect.procedure, effect.outcome.french());
        wrap(&mut out, "   - ", "     ", &line, style, None);
    }
    out
}

/// The question in words, where there is more to say than where the fact stands.
pub(super) fn wording(question: &Question) -> Option<&str> {
    question.asking.as_ref().map(|asking| match asking {
        Asking::Worded(words) => words,
        Asking::FirstDay => "Quel est le premier jour de cette période ?",
        Asking::LastDay => "Quel est le dernier jour de cette période, ou est-elle « en cours » ?",
    })
}

/// What an answer looks like.
fn expected(question: &Question) -> String {
    match &question.of {
        Type::Truth => "oui ou non".to_string(),
        Type::Enumeration(_) | Type::Scale(_) => words::or(&question.options),
        Type::Date => "une date (AAAA-MM-JJ, AAAA-MM ou AAAA)".to_string(),
        Type::Number if question.whole => "un nombre entier".to_string(),
        Type::Number => "un nombre".to_string(),
        Type::Amount => "un montant en euros".to_string(),
        Type::Percent => "un pourcentage".to_string(),
        Type::Months => "un nombre de mois".to_string(),
        Type::Days => "un nombre de jours".to_string(),
        Type::Text => "un texte".to_string(),
        Type::Code => "un code".to_string(),
        Type::Periods => "des périodes".to_string(),
        Type::Rows => "des lignes".to_string(),
    }
}

/// The questions as JSON.
pub fn questions_json(questions: &Questions) -> Value {
    let one = |question: &Question| {
        json!({
            "fact": question.missing.fact,
            "path": question.missing.path,
            "question": wording(question),
            "options": question.options,
            "why": question.why.iter().map(|why| json!({
                "procedure": why.procedure, "part": why.part, "condition": why.sentence,
            })).collect::<Vec<_>>(),
            "effects": question.effects.iter().map(|effect| json!({
                "answer": effect.answer, "procedure": effect.procedure, "outcome": effect.outcome.key(),
            })).collect::<Vec<_>>(),
        })
    };
    json!({
        "dossier": questions.dossier,
        "outcomes": questions.outcomes.iter().map(|(procedure, text, outcome)| json!({
            "procedure": procedure, "text": text, "outcome": outcome.key(),
        })).collect::<Vec<_>>(),
        "errors": values::errors(&questions.errors),
        "questions": questions.questions.iter().map(one).collect::<Vec<_>>(),
    })
}
