//! Single values, read as the schema says.

use super::Value;
use super::errors;
use super::read::Reader;
use super::tree::{Node, NodeKind};
use crate::check::closest;
use crate::plan::{Symbol, Type};
use crate::source::Span;
use crate::time::{Day, DayRange};
use crate::value::Decimal;

impl Reader<'_> {
    /// The value of a fact or column of type `of`.
    pub(super) fn scalar(&mut self, node: &Node, of: &Type, path: &str) -> Value {
        let NodeKind::Scalar { text, .. } = &node.kind else {
            self.report(errors::expected_shape(node.span, path, "une seule valeur"));
            return Value::Unknown;
        };
        let text = normalize(text);
        if node.is_null() || is_unknown(&text) {
            return Value::Unknown;
        }
        let span = node.span;
        let read = match of {
            Type::Truth => match truth_of(&text) {
                Some(value) => Some(Value::Truth(value)),
                None => {
                    let near = closest(&text, ["oui", "non"]);
                    self.report(errors::unknown_value(span, path, &text, &["oui", "non"], near));
                    None
                }
            },
            Type::Number => self.number(&text, of, span, path, ("un nombre", "« 12,5 »")),
            Type::Amount => self.number(&text, of, span, path, ("un montant", "« 1500,50 € »")),
            Type::Percent => self.number(&text, of, span, path, ("un pourcentage", "« 50 % »")),
            Type::Months | Type::Days => match length_of(&text, of) {
                Some(count) => Some(Value::Length(count)),
                None => {
                    let (wanted, example) = match of {
                        Type::Months => ("une durée en mois", "« 18 mois »"),
                        _ => ("une durée en jours", "« 90 jours »"),
                    };
                    self.report(errors::not_a(span, path, &text, wanted, example));
                    None
                }
            },
            Type::Date => self.date(&text, span, path).map(Value::Date),
            Type::Text | Type::Code => Some(Value::Symbol(self.symbol(&text))),
            Type::Enumeration(options) => self.option(&text, options, span, path),
            Type::Periods | Type::Rows => None,
        };
        read.unwrap_or(Value::Unknown)
    }

    /// The number, amount or percentage that a text writes; `wanted` is a name for it and an example.
    fn number(&mut self, text: &str, of: &Type, span: Span, path: &str, wanted: (&str, &str)) -> Option<Value> {
        let value = number_of(text, of);
        if value.is_none() {
            let bare = bare_number(text, of);
            let is_number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || " ,.-−".contains(c));
            let digits = bare.chars().filter(char::is_ascii_digit).count();
            self.report(if is_number && digits > 18 {
                errors::too_many_digits(span, path, text)
            } else {
                errors::not_a(span, path, text, wanted.0, wanted.1)
            });
        }
        value.map(Value::Number)
    }

    fn option(&mut self, text: &str, options: &[Symbol], span: Span, path: &str) -> Option<Value> {
        let symbol = self.plan.symbols.get(text).filter(|symbol| options.contains(symbol));
        if symbol.is_none() {
            let known: Vec<&str> = options.iter().filter_map(|option| self.plan.symbols.text(*option)).collect();
            let suggestion = closest(text, known.iter().copied());
            self.report(errors::unknown_value(span, path, text, &known, suggestion));
        }
        symbol.map(Value::Symbol)
    }

    /// The symbol of a text: the plan's, or one of this case alone.
    fn symbol(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.plan.symbols.get(text) {
            return symbol;
        }
        let known = self.texts.iter().position(|known| known == text);
        let index = known.unwrap_or_else(|| {
            self.texts.push(text.to_string());
            self.texts.len() - 1
        });
        Symbol((self.plan.symbols.len() + index) as u32)
    }

    /// A date known to the day, the month or the year.
    pub(super) fn date(&mut self, text: &str, span: Span, path: &str) -> Option<DayRange> {
        match date_of(text) {
            Ok(range) => return Some(range),
            Err(DateFault::NotADate) => {
                self.report(errors::not_a(span, path, text, "une date", "« 2024-06-15 », « 2024-06 » ou « 2024 »"));
            }
            Err(DateFault::OutOfRange) => self.report(errors::date_out_of_range(span, path, text)),
            Err(DateFault::NoSuchDay) => self.report(errors::impossible_date(span, path, text)),
        }
        None
    }
}

/// Whether a text says that a single value is not known.
pub(super) fn is_unknown(text: &str) -> bool {
    matches!(text, "inconnu" | "inconnue")
}

pub(super) fn truth_of(text: &str) -> Option<bool> {
    match text {
        "oui" | "true" => Some(true),
        "non" | "false" => Some(false),
        _ => None,
    }
}

/// A number, an amount in euros, or a percentage as a share of one.
pub(super) fn number_of(text: &str, of: &Type) -> Option<Decimal> {
    let value = Decimal::parse(bare_number(text, of))?;
    Some(if *of == Type::Percent { value.percent() } else { value })
}

/// A number without its unit; empty where the unit is wanted and absent.
fn bare_number<'t>(text: &'t str, of: &Type) -> &'t str {
    match of {
        Type::Amount => text.strip_suffix('€').or_else(|| text.strip_suffix("euros")).unwrap_or(text).trim(),
        Type::Percent => text.strip_suffix('%').map_or("", str::trim_end),
        _ => text,
    }
}

/// A length in the unit of its type.
pub(super) fn length_of(text: &str, of: &Type) -> Option<i32> {
    let mut words = text.split(' ');
    let count = words.next()?.parse::<i32>().ok().filter(|count| *count >= 0)?;
    let fits =
        matches!((words.next(), of), (None | Some("mois"), Type::Months) | (None | Some("jour" | "jours"), Type::Days));
    fits.then_some(count)
}

/// Why a text is not a date of a dossier.
pub(super) enum DateFault {
    NotADate,
    OutOfRange,
    NoSuchDay,
}

/// `2024-06-15`, `15/06/2024`, `2024-06` or `2024`.
pub(super) fn date_of(text: &str) -> Result<DayRange, DateFault> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
    };
    let (year, month, day) = match text.as_bytes() {
        [y @ .., b'-', m1, m2, b'-', d1, d2] if y.len() == 4 => {
            (number(y), Some(number(&[*m1, *m2])), Some(number(&[*d1, *d2])))
        }
        [d1, d2, b'/', m1, m2, b'/', y @ ..] if y.len() == 4 => {
            (number(y), Some(number(&[*m1, *m2])), Some(number(&[*d1, *d2])))
        }
        [y @ .., b'-', m1, m2] if y.len() == 4 => (number(y), Some(number(&[*m1, *m2])), None),
        y if y.len() == 4 => (number(y), None, None),
        _ => return Err(DateFault::NotADate),
    };
    let (Some(year), false, false) = (year, month == Some(None), day == Some(None)) else {
        return Err(DateFault::NotADate);
    };
    if !(1900..=2200).contains(&year) {
        return Err(DateFault::OutOfRange);
    }
    let range = match (month.flatten(), day.flatten()) {
        (None, _) => Some(DayRange::year(year as i32)),
        (Some(month), None) => DayRange::month(year as i32, month),
        (Some(month), Some(day)) => Day::from_ymd(year as i32, month, day).map(DayRange::exact),
    };
    range.ok_or(DateFault::NoSuchDay)
}

/// One kind of apostrophe and blank.
pub(super) fn normalize(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")
}
