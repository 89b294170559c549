//! Why two sides are not compared, in words.

use super::Incomparable;
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
