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
    let places = (0..=18).map(|places| format_number(value, places));
    let mut plain =
        places.map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(',', "."));
    plain.find(|text| parse_number(text) == Some(value)).unwrap_or_else(|| value.to_string())
}

/// A number as French writes it, with up to `places` decimals, rounded half away from zero when it has more.
pub fn format_number(value: Exact, places: u32) -> String {
    let scale = 10_i128.pow(places);
    let scaled = round(value * Ratio::from_integer(scale));
    let (sign, digits) = if scaled < 0 { ("-", -scaled) } else { ("", scaled) };
    let (whole, decimals) = (digits / scale, digits % scale);
    let grouped = group_thousands(whole);
    if decimals == 0 {
        return format!("{sign}{grouped}");
    }
    let decimals = format!("{decimals:0width$}", width = places as usize);
    format!("{sign}{grouped},{}", decimals.trim_end_matches('0'))
}

/// An amount: `1 500 €`, `74,50 €`.
pub fn format_amount(value: Exact) -> String {
    let text = format_number(value, 2);
    match text.split_once(',') {
        Some((whole, decimals)) if decimals.len() == 1 => format!("{whole},{decimals}0 €"),
        _ => format!("{text} €"),
    }
}

fn group_thousands(whole: i128) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}
