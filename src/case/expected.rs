//! What the dossiers of a recueil expect of its versions: outcomes, values and parts.

use super::errors;
use super::reader::Reader;
use super::scalar::{Wanted, bare_number, length_of};
use super::tree::{Key, Node, NodeKind};
use super::{Case, Value};
use crate::names::{self, Authority, closest, normalize};
use crate::plan::{DefinitionBody, DefinitionId, Plan, RootKind, Type, Version};
use crate::source::Span;
use crate::time::{Day, MonthLength, PER_MONTH};
use crate::value::{Bounds, Exact, Outcome};

/// What a recueil's own case expects of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The name of a procedure of the recueil.
    pub procedure: String,
    /// The name of a text by which that procedure is ruled.
    pub text: String,
    /// The outcome.
    pub outcome: Outcome,
    /// Where its word stands in the dossier.
    pub span: Span,
    /// Values that answers tell, in the order of the dossier.
    pub values: Vec<ExpectedValue>,
    /// Routes, conditions and obstacles, in the order of the dossier.
    pub parts: Vec<ExpectedPart>,
}

/// What a case expects of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedValue {
    /// As its definition names it.
    pub name: String,
    /// The type of the definition.
    pub of: Type,
    /// What it is to come to.
    pub value: Expected,
    /// Where its words stand in the dossier.
    pub span: Span,
}

/// What a value is to come to: exactly this, without any rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// It is not known, whatever bounds it.
    Open,
    /// There is none.
    Lacking,
    /// A number, an amount in euros, a percentage as a share of one: this one, or these bounds.
    Number(Bounds<Exact>),
    /// A day.
    Date(Bounds<Day>),
    /// A length in months.
    Months(Bounds<MonthLength>),
    /// A length in days.
    Days(Bounds<i32>),
}

/// What a case expects of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedPart {
    /// A route, a condition or an obstacle.
    pub kind: RootKind,
    /// As the version names it.
    pub name: String,
    /// What it is to come to; an obstacle that is met stands.
    pub outcome: Outcome,
    /// Where its words stand in the dossier.
    pub span: Span,
}

impl ExpectedPart {
    /// As a dossier writes it.
    pub fn words(&self) -> &'static str {
        ExpectedPart::word(self.kind, self.outcome)
    }

    /// The words of a dossier for what a part of a kind comes to.
    pub fn word(kind: RootKind, outcome: Outcome) -> &'static str {
        match (kind, outcome) {
            (RootKind::Obstacle, Outcome::Met) => "fait obstacle",
            (RootKind::Obstacle, Outcome::NotMet) => "ne fait pas obstacle",
            (_, outcome) => outcome.french_singular(),
        }
    }
}

/// The keys of an expectation that says more than the outcome.
pub(super) const OUTCOME: &str = "issue";
pub(super) const VALUES: &str = "valeurs";
pub(super) const PARTS: [(&str, RootKind); 3] =
    [("voies", RootKind::Route), ("conditions", RootKind::Condition), ("obstacles", RootKind::Obstacle)];

/// What a part may come to.
pub(super) const PART_OUTCOMES: [Outcome; 4] =
    [Outcome::Met, Outcome::NotMet, Outcome::Discretionary, Outcome::Undetermined];

/// The values that the answers of a version tell: their names and their types.
pub(super) fn told<'p>(plan: &'p Plan, version: &Version) -> Vec<(&'p str, &'p Type)> {
    let one = |id: &DefinitionId| {
        let definition = &plan.definitions[id.index()];
        let DefinitionBody::Term(term) = definition.body else { return None };
        Some((definition.name.as_str(), &plan.terms[term.index()].of))
    };
    version.values.iter().filter_map(one).collect()
}

