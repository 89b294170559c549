//! Nouns that rule files use as names, put into sentences: the singular of rows, and articles.
//!
//! A gender is told by the ending of a word where endings tell it; otherwise a wording is taken that needs none.

/// Words that end in « s » in the singular as well.
const UNCHANGED: [&str; 17] = [
    "avis", "bras", "concours", "corps", "cours", "discours", "fois", "mois", "parcours", "pays", "permis", "poids",
    "recours", "refus", "secours", "temps", "tiers",
];

/// Words that end what agrees with a noun.
const ENDS: [&str; 18] = [
    "à", "au", "aux", "avec", "dans", "de", "des", "dont", "du", "en", "et", "ou", "par", "pour", "qui", "sans",
    "sous", "sur",
];

const FEMININE: [&str; 22] = [
    "tion", "sion", "xion", "ité", "ure", "ence", "ance", "ée", "ie", "ette", "esse", "ude", "ériode", "une", "ille",
    "ise", "fin", "isse", "rice", "che", "orme", "gion",
];

const MASCULINE: [&str; 24] = [
    "our", "at", "ment", "eur", "age", "ier", "al", "ail", "isme", "oi", "el", "et", "ut", "art", "ôt", "ot", "ant",
    "ent", "ours", "er", "il", "ique", "ire", "ois",
];

/// Words of which the ending tells the wrong gender, or none.
const FEMININE_WORDS: [&str; 12] =
    ["adresse", "commune", "demande", "durée", "langue", "ligne", "mesure", "nature", "part", "peine", "taxe", "ville"];

const MASCULINE_WORDS: [&str; 12] =
    ["code", "diplôme", "document", "jour", "lieu", "mode", "nom", "pays", "revenu", "salaire", "titre", "type"];

/// The name of one row of a fact: « séjours » gives « séjour », « années d'école d'un enfant » « année d'école … ».
pub fn singular(rows: &str) -> String {
    let mut agrees = true;
    let words = rows.split(' ').map(|word| {
        agrees = agrees && !ENDS.contains(&word) && !word.contains('\'');
        match word.strip_suffix('s') {
            Some(one) if agrees && one.len() > 2 && !UNCHANGED.contains(&word) => one,
            _ => word,
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A name without the marks of the plural: two that differ by these alone have the same.
///
/// ```
/// use alinea::names::without_number;
///
/// assert_eq!(without_number("heures travaillées"), without_number("heure travaillée"));
/// assert_eq!(without_number("totaux"), without_number("total"));
/// assert_ne!(without_number("salaires"), without_number("salariés"));
/// ```
pub fn without_number(name: &str) -> String {
    let words = name.split(' ').map(|word| match word.strip_suffix("aux") {
        Some(stem) => format!("{stem}al"),
        None => word.trim_end_matches(['s', 'x']).to_string(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// « l'emploi », « le séjour », « la nature »; the noun alone where its ending tells no gender.
pub fn the(noun: &str) -> String {
    match article(noun) {
        Some(Article::Elided) => format!("l'{noun}"),
        Some(Article::Feminine) => format!("la {noun}"),
        Some(Article::Masculine) => format!("le {noun}"),
        None => noun.to_string(),
    }
}

/// « de l'emploi », « du séjour », « de la période »; « de « … » » where its ending tells no gender.
pub fn of(noun: &str) -> String {
    match article(noun) {
        Some(Article::Elided) => format!("de l'{noun}"),
        Some(Article::Feminine) => format!("de la {noun}"),
        Some(Article::Masculine) => format!("du {noun}"),
        None => format!("de « {noun} »"),
    }
}

/// A place of a dossier in words: « le document du séjour n° 1 » for `séjours[0].document`.
///
/// ```
/// use alinea::names::place;
///
/// assert_eq!(place("emplois[1].du"), "le début de l'emploi n° 2");
/// assert_eq!(place("polygamie"), "polygamie");
/// ```
pub fn place(path: &str) -> String {
    let Some((row, column)) = path.split_once("].") else { return self::row(path) };
    let column = match column {
        "du" => "le début".to_string(),
        "au" => "la fin".to_string(),
        other => the(other),
    };
    format!("{column} {}", of(&self::row(row)))
}

/// « emploi n° 1 » for `emplois[0]`; the name of a fact that is no row.
pub fn row(path: &str) -> String {
    match path.split_once('[') {
        Some((fact, index)) => {
            let index: usize = index.trim_end_matches(']').parse().unwrap_or(0);
            format!("{} n° {}", singular(fact), index + 1)
        }
        None => path.to_string(),
    }
}

enum Article {
    Elided,
    Feminine,
    Masculine,
}

fn article(noun: &str) -> Option<Article> {
    let word = noun.split([' ', '\'']).next().unwrap_or_default();
    let first = word.chars().next()?.to_lowercase().next()?;
    if "aàâeéèêiîoôuœ".contains(first) {
        return Some(Article::Elided);
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if FEMININE_WORDS.contains(&word) {
        Some(Article::Feminine)
    } else if MASCULINE_WORDS.contains(&word) {
        Some(Article::Masculine)
    } else if ends(&FEMININE) {
        Some(Article::Feminine)
    } else if ends(&MASCULINE) {
        Some(Article::Masculine)
    } else {
        None
    }
}
