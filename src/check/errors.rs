//! All wording of the stage, one constructor per finding.

mod aggregates;
mod choices;
mod days;
mod lints;
mod lists;
mod parameters;
mod quantified;
mod scales;
mod texts;
mod uses;
mod wording;

pub(super) use aggregates::{
    column_or_rows_missing, grouping_misplaced, length_without_dates, may_lack, mean_without_window,
    monthly_without_months, never_lacks, one_but_for_number, outside_rows, rank_without_rows, straddling_unsaid,
    two_ways_to_read, window_without_dates,
};
pub(super) use choices::{
    choice_after_otherwise, choice_gap, choice_idle, choice_key, choice_twice, choice_without_otherwise,
};
pub(super) use days::{
    holidays_unsaid, list_after_law, not_a_date, not_a_first_day, not_a_territory, option_without_source,
    working_day_unsaid,
};
pub(super) use lints::{
    beyond_window, idle_route, never_met, never_met_together, no_source, untested_values, unused_convention,
    unused_definition, unused_fact,
};
pub(super) use lists::{
    code_spelling, duplicate_key, empty_vocabulary, list_cell, list_cell_reversed, list_column_missing, list_ends,
    list_file_missing, list_gap, list_keys, list_of_numbers, list_overlap, list_row, list_without_file,
    list_without_values, lookup_keys, spelt_alike, unknown_code, vocabulary_column, which_column,
};
pub(super) use parameters::{
    day_without_row, no_daily_mean, not_a_parameter, parameter_cell, parameter_days, parameter_ends, parameter_gap,
    parameter_not_whole, parameter_overlap, parameter_unset, parameter_value, two_types, unused_parameter,
    without_type,
};
pub(super) use quantified::{each_of_none, more_than_there_are, no_row_at_hand, which_column_of_row};
pub(super) use scales::{scale_bound, scale_open, scale_order};
pub(super) use texts::{
    amended_part_missing, amended_without_text, before_creation, gap, in_force_once_repealed, never_in_force,
    no_earlier_version, old_number, overlap, repealed_citation, repealed_without_end, signed_after_force,
    text_without_dates, transition_by_no_date, transition_without_date, undeclared_text,
};
pub(super) use uses::{procedure_circle, ruleset_circle, unknown_ruleset};
pub(super) use wording::{
    point_with_rule, points_without_rule, ruleless_without_file, text_file_missing, text_without_points, unclear_point,
    unknown_point,
};

use super::types::type_words;
use crate::diagnostic::Diagnostic;
use crate::names::says_more_than_a_name;
use crate::plan::Type;
use crate::source::Span;
use crate::time::Day;
use crate::value::Exact;

/// Proposes the nearest name; where none is near, what else to type.
fn did_you_mean(diagnostic: Diagnostic, near: Option<&str>, otherwise: impl Into<String>) -> Diagnostic {
    match near {
        Some(near) => diagnostic.meant(near),
        None => diagnostic.help(otherwise),
    }
}

/// The names that could stand here, at most six; `otherwise` where there is none.
pub(super) fn known_names<'n>(names: impl IntoIterator<Item = &'n str>, otherwise: &str) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("« {name} »")).collect();
    if quoted.is_empty() {
        return otherwise.to_string();
    }
    if quoted.len() > 6 {
        quoted.truncate(6);
        quoted.push("…".to_string());
    }
    format!("reprenez un nom connu : {}", quoted.join(", "))
}

pub(super) fn not_utf8(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("not-utf8", format!("le fichier « {name} » n'est pas en UTF-8"), span, "fichier illisible")
        .help("enregistrez-le en UTF-8")
}

pub(super) fn file_unreadable(span: Span, name: &str, why: &str) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("le fichier « {name} » ne peut être lu : {why}"), span, "non lu")
        .help("rendez-le lisible, ou retirez-le du dossier des règles")
}

pub(super) fn declared_twice(second: Span, first: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::error("declared-twice", format!("{what} « {name} » figure deux fois"), second, "la seconde fois")
        .and(first, "la première fois")
        .help("si elles disent la même chose, gardez-en une ; sinon, donnez-leur des noms différents")
}

