//! Single values, read as the schema says.

use super::Value;
use super::errors;
use super::reader::Reader;
use super::tree::{Node, NodeKind};
use crate::names::{closest, normalize};
use crate::plan::{Fact, Symbol, Type, Vocabulary};
use crate::source::Span;
use crate::time::{Day, DayRange};
use crate::value::{self, Decimal};

/// What a value must be.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'p> {
    of: &'p Type,
    whole: bool,
    below_zero: bool,
    vocabulary: Option<&'p Vocabulary>,
}

impl Wanted<'_> {
    pub(super) const DATE: Wanted<'static> =
        Wanted { of: &Type::Date, whole: false, below_zero: false, vocabulary: None };
    pub(super) const TRUTH: Wanted<'static> =
        Wanted { of: &Type::Truth, whole: false, below_zero: false, vocabulary: None };
}

impl<'p> Wanted<'p> {
    /// A number of a type, below zero or not.
    pub(super) fn signed(of: &'p Type) -> Wanted<'p> {
        Wanted { of, whole: false, below_zero: true, vocabulary: None }
    }
}

impl<'p> From<&'p Fact> for Wanted<'p> {
    fn from(fact: &'p Fact) -> Wanted<'p> {
        Wanted {
            of: &fact.kind,
            whole: fact.whole,
            below_zero: fact.below_zero,
            vocabulary: fact.vocabulary.as_deref(),
        }
    }
}

impl Reader<'_> {
    /// The value of a fact or column.
    pub(super) fn scalar(&mut self, node: &Node, wanted: Wanted, path: &str) -> Value {
        let span = node.span;
        let NodeKind::Scalar { text, json_number, .. } = &node.kind else {
            self.report(span, |span| errors::expected_shape(span, path, "une seule valeur"));
            return Value::Unknown;
        };
        let text = normalize(text);
        if node.is_null() || is_unknown(&text) {
            return Value::Unknown;
        }
        let read = match wanted.of {
            Type::Truth => {
                let truth = truth_of(&text);
                if truth.is_none() {
                    self.report(span, |span| {
                        let near = closest(&text, ["oui", "non"]);
                        errors::unknown_value(span, path, &text, &["oui", "non"], near)
                    });
                }
                truth.map(Value::Truth)
            }
            Type::Number | Type::Amount | Type::Percent => self.number(&text, *json_number, wanted, span, path),
            Type::Months | Type::Days => {
                let length = length_of(&text, wanted.of);
                if length.is_none() {
                    let (wanted, example) = match wanted.of {
                        Type::Months => ("une durée en mois", "« 18 mois »"),
                        _ => ("une durée en jours", "« 90 jours »"),
                    };
                    self.report(span, |span| errors::not_a(span, path, &text, wanted, example));
                }
                length.map(Value::Length)
            }
            Type::Date => self.date(&text, span, path).map(Value::Date),
            Type::Text | Type::Code => match wanted.vocabulary {
                Some(vocabulary) => self.code(&text, vocabulary, span, path),
                None => Some(Value::Symbol(self.symbol(&text))),
            },
            Type::Enumeration(options) | Type::Scale(options) => self.option(&text, options, span, path),
            Type::Periods | Type::Rows => None,
        };
        read.unwrap_or(Value::Unknown)
    }

    /// The number, amount or percentage that a text writes, or a number of JSON.
    pub(super) fn number(&mut self, text: &str, json: bool, wanted: Wanted, span: Span, path: &str) -> Option<Value> {
        let (named, example, unit) = match wanted.of {
            Type::Amount => ("un montant", "« 1500,50 € »", " €"),
            Type::Percent => ("un pourcentage", "« 50 % »", " %"),
            _ if wanted.whole => ("un nombre entier", "« 12 »", ""),
            _ => ("un nombre", "« 12,5 »", ""),
        };
        use value::NumberFault::{NotANumber, Separators, TooManyDigits, TwoReadings};
        match number_of(text, json, wanted.of, Allowed { whole: wanted.whole, below_zero: wanted.below_zero }) {
            Ok(value) => return Some(Value::Number(value)),
            Err(NumberFault::BelowZero) => self.report(span, |span| errors::below_zero(span, path, text, named)),
            Err(NumberFault::NotWhole) => self.report(span, |span| errors::not_a(span, path, text, named, example)),
            Err(NumberFault::Written(TooManyDigits)) => {
                self.report(span, |span| errors::too_many_digits(span, path, text));
            }
            Err(NumberFault::Written(TwoReadings { thousands, decimals })) => self.report(span, |span| {
                let (thousands, decimals) = (format!("{thousands}{unit}"), format!("{decimals}{unit}"));
                errors::two_readings(span, path, text, &thousands, &decimals)
            }),
            Err(NumberFault::Written(Separators)) => {
                self.report(span, |span| errors::separators(span, path, text));
            }
            Err(NumberFault::Written(NotANumber)) => {
                self.report(span, |span| errors::not_a(span, path, text, named, example));
            }
        }
        None
    }

