//! The JSON Schema of a dossier.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::expected::{ExpectedPart, OUTCOME, PART_OUTCOMES, PARTS, VALUES, others_say, told};
use super::scalar::UNKNOWN_ROWS;
use crate::plan::{Fact, Plan, Type, Version, Vocabulary};
use crate::value::Outcome;

/// The JSON Schema (2020-12) of the dossiers of a recueil, for completion in editors.
///
/// The schema accepts every dossier that the reader accepts, in the recueil's own spelling; the reader also takes
/// others. It looks at more: at the calendar, at the order of days and at overlaps.
pub fn json_schema(plan: &Plan) -> Value {
    let facts: Map<String, Value> =
        plan.facts.iter().map(|fact| (fact.name.clone(), fact_schema(plan, fact))).collect();
    let admitted: Map<String, Value> = plan
        .versions
        .iter()
        .flat_map(|version| version.parts())
        .filter(|part| part.discretionary)
        .map(|part| (part.name.clone(), json!({ "$ref": "#/$defs/oui-ou-non" })))
        .collect();
    let mut expected = Map::new();
    for procedure in plan.procedures() {
        let versions = plan.versions.iter().filter(|version| version.procedure == procedure);
        let texts: Map<String, Value> = versions
            .map(|version| (plan.texts[version.text.index()].name.clone(), expectation_schema(plan, version)))
            .collect();
        expected.insert(
            procedure.to_string(),
            json!({ "type": "object", "additionalProperties": false, "properties": texts }),
        );
    }
    let readings: Map<String, Value> = plan
        .conventions
        .iter()
        .map(|convention| {
            let options: Vec<&str> = convention.options.iter().map(|option| option.name.as_str()).collect();
            (convention.name.clone(), json!({ "enum": options }))
        })
        .collect();
    let mut unknown_rows: Vec<Value> = UNKNOWN_ROWS.iter().map(|word| json!(word)).collect();
    unknown_rows.push(Value::Null);
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Dossier : {}", plan.name),
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "dossier": { "type": ["string", "number", "boolean", "null"], "description": "Nom du dossier" },
            "faits": { "type": ["object", "null"], "additionalProperties": false, "properties": facts },
            "admis": {
                "type": ["object", "null"],
                "description": format!("Ce que {} (oui) ou refusé (non)", plan.authority.verb("a admis", "ont admis")),
                "additionalProperties": false,
                "properties": admitted,
            },
            "attendu": {
                "type": "object",
                "description": "Issue attendue, par procédure et par texte",
                "additionalProperties": false,
                "properties": expected,
            },
            "lecture": {
                "type": "object",
                "description": "Options des conventions sous lesquelles l'issue est attendue",
                "additionalProperties": false,
                "properties": readings,
            },
        },
        "$defs": {
            "inconnus": { "enum": unknown_rows },
            "oui-ou-non": { "enum": ["oui", "non", true, false, "inconnu", "inconnue", null] },
            "date": {
                "description": "AAAA-MM-JJ, AAAA-MM ou AAAA",
                "anyOf": [
                    { "type": "string", "pattern": "^(\\d{4}(-\\d{2}(-\\d{2})?)?|\\d{2}/\\d{2}/\\d{4}|inconnue?)$" },
                    { "type": "integer", "minimum": 1900, "maximum": 2200 },
                    { "type": "null" },
                ],
            },
            "issue": { "enum": worded(plan, Outcome::ANSWERS.map(Outcome::french)) },
        },
    });
    for vocabulary in vocabularies(plan) {
        schema["$defs"][codes_key(plan, vocabulary)] = codes_schema(plan, vocabulary);
    }
    schema
}

