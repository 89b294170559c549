//! The days of a case as a picture: exact on its axis, told in words, and the same as a table.

use alinea::explain::{Timeline, explain, timeline};
use alinea::query::Request;
use alinea::report::{TimelineForm, timeline_svg};
use alinea::time::Day;

use crate::support::{dossier, dossiers, plan};

const COOK: &str = include_str!("cook.yaml");

fn drawn(text: &str) -> Timeline {
    let plan = plan("aes-travail");
    let case = dossier(&plan, "essai", text);
    let request = Request::new(&plan);
    timeline(&plan, &case, &request, &explain(&plan, &case, &request))
}

const FORMS: [TimelineForm; 3] = [TimelineForm::Wide, TimelineForm::Paper, TimelineForm::Narrow];

/// Rectangles of a class: where they begin and how far they go, in hundredths.
fn rects(svg: &str, class: &str) -> Vec<(i64, i64)> {
    let number = |tag: &str, name: &str| -> i64 {
        let from = tag.find(&format!(" {name}=\"")).expect("it has one") + name.len() + 3;
        let value: f64 = tag[from..].split('"').next().expect("it ends").parse().expect("a number");
        (value * 100.0).round() as i64
    };
    let tags = svg.split('<').filter(|tag| tag.starts_with("rect") && tag.contains(&format!("class=\"{class}\"")));
    tags.map(|tag| (number(tag, "x"), number(tag, "width"))).collect()
}

/// A stretch begins where its first day stands among the days of the axis, to the hundredth.
#[test]
fn days_stand_where_they_are() {
    let timeline = drawn(COOK);
    assert_eq!(timeline.span.start, Day::from_ymd(2020, 1, 1).expect("a day"));
    let svg = timeline_svg(&timeline, TimelineForm::Paper);
    // The plot of this form lies between 138 and 808.
    let x = |day: Day| 13800 + 67000 * i64::from(timeline.span.start.days_until(day)) / i64::from(timeline.span.days());
    for procedure in &timeline.procedures {
        for pair in procedure.stretches.windows(2).filter(|pair| pair[0].outcome != pair[1].outcome) {
            let begins = x(pair[1].days.start) + 75;
            let all = ["r-ok", "r-no", "r-pr", "r-ind"].map(|class| rects(&svg, class)).concat();
            let ends = |(from, long): &(i64, i64)| from + long == begins - 150;
            let is_drawn = |outcome: alinea::value::Outcome| outcome != alinea::value::Outcome::NotApplicable;
            assert!(
                !is_drawn(pair[1].outcome) || all.iter().any(|(from, _)| *from == begins),
                "{}",
                pair[1].days.start
            );
            assert!(!is_drawn(pair[0].outcome) || all.iter().any(ends), "{}", pair[1].days.start);
        }
    }
}

#[test]
fn it_is_told_in_words() {
    let timeline = drawn(COOK);
    for form in FORMS {
        let svg = timeline_svg(&timeline, form);
        for said in [
            "<title id=\"frise-titre\">Frise du dossier « Cuisinier à Lyon », de 2020 à 2027</title>",
            "AES métiers en tension : ",
            "indéterminé du 13 août 2025 au 31 décembre 2026",
            "n° 2 (attestation de demande d'asile) exclu du 1er juillet 2020 au 30 novembre 2022",
            "prefers-color-scheme: dark",
            "@media print",
        ] {
            assert!(svg.contains(said), "{said}\n{svg}");
        }
        // Nothing is told by colour alone: each outcome of a ribbon is a sign as well.
        for sign in ["✔", "✘", "◇"] {
            assert!(svg.contains(&format!("<tspan class=\"sg\">{sign}</tspan>")), "{sign}");
        }
    }
}

/// Whatever a dossier holds, it is drawn within its frame, and its names are escaped.
#[test]
fn all_dossiers_are_drawn() {
    let plan = plan("aes-travail");
    let request = Request::new(&plan);
    for (name, text) in dossiers("aes-travail").into_iter().step_by(5) {
        let case = dossier(&plan, &name, &text);
        let timeline = timeline(&plan, &case, &request, &explain(&plan, &case, &request));
        for (form, width) in FORMS.into_iter().zip([128_600, 83_000, 34_400]) {
            let svg = timeline_svg(&timeline, form);
            for class in ["r-ok", "r-no", "r-pr", "r-ind", "bar-c", "bar-o", "bar-m", "bar-f", "lw", "lw2", "win"] {
                for (from, long) in rects(&svg, class) {
                    assert!(from >= 0 && long > 0 && from + long <= width, "{name} {class}: {from} {long}");
                }
            }
        }
    }
    let hostile = COOK.replace("Cuisinier à Lyon", "\"<script>alert(1)</script>\"");
    let svg = timeline_svg(&drawn(&hostile), TimelineForm::Wide);
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
}

#[test]
fn rows_that_share_days_lie_below_each_other() {
    let together = COOK.replace("{ du: 2025-02-03,", "{ du: 2024-06-01,");
    let height = |text: &str| {
        let svg = timeline_svg(&drawn(text), TimelineForm::Paper);
        let view =
            svg.split("viewBox=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a view box").to_string();
        view.split(' ').nth(3).expect("a height").parse::<f64>().expect("a number")
    };
    assert!(height(&together) > height(COOK) + 20.0);
}
