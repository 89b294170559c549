//! How values were computed, step by step: in lines, and as JSON.

use serde_json::{Value, json};

use super::values::{bounds, interval, row, side};
use super::words::{self, told};
use super::working;
use crate::eval::{Skipped, Sliced};
use crate::explain::{
    Column, DayFound, Formula, LengthMade, Made, MeanMade, MeanPart, PeriodWeight, RowWeight, RowsMade, Said, Step,
};
use crate::plan::{AggregateKind, Each, ElapsedUnit, Type};
use crate::time::Interval;
use crate::value::{
    Arithmetic, Bounds, Exact, Rounding, RoundingUnit, RoundingWay, format_amount_exactly, format_decimal,
    format_number, format_percent,
};

/// The lines of some steps, each with how much deeper it stands than a step.
pub(super) fn lines(steps: &[Step]) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for step in steps {
        let result = || format!("{} : {}", step.sentence, came_to(step));
        let (head, below) = match &step.made {
            Made::Computed(formula) => (format!("{} = {}", written(formula, 0), came_to(step)), Vec::new()),
            Made::Rounded(of, way) => (format!("{} {} : {}", told(of), rounding(*way), came_to(step)), Vec::new()),
            Made::Length(made) => (result(), length(made)),
            Made::Rows(made) => (result(), rows(made)),
            Made::Line { of, line: Some(line) } => {
                (format!("{} : {} ; ligne « {line} »", of.name, told(of)), Vec::new())
            }
            Made::Line { of, line: None } => {
                (format!("{} : {} ; plusieurs lignes possibles", of.name, told(of)), Vec::new())
            }
            Made::Slices(of, reached) => (result(), slices(&of.of, reached)),
            Made::Mean(made) => (result(), mean(made)),
            Made::DayFrom { from, way, skipped } => day_found(step, from, *way, skipped.as_deref()),
            Made::InDefault => (format!("sans valeur, à défaut {}", came_to(step)), Vec::new()),
        };
        lines.push((0, head));
        lines.extend(below.into_iter().map(|line| (1, line)));
    }
    lines
}

/// A value without words of its own.
fn nameless(of: &Type, value: &Said) -> Column {
    Column { name: String::new(), of: of.clone(), value: value.clone() }
}

fn came_to(step: &Step) -> String {
    told(&nameless(&step.of, &step.value))
}

/// « 57 % × salaire (1 200,00 €) + 20 € »: a computation with its values; brackets where the rank of what is around it
/// binds closer.
fn written(formula: &Formula, rank: u8) -> String {
    let all = |formulas: &[Formula]| formulas.iter().map(|one| written(one, 0)).collect::<Vec<_>>();
    match formula {
        Formula::Written(column) => column.name.clone(),
        Formula::Value(column) => format!("{} ({})", column.name, told(column)),
        Formula::Binary(operator, left, right) => {
            let (own, sign) = match operator {
                Arithmetic::Add => (1, "+"),
                Arithmetic::Subtract => (1, "−"),
                Arithmetic::Multiply => (2, "×"),
                Arithmetic::Divide => (2, "/"),
            };
            let both = format!("{} {sign} {}", written(left, own), written(right, own + 1));
            if own < rank { format!("({both})") } else { both }
        }
        Formula::Smallest(formulas) => format!("le plus petit de {}", words::and(&all(formulas))),
        Formula::Largest(formulas) => format!("le plus grand de {}", words::and(&all(formulas))),
        Formula::Shift { by, after, from } => {
            let side = if *after { "après" } else { "avant" };
            format!("{} {side} {}", written(by, 3), written(from, 3))
        }
        Formula::Elapsed(unit, from, to) => {
            let unit = match unit {
                ElapsedUnit::Years => "d'années",
                ElapsedUnit::Months => "de mois",
                ElapsedUnit::Days => "de jours",
            };
            format!("nombre {unit} entre {} et {}", written(from, 0), written(to, 0))
        }
    }
}

/// « samedi 1er mai 2027, reporté au premier jour ouvrable : lundi 3 mai 2027 », and the days passed over with their reasons.
fn day_found(step: &Step, from: &Column, way: DayFound, skipped: Option<&[Skipped]>) -> (String, Vec<String>) {
    let found = Column { name: String::new(), of: step.of.clone(), value: step.value.clone() };
    let (from, found) = (working::day(from), working::day(&found));
    let below = skipped.map(working::skipped).unwrap_or_default();
    let head = match way {
        DayFound::Postponed(days) if skipped.is_some_and(<[Skipped]>::is_empty) => {
            format!("{} : {}, non reporté", from.value, working::one(days))
        }
        DayFound::Postponed(days) => {
            format!("{} reporté au premier {} : {}", from.value, working::word(days), found.value)
        }
        DayFound::Working(..) | DayFound::MonthStart | DayFound::MonthEnd | DayFound::Next | DayFound::Previous => {
            format!("{} {} = {}", working::way(way), from.named(), found.value)
        }
    };
    (head, below)
}

