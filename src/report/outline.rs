//! An answer as an outline: what text and Markdown both lay out.

use super::branches as answers;
use super::doubts;
use super::steps;
use super::words;
use crate::explain::{
    Answer, ClauseReason, ExceptionReason, Explanation, Followed, MeasureReason, MentionReason, PartReason, Said,
    ValueReason,
};
use crate::names;
use crate::query::{Change, Changed, Chosen};
use crate::value::Outcome;

/// One line of an answer.
pub(super) enum Line {
    /// The dossier.
    Title(String),
    /// A procedure and its outcome.
    Procedure(String, Outcome),
    /// A remark on what stands above.
    Remark(String),
    /// A heading inside a procedure.
    Heading(String),
    /// Something that came to an outcome, so deep.
    Result(usize, String, Outcome),
    /// Something whose words already say what it came to; the outcome tells how that bears on the procedure.
    State(usize, String, Outcome),
    /// A plain line, so deep.
    Plain(usize, String),
}

pub(super) fn outline(answer: &Answer) -> Vec<Line> {
    let mut lines = beginning(answer);
    for result in &answer.results {
        explanation(&mut lines, result);
    }
    lines.push(Line::Remark(ruleset(answer)));
    lines
}

/// The dossier, and the day whose law applies.
pub(super) fn beginning(answer: &Answer) -> Vec<Line> {
    let mut lines = vec![Line::Title(format!("Dossier {} : {}", answer.dossier, answer.ruleset))];
    match answer.law_day {
        Some(day) => lines.push(Line::Remark(format!("Droit applicable au {}.", words::range(day)))),
        None => lines.push(Line::Remark("Jour du droit applicable inconnu : donnez la date, ou « --le ».".to_string())),
    }
    lines.extend(answer.outside.iter().map(|one| Line::Remark(words::outside(one))));
    lines
}

/// What each answer would come to, where one fact decides.
pub(super) fn branches(result: &Explanation) -> Vec<Line> {
    let sentences = result.branches.as_ref().map(|known| answers::sentences(known, result)).unwrap_or_default();
    sentences.into_iter().map(|(words, outcome)| Line::State(1, words, outcome)).collect()
}

/// By which rules it was answered.
pub(super) fn ruleset(answer: &Answer) -> String {
    format!("Règles : empreinte {}.", &answer.hash[..answer.hash.len().min(16)])
}

/// How texts that were asked for apply although they are not in force; nothing of those that are, nor when no day is
/// known.
pub fn out_of_force(answer: &Answer) -> Vec<String> {
    let Some(law_day) = answer.law_day else { return Vec::new() };
    let hint = |result: &Explanation| {
        let (text, days) = (result.text.as_ref()?, result.validity?);
        let nearest = if law_day.last < days.start { days.start } else { days.end.plus_days(-1) };
        let is_out = law_day.last < days.start || days.end <= law_day.first;
        let (days, day) = (words::interval(days), words::range(law_day));
        is_out.then(|| {
            format!(
                "« {text} » est en vigueur {days}, et non au {day} : « --droit-au {nearest} » l'applique à ces faits"
            )
        })
    };
    answer.results.iter().filter_map(hint).collect()
}

