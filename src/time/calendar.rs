//! The proleptic Gregorian calendar, in integers.
//!
//! Years are counted from 1 March, so that the leap day is the last of its year, and grouped by
//! eras of 400 years, which all have the same number of days. The months that dossiers name are
//! looked up in a table, made when the program is compiled; all others are computed.

const DAYS_PER_ERA: i64 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// The number of a day, from 1970-01-01; the day exists in the calendar.
pub(super) const fn to_number(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = ((month + 9) % 12) as i64;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - EPOCH
}

/// A month of a year, counted from January of the year 0.
pub(super) fn month_number(year: i32, month: u32) -> i64 {
    i64::from(year) * 12 + i64::from(month) - 1
}

/// Year, month and day of a day number.
pub(super) fn from_number(number: i32) -> (i32, u32, u32) {
    let month = month_of(number);
    let day = (i64::from(number) - month_start(month) + 1) as u32;
    // Five million years either side at most, so the year fits.
    (month.div_euclid(12) as i32, month.rem_euclid(12) as u32 + 1, day)
}

/// The months of the table, counted from January of the year 0.
const FIRST_MONTH: i64 = 1900 * 12;
const MONTHS: usize = 301 * 12;

/// The first day of each month of 1900 to 2200, and the day after the last of them: 14 KiB.
static MONTH_STARTS: [i32; MONTHS + 1] = {
    let mut starts = [0; MONTHS + 1];
    let mut at = 0;
    while at <= MONTHS {
        let month = FIRST_MONTH + at as i64;
        starts[at] = to_number(month / 12, (month % 12) as u32 + 1, 1) as i32;
        at += 1;
    }
    starts
};

/// The month a day lies in, counted from January of the year 0.
pub(super) fn month_of(number: i32) -> i64 {
    if number < MONTH_STARTS[0] || number >= MONTH_STARTS[MONTHS] {
        return computed_month_of(number);
    }
    // 4 800 months are an era; what is left of the year's unevenness is less than a month.
    let days = (number - MONTH_STARTS[0]) as u32;
    let guess = (days * 4800 / DAYS_PER_ERA as u32) as usize;
    let at =
        if number < MONTH_STARTS[guess] { guess - 1 } else { guess + usize::from(number >= MONTH_STARTS[guess + 1]) };
    FIRST_MONTH + at as i64
}

/// The first day of a month counted from January of the year 0.
pub(super) fn month_start(month: i64) -> i64 {
    match MONTH_STARTS.get((month - FIRST_MONTH) as usize) {
        Some(start) if month >= FIRST_MONTH => i64::from(*start),
        _ => to_number(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1),
    }
}

fn computed_month_of(number: i32) -> i64 {
    let shifted = i64::from(number) + EPOCH;
    let era = shifted.div_euclid(DAYS_PER_ERA);
    let day_of_era = shifted.rem_euclid(DAYS_PER_ERA);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // March is the third month of the year that it begins here.
    (era * 400 + year_of_era) * 12 + (5 * day_of_year + 2) / 153 + 2
}
