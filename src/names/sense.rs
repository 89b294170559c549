//! What words say that must not be lost when others are proposed for them.
//!
//! A proposal is followed to the letter. One that turns « pas condamnation » into « condamnation », or trimesters into
//! months, changes who has a right; where words cannot be told to say the same, nothing is proposed.

use super::fold;

/// Whether words may be a misspelling of others: word by word they are near, and none is lost or changes the sense.
pub fn is_misspelling(written: &str, meant: &str) -> bool {
    if !same_sense(written, meant) {
        return false;
    }
    let (written, meant) = (words(written), words(meant));
    let near = |(one, other): (&String, &String)| {
        let is_light = |word: &String| LIGHT.contains(&word.as_str());
        let of_a_kind = sense(one).is_some_and(|of| of != Sense::Side && sense(other) == Some(of));
        if of_a_kind || is_light(one) && is_light(other) {
            return true;
        }
        let is_near = |one: &str, other: &str| {
            let (one_length, length) = (one.chars().count(), other.chars().count());
            let limit = match one_length.max(length) {
                0..=2 => 0,
                3..=7 => 1,
                _ => 2,
            };
            one_length.abs_diff(length) <= limit && strsim::damerau_levenshtein(one, other) <= limit
        };
        is_near(one, other) || is_near(&masculine(one), &masculine(other))
    };
    if written.len() == meant.len() {
        return written.iter().zip(&meant).all(near);
    }
    // Words that were run together, or parted.
    strsim::damerau_levenshtein(&written.concat(), &meant.concat()) <= 1 || {
        let weighty = |words: &[String]| -> Vec<String> {
            words.iter().filter(|word| !LIGHT.contains(&word.as_str())).cloned().collect()
        };
        let (written, meant) = (weighty(&written), weighty(&meant));
        written.len() == meant.len() && !written.is_empty() && written.iter().zip(&meant).all(near)
    }
}

/// A word without the endings of its feminine that change its last letters: « veuve » as « veuf ».
fn masculine(word: &str) -> String {
    const ENDINGS: [(&str, &str); 4] = [("trice", "teur"), ("euse", "eur"), ("ve", "f"), ("se", "x")];
    let stem = ENDINGS.iter().find_map(|(feminine, masculine)| Some((word.strip_suffix(feminine)?, masculine)));
    stem.map_or_else(|| word.to_string(), |(stem, ending)| format!("{stem}{ending}"))
}

/// Whether putting the one for the other keeps what a rule says, as far as single words tell: the same numbers and
/// units, a negation on both sides or on none, and no word for its contrary.
///
/// ```
/// use alinea::names::same_sense;
///
/// assert!(same_sense("condannation", "condamnation"));
/// assert!(!same_sense("pas condamnation", "condamnation"));
/// assert!(!same_sense("172 trimestres", "172 mois"));
/// assert!(!same_sense("est antérieure au", "est postérieure au"));
/// ```
pub fn same_sense(written: &str, meant: &str) -> bool {
    let meant_words = words(meant);
    // A word that says nothing in itself may be a misspelling of one that does: « sens interruption ».
    let corrected: Vec<String> = words(written)
        .into_iter()
        .map(|word| {
            let is_near = |known: &&String| {
                word.chars().count() >= 4 && strsim::damerau_levenshtein(&word, known) == 1 && sense(known).is_some()
            };
            let known = meant_words.iter().find(is_near).filter(|_| sense(&word).is_none());
            known.cloned().unwrap_or(word)
        })
        .collect();
    let senses = |words: &[String], wanted: fn(&Sense) -> bool| -> Vec<Sense> {
        let mut found: Vec<Sense> = words.iter().filter_map(|word| sense(word)).filter(wanted).collect();
        found.sort();
        found
    };
    let counts = |sense: &Sense| matches!(sense, Sense::Number(_) | Sense::Unit(_));
    let negates = |words: &[String]| !senses(words, |sense| *sense == Sense::Negation).is_empty();
    senses(&corrected, counts) == senses(&meant_words, counts)
        && negates(&corrected) == negates(&meant_words)
        && !opposed(&corrected, &meant_words)
}

/// What a word contributes that must never be lost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sense {
    Number(String),
    Unit(&'static str),
    Negation,
    /// One side of a pair of contraries.
    Side,
}

fn sense(word: &str) -> Option<Sense> {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return Some(Sense::Number(digits));
    }
    if let Some((_, digits)) = NUMBERS.iter().chain(&PARTS).find(|(name, _)| is_form(word, name)) {
        return Some(Sense::Number((*digits).to_string()));
    }
    if let Some(units) = UNITS.iter().find(|units| units.contains(&word)) {
        return Some(Sense::Unit(units[0]));
    }
    if NEGATIONS.contains(&word) {
        return Some(Sense::Negation);
    }
    CONTRARIES.iter().any(|(one, other)| is_form(word, one) || is_form(word, other)).then_some(Sense::Side)
}

/// Whether a word of the one is the contrary of a word of the other, which does not say it too.
fn opposed(written: &[String], meant: &[String]) -> bool {
    let says = |words: &[String], of: &str| words.iter().any(|word| is_form(word, of));
    let swapped =
        |one: &str, other: &str| says(written, one) && !says(meant, one) && says(meant, other) && !says(written, other);
    CONTRARIES.iter().any(|(one, other)| swapped(one, other) || swapped(other, one))
        || written.iter().any(|word| {
            !meant.contains(word) && meant.iter().any(|other| !written.contains(other) && negated(word, other))
        })
}