fn explanation(lines: &mut Vec<Line>, result: &Explanation) {
    lines.push(Line::Procedure(result.procedure.clone(), result.outcome));
    lines.extend(split(result).into_iter().map(Line::Remark));
    match (&result.text, result.validity) {
        (Some(text), Some(validity)) => {
            lines.push(Line::Remark(format!("Selon « {text} », en vigueur {}.", words::interval(validity))));
        }
        _ => lines.push(Line::Remark("Aucune version n'est en vigueur ce jour-là.".to_string())),
    }
    lines.extend(result.end_notice.as_ref().map(|notice| Line::Remark(words::ending(notice))));
    if let Some(day) = result.assessed_on {
        lines.push(Line::Remark(format!("Faits appréciés au {}.", words::range(day))));
    }
    if !result.errors.is_empty() {
        lines.push(Line::Heading("Erreur dans les règles".to_string()));
        lines.extend(result.errors.iter().map(|error| Line::Plain(1, error.to_string())));
    }
    if result.version.is_none() || (result.routes.is_empty() && result.conditions.is_empty()) {
        if result.text.is_some() && result.outcome == Outcome::NotApplicable {
            lines.push(Line::Remark(
                "Cette version n'est pas en vigueur ce jour-là, ou ne vise pas cette personne.".to_string(),
            ));
        }
        conventions(lines, result);
        return;
    }
    if !result.routes.is_empty() {
        lines.push(Line::Heading("Voies, dont une suffit".to_string()));
        result.routes.iter().for_each(|route| part(lines, "voie", route));
    }
    if !result.conditions.is_empty() {
        lines.push(Line::Heading("Conditions, toutes exigées".to_string()));
        result.conditions.iter().for_each(|condition| part(lines, "condition", condition));
    }
    if !result.obstacles.is_empty() {
        lines.push(Line::Heading("Obstacles".to_string()));
        result.obstacles.iter().for_each(|part| obstacle(lines, part));
    }
    if !result.values.is_empty() {
        lines.push(Line::Heading("Montants et autres valeurs".to_string()));
        values(lines, &result.values, true);
    }
    let authority = &result.authority;
    mentions(lines, &format!("Appréciés par {}", authority.name()), &result.appreciations);
    if !result.missing.is_empty() {
        lines.push(Line::Heading("Faits qui peuvent encore changer l'issue".to_string()));
        lines.extend(result.missing.iter().map(|missing| Line::Plain(1, names::place(&missing.path))));
    }
    if let Some(branches) = &result.branches {
        lines.push(Line::Heading("Selon la réponse".to_string()));
        lines.push(Line::Plain(1, names::place(&branches.missing.path)));
        lines.extend(self::branches(result));
    }
    if !result.doubts.is_empty() {
        lines.push(Line::Heading("Reste ouvert".to_string()));
        lines.extend(doubts::sentences(&result.doubts).into_iter().map(|doubt| Line::Plain(1, doubt)));
    }
    mentions(lines, "Pièces", &result.papers);
    mentions(lines, "Démarches", &result.steps);
    let decides = authority.verb("décide", "décident");
    mentions(lines, &format!("Effets, si {decides} d'admettre"), &result.effects);
    conventions(lines, result);
    if result.discretion {
        let of = authority.of();
        lines.push(Line::Remark(format!(
            "Les conditions ne sont pas la décision : elle relève du pouvoir d'appréciation {of}."
        )));
    }
}

/// « Lectures partagées sur « présence » : réunies selon « par semestre » (…) ; non réunies selon « … » (…). »: where an
/// option that someone holds comes to another outcome, whoever reads the outcome reads that first; the text is named where
/// it is another.
pub(super) fn split(result: &Explanation) -> Vec<String> {
    let said = |outcome: Outcome, chosen: &Chosen| {
        let holder = chosen.holder.as_ref().map(|holder| format!(" ({holder})")).unwrap_or_default();
        format!("{} selon « {} »{holder}", outcome.french(), chosen.option)
    };
    let mut lines = Vec::new();
    for followed in &result.conventions {
        let others = result.sensitivity.changes.iter().filter_map(|change| {
            let ([chosen], [answer]) = (change.options.as_slice(), change.answers.as_slice()) else { return None };
            // A text that is asked for and is not in force under another reading says nothing of the facts.
            let tells = answer.in_force || answer.text.is_none();
            if chosen.convention != followed.chosen.convention || chosen.holder.is_none() || !tells {
                return None;
            }
            let text = answer.text.as_ref().filter(|text| result.text.as_ref() != Some(*text));
            let by = text.map(|text| format!(", par « {text} »")).unwrap_or_default();
            Some(said(answer.outcome, chosen) + &by)
        });
        let others: Vec<String> = others.collect();
        if !others.is_empty() {
            let ours = said(result.outcome, &followed.chosen);
            let convention = &followed.chosen.convention;
            lines.push(format!("Lectures partagées sur « {convention} » : {ours} ; {}.", others.join(" ; ")));
        }
    }
    lines
}

fn part(lines: &mut Vec<Line>, kind: &str, part: &PartReason) {
    let source = if part.source.is_empty() { String::new() } else { format!(" [{}]", part.source) };
    lines.push(Line::Result(1, format!("{}{source}", part_name(kind, part)), part.outcome));
    part.clauses.iter().for_each(|one| clause(lines, one));
}

/// « voie « … », à titre exceptionnel »
pub(super) fn part_name(kind: &str, part: &PartReason) -> String {
    let exceptional = if part.discretionary { ", à titre exceptionnel" } else { "" };
    format!("{kind} « {} »{exceptional}", part.name)
}

