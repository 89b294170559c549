//! What two versions of a rule say differently, in words.

use std::collections::BTreeSet;

use crate::compare::{
    Band, CompleteCode, Declared, Difference, Force, Restriction, RuleChange, Said, Subject, VersionDifference, Within,
};
use crate::eval::TermValue;
use crate::plan::{Length, MeasureKind, RootKind};
use crate::report::words::{self, type_name};
use crate::time::Day;
use crate::value::Comparison;

/// Entries of a list that are told; the others are counted.
const MAX_ENTRIES: usize = 3;

/// « voie « longue présence » »
pub fn change_subject(change: &RuleChange) -> String {
    format!("{} « {} »", change.subject.word(), name(change))
}

/// What a rule says differently: « la présence dure depuis : au moins 5 ans → au moins 7 ans ».
pub fn change_words(change: &RuleChange) -> Vec<String> {
    change.differences.iter().map(difference).collect()
}

/// The name of what changed; words for what has none.
pub(super) fn name(change: &RuleChange) -> &str {
    match change.subject {
        Subject::Rule(RootKind::Scope) => "la procédure s'applique si",
        Subject::Discretion => "pouvoir d'appréciation de l'autorité",
        Subject::Rule(_)
        | Subject::Text
        | Subject::Procedure
        | Subject::Convention
        | Subject::List
        | Subject::Parameter
        | Subject::Fact => &change.name,
    }
}

fn difference(difference: &Difference) -> String {
    match difference {
        Difference::OtherNature => "n'est plus de la même nature".to_string(),
        Difference::Turned(before, after) => turned(&said(before), &said(after)),
        Difference::Removed(words) => format!("retiré : « {} »", said(words)),
        Difference::Added(words) => format!("ajouté : « {} »", said(words)),
        Difference::ExceptionRemoved(words) => format!("exception retirée : « {words} »"),
        Difference::ExceptionAdded(words) => format!("exception ajoutée : « {words} »"),
        Difference::InException(name, inner) => format!("exception « {name} » : {}", self::difference(inner)),
        Difference::Reordered => "les mêmes restrictions, dans un autre ordre".to_string(),
        Difference::BandValue(of, before, after) => format!("{} : {}", band(of), turned(before, after)),
        Difference::BandMoved(before, after, value) => format!("{} : {value}", turned(&band(before), &band(after))),
        Difference::OneIsEnough => "« et » → « ou » entre les conditions".to_string(),
        Difference::AllAreNeeded => "« ou » → « et » entre les conditions".to_string(),
        Difference::Threshold { of, measured, before, after } => {
            format!("{of} {} : {} → {}", verb(*measured), threshold(*before), threshold(*after))
        }
        Difference::Window(of, before, after) => format!("{of}, fenêtre : {} → {}", within(before), within(after)),
        Difference::LeftToPrefect => "désormais à titre exceptionnel, ou laissé à l'autorité".to_string(),
        Difference::NotLeftToPrefect => "n'est plus laissé à l'autorité".to_string(),
        Difference::SuppliedBy(before, after) => {
            let by = |name: &Option<String>| name.clone().unwrap_or_else(|| "non dit".to_string());
            format!("fournie par : {} → {}", by(before), by(after))
        }
        Difference::When(inner) => format!("si : {}", self::difference(inner)),
        Difference::NowAlways(words) => format!("toujours, et non plus si « {words} »"),
        Difference::OnlyWhen(words) => format!("seulement si « {words} », et non plus toujours"),
        Difference::Reference(before, after) => {
            let cited = |all: &[String]| if all.is_empty() { "aucune".to_string() } else { all.join(" ; ") };
            format!("référence : {} → {}", cited(before), cited(after))
        }
        Difference::Renamed(before, after) => format!("« {before} » → « {after} »"),
        Difference::Follows(before, after) => format!("{before} → {after}"),
        Difference::OptionRemoved(name) => format!("option retirée : « {name} »"),
        Difference::OptionAdded(name) => format!("option ajoutée : « {name} »"),
        Difference::InForce(before, after) => format!("en vigueur : {} → {}", force(before), force(after)),
        Difference::Columns(before, after) => format!("colonnes : {} → {}", before.join(", "), after.join(", ")),
        Difference::Version(start, of) => version(*start, of),
        Difference::Value(of, days, before, after) => {
            let value = |found: &Option<TermValue>| found.as_ref().and_then(|found| words::value(found, of));
            let [before, after] = [before, after].map(|found| value(found).unwrap_or_else(|| "inconnu".to_string()));
            format!("{} : {before} → {after}", words::days(*days))
        }
        Difference::Declared(before, after) => format!("{} → {}", declared(before), declared(after)),
    }
}

fn turned(before: &str, after: &str) -> String {
    if before == after {
        return format!("« {before} » : les mêmes mots, qui disent autre chose");
    }
    format!("« {before} » → « {after} »")
}

fn said(said: &Said) -> String {
    match said {
        Said::Words(words) => words.clone(),
        Said::Restriction(restriction, words) => {
            let way = match restriction {
                Restriction::SuchThat => "dont",
                Restriction::Except => "sauf",
                Restriction::ExceptDuring => "sauf pendant",
                Restriction::During => "pendant",
            };
            format!("{way} {words}")
        }
        Said::Band(of, value) => format!("{} : {value}", band(of)),
    }
}

