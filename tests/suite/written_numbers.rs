//! Numbers as they are written and read.

use alinea::value::{Exact, format_exact, format_number, format_percent};

fn ratio(number: i128, of: i128) -> Exact {
    Exact::new(number, of)
}

#[test]
fn decimals_are_rounded_half_away_from_zero() {
    let written = |number, of, places| format_number(ratio(number, of), places);
    assert_eq!(written(1, 8, 2), "0,13");
    assert_eq!(written(-1, 8, 2), "-0,13");
    assert_eq!(written(-1, 1000, 2), "0");
    assert_eq!(written(1999, 2, 0), "1\u{202f}000");
    assert_eq!(written(99_999, 10, 0), "10\u{202f}000");
    assert_eq!(written(16_000, 3, 2), "5\u{202f}333,33");
    assert_eq!(format_percent(ratio(1, 20), 6), "5 %");
    assert_eq!(format_percent(ratio(1, 3), 2), "33,33 %");
    assert_eq!(format_percent(ratio(1, 100_000), 2), "0 %");
}

#[test]
fn numbers_are_written_exactly_or_as_fractions() {
    assert_eq!(format_exact(ratio(9, 8)), "1.125");
    assert_eq!(format_exact(ratio(-3, 2)), "-1.5");
    assert_eq!(format_exact(ratio(16_000, 3)), "16000/3");
    assert_eq!(format_exact(ratio(1, 1 << 30)), "0.000000000931322574615478515625");
}

#[test]
fn the_largest_numbers_are_written_too() {
    let most = i128::MAX;
    assert_eq!(format_exact(ratio(most, 1)), most.to_string());
    assert_eq!(format_number(ratio(-most, 1), 6).replace('\u{202f}', ""), (-most).to_string());
    assert_eq!(format_number(ratio(most - 1, most), 2), "1");
    assert_eq!(format_exact(ratio(most - 1, most)), format!("{}/{most}", most - 1));
    assert_eq!(format_percent(ratio(most, 1), 0).replace('\u{202f}', ""), format!("{most}00 %"));
}