/// A definition under the name of a fact may be a condition that lacks its « et ».
pub(super) fn defined_fact(definition: Span, fact: Span, name: &str) -> Diagnostic {
    Diagnostic::error("declared-twice", format!("« {name} » est déjà un fait"), definition, "défini de nouveau")
        .and(fact, "le fait")
        .help("si c'est une condition, commencez la ligne par « et » ou « ou » ; sinon, donnez un autre nom")
}

pub(super) fn second_ruleset(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error("second-ruleset", "un dossier ne contient qu'un recueil", second, "second recueil")
        .and(first, "premier recueil")
        .help("gardez une seule ligne « recueil », ou séparez les fichiers en deux dossiers")
}

pub(super) fn column_without_rows(column: Span, fact: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "column-without-rows",
        format!("« {name} » n'a pas de lignes : il ne peut avoir de colonnes"),
        column,
        "colonne",
    )
    .and(fact, "ce fait n'est ni « périodes » ni « lignes »")
    .help("écrivez « : périodes » ou « : lignes » après le nom du fait")
}

pub(super) fn reserved_column(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "reserved-column",
        format!("la colonne « {name} » existe déjà dans toute période"),
        span,
        "nom réservé",
    )
    .help("« du » et « au » sont le premier et le dernier jour ; choisissez un autre nom")
}

pub(super) fn nested_rows(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "nested-rows",
        format!("la colonne « {name} » ne peut pas contenir elle-même des lignes"),
        span,
        "type impossible ici",
    )
    .help("donnez à la colonne une nature simple (« date », « oui ou non », « code »), ou faites-en un fait à part")
}

pub(super) fn unknown_name(
    span: Span,
    name: &str,
    what: &str,
    near: Option<&str>,
    otherwise: impl Into<String>,
) -> Diagnostic {
    let found = Diagnostic::error("unknown-name", format!("« {name} » n'est pas {what}"), span, "nom inconnu");
    did_you_mean(found, near, otherwise)
}

/// What to do about words that name nothing; `declaration` declares them, which would swallow a number, a unit or a
/// negation that they hold.
pub(super) fn declare(words: &str, declaration: String) -> String {
    if !says_more_than_a_name(words) {
        return declaration;
    }
    "nommez le fait seul, puis dites le reste dans une phrase : « … atteint … », « … dure depuis au moins … », « il n'est pas vrai que … »"
        .to_string()
}

pub(super) fn unknown_option(span: Span, name: &str, of: &str, options: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "unknown-option",
        format!("« {name} » n'est pas une valeur de « {of} »"),
        span,
        "valeur inconnue",
    );
    match near {
        Some(near) => found.meant(near),
        None => found.help(format!("valeurs possibles : {options}")),
    }
}

pub(super) fn wrong_type(span: Span, name: &str, found: &Type, wanted: &str) -> Diagnostic {
    let is = type_words(found);
    let sentence = match found {
        Type::Number => format!("« {name} atteint … »"),
        Type::Amount => format!("« {name} atteint … € »"),
        Type::Percent => format!("« {name} atteint … % »"),
        Type::Date => format!("« {name} remonte à au moins … ans »"),
        Type::Months => format!("« {name} atteint … mois »"),
        Type::Days => format!("« {name} atteint … jours »"),
        Type::Text | Type::Code | Type::Enumeration(_) => format!("« {name} est … »"),
        Type::Scale(_) => format!("« {name} atteint … »"),
        Type::Periods | Type::Rows => {
            format!("« {name} totalise au moins … mois », « {name} est en cours »")
        }
        Type::Truth => format!("« {name} », seul ou suivi de « est non »"),
    };
    Diagnostic::error("wrong-type", format!("« {name} » est {is} ; il faut ici {wanted}"), span, format!("c'est {is}"))
        .help(format!("une condition sur {is} s'écrit par exemple {sentence}"))
}

/// `condition` tells whether what is excepted holds or not.
pub(super) fn other_nature(span: Span, excepted: Span, name: &str, condition: bool) -> Diagnostic {
    let help = if condition {
        format!(
            "« {name} » est une condition : dites ce qui est exigé à la place, par exemple « la présence dure depuis au moins 3 ans »"
        )
    } else {
        format!("« {name} » est une définition : écrivez « {name} est … »")
    };
    Diagnostic::error(
        "exception-nature",
        format!("l'exception à « {name} » n'est pas de la même nature que ce qu'elle remplace"),
        span,
        "autre nature",
    )
    .and(excepted, "ce qu'elle écarte")
    .help(help)
}

