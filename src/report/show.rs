//! A procedure as it stands on a day: for the terminal, as Markdown, and as a page to print.

use maud::{Markup, html};

use super::beside::{self, Beside};
use super::entries::{Entry, Section, entry};
use super::markdown::escape;
use super::page::Page;
use super::text::wrap;
use super::{Style, words};
use crate::explain::constant;
use crate::plan::{
    DefinitionId, Exception, Fact, Mark, Mention, Parameter, ParameterLine, Part, Plan, RootKind, Text, Transition,
    Use, Version, VersionId,
};
use crate::source::Span;

/// A consolidated version: every part with its words and where they come from.
struct Sheet {
    procedure: String,
    text: String,
    validity: String,
    hash: String,
    sections: Vec<Section>,
    /// The texts beside the rules, the version's own first; none where no file holds their words.
    texts: Vec<Beside>,
    /// Conventions: the name, the options, the one followed first.
    conventions: Vec<(String, Vec<String>)>,
    marks: Vec<String>,
    /// That the decision is the prefect's, when it is.
    discretion: Option<String>,
}

fn sheet(plan: &Plan, id: VersionId) -> Sheet {
    let version = &plan.versions[id.index()];
    let text = &plan.texts[version.text.index()];
    let number = text.number.as_ref().map(|number| format!(", {number}")).unwrap_or_default();
    let definitions = plan.definitions_of(version);
    let definition = |id: DefinitionId| {
        let definition = &plan.definitions[id.index()];
        worded(plan, format!("« {} »", definition.name), definition.span)
    };
    let definitions: Vec<Entry> = definitions.into_iter().map(definition).collect();
    let scope = version.scope.map(|scope| {
        let mut entry = worded(plan, "champ d'application".to_string(), plan.conditions[scope.index()].span);
        entry.points = version.scope_span.map(|span| plan.points_cited(span)).unwrap_or_default();
        if let Some(last) = entry.lines.last_mut() {
            last.push_str(&source(&version.scope_citations));
        }
        entry
    });
    let exception = |one: &Exception| worded(plan, words::exception(&one.target, one.name.as_deref()), one.span);
    let exceptions = version.exceptions.iter().map(exception).collect();
    let part = |kind: RootKind, part: &Part| worded(plan, format!("{} « {} »", kind.word(), part.name), part.span);
    let parts = |kind: RootKind, parts: &[Part]| parts.iter().map(|one| part(kind, one)).collect::<Vec<_>>();
    let obstacles = |discretionary: bool| {
        let such = version.obstacles.iter().filter(|part| part.discretionary == discretionary);
        such.map(|one| part(RootKind::Obstacle, one)).collect::<Vec<_>>()
    };
    let mentions = |kind: RootKind, such: &[Mention]| mentions(plan, kind, such);
    // What leaves the decision to the prefect closes every sheet; it stands among the rules where a point says so.
    let decision = version.discretion_span.map(|span| worded(plan, "pouvoir d'appréciation".to_string(), span));
    let decision = decision.filter(|entry| !entry.points.is_empty());
    let of = plan.authority.of();
    let may_stand = format!("Peuvent faire obstacle, à l'appréciation {of}");
    let weighed = format!("Appréciés par {}", plan.authority.name());
    let effects = format!("Effets, si {} d'admettre", plan.authority.verb("décide", "décident"));
    let sections = [
        Section { heading: "Faits".to_string(), entries: facts(plan, version) },
        Section { heading: "Champ d'application".to_string(), entries: scope.into_iter().collect() },
        Section { heading: "Définitions".to_string(), entries: definitions },
        Section { heading: "Paramètres".to_string(), entries: parameters(plan, version) },
        Section { heading: "Voies, dont une suffit".to_string(), entries: parts(RootKind::Route, &version.routes) },
        Section {
            heading: "Conditions, toutes exigées".to_string(),
            entries: parts(RootKind::Condition, &version.conditions),
        },
        Section { heading: "Font obstacle".to_string(), entries: obstacles(false) },
        Section { heading: may_stand, entries: obstacles(true) },
        Section { heading: "Exceptions".to_string(), entries: exceptions },
        Section { heading: weighed, entries: mentions(RootKind::Appreciation, &version.appreciations) },
        Section { heading: "Pièces".to_string(), entries: mentions(RootKind::Paper, &version.papers) },
        Section { heading: "Démarches".to_string(), entries: mentions(RootKind::Step, &version.steps) },
        Section { heading: effects, entries: mentions(RootKind::Effect, &version.effects) },
        Section { heading: "Décision".to_string(), entries: decision.into_iter().collect() },
    ];
    let sections: Vec<Section> = sections.into_iter().filter(|section| !section.entries.is_empty()).collect();
    Sheet {
        texts: beside::texts(plan, version, &sections),
        procedure: version.procedure.clone(),
        text: format!("{}{number}", text.name),
        validity: words::interval(version.validity) + &begins_by(plan, text) + &transition(plan, text),
        hash: plan.hash[..plan.hash.len().min(16)].to_string(),
        sections,
        conventions: conventions(plan),
        marks: marks(plan, id),
        discretion: version.discretion.then(|| {
            let source = source(&version.discretion_citations);
            format!("La décision relève du pouvoir d'appréciation {of}{source}.")
        }),
    }
}

