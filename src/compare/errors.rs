//! Why two sides are not compared, in words.

use super::{Incomparable, NotSupposed};
use crate::diagnostic::Diagnostic;

impl From<Incomparable> for Diagnostic {
    fn from(why: Incomparable) -> Diagnostic {
        let finding = |message: String| Diagnostic::general("nothing-to-compare", message);
        match why {
            Incomparable::Reading(unknown) => unknown.into(),
            Incomparable::NothingInCommon => finding("ces deux textes n'ont aucune procédure en commun".to_string()),
            Incomparable::NoSuchProcedure(name) => {
                finding(format!("aucune version à comparer de la procédure « {name} »"))
            }
            Incomparable::ReadingTwice => {
                let help = "écrivez-la dans chaque lecture : « convention=option,autre=option »";
                finding("deux lectures sont comparées : une convention de plus n'a pas de côté".to_string()).help(help)
            }
            Incomparable::NotSupposed(NotSupposed::NoSuchFact(name)) => {
                finding(format!("on ne peut supposer « {name} » : aucun des deux côtés n'a ce fait"))
            }
            Incomparable::NotSupposed(NotSupposed::Rows(name)) => {
                finding(format!("on ne peut supposer « {name} » : c'est un fait de plusieurs lignes"))
            }
            Incomparable::NotSupposed(NotSupposed::UnknownText(name, value)) => {
                finding(format!("on ne peut supposer « {name} » : « {value} » ; aucune règle ne nomme ce texte"))
            }
            Incomparable::NotSupposed(NotSupposed::Refused(name, value, why)) => {
                finding(format!("on ne peut supposer « {name} » : « {value} » ; {why}"))
            }
            Incomparable::UnknownSide { name, near, known } => {
                let help = match near {
                    Some(near) => format!("vouliez-vous dire « {near} » ?"),
                    None => format!("textes et procédures : {}", known.join(", ")),
                };
                let what = "ni un texte ni une procédure du recueil, ni une lecture « convention=option »";
                finding(format!("« {name} » n'est {what}")).help(help)
            }
        }
    }
}
