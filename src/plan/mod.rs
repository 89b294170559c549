//! The compiled plan: everything an evaluation needs, and nothing of the grammar.
//!
//! In: a checked recueil. Out: flat arenas of conditions, sets and terms that name each other by ids, facts as slots,
//! texts interned, lists as sets of keys. Spans and sentences stay with the nodes, so that an explanation can quote
//! the rule. Never carries syntax.

mod codes;
mod conventions;
mod days;
mod days_read;
mod force;
mod lookup;
mod nodes;
mod parameters;
mod rows;
mod symbols;
mod walk;
mod whole;
mod wording;

pub use codes::{KnownCodes, Vocabulary};
pub use conventions::{
    Convention, ConventionOption, ExcludedEffect, Meaning, Reading, Role, Straddling, WindowSpan, territory_name,
    territory_named,
};
pub use days::{DayFrom, DayWay};
pub use lookup::{KeyCell, KeyPart, KeyRange, ListColumn, ListRow, ListRows, covers};
pub use nodes::{
    Aggregate, AggregateKind, Band, Case, Choice, Condition, ConditionKind, Continued, Day, DayRead, Each, Elapsed,
    ElapsedUnit, Excepted, Groups, Length, Lookup, Measure, MeasureKind, OngoingOn, ParameterMean, Rank, Set, SetKind,
    Several, Shift, Slice, Term, TermKind, Type, Unless, Window,
};
pub use parameters::{Parameter, ParameterLine};
pub use symbols::{Keys, Symbol, Symbols};
pub use walk::{Node, Root, RootKind, Use};
pub use wording::{Cited, Point, PointId, Wording};

use std::sync::Arc;

use crate::names::Authority;
use crate::source::{Sources, Span};
use crate::time::{Interval, Territory};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index into the plan's arena.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A fact of the dossier.
    FactId,
    /// A convention.
    ConventionId,
    /// A list.
    ListId,
    /// A parameter.
    ParameterId,
    /// A text: a law, a circular.
    TextId,
    /// A version of a procedure.
    VersionId,
    /// A definition of a version.
    DefinitionId,
    /// A condition in the arena.
    ConditionId,
    /// A set of periods in the arena.
    SetId,
    /// A term in the arena.
    TermId,
    /// What the recueil knows of the codes of some facts.
    CodesId,
}

/// A compiled recueil.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Title of the recueil.
    pub name: String,
    /// Whose discretion its rules leave room for.
    pub authority: Authority,
    /// SHA-256 of its files, in hexadecimal, for the receipt.
    pub hash: String,
    /// The rule files, for quotations.
    pub sources: Sources,
    /// Interned texts.
    pub symbols: Symbols,
    /// Facts, by [`FactId`].
    pub facts: Vec<Fact>,
    /// Conventions, by [`ConventionId`]; the built-in ones are always there.
    pub conventions: Vec<Convention>,
    /// The convention that plays each of [`Role::ALL`].
    pub roles: [ConventionId; Role::ALL.len()],
    /// Texts, by [`TextId`].
    pub texts: Vec<Text>,
    /// Lists, by [`ListId`].
    pub lists: Vec<List>,
    /// Parameters, by [`ParameterId`].
    pub parameters: Vec<Parameter>,
    /// Versions of procedures, by [`VersionId`]: by procedure in the order of the files, then by first day.
    pub versions: Vec<Version>,
    /// Definitions, by [`DefinitionId`].
    pub definitions: Vec<Definition>,
    /// Conditions, by [`ConditionId`].
    pub conditions: Vec<Condition>,
    /// Sets of periods, by [`SetId`].
    pub sets: Vec<Set>,
    /// Terms, by [`TermId`].
    pub terms: Vec<Term>,
    /// What the recueil knows of codes, by [`CodesId`].
    pub codes: Vec<KnownCodes>,
    /// By [`TermId`], what is known of the codes that it may come to, where a text is compared that may be any.
    pub term_codes: Vec<Option<CodesId>>,
    /// Where the words of a text begin: headers of procedures and of amendments, in no order.
    pub headers: Vec<(Span, TextId)>,
    /// Citations that lead to points of texts, by place.
    pub cited: Vec<Cited>,
    /// Options of facts that say whose holidays count.
    pub territories: Vec<(Symbol, Territory)>,
}

