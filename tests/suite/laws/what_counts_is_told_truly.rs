use std::sync::Arc;

use alinea::case::{Case, End, Row, Value};
use alinea::eval::Quantity;
use alinea::explain::{Because, MeasureReason, RowReason, under_one_reading};
use alinea::pipeline;
use alinea::plan::{ConventionId, ExcludedEffect, Meaning, Plan, Role, Type};
use alinea::query::Request;
use alinea::source::MemoryLoader;
use alinea::time::{
    Day, DayRange, DaySet, Interval, MissingDay, MonthCount, MonthLength, elapsed, last_days, last_months,
};
use proptest::prelude::*;

use crate::time::support::generate::cases;

const RULES: &str = "
recueil « Essai »

faits
  date de dépôt : date
  séjours : périodes
    - document : visa, titre ou asile
  emplois : périodes
    - nature : salariée ou indépendante

conventions
  jour d'appréciation : date de dépôt
  décompte du jour d'appréciation : non compté, ou compté
  mois d'activité : de quantième à quantième, ou 30 jours, ou mois civil entamé
  période exclue : retranchée, ou suspend, ou interrompt

texte « loi »
  en vigueur à compter du 1er janvier 1950

procédure « P », selon « loi »
  les exclus sont les séjours dont le document est asile
  la présence est l'ensemble des séjours, sauf les exclus
  l'activité est l'ensemble des emplois dont la nature est salariée, sauf pendant les exclus
  les conditions sont réunies si :
  condition « 0 » : la présence dure depuis au moins 2 ans
  condition « 1 » : la présence dure depuis au moins 100 jours
  condition « 2 » : l'activité dure depuis au moins 1 an
  condition « 3 » : la présence a duré au moins 1 an sans interruption
  condition « 4 » : l'activité a duré au moins 100 jours sans interruption de plus de 20 jours
  condition « 5 » : l'activité totalise au moins 8 mois dans les 24 derniers mois
  condition « 6 » : l'activité totalise au moins 90 jours dans les 200 derniers jours
  condition « 7 » : la présence totalise au moins 12 mois
  condition « 8 » : l'activité est en cours
  la décision relève du pouvoir d'appréciation du préfet
";

/// What a condition measures, as it is read and not as it is computed.
#[derive(Clone, Copy)]
enum Measured {
    Lasts,
    Lasted { tolerance: i32 },
    Totals(Option<Window>),
    Ongoing,
}

#[derive(Clone, Copy)]
enum Window {
    Months(i32),
    Days(i32),
}

const MEASURES: [(&str, Measured); 9] = [
    ("séjours", Measured::Lasts),
    ("séjours", Measured::Lasts),
    ("emplois", Measured::Lasts),
    ("séjours", Measured::Lasted { tolerance: 0 }),
    ("emplois", Measured::Lasted { tolerance: 20 }),
    ("emplois", Measured::Totals(Some(Window::Months(24)))),
    ("emplois", Measured::Totals(Some(Window::Days(200)))),
    ("séjours", Measured::Totals(None)),
    ("emplois", Measured::Ongoing),
];

fn plan() -> Arc<Plan> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

const MISSING: MissingDay = MissingDay::LastOfMonth;

/// How a request counts, and the day after the last one that counts.
struct Method {
    effect: ExcludedEffect,
    count: MonthCount,
    end: Day,
}

impl Method {
    fn of(plan: &Plan, request: &Request, day: Day) -> Method {
        let meaning = |role: Role| {
            let id = plan.role(role);
            plan.conventions[id.index()].options[request.reading.option(id)].meaning
        };
        let Meaning::Excluded(effect) = meaning(Role::ExcludedPeriod) else { panic!("the rules choose an effect") };
        let Meaning::MonthCount(count) = meaning(Role::MonthCount) else { panic!("the rules choose a count") };
        let counts = meaning(Role::AssessmentDayCounts) == Meaning::Counts(true);
        Method { effect, count, end: if counts { day.plus_days(1) } else { day } }
    }

