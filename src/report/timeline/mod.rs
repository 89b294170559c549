//! The days of a case as a picture in SVG, and the same as a table.
//!
//! One geometry in three forms: for a wide screen, for paper, for a telephone. Nothing is told by colour alone.

mod bands;
mod canvas;
mod ribbons;
mod rows;
mod scale;
mod table;

use maud::{Markup, PreEscaped, html};

use self::canvas::{Canvas, Text};
use self::scale::Scale;
use super::words;
use crate::explain::Timeline;
use crate::time::Day;

pub(super) use self::canvas::patterns;
pub(super) use self::rows::told as became;
pub(super) use self::table::table;

/// Where a timeline is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// On a wide screen.
    Wide,
    /// On paper, and on screens of middle width.
    Paper,
    /// On a telephone: names stand above their rows.
    Narrow,
}

/// Measures of a form, in units of its view box.
struct Frame {
    width: f64,
    /// Room for names on the left.
    gutter: f64,
    /// Room on the right.
    margin: f64,
    font: f64,
    ribbon: f64,
    lane: f64,
    bar: f64,
    band: f64,
    names_above: bool,
}

impl Form {
    fn frame(self) -> Frame {
        let paper = Frame {
            width: 830.0,
            gutter: 138.0,
            margin: 22.0,
            font: 12.5,
            ribbon: 20.0,
            lane: 14.0,
            bar: 16.0,
            band: 15.0,
            names_above: false,
        };
        match self {
            Form::Paper => paper,
            Form::Wide => Frame {
                width: 1286.0,
                gutter: 178.0,
                margin: 40.0,
                ribbon: 28.0,
                lane: 19.0,
                bar: 24.0,
                band: 20.0,
                ..paper
            },
            Form::Narrow => Frame {
                width: 344.0,
                gutter: 2.0,
                margin: 4.0,
                lane: 16.0,
                bar: 18.0,
                ribbon: 22.0,
                names_above: true,
                ..paper
            },
        }
    }
}

/// A timeline that stands alone: with its style, for a light or a dark ground and for print.
pub fn timeline_svg(timeline: &Timeline, form: Form) -> String {
    let style = html! { style { (PreEscaped(super::page::COLOURS)) (PreEscaped(CSS)) } };
    format!("{}\n", drawn(timeline, form, "frise", Some(style)).into_string())
}

/// A timeline inside a page that has its style; `id` begins the ids of its parts.
pub(super) fn fragment(timeline: &Timeline, form: Form, id: &str) -> Markup {
    drawn(timeline, form, id, None)
}

pub(super) const CSS: &str = include_str!("style.css");

/// What is drawn, as it grows downwards.
struct Drawing<'t> {
    timeline: &'t Timeline,
    frame: Frame,
    scale: Scale,
    canvas: Canvas,
    id: &'t str,
    /// Where the next thing begins.
    y: f64,
    /// By procedure, days on which another text begins to apply or the last ceases, and the bottom of the ribbon.
    turns: Vec<(usize, Day, f64)>,
}

/// Height of the flag of the day of assessment and of the years.
const HEAD: f64 = 48.0;

fn drawn(timeline: &Timeline, form: Form, id: &str, style: Option<Markup>) -> Markup {
    let frame = form.frame();
    let scale = Scale { span: timeline.span, left: frame.gutter, right: frame.width - frame.margin };
    let mut drawing = Drawing { timeline, frame, scale, canvas: Canvas::default(), id, y: HEAD, turns: Vec::new() };
    drawing.years();
    drawing.ribbons();
    drawing.rows();
    drawing.bands();
    let height = drawing.y + 6.0;
    let ground = drawing.ground(height);
    let cursor = drawing.cursor(height);
    let Drawing { frame, canvas, .. } = drawing;
    let view = format!("0 0 {} {}", canvas::px(frame.width), canvas::px(height));
    let (title, desc) = (format!("{id}-titre"), format!("{id}-desc"));
    // Inside a page the name of the language is known.
    let alone = style.is_some().then_some("http://www.w3.org/2000/svg");
    let kind = match form {
        Form::Wide => "tl wide",
        Form::Paper => "tl paper",
        Form::Narrow => "tl narrow",
    };
    html! {
        svg xmlns=[alone] class=(kind) id=(id) viewBox=(view) role="group" lang="fr" aria-labelledby={ (title) " " (desc) } {
            title id=(title) { (heading(timeline)) }
            desc id=(desc) { (description(timeline)) }
            @if let Some(style) = style { (style) }
            (canvas::patterns(id))
            (ground)
            @for shape in &canvas.shapes { (shape) }
            (cursor.0)
            @for text in &canvas.texts { (text) }
            (cursor.1)
        }
    }
}

fn heading(timeline: &Timeline) -> String {
    let (first, ..) = timeline.span.start.ymd();
    let (last, ..) = timeline.span.end.plus_days(-1).ymd();
    format!("Frise du dossier « {} », de {first} à {last}", timeline.dossier)
}

