//! What all pages share: their shell, their style, and the spaces of French typography.

mod typography;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(super) use typography::fr;

/// Colours for a light and a dark ground and for print.
pub(super) const COLOURS: &str = include_str!("colours.css");

const STYLE: &str = include_str!("style.css");

/// A whole page with its title and its body; `more` is style of its own. It names nothing outside itself.
pub(super) fn page(title: &str, more: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (fr(title)) }
                style { (PreEscaped(COLOURS)) (PreEscaped(STYLE)) (PreEscaped(more)) }
            }
            body { (body) }
        }
    };
    format!("{}\n", page.into_string())
}
