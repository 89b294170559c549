//! Dossiers of the built-in recueil `aes-travail`, as an impact study would have them: the same for the same seed.

#![allow(dead_code)]

pub mod by_hand;

use std::fmt::Write;

use fastrand::Rng;

/// What dossiers look like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// How many stays, and how many jobs.
    pub periods: (usize, usize),
    /// How many facts and dates in a hundred are missing or not known to the day.
    pub gaps: u32,
    /// How many lines in a thousand are not a dossier.
    pub faults: u32,
}

impl Shape {
    /// Three stays and five jobs of which everything is known: about 870 bytes of JSON.
    pub const USUAL: Shape = Shape { periods: (3, 5), gaps: 0, faults: 0 };
}

/// So many dossiers, one a line.
pub fn lines(seed: u64, count: usize, shape: Shape) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut out = String::new();
    for index in 0..count {
        if rng.u32(0..1000) < shape.faults {
            fault(&mut rng, &mut out);
        } else {
            dossier(&mut rng, index, shape, &mut out);
        }
        out.push('\n');
    }
    out
}

const REGIONS: [&str; 6] =
    ["Île-de-France", "Bretagne", "Occitanie", "Auvergne-Rhône-Alpes", "Hauts-de-France", "Grand Est"];
/// The first four are listed in some region, the others in none.
const TRADES: [&str; 8] = ["A0Z41", "A0Z43", "A1Z40", "A1Z42", "S1Z20", "B2Z40", "T4Z60", "V1Z80"];
const DOCUMENTS: [&str; 8] = [
    "sans document",
    "sans document",
    "sans document",
    "attestation de demande d'asile",
    "titre étudiant",
    "titre saisonnier",
    "autre titre",
    "autre titre",
];

/// 1 January 2024, from 1970-01-01.
const NEW_YEAR: i32 = 19_723;

fn dossier(rng: &mut Rng, index: usize, shape: Shape, out: &mut String) {
    // From 3 March 2024 to 22 January 2025 one version of each procedure and of the list is in force all along.
    let filed = NEW_YEAR + rng.i32(62..=386);
    put(out, format_args!(r#"{{"dossier":"n° {index}","faits":{{"date de dépôt":"{}""#, date(filed)));
    out.push_str(r#","séjours":["#);
    let (stays, jobs) = shape.periods;
    periods(rng, filed, rng.clone().i32(2..9) * 365, stays, shape.gaps, out, |rng, out| {
        put(out, format_args!(r#","document":"{}""#, DOCUMENTS[rng.usize(0..DOCUMENTS.len())]));
    });
    out.push_str(r#"],"emplois":["#);
    let (trade, region) = (TRADES[rng.usize(0..TRADES.len())], REGIONS[rng.usize(0..REGIONS.len())]);
    periods(rng, filed, 4 * 365, jobs, shape.gaps, out, |rng, out| {
        let nature = if rng.u32(0..10) == 0 { "indépendante" } else { "salariée" };
        let trade = if rng.u32(0..4) == 0 { TRADES[rng.usize(0..TRADES.len())] } else { trade };
        put(out, format_args!(r#","nature":"{nature}","métier":"{trade}","région":"{region}""#));
    });
    out.push(']');
    let truths = [
        ("formulaire cerfa signé par l'employeur", 10),
        ("engagement de payer la taxe", 9),
        ("mention au bulletin n° 2", 1),
        ("menace pour l'ordre public", 0),
        ("polygamie", 0),
    ];
    for (fact, yes) in truths {
        if rng.u32(0..100) >= shape.gaps {
            put(out, format_args!(r#","{fact}":{}"#, rng.u32(0..10) < yes));
        }
    }
    out.push_str("}}");
}

/// Periods of some length one after the other, with or without days between them; the last may go on.
fn periods(
    rng: &mut Rng,
    filed: i32,
    back: i32,
    count: usize,
    gaps: u32,
    out: &mut String,
    mut columns: impl FnMut(&mut Rng, &mut String),
) {
    let mut day = filed - back;
    let each = (back / count.max(1) as i32).max(2);
    for index in 0..count {
        if index > 0 {
            out.push(',');
        }
        let start = day + if rng.u32(0..4) > 0 { 0 } else { rng.i32(0..each.min(40)) };
        let last = start + rng.i32(each / 2..each.max(2));
        day = last + 1;
        let open = |rng: &mut Rng| rng.u32(0..100) < gaps;
        let known = |rng: &mut Rng, day: i32| if open(rng) { date(day)[..7].to_string() } else { date(day) };
        put(out, format_args!(r#"{{"du":"{}""#, known(rng, start)));
        match (index + 1 == count && rng.bool(), open(rng)) {
            (true, _) => {}
            (false, true) => out.push_str(r#","au":"inconnu""#),
            // A last day known to the month may come before a first day that is known.
            (false, false) => put(out, format_args!(r#","au":"{}""#, date(last))),
        }
        columns(rng, out);
        out.push('}');
    }
}

/// Lines that are not a dossier of the recueil, each for another reason.
fn fault(rng: &mut Rng, out: &mut String) {
    out.push_str(match rng.u32(0..6) {
        0 => r#"{"faits":{"date de dépôt":"2024-02-30"}}"#,
        1 => r#"{"faits":{"polygamie":"peut-être"}}"#,
        2 => r#"{"faits":{"emplois":[{"du":"2024-01-01","au":"2023-01-01"}]}}"#,
        3 => r#"{"faits":{"séjour":[]}}"#,
        4 => r#"{"faits":{"séjours":[{"du":"2020-01-01","document":"visa"}]"#,
        _ => "du texte",
    });
}

fn put(out: &mut String, words: std::fmt::Arguments) {
    out.write_fmt(words).expect("a text can always be written to");
}

/// A day number as `2024-06-15`.
fn date(number: i32) -> String {
    alinea::time::Day::from_number(number).to_string()
}