pub(super) fn exception_to_another(span: Span, name: &str, defined: &str) -> Diagnostic {
    Diagnostic::error(
        "exception-nature",
        format!("l'exception à « {name} » définit « {defined} »"),
        span,
        "autre chose est définie",
    )
    .help(format!(
        "écrivez « par exception à « {defined} », … » pour changer la définition, « … est égal à … » pour une condition"
    ))
}

/// An authority that is not that of the recueil.
pub(super) fn other_authority(span: Span, words: &str, name: &str, as_such: &str) -> Diagnostic {
    Diagnostic::error("unknown-name", format!("« {words} » n'est pas l'autorité de ce recueil"), span, "autre autorité")
        .help(format!("écrivez « {name} » ou « {as_such} » ; l'autorité se dit sous le titre : « autorité : … »"))
}

/// Words that say what stands instead, under an exception that only excludes another.
pub(super) fn nothing_to_replace(span: Span, outer: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "exception-nature",
        format!("l'exception « {name} » ne remplace rien : elle en écarte une autre"),
        span,
        "ne remplace rien",
    )
    .and(outer, "écarte une exception")
    .help("écrivez « l'exception ne s'applique pas », ou faites une exception à celle qui est écartée")
}

/// `l'exception ne s'applique pas`, of what is no exception.
pub(super) fn nothing_to_exclude(span: Span, target: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "exception-nature",
        format!("« {name} » n'est pas le nom d'une exception : dites ce qui s'applique à la place"),
        span,
        "n'écarte aucune exception",
    )
    .and(target, "n'est pas une exception")
    .help("seule une exception qui porte un nom peut ne pas s'appliquer : « exception « … » à « … », si …, … »")
}

pub(super) fn exception_name_taken(span: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "declared-twice",
        format!("« {name} » est déjà le nom d'une définition ou d'une partie de cette procédure"),
        span,
        "une exception ne peut porter le même nom",
    )
    .and(first, "première déclaration")
    .help("donnez à l'exception un autre nom")
}

pub(super) fn circle_of_exceptions(places: &[(Span, String)]) -> Diagnostic {
    let names: Vec<String> = places.iter().map(|(_, name)| format!("« {name} »")).collect();
    let mut found = Diagnostic::error(
        "circular-definition",
        format!("des exceptions s'écartent en rond : {}", names.join(", puis ")),
        places[0].0,
        "écarte la suivante",
    );
    for (span, _) in &places[1..] {
        found = found.and(*span, "écarte la suivante");
    }
    found.help("l'une d'elles doit faire exception à une condition ou à une définition")
}

pub(super) fn exception_of_which(span: Span, definition: Span, part: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "exception-target",
        format!("« {name} » est à la fois une définition et une condition de cette procédure"),
        span,
        "laquelle est écartée ?",
    )
    .and(definition, "la définition")
    .and(part, "la condition")
    .help("donnez-leur des noms différents")
}

pub(super) fn contradicting_exceptions(second: Span, first: Span, target: &str) -> Diagnostic {
    Diagnostic::error(
        "contradicting-exceptions",
        format!("deux exceptions à « {target} » s'appliquent ensemble et se contredisent"),
        second,
        "dit autre chose",
    )
    .and(first, "s'applique aussi")
    .help("précisez « si … » dans l'une des deux, pour qu'un même dossier n'ait qu'une réponse")
}

pub(super) fn within_itself(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("within-no-periods", format!("« {name} » ne peut être au sein de lui-même"), span, "le fait même")
        .help("nommez les périodes qui contiennent celles-ci, par exemple « au sein des séjours »")
}

pub(super) fn within_no_periods(span: Span, name: &str, found: &Type) -> Diagnostic {
    let is = type_words(found);
    Diagnostic::error(
        "within-no-periods",
        format!("« {name} » est {is} ; il faut ici des périodes"),
        span,
        format!("c'est {is}"),
    )
    .help("nommez un fait déclaré « : périodes »")
}

