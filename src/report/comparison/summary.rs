//! The first ten lines of a comparison: what the rules ask differently, who gains and who loses, and why.

use super::differences::{length, within};
use super::reasons::group_words;
use super::{change_subject, change_words, counted, is_masculine, others, table, title, version};
use crate::compare::{
    Ask, Asked, AskedBy, Compared, Comparison, Measured, Nature, RuleChange, Subject, Supposed, Topic, Within,
};
use crate::plan::RootKind;
use crate::report::words::and;
use crate::value::{Comparison as Held, Outcome};

/// So many lines tell how the rules differ; ten with those on dossiers.
const MAX_RULES: usize = 5;
/// Pairs of versions whose dossiers are told.
const MAX_PAIRS: usize = 2;
/// Groups of dossiers that are told where one pair of versions is compared.
const MAX_GROUPS: usize = 3;
/// Turns of an outcome that are told of a supposition.
const MAX_TURNS: usize = 4;

/// What changed in about ten lines, the rules before the dossiers.
pub fn comparison_summary(comparison: &Comparison) -> Vec<String> {
    let different: Vec<&Compared> = comparison.compared.iter().filter(|one| one.differs()).collect();
    let mut lines = rules_of_all(comparison, &different);
    if lines.len() > MAX_RULES {
        let more = lines.len() - (MAX_RULES - 1);
        lines.truncate(MAX_RULES - 1);
        lines.push(format!("et {more} autres différences dans les règles"));
    }
    let mut affected: Vec<&&Compared> = different.iter().filter(|one| one.tally.same() != one.tally.total).collect();
    affected.sort_by_key(|one| one.tally.same());
    let alone = affected.len() == 1;
    let unchanged = different.iter().map(|one| one.tally.total).max().filter(|total| affected.is_empty() && *total > 0);
    lines.extend(unchanged.map(|total| format!("{} ; aucun ne change", counted(total, "dossier"))));
    for one in affected.iter().take(MAX_PAIRS) {
        let of = if alone { String::new() } else { format!("{}, ", called(one, &different)) };
        lines.push(format!("{of}{}", table(&one.tally)));
        let mut largest = one.groups.sorted();
        largest.sort_by_key(|group| std::cmp::Reverse(group.count));
        let told = largest.iter().take(if alone { MAX_GROUPS } else { 0 });
        lines.extend(told.map(|group| format!("{} · {}", group.count, group_words(group))));
        lines.extend(one.supposed.as_ref().map(|supposed| format!("{of}{}", supposed_words(supposed))));
    }
    match affected.len().saturating_sub(MAX_PAIRS) {
        0 => {}
        1 => lines.push("et 1 autre version dont des dossiers changent".to_string()),
        more => lines.push(format!("et {more} autres versions dont des dossiers changent")),
    }
    lines
}

/// How the rules of all pairs differ, what differs in several pairs once.
fn rules_of_all(comparison: &Comparison, different: &[&Compared]) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    let mut by_rank: Vec<(usize, String, String)> = Vec::new();
    for one in different {
        let of = called(one, different);
        by_rank.extend(rules(one).into_iter().enumerate().map(|(rank, line)| (rank, of.clone(), line)));
    }
    // The first of each pair before the second ones.
    by_rank.sort_by_key(|(rank, ..)| *rank);
    for (_, procedure, line) in by_rank {
        match told.iter_mut().find(|(known, _)| *known == line) {
            Some((_, procedures)) => procedures.push(procedure),
            None => told.push((line, vec![procedure])),
        }
    }
    let of_one = |(line, procedures): (String, Vec<String>)| match procedures.len() == different.len() {
        true => line,
        false => format!("{}, {line}", procedures.join(", ")),
    };
    let versions = comparison.added.iter().map(|one| format!("nouvelle version : {}", version(one)));
    let gone = comparison.removed.iter().map(|one| format!("version disparue : {}", version(one)));
    told.into_iter().map(of_one).chain(versions).chain(gone).collect()
}

/// A pair of versions by its procedure; where several pairs are of it, by its text as well.
fn called(one: &Compared, different: &[&Compared]) -> String {
    match different.iter().filter(|other| other.after.0 == one.after.0).count() {
        1 => one.after.0.clone(),
        _ => title(one),
    }
}

