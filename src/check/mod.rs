//! From the trees of a recueil to one compiled plan.
//!
//! In: a [`Loader`]. Out: a [`Plan`] when there is no error, and all findings. Resolves names, types every expression,
//! applies the texts that amend others, loads lists, and holds the versions against the calendar. Never evaluates.

mod aggregate;
mod amend;
mod asked;
mod bands;
mod choice;
mod codes;
mod columns;
mod common;
mod condition;
mod constants;
mod contradictions;
mod conventions;
mod days;
mod declarations;
mod errors;
mod excepted;
mod exceptions;
mod length;
mod lints;
mod lists;
mod lookup;
mod parameters;
mod procedure;
mod quantified;
mod reach;
mod row;
mod scale;
mod set;
mod spellings;
mod tables;
mod term;
mod texts;
mod timeline;
mod types;
mod uses;
mod wording;

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use declarations::Declarations;
use sha2::{Digest, Sha256};
use tables::CodeCell;
use uses::{Reading, Used};

use crate::diagnostic::{self, Diagnostic};
use crate::names;
use crate::plan::{
    ConventionId, DefinitionId, Exception, Fact, FactId, ListId, Mark, Overlap, Plan, Role, Symbols, Type,
};
use crate::source::{FileId, Loader, Sources, Span};
use crate::syntax::{self, ast};
use crate::value::Exact;

pub use declarations::{Declaration, DeclarationKind};

/// What is known of a recueil once it is checked, also where it has errors.
#[derive(Debug)]
pub struct Model {
    /// The plan, when no finding is an error.
    pub plan: Option<Arc<Plan>>,
    /// The plan of what was understood, the same where there is no error: to be read and shown, never evaluated.
    pub understood: Arc<Plan>,
    /// All names that the rules declare, by kind and name.
    pub declarations: Vec<Declaration>,
    /// All findings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that findings point into.
    pub sources: Sources,
}

/// Reads and checks a recueil.
///
/// Every file whose name ends in `.alinea` belongs to it, in the order of their names; tables are read where a list
/// names them.
pub fn check(loader: &dyn Loader) -> Model {
    let mut reading = Reading::of(loader);
    let taken = uses::taken(&mut reading);
    let Reading { sources, diagnostics, hash, files, used } = reading;
    let (used, others): (Vec<Used>, Vec<Vec<ast::File>>) = used.into_iter().unzip();
    let unreadable = files.iter().chain(others.iter().flatten()).flat_map(|file| file.unreadable.iter().cloned());
    let unreadable = unreadable.collect();
    let mut checker = Checker {
        loader,
        hash,
        diagnostics,
        declarations: Declarations::default(),
        procedure: String::new(),
        unreadable,
        owners: uses::owners(&used),
        used,
        common: Vec::new(),
        common_places: HashSet::new(),
        common_used: HashSet::new(),
        asked: Vec::new(),
        procedure_heights: HashMap::new(),
        plan: Plan {
            name: String::new(),
            authority: names::Authority::default(),
            hash: String::new(),
            sources,
            symbols: Symbols::default(),
            facts: Vec::new(),
            conventions: Vec::new(),
            roles: [ConventionId(0); Role::ALL.len()],
            texts: Vec::new(),
            lists: Vec::new(),
            parameters: Vec::new(),
            versions: Vec::new(),
            definitions: Vec::new(),
            conditions: Vec::new(),
            sets: Vec::new(),
            terms: Vec::new(),
            codes: Vec::new(),
            term_codes: Vec::new(),
            headers: Vec::new(),
            cited: Vec::new(),
            territories: Vec::new(),
        },
        definitions: HashMap::new(),
        part_exceptions: HashMap::new(),
        inner_exceptions: HashMap::new(),
        exceptions: Vec::new(),
        constants: Vec::new(),
        row: Vec::new(),
        counted_beside: Vec::new(),
        text_spans: BTreeMap::new(),
        list_spans: Vec::new(),
        list_cells: HashMap::new(),
        depth: 0,
        deepest: 0,
        heights: Vec::new(),
        told_depth: false,
        comparisons: Cell::new(0),
    };
    checker.recueil(&files, &taken);
    checker.finish()
}

