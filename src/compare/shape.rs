//! What a rule says, without where and how it is written.
//!
//! Two rules with one shape mean the same: order of « et » and « ou », spelling, layout and places leave no trace. Facts,
//! definitions, lists and conventions are known by their names, so that shapes of two recueils can be held together.

use crate::plan::{
    Aggregate, Band, Case, Choice, ConditionId, ConditionKind, Continued, ConventionId, DayFrom, DayRead, DayWay,
    DefinitionBody, DefinitionId, Elapsed, Excepted, Length, Measure, MeasureKind, OngoingOn, Plan, Rank, SetId,
    SetKind, Several, Slice, TermId, TermKind, Unless, Window,
};

/// A way to write what nodes of a plan say.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'p> {
    pub(super) plan: &'p Plan,
}

impl Shapes<'_> {
    pub(super) fn condition(self, id: ConditionId) -> String {
        let condition = &self.plan.conditions[id.index()];
        match &condition.kind {
            ConditionKind::All(_) => sorted("all", self.operands(id)),
            ConditionKind::Any(_) => sorted("any", self.operands(id)),
            ConditionKind::Not(inner) => {
                if let ConditionKind::Not(twice) = &self.plan.conditions[inner.index()].kind {
                    return self.condition(*twice);
                }
                format!("not({})", self.condition(*inner))
            }
            ConditionKind::Truth(term) => self.term(*term),
            ConditionKind::Defined(definition) => self.definition_name(*definition),
            ConditionKind::Met(procedure) => format!("procedure {procedure:?} met"),
            ConditionKind::Follows(convention, option) => {
                let options = &self.plan.conventions[convention.index()].options;
                format!("{} follows {}", self.convention(*convention), options[*option].name)
            }
            ConditionKind::OneOf(term, values) => {
                let values = values.iter().map(|value| self.term(*value)).collect();
                format!("{} in {}", self.term(*term), sorted("", values))
            }
            ConditionKind::Compare(left, comparison, right) => {
                format!("{} {comparison:?} {}", self.term(*left), self.term(*right))
            }
            ConditionKind::Between(value, [least, greatest]) => {
                format!("{} between {} and {}", self.term(*value), self.term(*least), self.term(*greatest))
            }
            ConditionKind::Listed(list, terms, on) => {
                let terms: Vec<String> = terms.iter().map(|term| self.term(*term)).collect();
                format!("({}) listed in {} {on:?}", terms.join(", "), self.plan.lists[list.index()].name)
            }
            ConditionKind::Ongoing(set, by) => {
                let by = match by {
                    OngoingOn::Assessment => String::new(),
                    OngoingOn::ByConvention(convention) => format!(" {}", self.convention(*convention)),
                    OngoingOn::Day(day) => format!(" on {}", self.term(*day)),
                };
                format!("{} ongoing{by}", self.set(*set))
            }
            ConditionKind::Several(Several { parts, comparison, number }) => {
                let parts = parts.iter().map(|part| self.condition(*part)).collect();
                format!("{comparison:?} {} of {}", self.term(*number), sorted("", parts))
            }
            ConditionKind::Excepted(excepted) => self.excepted(excepted, |condition| self.condition(condition)),
        }
    }

    /// The operands of a chain of « et », or of « ou »; a single condition is its own.
    pub(super) fn chain(self, id: ConditionId) -> Vec<ConditionId> {
        let kind = &self.plan.conditions[id.index()].kind;
        let (ConditionKind::All(parts) | ConditionKind::Any(parts)) = kind else { return vec![id] };
        let mut found = Vec::new();
        for part in parts {
            let same = std::mem::discriminant(&self.plan.conditions[part.index()].kind) == std::mem::discriminant(kind);
            found.extend(if same { self.chain(*part) } else { vec![*part] });
        }
        found
    }

    fn operands(self, id: ConditionId) -> Vec<String> {
        self.chain(id).into_iter().map(|part| self.condition(part)).collect()
    }

    /// What is measured, and how, without window and way to count.
    pub(super) fn measured(self, measure: &Measure) -> String {
        let kind = match measure.kind {
            MeasureKind::Lasts(_) => "lasts",
            MeasureKind::Lasted { .. } => "lasted",
            MeasureKind::Totals => "totals",
        };
        format!("{} {kind}{}", self.set(measure.set), self.tolerance(measure))
    }

    fn tolerance(self, measure: &Measure) -> String {
        match measure.kind {
            MeasureKind::Lasted { tolerance } => format!(" with gaps of {tolerance}"),
            MeasureKind::Lasts(Continued::As(continuity)) => format!(" {continuity}"),
            MeasureKind::Lasts(Continued::ByConvention(convention)) => format!(" by {}", self.convention(convention)),
            MeasureKind::Totals => String::new(),
        }
    }

    fn window(self, window: Window) -> String {
        match window {
            Window::All => "at any time".to_string(),
            Window::Last(length) => format!("in the last {}", self.length(length)),
            Window::Before(length, day) => format!("in the {} before {}", self.length(length), self.term(day)),
            Window::ByConvention(convention) => format!("within {}", self.convention(convention)),
        }
    }

    fn length(self, length: Length) -> String {
        match length {
            Length::Months(months) => format!("{months} months"),
            Length::Days(days) => format!("{days} days"),
        }
    }

    /// A convention; what its options are is told apart from the rules that name it.
    pub(super) fn convention(self, id: ConventionId) -> String {
        format!("[{}]", self.plan.conventions[id.index()].name)
    }

    fn definition_name(self, id: DefinitionId) -> String {
        format!("<{}>", self.plan.definitions[id.index()].name)
    }

    /// What a definition says.
    pub(super) fn definition(self, id: DefinitionId) -> String {
        match self.plan.definitions[id.index()].body {
            DefinitionBody::Set(set) => self.set(set),
            DefinitionBody::Term(term) => self.term(term),
            DefinitionBody::Condition(condition) => self.condition(condition),
        }
    }

    pub(super) fn set(self, id: SetId) -> String {
        match &self.plan.sets[id.index()].kind {
            SetKind::Fact(fact) => self.plan.facts[fact.index()].name.clone(),
            SetKind::Row(fact) => format!("row of {}", self.plan.facts[fact.index()].name),
            SetKind::Defined(definition) => self.definition_name(*definition),
            SetKind::Union(sets) => sorted("union", sets.iter().map(|set| self.set(*set)).collect()),
            SetKind::SuchThat(..) => {
                let mut base = id;
                let mut conditions = Vec::new();
                while let SetKind::SuchThat(inner, condition) = self.plan.sets[base.index()].kind {
                    let all = matches!(self.plan.conditions[condition.index()].kind, ConditionKind::All(_));
                    conditions.extend(if all { self.operands(condition) } else { vec![self.condition(condition)] });
                    base = inner;
                }
                format!("{} such that {}", self.set(base), sorted("", conditions))
            }
            SetKind::Except(set, other) => format!("{} except {}", self.set(*set), self.set(*other)),
            SetKind::ExceptDuring(set, other) => format!("{} except during {}", self.set(*set), self.set(*other)),
            SetKind::During(set, other) => format!("{} during {}", self.set(*set), self.set(*other)),
            SetKind::Excepted(excepted) => self.excepted(excepted, |set| self.set(set)),
        }
    }

    pub(super) fn term(self, id: TermId) -> String {
        let list = |terms: &[TermId]| terms.iter().map(|term| self.term(*term)).collect::<Vec<_>>();
        match &self.plan.terms[id.index()].kind {
            TermKind::Number(number) => number.to_string(),
            TermKind::Day(day) => day.french().to_string(),
            TermKind::Length(length) => self.length(*length),
            TermKind::Symbol(symbol) => format!("{:?}", self.plan.symbols.text(*symbol).unwrap_or_default()),
            TermKind::Fact(fact) => self.plan.facts[fact.index()].name.clone(),
            TermKind::Column(fact, column) => {
                let fact = &self.plan.facts[fact.index()];
                format!("{}.{}", fact.name, fact.columns[*column].name)
            }
            TermKind::Defined(definition) => self.definition_name(*definition),
            TermKind::Binary(operator, left, right) => {
                format!("({} {operator:?} {})", self.term(*left), self.term(*right))
            }
            TermKind::Smallest(terms) => sorted("smallest", list(terms)),
            TermKind::Largest(terms) => sorted("largest", list(terms)),
            TermKind::Parameter(parameter, on) => {
                let name = &self.plan.parameters[parameter.index()].name;
                match on {
                    DayRead::Assessment => format!("{{{name}}}"),
                    DayRead::FirstOfRow(_) => format!("{{{name}}} on the first day of the row"),
                    DayRead::LastOfRow(_) => format!("{{{name}}} on the last day of the row"),
                    DayRead::On(day) => format!("{{{name}}} on {}", self.term(*day)),
                }
            }
            TermKind::Mean(mean) => {
                let name = &self.plan.parameters[mean.parameter.index()].name;
                format!("mean of {{{name}}} by {:?} {}", mean.each, self.window(mean.window))
            }
            TermKind::Shift(shift) => {
                let side = if shift.after { "after" } else { "before" };
                format!("{} {side} {}", self.term(shift.by), self.term(shift.from))
            }
            TermKind::DayFrom(DayFrom { from, way }) => {
                let from = self.term(*from);
                match way {
                    DayWay::Postponed(days) => format!("{from} put off to {days:?}"),
                    DayWay::Working { count, days, after } => {
                        let side = if *after { "after" } else { "before" };
                        format!("{} {days:?} {side} {from}", self.term(*count))
                    }
                    DayWay::MonthStart => format!("first day of the month of {from}"),
                    DayWay::MonthEnd => format!("last day of the month of {from}"),
                    DayWay::Next => format!("day after {from}"),
                    DayWay::Previous => format!("day before {from}"),
                }
            }
            TermKind::Elapsed(Elapsed { unit, from, to }) => {
                format!("{unit:?} between {} and {}", self.term(*from), self.term(*to))
            }
            TermKind::AssessmentDay => "the day of assessment".to_string(),
            TermKind::Rounded(term, rounding) => {
                format!("{} rounded {:?} to {:?}", self.term(*term), rounding.way, rounding.unit)
            }
            TermKind::Bands(of, bands) => {
                let below = |below: Option<TermId>| below.map(|below| format!("below {}", self.term(below)));
                let band = |one: &Band| {
                    let bound = one.from.map(|from| self.term(from)).or_else(|| below(one.below)).unwrap_or_default();
                    let until = one.until.map(|until| format!(" to {}", self.term(until))).unwrap_or_default();
                    format!("{bound}{until}: {}", self.term(one.value))
                };
                let bands: Vec<String> = bands.iter().map(band).collect();
                format!("bands of {} ({})", self.term(*of), bands.join("; "))
            }
            TermKind::Measured(measure) => {
                format!("{} {} {:?}", self.measured(measure), self.window(measure.window), measure.counted)
            }
            TermKind::Count(set) => format!("rows of {}", self.set(*set)),
            TermKind::Aggregate(Aggregate { set, kind, of, window, groups, .. }) => {
                let of: Vec<String> = of.iter().map(|(_, value)| self.term(*value)).collect();
                format!("{kind:?} of {} in {} {} {groups:?}", of.join(", "), self.set(*set), self.window(*window))
            }
            TermKind::Rank(Rank { fact, column, descending, without_gaps }) => {
                let fact = &self.plan.facts[fact.index()];
                let column = &fact.columns[*column].name;
                format!("rank in {} by {column} {descending} {without_gaps}", fact.name)
            }
            TermKind::Lookup(lookup) => {
                let list = &self.plan.lists[lookup.list.index()];
                let column = list.values.get(lookup.column).map_or("", |column| column.name.as_str());
                let keys: Vec<String> = lookup.keys.iter().map(|key| self.term(*key)).collect();
                format!("{column} of {} for {}", list.name, keys.join(" and "))
            }
            TermKind::Units(length) => format!("number of {}", self.term(*length)),
            TermKind::InDefault(value, instead) => format!("{} or else {}", self.term(*value), self.term(*instead)),
            TermKind::First(set) => format!("first day of {}", self.set(*set)),
            TermKind::Last(set) => format!("last day of {}", self.set(*set)),
            TermKind::Since(day) => format!("time since {}", self.term(*day)),
            TermKind::Excepted(excepted) => self.excepted(excepted, |term| self.term(term)),
            TermKind::Scale(of, slices) => {
                let until = |until: Option<TermId>| until.map_or("beyond".to_string(), |until| self.term(until));
                let slice = |one: &Slice| format!("{}: {}", until(one.until), self.term(one.rate));
                let slices: Vec<String> = slices.iter().map(slice).collect();
                format!("scale of {} ({})", self.term(*of), slices.join("; "))
            }
            TermKind::Choice { of, choices, otherwise } => {
                let line = |choice: &Choice| format!("{}: {}", sorted("", list(&choice.keys)), self.term(choice.value));
                let otherwise = otherwise.map(|value| format!("; else: {}", self.term(value))).unwrap_or_default();
                let lines = sorted("", choices.iter().map(line).collect());
                format!("{} chooses {lines}{otherwise}", self.term(*of))
            }
        }
    }

    fn excepted<T: Copy>(self, excepted: &Excepted<T>, shape: impl Fn(T) -> String) -> String {
        let cases = excepted.cases.iter();
        let case = |case: &Case<T>| {
            let unless = self.unless(&case.unless);
            format!("{}{unless} then {}", self.condition(case.when), shape(case.then))
        };
        let cases = cases.map(case);
        format!("{} except {}", shape(excepted.base), sorted("if", cases.collect()))
    }
}

impl Shapes<'_> {
    /// The exceptions by which an exception does not apply.
    pub(super) fn unless(self, unless: &[Unless]) -> String {
        let one = |one: &Unless| format!("{}{}", self.condition(one.when), self.unless(&one.unless));
        if unless.is_empty() {
            String::new()
        } else {
            format!(" {}", sorted("unless", unless.iter().map(one).collect()))
        }
    }
}

fn sorted(word: &str, mut parts: Vec<String>) -> String {
    parts.sort();
    parts.dedup();
    format!("{word}({})", parts.join("; "))
}