/// The picture in words, for who does not see it.
fn description(timeline: &Timeline) -> String {
    let mut said = Vec::new();
    said.extend(timeline.assessed_on.map(|day| format!("Au {}.", day.french())));
    for one in &timeline.procedures {
        let runs: Vec<String> = ribbons::runs(&one.stretches)
            .map(|(days, outcome)| format!("{} {}", outcome.french(), words::between(days)))
            .collect();
        said.push(format!("{} : {}.", one.procedure, runs.join(", ")));
    }
    for fact in &timeline.facts {
        let rows: Vec<String> = fact.rows.iter().map(|row| rows::spoken(fact, row)).collect();
        said.push(format!("{} : {}.", words::capital(&fact.name), rows.join(" ; ")));
    }
    said.join(" ")
}

impl Drawing<'_> {
    fn right(&self) -> f64 {
        self.scale.right
    }

    fn left(&self) -> f64 {
        self.scale.left
    }

    /// The names of the years, as many as find room.
    fn years(&mut self) {
        let baseline = HEAD - 6.0;
        let mut free = 0.0;
        let years: Vec<Day> = self.scale.years().collect();
        let room = years.windows(2).map(|pair| self.scale.x(pair[1]) - self.scale.x(pair[0])).fold(f64::MAX, f64::min);
        for day in years.iter().take(years.len().saturating_sub(1)) {
            let (year, ..) = day.ymd();
            let short = room < 36.0;
            let said = if short { format!("’{:02}", year % 100) } else { year.to_string() };
            let x = self.scale.x(*day) + 4.0;
            if x >= free {
                self.canvas.text(Text::new(x, baseline, &said).class("yr m").size(if short { 11.5 } else { 13.0 }));
                free = x + scale::width(&said, 13.0) + 6.0;
            }
        }
        self.canvas.line((self.left(), HEAD), (self.right(), HEAD), "gl2");
        self.y = HEAD + 6.0;
    }

    /// What lies behind everything: the future, the years, the lines from a change of outcome to the text behind it.
    fn ground(&self, height: f64) -> Markup {
        let mut behind = Canvas::default();
        if let Some(day) = self.timeline.assessed_on.filter(|day| self.timeline.span.contains(*day)) {
            let x = self.scale.x(day);
            behind.rect((x, HEAD), (self.right() - x, height - HEAD - 4.0), "fut");
        }
        for day in self.scale.years() {
            let x = self.scale.x(day);
            behind.line((x, HEAD - 14.0), (x, height - 4.0), "gl");
        }
        html! { @for shape in &behind.shapes { (shape) } }
    }

    /// The day of assessment: its line, and its flag.
    fn cursor(&self, height: f64) -> (Markup, Markup) {
        let Some(day) = self.timeline.assessed_on.filter(|day| self.timeline.span.contains(*day)) else {
            return (html! {}, html! {});
        };
        let x = self.scale.x(day);
        let said = scale::short(day);
        let width = scale::width(&said, 13.0) + 20.0;
        let at = (x - width / 2.0).clamp(0.0, self.frame.width - width);
        let mut line = Canvas::default();
        line.line((x, 24.0), (x, height - 4.0), "cur");
        let mut flag = Canvas::default();
        flag.rect((at, 2.0), (width, 22.0), "flag");
        flag.text(Text::new(at + width / 2.0, 17.5, &said).class("flag-t").middle().size(13.0));
        let what = "jour d’appréciation";
        let wide = scale::width(what, self.frame.font);
        if at > wide + 10.0 {
            flag.text(Text::new(at - 8.0, 17.5, what).class("m").end());
        } else if at + width + wide + 10.0 < self.frame.width {
            flag.text(Text::new(at + width + 8.0, 17.5, what).class("m"));
        }
        let group = |canvas: &Canvas| html! { g class="cursor" { @for one in canvas.shapes.iter().chain(&canvas.texts) { (one) } } };
        (group(&line), group(&flag))
    }

    /// A name on the left, or above where there is no room on the left, with what is to be known of the row below it.
    fn name(&mut self, main: &str, sub: &str) {
        let font = self.frame.font;
        if self.frame.names_above {
            self.canvas.text(Text::new(0.0, self.y + 12.0, main).class("b"));
            let at = scale::width(main, font) * 1.1 + 8.0;
            if !sub.is_empty() && at + scale::width(sub, font) < self.frame.width {
                self.canvas.text(Text::new(at, self.y + 12.0, sub).class("m"));
            }
            self.y += 17.0;
            return;
        }
        let room = self.frame.gutter - 10.0;
        let mut y = self.y + 13.0;
        for line in scale::wrapped(main, room / 1.08, font, 2) {
            self.canvas.text(Text::new(0.0, y, &line).class("b"));
            y += 14.0;
        }
        for line in scale::wrapped(sub, room, font, 2) {
            self.canvas.text(Text::new(0.0, y, &line).class("m"));
            y += 14.0;
        }
    }

    /// A line across, below what stands above.
    fn rule(&mut self) {
        let y = self.y;
        self.canvas.line((0.0, y), (self.right(), y), "gl");
        self.y += 6.0;
    }
}