    /// The length of some days as the condition reads, in the unit of its threshold.
    fn length(&self, measured: Measured, in_months: bool, days: &DaySet) -> Quantity {
        let none = if in_months { Quantity::Months(MonthLength::ZERO) } else { Quantity::Days(0) };
        let between = |start: Day, end: Day| match in_months {
            true => Quantity::Months(elapsed(start, end, MISSING).expect("it exists")),
            false => Quantity::Days(start.days_until(end)),
        };
        let best = |found: Vec<Quantity>| found.into_iter().fold(none, |a, b| if b > a { b } else { a });
        match measured {
            Measured::Lasts => {
                let run = |day: Day| days.run_containing(day);
                match self.effect {
                    ExcludedEffect::Interrupts => {
                        run(self.end.plus_days(-1)).map_or(none, |run| between(run.start, self.end))
                    }
                    ExcludedEffect::Suspends if in_months => self.suspended(days),
                    ExcludedEffect::TakenOut | ExcludedEffect::Suspends => {
                        let from = |run: &Interval| {
                            let later: i32 = days
                                .intervals()
                                .iter()
                                .filter(|one| one.start >= run.start)
                                .map(|one| one.days())
                                .sum();
                            between(run.start, run.start.plus_days(later))
                        };
                        best(days.intervals().iter().map(from).collect())
                    }
                }
            }
            Measured::Lasted { tolerance } => {
                let mut runs: Vec<Interval> = Vec::new();
                for next in days {
                    match runs.last_mut() {
                        Some(run) if run.end.days_until(next.start) <= tolerance => run.end = next.end,
                        _ => runs.push(next),
                    }
                }
                best(runs.into_iter().map(|run| between(run.start, run.end)).collect())
            }
            Measured::Totals(window) if in_months => {
                let (window, cap) = (self.window(window), matches!(window, Some(Window::Months(_))).then_some(24));
                Quantity::Months(self.count.count_within(days, window, cap, MISSING).expect("it exists"))
            }
            Measured::Totals(window) => Quantity::Days(days.clip(self.window(window)).len_days()),
            Measured::Ongoing => none,
        }
    }

    fn suspended(&self, days: &DaySet) -> Quantity {
        let Some((last, earlier)) = days.intervals().split_last() else { return Quantity::Months(MonthLength::ZERO) };
        let runs = earlier.iter().map(|run| elapsed(run.start, run.end, MISSING).expect("it exists"));
        let (months, rest) =
            runs.fold((0, 0), |(months, days), run| (months + run.months, days + run.days().expect("whole days")));
        let run = elapsed(last.start, last.end.plus_days(rest), MISSING).expect("it exists");
        Quantity::Months(MonthLength { months: run.months + months, part: run.part })
    }

    fn window(&self, window: Option<Window>) -> Interval {
        match window {
            None => Interval { start: Day::FIRST, end: self.end },
            Some(Window::Months(months)) => last_months(self.end, months, MISSING).expect("it exists"),
            Some(Window::Days(days)) => last_days(self.end, days),
        }
    }

    /// Whether bounds over gaps are those of the certain and of the possible days, and no wider.
    fn is_tight(&self, measured: Measured, in_months: bool) -> bool {
        match measured {
            Measured::Lasts => self.effect != ExcludedEffect::Suspends || !in_months,
            Measured::Totals(_) => self.count != MonthCount::DateToDate || !in_months,
            Measured::Lasted { .. } | Measured::Ongoing => true,
        }
    }
}

/// The days that some lines tell.
fn days<'a>(told: impl IntoIterator<Item = &'a RowReason>) -> DaySet {
    let days = |row: &RowReason| Interval {
        start: row.from.unwrap_or(Day::FIRST),
        end: row.to.map_or(Interval::ALL.end, |to| to.plus_days(1)),
    };
    DaySet::from_intervals(told.into_iter().map(days))
}

fn check(plan: &Plan, case: &Case, request: &Request, assessed: DayRange) -> Result<(), TestCaseError> {
    let answer = under_one_reading(plan, case, request);
    for ((fact, measured), part) in MEASURES.iter().zip(&answer.results[0].conditions) {
        let measure = &part.clauses[0].measures[0];
        let first = Method::of(plan, request, assessed.first);
        let last = Method::of(plan, request, assessed.last);
        lengths(measure, *measured, (&first, &last), case)?;
        let counted = days(&measure.over.counted);
        for row in &measure.over.set_aside {
            if let Some(Because::Interrupted(gap) | Because::ShorterRun(gap)) = row.reason {
                prop_assert!(counted.clip(gap).is_empty(), "{}: {gap:?} counts", part.name);
                let apart = row.to.expect("it is over") < gap.start || gap.end <= row.from.expect("it began");
                prop_assert!(apart, "{}: {gap:?} is not missing", part.name);
            }
        }
        let fact = plan.fact(fact).expect("a fact");
        for (index, row) in case.rows(fact).expect("rows").iter().enumerate() {
            let path = format!("{}[{index}]", plan.facts[fact.index()].name);
            let of_row = |rows: &[RowReason]| days(rows.iter().filter(|row| row.path == path));
            let (counted, set_aside) = (of_row(&measure.over.counted), of_row(&measure.over.set_aside));
            prop_assert!(counted.intersection(&set_aside).is_empty(), "{}: {path} is told twice", part.name);
            let end = match (row.end, measured) {
                (End::Known(_), _) => row.possible().end,
                (_, Measured::Ongoing) => assessed.last.plus_days(1),
                _ => last.end,
            };
            let whole = DaySet::from(Interval { end, ..row.possible() });
            let told = counted.union(&set_aside);
            prop_assert!(whole.is_subset(&told), "{}: {path} {whole:?} is told as {told:?}", part.name);
        }
    }
    Ok(())
}

