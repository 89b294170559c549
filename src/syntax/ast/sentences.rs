//! What sentences say: sets, conditions, lengths and terms.

use super::{Name, Quoted, Verify};
use crate::source::Span;
use crate::time::{Day, Workdays};
use crate::value::{Arithmetic, Comparison, Exact, ReadOn, Rounding};

/// `l'ensemble des emplois dont …`
#[derive(Clone, Debug)]
pub struct PeriodSet {
    /// The facts or definitions it starts from.
    pub bases: Vec<Name>,
    /// What restricts it, in order.
    pub operations: Vec<SetOperation>,
    /// The words.
    pub span: Span,
}

/// What restricts a set of periods.
#[derive(Clone, Debug)]
pub enum SetOperation {
    /// `dont …`
    SuchThat(Expr),
    /// `sauf …`: rows are dropped
    Except(Name),
    /// `sauf pendant …`: days are dropped
    ExceptDuring(Name),
    /// `pendant …`: only these days are kept
    During(Name),
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// The words.
    pub span: Span,
}

/// Forms of conditions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `… et …`
    All(Vec<Expr>),
    /// `… ou …`
    Any(Vec<Expr>),
    /// `il n'est pas vrai que …`
    Not(Box<Expr>),
    /// `… sauf si …`, once or more
    Unless(Box<Expr>, Vec<Expr>),
    /// `( … )`
    Group(Box<Expr>),
    /// `…, à vérifier`
    Marked(Box<Expr>, Verify),
    /// `la convention « … » retient « … »`
    Convention(Quoted, Quoted),
    /// `la procédure « … » est remplie`
    Met(Quoted),
    /// `on compte au moins 2 enfants dont …`
    RowCount(Comparison, Count, PeriodSet),
    /// `au moins deux des conditions suivantes :` and a line for each
    Several(Comparison, Count, Vec<Expr>),
    /// `aucun des emplois n'est en cours`, `pour chacun des emplois, …`
    Quantified(Box<Quantified>),
    /// `la région et le métier figurent dans la liste « … »`
    Membership {
        /// The key, in the order written.
        names: Vec<Name>,
        /// The list.
        list: Quoted,
        /// On which day the list is read, when said.
        read_on: Option<(ReadOn, Span)>,
    },
    /// A sentence about a set of periods.
    Period(Name, Predicate),
    /// `la date de naissance remonte à au moins 18 ans`
    Age(Term, Comparison, Length),
    /// `le salaire atteint 1 500 €`
    Compare(Term, Comparison, Term),
    /// `le salaire est compris entre 1 500 € et 2 000 €`
    Between {
        /// What lies there.
        value: Term,
        /// `n'est pas compris`
        negated: bool,
        /// The two ends, both included.
        ends: [Term; 2],
    },
    /// `la demande est dans les 5 jours ouvrés suivant la notification`
    Within {
        /// What lies there.
        value: Term,
        /// `n'est pas dans`
        negated: bool,
        /// Where these days end, or begin: `5 jours ouvrés après …`, `2 mois avant …`
        until: Term,
        /// `suivant la notification`
        beside: Span,
    },
    /// `la nature est salariée`
    Is {
        /// The fact or column.
        name: Name,
        /// `n'est pas`
        negated: bool,
        /// One of these.
        values: Vec<Term>,
    },
    /// A fact or definition that is `oui ou non`.
    Name(Name),
}

/// `chacun des emplois a duré au moins 6 mois`
#[derive(Clone, Debug)]
pub struct Quantified {
    /// How many rows.
    pub quantifier: Quantifier,
    /// Its words.
    pub words: Span,
    /// Of which.
    pub rows: PeriodSet,
    /// What holds of them.
    pub said: OfRow,
    /// The words of that.
    pub said_span: Span,
}

/// Of how many rows something holds.
#[derive(Clone, Copy, Debug)]
pub enum Quantifier {
    /// `aucun des`
    NoRow,
    /// `chacun des`
    EachRow,
    /// `au moins 2 des`
    Rows(Comparison, Count),
}

/// What is said of a row.
#[derive(Clone, Debug)]
pub enum OfRow {
    /// `, la nature est salariée`
    Holds(Expr),
    /// `a duré au moins 6 mois`, of its days.
    Days(Predicate),
    /// `est salariée`, of one of its columns.
    Is {
        /// `n'est pas`
        negated: bool,
        /// One of these.
        values: Vec<Term>,
    },
}

