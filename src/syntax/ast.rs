//! The tree of a rule file, as written: names are not resolved, types are not known.
//!
//! A successful parse is not yet a valid recueil. Each variant shows its syntax.

// A tree lives for one check; boxes would only make it harder to build and to match.
#![allow(clippy::large_enum_variant)]

mod parameters;
mod sentences;

pub use parameters::{Parameter, ParameterLine, ParameterType};
pub use sentences::{
    Aggregate, AggregateKind, Band, ChoiceLine, Continuity, Count, DayRead, Expr, ExprKind, Length, Modifiers, OfRow,
    OngoingOn, PeriodSet, Predicate, Quantified, Quantifier, SetOperation, Slice, Term, TermKind, Unit,
};

use crate::source::Span;
use crate::time::Day;

/// A name: plain words, without the leading article and with one kind of apostrophe and blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Normalised words, by which names are matched.
    pub text: String,
    /// The words as written.
    pub span: Span,
}

/// A title or citation between guillemets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What stands between the guillemets, blanks normalised.
    pub text: String,
    /// With the guillemets.
    pub span: Span,
}

/// `à vérifier (A-02)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verify {
    /// What is to be verified.
    pub note: Option<String>,
    /// The words as written.
    pub span: Span,
}

/// One rule file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Names at the head of lines that could not be read, so that their use is not reported a second time.
    pub unreadable: Vec<String>,
    /// Names of the procedures of which a sentence asks whether they are met.
    pub asked: Vec<String>,
}

/// A block of a file.
#[derive(Clone, Debug)]
pub enum Block {
    /// `recueil « … »`, who decides, and the recueils that it uses
    Ruleset(Ruleset),
    /// `faits`
    Facts(Vec<Fact>),
    /// `conventions`
    Conventions(Vec<Convention>),
    /// `texte « … »`
    Text(TextBlock),
    /// `liste « … », par …`
    List(List),
    /// `paramètre « … » : …`
    Parameter(Parameter),
    /// `définitions communes`: definitions, and exceptions to them
    Common(Vec<Item>),
    /// `procédure « … », selon « … »`
    Procedure(Procedure),
    /// `modifie la procédure « … »`
    Amendment(Amendment),
}

/// `séjours : périodes`, with its columns
#[derive(Clone, Debug)]
pub struct Fact {
    /// The fact's name.
    pub name: Name,
    /// Its type.
    pub kind: FactType,
    /// The question an interview asks.
    pub question: Option<String>,
    /// Mark.
    pub verify: Option<Verify>,
    /// Columns of periods and rows.
    pub columns: Vec<Fact>,
}

/// Types of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactType {
    /// `oui ou non`
    Truth,
    /// `nombre`
    Number {
        /// `entier`
        whole: bool,
        /// `même négatif`
        below_zero: bool,
    },
    /// `montant`
    Amount {
        /// `même négatif`
        below_zero: bool,
    },
    /// `pourcentage`
    Percent,
    /// `date`
    Date,
    /// `durée en mois`
    Months,
    /// `durée en jours`
    Days,
    /// `texte`
    Text,
    /// `code « famille professionnelle »`
    Code {
        /// Where the codes come from.
        title: Option<Quoted>,
        /// The table that holds them all.
        file: Option<Quoted>,
    },
    /// `salariée ou indépendante`
    Enumeration(Vec<Name>),
    /// `échelle A1, A2, B1`: the lowest first
    Scale(Vec<Name>),
    /// `périodes`, `périodes, sans chevauchement`, `périodes, au sein des séjours`
    Periods {
        /// Two rows of one day must agree: in all their columns, or where one of them says this.
        without_overlap: Option<Option<Name>>,
        /// The fact within whose rows these lie.
        within: Option<Name>,
    },
    /// `lignes`
    Rows,
}

/// `mois d'activité : de quantième à quantième, ou mois civil entamé`
#[derive(Clone, Debug)]
pub struct Convention {
    /// The convention's name.
    pub name: Name,
    /// Options, the one followed first in front.
    pub options: Vec<ConventionOption>,
    /// Mark.
    pub verify: Option<Verify>,
}

/// One option of a convention.
#[derive(Clone, Debug)]
pub struct ConventionOption {
    /// The option's words.
    pub name: Name,
    /// Who holds it: `selon « … »`.
    pub holder: Option<Quoted>,
}

