//! All wording of the stage, one constructor per finding.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Codes of words that are read, and of which it cannot be told what they mean.
pub(super) const UNTOLD: [&str; 2] = ["ambiguous-number", "nested-too-deep"];

pub(super) fn nested_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "nested-too-deep",
        format!("plus de {limit} parenthèses, guillemets ou négations sont ouverts les uns dans les autres"),
        span,
        "ici",
    )
    .help("fermez les parenthèses et les guillemets, ou définissez sous un nom une partie de la phrase")
}

pub(super) fn number_too_long(span: Span) -> Diagnostic {
    Diagnostic::error("number-too-long", "ce nombre a plus de 18 chiffres", span, "trop long")
        .help("vérifiez la saisie : un nombre s'écrit par exemple « 1 500 » ou « 2,5 »")
}

/// `1.500`: both numbers that may be meant, with their unit.
pub(super) fn two_readings(span: Span, text: &str, thousands: &str, decimals: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "ambiguous-number",
        format!("« {text} » se lit de deux façons"),
        span,
        "milliers ou décimales ?",
    );
    found.help(format!("écrivez « {thousands} » ou « {decimals} » ; un code s'écrit entre guillemets"))
}

pub(super) fn separators(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "ambiguous-number",
        format!("« {text} » : ce nombre a plusieurs séparateurs"),
        span,
        "milliers ou décimales ?",
    )
    .help("un espace sépare les milliers, une seule virgule les décimales, par exemple « 1 500,50 »")
}

pub(super) fn whole_number_expected(span: Span) -> Diagnostic {
    Diagnostic::error("whole-number-expected", "il faut ici un nombre entier", span, "nombre à virgule, ou trop grand")
        .help("écrivez par exemple « 18 mois » au lieu de « 1,5 an »")
}

pub(super) fn impossible_date(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        "impossible-date",
        format!("la date « {words} » n'existe pas ou sort des années 1900 à 2200"),
        span,
        "date impossible",
    )
    .help("écrivez une date du calendrier, par exemple « 28 novembre 2012 », « 28/11/2012 » ou « 2012-11-28 »")
}

pub(super) fn end_before_start(span: Span) -> Diagnostic {
    Diagnostic::error("end-before-start", "la fin est antérieure au début", span, "période à l'envers")
        .help("reprenez les deux dates du texte : la première vient avant la seconde")
}

pub(super) fn said_twice(second: Span, first: Span, what: &str) -> Diagnostic {
    Diagnostic::error("said-twice", format!("{what} est dite deux fois"), second, "la seconde fois")
        .and(first, "la première fois")
        .help("relisez le texte, et gardez celle qu'il dit")
}

pub(super) fn attribute_misplaced(span: Span, words: &str, of: &str, help: &str) -> Diagnostic {
    Diagnostic::error("attribute-misplaced", format!("« {words} » ne dit rien sur {of}"), span, "sans effet ici")
        .help(help)
}

/// `found` is what stands there, `expected` the words that could.
pub(super) fn unexpected(span: Span, found: &str, after_colon: bool, expected: &[&str]) -> Diagnostic {
    let message = if found.is_empty() && after_colon {
        "rien ne suit les deux points".to_string()
    } else if found.is_empty() {
        "la phrase s'arrête trop tôt".to_string()
    } else {
        format!("« {found} » n'est pas attendu ici")
    };
    let label = match expected {
        [] if found.is_empty() => "la suite manque".to_string(),
        [] => "ici".to_string(),
        [one] => format!("attendu : {one}"),
        several => format!("attendu : {}", one_of(several)),
    };
    // What is written may be law: nothing is proposed in its place that says something else.
    let help = match expected {
        ["ans, mois ou jours"] if found.chars().all(char::is_alphabetic) && !found.is_empty() => format!(
            "on compte en ans, mois, semaines ou jours ; pour compter des « {found} », déclarez un nombre sous « faits » et comparez-le : « … atteint … »"
        ),
        ["ans, mois ou jours"] => "ajoutez l'unité, par exemple « 5 ans », « 8 mois » ou « 90 jours »".to_string(),
        [] if found.is_empty() && after_colon => {
            "écrivez dessous ce qui est annoncé, ou retirez cette ligne".to_string()
        }
        [] => "lisez la phrase à voix haute : un mot manque avant, ou une virgule, « et » ou « ou »".to_string(),
        [one] if one.starts_with("un") => format!("il faut ici {one}"),
        [one] if found.is_empty() => format!("écrivez par exemple « {one} … »"),
        [one] => format!("il manque peut-être « {one} » avant « {found} »"),
        _ if found.is_empty() => "complétez la phrase par l'un de ces mots".to_string(),
        _ => format!("dites « {found} … » dans la phrase que cela concerne : ici, rien ne peut commencer ainsi"),
    };
    Diagnostic::error("syntax", message, span, label).help(help)
}

pub(super) fn near_miss(span: Span, found: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("near-miss", format!("« {found} » ne se lit pas ici"), span, "à corriger")
        .help(format!("vouliez-vous dire « {wanted} » ?"))
}

/// « dure » alone may mean three measures.
pub(super) fn which_duration(span: Span, verb: &str) -> Diagnostic {
    Diagnostic::error("near-miss", format!("« {verb} » se comprend de plusieurs façons"), span, "quelle durée ?").help(
        "écrivez « dure depuis » pour une durée qui court encore au jour d'appréciation, « a duré » pour une durée d'un seul tenant, même achevée, ou « totalise » pour une durée en plusieurs fois",
    )
}

pub(super) fn missing_colon(span: Span, after: &str) -> Diagnostic {
    Diagnostic::error("missing-colon", format!("il manque « : » après {after}"), span, "« : » attendu ici")
        .help("ajoutez un espace et deux points « : » avant la suite")
}