fn rounding(Rounding { unit, way }: Rounding) -> String {
    let unit = match unit {
        RoundingUnit::Cent => "arrondi au centime",
        RoundingUnit::Tenth => "arrondi au dixième",
        RoundingUnit::One => "arrondi à l'unité",
        RoundingUnit::Euro => "arrondi à l'euro",
        RoundingUnit::TenEuros => "arrondi à la dizaine d'euros",
        RoundingUnit::TenthOfPoint => "arrondi au dixième de point",
        RoundingUnit::Point => "arrondi au point",
    };
    let way = match way {
        RoundingWay::Nearest => "le plus proche",
        RoundingWay::Up => "supérieur",
        RoundingWay::Down => "inférieur",
    };
    format!("{unit} {way}")
}

fn window(days: Option<Interval>, is_open: bool) -> Option<String> {
    let open = if is_open { ", selon le jour d'appréciation" } else { "" };
    days.map(|days| format!("fenêtre {}{open}", words::interval(days)))
}

/// What a length was taken over: its window, the interruptions that it bears, the periods that count and those that do not.
pub(super) fn length(made: &LengthMade) -> Vec<String> {
    let mut lines: Vec<String> = window(made.window, made.window_is_open).into_iter().collect();
    lines.extend(made.bridged.iter().map(|gap| format!("interruption comprise : {}", words::between(*gap))));
    for row in &made.counted {
        let verb = if row.certain { "compte" } else { "compte peut-être" };
        lines.push(format!("{verb} : {}", words::row(row)));
    }
    lines.extend(made.set_aside.iter().map(|row| format!("écarté : {}", words::row(row))));
    lines
}

fn rows(made: &RowsMade) -> Vec<String> {
    let mut lines: Vec<String> = window(made.window, made.window_is_open).into_iter().collect();
    lines.extend(made.counted.iter().map(|row| counted(row, &made.of)));
    lines.extend(made.set_aside.iter().map(|row| format!("écarté : {}", words::row(row))));
    let period = |period: &PeriodWeight| {
        let value = amount(&made.of, &period.value);
        let aside = if period.kept == Some(false) { ", non retenu" } else { "" };
        format!("{} : {value}{aside}", words::interval(period.days))
    };
    lines.extend(made.periods.iter().map(period));
    if let Some(by) = made.divided_by {
        let unit = if made.kind == AggregateKind::MonthlyMean { " mois" } else { "" };
        lines.push(format!("somme divisée par {}{unit}", amount(&Type::Number, &Bounds::exact(by))));
    }
    lines
}

/// « compte : emploi n° 2, du … au … : 9 000,00 € pour 62 jours sur 184, soit environ 3 032,61 € »
fn counted(row: &RowWeight, of: &Type) -> String {
    let verb = if row.row.certain { "compte" } else { "compte peut-être" };
    let mut line = format!("{verb} : {}", words::row(&row.row));
    if let Some(value) = &row.value {
        line.push_str(&format!(" : {}", told(&nameless(of, value))));
    }
    let is_whole = row.weight.known() == Some(&Exact::from_integer(1));
    if let (Some((kept, all)), false) = (row.days, is_whole) {
        let plural = if kept > 1 { "s" } else { "" };
        line.push_str(&format!(" pour {kept} jour{plural} sur {all}"));
        if let (Some(gives), Some(_)) = (&row.gives, &row.value) {
            line.push_str(&format!(", soit {}", amount(of, gives)));
        }
    }
    if row.kept == Some(false) {
        line.push_str(", non retenu");
    }
    line
}

fn amount(of: &Type, value: &Bounds<Exact>) -> String {
    told(&nameless(of, &Said::Number(*value)))
}

/// « de 11 294 € à 28 797 € : 11 % de 17 503 €, soit 1 925,33 € »: what a scale makes of a value, slice by slice.
fn slices(of: &Type, slices: &[Sliced]) -> Vec<String> {
    let exactly = |value: Exact| match of {
        Type::Amount => format_amount_exactly(value),
        _ => format_number(value, 6),
    };
    let one = |slice: &Sliced| {
        let ends = match slice.until {
            Some(until) if slice.from == Exact::from_integer(0) => format!("jusqu'à {}", exactly(until)),
            Some(until) => format!("de {} à {}", exactly(slice.from), exactly(until)),
            None => format!("au-delà de {}", exactly(slice.from)),
        };
        let rate = format_percent(slice.rate, 6);
        format!("{ends} : {rate} de {}, soit {}", exactly(slice.part), exactly(slice.owed))
    };
    slices.iter().map(one).collect()
}

