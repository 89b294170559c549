//! The grammar is documented: every rule says what it reads.

/// Rules of a pest grammar that no `///` sentence precedes.
fn undocumented(grammar: &str) -> Vec<&str> {
    let mut before = "";
    let mut found = Vec::new();
    for line in grammar.lines() {
        let documented = before.strip_prefix("///").is_some_and(|sentence| sentence.trim().len() > 2);
        if !documented {
            found.extend(rule_name(line));
        }
        before = line;
    }
    found
}

/// The name that a line declares; a rule begins at the left edge.
fn rule_name(line: &str) -> Option<&str> {
    let (name, body) = line.split_once('=')?;
    let named = name.trim_end();
    let is_name = !named.is_empty() && named.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && body.contains('{')).then_some(named)
}

#[test]
fn every_rule_of_the_grammar_is_documented() {
    let grammar = include_str!("../../grammar/alinea.pest");
    let rules = grammar.lines().filter_map(rule_name).count();
    assert!(rules > 150, "only {rules} rules were seen: the test no longer reads the grammar");
    assert_eq!(undocumented(grammar), Vec::<&str>::new());
}

#[test]
fn a_rule_without_a_sentence_is_noticed() {
    assert_eq!(undocumented("/// A word.\nword = { LETTER+ }\nbare = @{ word }\n"), ["bare"]);
    assert_eq!(undocumented("///\nempty = _{ word }\n\n/// Too far.\n\nfar = { word }\n"), ["empty", "far"]);
}