struct Checker<'a> {
    loader: &'a dyn Loader,
    hash: Sha256,
    diagnostics: Vec<Diagnostic>,
    declarations: Declarations,
    /// The name of the procedure at hand.
    procedure: String,
    unreadable: HashSet<String>,
    /// The recueils that this one uses.
    used: Vec<Used>,
    /// The files that belong to one of them, tables among them, by its place.
    owners: HashMap<FileId, usize>,
    /// Definitions that all procedures share, and the exceptions to them.
    common: Vec<ast::Item>,
    /// Where these definitions stand.
    common_places: HashSet<Span>,
    /// Where those stand that some version uses.
    common_used: HashSet<Span>,
    /// Procedures with those of which their conditions ask whether they are met.
    asked: Vec<(String, ast::Quoted)>,
    /// How far in the deepest thing of each procedure stands.
    procedure_heights: HashMap<String, usize>,
    plan: Plan,
    /// Definitions of the version at hand.
    definitions: HashMap<String, Defined>,
    /// Exceptions to the routes, conditions and obstacles of the version at hand, by name.
    part_exceptions: HashMap<String, Vec<(Rc<ast::Exception>, ast::Body)>>,
    /// Exceptions to exceptions of the version at hand, by the name of what they except.
    inner_exceptions: HashMap<String, Vec<exceptions::Inner>>,
    /// Exceptions of the version at hand that are compiled.
    exceptions: Vec<Exception>,
    /// What each term of the plan always comes to, where it does; by [`TermId`].
    constants: Vec<Option<Exact>>,
    /// Facts whose columns are in reach, inside `dont`.
    row: Vec<FactId>,
    /// Sets of which a sentence beside the one at hand says how many rows they have.
    counted_beside: Vec<String>,
    /// Where each text is declared.
    text_spans: BTreeMap<String, Span>,
    /// Where the versions of each list are written, by [`ListId`].
    list_spans: Vec<Vec<Span>>,
    /// Where the codes of a list's key stand in its tables.
    list_cells: HashMap<(ListId, usize), Vec<CodeCell>>,
    /// How far in what is compiled stands below the part or the definition that asks for it.
    depth: usize,
    /// How far in anything stood since the definition at hand was begun.
    deepest: usize,
    /// How far in the deepest thing of each definition stands, what it names included.
    heights: Vec<usize>,
    /// Whether the version at hand was reported to be too deep.
    told_depth: bool,
    /// How many names were held against unknown ones.
    comparisons: Cell<usize>,
}

/// How many names are held against unknown ones before none is proposed any more: rules in which so many are unknown are
/// read at the first of them.
const MAX_COMPARISONS: usize = 50_000;

/// How far in a plan may go: conditions, computations and definitions, one below another. Whoever walks a plan goes
/// down it by calling itself, and this is what a small stack bears.
const MAX_DEPTH: usize = 400;

/// A definition of the version at hand, compiled when it is first met.
struct Defined {
    tree: Rc<ast::Definition>,
    exceptions: Vec<(Rc<ast::Exception>, ast::Body)>,
    state: State,
    used: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    /// Being compiled: meeting it again closes a circle.
    Open,
    Done(DefinitionId),
    /// Reported; its uses are not reported again.
    Broken,
}

