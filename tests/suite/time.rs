//! Days, months, sets of days and the conventions that count them.

pub mod support;

mod day_agrees_with_chrono;
mod day_in_words;
mod day_parsing;
mod partial_date;

mod adding_months;
mod counting_whole_months;
mod elapsed_length;
mod every_day_and_month;
mod months_agree_with_jiff;

mod length_in_words;
mod length_order;

mod set_agrees_with_days;
mod set_agrees_with_rangemap;
mod set_laws;
mod set_reuses_its_room;

mod bounds_are_sound;

mod count_agrees_with_days;
mod count_bounds_are_sound;
mod count_grows_with_days;
mod count_of_a_window;
mod date_to_date_shrinks_where_runs_join;
mod windows;

mod working_days;

mod continuity;

mod vectors;
