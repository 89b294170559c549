//! A version of a procedure, as it stands in the rules.

use super::words;
use crate::plan::{Mention, Part, Plan, VersionId};

/// A version of a procedure as text: its parts with their sources, as worded in the rules.
pub fn show(plan: &Plan, id: VersionId) -> String {
    let version = &plan.versions[id.index()];
    let text = &plan.texts[version.text.index()];
    let number = text.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    let mut out = format!(
        "{}\nselon « {} »{number}, en vigueur {}\n",
        version.procedure,
        text.name,
        words::interval(version.validity)
    );
    let place = plan.sources.position(version.span);
    out.push_str(&format!("{}, ligne {}\n", plan.sources.file(version.span.file).name, place.line));
    parts(&mut out, plan, "Voies, dont une suffit", &version.routes);
    parts(&mut out, plan, "Conditions, toutes exigées", &version.conditions);
    parts(&mut out, plan, "Obstacles", &version.obstacles);
    mentions(&mut out, "Appréciés par le préfet", &version.appreciations);
    mentions(&mut out, "Pièces", &version.papers);
    mentions(&mut out, "Démarches", &version.steps);
    mentions(&mut out, "Effets, si le préfet décide d'admettre", &version.effects);
    if version.discretion {
        out.push_str("\nLa décision relève du pouvoir d'appréciation du préfet.\n");
    }
    out
}

fn parts(out: &mut String, plan: &Plan, heading: &str, parts: &[Part]) {
    if parts.is_empty() {
        return;
    }
    out.push_str(&format!("\n{heading}\n"));
    for part in parts {
        let place = plan.sources.position(part.span);
        let file = &plan.sources.file(part.span.file).name;
        out.push_str(&format!("\n  [{file}:{}]\n", place.line));
        for line in plan.sources.slice(part.span).lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            out.push_str(&format!("  {line}\n"));
        }
    }
}

fn mentions(out: &mut String, heading: &str, mentions: &[Mention]) {
    if mentions.is_empty() {
        return;
    }
    out.push_str(&format!("\n{heading}\n"));
    for mention in mentions {
        let source =
            if mention.citations.is_empty() { String::new() } else { format!(" [{}]", mention.citations.join(", ")) };
        out.push_str(&format!("  - {}{source}\n", mention.name));
    }
}
