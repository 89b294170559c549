//! What writers bring along: other languages, other words, words in a hurry.

use crate::syntax::without_accents;

/// What is typed, the phrase of the language that could stand there, and what to type.
pub(super) const HABITS: &[(&str, &str, &str)] = &[
    (">=", "au moins", "au moins"),
    ("≥", "au moins", "au moins"),
    ("<=", "au plus", "au plus"),
    ("≤", "au plus", "au plus"),
    ("and", "et", "et"),
    ("or", "ou", "ou"),
    ("&&", "et", "et"),
    ("||", "ou", "ou"),
    ("==", "est", "est"),
    ("not", "il n'est pas vrai que", "il n'est pas vrai que"),
    ("if", "si", "si"),
    ("minimum", "au moins", "au moins"),
    ("maximum", "au plus", "au plus"),
    ("moins", "au moins", "au moins"),
    ("vigueur", "en vigueur", "en vigueur"),
    ("signifie", "signifie que", "signifie que"),
    ("signée", "signé le", "signée le"),
    ("signé", "signé le", "signé le"),
    ("dure", "dure depuis", "dure depuis"),
    ("durent", "dure depuis", "durent depuis"),
    ("jusqu'au", "au", "au"),
    ("depuis", "à compter du", "à compter du"),
    ("dès le", "à compter du", "à compter du"),
    ("pour", "par", "par"),
    ("art.", "point", "article"),
    ("al.", "point", "article"),
    ("supprime", "abroge", "abroge"),
    ("supérieur à", "est supérieur à", "est supérieur à"),
    ("inférieur à", "est inférieur à", "est inférieur à"),
    ("vaut", "est", "est"),
    ("égale", "est égal à", "est égal à"),
    ("oui/non", "oui ou non", "oui ou non"),
    ("booléen", "oui ou non", "oui ou non"),
    ("boolean", "oui ou non", "oui ou non"),
    ("bool", "oui ou non", "oui ou non"),
    ("entier", "nombre", "nombre"),
    ("number", "nombre", "nombre"),
    ("integer", "nombre", "nombre"),
    ("amount", "montant", "montant"),
    ("euros", "montant", "montant"),
    ("text", "texte", "texte"),
    ("chaîne", "texte", "texte"),
    ("periods", "périodes", "périodes"),
    ("months", "ans, mois ou jours", "mois"),
    ("month", "ans, mois ou jours", "mois"),
    ("years", "ans, mois ou jours", "ans"),
    ("year", "ans, mois ou jours", "an"),
    ("days", "ans, mois ou jours", "jours"),
    ("day", "ans, mois ou jours", "jour"),
    ("trimestres", "ans, mois ou jours", "mois"),
];

/// Words that open a sentence or a block in another language, or in other words.
const OPENINGS: &[(&str, &str)] = &[
    ("ruleset", "recueil"),
    ("facts", "faits"),
    ("text", "texte"),
    ("list", "liste"),
    ("route", "voie"),
    ("paper", "pièce"),
    ("step", "démarche"),
    ("repeals", "abroge"),
    ("supprime", "abroge"),
    ("remplacer", "remplace"),
    ("ajouter", "ajoute"),
    ("and", "et"),
    ("or", "ou"),
    ("unless", "sauf si"),
    ("sauf lorsque", "sauf si"),
];

/// What opens a sentence or a block.
const STARTERS: &[&str] = &[
    "recueil",
    "faits",
    "conventions",
    "texte",
    "liste",
    "procédure",
    "modifie la procédure",
    "voie",
    "condition",
    "obstacle",
    "pièce",
    "démarche",
    "effet",
    "les conditions sont réunies par l'une de ces voies",
    "les conditions sont réunies si",
    "il faut en outre",
    "font obstacle",
    "peuvent faire obstacle",
    "le préfet apprécie",
    "la décision relève du pouvoir d'appréciation du préfet",
    "la procédure s'applique si",
    "par exception à",
    "en vigueur",
    "signée le",
    "applique",
    "crée",
    "abroge",
    "abroge en partie",
    "modifie",
    "remplace",
    "renumérote",
    "ajoute",
    "aux demandes déposées",
    "aux décisions prises",
    "à compter du",
];

