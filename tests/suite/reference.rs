//! The reference of the language and the guide: every example is executed, and what is made from the program is made
//! anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use alinea::diagnostic::has_errors;
use alinea::plan::Plan;
use alinea::report::{Style, diagnostics_text};
use alinea::source::{FileId, MemoryLoader, Sources};
use alinea::{pipeline, syntax, trial};

use crate::support::{dossier, file_name, pinned};

fn docs(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(folder)
}

/// Blocks of a page: what stands after the three backquotes, and the text.
pub fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.to_string(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, text)), None) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// What a page has shown so far.
#[derive(Default)]
struct Shown {
    tables: MemoryLoader,
    rules: String,
    plan: Option<Arc<Plan>>,
    warnings: String,
}

impl Shown {
    fn rules(&mut self, page: &str, text: &str) {
        let checked = pipeline::load(&self.tables.clone().with("exemple.alinea", text));
        let found = diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
        assert!(!has_errors(&checked.diagnostics), "{page}\n{found}");
        self.rules = text.to_string();
        self.plan = checked.plan;
        self.warnings = if checked.diagnostics.is_empty() { String::new() } else { found };
    }

    /// A whole file; the one before it, with all that continued it, has no finding and the canonical layout.
    fn whole(&mut self, page: &str, text: &str) {
        assert_eq!(self.warnings, "", "{page}");
        let mut sources = Sources::default();
        sources.add(page, self.rules.as_str());
        assert_eq!(syntax::format(&sources, FileId(0)).as_deref(), Ok(self.rules.as_str()), "{page}: run alinea fmt");
        self.rules(page, text);
    }

    /// More of the procedure that the last whole file ends with.
    fn more(&mut self, page: &str, text: &str) {
        let rules = format!("{}{text}", self.rules);
        self.rules(page, &rules);
    }

    /// A dossier has the outcomes that it expects.
    fn dossier(&self, page: &str, text: &str) {
        let plan = self.plan.as_ref().unwrap_or_else(|| panic!("{page}: no rules before the dossier"));
        let case = dossier(plan, page, text);
        for verdict in trial::verdicts(plan, &[case]) {
            assert!(verdict.holds(), "{page}: {verdict:?}\n{text}");
        }
    }
}

#[test]
fn every_example_is_executed() {
    let mut seen = 0;
    for folder in ["langage", "guide"] {
        let mut pages: Vec<PathBuf> = std::fs::read_dir(docs(folder))
            .expect("the pages can be listed")
            .map(|entry| entry.expect("the pages can be listed").path())
            .collect();
        pages.sort();
        for path in pages {
            let page = file_name(&path);
            let mut shown = Shown::default();
            for (kind, text) in blocks(&std::fs::read_to_string(&path).expect("a page can be read")) {
                seen += 1;
                match kind.split(' ').collect::<Vec<_>>().as_slice() {
                    ["alinea"] => shown.whole(&page, &text),
                    ["alinea", "suite"] => shown.more(&page, &text),
                    ["yaml"] => shown.dossier(&page, &text),
                    ["csv" | "md", name] => shown.tables = shown.tables.with(*name, text),
                    ["text" | "sh" | "pest" | "yml"] => seen -= 1,
                    other => panic!("{page}: {other:?} is executed how?"),
                }
            }
            shown.whole(&page, "");
        }
    }
    assert!(seen > 25, "only {seen} examples were found");
}

/// Pages name each other and nothing that is not there.
#[test]
fn pages_of_the_reference_exist() {
    let index = std::fs::read_to_string(docs("langage/index.md")).expect("the index can be read");
    let mut named: Vec<&str> = index
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|name| name.ends_with(".md"))
        .collect();
    named.push("index.md");
    named.sort_unstable();
    let mut pages: Vec<String> = std::fs::read_dir(docs("langage"))
        .expect("the pages can be listed")
        .map(|entry| file_name(&entry.expect("the pages can be listed").path()))
        .collect();
    pages.sort();
    assert_eq!(named, pages);
}

/// The sections of the grammar, in French.
const SECTIONS: [(&str, &str); 15] = [
    ("White space and comments", "Blancs et commentaires"),
    ("Files and blocks", "Fichiers et blocs"),
    ("Facts", "Faits"),
    ("Conventions", "Conventions"),
    ("Texts", "Textes"),
    ("Lists", "Listes"),
    ("Parameters", "Paramètres"),
    ("Procedures", "Procédures"),
    ("Texts that change texts", "Modifications"),
    ("Conditions", "Conditions et durées"),
    ("Sets of periods", "Ensembles de périodes"),
    ("Amounts, numbers, dates", "Montants, nombres et dates"),
    ("Cells of tables", "Cellules des tableaux"),
    ("Names and strings", "Noms et titres"),
    ("Fixed phrases", "Expressions"),
];

const GRAMMAR: &str = "# Grammaire

Ce que le programme lit, règle par règle. `~` met l'un après l'autre, `|` donne le choix, `?` rend facultatif, `*` et `+`
répètent, `!` interdit, et ce qui est entre guillemets droits s'écrit tel quel. Cette page est faite à partir de
`grammar/alinea.pest` et tenue par les tests ; les autres pages disent ce que les phrases veulent dire.
";

#[test]
fn the_page_of_the_grammar_is_the_grammar() {
    let grammar = include_str!("../../grammar/alinea.pest");
    let mut page = GRAMMAR.to_string();
    let mut known = SECTIONS.iter();
    for section in grammar.split("\n// ──").skip(1) {
        let (heading, body) = section.split_once('\n').expect("a section has lines");
        let (english, french) = known.next().expect("each section has a French name");
        assert_eq!(heading.trim_matches(['─', ' ']), *english);
        let rules: Vec<&str> = body.lines().filter(|line| !line.starts_with("//")).collect();
        page.push_str(&format!("\n## {french}\n\n```pest\n{}\n```\n", rules.join("\n").trim()));
    }
    pinned(&docs("langage/grammaire.md"), &page);
}
