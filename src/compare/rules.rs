//! What changed between two versions of the rules: parts matched by their names, differences said in words.

use std::collections::BTreeSet;

use super::Variant;
use super::shape::Shapes;
use crate::explain::quoted;
use crate::plan::{
    ConditionId, ConditionKind, DefinitionBody, DefinitionId, Length, Measure, MeasureKind, Mention, Part, Plan, SetId,
    SetKind, Version, Window,
};
use crate::source::Span;
use crate::syntax::ast::Bound;

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// It says something else.
    Changed,
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It says the same under another name.
    Renamed,
}

/// A rule as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its words.
    pub sentence: String,
    /// The text it stands in.
    pub text: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// `voie`, `condition`, `définition` …
    pub kind: &'static str,
    /// The part's name; the new one when it was renamed.
    pub name: String,
    /// What became of it.
    pub nature: Nature,
    /// What changed, in words, such as « la présence dure depuis : au moins 5 ans → au moins 7 ans ».
    pub changes: Vec<String>,
    /// The rule before.
    pub before: Option<Quote>,
    /// The rule after.
    pub after: Option<Quote>,
    /// Whether it can bear on an outcome; papers, steps and the like do not.
    pub bears: bool,
}

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

#[derive(Clone, Copy)]
enum Body {
    Condition(ConditionId),
    Definition(DefinitionId),
    Words,
}

/// All differences between the rules of two variants, conventions included.
pub fn rule_changes(before: &Variant, after: &Variant) -> Vec<RuleChange> {
    let (a, b) = (Side::new(before), Side::new(after));
    let (mut old, mut new) = (a.items(), b.items());
    let mut found = conventions(before, after);
    found.extend(dates(before, after));
    found.extend(lists(before, after, old.iter().chain(&new)));
    let mut pairs: Vec<(Item, Item)> = Vec::new();
    while let Some(index) = old.iter().position(|item| new.iter().any(|other| same_name(item, other))) {
        let item = old.remove(index);
        let at = new.iter().position(|other| same_name(&item, other)).unwrap_or(0);
        pairs.push((item, new.remove(at)));
    }
    for (item, other) in &pairs {
        if item.shape != other.shape {
            found.push(a.change(Nature::Changed, Some(item), Some(other), &b));
        }
    }
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
    item.kind == other.kind && !matches!(item.body, Body::Words) && item.shape == other.shape
}

/// Options that are followed on one side and not on the other.
fn conventions(before: &Variant, after: &Variant) -> Vec<RuleChange> {
    let followed = |variant: &Variant| -> Vec<(String, String)> {
        let ids = (0..variant.plan.conventions.len() as u32).map(crate::plan::ConventionId);
        ids.map(|id| {
            let convention = &variant.plan.conventions[id.index()];
            (convention.name.clone(), convention.options[variant.reading.option(id)].name.clone())
        })
        .collect()
    };
    let new = followed(after);
    let changed = followed(before).into_iter().filter_map(|(name, option)| {
        let other = new.iter().find(|(known, _)| *known == name).map(|(_, option)| option)?;
        (*other != option).then(|| RuleChange {
            kind: "convention",
            name,
            nature: Nature::Changed,
            changes: vec![format!("{option} → {other}")],
            before: None,
            after: None,
            bears: true,
        })
    });
    changed.collect()
}

/// Days on which one and the same text is in force, and the acts that it looks at.
fn dates(before: &Variant, after: &Variant) -> Option<RuleChange> {
    if before.text() != after.text() || before.procedure() != after.procedure() {
        return None;
    }
    let said = |side: &Variant| {
        let version = &side.plan.versions[side.version.index()];
        let from = match side.plan.texts[version.text.index()].transition {
            Some(transition) => {
                let fact = &side.plan.facts[transition.fact.index()].name;
                format!(", {fact} à compter du {}", transition.from.french())
            }
            None => String::new(),
        };
        let start = version.validity.start.french();
        match version.validity.last().filter(|last| *last < crate::time::Day::LAST) {
            Some(last) => format!("du {start} au {}{from}", last.french()),
            None => format!("à compter du {start}{from}"),
        }
    };
    let (old, new) = (said(before), said(after));
    (old != new).then(|| RuleChange {
        kind: "texte",
        name: after.text().to_string(),
        nature: Nature::Changed,
        changes: vec![format!("en vigueur : {old} → {new}")],
        before: None,
        after: None,
        bears: true,
    })
}

