//! What two rules that are not the same say differently, in words: threshold by threshold, clause by clause, band by
//! band, exception by exception.

use super::shape::Shapes;
use crate::explain::quoted;
use crate::plan::{
    Band, Case, ConditionId, ConditionKind, Continued, ConventionId, DefinitionBody, DefinitionId, Excepted, Length,
    Measure, MeasureKind, Plan, SetId, SetKind, TermId, TermKind, Window,
};
use crate::source::Span;
use crate::value::Comparison;

/// The words of a rule without its marks: a doubt is no rule.
pub(super) fn said(plan: &Plan, span: Span) -> String {
    let sentence = quoted(plan, span);
    let mut rest = sentence.as_str();
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

fn turned(before: &str, after: &str) -> String {
    if before == after {
        return format!("« {before} » : les mêmes mots, qui disent autre chose");
    }
    format!("« {before} » → « {after} »")
}

/// What changed between two definitions.
pub(super) fn definitions(a: Shapes<'_>, x: DefinitionId, b: Shapes<'_>, y: DefinitionId) -> Vec<String> {
    match (a.plan.definitions[x.index()].body, b.plan.definitions[y.index()].body) {
        (DefinitionBody::Condition(x), DefinitionBody::Condition(y)) => conditions(a, x, b, y),
        (DefinitionBody::Set(x), DefinitionBody::Set(y)) => sets(a, x, b, y),
        (DefinitionBody::Term(x), DefinitionBody::Term(y)) => terms(a, x, b, y),
        (DefinitionBody::Condition(_) | DefinitionBody::Set(_) | DefinitionBody::Term(_), _) => {
            vec!["n'est plus de la même nature".to_string()]
        }
    }
}

/// What changed between two conditions and the exceptions to them.
pub(super) fn conditions(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<String> {
    let ((x, old), (y, new)) = (excepted_condition(a, x), excepted_condition(b, y));
    let mut changes = if a.condition(x) == b.condition(y) { Vec::new() } else { clauses(a, x, b, y) };
    changes.extend(exceptions((a, &old), (b, &new), |shapes, id| shapes.condition(id)));
    changes
}

fn excepted_condition(shapes: Shapes<'_>, id: ConditionId) -> (ConditionId, Vec<Case<ConditionId>>) {
    if let ConditionKind::Excepted(Excepted { base, cases }) = &shapes.plan.conditions[id.index()].kind {
        return (*base, cases.clone());
    }
    (id, Vec::new())
}

fn excepted_set(shapes: Shapes<'_>, id: SetId) -> (SetId, Vec<Case<SetId>>) {
    if let SetKind::Excepted(Excepted { base, cases }) = &shapes.plan.sets[id.index()].kind {
        return (*base, cases.clone());
    }
    (id, Vec::new())
}

fn sets(a: Shapes<'_>, x: SetId, b: Shapes<'_>, y: SetId) -> Vec<String> {
    let ((x, old), (y, new)) = (excepted_set(a, x), excepted_set(b, y));
    let mut changes = Vec::new();
    if a.set(x) != b.set(y) {
        changes = operations(&restrictions(a, x), &restrictions(b, y));
        if changes.is_empty() {
            changes.push("les mêmes restrictions, dans un autre ordre".to_string());
        }
    }
    changes.extend(exceptions((a, &old), (b, &new), |shapes, id| shapes.set(id)));
    changes
}

fn terms(a: Shapes<'_>, x: TermId, b: Shapes<'_>, y: TermId) -> Vec<String> {
    let ((x, old), (y, new)) = (excepted_term(a, x), excepted_term(b, y));
    let mut changes = Vec::new();
    if a.term(x) != b.term(y) {
        changes = match (bands(a, x), bands(b, y)) {
            (Some((of, old)), Some((to, new))) if a.term(of) == b.term(to) => banded((a, old), (b, new)),
            _ => vec![turned(&term_words(a, x), &term_words(b, y))],
        };
    }
    changes.extend(exceptions((a, &old), (b, &new), |shapes, id| shapes.term(id)));
    changes
}

fn term_words(shapes: Shapes<'_>, id: TermId) -> String {
    said(shapes.plan, shapes.plan.terms[id.index()].span)
}

fn excepted_term(shapes: Shapes<'_>, id: TermId) -> (TermId, Vec<Case<TermId>>) {
    if let TermKind::Excepted(Excepted { base, cases }) = &shapes.plan.terms[id.index()].kind {
        return (*base, cases.clone());
    }
    (id, Vec::new())
}

fn bands(shapes: Shapes<'_>, id: TermId) -> Option<(TermId, &[Band])> {
    let TermKind::Bands(of, bands) = &shapes.plan.terms[id.index()].kind else { return None };
    Some((*of, bands))
}

/// What changed between the bands of one value, by where they begin.
fn banded((a, old): (Shapes<'_>, &[Band]), (b, new): (Shapes<'_>, &[Band])) -> Vec<String> {
    let bounds = |shapes: Shapes<'_>, band: &Band| [band.from, band.below].map(|bound| Some(shapes.term(bound?)));
    let begins = |shapes: Shapes<'_>, band: &Band| {
        let said = |words: &str, bound: TermId| format!("{words} {}", term_words(shapes, bound));
        let from = band.from.map(|from| said("à partir de", from));
        let below = band.below.map(|below| said("moins de", below));
        [from, below].into_iter().flatten().collect::<Vec<_>>().join(" et ")
    };
    let (mut changes, mut gone) = (Vec::new(), Vec::new());
    let mut come: Vec<&Band> = new.iter().collect();
    for band in old {
        match come.iter().position(|other| bounds(b, other) == bounds(a, band)) {
            Some(at) => {
                let other = come.remove(at);
                if a.term(band.value) != b.term(other.value) {
                    let values = turned(&term_words(a, band.value), &term_words(b, other.value));
                    changes.push(format!("{} : {values}", begins(a, band)));
                }
            }
            None => gone.push(band),
        }
    }
    // A band that gives the same from another threshold on was moved.
    for band in gone {
        match come.iter().position(|other| b.term(other.value) == a.term(band.value)) {
            Some(at) => {
                let other = come.remove(at);
                changes
                    .push(turned(&begins(a, band), &begins(b, other)) + &format!(" : {}", term_words(a, band.value)));
            }
            None => changes.push(format!("retiré : « {} : {} »", begins(a, band), term_words(a, band.value))),
        }
    }
    changes.extend(come.iter().map(|band| format!("ajouté : « {} : {} »", begins(b, band), term_words(b, band.value))));
    changes
}

/// What changed between the exceptions to one rule, by when they apply.
fn exceptions<'a, 'b, T: Copy>(
    (a, old): (Shapes<'a>, &[Case<T>]),
    (b, new): (Shapes<'b>, &[Case<T>]),
    then: impl Fn(Shapes<'_>, T) -> String,
) -> Vec<String> {
    let words = |shapes: Shapes<'_>, case: &Case<T>| said(shapes.plan, case.span);
    let when = |shapes: Shapes<'_>, case: &Case<T>| shapes.condition(case.when);
    let whole = |shapes: Shapes<'_>, case: &Case<T>| (when(shapes, case), then(shapes, case.then));
    let mut gone: Vec<&Case<T>> = old.iter().collect();
    let mut come: Vec<&Case<T>> = new.iter().collect();
    gone.retain(|case| match come.iter().position(|other| whole(b, other) == whole(a, case)) {
        Some(at) => {
            come.remove(at);
            false
        }
        None => true,
    });
    let mut changes = Vec::new();
    for case in gone {
        match come.iter().position(|other| when(b, other) == when(a, case)) {
            Some(at) => changes.push(turned(&words(a, case), &words(b, come.remove(at)))),
            None => changes.push(format!("exception retirée : « {} »", words(a, case))),
        }
    }
    changes.extend(come.into_iter().map(|case| format!("exception ajoutée : « {} »", words(b, case))));
    changes
}

/// What a set starts from and what restricts it: a shape, and the words that say it.
fn restrictions(shapes: Shapes<'_>, id: SetId) -> Vec<(String, String)> {
    let plan = shapes.plan;
    let set = &plan.sets[id.index()];
    let words = |id: SetId| said(plan, plan.sets[id.index()].span);
    let (inner, way, other) = match &set.kind {
        SetKind::SuchThat(inner, condition) => {
            let mut found = restrictions(shapes, *inner);
            for part in shapes.chain(*condition) {
                let said = said(plan, plan.conditions[part.index()].span);
                found.push((shapes.condition(part), format!("dont {said}")));
            }
            return found;
        }
        SetKind::Except(inner, other) => (inner, "sauf", other),
        SetKind::ExceptDuring(inner, other) => (inner, "sauf pendant", other),
        SetKind::During(inner, other) => (inner, "pendant", other),
        SetKind::Fact(_) | SetKind::Defined(_) | SetKind::Union(_) | SetKind::Excepted(_) => {
            return vec![(shapes.set(id), words(id))];
        }
    };
    let mut found = restrictions(shapes, *inner);
    found.push((format!("{way} {}", shapes.set(*other)), format!("{way} {}", words(*other))));
    found
}

/// What is said on one side only.
fn operations(old: &[(String, String)], new: &[(String, String)]) -> Vec<String> {
    let only = |these: &[(String, String)], those: &[(String, String)]| -> Vec<String> {
        let missing = these.iter().filter(|(shape, _)| those.iter().all(|(other, _)| other != shape));
        missing.map(|(_, words)| words.clone()).collect()
    };
    let (gone, come) = (only(old, new), only(new, old));
    let mut changes: Vec<String> = gone.iter().zip(&come).map(|(a, b)| turned(a, b)).collect();
    changes.extend(gone.iter().skip(come.len()).map(|words| format!("retiré : « {words} »")));
    changes.extend(come.iter().skip(gone.len()).map(|words| format!("ajouté : « {words} »")));
    changes
}

/// What changed between two conditions, clause by clause.
fn clauses(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<String> {
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
    let words = |shapes: Shapes<'_>, id: ConditionId| said(shapes.plan, shapes.plan.conditions[id.index()].span);
    if let ([one], [other]) = (left.as_slice(), come.as_slice()) {
        let is_group = |shapes: Shapes<'_>, id: ConditionId| shapes.chain(id).len() > 1;
        if is_group(a, *one) && is_group(b, *other) {
            changes.extend(conditions(a, *one, b, *other));
        } else {
            changes.push(turned(&words(a, *one), &words(b, *other)));
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
        ConditionKind::Compare(left, ..) => {
            let measured = if let TermKind::Measured(measure) = &shapes.plan.terms[left.index()].kind {
                Some(shapes.measured(measure))
            } else {
                None
            };
            Some(measured.unwrap_or_else(|| format!("{} compared", shapes.term(*left))))
        }
        ConditionKind::Between(value, _) => Some(format!("{} compared", shapes.term(*value))),
        ConditionKind::OneOf(term, _) => Some(format!("{} is", shapes.term(*term))),
        ConditionKind::Listed(_, terms, _) => {
            Some(terms.iter().map(|term| shapes.term(*term)).collect::<Vec<_>>().join(" "))
        }
        ConditionKind::Ongoing(set, _) => Some(format!("{} ongoing", shapes.set(*set))),
        ConditionKind::Follows(convention, _) => Some(format!("{} follows", shapes.convention(*convention))),
        ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::Not(_)
        | ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Excepted(_) => None,
    }
}

/// What changed between two clauses about the same thing.
fn clause(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<String> {
    let words = |shapes: Shapes<'_>, span: Span| said(shapes.plan, span);
    let (old, new) = (&a.plan.conditions[x.index()], &b.plan.conditions[y.index()]);
    let (Some((m, threshold)), Some((n, other))) = (measured(a, x), measured(b, y)) else {
        return vec![turned(&words(a, old.span), &words(b, new.span))];
    };
    let of = words(a, a.plan.sets[m.set.index()].span);
    let verb = match m.kind {
        MeasureKind::Lasts(_) => "dure depuis",
        MeasureKind::Lasted { .. } => "a duré",
        MeasureKind::Totals => "totalise",
    };
    let mut changes = Vec::new();
    if threshold != other {
        changes.push(format!("{of} {verb} : {threshold} → {other}"));
    }
    if window(a, m.window) != window(b, n.window) {
        changes.push(format!("{of}, fenêtre : {} → {}", window(a, m.window), window(b, n.window)));
    }
    if continued(a, m) != continued(b, n) {
        changes.push(format!("{of}, continuité : {} → {}", continued(a, m), continued(b, n)));
    }
    if m.counted != n.counted {
        changes.push(turned(&words(a, old.span), &words(b, new.span)));
    }
    changes
}

/// What keeps a duration going.
fn continued(shapes: Shapes<'_>, measure: &Measure) -> String {
    match measure.kind {
        MeasureKind::Lasts(Continued::As(continuity)) => continuity.to_string(),
        MeasureKind::Lasts(Continued::ByConvention(convention)) => by_convention(shapes, convention),
        MeasureKind::Lasted { .. } | MeasureKind::Totals => String::new(),
    }
}

fn by_convention(shapes: Shapes<'_>, convention: ConventionId) -> String {
    format!("convention « {} »", shapes.plan.conventions[convention.index()].name)
}

/// A length that a condition holds against a threshold, and the threshold in words.
fn measured(shapes: Shapes<'_>, id: ConditionId) -> Option<(&Measure, String)> {
    let terms = &shapes.plan.terms;
    if let ConditionKind::Compare(left, comparison, right) = &shapes.plan.conditions[id.index()].kind
        && let TermKind::Measured(measure) = &terms[left.index()].kind
        && let TermKind::Length(threshold) = terms[right.index()].kind
    {
        return Some((measure, bounded(*comparison, threshold)));
    }
    None
}

fn bounded(comparison: Comparison, threshold: Length) -> String {
    format!("{} {}", comparison.french(), length(threshold))
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
        Window::ByConvention(convention) => by_convention(shapes, convention),
    }
}