pub(super) fn band_gap(from: Span, below: Span, words: &str) -> Diagnostic {
    Diagnostic::error("band-gap", "aucune tranche ne vaut entre ces deux bornes", from, "commence ici")
        .and(below, "finit ici")
        .help(format!("faites commencer une tranche où l'autre finit, par exemple « moins de {words} »"))
}

/// Between a band that says where it ends and the next one; `next` is the first value after it.
pub(super) fn band_gap_after(from: Span, until: Span, of: &Type, next: Exact) -> Diagnostic {
    Diagnostic::error("band-gap", "aucune tranche ne vaut entre ces deux bornes", from, "commence ici")
        .and(until, "finit ici")
        .help(format!("faites commencer la seconde tranche à {}, ou finir la première plus haut", whole(of, next)))
}

/// As [`band_gap_after`], where the next band begins too early.
pub(super) fn band_overlap_after(from: Span, until: Span, of: &Type, next: Exact) -> Diagnostic {
    Diagnostic::error("band-overlap", "deux tranches valent entre ces deux bornes", from, "commence déjà ici")
        .and(until, "ne finit qu'ici")
        .help(format!("faites commencer la seconde tranche à {}, ou finir la première plus bas", whole(of, next)))
}

/// A whole number as values of the type are written.
pub(super) fn whole(of: &Type, value: Exact) -> String {
    let number = value.to_integer();
    match of {
        Type::Date => {
            let day = i32::try_from(number).map(Day::from_number);
            day.map_or_else(|_| number.to_string(), |day| day.french().to_string())
        }
        Type::Months => format!("{number} mois"),
        Type::Days => format!("{number} jours"),
        Type::Truth
        | Type::Number
        | Type::Amount
        | Type::Percent
        | Type::Text
        | Type::Code
        | Type::Enumeration(_)
        | Type::Scale(_)
        | Type::Periods
        | Type::Rows => number.to_string(),
    }
}

pub(super) fn open_bands(bound: Span, side: &str, line: &str) -> Diagnostic {
    let message = format!("rien n'est dit de ce qui est {side}");
    Diagnostic::warning("open-bands", message, bound, "seule borne de ce côté")
        .help(format!("écrivez « {line} » ; sans elle, une telle valeur est une erreur"))
}

pub(super) fn band_overlap(from: Span, below: Span, words: &str) -> Diagnostic {
    Diagnostic::error("band-overlap", "deux tranches valent entre ces deux bornes", from, "commence déjà ici")
        .and(below, "ne finit qu'ici")
        .help(format!("faites commencer une tranche où l'autre finit, par exemple « moins de {words} »"))
}

pub(super) fn band_order(second: Span, first: Span, words: &str) -> Diagnostic {
    Diagnostic::error("band-order", "les tranches ne se suivent pas dans l'ordre de leurs bornes", second, "plus bas")
        .and(first, "plus haut")
        .help(format!("corrigez la borne « {words} », ou placez sa tranche avant l'autre"))
}

pub(super) fn duplicate_band(second: Span, first: Span, words: &str) -> Diagnostic {
    Diagnostic::error("duplicate-band", "deux tranches commencent à la même borne", second, "la seconde fois")
        .and(first, "la première fois")
        .help(format!("gardez une seule tranche « à partir de {words} », ou corrigez l'une des bornes"))
}

pub(super) fn division_by_zero(span: Span, defined: Option<Span>) -> Diagnostic {
    let found = Diagnostic::error("division-by-zero", "ce calcul divise par zéro", span, "toujours nul");
    let found = match defined {
        Some(defined) => found.and(defined, "ce qui est nul"),
        None => found,
    };
    found.help("corrigez ce nombre : une division par zéro n'a pas de résultat")
}

pub(super) fn rounding_unit(unit: Span, rounded: Span, of: &Type) -> Diagnostic {
    let is = type_words(of);
    let help = match of {
        Type::Amount => "un montant s'arrondit au centime, à l'euro ou à la dizaine d'euros",
        Type::Number => "un nombre s'arrondit au dixième ou à l'unité",
        Type::Percent => "un pourcentage s'arrondit au dixième de point ou au point",
        Type::Truth
        | Type::Date
        | Type::Months
        | Type::Days
        | Type::Text
        | Type::Code
        | Type::Enumeration(_)
        | Type::Scale(_)
        | Type::Periods
        | Type::Rows => "seuls un montant, un nombre et un pourcentage s'arrondissent",
    };
    Diagnostic::error("rounding-unit", format!("{is} ne s'arrondit pas ainsi"), unit, "autre unité")
        .and(rounded, format!("c'est {is}"))
        .help(help)
}

