//! Doubts and faults of the rules in words.

use std::fmt;

use crate::eval::Misfit;
use crate::explain::{Doubt, FaultKind, FaultReason, Sentence};
use crate::names;
use crate::plan::Type;
use crate::time::Day;
use crate::value::{Exact, format_amount, format_number, format_percent};

/// Doubts as sentences, in the order of their words.
pub(super) fn sentences(doubts: &[Doubt]) -> Vec<String> {
    let mut found: Vec<String> = doubts.iter().map(Doubt::to_string).collect();
    found.sort();
    found.dedup();
    found
}

/// A French sentence, without a full stop.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Doubt::UnknownCode { path, code, near } => {
                write!(f, "{} : « {code} » n'est connu d'aucune liste ni règle", names::place(path))?;
                near.as_ref().map_or(Ok(()), |near| write!(f, " ; vouliez-vous dire « {near} » ?"))
            }
            Doubt::List(list) => {
                write!(f, "la liste « {list} » est partielle ou n'est pas connue ce jour-là : ")?;
                f.write_str("une clé absente peut y figurer")
            }
            Doubt::Parameter(name, day) => match day {
                Some(day) => write!(f, "le paramètre « {name} » est inconnu ce jour-là, le {}", day.french()),
                None => write!(f, "le paramètre « {name} » n'a pas de valeur connue"),
            },
            Doubt::Admission(part) => write!(f, "« {part} » dépend de l'admission par l'autorité"),
            Doubt::AssessmentDay => f.write_str("le jour d'appréciation n'est pas connu"),
            Doubt::MissingDay => {
                f.write_str("un quantième manque dans le mois et la convention refuse de le remplacer")
            }
            Doubt::Holidays(day) => write!(f, "les jours fériés ne sont pas connus au {}", day.french()),
            Doubt::Fault(fault) => fault.fmt(f),
            Doubt::Arithmetic(words) => write!(f, "le calcul « {words} » n'a pas de résultat exact"),
        }
    }
}

/// A French sentence, without a full stop, that quotes the rules and says where they stand.
impl fmt::Display for FaultReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::Contradiction => {
                let sentences: Vec<String> = self.sentences.iter().map(Sentence::to_string).collect();
                let sentences = sentences.join(" et ");
                write!(f, "deux exceptions s'appliquent ensemble et se contredisent : {sentences}")
            }
            FaultKind::Reversed { what, from, to } => {
                let (from, to) = (from.french(), to.french());
                write!(f, "« {what} » : la seconde date, {to}, vient avant la première, {from}")?;
                self.sentences.iter().try_for_each(|one| write!(f, " ({}, ligne {})", one.file, one.line))
            }
            FaultKind::Band { what, of, value: number, misfit } => {
                let misfit = match misfit {
                    Misfit::Outside => "n'est dans aucune tranche",
                    Misfit::Several => "est dans deux tranches à la fois",
                };
                write!(f, "« {what} », {}, {misfit}", value(of, *number))?;
                self.sentences.iter().try_for_each(|one| write!(f, " ({}, ligne {})", one.file, one.line))
            }
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "« {} » ({}, ligne {})", self.words, self.file, self.line)
    }
}

/// A number as values of the type are written.
fn value(of: &Type, value: Exact) -> String {
    match of {
        Type::Amount => format_amount(value),
        Type::Percent => format_percent(value, 6),
        Type::Date => {
            let day = i32::try_from(value.to_integer()).map(Day::from_number);
            day.map_or_else(|_| value.to_string(), |day| day.french().to_string())
        }
        Type::Months => format!("{} mois", value.to_integer()),
        Type::Days => format!("{} jours", value.to_integer()),
        _ => format_number(value, 6),
    }
}
