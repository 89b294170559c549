//! Exact numbers.

use num_rational::Ratio;

/// An exact rational number; amounts are in euros, percentages are shares of one.
pub type Exact = Ratio<i128>;

/// A number as a dossier writes it: at most 18 digits, and two more decimals for a percentage. Half the size of an
/// [`Exact`], for dossiers hold many.
// INVARIANT: the last decimal is not 0, so that equal numbers are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i64,
    places: u8,
}

impl Decimal {
    /// Reads `1 500,50`, `1500.50` or `12`; `None` when it is not a number or has more than 18 digits.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut digits = 0_i64;
        let (mut whole, mut places, mut after_point) = (0, 0, false);
        for c in rest.chars() {
            match c {
                ' ' | '\u{a0}' | '\u{202f}' => {}
                ',' | '.' if !after_point => after_point = true,
                _ => {
                    let digit = c.to_digit(10)?;
                    *(if after_point { &mut places } else { &mut whole }) += 1;
                    if whole + places > 18 {
                        return None;
                    }
                    digits = digits * 10 + i64::from(digit);
                }
            }
        }
        if whole == 0 || (after_point && places == 0) {
            return None;
        }
        Some(Decimal::of(if negative { -digits } else { digits }, places))
    }

    /// The number divided by a hundred, as a percentage is.
    #[must_use]
    pub fn percent(self) -> Decimal {
        Decimal::of(self.digits, self.places + 2)
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// The same number, to compute with.
    pub fn exact(self) -> Exact {
        match self.places {
            0 => Ratio::from_integer(i128::from(self.digits)),
            places => Ratio::new(i128::from(self.digits), 10_i128.pow(u32::from(places))),
        }
    }

    fn of(mut digits: i64, mut places: u8) -> Decimal {
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        Decimal { digits, places }
    }
}

impl TryFrom<Exact> for Decimal {
    type Error = NotDecimal;

    fn try_from(number: Exact) -> Result<Decimal, NotDecimal> {
        let scaled = (0..=20).map(|places| (places, number * Ratio::from_integer(10_i128.pow(u32::from(places)))));
        let (places, digits) = scaled.into_iter().find(|(_, scaled)| scaled.is_integer()).ok_or(NotDecimal)?;
        Ok(Decimal { digits: i64::try_from(digits.to_integer()).map_err(|_| NotDecimal)?, places })
    }
}

/// The number has no decimal form that a dossier can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDecimal;

/// Reads a number as [`Decimal::parse`] does.
pub fn parse_number(text: &str) -> Option<Exact> {
    Decimal::parse(text).map(Decimal::exact)
}

/// Rounds to a whole number; halves go away from zero.
pub fn round(value: Exact) -> i128 {
    value.round().to_integer()
}

/// An exact decimal with a point and as many places as it needs, else a fraction.
pub fn format_exact(value: Exact) -> String {
    let mut written = Written::new(value);
    let mut decimals = String::new();
    while written.rest != 0 {
        if decimals.len() == MAX_PLACES {
            return value.to_string();
        }
        decimals.push(char::from(b'0' + written.next_digit()));
    }
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{}{}{point}{decimals}", written.sign, written.whole)
}

/// More decimals than any number has that is one of decimals.
const MAX_PLACES: usize = 127;

/// A number as French writes it, with up to `places` decimals, rounded half away from zero when it has more.
pub fn format_number(value: Exact, places: u32) -> String {
    shifted(value, 0, places as usize)
}

/// A share of one as a percentage, with up to `places` decimals, rounded half away from zero when it has more: `55 %`.
pub fn format_percent(value: Exact, places: u32) -> String {
    format!("{} %", shifted(value, 2, places as usize))
}

/// A number with its point moved to the right.
fn shifted(value: Exact, by: usize, places: usize) -> String {
    let mut written = Written::new(value);
    let mut digits: Vec<u8> = written.whole.to_string().bytes().map(|digit| digit - b'0').collect();
    digits.extend((0..by + places).map(|_| written.next_digit()));
    // What is left is less than the denominator, so that twice as much fits.
    if 2 * written.rest >= written.denominator {
        let kept = digits.iter().rposition(|digit| *digit < 9);
        digits[kept.map_or(0, |at| at + 1)..].fill(0);
        match kept {
            Some(at) => digits[at] += 1,
            None => digits.insert(0, 1),
        }
    }
    let sign = if digits.iter().all(|digit| *digit == 0) { "" } else { written.sign };
    let text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    let (whole, decimals) = text.split_at(text.len() - places);
    let significant = whole.trim_start_matches('0');
    let grouped = group_thousands(if significant.is_empty() { "0" } else { significant });
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{grouped}"),
        decimals => format!("{sign}{grouped},{decimals}"),
    }
}

/// A number on its way to be written, digit by digit: nothing is multiplied that may not fit.
struct Written {
    sign: &'static str,
    whole: u128,
    /// What is left after the digits that were given, in parts of the denominator; less than the denominator.
    rest: u128,
    denominator: u128,
}

impl Written {
    fn new(value: Exact) -> Written {
        let (number, denominator) = (value.numer().unsigned_abs(), value.denom().unsigned_abs());
        let sign = if *value.numer() < 0 { "-" } else { "" };
        Written { sign, whole: number / denominator, rest: number % denominator, denominator }
    }

    fn next_digit(&mut self) -> u8 {
        let mut digit = 0;
        let mut sum = 0;
        for _ in 0..10 {
            sum += self.rest;
            if sum >= self.denominator {
                sum -= self.denominator;
                digit += 1;
            }
        }
        self.rest = sum;
        digit
    }
}

/// An amount: `1 500 €`, `74,50 €`.
pub fn format_amount(value: Exact) -> String {
    let text = format_number(value, 2);
    match text.split_once(',') {
        Some((whole, decimals)) if decimals.len() == 1 => format!("{whole},{decimals}0 €"),
        _ => format!("{text} €"),
    }
}

fn group_thousands(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}
