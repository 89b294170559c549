//! Exact numbers.

use num_rational::Ratio;

/// An exact rational number; amounts are in euros, percentages are shares of one.
pub type Exact = Ratio<i128>;

/// Reads `1 500,50`, `1500.50` or `12`; `None` when it is not a number or has more than 18 digits.
pub fn parse_number(text: &str) -> Option<Exact> {
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let compact: String = digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (whole, decimals) = compact.split_once([',', '.']).unwrap_or((&compact, ""));
    let all_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let has_point = compact.contains([',', '.']);
    if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) || (has_point && decimals.is_empty()) {
        return None;
    }
    if whole.len() + decimals.len() > 18 {
        return None;
    }
    let scale = 10_i128.pow(decimals.len() as u32);
    let numerator: i128 = format!("{whole}{decimals}").parse().ok()?;
    Some(Ratio::new(if negative { -numerator } else { numerator }, scale))
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
