//! A comparison: what rules say differently, who gains and who loses, and the dossiers that part the two sides.

mod data;
mod differences;
mod page;
mod reasons;
mod rows;
mod summary;

pub use data::{change_keys, comparison_json, impact_json};
pub use differences::{change_subject, change_words};
pub use page::comparison_html;
pub use rows::{CASE_COLUMNS, GROUP_COLUMNS, comparison_cases, comparison_csv, comparison_groups};
pub use summary::comparison_summary;

use reasons::{group_words, reason_words};
use summary::supposed_words;

use super::markdown::escape;
use super::text::wrap;
use super::{Style, words};
use crate::compare::{
    CaseChange, Compared, Comparison, Groups, Kind, Nature, Quote, Refusal, Refusals, RefusedBy, RuleChange, Search,
    Subject, Tally, Turned, ValueChange, Varied, Witness,
};
use crate::eval::TermValue;
use crate::explain::MeasureReason;
use crate::plan::RootKind;
use crate::value::{Exact, Outcome, format_exact, format_number};

/// « AES classique, selon « circulaire du 28 novembre 2012 » »
fn title(one: &Compared) -> String {
    let ((procedure, text), (other, other_text)) = (&one.before, &one.after);
    match (procedure == other, text == other_text) {
        (true, true) => format!("{procedure}, selon « {text} »"),
        (true, false) => format!("{procedure} : « {text} » → « {other_text} »"),
        _ => format!("« {procedure} » ({text}) → « {other} » ({other_text})"),
    }
}

/// « AES classique », selon « circulaire du 28 novembre 2012 »
fn version((procedure, text): &(String, String)) -> String {
    format!("« {procedure} », selon « {text} »")
}

/// A line of a comparison.
enum Line {
    /// A pair of versions.
    Title(String),
    /// Rules, dossiers, witnesses.
    Section(String),
    /// A line, so far in.
    Item(usize, String),
    /// A dossier to be read by the tool.
    Dossier(String),
}

/// How much is told of dossiers that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Groups by reason, with the names of the first dossiers.
    Brief,
    /// Each dossier as well, with the parts that turned and what was measured.
    Full,
}

fn lines(comparison: &Comparison, detail: Detail) -> Vec<Line> {
    let mut out = Vec::new();
    let summary = comparison_summary(comparison);
    if !summary.is_empty() {
        out.push(Line::Section("En bref".to_string()));
        out.extend(summary.into_iter().map(|words| Line::Item(1, words)));
    }
    out.extend(comparison.added.iter().map(|one| Line::Item(0, format!("nouvelle version : {}", version(one)))));
    out.extend(comparison.removed.iter().map(|one| Line::Item(0, format!("version disparue : {}", version(one)))));
    let (different, same): (Vec<_>, Vec<_>) = comparison.compared.iter().partition(|one| one.differs());
    for one in different {
        pair(one, detail, &mut out);
    }
    if !same.is_empty() {
        let dossiers: usize = same.iter().map(|one| one.tally.total).max().unwrap_or(0);
        let names: Vec<String> = same.iter().map(|one| title(one)).collect();
        let over = if dossiers == 0 { String::new() } else { format!(" ({})", counted(dossiers, "dossier")) };
        out.push(Line::Section(format!("Sans différence{over} : {}", names.join(" ; "))));
    }
    for (refusals, heading) in refusals(comparison) {
        out.push(Line::Section(heading));
        out.extend(refusals.told.iter().map(|one| Line::Item(1, refusal(one))));
        out.extend(others(refusals.count - refusals.told.len()).map(|words| Line::Item(1, words)));
    }
    out
}

/// Dossiers that could not be read, with what is said above them.
fn refusals(comparison: &Comparison) -> Vec<(&Refusals, String)> {
    let (one, none) = (&comparison.read_by_one, &comparison.unreadable);
    let heading = |refusals: &Refusals, what: &str| format!("{} {what}", counted(refusals.count, "dossier"));
    let all = [(one, heading(one, "qu'un seul côté peut lire")), (none, heading(none, "qu'aucun côté ne peut lire"))];
    all.into_iter().filter(|(refusals, _)| refusals.count > 0).collect()
}

/// « durand, après : … »
fn refusal(refusal: &Refusal) -> String {
    let Refusal { dossier, by, why } = refusal;
    match by {
        RefusedBy::Before => format!("{dossier}, avant : {why}"),
        RefusedBy::After => format!("{dossier}, après : {why}"),
        RefusedBy::Both => format!("{dossier} : {why}"),
    }
}

/// « et 12 autres »
fn others(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("et 1 autre".to_string()),
        count => Some(format!("et {count} autres")),
    }
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count > 1 { "s" } else { "" })
}