pub(super) fn ends_reversed(first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("ends-reversed", "rien n'est compris entre ces deux bornes", second, "plus petite")
        .and(first, "plus grande")
        .help("écrivez la plus petite d'abord ; une durée de deux unités se met entre parenthèses : « entre (1 an et 6 mois) et … »")
}

pub(super) fn mixed_types(left: (Span, &Type), right: (Span, &Type)) -> Diagnostic {
    use Type::{Amount, Date, Days, Months, Number, Percent, Periods, Rows, Truth};
    let help = match (left.1, right.1) {
        (Periods | Rows, _) | (_, Periods | Rows) => {
            "mesurez les périodes : « … totalise au moins … mois », ou comptez-les : « … compte au moins … périodes »"
        }
        (Truth, _) | (_, Truth) => "un fait « oui ou non » s'écrit seul, ou suivi de « est non »",
        (Number, Amount) | (Amount, Number) => "un montant s'écrit avec son signe, par exemple « 1 500 € »",
        (Number, Percent) | (Percent, Number) => "un pourcentage s'écrit avec son signe, par exemple « 55 % »",
        (Number, Months | Days) | (Months | Days, Number) => "ajoutez l'unité, par exemple « 3 mois » ou « 90 jours »",
        (Months, Days) | (Days, Months) => "écrivez les deux durées en mois, ou les deux en jours",
        (Date, Number | Months | Days) | (Number | Months | Days, Date) => {
            "pour un âge ou une ancienneté, écrivez « … remonte à au moins … ans »"
        }
        (Date, _) | (_, Date) => "une date se compare à une date : « … est antérieure au 1er janvier 2024 »",
        _ => "comparez deux choses de même nature",
    };
    let (one, other) = (type_words(left.1), type_words(right.1));
    Diagnostic::error(
        "mixed-types",
        format!("on ne peut comparer ni combiner {one} et {other}"),
        left.0,
        format!("c'est {one}"),
    )
    .and(right.0, format!("c'est {other}"))
    .help(help)
}

pub(super) fn mixed_units(span: Span) -> Diagnostic {
    Diagnostic::error(
        "mixed-units",
        "une durée s'exprime en mois et années, ou en jours, jamais les deux",
        span,
        "mois et jours mêlés",
    )
    .help("un mois n'a pas un nombre fixe de jours : dites toute la durée en mois, ou toute en jours, comme le texte la compte")
}

pub(super) fn months_expected(span: Span) -> Diagnostic {
    Diagnostic::error("months-expected", "cette durée se compte en jours", span, "en jours ici")
        .help("une interruption se compte en jours : « sans interruption de plus de … jours »")
}

pub(super) fn unbounded_window(span: Span) -> Diagnostic {
    Diagnostic::error("empty-window", "une fenêtre ou une durée ne peut pas être nulle", span, "durée nulle")
        .help("écrivez la durée du texte, par exemple « dans les 24 derniers mois »")
}

pub(super) fn circle(places: &[(Span, String)]) -> Diagnostic {
    let names: Vec<String> = places.iter().map(|(_, name)| format!("« {name} »")).collect();
    let mut found = Diagnostic::error(
        "circular-definition",
        format!("des définitions tournent en rond : {}", names.join(", puis ")),
        places[0].0,
        "renvoie à la suivante",
    );
    for (span, _) in &places[1..] {
        found = found.and(*span, "renvoie à la suivante");
    }
    found.help("une définition ne peut dépendre d'elle-même ; coupez le cercle à l'une de ces lignes")
}

pub(super) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "nested-too-deep",
        format!(
            "des conditions, des calculs ou des définitions tiennent les uns aux autres sur plus de {limit} degrés"
        ),
        span,
        "trop loin",
    )
    .help("coupez la suite de définitions, qui tourne peut-être en rond, ou calculez à part une partie de la somme")
}

pub(super) fn misplaced(span: Span, what: &str, help: &str) -> Diagnostic {
    Diagnostic::error("misplaced-part", format!("{what} n'est pas à sa place"), span, "ici").help(help)
}

