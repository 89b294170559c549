//! Single values, read as the schema says.

use super::Value;
use super::errors;
use super::read::Reader;
use super::tree::{Node, NodeKind};
use crate::check::closest;
use crate::plan::{Symbol, Type};
use crate::source::Span;
use crate::time::{Day, DayRange};
use crate::value::{Exact, parse_number};

impl Reader<'_> {
    /// The value of a fact or column of type `of`.
    pub(super) fn scalar(&mut self, node: &Node, of: &Type, path: &str) -> Value {
        let NodeKind::Scalar { text, .. } = &node.kind else {
            self.report(errors::expected_shape(node.span, path, "une seule valeur"));
            return Value::Unknown;
        };
        let text = normalize(text);
        if node.is_null() || text == "inconnu" || text == "inconnue" {
            return Value::Unknown;
        }
        let read = match of {
            Type::Truth => match text.as_str() {
                "oui" | "true" => Some(Value::Truth(true)),
                "non" | "false" => Some(Value::Truth(false)),
                _ => {
                    self.report(errors::unknown_value(
                        node.span,
                        path,
                        &text,
                        &["oui", "non"],
                        closest(&text, ["oui", "non"]),
                    ));
                    None
                }
            },
            Type::Number => self.number(&text, &text, node.span, path, ("un nombre", "« 12,5 »")),
            Type::Amount => {
                let bare = text.strip_suffix('€').or_else(|| text.strip_suffix("euros")).unwrap_or(&text).trim();
                self.number(bare, &text, node.span, path, ("un montant", "« 1500,50 € »"))
            }
            Type::Percent => {
                let bare = text.strip_suffix('%').map_or("", str::trim_end);
                match self.number(bare, &text, node.span, path, ("un pourcentage", "« 50 % »")) {
                    Some(Value::Number(value)) => Some(Value::Number(value / Exact::from_integer(100))),
                    _ => None,
                }
            }
            Type::Months | Type::Days => match text.split(' ').next().and_then(|count| count.parse::<i32>().ok()) {
                Some(count) if count >= 0 && fits_unit(&text, of) => Some(Value::Length(count)),
                _ => {
                    let (wanted, example) = match of {
                        Type::Months => ("une durée en mois", "« 18 mois »"),
                        _ => ("une durée en jours", "« 90 jours »"),
                    };
                    self.report(errors::not_a(node.span, path, &text, wanted, example));
                    None
                }
            },
            Type::Date => self.date(&text, node.span, path).map(Value::Date),
            Type::Text | Type::Code => Some(Value::Symbol(self.symbol(&text))),
            Type::Enumeration(options) => self.option(&text, options, node.span, path),
            Type::Periods | Type::Rows => None,
        };
        read.unwrap_or(Value::Unknown)
    }

    /// The number that `bare` writes, of the words `text`; `wanted` is a name for it and an example.
    fn number(&mut self, bare: &str, text: &str, span: Span, path: &str, wanted: (&str, &str)) -> Option<Value> {
        let value = parse_number(bare);
        if value.is_none() {
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
        let parts: Vec<&str> = text.split('-').collect();
        let slashed: Vec<&str> = text.split('/').collect();
        let digits = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u32>().unwrap_or(0))
        };
        let read = match (parts.as_slice(), slashed.as_slice()) {
            ([year], _) if digits(year, 4).is_some() => digits(year, 4).map(|year| (year, None, None)),
            ([year, month], _) => match (digits(year, 4), digits(month, 2)) {
                (Some(year), Some(month)) => Some((year, Some(month), None)),
                _ => None,
            },
            ([year, month, day], _) | (_, [day, month, year]) => {
                match (digits(year, 4), digits(month, 2), digits(day, 2)) {
                    (Some(year), Some(month), Some(day)) => Some((year, Some(month), Some(day))),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some((year, month, day)) = read else {
            self.report(errors::not_a(span, path, text, "une date", "« 2024-06-15 », « 2024-06 » ou « 2024 »"));
            return None;
        };
        if !(1900..=2200).contains(&year) {
            self.report(errors::date_out_of_range(span, path, text));
            return None;
        }
        let range = match (month, day) {
            (None, _) => Some(DayRange::year(year as i32)),
            (Some(month), None) => DayRange::month(year as i32, month),
            (Some(month), Some(day)) => Day::from_ymd(year as i32, month, day).map(DayRange::exact),
        };
        if range.is_none() {
            self.report(errors::impossible_date(span, path, text));
        }
        range
    }
}

fn fits_unit(text: &str, of: &Type) -> bool {
    matches!(
        (text.split(' ').nth(1), of),
        (None | Some("mois"), Type::Months) | (None | Some("jour" | "jours"), Type::Days)
    )
}

/// One kind of apostrophe and blank.
pub(super) fn normalize(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")
}
