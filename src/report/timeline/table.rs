//! The same days as a table.

use maud::{Markup, html};

use super::{ribbons, rows};
use crate::explain::Timeline;
use crate::report::branches::supposed_of;
use crate::report::words;
use crate::time::Interval;

/// Everything that the picture shows, in lines of days.
pub(in crate::report) fn table(timeline: &Timeline) -> Markup {
    let span = timeline.span;
    let cells = |days: Interval| {
        let days = days.intersection(span);
        let last = days.last().filter(|last| last.plus_days(1) < span.end);
        (days.start.french().to_string(), last.map_or("–".to_string(), |last| last.french().to_string()))
    };
    let line = |what: &str, days: Interval, said: &str| {
        let (from, to) = cells(days);
        html! { tr { th scope="row" { (what) } td { (from) } td { (to) } td { (said) } } }
    };
    html! {
        table class="days" {
            thead { tr { th scope="col" { "Quoi" } th scope="col" { "Du" } th scope="col" { "Au" } th scope="col" { "Ce qu’il en est" } } }
            tbody {
                @for one in &timeline.procedures {
                    @for (days, outcome) in ribbons::runs(&one.stretches) {
                        (line(&one.procedure, days, &ribbons::signed(outcome)))
                    }
                    @for lanes in one.stretches.iter().filter_map(|stretch| stretch.lanes.as_ref()) {
                        @for lane in &lanes.lanes {
                            @for (days, outcome) in &lane.days {
                                (line(&format!("{}, {}", one.procedure, supposed_of(lanes, lane)), *days, &ribbons::signed(*outcome)))
                            }
                        }
                    }
                }
                @for fact in &timeline.facts {
                    @for row in &fact.rows {
                        @let name = format!("{} {}{}", words::capital(&fact.name), rows::number(row), row.label.as_ref().map(|label| format!(", {label}")).unwrap_or_default());
                        @let parts = rows::days(fact, row);
                        @if parts.is_empty() { (line(&name, row.possible, "–")) }
                        @for (days, standing, why) in &parts {
                            @if !days.intersection(span).is_empty() {
                                (line(&name, *days, &why.as_ref().map_or(standing.word().to_string(), |why| format!("{} : {why}", standing.word()))))
                            }
                        }
                    }
                }
                @for (bands, kind) in [(&timeline.texts, "Texte"), (&timeline.lists, "Liste")] {
                    @for band in bands {
                        @for (days, said) in band.bars.iter().filter(|(days, _)| !days.intersection(span).is_empty()) {
                            (line(&format!("{kind}, {}", band.name), *days, said))
                        }
                    }
                }
            }
        }
    }
}
