//! What changed between two versions of the rules: parts matched by their names, differences said in words.

use super::shape::Shapes;
use super::wording::{conditions, definitions, said};
use super::{Nature, Quote, RuleChange, Variant, context};
use crate::plan::{
    ConditionId, ConditionKind, DefinitionId, Excepted, Mention, Node, Plan, SetKind, TermKind, Version,
};
use crate::source::Span;

/// One side of a comparison of rules.
struct Side<'v> {
    variant: &'v Variant,
    shapes: Shapes<'v>,
}

/// A part that both sides may have.
struct Item {
    kind: &'static str,
    name: String,
    shape: String,
    span: Span,
    body: Body,
    bears: bool,
}

impl Item {
    fn is_same(&self, other: &Item) -> bool {
        same_name(self, other) && self.shape == other.shape
    }
}

#[derive(Clone, Copy)]
enum Body {
    Condition(ConditionId),
    Definition(DefinitionId),
    /// Of something that is asked for, weighed or done: by its place among those of its kind.
    Mention(usize),
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
        new.remove(at);
    }
    let mut pairs: Vec<(Item, Item)> = Vec::new();
    while let Some(index) = old.iter().position(|item| new.iter().any(|other| same_name(item, other))) {
        let item = old.remove(index);
        let at = new.iter().position(|other| same_name(&item, other)).unwrap_or(0);
        pairs.push((item, new.remove(at)));
    }
    found.extend(pairs.iter().map(|(item, other)| a.change(Nature::Changed, Some(item), Some(other), &b)));
    // A part that says the same under another name was renamed.
    while let Some(index) = old.iter().position(|item| new.iter().any(|other| same_rule(item, other))) {
        let item = old.remove(index);
        let at = new.iter().position(|other| same_rule(&item, other)).unwrap_or(0);
        found.push(a.change(Nature::Renamed, Some(&item), Some(&new.remove(at)), &b));
    }
    found.extend(old.iter().map(|item| a.change(Nature::Removed, Some(item), None, &b)));
    found.extend(new.iter().map(|item| a.change(Nature::Added, None, Some(item), &b)));
    found.sort_by_key(|change| (!change.bears, change.nature));
    found
}

fn same_name(item: &Item, other: &Item) -> bool {
    item.kind == other.kind && item.name == other.name
}

