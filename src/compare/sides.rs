//! What is compared with what: the pairs of versions of two recueils, or of two texts, procedures or readings of one.

use std::sync::Arc;

use super::renames::renamed;
use super::{NotSupposed, Pair, Supposition, Variant};
use crate::names::closest;
use crate::plan::{Plan, Reading, VersionId};
use crate::request::{Named, Unknown, followed};

/// What is compared with what.
#[derive(Clone, Debug)]
pub struct Sides {
    /// Versions that stand side by side.
    pub pairs: Vec<Pair>,
    /// Versions that only the side after has: their procedures and their texts.
    pub added: Vec<(String, String)>,
    /// Versions that only the side before has.
    pub removed: Vec<(String, String)>,
}

/// Why two sides cannot be compared.
#[derive(Clone, Debug)]
pub enum Incomparable {
    /// What one side is called is neither a text nor a procedure of the recueil, nor a reading.
    UnknownSide {
        /// What it is called.
        name: String,
        /// The nearest name.
        near: Option<String>,
        /// All texts and procedures.
        known: Vec<String>,
    },
    /// Two texts that rule no procedure in common.
    NothingInCommon,
    /// A reading names a convention or an option that there is not.
    Reading(Unknown),
    /// Neither side has this procedure.
    NoSuchProcedure(String),
    /// Readings are compared, and other conventions are to be followed beside them.
    ReadingTwice,
    /// Something cannot be supposed.
    NotSupposed(NotSupposed),
}

impl Sides {
    /// Versions of one procedure under one text, wherever both recueils have them, whatever either calls them.
    pub fn of_rulesets(before: &Arc<Plan>, after: &Arc<Plan>) -> Sides {
        let (before, names) = &renamed(before, after);
        let of = |plan: &Arc<Plan>| versions(plan).map(|id| variant(plan, id, false)).collect::<Vec<_>>();
        let (old, new) = (of(before), of(after));
        let same = |a: &Variant, b: &Variant| a.procedure() == b.procedure() && a.text() == b.text();
        let missing = |these: &[Variant], those: &[Variant]| {
            these.iter().filter(|side| !those.iter().any(|other| same(side, other))).map(label).collect::<Vec<_>>()
        };
        let (removed, added) = (missing(&old, &new), missing(&new, &old));
        let pairs = old.into_iter().filter_map(|before| {
            let after = new.iter().find(|after| same(&before, after))?.clone();
            let mut pair = Pair::new(before, after);
            pair.renamed.extend(names.iter().cloned());
            Some(pair)
        });
        Sides { pairs: pairs.collect(), added, removed }
    }

    /// Two texts, two procedures or two readings (« convention=option », « défaut ») of one recueil; `chosen` are options
    /// that both sides follow.
    ///
    /// # Errors
    ///
    /// A side is none of these, the two have nothing in common, or options are chosen for sides that are readings.
    pub fn within(
        plan: &Arc<Plan>,
        before: &str,
        after: &str,
        chosen: &[(String, String)],
    ) -> Result<Sides, Incomparable> {
        if let (Some(before), Some(after)) = (reading(plan, before)?, reading(plan, after)?) {
            return if chosen.is_empty() {
                Ok(of_readings(plan, &before, &after))
            } else {
                Err(Incomparable::ReadingTwice)
            };
        }
        let sides = of_texts(plan, before, after).unwrap_or_else(|| of_procedures(plan, before, after));
        if sides.pairs.is_empty() { Err(nothing_to_compare(plan, [before, after])) } else { sides.following(chosen) }
    }

    /// The same sides under other options, on whichever side has them.
    ///
    /// # Errors
    ///
    /// Neither side has such a convention, or one has it without the option.
    pub fn following(mut self, chosen: &[(String, String)]) -> Result<Sides, Incomparable> {
        if chosen.is_empty() {
            return Ok(self);
        }
        for pair in &mut self.pairs {
            let [mut before, mut after] = [pair.before.clone(), pair.after.clone()];
            for (name, option) in chosen {
                let sides = [&mut before, &mut after].map(|side| {
                    let reading = followed(&side.plan, &side.reading, name, option);
                    reading.map(|reading| side.reading = reading)
                });
                let is_missing = |unknown: &Unknown| unknown.named == Named::Convention;
                match sides {
                    [Ok(()), Ok(())] => {}
                    [Ok(()), Err(unknown)] | [Err(unknown), Ok(())] if is_missing(&unknown) => {}
                    [Err(unknown), _] | [_, Err(unknown)] => return Err(Incomparable::Reading(unknown)),
                }
            }
            let renamed = std::mem::take(&mut pair.renamed);
            *pair = Pair { renamed, ..Pair::new(before, after) };
        }
        Ok(self)
    }

