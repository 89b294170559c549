//! A comparison: what rules say differently, who gains and who loses, and the dossiers that part the two sides.

use maud::{DOCTYPE, html};
use serde_json::{Value, json};

use super::markdown::escape;
use super::text::wrap;
use super::{Style, words};
use crate::compare::{CaseChange, Kind, Nature, Quote, RuleChange, Search, Tally, Turned, Witness};
use crate::eval::Outcome;
use crate::explain::MeasureReason;

/// Dossiers of each kind that are told in full; the next ones are named.
const MAX_SHOWN: usize = 10;

/// Two sides, and what was found between them.
pub struct Comparison {
    /// The side before, as it was named.
    pub before: String,
    /// The side after.
    pub after: String,
    /// Versions that only the side after has.
    pub added: Vec<String>,
    /// Versions that only the side before has.
    pub removed: Vec<String>,
    /// Pairs of versions.
    pub compared: Vec<Compared>,
    /// Dossiers that one side cannot read, and why.
    pub unreadable: Vec<String>,
}

/// A pair of versions.
pub struct Compared {
    /// Procedure and text before.
    pub before: (String, String),
    /// Procedure and text after.
    pub after: (String, String),
    /// Differences of the rules.
    pub rules: Vec<RuleChange>,
    /// How many dossiers change.
    pub tally: Tally,
    /// Dossiers that change; of each kind at most so many as the caller kept.
    pub changes: Vec<CaseChange>,
    /// Witnesses, when they were looked for.
    pub search: Option<Search>,
}

impl Compared {
    fn title(&self) -> String {
        let ((procedure, text), (other, other_text)) = (&self.before, &self.after);
        match (procedure == other, text == other_text) {
            (true, true) => format!("{procedure}, selon « {text} »"),
            (true, false) => format!("{procedure} : « {text} » → « {other_text} »"),
            _ => format!("« {procedure} » ({text}) → « {other} » ({other_text})"),
        }
    }

    fn is_same(&self) -> bool {
        self.rules.is_empty() && self.tally.same() == self.tally.total
    }
}

