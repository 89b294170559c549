//! Laws of the evaluator, over generated dossiers with gaps.

mod answers_settle;
mod bounds_are_sound;
mod calendar_is_each_day;
mod computations_are_told_truly;
mod earliest_bounds_hold;
mod editing_keeps_the_rest;
pub mod generate;
mod measures_lie_between_their_bounds;
mod only_asked_facts_matter;
mod open_answers_have_causes;
mod readings_are_told_truly;
mod recording_changes_nothing;
mod what_counts_is_told_truly;
mod writing_keeps_a_case;