/// Numbers in words.
const NUMBERS: &[(&str, &str)] = &[
    ("un", "1"),
    ("une", "1"),
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
    ("quinze", "15"),
    ("dix-huit", "18"),
    ("vingt", "20"),
    ("vingt-quatre", "24"),
    ("trente", "30"),
    ("trente-six", "36"),
    ("quarante-huit", "48"),
    ("soixante", "60"),
];

/// Words inside an unknown name that give a verb away, and the phrase that was meant.
const VERBS: &[(&str, &str)] = &[
    ("l'ensemble de", "l'ensemble des"),
    ("ensemble des", "l'ensemble des"),
    ("is over", "dure depuis plus de"),
    ("is", "est"),
    ("has", "a"),
    ("are", "sont"),
    ("not", "n'est pas"),
    ("over", "plus de"),
    ("at least", "au moins"),
    ("supérieur à", "est supérieur à"),
    ("supérieure à", "est supérieure à"),
    ("inférieur à", "est inférieur à"),
    ("inférieure à", "est inférieure à"),
    ("superieur a", "est supérieur à"),
    ("inferieur a", "est inférieur à"),
    ("égal à", "est égal à"),
    ("antérieure à", "est antérieure à"),
    ("postérieure à", "est postérieure à"),
    ("atteins", "atteint"),
    ("attteint", "atteint"),
    ("dépase", "dépasse"),
    ("depasse", "dépasse"),
    ("vaut", "est"),
    ("non", "il n'est pas vrai que"),
    ("or", "ou"),
    ("and", "et"),
    ("if", "si"),
];

/// The digits of a number in words.
pub(super) fn digits(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, digits)| *digits)
}

/// A verb inside the words of an unknown name: where it stands, and what was meant.
pub(super) fn verb_inside(words: &str) -> Option<(std::ops::Range<usize>, &'static str)> {
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return None;
    }
    VERBS.iter().find_map(|(habit, meant)| {
        let is_apart = |at: &usize| {
            let before = lower[..*at].chars().next_back();
            let after = lower[at + habit.len()..].chars().next();
            before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
        };
        let at = lower.match_indices(habit).map(|(at, _)| at).find(is_apart)?;
        Some((at..at + habit.len(), *meant))
    })
}

/// The opening that the first words of a line nearly are: how many bytes they take, and what was meant.
pub(super) fn near_opening(line: &str) -> Option<(usize, &'static str)> {
    let head_end = line.find([':', '«', ',', '"', '(', '\n']).unwrap_or(line.len());
    let head = line[..head_end].trim_end();
    let ends: Vec<usize> = head
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .chain([head.len()])
        .filter(|end| !head[..*end].ends_with(char::is_whitespace))
        .collect();
    let is_whole = |end: usize| !line[end..].starts_with(|c: char| c.is_alphanumeric());
    for (habit, meant) in OPENINGS {
        let fits = head.to_lowercase().starts_with(habit) && is_whole(habit.len());
        if fits && line.is_char_boundary(habit.len()) {
            return Some((habit.len(), meant));
        }
    }
    let mut best: Option<(usize, usize, &'static str)> = None;
    for phrase in STARTERS {
        let words = phrase.split(' ').count();
        // The phrase may have lost or won a word.
        for (index, end) in ends.iter().enumerate().filter(|(index, _)| (index + 1).abs_diff(words) <= 1) {
            let typed = without_accents(&head[..*end]);
            let phrase_folded = without_accents(phrase);
            let distance = strsim::damerau_levenshtein(&typed, &phrase_folded);
            let limit = match phrase.chars().count() {
                0..=5 => 1,
                length => 1 + length / 5,
            };
            let typed_otherwise = head[..*end] != **phrase;
            let length_changes = index + 1 != words;
            let fits = distance <= limit && (!length_changes || words > 2);
            if fits && typed_otherwise && best.is_none_or(|(known, ..)| distance < known) {
                best = Some((distance, *end, phrase));
            }
            if !typed_otherwise {
                return None;
            }
        }
    }
    best.map(|(_, end, phrase)| (end, phrase))
}