impl Plan {
    /// The territory that an option of a fact names, where the fact says whose holidays count.
    pub fn territory(&self, option: Symbol) -> Option<Territory> {
        self.territories.iter().find(|(known, _)| *known == option).map(|(_, territory)| *territory)
    }

    /// Names of the procedures, in order.
    pub fn procedures(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for version in &self.versions {
            if !names.contains(&version.procedure.as_str()) {
                names.push(&version.procedure);
            }
        }
        names
    }

    /// The versions of one procedure, or of all by procedure; only those in force on a day, when one is given.
    pub fn versions_on(&self, procedure: Option<&str>, day: Option<Day>) -> Vec<VersionId> {
        let fits = |version: &Version| {
            procedure.is_none_or(|wanted| version.procedure == wanted)
                && day.is_none_or(|day| version.validity.contains(day))
        };
        (0..self.versions.len() as u32).map(VersionId).filter(|id| fits(&self.versions[id.index()])).collect()
    }

    /// Names of the parts that are left to the prefect, sorted.
    pub fn admissible(&self) -> Vec<&str> {
        let left = self.versions.iter().flat_map(Version::parts).filter(|part| part.discretionary);
        let mut names: Vec<&str> = left.map(|part| part.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The text in which words stand: that of the header above them.
    pub fn origin(&self, words: Span) -> Option<TextId> {
        let above = self.headers.iter().filter(|(header, _)| header.file == words.file && header.start <= words.start);
        above.max_by_key(|(header, _)| header.start).map(|(_, text)| *text)
    }

    /// The codes that a term may come to as far as the recueil knows; `None` where it knows all there are.
    pub fn known_codes(&self, term: TermId) -> Option<&KnownCodes> {
        self.codes.get((*self.term_codes.get(term.index())?)?.index())
    }

    /// The fact with this name.
    pub fn fact(&self, name: &str) -> Option<FactId> {
        self.facts.iter().position(|fact| fact.name == name).map(|index| FactId(index as u32))
    }

    /// The convention that plays a built-in role.
    pub fn role(&self, role: Role) -> ConventionId {
        self.roles[role as usize]
    }

    /// What the option of a convention means that a reading follows.
    pub fn meaning(&self, convention: ConventionId, reading: &Reading) -> Meaning {
        self.conventions[convention.index()].options[reading.option(convention)].meaning
    }

    /// The first option of every convention.
    pub fn default_reading(&self) -> Reading {
        Reading::first(self.conventions.len())
    }
}

/// Which rows of a fact may share a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// Any.
    Allowed,
    /// Those that agree in all their columns.
    Refused,
    /// Any but one that says this in a column, and one that says something else in it.
    RefusedWith(Symbol),
}

/// A fact that a dossier may hold, or a column of its rows.
#[derive(Clone, Debug)]
pub struct Fact {
    /// As dossiers and rules name it; of a column, unique within its fact.
    pub name: String,
    /// Its type.
    pub kind: Type,
    /// Columns of periods and rows.
    pub columns: Vec<Fact>,
    /// Which rows may share a day.
    pub overlap: Overlap,
    /// The fact whose periods its own lie within; an answer tells those that do not.
    pub within: Option<FactId>,
    /// A number that is a whole one.
    pub whole: bool,
    /// A number or an amount that may be below zero.
    pub below_zero: bool,
    /// The codes that it may hold; any where there is none.
    pub vocabulary: Option<Arc<Vocabulary>>,
    /// What the recueil knows of its codes, where it has no vocabulary and rules or lists are compared with it.
    pub codes: Option<CodesId>,
    /// The question an interview asks.
    pub question: Option<String>,
    /// What is to be verified of its declaration.
    pub marks: Vec<Mark>,
    /// Where it is declared.
    pub span: Span,
}

impl Fact {
    /// Whether every dossier says a whole number of it, or a length of whole months or days.
    pub fn is_whole(&self) -> bool {
        self.whole || matches!(self.kind, Type::Months | Type::Days)
    }