fn pair(one: &Compared, detail: Detail, out: &mut Vec<Line>) {
    out.push(Line::Title(title(one)));
    out.push(Line::Section(match one.rules.len() {
        0 => "Règles : aucune différence".to_string(),
        count => format!("Règles : {}", counted(count, "différence")),
    }));
    for change in &one.rules {
        rule(change, out);
    }
    out.push(Line::Section(format!("Dossiers : {}", table(&one.tally))));
    grouped(&one.groups, out);
    if let Some(supposed) = &one.supposed {
        out.push(Line::Section(supposed_words(supposed)));
        grouped(&supposed.groups, out);
    }
    if detail == Detail::Full {
        cases(one, out);
    }
    if let Some(search) = &one.search {
        witnesses(one, search, out);
    }
}

/// Whether the word for what changed is masculine.
fn is_masculine(subject: Subject) -> bool {
    match subject {
        Subject::Rule(kind) => matches!(kind, RootKind::Obstacle | RootKind::Scope | RootKind::Effect),
        Subject::Text | Subject::Parameter | Subject::Fact | Subject::Discretion => true,
        Subject::Procedure | Subject::Convention | Subject::List => false,
    }
}

/// Dossiers that change alike and for one reason, with the names of the first.
fn grouped(groups: &Groups, out: &mut Vec<Line>) {
    for group in groups.sorted() {
        let named = group.named.join(", ");
        let named = match group.count - group.named.len() {
            0 => named,
            more => format!("{named} {}", others(more).unwrap_or_default()),
        };
        out.push(Line::Item(1, format!("{} · {}", group.count, group_words(group))));
        out.push(Line::Item(2, named));
    }
}

/// Each dossier that changes, as far as the comparison keeps them.
fn cases(one: &Compared, out: &mut Vec<Line>) {
    for kind in Kind::ALL {
        let (told, more) = one.of_kind(kind);
        if told.is_empty() && more == 0 {
            continue;
        }
        out.push(Line::Item(1, format!("{} :", heading(kind))));
        told.iter().for_each(|change| case(change, 2, out));
        out.extend(others(more).map(|words| Line::Item(2, words)));
    }
}

fn rule(change: &RuleChange, out: &mut Vec<Line>) {
    let name = change_subject(change);
    let said = match change.nature {
        Nature::Added => format!("+ {name}"),
        Nature::Removed => format!("- {name}"),
        Nature::Renamed => {
            let renamed = if is_masculine(change.subject) { "renommé" } else { "renommée" };
            format!("= {} {renamed} : {}", change.subject.word(), change_words(change).join(", "))
        }
        Nature::Changed => format!("~ {name}"),
    };
    out.push(Line::Item(1, said));
    if change.nature == Nature::Changed {
        out.extend(change_words(change).into_iter().map(|words| Line::Item(2, words)));
    }
    // A thing that is only named needs no quotation.
    if change.subject == Subject::Convention || !change.bears && change.nature != Nature::Renamed {
        return;
    }
    let sides = [("avant", &change.before), ("après", &change.after)];
    for (side, quote) in sides {
        let Some(quote) = quote else { continue };
        out.push(Line::Item(2, format!("{side} : « {} » [{}]", quote.sentence, place(quote))));
    }
}

fn place(quote: &Quote) -> String {
    format!("{}, {}:{}", quote.text, quote.file, quote.line)
}

fn table(tally: &Tally) -> String {
    if tally.total == 0 {
        return "aucun".to_string();
    }
    let mut parts = Vec::new();
    for kind in Kind::ALL {
        let count = tally.of(kind);
        if count > 0 {
            parts.push(format!("{} : {count}", heading(kind)));
        }
    }
    let left = match tally.left_to_earlier {
        0 => String::new(),
        count => format!(", dont {count} laissés à la version d'avant"),
    };
    parts.push(format!("sans changement : {}{left}", tally.same()));
    format!("{} ; {}", counted(tally.total, "dossier"), parts.join(", "))
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Gain => "gains",
        Kind::Loss => "pertes",
        Kind::Discretionary => "nouvellement à l'appréciation de l'autorité",
        Kind::Undetermined => "nouvellement indéterminés",
        Kind::NewFacts => "à compléter de faits nouveaux",
        Kind::Error => "erreurs dans les règles",
        Kind::Scope => "changements de champ sans gain ni perte",
        Kind::OtherValue => "autre montant",
        Kind::OtherRoute => "même issue par une autre voie",
        Kind::OtherDays => "même issue, sur d'autres jours",
    }
}