impl Comparison {
    /// Whether some outcome is another: that of a dossier, or of a witness.
    pub fn changes_outcomes(&self) -> bool {
        let cases = |one: &Compared| Kind::ALL.iter().any(|kind| kind.changes_outcome() && one.tally.of(*kind) > 0);
        let witnesses = |one: &Compared| one.search.as_ref().is_some_and(|search| !search.by_kind.is_empty());
        !self.added.is_empty()
            || !self.removed.is_empty()
            || self.compared.iter().any(|one| cases(one) || witnesses(one))
    }
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

fn lines(comparison: &Comparison) -> Vec<Line> {
    let mut out = Vec::new();
    out.extend(comparison.added.iter().map(|name| Line::Item(0, format!("nouvelle version : {name}"))));
    out.extend(comparison.removed.iter().map(|name| Line::Item(0, format!("version disparue : {name}"))));
    let (same, different): (Vec<_>, Vec<_>) = comparison.compared.iter().partition(|one| one.is_same());
    for one in different {
        pair(one, &mut out);
    }
    if !same.is_empty() {
        let names: Vec<String> = same.iter().map(|one| one.title()).collect();
        out.push(Line::Section(format!("Sans différence : {}", names.join(" ; "))));
    }
    if !comparison.unreadable.is_empty() {
        out.push(Line::Section(counted(comparison.unreadable.len(), "dossier illisible")));
        out.extend(comparison.unreadable.iter().map(|why| Line::Item(1, why.clone())));
    }
    out
}

fn counted(count: usize, word: &str) -> String {
    let word: String =
        if count > 1 { word.split(' ').map(|word| format!("{word}s ")).collect() } else { word.to_string() };
    format!("{count} {}", word.trim_end())
}

fn pair(one: &Compared, out: &mut Vec<Line>) {
    out.push(Line::Title(one.title()));
    out.push(Line::Section(match one.rules.len() {
        0 => "Règles : aucune différence".to_string(),
        count => format!("Règles : {}", counted(count, "différence")),
    }));
    for change in &one.rules {
        rule(change, out);
    }
    out.push(Line::Section(format!("Dossiers : {}", table(&one.tally))));
    for kind in Kind::ALL {
        let of_kind: Vec<&CaseChange> = one.changes.iter().filter(|change| change.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        out.push(Line::Item(1, format!("{} :", heading(kind))));
        let (shown, named) = of_kind.split_at(of_kind.len().min(MAX_SHOWN));
        shown.iter().for_each(|change| case(change, 2, out));
        if !named.is_empty() {
            let names: Vec<&str> = named.iter().map(|change| change.dossier.as_str()).collect();
            out.push(Line::Item(2, format!("et aussi : {}", names.join(", "))));
        }
        if of_kind.len() < one.tally.of(kind) {
            out.push(Line::Item(2, format!("et {} autres", one.tally.of(kind) - of_kind.len())));
        }
    }
    if let Some(search) = &one.search {
        witnesses(one, search, out);
    }
}

fn rule(change: &RuleChange, out: &mut Vec<Line>) {
    let name = format!("{} « {} »", change.kind, change.name);
    let said = match change.nature {
        Nature::Added => format!("+ {name}"),
        Nature::Removed => format!("- {name}"),
        Nature::Renamed => format!("= {} renommée : {}", change.kind, change.changes.join(", ")),
        Nature::Changed => format!("~ {name}"),
    };
    out.push(Line::Item(1, said));
    if change.nature == Nature::Changed {
        out.extend(change.changes.iter().map(|words| Line::Item(2, words.clone())));
    }
    // A thing that is only named needs no quotation.
    if change.kind == "convention" || !change.bears && change.nature != Nature::Renamed {
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
    parts.push(format!("sans changement : {}", tally.same()));
    format!("{} ; {}", counted(tally.total, "dossier"), parts.join(", "))
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Gain => "gains",
        Kind::Loss => "pertes",
        Kind::Discretionary => "nouvellement à l'appréciation du préfet",
        Kind::Undetermined => "nouvellement indéterminés",
        Kind::Error => "erreurs dans les règles",
        Kind::Scope => "changements de champ sans gain ni perte",
        Kind::OtherRoute => "même issue par une autre voie",
        Kind::OtherDays => "même issue, sur d'autres jours",
    }
}

fn case(change: &CaseChange, depth: usize, out: &mut Vec<Line>) {
    let (before, after) = (change.before.french(), change.after.french());
    let outcome = if before == after { before.to_string() } else { format!("{before} → {after}") };
    out.push(Line::Item(depth, format!("{} : {outcome}", change.dossier)));
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
    if let Some((before, after)) = &change.days {
        let said = |days: &[crate::time::Interval]| match days {
            [] => "aucun jour".to_string(),
            days => days.iter().map(|days| words::interval(*days)).collect::<Vec<_>>().join(", "),
        };
        out.push(Line::Item(depth + 1, format!("avant : {}", said(before))));
        out.push(Line::Item(depth + 1, format!("après : {}", said(after))));
    }
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
    let tried = counted(search.tried, "dossier");
    let how = if search.exhausted { "toutes les combinaisons" } else { "une partie des combinaisons" };
    out.push(Line::Section(format!("Témoins : {tried} évalués des deux côtés, {how} de ces valeurs")));
    out.extend(search.fragment.iter().map(|said| Line::Item(1, said.clone())));
    let mut shown: Vec<&str> = Vec::new();
    for (change, witness) in one.rules.iter().zip(&search.by_rule).filter(|(change, _)| change.bears) {
        let name = format!("{} « {} »", change.kind, change.name);
        match witness {
            Some(witness) if shown.contains(&witness.yaml.as_str()) => {
                out.push(Line::Item(1, format!("{name} : même témoin que plus haut")));
            }
            Some(witness) => {
                out.push(Line::Item(1, format!("{name} :")));
                shown.push(&witness.yaml);
                dossier(witness, out);
            }
            None if search.exhausted => {
                out.push(Line::Item(1, format!("{name} : aucun dossier de ces valeurs n'en change d'issue")));
            }
            None => {
                out.push(Line::Item(1, format!("{name} : aucun témoin trouvé ; non analysé au-delà de ces valeurs")))
            }
        }
    }
    for kind in [Kind::Gain, Kind::Loss, Kind::Discretionary, Kind::Undetermined, Kind::Error] {
        match search.by_kind.get(&kind) {
            Some(witness) if shown.contains(&witness.yaml.as_str()) => {}
            Some(witness) => {
                out.push(Line::Item(1, format!("{} :", heading(kind))));
                shown.push(&witness.yaml);
                dossier(witness, out);
            }
            None if matches!(kind, Kind::Gain | Kind::Loss) => {
                let verb = if kind == Kind::Gain { "ne gagne" } else { "ne perd" };
                let limit = if search.exhausted {
                    "parmi ces valeurs"
                } else {
                    "parmi ceux qui ont été évalués ; non analysé au-delà"
                };
                out.push(Line::Item(1, format!("aucun dossier {verb}, {limit}")));
            }
            None => {}
        }
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
pub fn comparison_text(comparison: &Comparison, style: Style) -> String {
    let mut out = String::new();
    let bold = anstyle::Style::new().bold();
    wrap(&mut out, "", "", &format!("{} → {}", comparison.before, comparison.after), style, Some(bold));
    for line in lines(comparison) {
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
pub fn comparison_markdown(comparison: &Comparison) -> String {
    let mut out = format!("# {} → {}\n", escape(&comparison.before), escape(&comparison.after));
    for line in lines(comparison) {
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

/// A comparison as a page: rules side by side, and the dossiers that each change turns.
pub fn comparison_html(comparison: &Comparison) -> String {
    let title = format!("{} → {}", comparison.before, comparison.after);
    let said = |quote: &Option<Quote>| quote.clone();
    let flipped = |one: &Compared, change: &RuleChange| -> Vec<String> {
        let turns =
            |case: &&CaseChange| case.turned.iter().any(|part| part.kind == change.kind && part.name == change.name);
        one.changes.iter().filter(turns).flat_map(told).collect()
    };
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head { meta charset="utf-8"; title { (title) } style { (maud::PreEscaped(CSS)) } }
            body {
                h1 { (title) }
                @for name in &comparison.added { p { "Nouvelle version : " (name) } }
                @for name in &comparison.removed { p { "Version disparue : " (name) } }
                @for one in &comparison.compared {
                    h2 { (one.title()) }
                    @if one.is_same() { p { "Sans différence." } }
                    @if !one.rules.is_empty() {
                        table {
                            tr { th { "Avant" } th { "Après" } }
                            @for change in &one.rules {
                                tr class="part" { td colspan="2" {
                                    strong { (change.kind) " « " (change.name) " »" }
                                    @for words in &change.changes { " — " (words) }
                                } }
                                tr {
                                    @for side in [said(&change.before), said(&change.after)] {
                                        td { @if let Some(quote) = side { (quote.sentence) br; small { (place(&quote)) } } }
                                    }
                                }
                                @let cases = flipped(one, change);
                                @if !cases.is_empty() {
                                    tr { td colspan="2" { details {
                                        summary { "Dossiers qui changent" }
                                        @for line in cases { p { (line) } }
                                    } } }
                                }
                            }
                        }
                    }
                    h3 { "Dossiers" }
                    p { (table(&one.tally)) }
                    @for kind in Kind::ALL {
                        @let cases: Vec<String> = one.changes.iter().filter(|case| case.kind == kind).flat_map(told).collect();
                        @if !cases.is_empty() {
                            details { summary { (heading(kind)) " : " (one.tally.of(kind)) } @for line in cases { p { (line) } } }
                        }
                    }
                    @if let Some(search) = &one.search {
                        @let mut found = Vec::new();
                        @let () = witnesses(one, search, &mut found);
                        @for line in found {
                            @match line {
                                Line::Title(words) | Line::Section(words) => h3 { (words) },
                                Line::Item(_, words) => p { (words) },
                                Line::Dossier(yaml) => pre { (yaml) },
                            }
                        }
                    }
                }
                @for why in &comparison.unreadable { p { (why) } }
            }
        }
    };
    format!("{}\n", page.into_string())
}

/// A dossier that changes, in lines.
fn told(change: &CaseChange) -> Vec<String> {
    let mut out = Vec::new();
    case(change, 0, &mut out);
    let words = out.into_iter().filter_map(|line| match line {
        Line::Item(depth, words) => Some(format!("{}{words}", "\u{a0}\u{a0}\u{a0}".repeat(depth))),
        _ => None,
    });
    words.collect()
}

const CSS: &str = "body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;line-height:1.4}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.4rem;vertical-align:top;width:50%;text-align:left}\
.part td{background:#eee}small{color:#555}p{margin:.2rem 0}pre{background:#f4f4f4;padding:.5rem}details{margin:.3rem 0}\
@media print{details{display:block}}";

/// A comparison as JSON.
pub fn comparison_json(comparison: &Comparison) -> Value {
    json!({
        "before": comparison.before,
        "after": comparison.after,
        "added": comparison.added,
        "removed": comparison.removed,
        "compared": comparison.compared.iter().map(compared).collect::<Vec<_>>(),
        "unreadable": comparison.unreadable,
    })
}

fn compared(one: &Compared) -> Value {
    let side = |(procedure, text): &(String, String)| json!({ "procedure": procedure, "text": text });
    let counts: serde_json::Map<String, Value> =
        Kind::ALL.iter().map(|kind| (key(*kind).to_string(), json!(one.tally.of(*kind)))).collect();
    json!({
        "before": side(&one.before),
        "after": side(&one.after),
        "rules": one.rules.iter().map(|change| json!({
            "kind": change.kind,
            "name": change.name,
            "nature": match change.nature {
                Nature::Added => "added",
                Nature::Removed => "removed",
                Nature::Renamed => "renamed",
                Nature::Changed => "changed",
            },
            "changes": change.changes,
            "before": change.before.as_ref().map(quote),
            "after": change.after.as_ref().map(quote),
        })).collect::<Vec<_>>(),
        "total": one.tally.total,
        "same": one.tally.same(),
        "counts": counts,
        "cases": one.changes.iter().map(change_json).collect::<Vec<_>>(),
        "witnesses": one.search.as_ref().map(|search| json!({
            "tried": search.tried,
            "exhausted": search.exhausted,
            "fragment": search.fragment,
            "by_rule": search.by_rule.iter().map(|one| one.as_ref().map(witness)).collect::<Vec<_>>(),
            "by_kind": search.by_kind.iter().map(|(kind, one)| (key(*kind).to_string(), witness(one))).collect::<serde_json::Map<_, _>>(),
        })),
    })
}

fn quote(quote: &Quote) -> Value {
    json!({ "sentence": quote.sentence, "text": quote.text, "file": quote.file, "line": quote.line })
}

fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Gain => "gains",
        Kind::Loss => "losses",
        Kind::Discretionary => "discretionary",
        Kind::Undetermined => "undetermined",
        Kind::Error => "error",
        Kind::Scope => "scope",
        Kind::OtherRoute => "other_route",
        Kind::OtherDays => "other_days",
    }
}

fn witness(one: &Witness) -> Value {
    json!({ "dossier": one.yaml, "change": change_json(&one.change), "out_of_force": one.out_of_force })
}

fn change_json(change: &CaseChange) -> Value {
    let side = |side: &Option<(Outcome, Vec<MeasureReason>)>| {
        side.as_ref().map(|(outcome, measures)| {
            let said: Vec<String> = measures
                .iter()
                .filter_map(|one| words::measured(one).map(|said| format!("{} : {said}", one.of)))
                .collect();
            json!({ "outcome": outcome.key(), "measures": said })
        })
    };
    let days = |days: &[crate::time::Interval]| days.iter().map(|days| words::interval(*days)).collect::<Vec<_>>();
    json!({
        "dossier": change.dossier,
        "kind": key(change.kind),
        "before": change.before.key(),
        "after": change.after.key(),
        "turned": change.turned.iter().map(|part| json!({
            "kind": part.kind,
            "name": part.name,
            "before": side(&part.before),
            "after": side(&part.after),
        })).collect::<Vec<_>>(),
        "days": change.days.as_ref().map(|(before, after)| json!({ "before": days(before), "after": days(after) })),
    })
}
