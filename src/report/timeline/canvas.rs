//! Shapes and words as elements.

use maud::{Markup, html};

use crate::value::Outcome;

/// Shapes, and words that lie above all shapes.
#[derive(Default)]
pub(super) struct Canvas {
    pub(super) shapes: Vec<Markup>,
    pub(super) texts: Vec<Markup>,
}

/// Words at a place: the left end of their baseline, unless they are anchored otherwise.
pub(super) struct Text<'t> {
    x: f64,
    y: f64,
    words: &'t str,
    class: &'static str,
    anchor: &'static str,
    size: Option<f64>,
}

impl<'t> Text<'t> {
    pub(super) fn new(x: f64, y: f64, words: &'t str) -> Text<'t> {
        Text { x, y, words, class: "", anchor: "start", size: None }
    }

    pub(super) fn class(mut self, class: &'static str) -> Text<'t> {
        self.class = class;
        self
    }

    pub(super) fn middle(mut self) -> Text<'t> {
        self.anchor = "middle";
        self
    }

    pub(super) fn end(mut self) -> Text<'t> {
        self.anchor = "end";
        self
    }

    pub(super) fn size(mut self, size: f64) -> Text<'t> {
        self.size = Some(size);
        self
    }

    pub(super) fn element(&self) -> Markup {
        let class = Some(self.class).filter(|class| !class.is_empty());
        let anchor = Some(self.anchor).filter(|anchor| *anchor != "start");
        let size = self.size.map(|size| format!("font-size:{}px", px(size)));
        // Signs have a font of their own: not every text font has them.
        let mut rest = self.words.chars();
        let sign = rest.next().filter(|c| matches!(c, '✔' | '✘' | '◇' | '–' | '!' | '?'));
        html! {
            text x=(px(self.x)) y=(px(self.y)) class=[class] text-anchor=[anchor] style=[size] {
                @if let Some(sign) = sign { tspan class="sg" { (sign) } (rest.as_str()) } @else { (self.words) }
            }
        }
    }
}

impl Canvas {
    pub(super) fn text(&mut self, text: Text<'_>) {
        self.texts.push(text.element());
    }

    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), class: &str) {
        self.shapes.push(rect(at, size, class, None));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        self.shapes.push(html! { line x1=(px(from.0)) y1=(px(from.1)) x2=(px(to.0)) y2=(px(to.1)) class=(class) {} });
    }
}

/// A rectangle; `pattern` is the id of what fills it.
pub(super) fn rect(at: (f64, f64), size: (f64, f64), class: &str, pattern: Option<String>) -> Markup {
    let fill = pattern.map(|id| format!("fill:url(#{id})"));
    let (width, height) = (px(size.0.max(0.5)), px(size.1.max(0.5)));
    html! { rect x=(px(at.0)) y=(px(at.1)) width=(width) height=(height) class=(class) style=[fill] {} }
}

/// A rectangle whose border lies within it.
pub(super) fn framed(at: (f64, f64), size: (f64, f64), class: &str, pattern: Option<String>) -> Markup {
    rect((at.0 + 0.75, at.1 + 0.75), (size.0 - 1.5, size.1 - 1.5), class, pattern)
}

/// A length to the hundredth.
pub(super) fn px(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, part) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
    match part {
        0 => format!("{sign}{whole}"),
        part if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

/// The key of an outcome in classes and patterns.
pub(super) fn key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "ok",
        Outcome::NotMet => "no",
        Outcome::Discretionary => "pr",
        Outcome::Undetermined => "ind",
        Outcome::NotApplicable => "hc",
        Outcome::Error => "er",
    }
}

/// What fills an outcome that is neither full nor empty.
pub(super) fn pattern(id: &str, outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Discretionary => Some(format!("{id}-p")),
        Outcome::Undetermined => Some(format!("{id}-i")),
        Outcome::Met | Outcome::NotMet | Outcome::NotApplicable | Outcome::Error => None,
    }
}

/// Diagonals for what the law excludes, dots for what may count and for what is open, lines for what the prefect weighs.
pub(in crate::report) fn patterns(id: &str) -> Markup {
    html! {
        defs {
            pattern id={ (id) "-h" } width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="6" height="6" class="p-0" {} rect width="2" height="6" class="p-bar" {}
            }
            pattern id={ (id) "-m" } width="6" height="6" patternUnits="userSpaceOnUse" {
                rect width="6" height="6" class="p-0" {}
                circle cx="1.6" cy="1.6" r="1.15" class="p-bar" {} circle cx="4.6" cy="4.6" r="1.15" class="p-bar" {}
            }
            pattern id={ (id) "-i" } width="6" height="6" patternUnits="userSpaceOnUse" {
                rect width="6" height="6" class="p-ind-t" {} circle cx="3" cy="3" r="1" class="p-ind" {}
            }
            pattern id={ (id) "-p" } width="6" height="5" patternUnits="userSpaceOnUse" {
                rect width="6" height="5" class="p-pr-t" {} rect width="6" height="1.2" class="p-pr" {}
            }
        }
    }
}
