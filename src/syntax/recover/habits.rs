//! What writers bring along: other languages, other words, words in a hurry.

use std::sync::LazyLock;

use crate::names;
use crate::syntax::{phrases, without_accents};

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
    // A length follows, so no month is meant.
    ("au mois", "au moins", "au moins"),
    ("minimum", "au moins", "au moins"),
    ("maximum", "au plus", "au plus"),
    ("moins que", "moins de", "moins de"),
    ("plus que", "plus de", "plus de"),
    ("figurent sur la liste", "figure dans la liste", "figurent dans la liste"),
    ("figure sur la liste", "figure dans la liste", "figure dans la liste"),
    ("à partir de", "à compter du", "à compter du"),
    ("vigueur", "en vigueur", "en vigueur"),
    ("signifie", "signifie que", "signifie que"),
    ("signée", "signé le", "signée le"),
    ("signé", "signé le", "signé le"),
    ("remonte", "remonte à", "remonte à"),
    ("remontent", "remonte à", "remontent à"),
    ("jusqu'au", "au", "au"),
    ("depuis", "à compter du", "à compter du"),
    ("dès le", "à compter du", "à compter du"),
    ("pour", "par", "par"),
    ("art.", "point", "article"),
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
    ("les conditions sont réunies, si", "les conditions sont réunies si"),
    ("les conditions sont réunies, par l'une de ces voies", "les conditions sont réunies par l'une de ces voies"),
];

/// A starter without accents, its words and its letters counted.
struct Starter {
    phrase: &'static str,
    folded: String,
    words: usize,
    length: usize,
}

static FOLDED: LazyLock<Vec<Starter>> = LazyLock::new(|| {
    let starter = |phrase: &&'static str| {
        let folded = without_accents(phrase);
        Starter { phrase, words: phrase.split(' ').count(), length: folded.chars().count(), folded }
    };
    phrases::OPENINGS.iter().map(starter).collect()
});

/// Numbers of one or of several words, beside those of [`names::NUMBERS`].
const NUMBERS: &[(&str, &str)] = &[
    ("un", "1"),
    ("une", "1"),
    ("dix-huit", "18"),
    ("vingt-quatre", "24"),
    ("trente-six", "36"),
    ("quarante-huit", "48"),
];

/// Words inside an unknown name that give a verb away, without accents, and the phrase that was meant.
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
    ("superieur a", "est supérieur à"),
    ("superieure a", "est supérieure à"),
    ("inferieur a", "est inférieur à"),
    ("inferieure a", "est inférieure à"),
    ("egal a", "est égal à"),
    ("egale a", "est égale à"),
    ("egale", "est égale à"),
    ("anterieur au", "est antérieur au"),
    ("anterieure au", "est antérieure au"),
    ("posterieur au", "est postérieur au"),
    ("posterieure au", "est postérieure au"),
    ("anterieure a", "est antérieure à"),
    ("posterieure a", "est postérieure à"),
    ("encours", "en cours"),
    ("prennent fins", "prennent fin"),
    ("prend fins", "prend fin"),
    ("pendent", "pendant"),
    ("atteins", "atteint"),
    ("attteint", "atteint"),
    ("depase", "dépasse"),
    ("depasse", "dépasse"),
    ("vaut", "est"),
    ("or", "ou"),
    ("and", "et"),
    ("if", "si"),
];

/// The word at the beginning that is a number, and its digits; `None` where it is part of a longer one, as « une » in
/// « une dizaine », « deux » in « deux cents ».
pub(in crate::syntax) fn digits(words: &str) -> Option<(&str, &'static str)> {
    let mut parts = words.split_whitespace();
    let word = parts.next()?.trim_end_matches([',', ':', ')']);
    let folded = names::fold(word);
    let known = |(name, _): &&(&str, &str)| *name == folded;
    let (_, digits) = NUMBERS.iter().find(known).or_else(|| names::NUMBERS.iter().find(known))?;
    let is_longer = parts.next().is_some_and(names::is_number);
    (!is_longer).then_some((word, *digits))
}

/// A verb inside the words of an unknown name: where it stands, and what was meant.
pub(super) fn verb_inside(words: &str) -> Option<(std::ops::Range<usize>, &'static str)> {
    let mut places: Vec<(usize, usize, String)> = Vec::new();
    for word in words.split_whitespace() {
        let at = word.as_ptr() as usize - words.as_ptr() as usize;
        places.push((at, at + word.len(), without_accents(word)));
    }
    VERBS.iter().find_map(|(habit, meant)| {
        let habit: Vec<&str> = habit.split(' ').collect();
        let at = places
            .windows(habit.len())
            .position(|window| window.iter().zip(&habit).all(|(one, word)| one.2 == *word))?;
        Some((places[at].0..places[at + habit.len() - 1].1, *meant))
    })
}

/// The opening that the first words of a line nearly are: how many bytes they take, and what was meant.
pub(super) fn near_opening(line: &str) -> Option<(usize, &'static str)> {
    let head_end = line.find([':', '«', ',', '"', '(', '\n']).unwrap_or(line.len());
    let head = line[..head_end].trim_end();
    let most_words = FOLDED.iter().map(|starter| starter.words).max().unwrap_or_default();
    let ends: Vec<usize> = head
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .chain([head.len()])
        .filter(|end| !head[..*end].ends_with(char::is_whitespace))
        .take(most_words + 1)
        .collect();
    let is_whole = |end: usize| !line[end..].starts_with(|c: char| c.is_alphanumeric());
    for (habit, meant) in OPENINGS {
        let fits = line.get(..habit.len()).is_some_and(|typed| typed.to_lowercase() == *habit);
        if fits && is_whole(habit.len()) {
            return Some((habit.len(), meant));
        }
    }
    // The longest phrase that is near, then the nearest: « modifie la procedure » is more than « modifie ».
    let mut best: Option<(usize, usize, usize, &'static str, bool)> = None;
    let typed: Vec<(String, usize)> = ends
        .iter()
        .map(|end| without_accents(&head[..*end]))
        .map(|typed| {
            let length = typed.chars().count();
            (typed, length)
        })
        .collect();
    for Starter { phrase, folded: phrase_folded, words, length } in &*FOLDED {
        let (words, length) = (*words, *length);
        let limit = if length <= 5 { 1 } else { 1 + length / 5 };
        // The phrase may have lost or won a word.
        for (index, end) in ends.iter().enumerate().filter(|(index, _)| (index + 1).abs_diff(words) <= 1) {
            let (typed, typed_length) = &typed[index];
            if typed_length.abs_diff(length) > limit {
                continue;
            }
            let distance = strsim::damerau_levenshtein(typed, phrase_folded);
            let is_exact = head[..*end] == **phrase;
            let fits =
                distance <= limit && (index + 1 == words || words > 2) && names::is_misspelling(&head[..*end], phrase);
            let is_better = best.is_none_or(|(known, nearest, ..)| (words, nearest) > (known, distance));
            if fits && is_better {
                best = Some((words, distance, *end, phrase, is_exact));
            }
        }
    }
    best.filter(|(.., is_exact)| !is_exact).map(|(_, _, end, phrase, _)| (end, phrase))
}