/// Versions and entries of the lists that the rules read.
fn lists<'i>(before: &Variant, after: &Variant, items: impl Iterator<Item = &'i Item>) -> Vec<RuleChange> {
    let shapes: Vec<&str> = items.map(|item| item.shape.as_str()).collect();
    let entries = |plan: &Plan, version: &crate::plan::ListVersion| -> BTreeSet<String> {
        let text = |entry: &[crate::plan::Symbol]| {
            let words: Vec<&str> = entry.iter().filter_map(|symbol| plan.symbols.text(*symbol)).collect();
            words.join(", ")
        };
        version.entries.iter().map(text).collect()
    };
    let mut found = Vec::new();
    for list in &after.plan.lists {
        let Some(old) = before.plan.lists.iter().find(|old| old.name == list.name) else { continue };
        if !shapes.iter().any(|shape| shape.contains(&format!("listed in {}", list.name))) {
            continue;
        }
        let mut changes = Vec::new();
        for version in &list.versions {
            let start = version.validity.start.french();
            let Some(was) = old.versions.iter().find(|was| was.validity.start == version.validity.start) else {
                changes.push(format!("nouvelle version à compter du {start}"));
                continue;
            };
            if was.validity.end != version.validity.end {
                changes.push(format!("la version du {start} finit un autre jour"));
            }
            if was.partial != version.partial {
                let word = |partial: bool| if partial { "partielle" } else { "complète" };
                changes.push(format!("version du {start} : {} → {}", word(was.partial), word(version.partial)));
            }
            let (gone, come) = (entries(&before.plan, was), entries(&after.plan, version));
            let some = |words: BTreeSet<&String>| {
                let first: Vec<String> = words.iter().take(3).map(|word| format!("« {word} »")).collect();
                if words.len() > 3 { format!("{}… ({})", first.join(", "), words.len()) } else { first.join(", ") }
            };
            if gone != come {
                let (less, more) = (gone.difference(&come).collect(), come.difference(&gone).collect());
                for (word, entries) in [("retiré", some(less)), ("ajouté", some(more))] {
                    if !entries.is_empty() {
                        changes.push(format!("version du {start}, {word} : {entries}"));
                    }
                }
            }
        }
        let lost =
            old.versions.iter().filter(|was| list.versions.iter().all(|one| one.validity.start != was.validity.start));
        changes.extend(lost.map(|was| format!("version disparue, à compter du {}", was.validity.start.french())));
        if !changes.is_empty() {
            let name = list.name.clone();
            found.push(RuleChange {
                kind: "liste",
                name,
                nature: Nature::Changed,
                changes,
                before: None,
                after: None,
                bears: true,
            });
        }
    }
    found
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
        let sections: [(&'static str, &[Part]); 3] =
            [("voie", &version.routes), ("condition", &version.conditions), ("obstacle", &version.obstacles)];
        for (kind, parts) in sections {
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
        let mentions: [(&'static str, &[Mention]); 4] = [
            ("appréciation", &version.appreciations),
            ("pièce", &version.papers),
            ("démarche", &version.steps),
            ("effet", &version.effects),
        ];
        for (kind, list) in mentions {
            for mention in list {
                let when = mention.applies_if.map(|condition| self.shapes.condition(condition)).unwrap_or_default();
                let by = mention.supplied_by.clone().unwrap_or_default();
                let shape = format!("{by} {when}");
                items.push(Item {
                    kind,
                    name: mention.name.clone(),
                    shape,
                    span: version.span,
                    body: Body::Words,
                    bears: false,
                });
            }
        }
        items
    }

    fn quote(&self, item: &Item) -> Quote {
        let sources = &self.plan().sources;
        let text = self.plan().origin(item.span).unwrap_or(self.version().text);
        Quote {
            sentence: without_marks(&match item.body {
                Body::Condition(condition) => quoted(self.plan(), self.plan().conditions[condition.index()].span),
                Body::Definition(_) => quoted(self.plan(), item.span),
                Body::Words => item.name.clone(),
            }),
            text: self.plan().texts[text.index()].name.clone(),
            file: sources.file(item.span.file).name.clone(),
            line: sources.position(item.span).line,
        }
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
                _ => {}
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

/// A sentence without its marks: a doubt is no rule.
fn without_marks(sentence: &str) -> String {
    let mut rest = sentence;
    let mut out = String::new();
    while let Some(at) = rest.find(", à vérifier") {
        out.push_str(&rest[..at]);
        rest = &rest[at + ", à vérifier".len()..];
        if let Some(note) = rest.strip_prefix(" (") {
            rest = note.split_once(')').map_or("", |(_, after)| after);
        }
    }
    out + rest
}

fn definitions(a: Shapes<'_>, x: DefinitionId, b: Shapes<'_>, y: DefinitionId) -> Vec<String> {
    match (a.plan.definitions[x.index()].body, b.plan.definitions[y.index()].body) {
        (DefinitionBody::Condition(x), DefinitionBody::Condition(y)) => conditions(a, x, b, y),
        (DefinitionBody::Set(x), DefinitionBody::Set(y)) => operations(&restrictions(a, x), &restrictions(b, y)),
        (DefinitionBody::Term(x), DefinitionBody::Term(y)) => {
            let words = |shapes: Shapes<'_>, term: crate::plan::TermId| {
                quoted(shapes.plan, shapes.plan.terms[term.index()].span)
            };
            vec![format!("« {} » → « {} »", words(a, x), words(b, y))]
        }
        (DefinitionBody::Condition(_) | DefinitionBody::Set(_) | DefinitionBody::Term(_), _) => {
            vec!["n'est plus de la même nature".to_string()]
        }
    }
}

/// What a set starts from and what restricts it: a shape, and the words that say it.
fn restrictions(shapes: Shapes<'_>, id: SetId) -> Vec<(String, String)> {
    let plan = shapes.plan;
    let set = &plan.sets[id.index()];
    let words = |id: SetId| quoted(plan, plan.sets[id.index()].span);
    let mut found = match &set.kind {
        SetKind::SuchThat(inner, condition) => {
            let mut found = restrictions(shapes, *inner);
            for part in shapes.chain(*condition) {
                let said = quoted(plan, plan.conditions[part.index()].span);
                found.push((shapes.condition(part), format!("dont {said}")));
            }
            return found;
        }
        SetKind::Except(inner, other) => (restrictions(shapes, *inner), "sauf", other),
        SetKind::ExceptDuring(inner, other) => (restrictions(shapes, *inner), "sauf pendant", other),
        SetKind::During(inner, other) => (restrictions(shapes, *inner), "pendant", other),
        SetKind::Fact(_) | SetKind::Defined(_) | SetKind::Union(_) | SetKind::Excepted(..) => {
            return vec![(shapes.set(id), words(id))];
        }
    };
    found.0.push((format!("{} {}", found.1, shapes.set(*found.2)), format!("{} {}", found.1, words(*found.2))));
    found.0
}

/// What is said on one side only.
fn operations(old: &[(String, String)], new: &[(String, String)]) -> Vec<String> {
    let only = |these: &[(String, String)], those: &[(String, String)]| -> Vec<String> {
        let missing = these.iter().filter(|(shape, _)| those.iter().all(|(other, _)| other != shape));
        missing.map(|(_, words)| words.clone()).collect()
    };
    let (gone, come) = (only(old, new), only(new, old));
    let mut changes: Vec<String> = gone.iter().zip(&come).map(|(a, b)| format!("« {a} » → « {b} »")).collect();
    changes.extend(gone.iter().skip(come.len()).map(|words| format!("retiré : « {words} »")));
    changes.extend(come.iter().skip(gone.len()).map(|words| format!("ajouté : « {words} »")));
    if changes.is_empty() {
        changes.push("les mêmes restrictions, dans un autre ordre".to_string());
    }
    changes
}

/// What changed between two conditions, clause by clause.
fn conditions(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<String> {
    let (old, new) = (a.chain(x), b.chain(y));
    let mut gone: Vec<ConditionId> = old.clone();
    let mut come: Vec<ConditionId> = new.clone();
    gone.retain(|one| new.iter().all(|other| a.condition(*one) != b.condition(*other)));
    come.retain(|one| old.iter().all(|other| b.condition(*one) != a.condition(*other)));
    let mut changes = Vec::new();
    let any =
        |shapes: Shapes<'_>, id: ConditionId| matches!(shapes.plan.conditions[id.index()].kind, ConditionKind::Any(_));
    if old.len() > 1 && new.len() > 1 && any(a, x) != any(b, y) {
        let (from, to) = if any(a, x) { ("ou", "et") } else { ("et", "ou") };
        changes.push(format!("« {from} » → « {to} » entre les conditions"));
    }
    let mut left: Vec<ConditionId> = Vec::new();
    for one in gone {
        let subject = subject(a, one);
        match come.iter().position(|other| subject.is_some() && self::subject(b, *other) == subject) {
            Some(index) => changes.extend(clause(a, one, b, come.remove(index))),
            None => left.push(one),
        }
    }
    let words = |shapes: Shapes<'_>, id: ConditionId| quoted(shapes.plan, shapes.plan.conditions[id.index()].span);
    if let ([one], [other]) = (left.as_slice(), come.as_slice()) {
        let is_group = |shapes: Shapes<'_>, id: ConditionId| shapes.chain(id).len() > 1;
        if is_group(a, *one) && is_group(b, *other) {
            changes.extend(conditions(a, *one, b, *other));
        } else {
            changes.push(format!("« {} » → « {} »", words(a, *one), words(b, *other)));
        }
        return changes;
    }
    changes.extend(left.into_iter().map(|one| format!("retiré : « {} »", words(a, one))));
    changes.extend(come.into_iter().map(|other| format!("ajouté : « {} »", words(b, other))));
    changes
}

/// What a clause is about, without its threshold: clauses about the same thing are held together.
fn subject(shapes: Shapes<'_>, id: ConditionId) -> Option<String> {
    match &shapes.plan.conditions[id.index()].kind {
        ConditionKind::Measure(measure) => Some(shapes.measured(measure)),
        ConditionKind::RowCount(set, ..) => Some(format!("{} rows", shapes.set(*set))),
        ConditionKind::Age(term, ..) => Some(format!("{} age", shapes.term(*term))),
        ConditionKind::Compare(left, ..) => Some(format!("{} compared", shapes.term(*left))),
        ConditionKind::OneOf(term, _) => Some(format!("{} is", shapes.term(*term))),
        ConditionKind::Listed(_, terms, _) => {
            Some(terms.iter().map(|term| shapes.term(*term)).collect::<Vec<_>>().join(" "))
        }
        ConditionKind::Ongoing(set) => Some(format!("{} ongoing", shapes.set(*set))),
        ConditionKind::Starts(set, ..) => Some(format!("{} starts", shapes.set(*set))),
        ConditionKind::Ends(set, ..) => Some(format!("{} ends", shapes.set(*set))),
        ConditionKind::Follows(convention, _) => Some(format!("{} follows", shapes.convention(*convention))),
        ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::Not(_)
        | ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Excepted(..) => None,
    }
}

/// What changed between two clauses about the same thing.
fn clause(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<String> {
    let words = |shapes: Shapes<'_>, span: Span| quoted(shapes.plan, span);
    let (old, new) = (&a.plan.conditions[x.index()], &b.plan.conditions[y.index()]);
    let (ConditionKind::Measure(m), ConditionKind::Measure(n)) = (&old.kind, &new.kind) else {
        return vec![format!("« {} » → « {} »", words(a, old.span), words(b, new.span))];
    };
    let of = words(a, a.plan.sets[m.set.index()].span);
    let verb = match m.kind {
        MeasureKind::Lasts => "dure depuis",
        MeasureKind::Lasted { .. } => "a duré",
        MeasureKind::Totals => "totalise",
    };
    let mut changes = Vec::new();
    if (m.bound, m.threshold) != (n.bound, n.threshold) {
        changes.push(format!("{of} {verb} : {} → {}", bounded(m), bounded(n)));
    }
    if window(a, m.window) != window(b, n.window) {
        changes.push(format!("{of}, fenêtre : {} → {}", window(a, m.window), window(b, n.window)));
    }
    if m.counted != n.counted {
        changes.push(format!("« {} » → « {} »", words(a, old.span), words(b, new.span)));
    }
    changes
}

fn bounded(measure: &Measure) -> String {
    let bound: Bound = measure.bound;
    format!("{} {}", bound.french(), length(measure.threshold))
}

/// « 5 ans », « 8 mois », « 90 jours »: years from two years on, as texts write them.
fn length(length: Length) -> String {
    match length {
        Length::Months(months) if months % 12 == 0 && months > 24 => format!("{} ans", months / 12),
        Length::Months(months) => format!("{months} mois"),
        Length::Days(1) => "1 jour".to_string(),
        Length::Days(days) => format!("{days} jours"),
    }
}

fn window(shapes: Shapes<'_>, window: Window) -> String {
    match window {
        Window::All => "sans limite".to_string(),
        Window::Last(of) => format!("les derniers {}", length(of)),
        Window::ByConvention(convention) => {
            format!("convention « {} »", shapes.plan.conventions[convention.index()].name)
        }
    }
}
