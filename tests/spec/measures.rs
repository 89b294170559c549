//! Lengths of sets: `durees.md`, `conventions.md`.
//!
//! A length is told as whole months and a part of one, or as days: in that order they are compared.

use std::collections::BTreeMap;

use alinea::syntax::ast::{Continuity, Length, Modifiers};
use alinea::time::Day;
use num_rational::Ratio;
use num_traits::Zero;

use super::calendar::{days_in_month, elapsed, period};
use super::days::Days;
use super::procedures::Scene;
use super::sets::Set;
use super::terms::{Value, length};

/// Months and a part of one, or days.
pub type Measured = (i32, Ratio<i64>);

fn in_months(threshold: &Length) -> bool {
    matches!(length(threshold), Value::Months(_))
}

/// From one day to another, date to date.
fn between(scene: &Scene<'_>, start: Day, end: Day, in_months: bool) -> Measured {
    if !in_months {
        return (start.days_until(end).max(0), Ratio::from_integer(0));
    }
    let (months, days) = elapsed(start, end.max(start), scene.missing(start));
    (months, Ratio::new(i64::from(days), 30))
}

/// The end of what is counted: the day of assessment is not, unless the convention says so.
pub fn end(scene: &Scene<'_>) -> Day {
    let counts = scene.option("decompte du jour d'appreciation") == "compte";
    scene.today.plus_days(i32::from(counts))
}

/// `dure depuis`: up to the day of assessment.
pub fn lasts(scene: &Scene<'_>, set: &Set, threshold: &Length, modifiers: &Modifiers) -> Measured {
    let (end, in_months) = (end(scene), in_months(threshold));
    let (mut kept, mut base) = (set.days().before(end), set.base().before(end));
    let said = modifiers.continuity.as_ref().map(|(said, _)| said.clone());
    let continuity = match &modifiers.by_convention {
        Some(convention) => continuity_of(scene.option_of(convention)),
        None => said.map(|said| match said {
            Continuity::Gaps(most) => Kept::Gaps(days_of(&most)),
            Continuity::Each(months) => Kept::Each(months),
        }),
    };
    if let Some(continuity) = continuity {
        // Gaps are part of the duration as days are; only what was excluded is not.
        let excluded = base.minus(&kept);
        base = since(&base, end, continuity);
        kept = base.minus(&excluded);
    }
    let effect = scene.option("periode exclue");
    let of = if effect == "interrompt" { &kept } else { &base };
    let last = end.plus_days(-1);
    let Some((start, _)) = of.runs().into_iter().find(|(start, end)| *start <= last && last < *end) else {
        return (0, Ratio::from_integer(0));
    };
    let runs = kept.filter(|day| day >= start).runs();
    let days_of = |runs: &[(Day, Day)]| runs.iter().map(|(start, end)| start.days_until(*end)).sum::<i32>();
    match effect {
        "interrompt" => between(scene, start, end, in_months),
        // What ran before stays, in months and in days; the rest runs from the end of what was excluded.
        "suspend" if in_months => {
            let Some((last, earlier)) = runs.split_last() else {
                return (0, Ratio::from_integer(0));
            };
            let before = earlier.iter().map(|(start, end)| elapsed(*start, *end, scene.missing(*start)));
            let (months, days) = before.fold((0, 0), |(months, days), (m, d)| (months + m, days + d));
            let (rest, part) = between(scene, last.0, last.1.plus_days(days), true);
            (months + rest, part)
        }
        // Days that are excluded are taken off the end; counted from the day on which that gives most.
        _ => {
            let counted = |index: usize| {
                let start = runs[index].0;
                between(scene, start, start.plus_days(days_of(&runs[index..])), in_months)
            };
            (0..runs.len()).map(counted).max().unwrap_or((0, Ratio::from_integer(0)))
        }
    }
}

/// What keeps a duration going besides days.
#[derive(Clone, Copy)]
enum Kept {
    Gaps(i32),
    Each(i32),
}

