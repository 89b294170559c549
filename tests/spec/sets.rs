//! Sets of periods: `ensembles.md`.

use std::collections::BTreeSet;

use alinea::syntax::ast::{Name, PeriodSet, SetOperation};
use alinea::time::Day;

use super::conditions::Row;
use super::days::Days;
use super::procedures::{Said, Scene, Sense};

/// A row in a set.
#[derive(Clone)]
pub struct Member {
    pub fact: String,
    pub row: usize,
    /// The days on which it is in the set.
    pub days: Days,
    /// The same before anything was excluded.
    pub base: Days,
}

#[derive(Clone)]
pub struct Set(pub Vec<Member>);

/// Two sets are not the same where a day of a row is in one of them only.
impl Said for Set {
    fn differs(&self, other: &Set) -> bool {
        let beyond = |one: &Set, other: &Set| {
            one.0.iter().any(|member| {
                let same = other.0.iter().filter(|two| (&two.fact, two.row) == (&member.fact, member.row));
                let days = same.fold(Days::none(), |all, two| all.or(&two.days));
                !member.days.minus(&days).is_empty()
            })
        };
        beyond(self, other) || beyond(other, self)
    }
}

impl Set {
    /// Days that overlap count once.
    pub fn days(&self) -> Days {
        self.0.iter().fold(Days::none(), |all, member| all.or(&member.days))
    }

    pub fn base(&self) -> Days {
        self.0.iter().fold(Days::none(), |all, member| all.or(&member.base))
    }

    /// How many rows have a day in it; one that is named twice is one.
    pub fn rows(&self) -> usize {
        let rows = self.0.iter().filter(|member| !member.days.is_empty()).map(|member| (&member.fact, member.row));
        rows.collect::<BTreeSet<_>>().len()
    }
}

impl Scene<'_> {
    pub fn set(&self, set: &PeriodSet) -> Set {
        let mut found = Set(set.bases.iter().flat_map(|name| self.set_named(&name.text).0).collect());
        for operation in &set.operations {
            found = self.restricted(found, operation);
        }
        found
    }

    /// A definition, or the rows of a fact.
    pub fn set_named(&self, name: &str) -> Set {
        match self.definition(name) {
            Some(sense) => self.excepted(name, None, |scene| scene.set_of(sense), |scene, sense| scene.set_of(sense)),
            None => {
                let rows = self.dossier.rows(name).iter().enumerate();
                let member = |(row, given): (usize, &super::GivenRow)| {
                    // A row without dates is there or not; one day stands for all.
                    let days = given.start.map_or_else(Days::any, |start| Days::from_to(start, given.end));
                    Member { fact: name.to_string(), row, base: days.clone(), days }
                };
                Set(rows.map(member).collect())
            }
        }
    }

    fn set_of(&self, sense: Sense<'_>) -> Set {
        match sense {
            Sense::Set(set) => self.set(set),
            Sense::Value(_) | Sense::Condition(_) => panic!("no set"),
        }
    }

    fn restricted(&self, set: Set, operation: &SetOperation) -> Set {
        let other = |name: &Name| self.set_named(&name.text);
        let change = |set: Set, change: &dyn Fn(&mut Member)| {
            let mut members = set.0;
            members.iter_mut().for_each(change);
            Set(members)
        };
        match operation {
            SetOperation::SuchThat(condition) => self.such_that(set, &|row| self.condition(condition, Some(row))),
            SetOperation::Except(name) => {
                let other = other(name);
                change(set, &|member| {
                    let same = other.0.iter().find(|one| (&one.fact, one.row) == (&member.fact, member.row));
                    if let Some(same) = same {
                        member.days = member.days.minus(&same.days);
                    }
                })
            }
            SetOperation::ExceptDuring(name) => {
                let days = other(name).days();
                change(set, &|member| member.days = member.days.minus(&days))
            }
            SetOperation::During(name) => {
                let days = other(name).days();
                change(set, &|member| {
                    member.days = member.days.and(&days);
                    member.base = member.base.and(&days);
                })
            }
        }
    }

    /// The days of rows on which something holds of them.
    pub fn such_that(&self, set: Set, holds: &dyn Fn(&Row<'_>) -> bool) -> Set {
        let borders = self.borders();
        let mut members = set.0;
        for member in &mut members {
            let given = &self.dossier.rows(&member.fact)[member.row];
            // A list may have another version on another day: a row is asked anew on each, and days between two borders
            // of lists are alike.
            let kept = |days: &Days| {
                let mut known: Option<(usize, bool)> = None;
                days.filter(|day| {
                    let stretch = borders.iter().filter(|border| **border <= day).count();
                    match known {
                        Some((before, holds)) if before == stretch => holds,
                        _ => {
                            let row = Row { fact: &member.fact, given, day };
                            let holds = holds(&row);
                            known = Some((stretch, holds));
                            holds
                        }
                    }
                })
            };
            let same = member.days == member.base;
            member.days = kept(&member.days);
            member.base = if same { member.days.clone() } else { kept(&member.base) };
        }
        Set(members)
    }

    /// The row at hand, alone.
    pub fn lone_row(&self, row: &Row<'_>) -> Set {
        let days = row.given.start.map_or_else(Days::any, |start| Days::from_to(start, row.given.end));
        Set(vec![Member { fact: row.fact.to_string(), row: 0, base: days.clone(), days }])
    }

    /// The days on which a version of a list begins or has ended.
    fn borders(&self) -> Vec<Day> {
        let versions = self.recueil.lists.values().flat_map(|list| &list.versions);
        versions.flat_map(|version| [version.from, version.until.map(|day| day.plus_days(1))]).flatten().collect()
    }
}