/// Words of outcomes, with the other words for what is left to the authority.
fn worded<const N: usize>(plan: &Plan, words: [&str; N]) -> Vec<String> {
    let mut found = words.map(str::to_string).to_vec();
    if found.iter().any(|word| word == Outcome::Discretionary.french()) {
        for word in others_say(plan) {
            if !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found
}

/// What may be expected of a version: the outcome alone, or with values and parts.
fn expectation_schema(plan: &Plan, version: &Version) -> Value {
    let closed = |properties: Map<String, Value>| json!({ "type": "object", "additionalProperties": false, "properties": properties });
    let values = told(plan, version).into_iter().map(|(name, of)| (name.to_string(), value_schema(of)));
    let mut known: Map<String, Value> = Map::new();
    known.insert(OUTCOME.into(), json!({ "$ref": "#/$defs/issue" }));
    known.insert(VALUES.into(), closed(values.collect()));
    for ((key, kind), (_, parts)) in PARTS.into_iter().zip(version.sections()) {
        let words = PART_OUTCOMES.map(|outcome| ExpectedPart::word(kind, outcome));
        let parts = parts.iter().map(|part| (part.name.clone(), json!({ "enum": worded(plan, words) })));
        known.insert(key.into(), closed(parts.collect()));
    }
    let mut whole = closed(known);
    whole["required"] = json!([OUTCOME]);
    json!({ "anyOf": [{ "$ref": "#/$defs/issue" }, whole] })
}

/// A value, what it lies between, or that it is not known or that there is none.
fn value_schema(of: &Type) -> Value {
    match of {
        Type::Number | Type::Amount => json!({ "type": ["number", "string"] }),
        Type::Date | Type::Months | Type::Days => json!({ "type": ["integer", "string"] }),
        Type::Percent
        | Type::Truth
        | Type::Text
        | Type::Code
        | Type::Enumeration(_)
        | Type::Scale(_)
        | Type::Periods
        | Type::Rows => {
            json!({ "type": "string" })
        }
    }
}

/// The vocabularies that facts and columns name, each once.
fn vocabularies(plan: &Plan) -> Vec<&Arc<Vocabulary>> {
    let facts = plan.facts.iter().flat_map(|fact| std::iter::once(fact).chain(&fact.columns));
    let mut found: Vec<&Arc<Vocabulary>> = Vec::new();
    for vocabulary in facts.filter_map(|fact| fact.vocabulary.as_ref()) {
        if !found.iter().any(|known| Arc::ptr_eq(known, vocabulary)) {
            found.push(vocabulary);
        }
    }
    found
}

fn codes_key(plan: &Plan, vocabulary: &Arc<Vocabulary>) -> String {
    let place = vocabularies(plan).iter().position(|known| Arc::ptr_eq(known, vocabulary));
    format!("codes-{}", place.unwrap_or(0) + 1)
}

/// The codes of a vocabulary; those that look like numbers may stand without quotes.
fn codes_schema(plan: &Plan, vocabulary: &Vocabulary) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for code in vocabulary.codes().iter().filter_map(|code| plan.symbols.text(*code)) {
        values.push(json!(code));
        values.extend(code.parse::<i64>().ok().filter(|number| number.to_string() == code).map(Value::from));
    }
    values.extend([json!("inconnu"), json!("inconnue"), Value::Null]);
    json!({ "description": format!("Un code de « {} »", vocabulary.file), "enum": values })
}

/// A number with its unit, perhaps without quotes.
fn number_schema(below_zero: bool, whole: bool, unit: &str, bare: bool) -> Value {
    // Of a whole number, decimals may only be zeros.
    let digit = if whole { "0" } else { "[0-9]" };
    // A dot before exactly three digits may part thousands, unless the digits before it cannot.
    let grouped = r"[0-9]{1,3}(\s+[0-9]{3})+";
    let number = format!(
        r"(({grouped}|[0-9]+)(,{digit}+)?|({grouped}|[0-9]{{4,}}|0[0-9]*)\.{digit}+|[1-9][0-9]{{0,2}}\.({digit}{{1,2}}|{digit}{{4,}}))"
    );
    // Zero has no sign.
    let zero = r"(0{1,3}(\s+000)+|0+)([.,]0+)?".to_string();
    let signed = if below_zero { number.clone() } else { zero };
    let pattern = format!(r"^\s*(([-−]\s*{signed}|{number})\s*{unit}|inconnue?)\s*$");
    if !bare {
        return json!({ "type": ["string", "null"], "pattern": pattern });
    }
    let number = if whole { "integer" } else { "number" };
    let mut schema = json!({ "type": [number, "string", "null"], "pattern": pattern });
    if !below_zero {
        schema["minimum"] = json!(0);
    }
    schema
}

fn fact_schema(plan: &Plan, fact: &Fact) -> Value {
    let mut schema = match &fact.kind {
        Type::Truth => json!({ "$ref": "#/$defs/oui-ou-non" }),
        Type::Date => json!({ "$ref": "#/$defs/date" }),
        Type::Number => number_schema(fact.below_zero, fact.whole, "", true),
        Type::Amount => number_schema(fact.below_zero, false, "(€|euros)?", true),
        Type::Percent => number_schema(false, false, "%", false),
        Type::Months => json!({ "type": ["integer", "string", "null"], "pattern": "^([0-9]+( mois)?|inconnue?)$" }),
        Type::Days => json!({ "type": ["integer", "string", "null"], "pattern": "^([0-9]+( jours?)?|inconnue?)$" }),
        Type::Text | Type::Code => match &fact.vocabulary {
            Some(vocabulary) => json!({ "$ref": format!("#/$defs/{}", codes_key(plan, vocabulary)) }),
            None => json!({ "type": ["string", "number", "null"] }),
        },
        Type::Enumeration(options) | Type::Scale(options) => {
            let mut values: Vec<Value> =
                options.iter().filter_map(|option| plan.symbols.text(*option)).map(|text| json!(text)).collect();
            values.extend([json!("inconnu"), json!("inconnue"), Value::Null]);
            json!({ "enum": values })
        }
        Type::Periods | Type::Rows => {
            let mut columns: Map<String, Value> = Map::new();
            if fact.kind == Type::Periods {
                columns.insert("du".into(), json!({ "$ref": "#/$defs/date", "description": "Premier jour" }));
                columns.insert(
                    "au".into(),
                    json!({
                        "description": "Dernier jour ; absent ou « en cours » si la période continue",
                        "anyOf": [{ "$ref": "#/$defs/date" }, { "const": "en cours" }],
                        "not": { "type": "null" },
                    }),
                );
            }
            columns.extend(fact.columns.iter().map(|column| (column.name.clone(), fact_schema(plan, column))));
            json!({
                "anyOf": [
                    { "$ref": "#/$defs/inconnus" },
                    { "type": "array", "items": { "type": "object", "additionalProperties": false, "properties": columns } },
                ],
            })
        }
    };
    let within = fact.within.map(|within| format!("Périodes au sein de « {} »", plan.facts[within.index()].name));
    let description: Vec<String> = fact.question.clone().into_iter().chain(within).collect();
    if let Some(object) = schema.as_object_mut().filter(|_| !description.is_empty()) {
        object.insert("description".into(), json!(description.join(" ")));
    }
    schema
}
