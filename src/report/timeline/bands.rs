//! The law behind the days: texts and lists, version by version.

use maud::html;

use super::Drawing;
use super::canvas::{self, Text};
use super::scale::cut;
use crate::explain::Band;
use crate::report::words;

impl Drawing<'_> {
    pub(super) fn bands(&mut self) {
        let timeline = self.timeline;
        let same = |one: &Band, other: &Band| one.bars == other.bars;
        // Procedures that stand under the same texts share a band.
        let mut groups: Vec<(&Band, Vec<usize>)> = Vec::new();
        for (index, band) in timeline.texts.iter().enumerate() {
            match groups.iter_mut().find(|(known, _)| same(known, band)) {
                Some((_, procedures)) => procedures.push(index),
                None => groups.push((band, vec![index])),
            }
        }
        let alone = groups.len() == 1;
        for (band, procedures) in groups {
            let name = if alone || procedures.len() > 1 { "Textes".to_string() } else { band.name.clone() };
            let top = self.band(&name, band);
            for (of, day, from) in self.turns.clone() {
                if procedures.contains(&of) && !self.frame.names_above {
                    let x = self.scale.x(day);
                    self.canvas.line((x, from), (x, top), "gd");
                }
            }
        }
        for band in &timeline.lists {
            self.band(&words::capital(&band.name), band);
        }
    }

    /// Gives the top of the bars.
    fn band(&mut self, name: &str, band: &Band) -> f64 {
        let top = self.y;
        let height = self.frame.band;
        if self.frame.names_above {
            self.name(name, "");
        } else if let Some(said) = cut(name, self.frame.gutter - 8.0, 11.5) {
            self.canvas.text(Text::new(0.0, self.y + height / 2.0 + 4.0, &said).class("b").size(11.5));
        }
        let y = self.y;
        for (index, (days, said)) in band.bars.iter().enumerate() {
            let Some((x, long)) = self.scale.over(*days) else { continue };
            let class = if index % 2 == 0 { "lw2" } else { "lw" };
            let spoken = format!("{said}, {}", words::interval(*days));
            let inside = cut(said, long - 12.0, 11.5);
            let words =
                inside.as_ref().map(|said| Text::new(x + 6.0, y + height / 2.0 + 4.0, said).class("in").size(11.5));
            self.canvas.shapes.push(html! {
                g role="img" aria-label=(spoken) {
                    title { (spoken) }
                    (canvas::rect((x + 0.5, y + 0.5), (long - 1.0, height - 1.0), class, None))
                    @if let Some(words) = words { (words.element()) }
                }
            });
        }
        self.y = (y + height + 3.0).max(top + height + 3.0);
        y
    }
}