/// What is said of a set of periods.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// `dure depuis au moins 5 ans`
    Lasts(Comparison, Length, Modifiers),
    /// `a duré au moins 6 mois sans interruption de plus de 15 jours`
    Lasted(Comparison, Length, Modifiers),
    /// `totalise au moins 8 mois dans les 24 derniers mois`
    Totals(Comparison, Length, Modifiers),
    /// `est en cours`, on the day of assessment where no other is named.
    Ongoing(Option<OngoingOn>),
    /// `commence avant le …`
    Starts(Comparison, Term),
    /// `prend fin après le …`
    Ends(Comparison, Term),
    /// `compte au moins 3 périodes`
    Counts(Comparison, Count),
}

/// On which day a set goes on.
#[derive(Clone, Debug)]
pub enum OngoingOn {
    /// `selon la convention « … »`
    ByConvention(Quoted),
    /// `au jour de la signature`
    OnDay(Term),
}

/// A number of rows.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// The number.
    pub value: u32,
    /// The words.
    pub span: Span,
}

/// What qualifies a measure.
#[derive(Clone, Debug, Default)]
pub struct Modifiers {
    /// `consécutifs ou non`
    pub non_consecutive: Option<Span>,
    /// `sans interruption [de plus de …]`
    pub unbroken: Option<(Option<Length>, Span)>,
    /// `dans les 24 derniers mois`
    pub window: Option<Length>,
    /// `précédant la fin du contrat`: the day before which the window ends, where it is not that of assessment.
    pub before: Option<Box<Term>>,
    /// `selon la convention « … »`
    pub by_convention: Option<Quoted>,
    /// `comptés …`
    pub counted: Option<Name>,
    /// `interruptions de 30 jours au plus comprises`, `par semestre`
    pub continuity: Option<(Continuity, Span)>,
}

/// What keeps a duration going, where a sentence says so.
#[derive(Clone, Debug)]
pub enum Continuity {
    /// `interruptions de … au plus comprises`
    Gaps(Length),
    /// `par semestre`: the months of the period.
    Each(i32),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `ans`
    Years,
    /// `mois`
    Months,
    /// `semaines`
    Weeks,
    /// `jours`
    Days,
}

/// `5 ans`, `1 an et 6 mois`, `90 jours`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// Numbers with their units.
    pub parts: Vec<(i32, Unit)>,
    /// The words.
    pub span: Span,
}

/// A computation.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its form.
    pub kind: TermKind,
    /// The words.
    pub span: Span,
}

/// Forms of computations.
#[derive(Clone, Debug)]
pub enum TermKind {
    /// `2,5`
    Number(Exact),
    /// `1 500 €`
    Amount(Exact),
    /// `55 %`; the value is the share, 55/100
    Percent(Exact),
    /// `28 novembre 2012`
    Date(Day),
    /// `5 ans`
    Length(Length),
    /// `« T4Z60 »`
    Quoted(String),
    /// A fact, a column, a definition or an option.
    Name(Name),
    /// `a + b - c`, from left to right
    Chain(Box<Term>, Vec<(Arithmetic, Term)>),
    /// `le plus petit de a et b`
    Smallest(Vec<Term>),
    /// `le plus grand de a et b`
    Largest(Vec<Term>),
    /// `6 mois après …`, `6 mois avant …`
    Shift {
        /// By how much.
        by: Length,
        /// `après`
        after: bool,
        /// From which day.
        from: Box<Term>,
    },
    /// `5 jours ouvrés après …`, `5 jours ouvrables avant …`
    WorkingShift {
        /// How many.
        count: Count,
        /// Which days.
        days: Workdays,
        /// `après`
        after: bool,
        /// From which day, which does not count.
        from: Box<Term>,
    },
    /// `délai franc de 2 mois après …`
    Clear(Box<Term>),
    /// `le dernier jour du mois de …`; otherwise the first
    MonthEdge(bool, Box<Term>),
    /// `…, reporté au premier jour ouvrable`
    Postponed(Box<Term>, Workdays),
    /// `SMIC mensuel au jour de la signature`
    ReadOn(Name, DayRead),
    /// `durée du préavis après notification`: names of lengths, each with whether `après` follows it, and a day. Names may
    /// hold these words themselves: the longest that is declared wins.
    ShiftBy {
        /// What stands before each `après` or `avant`.
        names: Vec<(Name, bool)>,
        /// From which day.
        from: Box<Term>,
    },
    /// `le nombre de mois entre A et B`
    Elapsed {
        /// Years, months or days.
        unit: Unit,
        /// The earlier date.
        from: Box<Term>,
        /// The later one.
        to: Box<Term>,
    },
    /// `55 % de …`: a part of a value, of the same kind as the value.
    Share(Box<Term>, Box<Term>),
    /// `le jour d'appréciation`
    AssessmentDay,
    /// `…, arrondi à l'euro le plus proche`, and the words of the unit
    Rounded(Box<Term>, Rounding, Span),
    /// `la somme des heures des emplois dans les 24 derniers mois`
    Aggregate(Box<Aggregate>),
    /// `son rang par naissance`
    Rank {
        /// The column by which rows are ordered, the least first.
        by: Name,
        /// `décroissant`: the greatest first.
        descending: bool,
        /// `sans lacune`: equal ones share a place, and the next place follows.
        without_gaps: bool,
    },
    /// `celle de la liste « surfaces » pour la zone et le nombre de personnes`
    Lookup {
        /// The value column; of a list that has one only, it need not be named.
        column: Option<Name>,
        /// The list.
        list: Quoted,
        /// The key, in the order written.
        keys: Vec<Term>,
    },
    /// `…, à défaut 0 €`
    InDefault(Box<Term>, Box<Term>),
    /// `selon la tranche de … :`
    Bands {
        /// What is looked up.
        of: Box<Term>,
        /// Bands in the order written.
        bands: Vec<Band>,
    },
    /// `selon le barème progressif de … :`
    Scale {
        /// What is cut into slices.
        of: Box<Term>,
        /// Slices in the order written.
        slices: Vec<Slice>,
    },
    /// `selon la zone :`
    Choice {
        /// What decides.
        of: Name,
        /// Its lines, as written.
        lines: Vec<ChoiceLine>,
    },
}

