//! Texts beside the rules that are made of them: point by point, with the rules that cite each.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::entries::{Entry, Section, entry, tight};
use super::markdown::escape;
use super::words;
use crate::plan::{Plan, Point, PointId, TextId, Version};

/// A text and the rules of one version that are made of it.
pub(super) struct Beside {
    /// The text's name and number.
    title: String,
    points: Vec<Row>,
}

/// A point and its rules.
struct Row {
    name: String,
    title: String,
    /// How deep it stands, from 1.
    level: u8,
    /// Its words in Markdown.
    words: String,
    /// `circulaire-2012-11-28.md:9`
    place: String,
    /// The rules that are shown beside it, under the headings of their sections.
    rules: Vec<(String, Vec<(usize, Entry)>)>,
    /// Rules that cite it and are shown at another point.
    elsewhere: Vec<(usize, String)>,
    /// What is said where this version has no rule for it.
    silence: Option<Silence>,
}

/// Why no rule of a version stands beside a point.
enum Silence {
    /// Other procedures have one.
    Others(Vec<String>),
    /// The recueil says why there is none.
    Reason(String),
    /// Nobody says why.
    Lacking,
}

/// The texts of a version whose words stand in a file: its own with all its points, then others with those that its
/// rules cite.
pub(super) fn texts(plan: &Plan, version: &Version, sections: &[Section]) -> Vec<Beside> {
    let numbered = numbered(sections);
    let mut texts = vec![version.text];
    for point in numbered.iter().flat_map(|(_, _, entry)| &entry.points) {
        if !texts.contains(&point.text) {
            texts.push(point.text);
        }
    }
    texts.sort_by_key(|text| *text != version.text);
    let mut order: Vec<PointId> = Vec::new();
    for text in &texts {
        order.extend(plan.points_of(*text));
    }
    let home = |entry: &Entry| order.iter().copied().find(|point| entry.points.contains(point));
    let row = |id: PointId| {
        let point = plan.point(id)?;
        let mut rules: Vec<(String, Vec<(usize, Entry)>)> = Vec::new();
        let mut elsewhere = Vec::new();
        for (number, heading, entry) in numbered.iter().filter(|(_, _, entry)| entry.points.contains(&id)) {
            if home(entry) != Some(id) {
                elsewhere.push((*number, entry.name.clone()));
            } else if let Some((_, entries)) = rules.iter_mut().find(|(known, _)| known == heading) {
                entries.push((*number, (*entry).clone()));
            } else {
                rules.push((heading.to_string(), vec![(*number, (*entry).clone())]));
            }
        }
        let silent = rules.is_empty() && elsewhere.is_empty();
        Some(Row {
            silence: silent.then(|| silence(plan, version, id, point)).flatten(),
            ..row(plan, point, rules, elsewhere)
        })
    };
    let beside = |text: &TextId| {
        let mut points: Vec<Row> = plan.points_of(*text).filter_map(row).collect();
        if *text != version.text {
            points = cited(points);
        }
        let of = &plan.texts[text.index()];
        let number = of.number.as_ref().map(|number| format!(", {number}")).unwrap_or_default();
        (!points.is_empty()).then(|| Beside { title: format!("{}{number}", of.name), points })
    };
    texts.iter().filter_map(beside).collect()
}

/// The points that have a rule, and the headings that hold them, which say what article they are of.
fn cited(points: Vec<Row>) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::new();
    let mut level = 0;
    for mut row in points.into_iter().rev() {
        let has_rule = !row.rules.is_empty() || !row.elsewhere.is_empty();
        if has_rule || row.level < level {
            level = row.level;
            row.silence = row.silence.filter(|_| has_rule);
            if !has_rule {
                row.words.clear();
            }
            kept.push(row);
        }
    }
    kept.reverse();
    kept
}

fn row(plan: &Plan, point: &Point, rules: Vec<(String, Vec<(usize, Entry)>)>, elsewhere: Vec<(usize, String)>) -> Row {
    let place = plan.sources.position(point.heading);
    Row {
        name: point.name(),
        title: point.title.clone(),
        level: point.level,
        words: plan.sources.slice(point.words).to_string(),
        place: format!("{}:{}", plan.sources.file(point.heading.file).name, place.line),
        rules,
        elsewhere,
        silence: None,
    }
}