/// `sans interruption`, `interruptions de 30 jours au plus comprises`, `par semestre`
fn continuity_of(option: &str) -> Option<Kept> {
    if let Some(rest) = option.strip_prefix("interruptions de ") {
        let mut words = rest.split(' ');
        let count: i32 = words.next().and_then(|count| count.parse().ok()).expect("a number of days");
        let weeks = words.next().is_some_and(|unit| unit.starts_with("semaine"));
        return Some(Kept::Gaps(if weeks { 7 * count } else { count }));
    }
    match option {
        "par mois" => Some(Kept::Each(1)),
        "par trimestre" => Some(Kept::Each(3)),
        "par semestre" => Some(Kept::Each(6)),
        "par annee" => Some(Kept::Each(12)),
        _ => None,
    }
}

fn days_of(of: &Length) -> i32 {
    match length(of) {
        Value::Days(days) => days,
        other => panic!("{other:?} are no days"),
    }
}

/// The days of a duration with gaps, from its first day up to its end.
fn since(days: &Days, end: Day, continuity: Kept) -> Days {
    let mut start: Option<Day> = None;
    for day in days.iter().rev() {
        let next = start.unwrap_or(end);
        let goes_on = match continuity {
            Kept::Gaps(most) => day.days_until(next) - 1 <= most,
            // The period in which it ends need have no day yet.
            Kept::Each(months) => period(start.unwrap_or(end.plus_days(-1)), months) - period(day, months) <= 1,
        };
        if !goes_on {
            break;
        }
        start = Some(day);
    }
    start.map_or_else(Days::none, |start| Days::from_to(start, Some(end.plus_days(-1))))
}

/// The days that are looked at, and how many months the window has when it is given in months.
fn within(scene: &Scene<'_>, days: &Days, modifiers: &Modifiers) -> (Days, Option<Window>) {
    let (start, end, months) = looked_at(scene, modifiers);
    let days = days.before(end);
    match (start, months) {
        (Some(start), Some(months)) => (days.filter(|day| day >= start), Some(Window::Months(months))),
        (Some(start), None) => (days.filter(|day| day >= start), Some(Window::Days(start, end))),
        (None, _) => (days, None),
    }
}

/// The first day that is looked at, where there is one; the first that is not any more; the months of a window in months.
pub fn looked_at(scene: &Scene<'_>, modifiers: &Modifiers) -> (Option<Day>, Day, Option<i32>) {
    let end = end(scene);
    let window = match (&modifiers.window, &modifiers.by_convention) {
        (Some(window), _) => Some(length(window)),
        (None, Some(convention)) => window_of(scene.option_of(convention)),
        (None, None) => None,
    };
    if let (Some(day), Some(window)) = (&modifiers.before, &window) {
        // INVARIANT: dossiers without gaps have the day, and rules are refused where there may be none.
        let Value::Day(day) = scene.term(day, None) else { panic!("{day:?} has no day") };
        let (start, months) = match window {
            Value::Months(months) => (scene.months_later(day, -months), Some(*months)),
            Value::Days(count) => (day.plus_days(-count), None),
            other => panic!("{other:?} is no length"),
        };
        // What lies after the day of assessment is not looked at.
        return (Some(start.min(end)), day.min(end), months);
    }
    match window {
        Some(Value::Months(months)) => (Some(scene.months_later(end, -months)), end, Some(months)),
        Some(Value::Days(count)) => (Some(end.plus_days(-count)), end, None),
        _ => (None, end, None),
    }
}

enum Window {
    Months(i32),
    Days(Day, Day),
}

/// `sans limite`, `les 2 dernières années`, `les 90 derniers jours`
pub fn window_of(option: &str) -> Option<Value> {
    let mut words = option.strip_prefix("les ").or_else(|| option.strip_prefix("la "))?.split(' ');
    let first = words.next()?;
    let count = first.parse().unwrap_or(1);
    let unit = option.rsplit(' ').next()?;
    Some(match unit {
        "annees" | "annee" | "ans" | "an" => Value::Months(12 * count),
        "mois" => Value::Months(count),
        "semaines" | "semaine" => Value::Days(7 * count),
        "jours" | "jour" => Value::Days(count),
        other => panic!("« {other} » is no unit of a window"),
    })
}