/// On which day a sentence reads a parameter.
#[derive(Clone, Debug)]
pub enum DayRead {
    /// `au jour d'appréciation`
    Assessment,
    /// `au jour de la ligne`: the first day of the row at hand.
    FirstOfRow,
    /// `au dernier jour de la ligne`
    LastOfRow,
    /// `au jour de la signature`
    Of(Box<Term>),
}

/// `- jusqu'à 11 294 € : 0 %`
#[derive(Clone, Debug)]
pub struct Slice {
    /// Where it ends; none for `au-delà`.
    pub until: Option<Term>,
    /// What is owed of what lies in it.
    pub rate: Term,
    /// The line.
    pub span: Span,
}

/// `- A bis ou A : 22`
#[derive(Clone, Debug)]
pub struct ChoiceLine {
    /// The values for which it stands; none for `sinon`.
    pub keys: Vec<Term>,
    /// What it gives.
    pub value: Term,
    /// The line.
    pub span: Span,
}

/// `la somme des heures des emplois dans les 24 derniers mois`
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// What is made of the rows.
    pub kind: AggregateKind,
    /// All words before what restricts the set: a name that is declared may read so, and wins.
    pub whole: Name,
    /// What stands after the first words: « heures des emplois ».
    pub of: Name,
    /// `dont …`, `sauf …`, `pendant …`
    pub operations: Vec<SetOperation>,
    /// `dans les 24 derniers mois`, `selon la convention « … »`, `comptés …`
    pub modifiers: Modifiers,
    /// `par année civile`, `par semestre civil`: the months of the period by which rows are taken together.
    pub by_period: Option<(i32, Span)>,
    /// `4 au plus`: a number or an amount that no period exceeds.
    pub most_each: Option<Term>,
    /// `les 25 meilleures années`
    pub best: Option<Count>,
    /// Everything.
    pub span: Span,
}

/// What is made of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateKind {
    /// `la somme de`
    Sum,
    /// `la moyenne de`
    Mean,
    /// `la moyenne mensuelle de`
    MonthlyMean,
    /// `la moyenne par jour de`
    DailyMean,
    /// `le plus grand des`
    Greatest,
    /// `le plus petit des`
    Least,
    /// `le nombre de`
    Count,
    /// `le nombre de jours de`
    CountOfDays,
    /// `le nombre de mois de`
    CountOfMonths,
    /// `la durée de`: in months
    Length,
    /// `la durée en jours de`
    LengthInDays,
}

/// `- à partir de 3 mois : 50 €`
#[derive(Clone, Debug)]
pub struct Band {
    /// `à partir de`, or `de`; otherwise `moins de`
    pub from: bool,
    /// Where the band begins, or below what it ends.
    pub threshold: Term,
    /// `à` of `de 2 à 4`: the last value of the band.
    pub until: Option<Term>,
    /// The value in the band.
    pub value: Term,
}
