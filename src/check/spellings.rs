//! Names that a dossier could not tell apart.

use std::collections::HashMap;

use super::{Checker, errors};
use crate::names::{fold, fold_name};
use crate::plan::Fact;
use crate::source::Span;

impl Checker<'_> {
    /// Holds the names of each kind that dossiers use against each other, as dossiers are read.
    pub(super) fn spellings(&mut self) {
        let plan = &self.plan;
        let facts = |facts: &[Fact]| facts.iter().map(|fact| (fact.name.clone(), fact.span)).collect::<Vec<_>>();
        let mut kinds = vec![("le fait", true, facts(&plan.facts))];
        kinds.extend(plan.facts.iter().map(|fact| ("la colonne", true, facts(&fact.columns))));
        let versions = plan.versions.iter();
        kinds.push(("la procédure", false, versions.map(|one| (one.procedure.clone(), one.span)).collect()));
        kinds.push(("le texte", false, plan.texts.iter().map(|text| (text.name.clone(), text.span)).collect()));
        let admissible = plan.versions.iter().flat_map(|version| version.parts()).filter(|part| part.discretionary);
        kinds.push(("la partie", false, admissible.map(|part| (part.name.clone(), part.span)).collect()));
        let declared = plan.conventions.iter().filter_map(|one| Some((one.name.clone(), one.span?)));
        kinds.push(("la convention", false, declared.collect()));
        let found: Vec<_> = kinds.iter().flat_map(|(what, named, names)| alike(what, *named, names)).collect();
        self.diagnostics.extend(found);
    }
}

fn alike(what: &str, named: bool, names: &[(String, Span)]) -> Vec<crate::diagnostic::Diagnostic> {
    let mut known: HashMap<String, (&str, Span)> = HashMap::new();
    let mut found = Vec::new();
    for (name, span) in names {
        let (first, first_span) =
            *known.entry(if named { fold_name(name) } else { fold(name) }).or_insert((name, *span));
        if first != name {
            found.push(errors::spelt_alike(*span, first_span, what, name, first));
        }
    }
    found
}