/// The days told as counted, measured, give the measure that is told.
fn lengths(
    measure: &MeasureReason,
    measured: Measured,
    (first, last): (&Method, &Method),
    case: &Case,
) -> Result<(), TestCaseError> {
    let certain = days(measure.over.counted.iter().filter(|row| row.certain));
    let all = days(&measure.over.counted);
    let (Some(least), Some(greatest)) = (measure.certain, measure.possible) else {
        let holds = certain.contains(first.end) && certain.contains(last.end);
        let holds = match first.end == last.end {
            true => holds || certain.contains(first.end.plus_days(-1)),
            false => holds,
        };
        if measure.outcome == alinea::value::Outcome::Met {
            prop_assert!(holds, "{certain:?} do not hold {}", first.end);
        }
        return Ok(());
    };
    let in_months = matches!(least, Quantity::Months(_));
    let (low, high) = (first.length(measured, in_months, &certain), last.length(measured, in_months, &all));
    let tight = first.end == last.end && first.is_tight(measured, in_months);
    if tight || (least == greatest && first.end == last.end) {
        prop_assert_eq!(low, least, "{}: {:?} in {:?}", &measure.of, measure.over.counted, case);
        prop_assert_eq!(high, greatest, "{}: {:?} in {:?}", &measure.of, measure.over.counted, case);
    } else {
        prop_assert!(first.end != last.end || low >= least, "{}: {low:?} is below {least:?}", measure.of);
        prop_assert!(high <= greatest || first.end != last.end, "{}: {high:?} is above {greatest:?}", measure.of);
    }
    Ok(())
}

/// Days since 1 January 2022.
fn day(number: i32) -> Day {
    Day::from_ymd(2022, 1, 1).expect("a day").plus_days(number)
}

/// First day, length, how the end is known, the column, what is lost.
type Span = (i32, i32, u8, usize, u8);

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let length = prop_oneof![1..4, 1..60, 100..500];
    prop::collection::vec((-200..900, length, 0..4_u8, 0..3_usize, 0..6_u8), 0..5)
}

fn rows(plan: &Plan, fact: &str, spans: &[Span], gaps: bool) -> Value {
    let column = &plan.facts[plan.fact(fact).expect("a fact").index()].columns[0];
    let Type::Enumeration(options) = &column.kind else { panic!("an enumeration") };
    let blurred = |day: Day, to_year: bool| {
        let (year, month, _) = day.ymd();
        if to_year { DayRange::year(year) } else { DayRange::month(year, month).expect("a month") }
    };
    let row = |(start, length, end, option, lost): &Span| {
        let (first, last) = (day(*start), day(start + length - 1));
        let lost = if gaps { *lost } else { 5 };
        let value = Value::Symbol(options[option % options.len()]);
        Row {
            start: match lost {
                0 => Some(blurred(first, length % 2 == 0)),
                1 => None,
                _ => Some(DayRange::exact(first)),
            },
            end: match (end, lost) {
                (0, _) => End::Ongoing,
                (1, 2) => End::Unknown,
                (2, 2) if blurred(last, false).first >= first => End::Known(blurred(last, false)),
                _ => End::Known(DayRange::exact(last)),
            },
            columns: vec![if lost == 3 { Value::Unknown } else { value }],
        }
    };
    // A start that may come after the end is no dossier.
    let ordered = |row: &Row| match (row.start, row.end) {
        (Some(start), End::Known(end)) => start.last <= end.first || start.is_exact(),
        _ => true,
    };
    Value::Rows(spans.iter().map(row).filter(ordered).collect())
}

fn law(gaps: bool, count: u32) {
    let plan = plan();
    let options = prop::collection::vec(0..6_usize, plan.conventions.len());
    proptest!(cases(count), |(stays in spans(), jobs in spans(), filed in 0..800, options in options)| {
        let mut case = Case::unknown(&plan, "essai");
        let set = |case: &mut Case, name: &str, value: Value| {
            case.facts[plan.fact(name).expect("a fact").index()] = value;
        };
        set(&mut case, "séjours", rows(&plan, "séjours", &stays, gaps));
        set(&mut case, "emplois", rows(&plan, "emplois", &jobs, gaps));
        let filed = match gaps && filed % 7 == 0 {
            true => {
                let (year, month, _) = day(filed).ymd();
                DayRange::month(year, month).expect("a month")
            }
            false => DayRange::exact(day(filed)),
        };
        set(&mut case, "date de dépôt", Value::Date(filed));
        let mut request = Request::new(&plan);
        for (index, option) in options.iter().enumerate() {
            let option = option % plan.conventions[index].options.len();
            request.reading = request.reading.with(ConventionId(index as u32), option).expect("the option exists");
        }
        check(&plan, &case, &request, filed)?;
    });
}

#[test]
fn days_told_as_counted_give_the_measure_and_every_day_is_told() {
    law(false, 4000);
}

#[test]
fn where_facts_are_missing_as_well() {
    law(true, 4000);
}