/// What the rules ask differently, thing by thing; then what changed beside.
pub(super) fn rules(one: &Compared) -> Vec<String> {
    let mut topics: Vec<&Topic> = one.topics.iter().collect();
    topics.sort_by_key(|topic| (topic.before.is_empty(), !has_measures(topic), topic.after.is_empty()));
    let mut lines: Vec<String> = topics.into_iter().map(topic).collect();
    let is_told = |change: &RuleChange| {
        one.topics.iter().any(|topic| topic.parts.contains(&(change.subject.word(), change.name.clone())))
    };
    let is_definition = |change: &RuleChange| {
        change.subject == Subject::Rule(RootKind::Definition)
            && matches!(change.nature, Nature::Added | Nature::Removed)
    };
    let beside = one.rules.iter().filter(|change| !is_told(change) && !is_mention(change));
    let (definitions, beside): (Vec<&RuleChange>, Vec<&RuleChange>) = beside.partition(|change| is_definition(change));
    lines.extend(beside.into_iter().map(change));
    if lines.is_empty() {
        lines.extend(definitions.into_iter().map(change));
    }
    lines.extend(mentions(&one.rules));
    lines
}

fn has_measures(topic: &Topic) -> bool {
    let is_plain = |ask: &Ask| matches!(ask.asked, Asked::Holds | Asked::Lacks);
    !topic.before.iter().chain(&topic.after).all(is_plain)
}

/// « la présence : 5 ans, à titre exceptionnel 3 ans → 7 ans »
fn topic(topic: &Topic) -> String {
    let [before, after] = topic_sides(topic);
    match (before, after) {
        (Some(before), Some(after)) => format!("{} : {before} → {after}", topic.of),
        (Some(before), None) if has_measures(topic) => format!("{} : {before} → plus rien d'exigé", topic.of),
        (Some(before), None) => format!("{} : {before} jusque-là, plus maintenant", topic.of),
        (None, after) => format!("{} : désormais {}", topic.of, after.unwrap_or_default()),
    }
}

/// What each side asks about a thing; nothing where it does not look at it.
pub(super) fn topic_sides(topic: &Topic) -> [Option<String>; 2] {
    [&topic.before, &topic.after].map(|asks| match (asks.is_empty(), has_measures(topic)) {
        (true, _) => None,
        (false, true) => Some(asks.iter().map(ask).collect::<Vec<_>>().join(", ")),
        (false, false) => Some(and(&asks.iter().map(role).collect::<Vec<_>>())),
    })
}

/// What a plain fact is to a version.
fn role(ask: &Ask) -> String {
    let lacks = ask.asked == Asked::Lacks;
    let role = match (ask.root, ask.discretionary, lacks) {
        (AskedBy::Obstacle, false, false) => "fait obstacle",
        (AskedBy::Obstacle, true, false) => "peut faire obstacle",
        (AskedBy::Obstacle, false, true) => "son absence fait obstacle",
        (AskedBy::Obstacle, true, true) => "son absence peut faire obstacle",
        (AskedBy::Condition, _, false) => "condition exigée",
        (AskedBy::Condition, _, true) => "condition contraire exigée",
        (AskedBy::Route, false, false) => "demandé par une voie",
        (AskedBy::Route, true, false) => "demandé par une voie exceptionnelle",
        (AskedBy::Route, false, true) => "contraire demandé par une voie",
        (AskedBy::Route, true, true) => "contraire demandé par une voie exceptionnelle",
    };
    format!("{role}{}", or(ask))
}

/// « 8 mois sur 24 mois », « à titre exceptionnel 3 ans »
fn ask(ask: &Ask) -> String {
    let by = match (ask.root, ask.discretionary) {
        (AskedBy::Obstacle, false) => "obstacle si ",
        (AskedBy::Obstacle, true) => "obstacle possible si ",
        (AskedBy::Route | AskedBy::Condition, true) => "à titre exceptionnel ",
        (AskedBy::Route | AskedBy::Condition, false) => "",
    };
    let asked = match &ask.asked {
        Asked::Holds => "oui".to_string(),
        Asked::Lacks => "non".to_string(),
        Asked::Lasts { measured, comparison, length: of, within: over } => {
            let how = if *measured == Measured::Lasted { " sans interruption" } else { "" };
            let least = match comparison {
                Held::AtLeast => length(*of),
                other => format!("{} {}", other.french(), length(*of)),
            };
            format!("{least}{how}{}", out_of(over))
        }
        Asked::Compares(comparison, words) => format!("{} {words}", comparison.french()),
        Asked::Says(words) => format!("« {words} »"),
    };
    format!("{by}{asked}{}", or(ask))
}