/// « à partir de 3 mois et moins de 12 mois »
fn band(band: &Band) -> String {
    let from = band.from.as_ref().map(|from| format!("à partir de {from}"));
    let below = band.below.as_ref().map(|below| format!("moins de {below}"));
    from.into_iter().chain(below).collect::<Vec<_>>().join(" et ")
}

fn verb(measured: MeasureKind) -> &'static str {
    match measured {
        MeasureKind::Lasts(_) => "dure depuis",
        MeasureKind::Lasted { .. } => "a duré",
        MeasureKind::Totals => "totalise",
    }
}

fn threshold((comparison, threshold): (Comparison, Length)) -> String {
    format!("{} {}", comparison.french(), length(threshold))
}

/// « 5 ans », « 8 mois », « 90 jours »: years from two years on, as texts write them.
pub(super) fn length(length: Length) -> String {
    match length {
        Length::Months(months) if months % 12 == 0 && months > 24 => format!("{} ans", months / 12),
        Length::Months(months) => format!("{months} mois"),
        Length::Days(1) => "1 jour".to_string(),
        Length::Days(days) => format!("{days} jours"),
    }
}

pub(super) fn within(within: &Within) -> String {
    match within {
        Within::All => "sans limite".to_string(),
        Within::Last(of) => format!("les derniers {}", length(*of)),
        Within::Before(of, day) => format!("les {} précédant {day}", length(*of)),
        Within::ByConvention(name) => format!("convention « {name} »"),
    }
}

/// « du 1er mars 2025 au 31 décembre 2026, date de dépôt à compter du 1er mars 2025 »
fn force(force: &Force) -> String {
    let acts = force.acts.as_ref().map(|(fact, from)| format!(", {fact} à compter du {}", from.french()));
    let acts = acts.unwrap_or_default();
    let start = force.start.french();
    match force.last {
        Some(last) => format!("du {start} au {}{acts}", last.french()),
        None => format!("à compter du {start}{acts}"),
    }
}

fn version(start: Day, difference: &VersionDifference) -> String {
    let start = start.french();
    match difference {
        VersionDifference::Removed => format!("version disparue, à compter du {start}"),
        VersionDifference::Added => format!("nouvelle version à compter du {start}"),
        VersionDifference::Moved(to) => format!("la version du {start} commence le {}", to.french()),
        VersionDifference::Ends(before, after) => {
            format!("la version du {start} : {} → {}", end(*before), end(*after))
        }
        VersionDifference::Partial => format!("version du {start} : complète → partielle"),
        VersionDifference::Complete => format!("version du {start} : partielle → complète"),
        VersionDifference::CompleteFor(before, after) => {
            format!("version du {start}, complète pour : {} → {}", codes(before), codes(after))
        }
        VersionDifference::Without(gone) => format!("version du {start}, retiré : {}", entries(gone)),
        VersionDifference::Cell(key, before, after) => {
            format!("version du {start}, {} : {} → {}", key.join(", "), before.join(", "), after.join(", "))
        }
        VersionDifference::RowRemoved(key, value) => {
            format!("version du {start}, ligne retirée : {} : {}", key.join(", "), value.join(", "))
        }
        VersionDifference::RowAdded(key, value) => {
            format!("version du {start}, ligne ajoutée : {} : {}", key.join(", "), value.join(", "))
        }
        VersionDifference::With(come) => format!("version du {start}, ajouté : {}", entries(come)),
    }
}

fn end(last: Option<Day>) -> String {
    match last {
        Some(last) => format!("finit le {}", last.french()),
        None => "n'a pas de fin".to_string(),
    }
}

/// « « S1Z40 », « V0Z60 » si la convention « métiers » retient « large » »
fn codes(codes: &BTreeSet<CompleteCode>) -> String {
    if codes.is_empty() {
        return "aucun code".to_string();
    }
    let code = |CompleteCode { code, when }: &CompleteCode| match when {
        Some((convention, option)) => format!("« {code} » si la convention « {convention} » retient « {option} »"),
        None => format!("« {code} »"),
    };
    codes.iter().map(code).collect::<Vec<_>>().join(", ")
}

fn entries(entries: &[Vec<String>]) -> String {
    let first = entries.iter().take(MAX_ENTRIES).map(|keys| format!("« {} »", keys.join(", ")));
    let first = first.collect::<Vec<_>>().join(", ");
    if entries.len() > MAX_ENTRIES { format!("{first}… ({})", entries.len()) } else { first }
}

fn declared(declared: &Declared) -> String {
    match declared {
        Declared::Type(of) => type_name(of).to_string(),
        Declared::Whole => "nombre entier".to_string(),
        Declared::Scale(steps) => format!("échelle {}", steps.join(", ")),
        Declared::OneOf(options) => options.iter().map(String::as_str).collect::<Vec<_>>().join(" ou "),
        Declared::Periods => "périodes".to_string(),
        Declared::PeriodsApart => "périodes, sans chevauchement".to_string(),
        Declared::PeriodsApartFrom(with) => format!("périodes, sans chevauchement avec « {with} »"),
    }
}