/// `a duré`: the longest run; short gaps do not break it.
pub fn lasted(scene: &Scene<'_>, set: &Set, threshold: &Length, modifiers: &Modifiers) -> Measured {
    let (days, _) = within(scene, &set.days(), modifiers);
    let tolerance = modifiers.unbroken.as_ref().and_then(|(most, _)| most.as_ref()).map_or(0, days_of);
    let mut joined: Vec<(Day, Day)> = Vec::new();
    for (start, end) in days.runs() {
        match joined.last_mut() {
            Some((_, before)) if before.days_until(start) <= tolerance => *before = end,
            _ => joined.push((start, end)),
        }
    }
    let lengths = joined.into_iter().map(|(start, end)| between(scene, start, end, in_months(threshold)));
    lengths.max().unwrap_or((0, Ratio::from_integer(0)))
}

/// `totalise`: all days together.
pub fn totals(scene: &Scene<'_>, set: &Set, threshold: &Length, modifiers: &Modifiers) -> Measured {
    together(scene, set, in_months(threshold), modifiers)
}

/// The same as a value.
pub fn total(scene: &Scene<'_>, set: &Set, in_months: bool, modifiers: &Modifiers) -> Value {
    let (count, part) = together(scene, set, in_months, modifiers);
    match (in_months, part.is_zero()) {
        (false, _) => Value::Days(count),
        (true, true) => Value::Months(count),
        (true, false) => Value::PartMonths(count, part),
    }
}

fn together(scene: &Scene<'_>, set: &Set, in_months: bool, modifiers: &Modifiers) -> Measured {
    let (days, window) = within(scene, &set.days(), modifiers);
    if !in_months {
        return (days.len(), Ratio::from_integer(0));
    }
    let way = match &modifiers.counted {
        Some(named) => alinea::names::fold(&named.text),
        None => scene.option("mois d'activite").to_string(),
    };
    let counted = months(scene, &days, &way);
    // Never more than the window is long.
    match window {
        Some(Window::Months(months)) => counted.min((months, Ratio::from_integer(0))),
        Some(Window::Days(start, end)) if way == "de quantieme a quantieme" => {
            counted.min(months(scene, &Days::from_to(start, Some(end.plus_days(-1))), &way))
        }
        _ => counted,
    }
}

/// Days counted in months, in one of seven ways.
fn months(scene: &Scene<'_>, days: &Days, way: &str) -> Measured {
    let of_days = |count: i32| (count / 30, Ratio::new(i64::from(count % 30), 30));
    let by_month = || {
        let mut months: BTreeMap<i32, Vec<Day>> = BTreeMap::new();
        days.iter().for_each(|day| months.entry(period(day, 1)).or_default().push(day));
        months
    };
    let civil = |fits: &dyn Fn(&Vec<Day>) -> bool| {
        (by_month().values().filter(|days| fits(days)).count() as i32, Ratio::from_integer(0))
    };
    let runs = || days.runs().into_iter().map(|(start, end)| elapsed(start, end, scene.missing(start)));
    match way {
        "de quantieme a quantieme" => {
            let (months, left) = runs().fold((0, 0), |(months, left), (m, d)| (months + m, left + d));
            let (more, part) = of_days(left);
            (months + more, part)
        }
        "mois entiers de chaque periode" => (runs().map(|(months, _)| months).sum(), Ratio::from_integer(0)),
        "30 jours" => of_days(days.len()),
        "au prorata" => {
            let total: Ratio<i64> = days.iter().map(|day| Ratio::new(1, i64::from(days_in_month(day)))).sum();
            (total.to_integer() as i32, total.fract())
        }
        "mois civil entame" | "en mois civils entames" => civil(&|_| true),
        "mois civil complet" | "en mois civils complets" => civil(&|days| days.len() as i32 == days_in_month(days[0])),
        _ => {
            let floor: usize = way.split(' ').find_map(|word| word.parse().ok()).expect("a number of days");
            civil(&|days| days.len() >= floor)
        }
    }
}
