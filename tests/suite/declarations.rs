//! Names that rules declare: every place is known, so that a name can be changed wherever it stands.

use alinea::check::{Declaration, DeclarationKind, Model};
use alinea::embedded::Embedded;
use alinea::pipeline;
use alinea::source::{Loader, MemoryLoader, Span, is_rules};

use crate::support::plan;

const RULES: &str = "\
recueil « Essai »

faits
  date de dépôt : date
  emplois : périodes
    - nature : salariée ou indépendante
    - paie : montant
  marié : oui ou non

conventions
  tolérance : jeunes, ou anciens

texte « loi »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « loi »
  l'activité est l'ensemble des emplois dont nature est salariée
  le plancher est 6 mois

  il faut :
  condition « durée » :
    l'activité totalise au moins 6 mois, consécutifs ou non
  condition « situation » :
    marié, ou (la convention « tolérance » retient « anciens »)

  par exception à « durée », si marié, l'activité est en cours
  la décision relève du pouvoir d'appréciation du préfet

texte « décret »
  en vigueur à compter du 1er janvier 2022

modifie la procédure « P »
  abroge la condition « situation »
";

fn model(rules: &str) -> Model {
    pipeline::load(&MemoryLoader::default().with("essai.alinea", rules))
}

/// Every declaration, its places as lines and columns.
fn check(rules: &str) -> String {
    let model = self::model(rules);
    let place = |span: &Span| {
        let at = model.sources.position(*span);
        format!("{}:{} {}", at.line, at.column, model.sources.slice(*span))
    };
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>().join(", ");
    let line = |one: &Declaration| {
        let within = one.within.as_ref().map(|within| format!(" ({within})")).unwrap_or_default();
        format!(
            "{:?} {}{within}\n  declared {}\n  used {}\n",
            one.kind,
            one.name,
            places(&one.declared),
            places(&one.used)
        )
    };
    model.declarations.iter().map(line).collect()
}

#[test]
fn every_name_tells_its_places() {
    insta::assert_snapshot!(format!("{RULES}\n----\n{}", check(RULES)));
}

/// What stands before and behind a mistake is known as if there were none.
#[test]
fn a_mistake_hides_no_names() {
    let broken = RULES.replace("  le plancher est 6 mois\n", "  le plancher est est 6 moi\n");
    let model = self::model(&broken);
    assert!(model.plan.is_none());
    let names = |model: &Model| {
        let name = |one: &Declaration| (one.kind, one.name.clone(), one.used.len());
        model.declarations.iter().filter(|one| one.name != "plancher").map(name).collect::<Vec<_>>()
    };
    assert_eq!(names(&model), names(&self::model(RULES)));
    assert_eq!(model.understood.facts.len(), 3);
    assert!(model.understood.versions.iter().any(|version| version.conditions.len() == 2));
}

/// The rules with other words at some places.
fn renamed(loader: &dyn Loader, model: &Model, one: &Declaration, name: &str) -> MemoryLoader {
    let mut files = MemoryLoader::default();
    for file in loader.names() {
        let bytes = loader.read(&file).expect("the file can be read");
        let mut text = match String::from_utf8(bytes.to_vec()) {
            Ok(text) if is_rules(&file) => text,
            _ => {
                files = files.with(file, bytes.to_vec());
                continue;
            }
        };
        let here = |span: &&Span| model.sources.file(span.file).name == file;
        let mut spans: Vec<Span> = one.declared.iter().chain(&one.used).filter(here).copied().collect();
        spans.sort();
        for span in spans.iter().rev() {
            text.replace_range(span.start as usize..span.end as usize, name);
        }
        files = files.with(file, text);
    }
    files
}

/// A name changed at all of its places is the same name: nothing that used it is lost.
#[test]
fn a_name_changed_everywhere_is_still_one() {
    for recueil in Embedded::names() {
        let loader = Embedded::named(recueil).expect("the recueil is built in");
        let model = pipeline::load(&loader);
        let known = plan(recueil);
        // One that is made for others to use names nothing itself.
        if known.versions.is_empty() {
            continue;
        }
        let is_built_in = |name: &str| {
            let mut conventions = known.conventions.iter();
            conventions.any(|convention| convention.name == name && convention.role.is_some())
        };
        let mut tried = 0;
        for one in &model.declarations {
            let of_the_program = match one.kind {
                DeclarationKind::Convention => is_built_in(&one.name),
                // An option that says a length, a window or a day is no name.
                DeclarationKind::Option => true,
                // Tables and clauses of the program name facts too.
                DeclarationKind::Fact | DeclarationKind::Column => {
                    one.name.starts_with("date de") || known.lists.iter().any(|list| list.keys.contains(&one.name))
                }
                _ => false,
            };
            // What another recueil declares is renamed there.
            let is_taken = |span: &Span| model.sources.file(span.file).name.starts_with("../");
            if of_the_program || one.used.is_empty() || one.declared.iter().any(is_taken) {
                continue;
            }
            tried += 1;
            let other = pipeline::load(&renamed(&loader, &model, one, "tout autre nom"));
            let found: Vec<String> = other.diagnostics.iter().map(|found| found.message.clone()).collect();
            assert!(other.plan.is_some(), "{recueil}: {one:?}\n{}", found.join("\n"));
        }
        assert!(tried > 10, "{recueil}: {tried} names");
    }
}
