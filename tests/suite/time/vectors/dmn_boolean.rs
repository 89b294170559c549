//! Rows of dmn-tck/tck: `and`, `or` and `not` where an operand is null, which is our unknown.
//!
//! Out of scope: operands that are no truth values, which are an error of types here.

use alinea::value::Truth;
use serde_json::Value;

use super::{held, lines};

fn truth(word: &str, inputs: &Value) -> Option<Truth> {
    match word {
        "true" => Some(Truth::Yes),
        "false" => Some(Truth::No),
        "null" => Some(Truth::Unknown),
        "A" | "B" => truth(inputs[word].as_str().unwrap_or("null"), inputs),
        _ => None,
    }
}

fn eval(row: &Value) -> Option<Truth> {
    let (expr, inputs) = (row["expr"].as_str()?, &row["inputs"]);
    if let Some(operand) = expr.strip_prefix("not(") {
        return truth(operand.trim_end_matches(')'), inputs).map(Truth::not);
    }
    let (left, rest) = expr.split_once(' ')?;
    let (operator, right) = rest.split_once(' ')?;
    let (left, right) = (truth(left, inputs)?, truth(right, inputs)?);
    match operator {
        "and" => Some(left.and(right)),
        "or" => Some(left.or(right)),
        other => panic!("{other} is no connective"),
    }
}

fn check(path: &str, expected: usize) {
    let mut seen = 0;
    for row in lines(path) {
        let Some(found) = eval(&row) else { continue };
        let word = row["expected"].as_str().unwrap_or("null");
        assert_eq!(Some(found), truth(word, &Value::Null), "{row}");
        seen += 1;
    }
    held(path, seen, expected);
}

#[test]
fn ternary_logic() {
    check("dmn-tck/ternary_and_or_not.jsonl", 21);
}

#[test]
fn conjunction_and_disjunction_with_nulls() {
    check("dmn-tck/conjunction_disjunction_nulls.jsonl", 21);
}