/// Facts that lie within others.
fn facts(plan: &Plan, version: &Version) -> Vec<Entry> {
    let entry = |fact: &Fact| {
        let within = &plan.facts[fact.within?.index()].name;
        let line = format!("{} : périodes, au sein de « {within} »", fact.name);
        Some(Entry { lines: vec![line], ..worded(plan, format!("« {} »", fact.name), fact.span) })
    };
    plan.facts_of(version).into_iter().filter_map(entry).collect()
}

/// The parameters that a version reads, with all their values.
fn parameters(plan: &Plan, version: &Version) -> Vec<Entry> {
    let parameter = |used: &Use| match used {
        Use::Parameter(id) => Some(&plan.parameters[id.index()]),
        Use::Fact(_) | Use::Column(..) | Use::List(_) | Use::Convention(_) => None,
    };
    let entry = |parameter: &Parameter| {
        let line = |line: &ParameterLine| {
            let value = line.value.and_then(|value| constant(plan, value));
            let value = value.and_then(|value| words::value(&value, &parameter.of));
            let value = value.unwrap_or_else(|| "inconnu".to_string());
            let source = line.source.as_ref().map(|source| format!(", selon « {source} »")).unwrap_or_default();
            format!("{} : {value}{source}", words::days(line.validity))
        };
        let head = format!("{} :", parameter.name);
        let lines = [head].into_iter().chain(parameter.lines.iter().rev().map(line)).collect();
        Entry { lines, ..worded(plan, format!("paramètre « {} »", parameter.name), parameter.span) }
    };
    plan.uses_of(version).iter().filter_map(parameter).map(entry).collect()
}

/// ` [point 2.2.1]`
fn source(citations: &[String]) -> String {
    if citations.is_empty() { String::new() } else { format!(" [{}]", citations.join(" ; ")) }
}

/// The convention that says on which day a text begins, when one does.
fn begins_by(plan: &Plan, text: &Text) -> String {
    let convention = text.begins_by.map(|convention| &plan.conventions[convention.index()].name);
    convention.map(|name| format!(", selon la convention « {name} »")).unwrap_or_default()
}

/// The acts that a text looks at, when not all.
fn transition(plan: &Plan, text: &Text) -> String {
    let clause = |transition: Transition| {
        let fact = &plan.facts[transition.fact.index()].name;
        format!(" ; pour une {fact} à compter du {}", transition.from.french())
    };
    text.transition.map(clause).unwrap_or_default()
}

/// The words of a rule, line by line, without its comments.
fn worded(plan: &Plan, name: String, span: Span) -> Entry {
    let lines = plan.sources.slice(span).lines().map(|line| line.split('#').next().unwrap_or(line).trim());
    let place = plan.sources.position(span);
    let file = &plan.sources.file(span.file).name;
    let text = plan.origin(span).map(|text| format!("{}, ", plan.texts[text.index()].name)).unwrap_or_default();
    Entry {
        lines: lines.filter(|line| !line.is_empty()).map(str::to_string).collect(),
        origin: Some(format!("{text}{file}:{}", place.line)),
        points: plan.points_cited(span),
        name,
    }
}

