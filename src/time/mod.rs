//! Civil days, sets of days, and how months are counted.
//!
//! In: dates as a case or a rule writes them. Out: day numbers, sets of days, lengths in months.
//! Knows no time zone and no clock, never says what "today" is, and uses nothing else of this
//! crate.
//!
//! Days are plain integers. chrono is met in one file, where a [`Day`] becomes a `NaiveDate` and
//! back.

mod border;
mod bounds;
mod calendar;
mod continuity;
mod count;
mod day;
mod french;
mod length;
mod month;
mod partial;
mod set;
mod week;
mod window;
mod working;

pub use border::OutOfRange;
pub use bounds::DayBounds;
pub use continuity::{Continuity, period};
pub use count::{
    MonthCount, civil_at_least, civil_full, civil_started, date_to_date, pro_rata, thirty_days, whole_runs,
};
pub use day::Day;
pub use french::FrenchDay;
pub use length::{MonthLength, PER_DAY_OF_30, PER_MONTH};
pub use month::{MissingDay, NoSuchDay, elapsed, whole_months};
pub use partial::DayRange;
pub use set::{DaySet, Interval};
pub use week::Weekday;
pub use window::{last_days, last_months};
pub use working::{Holiday, Holidays, Territory, UnknownHolidays, Week, Workdays, WorkingDays, easter, holidays};
