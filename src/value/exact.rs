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

/// Why a text is not a number, or not one that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Something else stands there.
    NotANumber,
    /// There are more than 18 digits.
    TooManyDigits,
    /// `1.500`: a dot stands where French groups thousands and English begins decimals. Both numbers, as French writes
    /// them.
    TwoReadings {
        /// `1 500`
        thousands: String,
        /// `1,5`
        decimals: String,
    },
    /// `1.500.000`, `1,500.00`: several separators.
    Separators,
}

impl Decimal {
    /// Reads a number as a text writes it: `1 500,50`, `1500.50` or `12`. Blanks part groups of three digits.
    ///
    /// # Errors
    ///
    /// What else the text is; `1.500` and `1,500.00` are refused, for they may be meant otherwise than they are read.
    ///
    /// ```
    /// use alinea::value::{Decimal, NumberFault};
    ///
    /// assert_eq!(Decimal::parse("1 500,50"), Decimal::parse("1500.5"));
    /// assert_eq!(Decimal::parse("0.125"), Decimal::parse("0,125"));
    /// assert!(matches!(Decimal::parse("1.500"), Err(NumberFault::TwoReadings { .. })));
    /// assert_eq!(Decimal::parse("1.500,50"), Err(NumberFault::Separators));
    /// ```
    pub fn parse(text: &str) -> Result<Decimal, NumberFault> {
        let read = Digits::of(text)?;
        if read.point == Some('.') && read.places == 3 && (1..=3).contains(&read.whole) && !read.leads_with_zero {
            return Err(read.two_readings());
        }
        Ok(read.number())
    }

    /// Reads a number without quotes in JSON, where a point always begins decimals.
    ///
    /// # Errors
    ///
    /// What else the text is.
    pub fn parse_json(text: &str) -> Result<Decimal, NumberFault> {
        Digits::of(text).map(|read| read.number())
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

/// A number as it is written.
struct Digits {
    negative: bool,
    /// All digits in a row.
    digits: i64,
    leads_with_zero: bool,
    /// How many digits stand before the point, and behind it.
    whole: usize,
    places: usize,
    point: Option<char>,
}

impl Digits {
    fn of(text: &str) -> Result<Digits, NumberFault> {
        let (negative, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.strip_prefix(is_blank).unwrap_or(rest)),
            None => (false, text),
        };
        let leads_with_zero = rest.starts_with('0');
        let mut read = Digits { negative, digits: 0, leads_with_zero, whole: 0, places: 0, point: None };
        // Digits since the last blank, where there is one: three.
        let mut group: Option<usize> = None;
        for c in rest.chars() {
            match (c.to_digit(10), read.point) {
                (Some(digit), point) => {
                    *(if point.is_none() { &mut read.whole } else { &mut read.places }) += 1;
                    group = group.map(|count| count + 1);
                    if read.whole + read.places <= MAX_DIGITS {
                        read.digits = read.digits * 10 + i64::from(digit);
                    }
                }
                (None, None) if matches!(c, ',' | '.') && group.is_none_or(|count| count == 3) => read.point = Some(c),
                (None, None) if is_blank(c) && group.map_or(read.whole <= 3, |count| count == 3) => group = Some(0),
                _ => return Err(fault_of(rest)),
            }
            if read.whole == 0 {
                return Err(NumberFault::NotANumber);
            }
        }
        let is_whole = match read.point {
            Some(_) => read.places > 0,
            None => read.whole > 0 && group.is_none_or(|count| count == 3),
        };
        if !is_whole {
            return Err(NumberFault::NotANumber);
        }
        if read.whole + read.places > MAX_DIGITS {
            return Err(NumberFault::TooManyDigits);
        }
        Ok(read)
    }

    fn number(&self) -> Decimal {
        Decimal::of(if self.negative { -self.digits } else { self.digits }, self.places as u8)
    }

    /// What `1.500` may mean.
    fn two_readings(&self) -> NumberFault {
        let plain = |value: Exact| format_number(value, 3).replace('\u{202f}', " ");
        let decimals = self.number().exact();
        NumberFault::TwoReadings { thousands: plain(decimals * Ratio::from_integer(1000)), decimals: plain(decimals) }
    }
}

/// More digits than a number may have are no number that anyone means.
const MAX_DIGITS: usize = 18;

/// What a text is that is no number: perhaps one with several separators.
fn fault_of(text: &str) -> NumberFault {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || is_blank(c));
    let parts = text.split([',', '.']);
    if parts.clone().count() > 2 && parts.clone().all(is_number) {
        NumberFault::Separators
    } else {
        NumberFault::NotANumber
    }
}

/// Blanks that may part thousands.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
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

/// A decimal with a point, rounded half away from zero after twelve places where no decimal is exact.
pub fn format_decimal(value: Exact) -> String {
    let exact = format_exact(value);
    if !exact.contains('/') {
        return exact;
    }
    shifted(value, 0, 12).replace('\u{202f}', "").replace(',', ".")
}

/// As [`format_exact`], as a text of a dossier says it: with a comma where a point would be read as one of thousands.
pub fn format_text(value: Exact) -> String {
    let text = format_exact(value);
    if Decimal::parse(&text).is_ok() { text } else { text.replace('.', ",") }
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

/// An amount, rounded to the cent: `1 500 €`, `74,50 €`.
pub fn format_amount(value: Exact) -> String {
    amount(value, 2)
}

/// An amount with up to six decimals: `1 943,606 €`. What is computed may be no whole number of cents.
pub fn format_amount_exactly(value: Exact) -> String {
    amount(value, 6)
}

fn amount(value: Exact, places: u32) -> String {
    let text = format_number(value, places);
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