/// `texte « circulaire du 28 novembre 2012 »` and what is said of it
#[derive(Clone, Debug)]
pub struct TextBlock {
    /// The text's name.
    pub name: Quoted,
    /// `NOR …`, `n° …`
    pub numbers: Vec<String>,
    /// `signé le …`
    pub signed: Option<(Day, Span)>,
    /// `en vigueur …`
    pub validity: Option<Validity>,
    /// `en vigueur selon la convention « … »`
    pub begins_by: Option<Quoted>,
    /// `annonce sa fin « … »`
    pub end_notice: Option<Quoted>,
    /// `applique`, `crée`, `abroge`, `modifie`, `remplace`
    pub relations: Vec<Relation>,
    /// `renumérote « … » en « … »`
    pub renumberings: Vec<Renumbering>,
    /// `aux demandes déposées à compter du …`
    pub transition: Option<Transition>,
    /// `fichier « … »`: its words, point by point.
    pub file: Option<Quoted>,
    /// `point 2.2.2, sans règle (…)`
    pub ruleless: Vec<Ruleless>,
    /// `à vérifier`, with its note where it has one.
    pub verify: Vec<Verify>,
    /// Whether a line of it could not be read: what seems to be missing may stand there.
    pub broken: bool,
}

/// `point 2.2.2 et point 2.2.3, sans règle (conditions propres non trouvées)`
#[derive(Clone, Debug)]
pub struct Ruleless {
    /// The points, as citations name them.
    pub points: Vec<Quoted>,
    /// Why no rule is made of them.
    pub reason: String,
}

/// A stretch of days as written; both ends belong to it, either may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
    /// The words.
    pub span: Span,
}

/// What a text does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// `applique`
    Applies,
    /// `crée`
    Creates,
    /// `abroge`
    Repeals,
    /// `abroge en partie`
    RepealsInPart,
    /// `modifie`
    Amends,
    /// `remplace`
    Replaces,
}

/// `applique « L. 435-1 du CESEDA »`
#[derive(Clone, Debug)]
pub struct Relation {
    /// What is done.
    pub kind: RelationKind,
    /// To which texts.
    pub targets: Vec<Quoted>,
}

/// `renumérote « L. 313-14 » en « L. 435-1 » à compter du 1er mai 2021`
#[derive(Clone, Debug)]
pub struct Renumbering {
    /// The old number.
    pub old: Quoted,
    /// The new number.
    pub new: Quoted,
    /// From which day.
    pub from: Option<Day>,
}

/// Which acts a transitional clause looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransitionKind {
    /// `aux demandes déposées`
    Applications,
    /// `aux décisions prises`
    Decisions,
}

/// `aux demandes déposées à compter du 17 juillet 2024, selon la date de dépôt`
#[derive(Clone, Debug)]
pub struct Transition {
    /// Which acts.
    pub kind: TransitionKind,
    /// From which day.
    pub from: Day,
    /// The date of the dossier by which they are dated.
    pub by: Option<Name>,
    /// The words.
    pub span: Span,
}

/// `liste « métiers en tension », par région et métier`
#[derive(Clone, Debug)]
pub struct List {
    /// The list's name.
    pub name: Quoted,
    /// Its key columns.
    pub keys: Vec<ListColumn>,
    /// What it gives: its value columns; none of a list that only tells which keys are in it.
    pub values: Vec<ListColumn>,
    /// In the order written, which need not be that of their days.
    pub versions: Vec<ListVersion>,
}

/// `surface : nombre`
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// As the first line of the tables has it.
    pub name: Name,
    /// The type of its cells, where it is said.
    pub of: Option<FactType>,
}

/// `du 3 mars 2024 au 22 mai 2025, partielle, fichier « metiers-2024.csv »`
#[derive(Clone, Debug)]
pub struct ListVersion {
    /// When it applies.
    pub validity: Validity,
    /// `partielle`: a key that is not in it may be in it.
    pub partial: bool,
    /// `complète pour « … »`: codes for which it is complete all the same.
    pub complete_for: Vec<CompleteFor>,
    /// `fichier « … »`: the table of its entries.
    pub file: Option<Quoted>,
    /// `selon « … »`: where its entries come from.
    pub source: Option<Quoted>,
    /// `à vérifier`, with its note where it has one.
    pub verify: Vec<Verify>,
    /// The whole line.
    pub span: Span,
}

/// `complète pour « S1Z40 » si la convention « … » retient « … »`
#[derive(Clone, Debug)]
pub struct CompleteFor {
    /// At least one.
    pub codes: Vec<Quoted>,
    /// The convention and the option under which it is.
    pub when: Option<(Quoted, Quoted)>,
}

/// `procédure « … », selon « … »`
#[derive(Clone, Debug)]
pub struct Procedure {
    /// The procedure's name.
    pub name: Quoted,
    /// The text that this version stands in.
    pub text: Quoted,
    /// Mark.
    pub verify: Option<Verify>,
    /// Its parts in order.
    pub items: Vec<Item>,
    /// Whether a line of it could not be read: what seems to be missing may stand there.
    pub broken: bool,
}

/// `modifie la procédure « … »`
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The procedure that is amended.
    pub procedure: Quoted,
    /// The amending text; when absent, the text block above.
    pub text: Option<Quoted>,
    /// What is done, in order.
    pub operations: Vec<Operation>,
    /// Whether a line of it could not be read: what seems to be missing may stand there.
    pub broken: bool,
    /// The header.
    pub span: Span,
}