fn mentions(plan: &Plan, kind: RootKind, mentions: &[Mention]) -> Vec<Entry> {
    let one = |mention: &Mention| {
        let by = mention.supplied_by.as_ref().map(|by| format!(", par {by}")).unwrap_or_default();
        let when = mention.applies_if.map(|condition| {
            let words = worded(plan, String::new(), plan.conditions[condition.index()].span).lines.join(" ");
            format!(", si {words}")
        });
        let source = source(&mention.citations);
        let name = format!("{} « {} »", kind.word(), mention.name);
        let lines = vec![format!("{}{by}{}{source}", mention.name, when.unwrap_or_default())];
        Entry { name, lines, origin: None, points: plan.points_cited(mention.span) }
    };
    mentions.iter().map(one).collect()
}

fn conventions(plan: &Plan) -> Vec<(String, Vec<String>)> {
    let declared = plan.conventions.iter().filter(|convention| convention.span.is_some());
    declared
        .map(|convention| {
            let option = |(index, option): (usize, &crate::plan::ConventionOption)| {
                let holder = option.holder.as_ref().map(|holder| format!(", selon {holder}")).unwrap_or_default();
                let followed = if index == 0 { " (suivie)" } else { "" };
                format!("{}{followed}{holder}", option.name)
            };
            (convention.name.clone(), convention.options.iter().enumerate().map(option).collect())
        })
        .collect()
}

/// Marks on the version, its parts, its definitions, the lists and the conventions.
fn marks(plan: &Plan, id: VersionId) -> Vec<String> {
    let version = &plan.versions[id.index()];
    let mut found: Vec<String> = Vec::new();
    let mut add = |of: &str, marks: &[Mark]| {
        for mark in marks {
            let note = if mark.note.is_empty() { String::new() } else { format!(" : {}", mark.note) };
            found.push(format!("{of}{note}"));
        }
    };
    add(&plan.texts[version.text.index()].name, &version.marks);
    for part in version.parts() {
        add(&part.name, &part.marks);
    }
    let mentions = version.appreciations.iter().chain(&version.papers).chain(&version.steps).chain(&version.effects);
    for mention in mentions {
        add(&mention.name, &mention.marks);
    }
    for definition in plan.definitions_of(version) {
        add(&plan.definitions[definition.index()].name, &plan.definitions[definition.index()].marks);
    }
    for exception in &version.exceptions {
        add(&words::exception(&exception.target, exception.name.as_deref()), &exception.marks);
    }
    for fact in plan.facts_of(version) {
        add(&fact.name, &fact.marks);
    }
    for list in &plan.lists {
        for version in &list.versions {
            let of = format!("liste « {} », {}", list.name, words::interval(version.validity));
            add(&of, &version.marks);
        }
    }
    for used in plan.uses_of(version) {
        let Use::Parameter(id) = used else { continue };
        let parameter = &plan.parameters[id.index()];
        add(&format!("paramètre « {} »", parameter.name), &parameter.marks);
        for line in &parameter.lines {
            add(&format!("paramètre « {} », {}", parameter.name, words::days(line.validity)), &line.marks);
        }
    }
    for convention in &plan.conventions {
        add(&format!("convention « {} »", convention.name), convention.mark.as_slice());
    }
    found.sort();
    found.dedup();
    found
}

/// Versions of procedures as text.
pub fn show_text(plan: &Plan, versions: &[VersionId], style: Style) -> String {
    let sheets: Vec<String> = versions.iter().map(|id| text(&sheet(plan, *id), style)).collect();
    sheets.join("\n")
}

fn text(sheet: &Sheet, style: Style) -> String {
    let mut out = String::new();
    let mut line = |indent: &str, rest: &str, words: &str| wrap(&mut out, indent, rest, words, style, None);
    line("", "", &sheet.procedure);
    line("", "", &format!("selon « {} », en vigueur {}", sheet.text, sheet.validity));
    for section in &sheet.sections {
        line("", "", "");
        line("", "", &section.heading);
        for entry in &section.entries {
            if let Some(origin) = &entry.origin {
                line("", "", "");
                line("  ", "    ", &format!("[{origin}]"));
            }
            for (index, words) in entry.lines.iter().enumerate() {
                let indent = if entry.origin.is_none() { "  - " } else { "  " };
                let deeper = if index == 0 { "" } else { "  " };
                line(&format!("{indent}{deeper}"), &format!("    {deeper}"), words);
            }
        }
    }
    sheet.texts.iter().for_each(|text| beside::text(text, &mut line));
    line("", "", "");
    line("", "", "Conventions");
    for (name, options) in &sheet.conventions {
        line("  - ", "    ", &format!("{name} : {}", options.join(" ; ")));
    }
    if !sheet.marks.is_empty() {
        line("", "", "");
        line("", "", "À vérifier");
        sheet.marks.iter().for_each(|mark| line("  - ", "    ", mark));
    }
    line("", "", "");
    if let Some(discretion) = &sheet.discretion {
        line("", "", discretion);
    }
    line("", "", &format!("Règles : empreinte {}.", sheet.hash));
    out
}