impl Reader<'_> {
    /// What a procedure is expected to come to under one text.
    pub(super) fn expectation(&mut self, procedure: &str, path: &str, text: &Key, node: &Node, case: &mut Case) {
        let plan = self.plan;
        let versions: Vec<&Version> = plan.versions.iter().filter(|version| version.procedure == procedure).collect();
        let known: Vec<&str> = versions.iter().map(|version| plan.texts[version.text.index()].name.as_str()).collect();
        let Some(place) = names::find(&normalize(&text.text), known.iter().copied()) else {
            self.unknown_key(text, path, "un texte de cette procédure", || known);
            return;
        };
        let path = format!("{path}.{}", known[place]);
        let mut expected = Expectation {
            procedure: procedure.to_string(),
            text: known[place].to_string(),
            outcome: Outcome::Undetermined,
            span: node.span,
            values: Vec::new(),
            parts: Vec::new(),
        };
        let outcome = match &node.kind {
            NodeKind::Mapping(pairs) => self.details(pairs, node.span, versions[place], &path, &mut expected),
            NodeKind::Scalar { .. } | NodeKind::Sequence(_) => self.outcome(node, &path),
        };
        if let Some((outcome, span)) = outcome {
            case.expected.push(Expectation { outcome, span, ..expected });
        }
    }

    /// `{ issue: …, valeurs: { … }, voies: { … } }`
    fn details(
        &mut self,
        pairs: &[(Key, Node)],
        whole: Span,
        version: &Version,
        path: &str,
        expected: &mut Expectation,
    ) -> Option<(Outcome, Span)> {
        self.duplicates(pairs, path);
        let known = || [OUTCOME, VALUES].into_iter().chain(PARTS.map(|(key, _)| key));
        let index = names::Index::of_words(known());
        let mut outcome = None;
        let mut said = false;
        for (key, node) in pairs {
            match index.find(&normalize(&key.text)) {
                Some(0) => {
                    said = true;
                    outcome = self.outcome(node, &format!("{path}.{OUTCOME}"));
                }
                Some(1) => self.values(node, version, &format!("{path}.{VALUES}"), &mut expected.values),
                Some(place) => {
                    self.parts(node, version, PARTS[place - 2], path, &mut expected.parts);
                }
                None => self.unknown_key(key, path, "une partie de ce qui est attendu", || known().collect()),
            }
        }
        if !said {
            self.report(whole, |span| errors::expected_shape(span, path, "aussi « issue: … », l'issue attendue"));
        }
        outcome
    }

    fn outcome(&mut self, node: &Node, path: &str) -> Option<(Outcome, Span)> {
        let NodeKind::Scalar { text, .. } = &node.kind else {
            self.report(node.span, |span| errors::expected_shape(span, path, "une issue, ou « { issue: … } »"));
            return None;
        };
        let known = Outcome::ANSWERS.map(Outcome::french);
        self.one_of(text, node.span, path, &known).map(|place| (Outcome::ANSWERS[place], node.span))
    }

    /// The place of the outcome whose words these are.
    fn one_of(&mut self, text: &str, span: Span, path: &str, known: &[&str]) -> Option<usize> {
        let written = normalize(text);
        // What dossiers wrote when only prefects decided, and whoever it is by name.
        let older = others_say(self.plan);
        let is_older = names::find(&written, older.iter().map(String::as_str)).is_some();
        let meant = if is_older { Outcome::Discretionary.french() } else { &written };
        let found = names::find(meant, known.iter().copied());
        if found.is_none() {
            let near = closest(text, known.iter().copied());
            self.report(span, |span| errors::unknown_outcome(span, path, text, known, near));
        }
        found
    }

    fn values(&mut self, node: &Node, version: &Version, path: &str, found: &mut Vec<ExpectedValue>) {
        let plan = self.plan;
        let NodeKind::Mapping(pairs) = &node.kind else {
            self.report(node.span, |span| errors::expected_shape(span, path, "« définition: valeur »"));
            return;
        };
        self.duplicates(pairs, path);
        let known = told(plan, version);
        let index = names::Index::of_names(known.iter().map(|(name, _)| *name));
        for (key, node) in pairs {
            let Some((name, of)) = index.find(&normalize(&key.text)).map(|place| known[place]) else {
                let names = || known.iter().map(|(name, _)| *name).collect();
                self.unknown_key(key, path, "une valeur que cette procédure définit", names);
                continue;
            };
            if let Some(value) = self.expected_value(node, of, &format!("{path}.{name}")) {
                found.push(ExpectedValue { name: name.to_string(), of: of.clone(), value, span: node.span });
            }
        }
    }

    fn parts(
        &mut self,
        node: &Node,
        version: &Version,
        (key, kind): (&str, RootKind),
        path: &str,
        found: &mut Vec<ExpectedPart>,
    ) {
        let path = &format!("{path}.{key}");
        let NodeKind::Mapping(pairs) = &node.kind else {
            self.report(node.span, |span| errors::expected_shape(span, path, "« nom: issue »"));
            return;
        };
        self.duplicates(pairs, path);
        let sections = version.sections().into_iter().filter(|(of, _)| *of == kind);
        let known: Vec<&str> = sections.flat_map(|(_, parts)| parts).map(|part| part.name.as_str()).collect();
        let index = names::Index::of_words(known.iter().copied());
        for (named, node) in pairs {
            let Some(name) = index.find(&normalize(&named.text)).map(|place| known[place]) else {
                let what = format!("parmi les {key} de cette procédure");
                self.unknown_key(named, path, &what, || known.clone());
                continue;
            };
            let path = format!("{path}.{name}");
            let NodeKind::Scalar { text, .. } = &node.kind else {
                self.report(node.span, |span| errors::expected_shape(span, &path, "une issue"));
                continue;
            };
            let words = PART_OUTCOMES.map(|outcome| ExpectedPart::word(kind, outcome));
            if let Some(place) = self.one_of(text, node.span, &path, &words) {
                let outcome = PART_OUTCOMES[place];
                found.push(ExpectedPart { kind, name: name.to_string(), outcome, span: node.span });
            }
        }
    }

    /// A value, what it lies between, « indéterminé » or « sans valeur ».
    fn expected_value(&mut self, node: &Node, of: &Type, path: &str) -> Option<Expected> {
        let text = match &node.kind {
            NodeKind::Scalar { text, .. } if !node.is_null() => normalize(text).to_lowercase(),
            NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
                let wanted = "une valeur, « indéterminé » ou « sans valeur »";
                self.report(node.span, |span| errors::expected_shape(span, path, wanted));
                return None;
            }
        };
        match names::find(&text, ["sans valeur", "indéterminé", "indéterminée"]) {
            Some(0) => return Some(Expected::Lacking),
            Some(_) => return Some(Expected::Open),
            None => {}
        }
        let (text, may_lack) = match text.strip_suffix(", ou sans valeur") {
            Some(text) => (text, true),
            None => (text.as_str(), false),
        };
        let mut end = |text: &str| self.end_of_bounds(text, node, of, path);
        let bounds = if let Some(both) = text.strip_prefix("entre ") {
            let bounds = match parted(both, of) {
                Some((least, greatest)) => end(least)?.up_to(end(greatest)?),
                None => None,
            };
            if bounds.is_none() {
                self.report(node.span, |span| errors::not_bounds(span, path, text));
            }
            bounds?
        } else if let Some(least) = text.strip_prefix("au moins ") {
            end(least)?.keep(true, false)
        } else if let Some(greatest) = text.strip_prefix("au plus ") {
            end(greatest)?.keep(false, true)
        } else {
            end(text)?
        };
        Some(if may_lack { bounds.or_lacking() } else { bounds })
    }

    /// One value, read by its type.
    fn end_of_bounds(&mut self, text: &str, node: &Node, of: &Type, path: &str) -> Option<Expected> {
        let span = node.span;
        let not_a = |reader: &mut Self, wanted: &str, example: &str| {
            reader.report(span, |span| errors::not_a(span, path, text, wanted, example));
        };
        match of {
            Type::Number | Type::Amount | Type::Percent if text.contains('/') => {
                let found = fraction_of(text, of);
                if found.is_none() {
                    not_a(self, "une fraction", "« 16000/3 »");
                }
                found.map(|value| Expected::Number(Bounds::exact(value)))
            }
            Type::Number | Type::Amount | Type::Percent => {
                let is_json = matches!(node.kind, NodeKind::Scalar { json_number: true, .. });
                match self.number(text, is_json, Wanted::signed(of), span, path)? {
                    Value::Number(value) => Some(Expected::Number(Bounds::exact(value.exact()))),
                    _ => None,
                }
            }
            Type::Date => {
                self.date(text, span, path).map(|days| Expected::Date(Bounds::between(days.first, days.last)))
            }
            Type::Months => {
                let found = months_of(text);
                if found.is_none() {
                    not_a(self, "une durée en mois", "« 18 mois » ou « 9 mois et 12 jours »");
                }
                found.map(|length| Expected::Months(Bounds::exact(length)))
            }
            Type::Days => {
                let found = length_of(text, of);
                if found.is_none() {
                    not_a(self, "une durée en jours", "« 90 jours »");
                }
                found.map(|days| Expected::Days(Bounds::exact(days)))
            }
            // INVARIANT: `check` tells values of the types above only.
            Type::Truth
            | Type::Text
            | Type::Code
            | Type::Enumeration(_)
            | Type::Scale(_)
            | Type::Periods
            | Type::Rows => None,
        }
    }
}

