//! What the nodes of a plan name: the one place that knows.
//!
//! Whoever looks through rules (for the facts that they use, the definitions that a version needs, the thresholds that
//! dossiers should reach) starts at the [`Root`]s of a version, goes down by [`Plan::each_child`] and asks each node
//! for its [`Use`]s. A new form of condition, set or term has its arm here, and all of them see it.

use std::collections::BTreeSet;

use super::{
    Aggregate, ConditionId, ConditionKind, Continued, ConventionId, DayRead, DayWay, DefinitionBody, DefinitionId,
    Each, Excepted, Fact, FactId, ListId, Meaning, Measure, MeasureKind, Mention, OngoingOn, ParameterId,
    ParameterMean, Part, Plan, Rank, Role, SetId, SetKind, TermId, TermKind, Version, Window,
};
use crate::time::Workdays;

/// A node of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A condition.
    Condition(ConditionId),
    /// A set of periods.
    Set(SetId),
    /// A value.
    Term(TermId),
    /// A definition; its child is what it stands for.
    Definition(DefinitionId),
}

/// What a node names that is no node itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// A fact of the dossier.
    Fact(FactId),
    /// A column of the rows of a fact, by its place.
    Column(FactId, usize),
    /// A list.
    List(ListId),
    /// A parameter.
    Parameter(ParameterId),
    /// A convention that is tested, gives a window, or may be followed where the node is evaluated.
    Convention(ConventionId),
}

/// As what a version names a condition or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RootKind {
    /// `la procédure s'applique si`
    Scope,
    /// A route, of which one suffices.
    Route,
    /// A condition that must hold.
    Condition,
    /// An obstacle that must not stand.
    Obstacle,
    /// A definition; as a root, one whose value answers tell.
    Definition,
    /// When something is weighed.
    Appreciation,
    /// When a paper is asked for.
    Paper,
    /// When a step applies.
    Step,
    /// When an effect applies.
    Effect,
}

impl RootKind {
    /// All kinds.
    pub const ALL: [RootKind; 9] = [
        RootKind::Scope,
        RootKind::Route,
        RootKind::Condition,
        RootKind::Obstacle,
        RootKind::Definition,
        RootKind::Appreciation,
        RootKind::Paper,
        RootKind::Step,
        RootKind::Effect,
    ];

    /// The word under which a rule file declares it.
    pub fn word(self) -> &'static str {
        match self {
            RootKind::Scope => "champ",
            RootKind::Route => "voie",
            RootKind::Condition => "condition",
            RootKind::Obstacle => "obstacle",
            RootKind::Definition => "définition",
            RootKind::Appreciation => "appréciation",
            RootKind::Paper => "pièce",
            RootKind::Step => "démarche",
            RootKind::Effect => "effet",
        }
    }
}

impl<T: Copy> Excepted<T> {
    fn count(&self) -> usize {
        self.cases.iter().map(|case| 1 + case.unless.len()).sum()
    }

    /// Calls on what stands, then on each exception: when it applies, and what stands then.
    fn each(&self, node: impl Fn(T) -> Node, each: &mut impl FnMut(Node)) {
        each(node(self.base));
        for case in &self.cases {
            each(Node::Condition(case.when));
            case.each_unless(|one| each(Node::Condition(one.when)));
            each(node(case.then));
        }
    }
}

/// Where the rules of a version begin to be read.
#[derive(Clone, Copy, Debug)]
pub struct Root<'p> {
    /// As what the version names it.
    pub kind: RootKind,
    /// The name of the part, the definition or the mention; empty for the scope, which has none.
    pub name: &'p str,
    /// The condition or the definition.
    pub node: Node,
}

impl Version {
    /// Its parts under the kinds of roots that they are, in the order in which answers tell them.
    pub fn sections(&self) -> [(RootKind, &[Part]); 3] {
        [
            (RootKind::Route, &self.routes),
            (RootKind::Condition, &self.conditions),
            (RootKind::Obstacle, &self.obstacles),
        ]
    }

    /// Its mentions, likewise.
    pub fn mentions(&self) -> [(RootKind, &[Mention]); 4] {
        [
            (RootKind::Appreciation, &self.appreciations),
            (RootKind::Paper, &self.papers),
            (RootKind::Step, &self.steps),
            (RootKind::Effect, &self.effects),
        ]
    }
}