fn silence(plan: &Plan, version: &Version, id: PointId, point: &Point) -> Option<Silence> {
    let others = plan.procedures_citing(id).into_iter().map(|name| match name == version.procedure {
        true => "d'une autre version de celle-ci".to_string(),
        false => format!("de la procédure « {name} »"),
    });
    let others: Vec<String> = others.collect();
    if !others.is_empty() {
        Some(Silence::Others(others))
    } else if let Some(reason) = &point.ruleless {
        Some(Silence::Reason(reason.clone()))
    } else {
        plan.lacks_rule(id).then_some(Silence::Lacking)
    }
}

/// Every rule with a number of its own and the heading of its section.
fn numbered(sections: &[Section]) -> Vec<(usize, &str, &Entry)> {
    let all = sections.iter().flat_map(|section| section.entries.iter().map(|entry| (section.heading.as_str(), entry)));
    all.enumerate().map(|(number, (heading, entry))| (number, heading, entry)).collect()
}

fn silence_words(silence: &Silence) -> String {
    match silence {
        Silence::Others(of) => format!("Règles {}.", words::and(of)),
        Silence::Reason(reason) => format!("Sans règle : {reason}."),
        Silence::Lacking => "Aucune règle.".to_string(),
    }
}

/// The names of the rules that cite a point.
fn names(row: &Row) -> Vec<&str> {
    let here = row.rules.iter().flat_map(|(_, entries)| entries).map(|(_, entry)| entry.name.as_str());
    here.chain(row.elsewhere.iter().map(|(_, name)| name.as_str())).collect()
}

/// A text for the terminal: each point, its words where this version has a rule for it, and the names of the rules.
pub(super) fn text(beside: &Beside, line: &mut impl FnMut(&str, &str, &str)) {
    line("", "", "");
    line("", "", &format!("Texte, point par point : {}", beside.title));
    for row in &beside.points {
        line("", "", "");
        let indent = "  ".repeat(usize::from(row.level.clamp(1, 4)));
        line(&indent, &format!("{indent}  "), &format!("{} [{}]", row.title, row.place));
        let deeper = format!("{indent}  ");
        let names = names(row);
        if !names.is_empty() {
            paragraphs(&row.words).iter().for_each(|words| line(&deeper, &deeper, words));
            line(&deeper, &format!("{deeper}  "), &format!("règles : {}", names.join(" ; ")));
        }
        row.silence.iter().for_each(|silence| line(&deeper, &deeper, &silence_words(silence)));
    }
}

/// A text as Markdown: each point with its words as a quotation, and the names of the rules.
pub(super) fn markdown(out: &mut String, beside: &Beside) {
    out.push_str(&format!("\n## Texte, point par point : {}\n", escape(&beside.title)));
    for row in &beside.points {
        out.push_str(&format!("\n### {}\n\n", escape(&row.title)));
        for line in row.words.lines() {
            out.push_str(format!("> {line}").trim_end());
            out.push('\n');
        }
        if !row.words.is_empty() {
            out.push('\n');
        }
        names(row).iter().for_each(|name| out.push_str(&format!("- {}\n", escape(name))));
        row.silence.iter().for_each(|silence| out.push_str(&format!("{}\n", escape(&silence_words(silence)))));
    }
}

/// Texts and the rules of a version side by side, then the rules that stand beside no point.
pub(super) fn page(index: usize, texts: &[Beside], sections: &[Section]) -> Markup {
    let numbered = numbered(sections);
    let shown = |number: usize| {
        let rows = texts.iter().flat_map(|text| &text.points);
        rows.flat_map(|row| &row.rules).flat_map(|(_, entries)| entries).any(|(known, _)| *known == number)
    };
    let mut others: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for (_, heading, entry) in numbered.iter().filter(|(number, ..)| !shown(*number)) {
        match others.iter_mut().find(|(known, _)| known == heading) {
            Some((_, entries)) => entries.push(entry),
            None => others.push((heading, vec![entry])),
        }
    }
    html! {
        @for text in texts {
            h2 { (text.title) }
            div.beside {
                p.heading { "Le texte" }
                p.heading { "Les règles" }
                @for row in &text.points { (point(index, row)) }
            }
        }
        @if !others.is_empty() {
            h2 { "Règles sans point de ces textes" }
            @for (heading, entries) in &others {
                h3 { (heading) }
                ul { @for one in entries { li { (entry(one)) } } }
            }
        }
    }
}

