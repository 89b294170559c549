//! The phrases of the language, read from the grammar: by rule what it begins with, and what opens a sentence.

use std::collections::BTreeMap;
use std::path::Path;

use pest_meta::ast::{Expr, Rule, RuleType};
use pest_meta::parser::{self, Rule as Meta};

use crate::support::pinned;

const GRAMMAR: &str = include_str!("../../grammar/alinea.pest");

/// What stands at the beginning of a line as a sentence, or as a block.
const SENTENCES: [&str; 6] =
    ["block", "procedure_item", "obstacle_kw", "text_clause", "list_version", "amend_operation"];

struct Grammar {
    rules: BTreeMap<String, Rule>,
    /// Of a rule whose `///` begins with a phrase, that phrase.
    told: BTreeMap<String, String>,
}

impl Grammar {
    fn read() -> Grammar {
        let pairs = parser::parse(Meta::grammar_rules, GRAMMAR).expect("pest reads the grammar");
        let rules = parser::consume_rules(pairs).expect("the grammar is sound");
        let mut told = BTreeMap::new();
        for (before, line) in GRAMMAR.lines().zip(GRAMMAR.lines().skip(1)) {
            let phrase = before.strip_prefix("/// `").and_then(|rest| rest.split('`').next());
            if let (Some(phrase), Some((name, _))) = (phrase, line.split_once(" = ")) {
                told.insert(name.to_string(), phrase.to_string());
            }
        }
        Grammar { rules: rules.into_iter().map(|rule| (rule.name.clone(), rule)).collect(), told }
    }

    /// The phrases of which one stands where a rule begins; none where anything may.
    fn phrases(&self, name: &str) -> Option<Vec<String>> {
        let rule = self.rules.get(name)?;
        if rule.ty == RuleType::Atomic {
            let phrase = self.told.get(name).filter(|_| is_fixed(&rule.expr))?;
            return Some(vec![phrase.clone()]);
        }
        self.begins(&rule.expr)
    }

    fn begins(&self, expr: &Expr) -> Option<Vec<String>> {
        match expr {
            Expr::Ident(name) => self.phrases(name),
            Expr::Seq(first, rest) => match &**first {
                // What only looks ahead, or may be absent, is none of the words.
                Expr::PosPred(_) | Expr::NegPred(_) | Expr::Opt(_) => self.begins(rest),
                first => self.begins(first),
            },
            Expr::Choice(one, other) => {
                let mut found = self.begins(one)?;
                for phrase in self.begins(other)? {
                    if !found.contains(&phrase) {
                        found.push(phrase);
                    }
                }
                Some(found)
            }
            Expr::RepOnce(inner) | Expr::Push(inner) => self.begins(inner),
            _ => None,
        }
    }

    /// What opens a sentence, as far as it is said in fixed words.
    fn openings(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in SENTENCES {
            let rule = &self.rules[name];
            let alternatives = match rule.ty {
                RuleType::Atomic => vec![self.phrases(name)],
                _ => alternatives(&rule.expr).into_iter().map(|one| self.begins(one)).collect(),
            };
            for phrase in alternatives.into_iter().flatten().flatten() {
                if !found.contains(&phrase) {
                    found.push(phrase);
                }
            }
        }
        found
    }
}

fn alternatives(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Choice(one, other) => [alternatives(one), alternatives(other)].concat(),
        one => vec![one],
    }
}

/// Whether a rule reads a phrase, whichever of its spellings, and no words of the reader's choice.
fn is_fixed(expr: &Expr) -> bool {
    match expr {
        Expr::Str(_) => true,
        Expr::Ident(name) => ["s", "e", "ap", "of", "hs", "WHITESPACE", "ASCII_DIGIT"].contains(&name.as_str()),
        Expr::Seq(one, other) | Expr::Choice(one, other) => is_fixed(one) && is_fixed(other),
        Expr::Opt(inner) | Expr::RepOnce(inner) => is_fixed(inner),
        Expr::PosPred(_) | Expr::NegPred(_) => true,
        _ => false,
    }
}

/// The table as the library holds it.
fn table() -> String {
    let grammar = Grammar::read();
    let quoted = |phrases: &[String]| phrases.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>().join(", ");
    let mut by_phrases: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for name in grammar.rules.keys() {
        if let Some(phrases) = grammar.phrases(name) {
            by_phrases.entry(phrases).or_default().push(name);
        }
    }
    let mut out = String::from(
        "//! Phrases of the language, made from `grammar/alinea.pest`: `INSTA_UPDATE=always cargo test phrases` makes them anew.\n\n\
         use crate::syntax::parser::Rule;\n\n\
         /// The phrases of which one stands where a rule begins; none where anything may.\n\
         #[rustfmt::skip]\n\
         pub(super) fn of(rule: Rule) -> &'static [&'static str] {\n    match rule {\n",
    );
    for (phrases, rules) in &by_phrases {
        let rules: Vec<String> = rules.iter().map(|name| format!("Rule::{name}")).collect();
        out += &format!("        {} => &[{}],\n", rules.join(" | "), quoted(phrases));
    }
    out += "        _ => &[],\n    }\n}\n\n/// What opens a sentence or a block.\n#[rustfmt::skip]\npub(in crate::syntax) const OPENINGS: &[&str] = &[\n";
    for phrase in grammar.openings() {
        out += &format!("    {phrase:?},\n");
    }
    out + "];\n"
}

#[test]
fn the_table_of_phrases_is_that_of_the_grammar() {
    pinned(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/syntax/phrases/table.rs"), &table());
}
