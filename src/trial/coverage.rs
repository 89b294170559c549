//! Which sides of each part, and which neighbours of each threshold, the dossiers reach.

use std::collections::BTreeMap;

use super::{request, version_of};
use crate::case::Case;
use crate::eval::{Detail, Quantity, Trace};
use crate::explain::quoted;
use crate::plan::{ConditionId, ConditionKind, Length, Measure, Node, Part, Plan, Version, VersionId};
use crate::query;
use crate::time::{MonthLength, PER_MONTH};
use crate::value::Truth;

/// What the dossiers of a recueil reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Routes, conditions and obstacles.
    pub parts: Vec<PartCoverage>,
    /// Thresholds.
    pub thresholds: Vec<ThresholdCoverage>,
}

/// How many dossiers bring a part to each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartCoverage {
    /// The procedure.
    pub procedure: String,
    /// The text.
    pub text: String,
    /// `voie`, `condition` or `obstacle`
    pub kind: &'static str,
    /// The part.
    pub name: String,
    /// Dossiers that meet it.
    pub met: usize,
    /// Dossiers that do not.
    pub not_met: usize,
    /// Dossiers that leave it open.
    pub open: usize,
}

/// How many dossiers come close to a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdCoverage {
    /// The procedure.
    pub procedure: String,
    /// The text.
    pub text: String,
    /// The sentence.
    pub sentence: String,
    /// Dossiers below it by at most one unit.
    pub below: usize,
    /// Dossiers exactly on it.
    pub on: usize,
    /// Dossiers above it by at most one unit.
    pub above: usize,
}

impl PartCoverage {
    /// Whether both decided sides and the open one are reached.
    pub fn is_complete(&self) -> bool {
        self.met > 0 && self.not_met > 0 && self.open > 0
    }
}

impl ThresholdCoverage {
    /// Whether the threshold is reached from both sides and met to the day.
    pub fn is_complete(&self) -> bool {
        self.below > 0 && self.on > 0 && self.above > 0
    }
}

impl Coverage {
    /// Whether nothing is left to cover.
    pub fn is_complete(&self) -> bool {
        self.parts.iter().all(PartCoverage::is_complete) && self.thresholds.iter().all(ThresholdCoverage::is_complete)
    }
}

/// What the dossiers reach under the texts that they name.
pub fn coverage(plan: &Plan, cases: &[Case]) -> Coverage {
    let mut traces: BTreeMap<VersionId, Vec<Trace>> = BTreeMap::new();
    for case in cases {
        for expected in &case.expected {
            let Some(version) = version_of(plan, expected) else { continue };
            if let Some((_, trace)) = query::recorded(plan, case, &request(plan, case, expected), version) {
                traces.entry(version).or_default().push(trace);
            }
        }
    }
    let mut coverage = Coverage::default();
    for id in (0..plan.versions.len() as u32).map(VersionId) {
        let version = &plan.versions[id.index()];
        let traces = traces.get(&id).map_or(&[][..], Vec::as_slice);
        let sections: [(&'static str, &[Part]); 3] =
            [("voie", &version.routes), ("condition", &version.conditions), ("obstacle", &version.obstacles)];
        for (kind, parts) in sections {
            for part in parts {
                coverage.parts.push(part_coverage(plan, version, kind, part, traces));
            }
        }
        for (condition, measure) in measures(plan, version) {
            coverage.thresholds.push(threshold_coverage(plan, version, condition, measure, traces));
        }
    }
    coverage
}

fn part_coverage(plan: &Plan, version: &Version, kind: &'static str, part: &Part, traces: &[Trace]) -> PartCoverage {
    let count = |wanted: &dyn Fn(Truth) -> bool| {
        traces.iter().filter_map(|trace| trace.node(part.condition)).filter(|node| wanted(node.truth)).count()
    };
    PartCoverage {
        procedure: version.procedure.clone(),
        text: plan.texts[version.text.index()].name.clone(),
        kind,
        name: part.name.clone(),
        met: count(&|truth| truth == Truth::Yes),
        not_met: count(&|truth| truth == Truth::No),
        open: count(&|truth| truth.is_open()),
    }
}

/// The measures that a version's parts take, outside rows.
fn measures<'p>(plan: &'p Plan, version: &Version) -> Vec<(ConditionId, &'p Measure)> {
    let parts = version.parts().map(|part| Node::Condition(part.condition));
    let measure = |node: Node| match node {
        Node::Condition(id) => match &plan.conditions[id.index()].kind {
            ConditionKind::Measure(measure) => Some((id, measure)),
            ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Not(_)
            | ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::Follows(..)
            | ConditionKind::OneOf(..)
            | ConditionKind::Compare(..)
            | ConditionKind::Listed(..)
            | ConditionKind::Ongoing(_)
            | ConditionKind::Starts(..)
            | ConditionKind::Ends(..)
            | ConditionKind::RowCount(..)
            | ConditionKind::Age(..)
            | ConditionKind::Excepted(..) => None,
        },
        Node::Set(_) | Node::Term(_) | Node::Definition(_) => None,
    };
    plan.below(parts).into_iter().filter_map(measure).collect()
}

fn threshold_coverage(
    plan: &Plan,
    version: &Version,
    id: ConditionId,
    measure: &Measure,
    traces: &[Trace],
) -> ThresholdCoverage {
    let mut found = ThresholdCoverage {
        procedure: version.procedure.clone(),
        text: plan.texts[version.text.index()].name.clone(),
        sentence: quoted(plan, plan.conditions[id.index()].span),
        below: 0,
        on: 0,
        above: 0,
    };
    for trace in traces {
        let Some(Detail::Measured { certain, possible, .. }) = trace.node(id).and_then(|node| node.detail.as_ref())
        else {
            continue;
        };
        // What is known to a range stands beside no threshold.
        if certain != possible {
            continue;
        }
        match distance(*certain, measure.threshold) {
            Some(0) => found.on += 1,
            Some(parts) if (-unit(measure.threshold)..0).contains(&parts) => found.below += 1,
            Some(parts) if (1..=unit(measure.threshold)).contains(&parts) => found.above += 1,
            _ => {}
        }
    }
    found
}

/// One month in the parts of a [`MonthLength`], or one day.
fn unit(threshold: Length) -> i64 {
    match threshold {
        Length::Months(_) => i64::from(PER_MONTH),
        Length::Days(_) => 1,
    }
}

/// How far a measure lies above its threshold.
fn distance(measured: Quantity, threshold: Length) -> Option<i64> {
    match (measured, threshold) {
        (Quantity::Months(MonthLength { months, part }), Length::Months(wanted)) => {
            let parts = i64::from(months - wanted) * i64::from(PER_MONTH) + i64::from(part);
            // Thirty days of a month that has thirty-one are not yet a month.
            Some(if months < wanted { parts.min(-1) } else { parts })
        }
        (Quantity::Days(days), Length::Days(wanted)) => Some(i64::from(days - wanted)),
        _ => None,
    }
}
