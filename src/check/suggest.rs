//! « vouliez-vous dire … ? »

use crate::syntax::without_accents;

/// The candidate nearest to `word`, when it is near enough to be what was meant.
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = without_accents(word);
    // A name of two letters is near to many.
    let limit = if word.chars().count() <= 2 { 0 } else { 1 + word.chars().count() / 5 };
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &without_accents(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
