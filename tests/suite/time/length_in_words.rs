use alinea::time::{MonthLength, PER_DAY_OF_30, PER_MONTH};

fn shown(months: i32, part: i32) -> String {
    MonthLength { months, part }.to_string()
}

fn with_days(months: i32, days: i32) -> String {
    shown(months, days * PER_DAY_OF_30)
}

#[test]
fn months_and_days() {
    assert_eq!(with_days(0, 0), "0 mois");
    assert_eq!(with_days(0, 1), "1 jour");
    assert_eq!(with_days(0, 12), "12 jours");
    assert_eq!(with_days(1, 0), "1 mois");
    assert_eq!(with_days(8, 0), "8 mois");
    assert_eq!(with_days(9, 12), "9 mois et 12 jours");
    assert_eq!(with_days(9, 30), "9 mois et 30 jours");
}

#[test]
fn years_from_thirty_six_months_on() {
    assert_eq!(with_days(18, 0), "18 mois");
    assert_eq!(with_days(35, 29), "35 mois et 29 jours");
    assert_eq!(with_days(36, 0), "3 ans");
    assert_eq!(with_days(60, 0), "5 ans");
    assert_eq!(with_days(63, 0), "5 ans et 3 mois");
    assert_eq!(with_days(60, 12), "5 ans et 12 jours");
    assert_eq!(with_days(63, 1), "5 ans, 3 mois et 1 jour");
}

#[test]
fn decimals_are_rounded_down() {
    assert_eq!(shown(8, PER_MONTH / 100 * 45 + PER_MONTH / 1000 * 9), "8,45 mois");
    assert_eq!(shown(7, PER_MONTH - 1), "7,99 mois");
    assert_eq!(shown(0, PER_MONTH / 28), "0,03 mois");
    assert_eq!(shown(8, 1), "8,00 mois");
    assert_eq!(shown(63, PER_MONTH / 31 * 14), "5 ans et 3,45 mois");
}