    /// The same sides with facts supposed of dossiers that do not give them, by their names and in the words of a dossier.
    ///
    /// # Errors
    ///
    /// A fact cannot be supposed so.
    pub fn supposing(mut self, facts: &[(String, String)]) -> Result<Sides, Incomparable> {
        if !facts.is_empty() {
            for pair in &mut self.pairs {
                pair.supposed = Supposition::given(pair, facts).map_err(Incomparable::NotSupposed)?;
            }
        }
        Ok(self)
    }

    /// What concerns one procedure.
    ///
    /// # Errors
    ///
    /// Neither side has a version of it.
    pub fn only(mut self, wanted: &str) -> Result<Sides, Incomparable> {
        self.pairs.retain(|pair| pair.before.procedure() == wanted || pair.after.procedure() == wanted);
        self.added.retain(|(procedure, _)| procedure == wanted);
        self.removed.retain(|(procedure, _)| procedure == wanted);
        match self.pairs.is_empty() && self.added.is_empty() && self.removed.is_empty() {
            true => Err(Incomparable::NoSuchProcedure(wanted.to_string())),
            false => Ok(self),
        }
    }
}

/// The procedure and the text of a variant.
pub(super) fn label(side: &Variant) -> (String, String) {
    (side.procedure().to_string(), side.text().to_string())
}

fn variant(plan: &Arc<Plan>, version: VersionId, regardless: bool) -> Variant {
    Variant { plan: Arc::clone(plan), version, reading: plan.default_reading(), regardless }
}

fn versions(plan: &Plan) -> impl Iterator<Item = VersionId> {
    (0..plan.versions.len() as u32).map(VersionId)
}

/// The versions that are meant, as if they were in force.
fn regardless(plan: &Arc<Plan>, wanted: impl Fn(&Variant) -> bool) -> Vec<Variant> {
    versions(plan).map(|id| variant(plan, id, true)).filter(wanted).collect()
}

fn of_readings(plan: &Arc<Plan>, before: &Reading, after: &Reading) -> Sides {
    let with = |id, reading: &Reading| Variant { reading: reading.clone(), ..variant(plan, id, false) };
    let pairs = versions(plan).map(|id| Pair::new(with(id, before), with(id, after))).collect();
    Sides { pairs, added: Vec::new(), removed: Vec::new() }
}

/// `None` where one of them is no text.
fn of_texts(plan: &Arc<Plan>, before: &str, after: &str) -> Option<Sides> {
    let of = |text: &str| Some(regardless(plan, |side| side.text() == text)).filter(|found| !found.is_empty());
    let (old, new) = (of(before)?, of(after)?);
    let pair = |before: &Variant| {
        let after = new.iter().find(|after| after.procedure() == before.procedure());
        // One procedure on each side needs no common name.
        let after = after.or((old.len() == 1 && new.len() == 1).then(|| &new[0]))?;
        Some(Pair::new(before.clone(), after.clone()))
    };
    let pairs: Vec<Pair> = old.iter().filter_map(pair).collect();
    // What one of the texts does not rule is told, once there is something to compare.
    let is_alone = |side: &&Variant| {
        !pairs.iter().any(|pair| [&pair.before, &pair.after].iter().any(|one| one.version == side.version))
    };
    let removed = old.iter().filter(is_alone).map(label).collect();
    let added = new.iter().filter(is_alone).map(label).collect();
    Some(Sides { pairs, added, removed })
}

fn of_procedures(plan: &Arc<Plan>, before: &str, after: &str) -> Sides {
    // The last version of a procedure is the one that one looks at.
    let last = |name: &str| regardless(plan, |side| side.procedure() == name).pop();
    let pair = last(before).zip(last(after)).map(|(before, after)| Pair::new(before, after));
    Sides { pairs: pair.into_iter().collect(), added: Vec::new(), removed: Vec::new() }
}

fn nothing_to_compare(plan: &Plan, sides: [&str; 2]) -> Incomparable {
    let texts = plan.versions.iter().map(|version| plan.texts[version.text.index()].name.as_str());
    let mut known: Vec<&str> = texts.chain(plan.procedures()).collect();
    known.sort_unstable();
    known.dedup();
    match sides.into_iter().find(|side| !known.contains(side)) {
        None => Incomparable::NothingInCommon,
        Some(name) => Incomparable::UnknownSide {
            name: name.to_string(),
            near: closest(name, known.iter().copied()).map(str::to_string),
            known: known.into_iter().map(str::to_string).collect(),
        },
    }
}

/// « convention=option », several with commas; « défaut » for the first option of each.
fn reading(plan: &Plan, side: &str) -> Result<Option<Reading>, Incomparable> {
    if side == "défaut" {
        return Ok(Some(plan.default_reading()));
    }
    if !side.contains('=') {
        return Ok(None);
    }
    let mut reading = plan.default_reading();
    for choice in side.split(',') {
        let (name, option) = choice.split_once('=').unwrap_or((choice, ""));
        reading = followed(plan, &reading, name, option).map_err(Incomparable::Reading)?;
    }
    Ok(Some(reading))
}