fn point(index: usize, row: &Row) -> Markup {
    let id = |number: &usize| format!("regle-{index}-{number}");
    let lacking = matches!(row.silence, Some(Silence::Lacking));
    html! {
        div.words.{ "l" (row.level.clamp(1, 4)) } title=(row.name) {
            h3 { (row.title) " " small { (row.place) } }
            (PreEscaped(rendered(&row.words)))
        }
        div.rules {
            @for (heading, entries) in &row.rules {
                h4 { (heading) }
                ul { @for (number, one) in entries { li id=(id(number)) { (entry(one)) } } }
            }
            @if !row.elsewhere.is_empty() {
                p.note {
                    "Cité aussi par "
                    @for (place, (number, name)) in row.elsewhere.iter().enumerate() {
                        @if place > 0 { ", " }
                        a href={ "#" (id(number)) } { (tight(name)) }
                    }
                    "."
                }
            }
            @if let Some(silence) = &row.silence {
                p.note.lacking[lacking] { (tight(&silence_words(silence))) }
            }
        }
    }
}

/// Markdown as HTML that loads nothing and holds no markup of the text's own: links and pictures are their words.
fn rendered(words: &str) -> String {
    let events = Parser::new_ext(words, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(words) | Event::InlineHtml(words) | Event::Text(words) => Some(Event::Text(tight(&words).into())),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => None,
        other => Some(other),
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

/// Markdown as plain paragraphs; an item of a list begins with a dash.
fn paragraphs(words: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for event in Parser::new_ext(words, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Item) => found.push("- ".to_string()),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                found.iter_mut().last().into_iter().for_each(|line| line.push_str(&text));
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => {
                found.iter_mut().last().into_iter().for_each(|line| line.push(' '));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => {
                found.push(String::new());
            }
            _ => {}
        }
    }
    let found = found.into_iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    found.filter(|line| !line.is_empty() && line != "-").collect()
}

/// What the page needs beyond that of rules alone: two columns, one on a phone; dark where that is preferred, never in
/// print.
pub(super) const CSS: &str = ":root{color-scheme:light dark}body{max-width:74rem}\
.beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);column-gap:2rem}\
.beside>*{border-top:1px solid #ccc;padding:.6rem 0;overflow-wrap:anywhere}\
.beside>.heading{border:0;font-weight:bold;margin:0;padding:.2rem 0}\
h3{font-size:1rem;margin:0 0 .3rem}.beside>.l3{padding-left:1rem}.beside>.l4{padding-left:2rem}\
h3 small{font-weight:normal;font-size:.75rem}h4{font-size:.85rem;margin:0 0 .2rem;color:#444}\
.words p,.words ul,.words ol{margin:.3rem 0}.rules ul{margin:0 0 .6rem;padding-left:1.1rem}\
.note{margin:.2rem 0;font-style:italic;color:#444}.lacking{color:#8a2a00;font-weight:bold}a{color:inherit}\
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.1rem .4rem}\
@media (max-width:44rem){.beside{display:block}.beside>.heading{display:none}.rules{border-top:0;border-left:3px solid #ccc;\
padding:0 0 .8rem .8rem}.words{padding-bottom:.3rem}.rules:empty{display:none}}\
@media screen and (prefers-color-scheme:dark){body{background:#16181c;color:#e6e6e6}small,footer,h4,.note{color:#a9adb5}\
h2,.beside>*,td,th{border-color:#444}.rules{border-color:#444}.lacking{color:#ffb08a}}\
@media print{:root{color-scheme:light}body{font-size:9.5pt;max-width:none}.beside{column-gap:1cm}h3,h4{break-after:avoid}}";