impl Expected {
    /// From the least of this to the greatest of another; `None` where that is less.
    fn up_to(self, other: Expected) -> Option<Expected> {
        fn joined<T: PartialOrd + Copy>(one: Bounds<T>, other: Bounds<T>) -> Option<Bounds<T>> {
            let bounds = Bounds { least: one.least, greatest: other.greatest, may_lack: false };
            bounds.least.zip(bounds.greatest).is_some_and(|(least, greatest)| least <= greatest).then_some(bounds)
        }
        match (self, other) {
            (Expected::Number(one), Expected::Number(other)) => joined(one, other).map(Expected::Number),
            (Expected::Date(one), Expected::Date(other)) => joined(one, other).map(Expected::Date),
            (Expected::Months(one), Expected::Months(other)) => joined(one, other).map(Expected::Months),
            (Expected::Days(one), Expected::Days(other)) => joined(one, other).map(Expected::Days),
            // INVARIANT: both are read by the same type.
            (
                Expected::Open
                | Expected::Lacking
                | Expected::Number(_)
                | Expected::Date(_)
                | Expected::Months(_)
                | Expected::Days(_),
                _,
            ) => None,
        }
    }

    /// With one of its ends only.
    fn keep(self, least: bool, greatest: bool) -> Expected {
        fn kept<T: Copy>(bounds: Bounds<T>, least: bool, greatest: bool) -> Bounds<T> {
            Bounds { least: bounds.least.filter(|_| least), greatest: bounds.greatest.filter(|_| greatest), ..bounds }
        }
        match self {
            Expected::Open | Expected::Lacking => self,
            Expected::Number(bounds) => Expected::Number(kept(bounds, least, greatest)),
            Expected::Date(bounds) => Expected::Date(kept(bounds, least, greatest)),
            Expected::Months(bounds) => Expected::Months(kept(bounds, least, greatest)),
            Expected::Days(bounds) => Expected::Days(kept(bounds, least, greatest)),
        }
    }