/// Whether the one is the other behind a prefix that turns it around: « régulier » and « irrégulier ».
fn negated(one: &str, other: &str) -> bool {
    let behind = |long: &str, short: &str| {
        short.chars().count() >= 3
            && ["in", "im", "il", "ir", "non", "dis", "mal", "anti", "des", "de"]
                .iter()
                .any(|prefix| long.strip_prefix(prefix) == Some(short))
    };
    behind(one, other) || behind(other, one)
}

/// Whether words hold a number, a unit, a negation or one of two contraries: they may be a whole condition rather than
/// the name of a fact.
pub fn says_more_than_a_name(text: &str) -> bool {
    words(text).iter().any(|word| {
        let is_light = LIGHT.contains(&word.as_str());
        !is_light && sense(word).is_some()
    })
}

/// Whether a word is a number, or a part of one: « cents », « dizaine », « demi ».
pub fn is_number(word: &str) -> bool {
    words(word).iter().any(|word| matches!(sense(word), Some(Sense::Number(_))))
}

/// Whether a word is one of the forms of another: with an ending of gender, number or person.
fn is_form(word: &str, of: &str) -> bool {
    word.strip_prefix(of)
        .is_some_and(|ending| matches!(ending, "" | "e" | "s" | "es" | "nt" | "ent" | "ement" | "eure" | "eures"))
}

/// The words of a text, folded; signs part them, and those of units are words.
fn words(text: &str) -> Vec<String> {
    let text = fold(text).replace('€', " € ").replace('%', " % ");
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '€' | '%')));
    parts.filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Numbers in words, folded, and their digits. « Un » is an article too.
pub const NUMBERS: [(&str, &str); 20] = [
    ("deux", "2"),
    ("trois", "3"),
    ("quatre", "4"),
    ("cinq", "5"),
    ("six", "6"),
    ("sept", "7"),
    ("huit", "8"),
    ("neuf", "9"),
    ("dix", "10"),
    ("onze", "11"),
    ("douze", "12"),
    ("treize", "13"),
    ("quatorze", "14"),
    ("quinze", "15"),
    ("seize", "16"),
    ("vingt", "20"),
    ("trente", "30"),
    ("quarante", "40"),
    ("soixante", "60"),
    ("cent", "100"),
];

/// Numbers that no word alone writes in digits.
const PARTS: [(&str, &str); 14] = [
    ("demi", "½"),
    ("moitie", "½"),
    ("tiers", "⅓"),
    ("quart", "¼"),
    ("huitaine", "8"),
    ("dizaine", "10"),
    ("douzaine", "12"),
    ("quinzaine", "15"),
    ("vingtaine", "20"),
    ("trentaine", "30"),
    ("centaine", "100"),
    ("mille", "1000"),
    ("millier", "1000"),
    ("million", "1000000"),
];

/// Units, each with its forms.
const UNITS: [&[&str]; 11] = [
    &["an", "ans", "annee", "annees", "annuel", "annuels", "annuelle", "annuelles"],
    &["semestre", "semestres", "semestriel", "semestrielle"],
    &["trimestre", "trimestres", "trimestriel", "trimestrielle"],
    &["mois", "mensuel", "mensuels", "mensuelle", "mensuelles", "mensualite", "mensualites"],
    &["semaine", "semaines", "hebdomadaire", "hebdomadaires"],
    &["jour", "jours", "journee", "journees", "journalier", "journaliere"],
    &["heure", "heures", "horaire", "horaires"],
    &["euro", "euros", "€"],
    &["centime", "centimes"],
    &["%", "pourcent", "pourcentage", "pourcentages"],
    &["quantieme", "quantiemes"],
];

/// Words that negate, exclude or deny.
const NEGATIONS: [&str; 24] = [
    "ne",
    "n",
    "pas",
    "non",
    "ni",
    "not",
    "jamais",
    "aucun",
    "aucune",
    "nul",
    "nulle",
    "sans",
    "sauf",
    "hormis",
    "excepte",
    "excluant",
    "exclu",
    "exclue",
    "exclus",
    "exclues",
    "hors",
    "faux",
    "guere",
    "contraire",
];

/// Words that say the contrary, or something else, of one another, by what their forms begin with.
const CONTRARIES: [(&str, &str); 40] = [
    ("plus", "moins"),
    ("maximum", "minimum"),
    ("maximal", "minimal"),
    ("avant", "apres"),
    ("anterieur", "posterieur"),
    ("superieur", "inferieur"),
    ("debut", "fin"),
    ("commence", "finit"),
    ("commence", "prend"),
    ("premier", "dernier"),
    ("premiere", "derniere"),
    ("oui", "non"),
    ("atteint", "depasse"),
    ("majeur", "mineur"),
    ("petit", "grand"),
    ("entree", "sortie"),
    ("arrivee", "depart"),
    ("depose", "depasse"),
    ("depot", "depart"),
    ("avec", "sans"),
    ("et", "ou"),
    ("du", "au"),
    ("depuis", "jusqu"),
    ("tot", "tard"),
    ("pere", "mere"),
    ("fils", "fille"),
    ("frere", "soeur"),
    ("mari", "femme"),
    ("epoux", "epouse"),
    ("employeur", "employe"),
    ("ascendant", "descendant"),
    ("accorde", "refuse"),
    ("present", "absent"),
    ("presence", "absence"),
    ("brut", "net"),
    ("actif", "passif"),
    ("dependant", "independant"),
    ("legal", "illegal"),
    ("valide", "invalide"),
    ("salarie", "salaire"),
];

/// Words that carry no sense of their own in a name.
const LIGHT: [&str; 20] = [
    "a", "au", "aux", "ce", "ces", "cette", "d", "de", "des", "du", "en", "l", "la", "le", "les", "par", "pour", "s",
    "sur", "un",
];