fn clause(lines: &mut Vec<Line>, clause: &ClauseReason) {
    lines.push(Line::Result(2, clause.sentence.clone(), clause.outcome));
    details(lines, clause);
}

/// What a clause rests on.
fn details(lines: &mut Vec<Line>, clause: &ClauseReason) {
    if clause.applies.is_some_and(|applies| applies != Outcome::Met) {
        lines.push(Line::Plain(3, "on ne sait pas si cette exception s'applique".to_string()));
    }
    exceptions(lines, 3, &clause.exceptions);
    for several in &clause.several {
        lines.push(Line::Plain(3, words::several(several)));
        lines.extend(several.conditions.iter().map(|(sentence, outcome)| Line::Result(4, sentence.clone(), *outcome)));
    }
    clause.measures.iter().for_each(|one| measure(lines, one));
    for comparison in &clause.comparisons {
        lines.extend(words::compared(comparison).map(|one| Line::Plain(3, one)));
        let steps = steps::lines(&comparison.steps).into_iter();
        // How many rows there are is told already; which they are is not.
        let counts = matches!(comparison.left.value, Said::Count(..));
        let told = steps.filter(|(deeper, _)| !counts || *deeper > 0);
        let depth = if counts { 3 } else { 4 };
        lines.extend(told.map(|(deeper, line)| Line::Plain(depth + deeper, line)));
    }
    if !clause.missing.is_empty() {
        let places: Vec<String> = clause.missing.iter().map(|missing| names::place(&missing.path)).collect();
        lines.push(Line::Plain(3, format!("manque : {}", places.join(", "))));
    }
}

/// What was compared for a clause.
fn compared(clause: &ClauseReason) -> impl Iterator<Item = String> {
    clause.several.iter().map(words::several).chain(clause.comparisons.iter().filter_map(words::compared))
}

/// The sentences of exceptions that apply, or may.
pub(super) fn exceptions(lines: &mut Vec<Line>, depth: usize, exceptions: &[ExceptionReason]) {
    for exception in exceptions {
        let sentence = match exception.applies {
            Outcome::Met => format!("s'applique : « {} »", exception.sentence),
            _ => format!("s'applique peut-être : « {} »", exception.sentence),
        };
        lines.push(Line::Plain(depth, sentence));
    }
}

fn measure(lines: &mut Vec<Line>, measure: &MeasureReason) {
    if let Some(sentence) = words::measured(measure) {
        lines.push(Line::Plain(3, sentence));
    }
    lines.extend(steps::length(&measure.over).into_iter().map(|line| Line::Plain(3, line)));
}

fn obstacle(lines: &mut Vec<Line>, part: &PartReason) {
    let source = if part.source.is_empty() { String::new() } else { format!(" [{}]", part.source) };
    lines.push(Line::State(
        1,
        format!("{}{source} : {}", part.name, obstacle_state(part.outcome)),
        reversed(part.outcome),
    ));
    let tells_more = |clause: &&ClauseReason| {
        clause.applies.is_some() || !clause.exceptions.is_empty() || compared(clause).next().is_some()
    };
    for clause in part.clauses.iter().filter(tells_more) {
        lines.push(Line::State(2, clause.sentence.clone(), reversed(clause.outcome)));
        details(lines, clause);
    }
}

/// What an obstacle does.
pub(super) fn obstacle_state(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "fait obstacle",
        Outcome::NotMet => "ne fait pas obstacle",
        Outcome::Discretionary => "peut faire obstacle, à l'appréciation de l'autorité",
        Outcome::Error => "erreur",
        Outcome::Undetermined | Outcome::NotApplicable => "on ne sait pas",
    }
}

/// An obstacle that stands counts against.
pub(super) fn reversed(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Met => Outcome::NotMet,
        Outcome::NotMet => Outcome::Met,
        other => other,
    }
}

/// What the rules compute, step by step where that is asked for, with what leaves it open and the exceptions to it.
pub(super) fn values(lines: &mut Vec<Line>, values: &[ValueReason], by_steps: bool) {
    for one in values {
        lines.push(Line::Plain(1, value(one)));
        lines.extend(one.lookups.iter().map(|row| Line::Plain(2, words::looked_up(row))));
        if by_steps {
            lines.extend(steps::lines(&one.steps).into_iter().map(|(deeper, line)| Line::Plain(2 + deeper, line)));
        }
        lines.extend(doubts::sentences(&one.doubts).into_iter().map(|doubt| Line::Plain(2, doubt)));
        exceptions(lines, 2, &one.exceptions);
    }
}