impl Plan {
    /// All that a version evaluates: its scope, its parts, the values that answers tell, and the conditions of its
    /// mentions.
    pub fn roots<'p>(&'p self, version: &'p Version) -> impl Iterator<Item = Root<'p>> {
        let scope = version.scope.map(|scope| Root { kind: RootKind::Scope, name: "", node: Node::Condition(scope) });
        let parts = version.sections().into_iter().flat_map(|(kind, parts)| {
            parts.iter().map(move |part| Root { kind, name: &part.name, node: Node::Condition(part.condition) })
        });
        let values = version.values.iter().map(|id| {
            let name = self.definitions[id.index()].name.as_str();
            Root { kind: RootKind::Definition, name, node: Node::Definition(*id) }
        });
        let mentions = version.mentions().into_iter().flat_map(|(kind, mentions)| {
            let conditional = mentions.iter().filter_map(|mention| Some((mention, mention.applies_if?)));
            conditional.map(move |(mention, condition)| Root {
                kind,
                name: &mention.name,
                node: Node::Condition(condition),
            })
        });
        scope.into_iter().chain(parts).chain(values).chain(mentions)
    }

    /// Calls on each node that a node names, in the order of its words.
    pub fn each_child(&self, node: Node, mut each: impl FnMut(Node)) {
        match node {
            Node::Condition(id) => self.of_condition(id, &mut each),
            Node::Set(id) => self.of_set(id, &mut each),
            Node::Term(id) => self.of_term(id, &mut each),
            Node::Definition(id) => each(match self.definitions[id.index()].body {
                DefinitionBody::Set(set) => Node::Set(set),
                DefinitionBody::Term(term) => Node::Term(term),
                DefinitionBody::Condition(condition) => Node::Condition(condition),
            }),
        }
    }