    /// The same, or none.
    fn or_lacking(self) -> Expected {
        match self {
            Expected::Open | Expected::Lacking => self,
            Expected::Number(bounds) => Expected::Number(Bounds { may_lack: true, ..bounds }),
            Expected::Date(bounds) => Expected::Date(Bounds { may_lack: true, ..bounds }),
            Expected::Months(bounds) => Expected::Months(Bounds { may_lack: true, ..bounds }),
            Expected::Days(bounds) => Expected::Days(Bounds { may_lack: true, ..bounds }),
        }
    }
}

/// Both ends of « … et … »; a length may have an « et » of its own.
fn parted<'t>(text: &'t str, of: &Type) -> Option<(&'t str, &'t str)> {
    const AND: &str = " et ";
    let mut ends = text.match_indices(AND).map(|(at, _)| (&text[..at], &text[at + AND.len()..]));
    match of {
        Type::Months => ends.find(|(least, greatest)| months_of(least).is_some() && months_of(greatest).is_some()),
        _ => ends.next(),
    }
}

/// `16000/3 €`, `100/3 %`
fn fraction_of(text: &str, of: &Type) -> Option<Exact> {
    let (above, below) = bare_number(text, of).split_once('/')?;
    let (above, below) = (above.trim().parse::<i128>().ok()?, below.trim().parse::<i128>().ok()?);
    let below = if *of == Type::Percent { below.checked_mul(100)? } else { below };
    // The least number of all has no opposite, which a fraction may ask for.
    (below > 0 && above > i128::MIN).then(|| Exact::new(above, below))
}

/// `18 mois`, `9 mois et 12 jours`, `5 ans et 3 mois`, `8 mois et 14/31 de mois`, or `18`.
fn months_of(text: &str) -> Option<MonthLength> {
    let (whole, part) = match text.strip_suffix(" de mois") {
        Some(text) => {
            let (whole, part) = text.rsplit_once(" et ").unwrap_or(("0 mois", text));
            let (above, below) = part.split_once('/')?;
            let (above, below) = (above.parse::<u16>().ok()?, below.parse::<i64>().ok().filter(|below| *below > 0)?);
            let units = i64::from(above) * i64::from(PER_MONTH);
            let part = (units % below == 0).then_some(units / below).filter(|part| *part < i64::from(PER_MONTH))?;
            (whole, i32::try_from(part).ok()?)
        }
        None => (text, 0),
    };
    if let Ok(months) = whole.parse::<u16>() {
        return Some(MonthLength { months: i32::from(months), part });
    }
    let mut length = MonthLength { months: 0, part };
    let mut last = 0;
    for piece in whole.split(',').flat_map(|piece| piece.split(" et ")) {
        let (count, unit) = piece.trim().split_once(' ')?;
        let count = i32::from(count.parse::<u16>().ok()?);
        let place = match unit {
            "an" | "ans" => 1,
            "mois" => 2,
            "jour" | "jours" => 3,
            _ => return None,
        };
        match place {
            _ if place <= last => return None,
            1 => length.months += 12 * count,
            2 => length.months += count,
            _ if count > 30 || part > 0 => return None,
            _ => length.part = MonthLength::of(0, count).part,
        }
        last = place;
    }
    Some(length)
}

/// Other words for what is left to the authority of a recueil: those of prefects, and those that name it.
pub(super) fn others_say(plan: &Plan) -> [String; 2] {
    [Authority::default(), plan.authority.clone()].map(|authority| format!("à l'appréciation {}", authority.of()))
}