pub(super) fn mixed_connectives(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "mixed-connectives",
        "« et » et « ou » sont mêlés sans parenthèses ; « et » l'emporte",
        span,
        "à lire à voix haute",
    )
    .help("mettez des parenthèses autour de ce qui va ensemble")
}

pub(super) fn without_condition(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "no-condition",
        format!("la procédure « {name} » n'a ni voie ni condition"),
        span,
        "rien à réunir",
    )
    .help("ajoutez « les conditions sont réunies si : » et au moins une condition")
}

pub(super) fn no_discretion(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "no-discretion",
        format!("la procédure « {name} » ne dit pas qui décide ; une autre le dit"),
        span,
        "à compléter",
    )
    .help("ajoutez « la décision relève du pouvoir d'appréciation de l'autorité » si c'est le cas")
}

pub(super) fn convention_option(
    span: Span,
    option: &str,
    convention: &str,
    near: Option<&str>,
    known: &str,
) -> Diagnostic {
    let found = Diagnostic::error(
        "unknown-convention-option",
        format!("« {option} » n'est pas une option connue de « {convention} »"),
        span,
        "option inconnue",
    );
    did_you_mean(found, near, format!("options connues : {known}"))
}

pub(super) fn not_a_window(span: Span, convention: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-window",
        format!("les options de « {name} » ne sont pas des fenêtres"),
        span,
        "fenêtre attendue",
    )
    .and(convention, "convention déclarée ici")
    .help("écrivez des options comme « sans limite » ou « les 3 dernières années »")
}

pub(super) fn window_twice(convention: Span, window: Span) -> Diagnostic {
    Diagnostic::error("window-twice", "la fenêtre est donnée deux fois", convention, "par la convention")
        .and(window, "et par la phrase")
        .help("gardez « dans les … derniers mois » si le texte le dit, « selon la convention » s'il se tait")
}

pub(super) fn continuity_twice(convention: Span, said: Span) -> Diagnostic {
    Diagnostic::error(
        "window-twice",
        "ce qui rend la durée continue est dit deux fois",
        convention,
        "par la convention",
    )
    .and(said, "déjà dit ici")
    .help("dites-le par la convention, ou dans la phrase")
}

pub(super) fn not_a_continuity(span: Span, declared: Span, name: &str) -> Diagnostic {
    let message = format!("la convention « {name} » ne dit pas ce qui rend une durée continue");
    Diagnostic::error("not-a-window", message, span, "suivie ici").and(declared, "déclarée ici").help(
        "ses options se lisent « sans interruption », « interruptions de 30 jours au plus comprises », « par semestre » ou « par année »",
    )
}

pub(super) fn modifier_misplaced(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("modifier-misplaced", format!("{what} n'a pas de sens ici"), span, "sans effet ici")
        .help("relisez le texte avant de les retirer : « totalise » compte en plusieurs fois et dans une fenêtre, « dure depuis » d'un seul tenant jusqu'au jour d'appréciation")
}

pub(super) fn different_rows(span: Span) -> Diagnostic {
    Diagnostic::error(
        "different-rows",
        "« dont » ne peut trier des lignes de faits différents",
        span,
        "lignes de plusieurs faits",
    )
    .help("triez chaque ensemble avant de les réunir")
}

pub(super) fn dont_after_except(such_that: Span, except: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "dont-after-sauf",
        "« dont » trie tout l'ensemble, non ce qui vient d'être retiré",
        such_that,
        "trie quoi ?",
    )
    .and(except, "ce qui est retiré")
    .help(format!(
        "nommez d'abord ce qui est retiré : « {name} exclus sont les {name} dont … », puis « sauf les {name} exclus »"
    ))
}

pub(super) fn other_rows(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("other-rows", format!("« {name} » n'est pas fait des mêmes lignes"), span, "autres lignes")
        .help("pour retirer des jours, écrivez « sauf pendant … »")
}

pub(super) fn exception_target(span: Span, name: &str, near: Option<&str>, known: String) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            "exception-target",
            format!("aucune définition ni condition ne s'appelle « {name} »"),
            span,
            "introuvable",
        ),
        near,
        known,
    )
}