fn same_rule(item: &Item, other: &Item) -> bool {
    item.kind == other.kind && !matches!(item.body, Body::Mention(_)) && item.shape == other.shape
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

    fn items(&self) -> Vec<Item> {
        let version = self.version();
        let mut items = Vec::new();
        if let Some(scope) = version.scope {
            let (name, shape) = ("la procédure s'applique si".to_string(), self.shapes.condition(scope));
            let span = self.plan().conditions[scope.index()].span;
            items.push(Item { kind: "champ", name, shape, span, body: Body::Condition(scope), bears: true });
        }
        for (kind, parts) in version.sections() {
            let kind = kind.word();
            for part in parts {
                let exceptional = if part.discretionary { "left to the prefect: " } else { "" };
                let shape = format!("{exceptional}{}", self.shapes.condition(part.condition));
                let body = Body::Condition(part.condition);
                items.push(Item { kind, name: part.name.clone(), shape, span: part.span, body, bears: true });
            }
        }
        for id in self.plan().definitions_of(version) {
            let definition = &self.plan().definitions[id.index()];
            let shape = self.shapes.definition(id);
            let body = Body::Definition(id);
            let name = definition.name.clone();
            items.push(Item { kind: "définition", name, shape, span: definition.span, body, bears: true });
        }
        for (kind, mentions) in version.mentions() {
            for (index, mention) in mentions.iter().enumerate() {
                let when = mention.applies_if.map(|condition| self.shapes.condition(condition)).unwrap_or_default();
                let by = mention.supplied_by.clone().unwrap_or_default();
                let (kind, name, shape) = (kind.word(), mention.name.clone(), format!("{by} {when}"));
                let body = Body::Mention(index);
                items.push(Item { kind, name, shape, span: version.span, body, bears: false });
            }
        }
        items
    }

    fn mention(&self, kind: &str, index: usize) -> Option<&'v Mention> {
        let version = self.version();
        version.mentions().into_iter().find(|(known, _)| known.word() == kind).and_then(|(_, list)| list.get(index))
    }

    fn quote(&self, item: &Item) -> Quote {
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

    /// The words of a rule, and of the exceptions to it.
    fn with_exceptions(&self, node: Node, span: Span) -> String {
        let plan = self.plan();
        let mut sentences = vec![said(plan, span)];
        let mut node = Some(node);
        while let Some(at) = node.take() {
            match at {
                Node::Definition(_) => plan.each_child(at, |body| node = Some(body)),
                Node::Condition(id) => {
                    if let ConditionKind::Excepted(Excepted { cases, .. }) = &plan.conditions[id.index()].kind {
                        sentences.extend(cases.iter().map(|case| said(plan, case.span)));
                    }
                }
                Node::Set(id) => {
                    if let SetKind::Excepted(Excepted { cases, .. }) = &plan.sets[id.index()].kind {
                        sentences.extend(cases.iter().map(|case| said(plan, case.span)));
                    }
                }
                Node::Term(id) => {
                    if let TermKind::Excepted(Excepted { cases, .. }) = &plan.terms[id.index()].kind {
                        sentences.extend(cases.iter().map(|case| said(plan, case.span)));
                    }
                }
            }
        }
        sentences.join(" ; ")
    }

    fn change(&self, nature: Nature, before: Option<&Item>, after: Option<&Item>, other: &Side<'_>) -> RuleChange {
        let mut changes = Vec::new();
        if let (Nature::Changed, Some(a), Some(b)) = (nature, before, after) {
            match (a.body, b.body) {
                (Body::Condition(x), Body::Condition(y)) => {
                    let marks = [a, b].map(|item| item.shape.starts_with("left to the prefect"));
                    match marks {
                        [false, true] => {
                            changes.push("désormais à titre exceptionnel, ou laissé au préfet".to_string())
                        }
                        [true, false] => changes.push("n'est plus laissé au préfet".to_string()),
                        _ => {}
                    }
                    changes.extend(conditions(self.shapes, x, other.shapes, y));
                }
                (Body::Definition(x), Body::Definition(y)) => {
                    changes.extend(definitions(self.shapes, x, other.shapes, y))
                }
                (Body::Mention(x), Body::Mention(y)) => {
                    if let (Some(x), Some(y)) = (self.mention(a.kind, x), other.mention(b.kind, y)) {
                        changes.extend(mentions(self.shapes, x, other.shapes, y));
                    }
                }
                // INVARIANT: items are paired with those of their kind.
                (Body::Condition(_) | Body::Definition(_) | Body::Mention(_), _) => {}
            }
        }
        if let (Nature::Renamed, Some(a), Some(b)) = (nature, before, after) {
            changes.push(format!("« {} » → « {} »", a.name, b.name));
        }
        let item = after.or(before);
        RuleChange {
            kind: item.map_or("", |item| item.kind),
            name: item.map(|item| item.name.clone()).unwrap_or_default(),
            nature,
            changes,
            before: before.map(|item| self.quote(item)),
            after: after.map(|item| other.quote(item)),
            bears: item.is_some_and(|item| item.bears) && nature != Nature::Renamed,
        }
    }
}

/// What changed about something that is asked for: who supplies it, and when it applies.
fn mentions(a: Shapes<'_>, x: &Mention, b: Shapes<'_>, y: &Mention) -> Vec<String> {
    let mut changes = Vec::new();
    if x.supplied_by != y.supplied_by {
        let by = |mention: &Mention| mention.supplied_by.clone().unwrap_or_else(|| "non dit".to_string());
        changes.push(format!("fournie par : {} → {}", by(x), by(y)));
    }
    let words = |shapes: Shapes<'_>, id: ConditionId| said(shapes.plan, shapes.plan.conditions[id.index()].span);
    match (x.applies_if, y.applies_if) {
        (Some(x), Some(y)) if a.condition(x) != b.condition(y) => {
            changes.extend(conditions(a, x, b, y).into_iter().map(|change| format!("si : {change}")));
        }
        (Some(x), None) => changes.push(format!("toujours, et non plus si « {} »", words(a, x))),
        (None, Some(y)) => changes.push(format!("seulement si « {} », et non plus toujours", words(b, y))),
        _ => {}
    }
    changes
}