pub(super) fn missing_connector(span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-connector",
        "cette condition en suit une autre sans « et » ni « ou »",
        span,
        "liée comment ?",
    )
    .help("commencez la ligne par « et » si les deux sont exigées, par « ou » si l'une suffit")
}

pub(super) fn missing_dash(span: Span, rows: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("missing-dash", format!("« {name} » est lu comme un fait à part"), span, "sans tiret")
        .and(rows, "périodes ou lignes")
        .help(format!(
            "pour en faire une colonne, écrivez « - {name} : … » ; sinon, ramenez la ligne sous les autres faits"
        ))
}

pub(super) fn missing_or(span: Span) -> Diagnostic {
    Diagnostic::error("missing-or", "le dernier choix d'une liste est précédé de « ou »", span, "« ou » attendu ici")
        .help("écrivez « ou » au lieu de cette virgule, par exemple « salariée ou indépendante »")
}

/// `words` are the length or number that stands there.
pub(super) fn missing_bound(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("missing-bound", "on ne sait pas si c'est un minimum ou un maximum", span, "seuil sans sens")
        .help(format!("écrivez « au moins {words} », « au plus {words} », « moins de » ou « plus de »"))
}

pub(super) fn idle_colon(span: Span) -> Diagnostic {
    Diagnostic::error("idle-colon", "« : » n'est pas à sa place : le titre suit directement", span, "à retirer")
        .help("retirez « : », par exemple « effet « carte de séjour » »")
}

pub(super) fn reserved_word(span: Span, word: &str, joined: &str) -> Diagnostic {
    Diagnostic::error(
        "reserved-word",
        format!("« {word} » est un mot du langage : un nom ne peut le contenir"),
        span,
        "mot réservé",
    )
    .help(format!("choisissez un autre nom, ou liez ses mots par des tirets : « {joined} »"))
}

pub(super) fn date_form(span: Span, words: &str, day: &str) -> Diagnostic {
    Diagnostic::error("date-form", format!("« {words} » : une date s'écrit autrement"), span, "forme de date")
        .help(format!("écrivez « {day} »"))
}

pub(super) fn missing_guillemets(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("missing-guillemets", "un titre s'écrit entre guillemets", span, "sans guillemets")
        .help(format!("écrivez « {words} »"))
}

pub(super) fn unclosed_guillemets(span: Span, mark: char) -> Diagnostic {
    let close = match mark {
        '«' => '»',
        '“' => '”',
        other => other,
    };
    Diagnostic::error("unclosed-guillemets", "ce guillemet n'est pas fermé", span, "ouvert ici")
        .help(format!("ajoutez {close} à la fin du titre"))
}

pub(super) fn idle_words(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("idle-words", format!("« {words} » est de trop devant un titre"), span, "à retirer")
        .help(format!("retirez « {words} » : le titre suit directement"))
}

/// As [`idle_words`], where the words say something that must not be lost.
pub(super) fn words_before_title(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("idle-words", format!("« {words} » se lit devant un titre"), span, "hors du titre")
        .help(format!("dites « {words} » dans le titre ou dans la condition : rien ne se lit entre les deux"))
}

pub(super) fn missing_comma(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        "missing-comma",
        format!("il manque une virgule avant « {word} »"),
        span,
        "virgule attendue avant",
    )
    .help(format!("écrivez « , {word} … »"))
}

pub(super) fn unclosed_bracket(span: Span) -> Diagnostic {
    Diagnostic::error("unclosed-bracket", "cette parenthèse n'est pas fermée", span, "ouverte ici")
        .help("ajoutez « ) » après ce qui va ensemble")
}

pub(super) fn negated_verb(span: Span, words: &str, verb: &str) -> Diagnostic {
    let message = format!("« {words} » : la négation porte sur la phrase entière et s'écrit en tête");
    Diagnostic::error("negated-verb", message, span, "négation")
        .help(format!("écrivez « il n'est pas vrai que » devant la phrase, et le verbe seul : « … {verb} … »"))
}

pub(super) fn number_in_words(span: Span, word: &str, digits: &str) -> Diagnostic {
    Diagnostic::error("number-in-words", format!("« {word} » : les nombres s'écrivent en chiffres"), span, "en lettres")
        .help(format!("écrivez « {digits} »"))
}

pub(super) fn unknown_sentence(span: Span) -> Diagnostic {
    Diagnostic::error("unknown-sentence", "cette ligne ne commence aucune phrase connue ici", span, "phrase inconnue").help(
        "une ligne commence par un nom suivi de « est l'ensemble … », ou par un mot comme « voie », « condition », « pièce », « font obstacle : »",
    )
}

/// `a, b ou c`
fn one_of(words: &[&str]) -> String {
    let (last, first) = words.split_last().map_or(("", &[][..]), |(last, first)| (*last, first));
    format!("{} ou {last}", first.join(", "))
}

pub(super) fn joined_after_dashes(next: Span, lines: Span) -> Diagnostic {
    Diagnostic::error(
        "joined-after-dashes",
        "ce qui suit les tirets se lit de deux façons",
        next,
        "avec le dernier tiret, ou avec toute la liste ?",
    )
    .and(lines, "liste")
    .help("mettez la liste entière entre parenthèses, ou la ligne du tiret")
}

pub(super) fn leading_dash(span: Span) -> Diagnostic {
    Diagnostic::error("leading-dash", "un tiret en début de ligne n'est jamais un moins", span, "début de ligne")
        .help("mettez le moins à la fin de la ligne précédente, ou écrivez tout sur une ligne")
}
