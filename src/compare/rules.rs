//! What changed between two versions of the rules: parts matched by their names, and what they say differently.

use super::differences::{conditions, definitions, mentions};
use super::shape::Shapes;
use super::words::said;
use super::{Difference, Nature, Quote, RuleChange, Subject, Variant, context};
use crate::plan::{
    ConditionId, ConditionKind, DefinitionId, Excepted, Mention, Node, Plan, RootKind, SetKind, TermKind, Version,
};
use crate::source::Span;

/// One side of a comparison of rules.
struct Side<'v> {
    variant: &'v Variant,
    shapes: Shapes<'v>,
}

/// A part that both sides may have.
struct Item<'v> {
    kind: RootKind,
    /// Empty for the scope.
    name: String,
    shape: String,
    /// Whether it is left to the prefect.
    discretionary: bool,
    span: Span,
    body: Body<'v>,
    /// The points and articles that it cites.
    citations: &'v [String],
    bears: bool,
}

impl Item<'_> {
    fn is_same(&self, other: &Item<'_>) -> bool {
        same_name(self, other) && self.says_the_same(other)
    }

    fn says_the_same(&self, other: &Item<'_>) -> bool {
        self.shape == other.shape && self.discretionary == other.discretionary
    }
}

#[derive(Clone, Copy)]
enum Body<'v> {
    Condition(ConditionId),
    Definition(DefinitionId),
    /// Of something that is asked for, weighed or done.
    Mention(&'v Mention),
}

/// All differences between the rules of two variants, conventions included.
pub fn rule_changes(before: &Variant, after: &Variant) -> Vec<RuleChange> {
    let (a, b) = (Side::new(before), Side::new(after));
    let (mut old, mut new) = (a.items(), b.items());
    let mut found = context::changes(before, after);
    // What is said twice under one name stands in no order.
    while let Some(index) = old.iter().position(|item| new.iter().any(|other| item.is_same(other))) {
        let item = old.remove(index);
        let at = new.iter().position(|other| item.is_same(other)).unwrap_or(0);
        let other = new.remove(at);
        // Two texts each cite their own points.
        if item.citations != other.citations && before.text() == after.text() {
            let cited = Difference::Reference(item.citations.to_vec(), other.citations.to_vec());
            let told = change(Nature::Changed, &other, [None, None], vec![cited]);
            found.push(RuleChange { bears: false, ..told });
        }
    }
    let mut pairs: Vec<(Item<'_>, Item<'_>)> = Vec::new();
    while let Some(index) = old.iter().position(|item| new.iter().any(|other| same_name(item, other))) {
        let item = old.remove(index);
        let at = new.iter().position(|other| same_name(&item, other)).unwrap_or(0);
        pairs.push((item, new.remove(at)));
    }
    let quotes = |item: &Item<'_>, other: &Item<'_>| [Some(a.quote(item)), Some(b.quote(other))];
    found.extend(
        pairs
            .iter()
            .map(|(item, other)| change(Nature::Changed, other, quotes(item, other), a.differences(item, &b, other))),
    );
    // A part that says the same under another name was renamed.
    while let Some(index) = old.iter().position(|item| new.iter().any(|other| same_rule(item, other))) {
        let item = old.remove(index);
        let at = new.iter().position(|other| same_rule(&item, other)).unwrap_or(0);
        let other = new.remove(at);
        let names = Difference::Renamed(item.name.clone(), other.name.clone());
        found.push(change(Nature::Renamed, &other, quotes(&item, &other), vec![names]));
    }
    found.extend(old.iter().map(|item| change(Nature::Removed, item, [Some(a.quote(item)), None], Vec::new())));
    found.extend(new.iter().map(|item| change(Nature::Added, item, [None, Some(b.quote(item))], Vec::new())));
    found.sort_by_key(|change| (!change.bears, change.nature));
    found
}

fn same_name(item: &Item<'_>, other: &Item<'_>) -> bool {
    item.kind == other.kind && item.name == other.name
}

fn same_rule(item: &Item<'_>, other: &Item<'_>) -> bool {
    item.kind == other.kind && !matches!(item.body, Body::Mention(_)) && item.says_the_same(other)
}

impl<'v> Side<'v> {
    fn new(variant: &'v Variant) -> Self {
        Side { variant, shapes: Shapes { plan: &variant.plan } }
    }