impl Checker<'_> {
    /// The name that was meant, if one of the known is near.
    fn closest<'c>(&self, word: &str, known: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let counted = known.into_iter().inspect(|_| self.comparisons.set(self.comparisons.get() + 1));
        let spent = self.comparisons.get() >= MAX_COMPARISONS;
        (!spent).then(|| names::closest(word, counted)).flatten()
    }

    fn recueil(&mut self, files: &[ast::File], taken: &[ast::Block]) {
        let own = files.iter().flat_map(|file| &file.blocks);
        let blocks: Vec<&ast::Block> = own.chain(taken).collect();
        let mut title = None;
        for block in &blocks {
            match block {
                ast::Block::Ruleset(ast::Ruleset { name, authority, .. }) => match title {
                    Some(first) => self.report(errors::second_ruleset(name.span, first)),
                    None => {
                        title = Some(name.span);
                        self.plan.name = name.text.clone();
                        self.plan.authority =
                            authority.as_ref().map(|one| names::Authority::new(&one.text)).unwrap_or_default();
                    }
                },
                ast::Block::Facts(facts) => self.facts(facts),
                _ => {}
            }
        }
        self.facts_within(&blocks);
        self.same_but_for_number();
        self.declarations(&blocks);
        self.vocabularies(&blocks);
        for block in &blocks {
            if let ast::Block::Conventions(conventions) = block {
                self.conventions(conventions);
            }
        }
        self.undeclared_conventions();
        self.parameters(&blocks);
        self.texts(&blocks);
        for block in &blocks {
            if let ast::Block::List(list) = block {
                self.list(list);
            }
        }
        self.gather_common(&blocks);
        let mut versions = self.consolidate(&blocks);
        for version in &mut versions {
            self.share_common(version);
        }
        for version in &versions {
            self.procedure(version);
        }
        self.unused_common(versions.is_empty() || versions.iter().any(|version| version.broken));
        self.asked_procedures();
        self.cite(&versions, &blocks);
        self.timeline();
        self.faults_of_asked();
        self.codes();
        self.spellings();
        if !diagnostic::has_errors(&self.diagnostics) {
            self.contradictions();
            self.lints(&blocks);
        }
    }

    fn finish(mut self) -> Model {
        self.plan.hash = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        // What deserves a look in a recueil that is used is told where it is checked itself.
        let owners = &self.owners;
        let is_own = |found: &Diagnostic| found.place().is_none_or(|place| !owners.contains_key(&place.file));
        self.diagnostics.retain(|found| is_own(found) || diagnostic::has_errors(std::slice::from_ref(found)));
        diagnostic::sort(&mut self.diagnostics);
        // What versions share is found in each of them.
        self.diagnostics.dedup();
        // Words that were put right before they were looked up are told once.
        let told: HashSet<Span> = self
            .diagnostics
            .iter()
            .filter(|found| found.code != "unknown-name")
            .filter_map(Diagnostic::place)
            .collect();
        self.diagnostics
            .retain(|found| found.code != "unknown-name" || found.place().is_none_or(|place| !told.contains(&place)));
        let sources = self.plan.sources.clone();
        let declarations = self.declarations.finish(&sources);
        let understood = Arc::new(self.plan);
        let plan = (!diagnostic::has_errors(&self.diagnostics)).then(|| Arc::clone(&understood));
        Model { plan, understood, declarations, diagnostics: self.diagnostics, sources }
    }

    /// Whether a name stands for something that could not be read, which is reported already.
    fn is_unreadable(&self, name: &str) -> bool {
        self.unreadable.contains(name) || syntax::is_unreadable(name)
    }

    fn report(&mut self, mut diagnostic: Diagnostic) {
        // A name is put in the place of a name: articles and guillemets stay.
        for edit in diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = declarations::itself(&self.plan.sources, edit.span);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Compiles what stands so many levels further in; `None` when that is too deep, which is reported once a version.
    fn deeper<T>(&mut self, levels: usize, span: Span, compile: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth + levels > MAX_DEPTH {
            if !std::mem::replace(&mut self.told_depth, true) {
                self.report(errors::too_deep(span, MAX_DEPTH));
            }
            return None;
        }
        self.depth += levels;
        self.deepest = self.deepest.max(self.depth);
        let compiled = compile(self);
        self.depth -= levels;
        compiled
    }

    fn facts(&mut self, facts: &[ast::Fact]) {
        for fact in facts {
            let first = self.plan.facts.iter().find(|known| known.name == fact.name.text).map(|known| known.span);
            if let Some(first) = first {
                self.report(errors::declared_twice(fact.name.span, first, "le fait", &fact.name.text));
                continue;
            }
            let compiled = self.fact(fact);
            self.plan.facts.push(compiled);
        }
    }

    /// Which rows may share a day; what is said of one option must be one of a column.
    fn overlap(&mut self, kind: &ast::FactType, columns: &[Fact]) -> Overlap {
        let ast::FactType::Periods { without_overlap: Some(with), .. } = kind else { return Overlap::Allowed };
        let Some(with) = with else { return Overlap::Refused };
        let options = columns.iter().map(|column| column.kind.options());
        let symbol = self.plan.symbols.get(&with.text);
        if let Some(symbol) = symbol.filter(|symbol| options.clone().any(|options| options.contains(symbol))) {
            return Overlap::RefusedWith(symbol);
        }
        let known: Vec<&str> = options.flatten().filter_map(|option| self.plan.symbols.text(*option)).collect();
        let near = self.closest(&with.text, known.iter().copied());
        let listed = errors::known_names(known.iter().copied(), "les colonnes n'ont pas de valeurs à choisir");
        let found = errors::unknown_name(with.span, &with.text, "une valeur d'une colonne", near, listed);
        self.report(found);
        Overlap::Allowed
    }

    fn fact(&mut self, fact: &ast::Fact) -> Fact {
        let has_rows = matches!(fact.kind, ast::FactType::Periods { .. } | ast::FactType::Rows);
        if !has_rows && let Some(column) = fact.columns.first() {
            self.report(errors::column_without_rows(column.name.span, fact.name.span, &fact.name.text));
        }
        let mut columns: Vec<Fact> = Vec::new();
        for column in &fact.columns {
            let first = columns.iter().find(|known| known.name == column.name.text).map(|known| known.span);
            if let Some(first) = first {
                self.report(errors::declared_twice(column.name.span, first, "la colonne", &column.name.text));
            } else if matches!(column.name.text.as_str(), "du" | "au") {
                self.report(errors::reserved_column(column.name.span, &column.name.text));
            } else if matches!(column.kind, ast::FactType::Periods { .. } | ast::FactType::Rows) {
                self.report(errors::nested_rows(column.name.span, &column.name.text));
            } else {
                let compiled = self.fact(column);
                columns.push(compiled);
            }
        }
        let kind = match &fact.kind {
            ast::FactType::Truth => Type::Truth,
            ast::FactType::Number { .. } => Type::Number,
            ast::FactType::Amount { .. } => Type::Amount,
            ast::FactType::Percent => Type::Percent,
            ast::FactType::Date => Type::Date,
            ast::FactType::Months => Type::Months,
            ast::FactType::Days => Type::Days,
            ast::FactType::Text => Type::Text,
            ast::FactType::Code { .. } => Type::Code,
            ast::FactType::Periods { .. } => Type::Periods,
            ast::FactType::Rows => Type::Rows,
            ast::FactType::Enumeration(options) | ast::FactType::Scale(options) => {
                let mut symbols = Vec::new();
                for option in options {
                    let symbol = self.plan.symbols.intern(&option.text);
                    if symbols.contains(&symbol) {
                        let first = options[symbols.iter().position(|known| *known == symbol).unwrap_or(0)].span;
                        self.report(errors::declared_twice(option.span, first, "la valeur", &option.text));
                    }
                    symbols.push(symbol);
                }
                if matches!(fact.kind, ast::FactType::Scale(_)) {
                    Type::Scale(symbols)
                } else {
                    Type::Enumeration(symbols)
                }
            }
        };
        Fact {
            name: fact.name.text.clone(),
            kind,
            overlap: self.overlap(&fact.kind, &columns),
            columns,
            within: None,
            vocabulary: None,
            codes: None,
            whole: matches!(fact.kind, ast::FactType::Number { whole: true, .. }),
            below_zero: matches!(
                fact.kind,
                ast::FactType::Number { below_zero: true, .. } | ast::FactType::Amount { below_zero: true }
            ),
            question: fact.question.clone(),
            marks: fact.verify.iter().map(|verify| self.mark(verify)).collect(),
            span: fact.name.span,
        }
    }

    /// Periods that lie within those of another fact: any fact may be declared after the one that names it.
    fn facts_within(&mut self, blocks: &[&ast::Block]) {
        let facts = blocks.iter().filter_map(|block| match block {
            ast::Block::Facts(facts) => Some(facts),
            _ => None,
        });
        for fact in facts.flatten() {
            let ast::FactType::Periods { within: Some(outer), .. } = &fact.kind else { continue };
            let Some(inner) = self.plan.fact(&fact.name.text) else { continue };
            let found = self.plan.fact(&outer.text);
            if let Some(found) = found {
                self.used_fact(found, outer.span);
            }
            match found {
                Some(of) if of == inner => self.report(errors::within_itself(outer.span, &outer.text)),
                Some(of) if self.plan.facts[of.index()].kind == Type::Periods => {
                    self.plan.facts[inner.index()].within = Some(of);
                }
                Some(of) => {
                    let kind = self.plan.facts[of.index()].kind.clone();
                    self.report(errors::within_no_periods(outer.span, &outer.text, &kind));
                }
                None if self.is_unreadable(&outer.text) => {}
                None => {
                    let periods = self.plan.facts.iter().filter(|fact| fact.kind == Type::Periods);
                    let known: Vec<&str> = periods.map(|fact| fact.name.as_str()).collect();
                    let near = self.closest(&outer.text, known.iter().copied());
                    let known = errors::known_names(known, &format!("ajoutez aux faits « {} : périodes »", outer.text));
                    let what = "un fait de ce recueil, fait de périodes";
                    self.report(errors::unknown_name(outer.span, &outer.text, what, near, known));
                }
            }
        }
    }

    fn mark(&self, verify: &ast::Verify) -> Mark {
        Mark { note: verify.note.clone().unwrap_or_default(), span: verify.span }
    }

    fn marks(&self, verify: &[ast::Verify]) -> Vec<Mark> {
        verify.iter().map(|verify| self.mark(verify)).collect()
    }
}