fn case(change: &CaseChange, depth: usize, out: &mut Vec<Line>) {
    let (before, after) = (change.before.french(), change.after.french());
    let outcome = if before == after { before.to_string() } else { format!("{before} → {after}") };
    let reason = match reason_words(&change.alike()) {
        reason if reason.is_empty() => reason,
        reason => format!(" ({reason})"),
    };
    out.push(Line::Item(depth, format!("{} : {outcome}{reason}", change.dossier)));
    for part in &change.turned {
        out.push(Line::Item(depth + 1, turned(part)));
        let measures = |side: &Option<(Outcome, Vec<MeasureReason>)>| -> Vec<String> {
            let measures = side.iter().flat_map(|(_, measures)| measures);
            measures.filter_map(|one| words::measured(one).map(|said| format!("{} : {said}", one.of))).collect()
        };
        let (old, new) = (measures(&part.before), measures(&part.after));
        if old == new {
            out.extend(new.into_iter().map(|said| Line::Item(depth + 2, said)));
        } else {
            out.extend(old.into_iter().map(|said| Line::Item(depth + 2, format!("avant : {said}"))));
            out.extend(new.into_iter().map(|said| Line::Item(depth + 2, format!("après : {said}"))));
        }
    }
    out.extend(change.values.iter().map(|one| Line::Item(depth + 1, value(one))));
    if let Some((before, after)) = &change.days {
        let said = |days: &[crate::time::Interval]| match days {
            [] => "aucun jour".to_string(),
            days => days.iter().map(|days| words::interval(*days)).collect::<Vec<_>>().join(", "),
        };
        out.push(Line::Item(depth + 1, format!("avant : {}", said(before))));
        out.push(Line::Item(depth + 1, format!("après : {}", said(after))));
    }
}

/// « taxe due : 1 045 € → 95 € »
fn value(change: &ValueChange) -> String {
    let [before, after] = values(change);
    format!("{} : {before} → {after}", change.name)
}

/// What a value came to on both sides, never in the same words.
fn values(change: &ValueChange) -> [String; 2] {
    let sides = [&change.before, &change.after];
    let said = sides.map(|side| match side {
        None => "non dit".to_string(),
        Some((value, of)) => words::value(value, of).unwrap_or_else(|| "inconnu".to_string()),
    });
    if said[0] != said[1] {
        return said;
    }
    // Rounded for reading, they may look alike; of two types they do.
    sides.map(|side| match side {
        Some((TermValue::Number(number), of)) => {
            let exactly = words::bounded(number, |number| format_exact(*number));
            format!("{exactly} ({})", words::type_name(of))
        }
        Some((value, of)) => format!("{} ({})", words::value(value, of).unwrap_or_default(), words::type_name(of)),
        None => "non dit".to_string(),
    })
}

fn turned(part: &Turned) -> String {
    let said =
        |side: &Option<(Outcome, Vec<MeasureReason>)>| side.as_ref().map(|(outcome, _)| state(part.kind, *outcome));
    let turn = match (said(&part.before), said(&part.after)) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => format!("nouveau : {after}"),
        (Some(before), None) => format!("disparu : {before}"),
        (None, None) => String::new(),
    };
    format!("{} « {} » : {turn}", part.kind, part.name)
}

/// What a part came to; an obstacle that is met stands.
fn state(kind: &str, outcome: Outcome) -> String {
    match (kind, outcome) {
        ("obstacle", Outcome::Met) => "présent".to_string(),
        ("obstacle", Outcome::NotMet) => "absent".to_string(),
        (_, Outcome::Met) => "réunie".to_string(),
        (_, Outcome::NotMet) => "non réunie".to_string(),
        (_, other) => other.french().to_string(),
    }
}