    fn option(&mut self, text: &str, options: &[Symbol], span: Span, path: &str) -> Option<Value> {
        let symbols = &self.plan.symbols;
        let symbol = symbols.get(text).filter(|symbol| options.contains(symbol));
        if symbol.is_none() {
            self.report(span, |span| {
                let known: Vec<&str> = options.iter().filter_map(|option| symbols.text(*option)).collect();
                let near = closest(text, known.iter().copied());
                errors::unknown_value(span, path, text, &known, near)
            });
        }
        symbol.map(Value::Symbol)
    }

    fn code(&mut self, text: &str, vocabulary: &Vocabulary, span: Span, path: &str) -> Option<Value> {
        let symbols = &self.plan.symbols;
        let code = vocabulary.find(symbols, text);
        if code.is_none() {
            let told = self.told();
            self.report(span, |span| {
                let known: Vec<&str> = vocabulary.codes().iter().filter_map(|code| symbols.text(*code)).collect();
                errors::unknown_value(span, path, text, &known, vocabulary.nearest(symbols, text, told))
            });
        }
        code.map(Value::Symbol)
    }

    /// A date known to the day, the month or the year.
    pub(super) fn date(&mut self, text: &str, span: Span, path: &str) -> Option<DayRange> {
        match date_of(text) {
            Ok(range) => return Some(range),
            Err(DateFault::NotADate) => self.report(span, |span| {
                errors::not_a(span, path, text, "une date", "« 2024-06-15 », « 2024-06 » ou « 2024 »")
            }),
            Err(DateFault::OutOfRange) => self.report(span, |span| errors::date_out_of_range(span, path, text)),
            Err(DateFault::NoSuchDay) => self.report(span, |span| errors::impossible_date(span, path, text)),
        }
        None
    }
}

/// Whether a text says that a single value is not known.
pub(super) fn is_unknown(text: &str) -> bool {
    is_one_of(text, &["inconnu", "inconnue"])
}

/// Whether a text says that nothing is known of rows.
pub(super) fn is_unknown_rows(text: &str) -> bool {
    is_one_of(text, &UNKNOWN_ROWS)
}

/// Words for rows of which nothing is known.
pub(super) const UNKNOWN_ROWS: [&str; 4] = ["inconnu", "inconnue", "inconnus", "inconnues"];

/// Whether a text says that a period goes on.
pub(super) fn is_ongoing(text: &str) -> bool {
    is_one_of(text, &["en cours"])
}

/// Whether a text is one of some words without accents, in whatever case.
pub(super) fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub(super) fn truth_of(text: &str) -> Option<bool> {
    match text {
        "oui" | "true" => Some(true),
        "non" | "false" => Some(false),
        _ if is_one_of(text, &["oui", "true"]) => Some(true),
        _ if is_one_of(text, &["non", "false"]) => Some(false),
        _ => None,
    }
}

/// Why a text is not the number that is wanted.
pub(super) enum NumberFault {
    Written(value::NumberFault),
    BelowZero,
    NotWhole,
}

/// Which numbers are taken.
#[derive(Clone, Copy)]
pub(super) struct Allowed {
    /// Whole ones only.
    pub(super) whole: bool,
    /// Those below zero too.
    pub(super) below_zero: bool,
}

/// A number, an amount in euros, or a percentage as a share of one; `json` for a number of JSON, which has no quotes.
pub(super) fn number_of(text: &str, json: bool, of: &Type, allowed: Allowed) -> Result<Decimal, NumberFault> {
    let bare = bare_number(text, of);
    let read = if json { Decimal::parse_json(bare) } else { Decimal::parse(bare) };
    let value = read.map_err(NumberFault::Written)?;
    if value.is_negative() && !allowed.below_zero {
        return Err(NumberFault::BelowZero);
    }
    if allowed.whole && !value.exact().is_integer() {
        return Err(NumberFault::NotWhole);
    }
    Ok(if *of == Type::Percent { value.percent() } else { value })
}

/// A number without its unit; empty where the unit is wanted and absent.
pub(super) fn bare_number<'t>(text: &'t str, of: &Type) -> &'t str {
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