/// « taxe due : 1 045,00 € »
pub(super) fn value(value: &ValueReason) -> String {
    let said = words::value(&value.value, &value.of).unwrap_or_else(|| "inconnu".to_string());
    let places: Vec<String> = value.missing.iter().map(|missing| names::place(&missing.path)).collect();
    let missing = if places.is_empty() { String::new() } else { format!(" ; manque : {}", places.join(", ")) };
    format!("{} : {said}{missing}", value.name)
}

fn mentions(lines: &mut Vec<Line>, heading: &str, mentions: &[MentionReason]) {
    if mentions.is_empty() {
        return;
    }
    lines.push(Line::Heading(heading.to_string()));
    for mention in mentions {
        let by = mention.supplied_by.as_ref().map(|by| format!(", par {by}")).unwrap_or_default();
        let source = if mention.source.is_empty() { String::new() } else { format!(" [{}]", mention.source) };
        let open = if mention.open { " (peut-être)" } else { "" };
        lines.push(Line::Plain(1, format!("{}{by}{source}{open}", mention.name)));
    }
}

fn conventions(lines: &mut Vec<Line>, result: &Explanation) {
    if !result.conventions.is_empty() {
        lines.push(Line::Heading("Conventions suivies".to_string()));
        let followed = |one: &Followed| Line::Plain(1, format!("{} : {}", one.chosen.convention, one.chosen.option));
        lines.extend(result.conventions.iter().map(followed));
    }
    if !result.lists.is_empty() {
        lines.push(Line::Heading("Listes lues".to_string()));
        lines.extend(result.lists.iter().map(|one| Line::Plain(1, words::list(one))));
    }
    if !result.parameters.is_empty() {
        lines.push(Line::Heading("Paramètres lus".to_string()));
        lines.extend(result.parameters.iter().map(|one| Line::Plain(1, words::parameter(one))));
    }
    lines.push(Line::Heading("Effet des conventions".to_string()));
    if result.sensitivity.changes.is_empty() {
        lines.push(Line::Plain(1, "aucune convention ne change l'issue".to_string()));
    }
    lines.extend(result.sensitivity.changes.iter().flat_map(|one| change(one, result)).map(|one| Line::Plain(1, one)));
    if result.sensitivity.pairs_only {
        lines.push(Line::Plain(1, "les options n'ont été essayées que seules ou deux à deux".to_string()));
    }
    if !result.marks.is_empty() {
        lines.push(Line::Heading("À vérifier".to_string()));
        for (of, note) in words::marks(&result.marks) {
            let note = if note.is_empty() { String::new() } else { format!(" : {note}") };
            lines.push(Line::Plain(1, format!("{of}{note}")));
        }
    }
}

/// « les conditions ne seraient pas réunies avec “date de décision” (jour d'appréciation), selon « circulaire du 23 janvier 2025 » », one line
/// an outcome: the text where it is another, or where several may apply.
fn change(change: &Change, result: &Explanation) -> Vec<String> {
    let options: Vec<String> =
        change.options.iter().map(|one| format!("“{}” ({})", one.option, one.convention)).collect();
    let options = words::and(&options);
    let mut outcomes: Vec<Outcome> = change.answers.iter().map(|answer| answer.outcome).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let line = |outcome: Outcome| {
        let answers: Vec<&Changed> = change.answers.iter().filter(|answer| answer.outcome == outcome).collect();
        format!("{} avec {options}{}", words::would_be(outcome), under(&answers, change.answers.len() > 1, result))
    };
    outcomes.into_iter().map(line).collect()
}

/// « , selon « … » »: under which texts an outcome would be.
fn under(answers: &[&Changed], several: bool, result: &Explanation) -> String {
    let texts: Vec<String> =
        answers.iter().filter_map(|answer| Some(format!("« {} »", answer.text.as_ref()?))).collect();
    match answers {
        _ if texts.is_empty() => ", aucune version n'étant en vigueur".to_string(),
        [one] if !one.in_force && one.outcome == Outcome::NotApplicable => {
            ", ce texte n'étant pas en vigueur".to_string()
        }
        [one] if !several && one.text == result.text => String::new(),
        _ => format!(", selon {}", words::or(&texts)),
    }
}
