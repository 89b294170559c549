//! What became of each period in a measure, and why.

use crate::case::{Case, Row, Value};
use crate::eval::{Removal, RemovalReason, RowAccount};
use crate::plan::{ConditionId, ConditionKind, Node, Plan, Set, SetId, SetKind, Term, TermId, TermKind};
use crate::time::{Day, DaySet, Interval};

/// A period, or days of it, that count or are set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowReason {
    /// The fact and the row: `emplois[0]`; the fact alone when nothing is known of it.
    pub path: String,
    /// The first of these days.
    pub from: Option<Day>,
    /// The last of these days; `None` when they go on without end.
    pub to: Option<Day>,
    /// Whether this is certain, or depends on what is not known.
    pub certain: bool,
    /// Why they are set aside, or why it is not certain that they count.
    pub reason: Option<String>,
}

/// The rows that count and those that are set aside, within the window or on a day. With `beyond`, those that lie
/// outside are told too.
pub(super) fn row_reasons(
    plan: &Plan,
    case: &Case,
    accounts: &[RowAccount],
    window: Option<Interval>,
    beyond: bool,
) -> (Vec<RowReason>, Vec<RowReason>) {
    let mut counted = Vec::new();
    let mut set_aside = Vec::new();
    for account in accounts {
        let fact = &plan.facts[account.fact.index()].name;
        let Some(row) = account.row else {
            let reason = Some("inconnu".to_string());
            counted.push(RowReason { path: fact.clone(), from: None, to: None, certain: false, reason });
            continue;
        };
        let path = format!("{fact}[{row}]");
        let within = |days: &DaySet| window.map_or_else(|| days.clone(), |window| days.clip(window));
        let (certain, possible) = (within(account.days.certain()), within(account.days.possible()));
        push(&mut counted, &path, &certain, true, None);
        let doubtful = possible.difference(&certain);
        let doubt = account
            .removed
            .iter()
            .find(|removal| !removal.certain)
            .map(|removal| because(plan, case, account, removal));
        push(&mut counted, &path, &doubtful, false, doubt.or_else(|| Some("dates incomplètes".to_string())));
        for removal in account.removed.iter().filter(|removal| removal.certain) {
            push(&mut set_aside, &path, &within(&removal.days), true, Some(because(plan, case, account, removal)));
        }
        let known = case.rows(account.fact).and_then(|rows| rows.get(row));
        if let (Some(window), Some(known)) = (window, known)
            && beyond
            && known.possible().intersection(window).is_empty()
        {
            let reason = if known.possible().start >= window.end {
                "après le jour d'appréciation"
            } else {
                "avant la fenêtre"
            };
            let days = known.possible();
            set_aside.push(RowReason {
                path,
                from: Some(days.start),
                to: last_day(days),
                certain: true,
                reason: Some(reason.to_string()),
            });
        }
    }
    (counted, set_aside)
}

fn push(out: &mut Vec<RowReason>, path: &str, days: &DaySet, certain: bool, reason: Option<String>) {
    for run in days.intervals() {
        out.push(RowReason {
            path: path.to_string(),
            from: Some(run.start),
            to: last_day(*run),
            certain,
            reason: reason.clone(),
        });
    }
}

fn last_day(days: Interval) -> Option<Day> {
    days.last().filter(|last| *last < Day::LAST)
}

/// Why days are set aside, in a jurist's words.
fn because(plan: &Plan, case: &Case, account: &RowAccount, removal: &Removal) -> String {
    match removal.reason {
        RemovalReason::Filter(id) => {
            let condition = &plan.conditions[id.index()];
            let row = account.row.and_then(|row| case.rows(account.fact)?.get(row));
            let values = row.map(|row| columns_of(plan, case, id, row)).unwrap_or_default();
            let partial = matches!(&condition.kind, ConditionKind::Listed(..));
            match (values.is_empty(), removal.certain, partial) {
                (true, ..) => format!("hors de « {} »", super::parts::words(plan, condition.span)),
                (false, false, true) if !values.contains("inconnu") => {
                    format!("{values} : absent d'une liste partielle")
                }
                _ => values,
            }
        }
        RemovalReason::Excluded(set) => {
            let name = set_name(plan, set);
            if removal.certain { format!("exclu : {name}") } else { format!("peut-être exclu : {name}") }
        }
        RemovalReason::Outside(set) => format!("hors de : {}", set_name(plan, set)),
    }
}

fn set_name(plan: &Plan, set: SetId) -> String {
    let Set { kind, span } = &plan.sets[set.index()];
    if let SetKind::Defined(definition) = kind {
        return plan.definitions[definition.index()].name.clone();
    }
    super::parts::words(plan, *span)
}

/// `nature : indépendante`, for the columns that a condition looks at.
fn columns_of(plan: &Plan, case: &Case, condition: ConditionId, row: &Row) -> String {
    if let ConditionKind::Not(inner) = plan.conditions[condition.index()].kind {
        return columns_of(plan, case, inner, row);
    }
    let mut terms = Vec::new();
    plan.each_child(Node::Condition(condition), |child| {
        if let Node::Term(term) = child {
            terms.push(term);
        }
    });
    let describe = |term: &TermId| {
        let Term { kind: TermKind::Column(fact, column), .. } = &plan.terms[term.index()] else { return None };
        let name = &plan.facts[fact.index()].columns[*column].name;
        Some(format!("{name} : {}", value_words(plan, case, &row.columns[*column])))
    };
    terms.iter().filter_map(describe).collect::<Vec<_>>().join(", ")
}

/// A value as the dossier says it.
pub(super) fn value_words(plan: &Plan, case: &Case, value: &Value) -> String {
    match value {
        Value::Unknown => "inconnu".to_string(),
        Value::Truth(true) => "oui".to_string(),
        Value::Truth(false) => "non".to_string(),
        Value::Number(number) => crate::value::format_number(number.exact(), 4),
        Value::Date(range) => range.to_string(),
        Value::Symbol(symbol) => case.text(plan, *symbol).to_string(),
        Value::Length(count) => count.to_string(),
        Value::Rows(rows) => format!("{} lignes", rows.len()),
    }
}