fn or(ask: &Ask) -> String {
    ask.or.iter().map(|words| format!(", ou « {words} »")).collect()
}

/// « sur 24 mois »
fn out_of(over: &Within) -> String {
    match over {
        Within::All => String::new(),
        Within::Last(of) => format!(" sur {}", length(*of)),
        Within::Before(..) => format!(" dans {}", within(over)),
        Within::ByConvention(name) => format!(" selon la convention « {name} »"),
    }
}

fn change(change: &RuleChange) -> String {
    let subject = change_subject(change);
    let words = |feminine: &str, masculine: &str| {
        if is_masculine(change.subject) { masculine.to_string() } else { feminine.to_string() }
    };
    match change.nature {
        Nature::Added => format!("{subject} : {}", words("nouvelle", "nouveau")),
        Nature::Removed => format!("{subject} : {}", words("supprimée", "supprimé")),
        Nature::Renamed => {
            format!("{} {} : {}", change.subject.word(), words("renommée", "renommé"), change_words(change).join(", "))
        }
        Nature::Changed => {
            let said = change_words(change);
            let more = others(said.len().saturating_sub(1)).map(|more| format!(", {more}")).unwrap_or_default();
            format!("{subject} : {}{more}", said.first().map_or("", String::as_str))
        }
    }
}

/// Papers, steps and the like, which turn no outcome.
fn is_mention(change: &RuleChange) -> bool {
    matches!(
        change.subject,
        Subject::Rule(RootKind::Appreciation | RootKind::Paper | RootKind::Step | RootKind::Effect)
    )
}

/// « pièces : 2 nouvelles, 3 supprimées ; appréciations : 6 nouvelles »
fn mentions(changes: &[RuleChange]) -> Option<String> {
    let kinds = [
        (RootKind::Paper, "pièces"),
        (RootKind::Appreciation, "appréciations"),
        (RootKind::Step, "démarches"),
        (RootKind::Effect, "effets"),
    ];
    let of = |(kind, words): (RootKind, &str)| {
        let count = |nature: Nature| {
            changes.iter().filter(|change| change.subject == Subject::Rule(kind) && change.nature == nature).count()
        };
        let told = [(Nature::Added, "en plus"), (Nature::Removed, "en moins"), (Nature::Changed, "de changé")];
        let told = told.into_iter().map(|(nature, words)| (count(nature), words)).filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, words)| format!("{count} {words}")).collect();
        (!told.is_empty()).then(|| format!("{words} : {}", told.join(", ")))
    };
    let told: Vec<String> = kinds.into_iter().filter_map(of).collect();
    (!told.is_empty()).then(|| told.join(" ; "))
}

/// « si « contrat d'engagement signé » est oui là où le dossier ne le dit pas : 48 réunies → non réunies, … »
pub(super) fn supposed_words(supposed: &Supposed) -> String {
    let facts = supposed.facts.iter().map(|(fact, value)| format!("« {fact} » est {value}")).collect::<Vec<_>>();
    let mut turns: Vec<((Outcome, Outcome), usize)> = Vec::new();
    for group in supposed.groups.sorted() {
        let both = (group.alike.before, group.alike.after);
        if both.0 == both.1 {
            continue;
        }
        match turns.iter_mut().find(|(known, _)| *known == both) {
            Some((_, count)) => *count += group.count,
            None => turns.push((both, group.count)),
        }
    }
    turns.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = turns.iter().skip(MAX_TURNS).map(|(_, count)| count).sum();
    let turned: Vec<String> = turns
        .into_iter()
        .take(MAX_TURNS)
        .map(|((before, after), count)| format!("{count} {} → {}", before.french(), after.french()))
        .chain(others(more))
        .chain([format!("{} sans changement", supposed.tally.same())])
        .collect();
    format!("si, faute de le savoir, {} : {}", and(&facts), turned.join(", "))
}