/// Versions of procedures as Markdown.
pub fn show_markdown(plan: &Plan, versions: &[VersionId]) -> String {
    versions.iter().map(|id| markdown(&sheet(plan, *id))).collect()
}

fn markdown(sheet: &Sheet) -> String {
    let mut out = format!(
        "# {}\n\nSelon « {} », en vigueur {}.\n",
        escape(&sheet.procedure),
        escape(&sheet.text),
        sheet.validity
    );
    for section in &sheet.sections {
        out.push_str(&format!("\n## {}\n\n", section.heading));
        for entry in &section.entries {
            let lines: Vec<String> = entry.lines.iter().map(|line| escape(line)).collect();
            let origin = entry.origin.as_ref().map(|origin| format!("  \n  _{}_", escape(origin))).unwrap_or_default();
            out.push_str(&format!("- {}{origin}\n", lines.join("  \n  ")));
        }
    }
    sheet.texts.iter().for_each(|text| beside::markdown(&mut out, text));
    out.push_str("\n## Conventions\n\n");
    for (name, options) in &sheet.conventions {
        out.push_str(&format!("- {} : {}\n", escape(name), escape(&options.join(" ; "))));
    }
    if !sheet.marks.is_empty() {
        out.push_str("\n## À vérifier\n\n");
        sheet.marks.iter().for_each(|mark| out.push_str(&format!("- {}\n", escape(mark))));
    }
    out.push('\n');
    if let Some(discretion) = &sheet.discretion {
        out.push_str(&format!("{}\n\n", escape(discretion)));
    }
    out.push_str(&format!("Règles : empreinte {}.\n", sheet.hash));
    out
}

/// Versions of procedures as one HTML page that needs nothing else, made to be printed.
pub fn show_html(plan: &Plan, versions: &[VersionId]) -> Page {
    let sheets: Vec<Sheet> = versions.iter().map(|id| sheet(plan, *id)).collect();
    let wide = if sheets.iter().any(|sheet| !sheet.texts.is_empty()) { beside::CSS } else { "" };
    let body = html! { @for (index, sheet) in sheets.iter().enumerate() { (article(index, sheet)) } };
    Page::new(&plan.name, [CSS, wide].concat(), body)
}

fn article(index: usize, sheet: &Sheet) -> Markup {
    html! {
        article {
            h1 { (sheet.procedure) }
            p { "Selon « " (sheet.text) " », en vigueur " (sheet.validity) "." }
            @if sheet.texts.is_empty() { (sections(&sheet.sections)) } @else { (beside::page(index, &sheet.texts, &sheet.sections)) }
            h2 { "Conventions" }
            dl {
                @for (name, options) in &sheet.conventions {
                    dt { (name) }
                    @for option in options { dd { (option) } }
                }
            }
            @if !sheet.marks.is_empty() {
                h2 { "À vérifier" }
                ul { @for mark in &sheet.marks { li { (mark) } } }
            }
            @if let Some(discretion) = &sheet.discretion { p { strong { (discretion) } } }
            footer { "Règles : empreinte " (sheet.hash) "." }
        }
    }
}

fn sections(sections: &[Section]) -> Markup {
    html! {
        @for section in sections {
            h2 { (section.heading) }
            ul { @for one in &section.entries { li { (entry(one)) } } }
        }
    }
}

pub(super) const CSS: &str = "body{font:11pt/1.45 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111}\
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.05rem;border-bottom:1px solid #999;margin-top:1.6rem}\
li{margin:.4rem 0}small,footer{color:#555}dt{font-weight:bold}article+article{page-break-before:always}\
@media print{body{margin:0;max-width:none}h2{page-break-after:avoid}li{page-break-inside:avoid}}";
