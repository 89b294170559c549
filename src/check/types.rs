//! Types, and how they are called.

use crate::plan::{Length, Type};

/// How a type is called in messages.
pub(super) fn type_words(of: &Type) -> &'static str {
    match of {
        Type::Truth => "un fait « oui ou non »",
        Type::Number => "un nombre",
        Type::Amount => "un montant",
        Type::Percent => "un pourcentage",
        Type::Date => "une date",
        Type::Months => "une durée en mois",
        Type::Days => "une durée en jours",
        Type::Text => "un texte",
        Type::Code => "un code",
        Type::Scale(_) => "un degré d'une échelle",
        Type::Enumeration(_) => "une valeur choisie dans une liste fermée",
        Type::Periods => "un ensemble de périodes",
        Type::Rows => "un ensemble de lignes",
    }
}

/// The type of a length.
pub(super) fn length_type(length: Length) -> Type {
    match length {
        Length::Months(_) => Type::Months,
        Length::Days(_) => Type::Days,
    }
}