/// « de juillet à décembre 2023 : 1 747,20 €, 6 mois »: the values of a parameter over a window.
fn mean(made: &MeanMade) -> Vec<String> {
    let (one, many) = match made.each {
        Each::Month => ("mois", "mois"),
        Each::Day => ("jour", "jours"),
    };
    let counted = |count: i32| format!("{count} {}", if count > 1 { many } else { one });
    let part = |part: &MeanPart| {
        let value = part.value.as_ref().map_or("inconnu".to_string(), |value| told(&nameless(&made.of, value)));
        let days = match made.each {
            Each::Month => words::months(part.days),
            Each::Day => words::between(part.days),
        };
        let count = part.count.map(|count| format!(", {}", counted(count))).unwrap_or_default();
        format!("{days} : {value}{count}")
    };
    let mut lines: Vec<String> = made.parts.iter().map(part).collect();
    lines.extend(made.divided_by.map(|by| format!("somme divisée par {}", counted(by))));
    lines
}

/// Steps as JSON.
pub(super) fn json(steps: &[Step]) -> Vec<Value> {
    steps.iter().map(step).collect()
}

fn step(step: &Step) -> Value {
    let own = side(&Column { name: step.sentence.clone(), of: step.of.clone(), value: step.value.clone() });
    let (how, detail) = match &step.made {
        Made::Computed(formula) => {
            let mut operands = Vec::new();
            leaves(formula, &mut operands);
            (
                "computed",
                json!({ "formula": written(formula, 0), "operands": operands.into_iter().map(side).collect::<Vec<_>>() }),
            )
        }
        Made::Rounded(of, way) => ("rounded", json!({ "of": side(of), "to": rounding(*way) })),
        Made::Length(made) => (
            "length",
            json!({
                "window": made.window.map(interval),
                "continuity": made.continuity.map(|continuity| continuity.to_string()),
                "bridged": made.bridged.iter().copied().map(interval).collect::<Vec<_>>(),
                "counted": made.counted.iter().map(row).collect::<Vec<_>>(),
                "set_aside": made.set_aside.iter().map(row).collect::<Vec<_>>(),
            }),
        ),
        Made::Rows(made) => ("rows", rows_json(made)),
        Made::Line { of, line } => ("line", json!({ "of": side(of), "line": line })),
        Made::Slices(of, reached) => {
            ("scale", json!({ "of": side(of), "slices": reached.iter().map(slice).collect::<Vec<_>>() }))
        }
        Made::Mean(made) => {
            let part = |part: &MeanPart| {
                let value = part.value.as_ref().map(|value| side(&nameless(&made.of, value)));
                json!({ "days": interval(part.days), "value": value, "count": part.count })
            };
            let each = match made.each {
                Each::Month => "month",
                Each::Day => "day",
            };
            let parts = made.parts.iter().map(part).collect::<Vec<_>>();
            ("mean", json!({ "each": each, "parts": parts, "divided_by": made.divided_by }))
        }
        Made::DayFrom { from, way, skipped } => {
            let skipped = skipped.as_ref().map(|days| days.iter().map(working::json).collect::<Vec<_>>());
            let (way, count, days) = working::keys(*way);
            let detail = json!({ "way": way, "count": count, "days": days, "from": side(from), "skipped": skipped });
            ("day", detail)
        }
        Made::InDefault => ("default", json!({})),
    };
    json!({ "made": how, "result": own, "detail": detail })
}

fn leaves<'f>(formula: &'f Formula, found: &mut Vec<&'f Column>) {
    match formula {
        Formula::Written(_) => {}
        Formula::Value(column) => found.push(column),
        Formula::Binary(_, left, right) => {
            leaves(left, found);
            leaves(right, found);
        }
        Formula::Smallest(all) | Formula::Largest(all) => all.iter().for_each(|one| leaves(one, found)),
        Formula::Shift { by: one, from: other, .. } | Formula::Elapsed(_, one, other) => {
            leaves(one, found);
            leaves(other, found);
        }
    }
}

fn rows_json(made: &RowsMade) -> Value {
    let number = |value: &Bounds<Exact>| bounds(value, |value| json!(format_decimal(*value)));
    let weight = |one: &RowWeight| {
        let value = one.value.as_ref().map(|value| side(&nameless(&made.of, value)));
        json!({
            "row": row(&one.row),
            "value": value,
            "weight": number(&one.weight),
            "days": one.days.map(|(kept, all)| json!({ "kept": kept, "all": all })),
            "gives": one.gives.as_ref().map(number),
            "kept": one.kept,
        })
    };
    let period =
        |one: &PeriodWeight| json!({ "days": interval(one.days), "gives": number(&one.value), "kept": one.kept });
    json!({
        "window": made.window.map(interval),
        "counted": made.counted.iter().map(weight).collect::<Vec<_>>(),
        "set_aside": made.set_aside.iter().map(row).collect::<Vec<_>>(),
        "periods": made.periods.iter().map(period).collect::<Vec<_>>(),
        "divided_by": made.divided_by.map(format_decimal),
    })
}

/// What lies in one slice of a scale.
fn slice(one: &Sliced) -> Value {
    json!({
        "from": format_decimal(one.from),
        "until": one.until.map(format_decimal),
        "rate": format_decimal(one.rate),
        "part": format_decimal(one.part),
        "owed": format_decimal(one.owed),
    })
}