    fn of_condition(&self, id: ConditionId, each: &mut impl FnMut(Node)) {
        match &self.conditions[id.index()].kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| each(Node::Condition(*part)));
            }
            ConditionKind::Not(inner) => each(Node::Condition(*inner)),
            ConditionKind::Truth(term) => each(Node::Term(*term)),
            ConditionKind::Defined(definition) => each(Node::Definition(*definition)),
            ConditionKind::Met(procedure) => self.of_procedure(procedure, each),
            ConditionKind::Follows(..) => {}
            ConditionKind::OneOf(subject, values) => {
                each(Node::Term(*subject));
                values.iter().for_each(|value| each(Node::Term(*value)));
            }
            ConditionKind::Compare(left, _, right) => {
                each(Node::Term(*left));
                each(Node::Term(*right));
            }
            ConditionKind::Between(value, ends) => {
                each(Node::Term(*value));
                ends.iter().for_each(|end| each(Node::Term(*end)));
            }
            ConditionKind::Listed(_, keys, _) => keys.iter().for_each(|key| each(Node::Term(*key))),
            ConditionKind::Ongoing(set, on) => {
                each(Node::Set(*set));
                if let OngoingOn::Day(day) = on {
                    each(Node::Term(*day));
                }
            }
            ConditionKind::Several(several) => {
                several.parts.iter().for_each(|part| each(Node::Condition(*part)));
                each(Node::Term(several.number));
            }
            ConditionKind::Excepted(excepted) => excepted.each(Node::Condition, each),
        }
    }

    /// What says whether a procedure is met, under any of its texts.
    fn of_procedure(&self, procedure: &str, each: &mut impl FnMut(Node)) {
        for version in self.versions.iter().filter(|version| version.procedure == procedure) {
            let parts = version.parts().map(|part| part.condition);
            version.scope.into_iter().chain(parts).for_each(|condition| each(Node::Condition(condition)));
        }
    }

    fn of_set(&self, id: SetId, each: &mut impl FnMut(Node)) {
        match &self.sets[id.index()].kind {
            SetKind::Fact(_) | SetKind::Row(_) => {}
            SetKind::Defined(definition) => each(Node::Definition(*definition)),
            SetKind::Union(sets) => sets.iter().for_each(|set| each(Node::Set(*set))),
            SetKind::SuchThat(set, condition) => {
                each(Node::Set(*set));
                each(Node::Condition(*condition));
            }
            SetKind::Except(set, other) | SetKind::ExceptDuring(set, other) | SetKind::During(set, other) => {
                each(Node::Set(*set));
                each(Node::Set(*other));
            }
            SetKind::Excepted(excepted) => excepted.each(Node::Set, each),
        }
    }

    /// The values of a parameter.
    fn lines_of(&self, parameter: ParameterId) -> impl Iterator<Item = TermId> {
        self.parameters[parameter.index()].lines.iter().filter_map(|line| line.value)
    }

    fn of_term(&self, id: TermId, each: &mut impl FnMut(Node)) {
        match &self.terms[id.index()].kind {
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Rank(_)
            | TermKind::AssessmentDay => {}
            TermKind::Defined(definition) => each(Node::Definition(*definition)),
            TermKind::Binary(_, left, right) => {
                each(Node::Term(*left));
                each(Node::Term(*right));
            }
            TermKind::Smallest(terms) | TermKind::Largest(terms) => {
                terms.iter().for_each(|term| each(Node::Term(*term)));
            }
            TermKind::Shift(shift) => {
                each(Node::Term(shift.by));
                each(Node::Term(shift.from));
            }
            TermKind::DayFrom(found) => found.terms().for_each(|term| each(Node::Term(term))),
            TermKind::Elapsed(elapsed) => {
                each(Node::Term(elapsed.from));
                each(Node::Term(elapsed.to));
            }
            TermKind::Rounded(inner, _) | TermKind::Since(inner) => {
                each(Node::Term(*inner));
            }
            TermKind::Bands(of, bands) => {
                each(Node::Term(*of));
                for band in bands {
                    band.bounds().for_each(|bound| each(Node::Term(bound)));
                    each(Node::Term(band.value));
                }
            }
            TermKind::Count(set) | TermKind::First(set) | TermKind::Last(set) => each(Node::Set(*set)),
            TermKind::Measured(Measure { set, window, .. }) => {
                each(Node::Set(*set));
                window.day().into_iter().for_each(|day| each(Node::Term(day)));
            }
            TermKind::Aggregate(Aggregate { set, of, window, .. }) => {
                each(Node::Set(*set));
                window.day().into_iter().for_each(|day| each(Node::Term(day)));
                of.iter().for_each(|(_, value)| each(Node::Term(*value)));
            }
            TermKind::Units(length) => each(Node::Term(*length)),
            TermKind::Parameter(parameter, on) => {
                if let DayRead::On(day) = on {
                    each(Node::Term(*day));
                }
                self.lines_of(*parameter).for_each(|value| each(Node::Term(value)));
            }
            TermKind::Mean(mean) => {
                mean.window.day().into_iter().for_each(|day| each(Node::Term(day)));
                self.lines_of(mean.parameter).for_each(|value| each(Node::Term(value)));
            }
            TermKind::Lookup(lookup) => {
                lookup.keys.iter().chain(&lookup.cells).for_each(|term| each(Node::Term(*term)));
            }
            TermKind::InDefault(value, instead) => {
                each(Node::Term(*value));
                each(Node::Term(*instead));
            }
            TermKind::Excepted(excepted) => excepted.each(Node::Term, each),
            TermKind::Scale(of, slices) => {
                each(Node::Term(*of));
                let terms = slices.iter().flat_map(|slice| slice.until.into_iter().chain([slice.rate]));
                terms.for_each(|term| each(Node::Term(term)));
            }
            TermKind::Choice { of, choices, otherwise } => {
                each(Node::Term(*of));
                let lines = choices.iter().flat_map(|choice| choice.keys.iter().chain([&choice.value]));
                lines.chain(otherwise).for_each(|term| each(Node::Term(*term)));
            }
        }
    }

    /// Calls on all that a node itself uses; what its children use is theirs.
    pub fn each_use(&self, node: Node, mut each: impl FnMut(Use)) {
        match node {
            Node::Condition(id) => self.used_by_condition(&self.conditions[id.index()].kind, &mut each),
            Node::Set(id) => match &self.sets[id.index()].kind {
                SetKind::Fact(fact) | SetKind::Row(fact) => each(Use::Fact(*fact)),
                SetKind::Defined(_)
                | SetKind::Union(_)
                | SetKind::SuchThat(..)
                | SetKind::Except(..)
                | SetKind::ExceptDuring(..)
                | SetKind::During(..)
                | SetKind::Excepted(_) => {}
            },
            Node::Term(id) => match &self.terms[id.index()].kind {
                TermKind::Fact(fact) => each(Use::Fact(*fact)),
                TermKind::Column(fact, column) | TermKind::Rank(Rank { fact, column, .. }) => {
                    each(Use::Column(*fact, *column));
                }
                TermKind::Parameter(parameter, on) => {
                    each(Use::Parameter(*parameter));
                    match on {
                        DayRead::Assessment => each(self.may_follow(Role::AssessmentDay)),
                        DayRead::FirstOfRow(facts) => facts.iter().for_each(|fact| each(Use::Fact(*fact))),
                        DayRead::LastOfRow(facts) => {
                            facts.iter().for_each(|fact| each(Use::Fact(*fact)));
                            each(self.may_follow(Role::AssessmentDay));
                            each(self.may_follow(Role::AssessmentDayCounts));
                        }
                        DayRead::On(_) => {}
                    }
                }
                TermKind::Mean(mean) => self.used_by_mean(mean, &mut each),
                TermKind::Shift(_) | TermKind::Elapsed(_) => each(self.may_follow(Role::MissingDay)),
                TermKind::DayFrom(found) => self.used_by_day(found.way, &mut each),
                TermKind::AssessmentDay => each(self.may_follow(Role::AssessmentDay)),
                TermKind::Measured(measure) => self.used_by_measure(measure, &mut each),
                TermKind::Aggregate(aggregate) => self.used_by_aggregate(aggregate, &mut each),
                TermKind::Since(_) => {
                    each(self.may_follow(Role::AssessmentDay));
                    each(self.may_follow(Role::MissingDay));
                }
                TermKind::Lookup(lookup) => {
                    each(Use::List(lookup.list));
                    each(self.may_follow(Role::AssessmentDay));
                    self.used_by_list(lookup.list, &mut each);
                }
                TermKind::Count(_)
                | TermKind::Units(_)
                | TermKind::InDefault(..)
                | TermKind::First(_)
                | TermKind::Last(_)
                | TermKind::Number(_)
                | TermKind::Day(_)
                | TermKind::Length(_)
                | TermKind::Symbol(_)
                | TermKind::Defined(_)
                | TermKind::Binary(..)
                | TermKind::Smallest(_)
                | TermKind::Largest(_)
                | TermKind::Rounded(..)
                | TermKind::Bands(..)
                | TermKind::Scale(..)
                | TermKind::Choice { .. }
                | TermKind::Excepted(_) => {}
            },
            Node::Definition(_) => {}
        }
    }

    fn used_by_condition(&self, kind: &ConditionKind, each: &mut impl FnMut(Use)) {
        match kind {
            ConditionKind::Follows(convention, _) => each(Use::Convention(*convention)),
            ConditionKind::Met(procedure) => {
                each(self.may_follow(Role::AssessmentDay));
                for version in self.versions.iter().filter(|version| version.procedure == *procedure) {
                    let acts = self.texts[version.text.index()].transition.map(|transition| transition.fact);
                    acts.into_iter().for_each(|fact| each(Use::Fact(fact)));
                    version.dated_by().for_each(|convention| each(Use::Convention(convention)));
                }
            }
            ConditionKind::Listed(list, _, read_on) => {
                each(Use::List(*list));
                each(self.may_follow(Role::AssessmentDay));
                if read_on.is_none() {
                    each(self.may_follow(Role::ListReading));
                }
                self.used_by_list(*list, each);
            }
            ConditionKind::Ongoing(_, on) => {
                each(self.may_follow(Role::AssessmentDay));
                if let OngoingOn::ByConvention(convention) = on {
                    each(Use::Convention(*convention));
                }
            }
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Not(_)
            | ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::OneOf(..)
            | ConditionKind::Compare(..)
            | ConditionKind::Between(..)
            | ConditionKind::Several(_)
            | ConditionKind::Excepted(_) => {}
        }
    }

    /// The conventions under which a list is complete.
    fn used_by_list(&self, list: ListId, each: &mut impl FnMut(Use)) {
        let complete = self.lists[list.index()].versions.iter().flat_map(|version| &version.complete_for);
        complete.filter_map(|one| one.when).for_each(|(convention, _)| each(Use::Convention(convention)));
    }

    fn used_by_day(&self, way: DayWay, each: &mut impl FnMut(Use)) {
        let days = match way {
            DayWay::Postponed(days) | DayWay::Working { days, .. } => days,
            DayWay::MonthStart | DayWay::MonthEnd | DayWay::Next | DayWay::Previous => return,
        };
        each(self.may_follow(Role::Holidays));
        match days {
            Workdays::Ouvrables => each(self.may_follow(Role::WorkingDay)),
            Workdays::Ouvres => {}
        }
    }

    fn used_by_measure(&self, measure: &Measure, each: &mut impl FnMut(Use)) {
        for role in [Role::AssessmentDay, Role::AssessmentDayCounts, Role::MissingDay] {
            each(self.may_follow(role));
        }
        match measure.kind {
            MeasureKind::Lasts(continued) => {
                each(self.may_follow(Role::ExcludedPeriod));
                if let Continued::ByConvention(convention) = continued {
                    each(Use::Convention(convention));
                }
            }
            MeasureKind::Lasted { .. } => {}
            MeasureKind::Totals if measure.counted.is_some() => {}
            MeasureKind::Totals => each(self.may_follow(Role::MonthCount)),
        }
        self.used_by_window(measure.window, each);
    }

    fn used_by_aggregate(&self, aggregate: &Aggregate, each: &mut impl FnMut(Use)) {
        for role in [Role::AssessmentDay, Role::AssessmentDayCounts, Role::MissingDay] {
            each(self.may_follow(role));
        }
        aggregate.of.iter().for_each(|(fact, _)| each(Use::Fact(*fact)));
        if aggregate.shared {
            each(self.may_follow(Role::Straddling));
        }
        self.used_by_window(aggregate.window, each);
    }

    fn used_by_mean(&self, mean: &ParameterMean, each: &mut impl FnMut(Use)) {
        each(Use::Parameter(mean.parameter));
        if mean.window.day().is_none() {
            each(self.may_follow(Role::AssessmentDay));
            each(self.may_follow(Role::AssessmentDayCounts));
        }
        // Months are counted by their first days, which every month has.
        if mean.each == Each::Day {
            each(self.may_follow(Role::MissingDay));
        }
        self.used_by_window(mean.window, each);
    }

    fn used_by_window(&self, window: Window, each: &mut impl FnMut(Use)) {
        match window {
            Window::All | Window::Last(_) | Window::Before(..) => {}
            Window::ByConvention(convention) => each(Use::Convention(convention)),
        }
    }

    fn may_follow(&self, role: Role) -> Use {
        Use::Convention(self.role(role))
    }

    /// How many exceptions stand to a node, those to exceptions by which they do not apply among them.
    pub fn exceptions_to(&self, node: Node) -> usize {
        if let Node::Condition(id) = node
            && let ConditionKind::Excepted(excepted) = &self.conditions[id.index()].kind
        {
            excepted.count()
        } else if let Node::Set(id) = node
            && let SetKind::Excepted(excepted) = &self.sets[id.index()].kind
        {
            excepted.count()
        } else if let Node::Term(id) = node
            && let TermKind::Excepted(excepted) = &self.terms[id.index()].kind
        {
            excepted.count()
        } else {
            0
        }
    }

    /// Some nodes and all that they reach, each once, in the order of the words.
    pub fn below(&self, starts: impl IntoIterator<Item = Node>) -> Vec<Node> {
        self.descend(starts.into_iter().map(|node| (node, ())), |_, ()| ()).into_iter().map(|(node, ())| node).collect()
    }

    /// The nodes that a version evaluates, each with the root or the definition in whose words it stands.
    pub fn nodes_within<'p>(&'p self, version: &'p Version) -> Vec<(Node, Root<'p>)> {
        let definition = |node: Node, within: Root<'p>| match node {
            Node::Definition(id) => Root { kind: RootKind::Definition, name: &self.definitions[id.index()].name, node },
            Node::Condition(_) | Node::Set(_) | Node::Term(_) => within,
        };
        self.descend(self.roots(version).map(|root| (root.node, root)), definition)
    }

    /// Goes down from some nodes, each with a note; a node passes its own on to its children as `note` makes it.
    fn descend<T: Copy>(&self, starts: impl Iterator<Item = (Node, T)>, note: impl Fn(Node, T) -> T) -> Vec<(Node, T)> {
        let mut seen = vec![false; self.conditions.len() + self.sets.len() + self.terms.len() + self.definitions.len()];
        let mut found = Vec::new();
        // Chains of definitions may be long: what is left is held here, not on the stack of the program.
        let mut left = Vec::new();
        for start in starts {
            left.push(start);
            while let Some((node, noted)) = left.pop() {
                if std::mem::replace(&mut seen[self.number(node)], true) {
                    continue;
                }
                let noted = note(node, noted);
                found.push((node, noted));
                let before = left.len();
                self.each_child(node, |child| left.push((child, noted)));
                left[before..].reverse();
            }
        }
        found
    }

    /// The place of a node among all nodes.
    fn number(&self, node: Node) -> usize {
        let (sets, terms) = (self.conditions.len(), self.conditions.len() + self.sets.len());
        match node {
            Node::Condition(id) => id.index(),
            Node::Set(id) => sets + id.index(),
            Node::Term(id) => terms + id.index(),
            Node::Definition(id) => terms + self.terms.len() + id.index(),
        }
    }

    /// All nodes, those that no version reaches included.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        let conditions = (0..self.conditions.len() as u32).map(|id| Node::Condition(ConditionId(id)));
        let sets = (0..self.sets.len() as u32).map(|id| Node::Set(SetId(id)));
        let terms = (0..self.terms.len() as u32).map(|id| Node::Term(TermId(id)));
        let definitions = (0..self.definitions.len() as u32).map(|id| Node::Definition(DefinitionId(id)));
        conditions.chain(sets).chain(terms).chain(definitions)
    }

    /// All nodes that a version evaluates.
    pub fn nodes_of(&self, version: &Version) -> Vec<Node> {
        self.below(self.roots(version).map(|root| root.node))
    }

    /// The definitions that a version needs, directly or not.
    pub fn definitions_of(&self, version: &Version) -> Vec<DefinitionId> {
        let definition = |node: Node| match node {
            Node::Definition(id) => Some(id),
            Node::Condition(_) | Node::Set(_) | Node::Term(_) => None,
        };
        self.nodes_of(version).into_iter().filter_map(definition).collect()
    }

    /// All that a version uses: what its nodes do, the day of assessment, and the dates of the dossier that say whether
    /// it applies.
    pub fn uses_of(&self, version: &Version) -> BTreeSet<Use> {
        let mut found = BTreeSet::from([self.may_follow(Role::AssessmentDay)]);
        for node in self.nodes_of(version) {
            self.each_use(node, |used| _ = found.insert(used));
        }
        found.extend(self.texts[version.text.index()].transition.map(|transition| Use::Fact(transition.fact)));
        found.extend(version.dated_by().map(Use::Convention));
        let conventions = found.iter().filter_map(|used| match used {
            Use::Convention(id) => Some(*id),
            Use::Fact(_) | Use::Column(..) | Use::List(_) | Use::Parameter(_) => None,
        });
        let named: Vec<FactId> = conventions.flat_map(|id| self.facts_named_by(id)).collect();
        found.extend(named.into_iter().map(Use::Fact));
        found
    }

    /// The facts that a version uses, and the columns of their rows, in the order of their declarations.
    pub fn facts_of(&self, version: &Version) -> Vec<&Fact> {
        let uses = self.uses_of(version);
        let fact = |used: &Use| match used {
            Use::Fact(fact) => Some(&self.facts[fact.index()]),
            Use::Column(fact, column) => Some(&self.facts[fact.index()].columns[*column]),
            Use::List(_) | Use::Parameter(_) | Use::Convention(_) => None,
        };
        uses.iter().filter_map(fact).collect()
    }

    /// The facts of the dossier that the options of a convention name: dates, or the place of a holiday.
    pub fn facts_named_by(&self, convention: ConventionId) -> impl Iterator<Item = FactId> {
        self.conventions[convention.index()].options.iter().filter_map(|option| match option.meaning {
            Meaning::Date(fact) | Meaning::TerritoryOf(fact) => Some(fact),
            _ => None,
        })
    }

    /// The clauses that « et », « ou » and negations join to a condition; one that is none of these is its only clause.
    pub fn clauses(&self, condition: ConditionId) -> Vec<ConditionId> {
        let mut found = Vec::new();
        let mut left = vec![condition];
        while let Some(id) = left.pop() {
            let kind = &self.conditions[id.index()].kind;
            if kind.joins() {
                let before = left.len();
                self.of_condition(id, &mut |child| {
                    if let Node::Condition(part) = child {
                        left.push(part);
                    }
                });
                left[before..].reverse();
            } else {
                found.push(id);
            }
        }
        found
    }
}

impl ConditionKind {
    /// Whether it only joins other conditions, or negates one.
    pub fn joins(&self) -> bool {
        match self {
            ConditionKind::All(_) | ConditionKind::Any(_) | ConditionKind::Not(_) => true,
            ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::Met(_)
            | ConditionKind::Follows(..)
            | ConditionKind::OneOf(..)
            | ConditionKind::Compare(..)
            | ConditionKind::Between(..)
            | ConditionKind::Listed(..)
            | ConditionKind::Ongoing(..)
            | ConditionKind::Several(_)
            | ConditionKind::Excepted(_) => false,
        }
    }
}