    /// Whether no dossier says less than zero of it.
    pub fn is_never_negative(&self) -> bool {
        let counted = matches!(self.kind, Type::Number | Type::Amount | Type::Percent | Type::Months | Type::Days);
        counted && !self.below_zero
    }
}

/// A mark `à vérifier`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// What is to be verified.
    pub note: String,
    /// Where it stands.
    pub span: Span,
}

/// A law, a circular, an order.
#[derive(Clone, Debug)]
pub struct Text {
    /// As procedures, dossiers and requests name it; unique in the recueil.
    pub name: String,
    /// NOR or number.
    pub number: Option<String>,
    /// Days on which it is in force.
    pub validity: Interval,
    /// What is to be verified of its dates and references.
    pub marks: Vec<Mark>,
    /// Texts and articles that it applies.
    pub applies: Vec<String>,
    /// The convention that says on which day it begins; [`Text::validity`] has that of its first option.
    pub begins_by: Option<ConventionId>,
    /// The text that repeals or replaces it, where that is what ends it.
    pub ended_by: Option<TextId>,
    /// What an answer tells of its end.
    pub end_notice: Option<String>,
    /// Its words, where they stand in a file beside the rules.
    pub wording: Option<Wording>,
    /// The acts that it looks at, when not all of those of its days.
    pub transition: Option<Transition>,
    /// Where it is declared.
    pub span: Span,
}

/// A transitional clause: a text looks at acts of its days only where a date of the dossier is not before a day.
///
/// For earlier ones the version before it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The date of the application, or of the decision.
    pub fact: FactId,
    /// The first day.
    pub from: Day,
}

/// A reference table with versions in time.
#[derive(Clone, Debug)]
pub struct List {
    /// As conditions name it; unique in the recueil.
    pub name: String,
    /// Names of the key columns.
    pub keys: Vec<String>,
    /// The types of these, by place; `None` for codes.
    pub key_types: Vec<Option<Type>>,
    /// What it gives for a key; nothing where it only tells which keys are in it.
    pub values: Vec<ListColumn>,
    /// Versions by first day; they do not overlap.
    pub versions: Vec<ListVersion>,
}

/// One version of a list.
#[derive(Clone, Debug)]
pub struct ListVersion {
    /// Days on which it applies.
    pub validity: Interval,
    /// A key that is not in it may be in it.
    pub partial: bool,
    /// Codes for which it is complete although it is partial.
    pub complete_for: Vec<Complete>,
    /// Where it comes from.
    pub source: Option<String>,
    /// The keys, columns in the order of [`List::keys`].
    pub entries: Keys,
    /// Its rows, of a list that gives values.
    pub rows: ListRows,
    /// What is to be verified of this version; answers that read it tell them.
    pub marks: Vec<Mark>,
}

/// A code for which a partial list is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complete {
    /// The key column in which it stands, by its place.
    pub column: usize,
    /// A key that has this code there and is not among the entries is certainly not in the list.
    pub code: Symbol,
    /// The convention and the option under which it is; always when absent.
    pub when: Option<(ConventionId, usize)>,
}

/// A named part of a procedure that holds or not.
#[derive(Clone, Debug)]
pub struct Part {
    /// As answers and exceptions name it.
    pub name: String,
    /// When it holds.
    pub condition: ConditionId,
    /// Admission is left to the prefect even when it holds.
    pub discretionary: bool,
    /// The points and articles that it cites, as written.
    pub citations: Vec<String>,
    /// What is to be verified of the part as a whole; conditions have their own.
    pub marks: Vec<Mark>,
    /// Where it stands.
    pub span: Span,
}

/// A paper, a step, an effect, something weighed.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its words.
    pub name: String,
    /// Where it stands, from its name to the last thing said of it.
    pub span: Span,
    /// Who supplies it.
    pub supplied_by: Option<String>,
    /// When it applies; always when absent.
    pub applies_if: Option<ConditionId>,
    /// The points and articles that it cites, as written.
    pub citations: Vec<String>,
    /// What is to be verified of it.
    pub marks: Vec<Mark>,
}