/// One operation of an amendment.
#[derive(Clone, Debug)]
pub enum Operation {
    /// `remplace la voie « … » par : …`
    Replace {
        /// What is replaced.
        target: PartRef,
        /// By what: one part, or several obstacles.
        by: Vec<Item>,
    },
    /// `ajoute la condition …`
    Add(Item),
    /// `abroge la voie « … »`
    Repeal(PartRef),
}

/// A part of a procedure, named from outside: `la voie « … »`
#[derive(Clone, Debug)]
pub struct PartRef {
    /// `voie`, `condition` …, without the article.
    pub kind: String,
    /// The part's name.
    pub name: Name,
}

/// `recueil « … »`, and who decides.
#[derive(Clone, Debug)]
pub struct Ruleset {
    /// The title.
    pub name: Quoted,
    /// `autorité : le préfet`, with its article.
    pub authority: Option<Quoted>,
    /// `utilise le recueil « … »`: those that it uses.
    pub used: Vec<Quoted>,
}

/// What follows a name, a comma apart.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// `point 2.2.1`, `« L. 435-4, al. 1 »`
    pub citations: Vec<Quoted>,
    /// `à titre exceptionnel`
    pub exceptional: Option<Span>,
    /// `à vérifier`
    pub verify: Vec<Verify>,
    /// `fournie par …`
    pub supplied_by: Option<Name>,
    /// `si …`
    pub applies_if: Option<Expr>,
    /// Whose discretion it is, as the sentence says: `le jury` of what is weighed, `du jury` of the decision.
    pub by: Option<Quoted>,
}

/// How the parts under a heading combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// `les conditions sont réunies par l'une de ces voies :`
    Routes,
    /// `les conditions sont réunies si :`
    Conditions,
    /// `il faut en outre :`
    Further,
}

/// A named part with a condition: a route, a condition, an obstacle.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name; an obstacle may have none.
    pub name: Option<Quoted>,
    /// When it holds.
    pub expr: Expr,
    /// Citations and qualifiers.
    pub attributes: Attributes,
    /// From the first word to the last.
    pub span: Span,
}

/// A paper, a step, an effect, something the prefect weighs.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its words.
    pub name: Quoted,
    /// Citations and qualifiers.
    pub attributes: Attributes,
}

/// A part of a procedure.
#[derive(Clone, Debug)]
pub enum Item {
    /// `les conditions sont réunies si :`
    Heading(Heading, Span),
    /// `voie « … » : …`
    Route(Part),
    /// `condition « … » : …`
    Condition(Part),
    /// A line under `font obstacle :`
    Obstacle(Part),
    /// A line under `peuvent faire obstacle :`
    PossibleObstacle(Part),
    /// `pièce « … »`
    Paper(Mention),
    /// `démarche « … »`
    Step(Mention),
    /// `effet « … »`
    Effect(Mention),
    /// `le préfet apprécie « … »`
    Appreciation(Mention),
    /// `la décision relève du pouvoir d'appréciation du préfet`
    Discretion(Span, Attributes),
    /// `la procédure s'applique si …`
    Scope(Expr, Attributes),
    /// `par exception à « … », si …, …`
    Exception(Exception),
    /// `la présence est l'ensemble des séjours`
    Definition(Definition),
}

/// `par exception à « nom », si …, …`, `exception « nom » à « nom », si …, …`
#[derive(Clone, Debug)]
pub struct Exception {
    /// Its own name, by which exceptions to it and amending texts name it.
    pub name: Option<Quoted>,
    /// The definition, the condition or the exception that is overridden.
    pub target: Name,
    /// What stands between `si` and the comma.
    pub when: Expr,
    /// By what; nothing where `l'exception ne s'applique pas`.
    pub instead: Option<Instead>,
    /// Where the text says it, and what is to be verified.
    pub attributes: Attributes,
    /// The whole sentence.
    pub span: Span,
}

/// What an exception puts in place. The words of many sentences read both ways: « la nature est salariée » asks for a
/// nature, or says what « nature » is. What is excepted decides, so both readings are kept.
#[derive(Clone, Debug)]
pub struct Instead {
    /// The words as a condition, where they can be one.
    pub condition: Option<Expr>,
    /// The words as a definition, where they can be one.
    pub definition: Option<Box<Definition>>,
    /// The words.
    pub span: Span,
}

/// `la présence est …`
#[derive(Clone, Debug)]
pub struct Definition {
    /// `pour chaque enfant`: the rows of which each has its own.
    pub each: Option<Name>,
    /// The name that is defined.
    pub name: Name,
    /// What it is.
    pub body: Body,
    /// Where the text says it, and what is to be verified.
    pub attributes: Attributes,
    /// The whole sentence.
    pub span: Span,
}

/// What a definition says.
#[derive(Clone, Debug)]
pub enum Body {
    /// `l'ensemble des séjours, sauf …`
    Periods(PeriodSet),
    /// A number, an amount, a date …
    Value(Term),
    /// `signifie que …`
    Condition(Expr),
}