    fn plan(&self) -> &'v Plan {
        &self.variant.plan
    }

    fn version(&self) -> &'v Version {
        &self.plan().versions[self.variant.version.index()]
    }

    fn items(&self) -> Vec<Item<'v>> {
        let version = self.version();
        let mut items = Vec::new();
        if let Some(scope) = version.scope {
            let span = self.plan().conditions[scope.index()].span;
            let (kind, name, body) = (RootKind::Scope, String::new(), Body::Condition(scope));
            items.push(Item {
                kind,
                name,
                shape: self.shapes.condition(scope),
                discretionary: false,
                span,
                body,
                citations: &version.scope_citations,
                bears: true,
            });
        }
        for (kind, parts) in version.sections() {
            for part in parts {
                let (name, body) = (part.name.clone(), Body::Condition(part.condition));
                let shape = self.shapes.condition(part.condition);
                let discretionary = part.discretionary;
                let citations = &part.citations;
                items.push(Item { kind, name, shape, discretionary, span: part.span, body, citations, bears: true });
            }
        }
        for id in self.plan().definitions_of(version) {
            let definition = &self.plan().definitions[id.index()];
            items.push(Item {
                kind: RootKind::Definition,
                name: definition.name.clone(),
                shape: self.shapes.definition(id),
                discretionary: false,
                span: definition.span,
                body: Body::Definition(id),
                citations: &[],
                bears: true,
            });
        }
        for (kind, mentions) in version.mentions() {
            for mention in mentions {
                let when = mention.applies_if.map(|condition| self.shapes.condition(condition)).unwrap_or_default();
                let by = mention.supplied_by.clone().unwrap_or_default();
                items.push(Item {
                    kind,
                    name: mention.name.clone(),
                    shape: format!("{by} {when}"),
                    discretionary: false,
                    span: version.span,
                    body: Body::Mention(mention),
                    citations: &mention.citations,
                    bears: false,
                });
            }
        }
        items
    }

    fn quote(&self, item: &Item<'_>) -> Quote {
        let sources = &self.plan().sources;
        let text = self.plan().origin(item.span).unwrap_or(self.version().text);
        Quote {
            sentence: match item.body {
                Body::Condition(condition) => {
                    let span = self.plan().conditions[condition.index()].span;
                    self.with_exceptions(Node::Condition(condition), span)
                }
                Body::Definition(id) => self.with_exceptions(Node::Definition(id), item.span),
                Body::Mention(_) => item.name.clone(),
            },
            text: self.plan().texts[text.index()].name.clone(),
            file: sources.file(item.span.file).name.clone(),
            line: sources.position(item.span).line,
        }
    }

    /// The words of a rule, and of the exceptions to it and to them.
    fn with_exceptions(&self, node: Node, span: Span) -> String {
        let plan = self.plan();
        let mut sentences = vec![said(plan, span)];
        let mut left = vec![node];
        while let Some(at) = left.pop() {
            match at {
                Node::Definition(_) => plan.each_child(at, |body| left.push(body)),
                Node::Condition(id) => {
                    if let ConditionKind::Excepted(excepted) = &plan.conditions[id.index()].kind {
                        sentences.extend(sentences_of(plan, excepted));
                        left.extend(excepted.cases.iter().map(|case| Node::Condition(case.then)));
                    }
                }
                Node::Set(id) => {
                    if let SetKind::Excepted(excepted) = &plan.sets[id.index()].kind {
                        sentences.extend(sentences_of(plan, excepted));
                        left.extend(excepted.cases.iter().map(|case| Node::Set(case.then)));
                    }
                }
                Node::Term(id) => {
                    if let TermKind::Excepted(excepted) = &plan.terms[id.index()].kind {
                        sentences.extend(sentences_of(plan, excepted));
                        left.extend(excepted.cases.iter().map(|case| Node::Term(case.then)));
                    }
                }
            }
        }
        sentences.join(" ; ")
    }

    /// What two parts of one kind say differently.
    fn differences(&self, item: &Item<'_>, other: &Side<'_>, theirs: &Item<'_>) -> Vec<Difference> {
        match (item.body, theirs.body) {
            (Body::Condition(x), Body::Condition(y)) => {
                let mut found = match (item.discretionary, theirs.discretionary) {
                    (false, true) => vec![Difference::LeftToPrefect],
                    (true, false) => vec![Difference::NotLeftToPrefect],
                    (true, true) | (false, false) => Vec::new(),
                };
                found.extend(conditions(self.shapes, x, other.shapes, y));
                found
            }
            (Body::Definition(x), Body::Definition(y)) => definitions(self.shapes, x, other.shapes, y),
            (Body::Mention(x), Body::Mention(y)) => mentions(self.shapes, x, other.shapes, y),
            // INVARIANT: items are paired with those of their kind.
            (Body::Condition(_) | Body::Definition(_) | Body::Mention(_), _) => Vec::new(),
        }
    }
}

/// The sentences of exceptions, and of those by which they do not apply.
fn sentences_of<T>(plan: &Plan, excepted: &Excepted<T>) -> Vec<String> {
    let mut sentences = Vec::new();
    for case in &excepted.cases {
        sentences.push(said(plan, case.span));
        case.each_unless(|one| sentences.push(said(plan, one.span)));
    }
    sentences
}

/// What became of a part: the new one, or the old one that is no longer there.
fn change(nature: Nature, item: &Item<'_>, quotes: [Option<Quote>; 2], differences: Vec<Difference>) -> RuleChange {
    let [before, after] = quotes;
    RuleChange {
        subject: Subject::Rule(item.kind),
        name: item.name.clone(),
        nature,
        differences,
        before,
        after,
        bears: item.bears && nature != Nature::Renamed,
    }
}
