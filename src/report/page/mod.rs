//! What all pages share: their shell, their style, and the spaces of French typography.

mod typography;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(super) use typography::fr;

/// Colours for a light and a dark ground and for print.
pub(super) const COLOURS: &str = include_str!("colours.css");

const STYLE: &str = include_str!("style.css");

/// A page, whole or to be put into another; it names nothing outside itself.
#[derive(Clone, Debug)]
pub struct Page {
    /// What the tab of a browser shows.
    pub title: String,
    /// Its CSS.
    pub style: String,
    /// What stands in it: HTML, or a picture as SVG.
    pub body: String,
}

impl Page {
    pub(super) fn new(title: &str, style: String, body: Markup) -> Page {
        Page { title: title.to_string(), style, body: body.into_string() }
    }

    /// The page as a file.
    pub fn document(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="fr" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { (fr(&self.title)) }
                    style { (PreEscaped(&self.style)) }
                }
                body { (PreEscaped(&self.body)) }
            }
        };
        format!("{}\n", page.into_string())
    }
}

/// A page in the style of all; `more` is style of its own.
pub(super) fn page(title: &str, more: &str, body: Markup) -> Page {
    Page::new(title, [COLOURS, STYLE, more].concat(), body)
}