fn witnesses(one: &Compared, search: &Search, out: &mut Vec<Line>) {
    out.push(Line::Section(format!("Témoins : {}", tried(search))));
    let days: Vec<String> = search.days.iter().map(|day| day.french().to_string()).collect();
    out.push(Line::Item(1, format!("jour d'appréciation : {}", days.join(", "))));
    out.extend(search.varied.iter().map(|one| Line::Item(1, varied(one))));
    let exhausted = search.exhausted();
    let mut shown: Vec<&str> = Vec::new();
    for (change, witness) in one.rules.iter().zip(&search.by_rule).filter(|(change, _)| change.bears) {
        let name = change_subject(change);
        match witness {
            Some(witness) if shown.contains(&witness.yaml.as_str()) => {
                out.push(Line::Item(1, format!("{name} : même témoin que plus haut")));
            }
            Some(witness) => {
                out.push(Line::Item(1, format!("{name} :")));
                shown.push(&witness.yaml);
                dossier(witness, out);
            }
            None if exhausted => {
                out.push(Line::Item(
                    1,
                    format!("{name} : aucun dossier de ces valeurs n'en change d'issue ni de montant"),
                ));
            }
            None => {
                out.push(Line::Item(1, format!("{name} : aucun témoin trouvé ; non analysé au-delà de ces valeurs")))
            }
        }
    }
    for kind in Kind::ALL {
        match search.by_kind.get(&kind) {
            Some(witness) if shown.contains(&witness.yaml.as_str()) => {}
            Some(witness) => {
                out.push(Line::Item(1, format!("{} :", heading(kind))));
                shown.push(&witness.yaml);
                dossier(witness, out);
            }
            None if matches!(kind, Kind::Gain | Kind::Loss) => {
                let limit = if exhausted {
                    "parmi ces valeurs"
                } else {
                    "parmi ceux qui ont été évalués ; non analysé au-delà"
                };
                let verb = if kind == Kind::Gain { "ne gagne" } else { "ne perd" };
                // A dossier that was given may lie outside these values.
                out.push(Line::Item(
                    1,
                    match one.tally.of(kind) {
                        0 => format!("aucun dossier {verb}, {limit}"),
                        _ => format!("{} : aucun témoin, {limit} ; voir les dossiers ci-dessus", heading(kind)),
                    },
                ));
            }
            None => {}
        }
    }
}

/// How much was evaluated, and what it stands for.
fn tried(search: &Search) -> String {
    let plural = if search.tried > 1 { "s" } else { "" };
    let evaluated = format!("{} dossier{plural} évalué{plural} des deux côtés", number(search.tried.into()));
    let (all, stood_for) = (number(search.combinations), number(search.represented));
    match (search.exhausted(), search.combinations == search.tried.into()) {
        (true, true) => format!("{evaluated}, toutes les combinaisons de ces valeurs"),
        (true, false) => format!(
            "{evaluated} : toutes les combinaisons de ces valeurs ({all}), celles que rien ne distingue une seule fois"
        ),
        (false, _) => format!("{evaluated} : {stood_for} des {all} combinaisons de ces valeurs"),
    }
}

/// « 12 345 », or what is beyond counting.
fn number(count: u128) -> String {
    match i128::try_from(count) {
        Ok(count) => format_number(Exact::from_integer(count), 0),
        Err(_) => "innombrables".to_string(),
    }
}

/// « emplois : de 45 à 52 valeurs, selon le jour »
fn varied(one: &Varied) -> String {
    match one.values {
        (few, many) if few == many => format!("{} : {}", one.fact, counted(many, "valeur")),
        (few, many) => format!("{} : de {few} à {many} valeurs, selon le jour", one.fact),
    }
}

fn dossier(witness: &Witness, out: &mut Vec<Line>) {
    if witness.out_of_force {
        out.push(Line::Item(2, "à une date où le texte n'est pas en vigueur, comme s'il l'était :".to_string()));
    }
    out.push(Line::Dossier(witness.yaml.clone()));
    case(&witness.change, 2, out);
}

/// A comparison for the terminal.
pub fn comparison_text(comparison: &Comparison, detail: Detail, style: Style) -> String {
    let mut out = String::new();
    let bold = anstyle::Style::new().bold();
    wrap(&mut out, "", "", &format!("{} → {}", comparison.before, comparison.after), style, Some(bold));
    for line in lines(comparison, detail) {
        match line {
            Line::Title(title) => {
                out.push('\n');
                wrap(&mut out, "", "", &title, style, Some(bold));
            }
            Line::Section(title) => {
                out.push('\n');
                wrap(&mut out, "", "  ", &title, style, Some(anstyle::Style::new().underline()));
            }
            Line::Item(depth, words) => {
                let indent = "  ".repeat(depth);
                wrap(&mut out, &indent, &format!("{indent}  "), &words, style, None);
            }
            Line::Dossier(yaml) => yaml.lines().for_each(|line| out.push_str(&format!("      | {line}\n"))),
        }
    }
    out
}

/// A comparison for a review.
pub fn comparison_markdown(comparison: &Comparison, detail: Detail) -> String {
    let mut out = format!("# {} → {}\n", escape(&comparison.before), escape(&comparison.after));
    for line in lines(comparison, detail) {
        match line {
            Line::Title(title) => out.push_str(&format!("\n## {}\n", escape(&title))),
            Line::Section(title) => out.push_str(&format!("\n### {}\n\n", escape(&title))),
            Line::Item(depth, words) => {
                out.push_str(&format!("{}- {}\n", "  ".repeat(depth.saturating_sub(1)), escape(&words)));
            }
            Line::Dossier(yaml) => {
                let lines: String = yaml.lines().map(|line| format!("    {line}\n")).collect();
                out.push_str(&format!("\n    ```yaml\n{lines}    ```\n\n"));
            }
        }
    }
    out
}
