//! Values that lie in no band, or in two.

use super::parts;
use crate::eval::{BandFault, Misfit};
use crate::plan::{Plan, TermKind, Type};
use crate::time::Day;
use crate::value::{Exact, format_amount, format_number, format_percent};

/// What is wrong, with the value, the words of the bands and their place.
pub(super) fn sentence(plan: &Plan, fault: &BandFault) -> String {
    let bands = &plan.terms[fault.bands.index()];
    let place = plan.sources.position(bands.span);
    let file = &plan.sources.file(bands.span.file).name;
    let (what, value) = if let TermKind::Bands(of, _) = &bands.kind {
        let of = &plan.terms[of.index()];
        (parts::words(plan, of.span), words(&of.of, fault.value))
    } else {
        (parts::words(plan, bands.span), words(&Type::Number, fault.value))
    };
    let misfit = match fault.misfit {
        Misfit::Outside => "n'est dans aucune tranche",
        Misfit::Several => "est dans deux tranches à la fois",
    };
    format!("« {what} », {value}, {misfit} ({file}, ligne {})", place.line)
}

/// A number as values of the type are written.
fn words(of: &Type, value: Exact) -> String {
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
