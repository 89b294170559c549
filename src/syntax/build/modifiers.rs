//! What qualifies a measure or what is made of rows.

use super::term::{factor, length, unit, whole_number};
use super::{Builder, P, children, mismatch};
use crate::syntax::ast::{Continuity, Length, Modifiers, Term};
use crate::syntax::parser::Rule;

impl Builder<'_> {
    /// What qualifies a measure, each thing once.
    pub(super) fn modifiers<'i>(&mut self, parts: impl Iterator<Item = P<'i>>) -> Modifiers {
        let (mut non_consecutive, mut unbroken, mut window_said, mut by_convention, mut counted, mut continuity) =
            (None, None, None, None, None, None);
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::non_consecutive => {
                    self.once(&mut non_consecutive, (), span, "la précision « consécutifs ou non »");
                }
                Rule::unbroken => {
                    let tolerance = children(part).find(|child| child.as_rule() == Rule::length);
                    let tolerance = tolerance.map(|child| length(self, child));
                    self.once(&mut unbroken, tolerance, span, "la précision « sans interruption »");
                }
                Rule::window | Rule::window_before => {
                    let window = window(self, part);
                    self.once(&mut window_said, window, span, "la fenêtre");
                }
                Rule::by_convention => {
                    let quoted = children(part).last().unwrap_or_else(|| mismatch(Rule::by_convention));
                    let quoted = self.quoted(quoted);
                    self.once(&mut by_convention, quoted, span, "la convention à suivre");
                }
                Rule::gaps_included => {
                    let most = children(part).find(|child| child.as_rule() == Rule::length);
                    let most = most.unwrap_or_else(|| mismatch(Rule::gaps_included));
                    let most = Continuity::Gaps(length(self, most));
                    self.once(&mut continuity, most, span, "la continuité");
                }
                Rule::by_period => {
                    let named = part.as_str().split_whitespace().next_back().unwrap_or_default();
                    let each = Continuity::Each(match named {
                        "mois" => 1,
                        "trimestre" => 3,
                        "semestre" => 6,
                        _ => 12,
                    });
                    self.once(&mut continuity, each, span, "la continuité");
                }
                Rule::counted_by => {
                    let option = children(part).last().unwrap_or_else(|| mismatch(Rule::counted_by));
                    let option = self.name(option);
                    self.once(&mut counted, option, span, "la façon de compter");
                }
                other => mismatch(other),
            }
        }
        let (window, before) = window_said.map_or((None, None), |((window, before), _)| (Some(window), before));
        Modifiers {
            non_consecutive: non_consecutive.map(|((), span)| span),
            unbroken,
            window,
            before,
            by_convention: by_convention.map(|(name, _)| name),
            counted: counted.map(|(option, _)| option),
            continuity,
        }
    }
}

/// `dans les 24 derniers mois`, `dans la dernière année`, `dans les 24 mois précédant la fin du contrat`: the length, and the
/// day before which it ends where that is said.
fn window(builder: &mut Builder<'_>, pair: P<'_>) -> (Length, Option<Box<Term>>) {
    let mut span = builder.span(&pair);
    let mut before = None;
    let mut count = 1;
    let mut of = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::number => count = whole_number(builder, &child),
            Rule::unit => of = Some(unit(child.as_str())),
            Rule::within_last | Rule::last_word | Rule::in_the => {}
            Rule::preceding_kw => span.end = builder.span(&child).end,
            _ => before = Some(Box::new(factor(builder, child))),
        }
    }
    (Length { parts: vec![(count, of.unwrap_or_else(|| mismatch(Rule::window)))], span }, before)
}