/// `par exception à « … », si …, …`: what an answer tells of it.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Its own name, where it has one.
    pub name: Option<String>,
    /// The definition, route, condition, obstacle or exception that it excepts.
    pub target: String,
    /// When it applies; no other exception has this node.
    pub when: ConditionId,
    /// The points and articles that it cites, as written.
    pub citations: Vec<String>,
    /// What is to be verified of it; told where it applies or may.
    pub marks: Vec<Mark>,
    /// The whole sentence.
    pub span: Span,
}

/// One version of one procedure.
#[derive(Clone, Debug)]
pub struct Version {
    /// The procedure's name.
    pub procedure: String,
    /// The text it stands in.
    pub text: TextId,
    /// Days on which it is in force, by the first options; [`Plan::in_force`] knows those of a reading.
    pub validity: Interval,
    /// The convention that gives its first day.
    pub begins_by: Option<ConventionId>,
    /// The convention that gives the first day of what ends it.
    pub ends_by: Option<ConventionId>,
    /// Who it is for.
    pub scope: Option<ConditionId>,
    /// Points and articles that say who it is for.
    pub scope_citations: Vec<String>,
    /// Where it says who it is for, to the last citation.
    pub scope_span: Option<Span>,
    /// Routes, of which one suffices.
    pub routes: Vec<Part>,
    /// Conditions, all of which must hold.
    pub conditions: Vec<Part>,
    /// Obstacles, none of which may hold.
    pub obstacles: Vec<Part>,
    /// Definitions that are amounts, numbers, dates or lengths: answers tell them.
    pub values: Vec<DefinitionId>,
    /// Exceptions to its definitions and parts, in the order of its sentences.
    pub exceptions: Vec<Exception>,
    /// What the prefect weighs.
    pub appreciations: Vec<Mention>,
    /// Papers to be handed in, those that apply under a condition included.
    pub papers: Vec<Mention>,
    /// Steps to be taken, likewise.
    pub steps: Vec<Mention>,
    /// What the decision brings, likewise.
    pub effects: Vec<Mention>,
    /// The decision is the prefect's.
    pub discretion: bool,
    /// Points and articles that say so.
    pub discretion_citations: Vec<String>,
    /// Where it says so, to the last citation.
    pub discretion_span: Option<Span>,
    /// Marks on the version itself and on its text.
    pub marks: Vec<Mark>,
    /// Whether a case may show its rules to be at fault: several exceptions to one thing may contradict each other, and
    /// bands may leave a value out.
    pub may_fail: bool,
    /// Where it stands.
    pub span: Span,
}

impl Plan {
    /// The exception that has this « si … ».
    pub fn exception(&self, when: ConditionId) -> Option<&Exception> {
        self.versions.iter().flat_map(|version| &version.exceptions).find(|one| one.when == when)
    }
}

impl Version {
    /// Calls on each citation of points and articles, to change it.
    pub(crate) fn each_citation(&mut self, mut call: impl FnMut(&mut String)) {
        let parts = [&mut self.routes, &mut self.conditions, &mut self.obstacles];
        let of_parts = parts.into_iter().flatten().flat_map(|part| &mut part.citations);
        let mentions = [&mut self.appreciations, &mut self.papers, &mut self.steps, &mut self.effects];
        let of_mentions = mentions.into_iter().flatten().flat_map(|mention| &mut mention.citations);
        let own = self.scope_citations.iter_mut().chain(&mut self.discretion_citations);
        of_parts.chain(of_mentions).chain(own).for_each(&mut call);
    }

    /// Routes, conditions and obstacles.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.routes.iter().chain(&self.conditions).chain(&self.obstacles)
    }
}

/// A name that a version gives to a set, a value or a condition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// As the rules of its version name it; its article is no part of it.
    pub name: String,
    /// What it stands for.
    pub body: DefinitionBody,
    /// The fact of whose rows each has its own; what it stands for may name their columns.
    pub each: Option<FactId>,
    /// What is to be verified of it; answers under its version tell them.
    pub marks: Vec<Mark>,
    /// The whole sentence.
    pub span: Span,
}

/// What a definition stands for.
#[derive(Clone, Copy, Debug)]
pub enum DefinitionBody {
    /// Periods.
    Set(SetId),
    /// A value.
    Term(TermId),
    /// A condition.
    Condition(ConditionId),
}
