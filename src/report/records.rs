//! Records: answers in one line each, for batches.

use serde_json::{Value, json};

use super::json::{answer_json, errors, result_json};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::explain::{Answer, Explanation, MeasureReason};
use crate::plan::{Plan, VersionId};
use crate::query::Stretch;
use crate::source::Sources;
use crate::value::Outcome;

/// What a record holds besides the outcome of each procedure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Routes, conditions and obstacles, with what was measured.
    pub measures: bool,
    /// Facts that can still change the outcome.
    pub missing: bool,
    /// The values that the rules define.
    pub values: bool,
    /// The days on which conditions are met.
    pub calendar: bool,
    /// Everything that the answer to one dossier holds.
    pub whole: bool,
}

impl Fields {
    /// Whether the outcomes alone are asked for.
    pub fn outcomes_only(self) -> bool {
        self == Fields::default()
    }
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An object of JSON a line.
    Ndjson,
    /// A row a procedure, with `;` between cells.
    Csv,
}

/// Writes records of one recueil.
#[derive(Debug)]
pub struct Records {
    form: Form,
    fields: Fields,
    /// By version, what stands before its outcome.
    before_outcome: Vec<Vec<u8>>,
    /// The values that have a column each, of all versions.
    values: Vec<String>,
    cells: csv::Writer<Vec<u8>>,
    text: Vec<u8>,
}

/// A calendar of one procedure, and the texts in force in its stretches.
pub type Calendar<'p> = Vec<(Stretch, Option<&'p str>)>;

impl Records {
    /// Records of a plan's answers.
    pub fn new(plan: &Plan, form: Form, fields: Fields) -> Records {
        let before = |id: usize| {
            let version = &plan.versions[id];
            before_outcome(&version.procedure, Some(&plan.texts[version.text.index()].name))
        };
        Records {
            form,
            fields,
            before_outcome: (0..plan.versions.len()).map(before).collect(),
            values: if fields.values { values(plan) } else { Vec::new() },
            cells: writer(Vec::new()),
            text: Vec::new(),
        }
    }

    /// The line that stands above all records, where the form has one.
    pub fn header(&mut self) -> Vec<u8> {
        if self.form == Form::Csv {
            let wanted = [
                (self.fields.measures, "mesures"),
                (self.fields.missing, "manquants"),
                (self.fields.calendar, "calendrier"),
            ];
            let wanted = wanted.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name.to_string());
            let values = self.values.iter().map(|name| format!("valeur : {name}"));
            let first = ["ligne", "dossier", "procédure", "texte", "issue"].map(str::to_string);
            let names: Vec<String> =
                first.into_iter().chain(values).chain(wanted).chain(["erreur".to_string()]).collect();
            self.row(names);
        }
        let mut out = Vec::new();
        self.take(&mut out);
        out
    }

    /// Moves what was written to `out`, whose room is used again.
    pub fn take(&mut self, out: &mut Vec<u8>) {
        out.clear();
        match self.form {
            Form::Ndjson => std::mem::swap(out, &mut self.text),
            Form::Csv => {
                let room = std::mem::take(out);
                // A text takes whatever is written to it.
                *out = std::mem::replace(&mut self.cells, writer(room)).into_inner().unwrap_or_default();
            }
        }
    }

    /// How many bytes were written and not taken.
    pub fn written(&mut self) -> usize {
        match self.form {
            Form::Ndjson => self.text.len(),
            Form::Csv => {
                let _ = self.cells.flush();
                self.cells.get_ref().len()
            }
        }
    }

    /// Forgets what was written after so many bytes.
    pub fn forget_from(&mut self, written: usize) {
        self.text.truncate(written);
        if self.form == Form::Csv {
            let mut cells = std::mem::replace(&mut self.cells, writer(Vec::new())).into_inner().unwrap_or_default();
            cells.truncate(written);
            self.cells = writer(cells);
        }
    }

    /// The outcomes of a dossier: by procedure the version, where there is one, and what it came to.
    pub fn outcomes(&mut self, plan: &Plan, line: u64, dossier: &str, results: &[(&str, Option<VersionId>, Outcome)]) {
        if self.form == Form::Csv {
            for (procedure, version, outcome) in results {
                let text = version.map_or("", |id| &plan.texts[plan.versions[id.index()].text.index()].name);
                self.row([&line.to_string(), dossier, procedure, text, outcome.french(), ""]);
            }
            return;
        }
        self.text.extend_from_slice(br#"{"dossier":"#);
        write_json(&mut self.text, dossier);
        self.text.extend_from_slice(br#","results":["#);
        for (index, (procedure, version, outcome)) in results.iter().enumerate() {
            if index > 0 {
                self.text.push(b',');
            }
            match version {
                Some(id) => self.text.extend_from_slice(&self.before_outcome[id.index()]),
                None => self.text.extend_from_slice(&before_outcome(procedure, None)),
            }
            self.text.extend_from_slice(outcome.key().as_bytes());
            self.text.extend_from_slice(br#""}"#);
        }
        self.text.extend_from_slice(b"]}\n");
    }

    /// An explained answer; calendars stand in the order of its results when they are asked for.
    pub fn answer(&mut self, line: u64, answer: &Answer, calendars: &[Calendar]) {
        let results = answer.results.iter().enumerate();
        let rows = results.map(|(index, result)| (result, calendars.get(index)));
        if self.form == Form::Csv {
            for (result, calendar) in rows {
                let cells = self.cells_of(line, &answer.dossier, result, calendar);
                self.row(&cells);
            }
            return;
        }
        let record = if self.fields.whole && !self.fields.calendar {
            answer_json(answer)
        } else if self.fields.whole {
            let mut record = answer_json(answer);
            if let Some(results) = record["results"].as_array_mut() {
                for (result, calendar) in results.iter_mut().zip(calendars) {
                    result["calendar"] = calendar_json(calendar);
                }
            }
            record
        } else {
            let results: Vec<Value> = rows.map(|(result, calendar)| self.part_of(result, calendar)).collect();
            json!({ "dossier": answer.dossier, "results": results })
        };
        write_json(&mut self.text, &record);
        self.text.push(b'\n');
    }

    /// The keys of a result that are asked for, in the order of the whole answer.
    fn part_of(&self, result: &Explanation, calendar: Option<&Calendar>) -> Value {
        let mut part = result_json(result);
        if let Some(keys) = part.as_object_mut() {
            keys.retain(|key, _| match key.as_str() {
                "procedure" | "text" | "outcome" => true,
                "routes" | "conditions" | "obstacles" => self.fields.measures,
                "missing" | "doubts" => self.fields.missing,
                "values" => self.fields.values,
                "errors" => !result.errors.is_empty(),
                _ => false,
            });
        }
        for value in part.get_mut("values").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(keys) = value.as_object_mut() {
                keys.retain(|key, _| matches!(key.as_str(), "name" | "type" | "value" | "exact"));
            }
        }
        if let Some(calendar) = calendar {
            part["calendar"] = calendar_json(calendar);
        }
        part
    }

    fn cells_of(&self, line: u64, dossier: &str, result: &Explanation, calendar: Option<&Calendar>) -> Vec<String> {
        let text = result.text.clone().unwrap_or_default();
        let outcome = result.outcome.french().to_string();
        let mut cells = vec![line.to_string(), dossier.to_string(), result.procedure.clone(), text, outcome];
        cells.extend(self.values.iter().map(|name| {
            let value = result.values.iter().find(|value| value.name == *name);
            value.map(|value| words::plain(&value.value, &value.of)).unwrap_or_default()
        }));
        if self.fields.measures {
            let parts = [&result.routes, &result.conditions, &result.obstacles].into_iter().flatten();
            let clauses = parts.flat_map(|part| part.clauses.iter().flat_map(|clause| &clause.measures));
            let told = |one: &MeasureReason| words::measured(one).map(|measured| format!("{} : {measured}", one.of));
            let mut measured: Vec<String> = Vec::new();
            for told in clauses.filter_map(told) {
                // Routes ask for the same length again.
                if !measured.contains(&told) {
                    measured.push(told);
                }
            }
            cells.push(measured.join(" | "));
        }
        if self.fields.missing {
            cells.push(result.missing.iter().map(|one| one.path.as_str()).collect::<Vec<_>>().join(" | "));
        }
        if let Some(calendar) = calendar {
            let stretch = |(one, _): &(Stretch, Option<&str>)| {
                let last = one.days.end.plus_days(-1);
                format!("{} / {} : {}", one.days.start, last, one.outcome.french())
            };
            cells.push(calendar.iter().map(stretch).collect::<Vec<_>>().join(" | "));
        }
        let errors: Vec<String> = result.errors.iter().map(ToString::to_string).collect();
        cells.push(errors.join(" | "));
        cells
    }

    /// A line that is no dossier.
    pub fn refused(&mut self, line: u64, sources: &Sources, diagnostics: &[Diagnostic]) {
        match self.form {
            Form::Ndjson => self.text.extend_from_slice(&refused_json(line, sources, diagnostics)),
            Form::Csv => {
                let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
                let fields = [self.fields.measures, self.fields.missing, self.fields.calendar];
                let between = 4 + self.values.len() + fields.into_iter().filter(|wanted| *wanted).count();
                let (line, messages) = (line.to_string(), messages.join(" | "));
                let cells =
                    [line.as_str()].into_iter().chain(std::iter::repeat_n("", between)).chain([messages.as_str()]);
                self.row(cells);
            }
        }
    }

    fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<[u8]>>) {
        // A text takes whatever is written to it.
        let _ = self.cells.write_record(cells);
    }
}

/// The record of a dossier for which rules are at fault: its number, its name, and by procedure the sentences.
pub fn faulty_json(line: u64, answer: &Answer) -> Vec<u8> {
    let of = |result: &Explanation| {
        let procedure = result.procedure.clone();
        let named = move |mut error: Value| {
            error["code"] = json!("contradicting-exceptions");
            error["procedure"] = json!(procedure);
            error["text"] = json!(result.text);
            error
        };
        errors(&result.errors).into_iter().map(named).collect::<Vec<_>>()
    };
    let errors: Vec<Value> = answer.results.iter().flat_map(of).collect();
    let mut out = Vec::new();
    write_json(&mut out, &json!({ "line": line, "dossier": answer.dossier, "errors": errors }));
    out.push(b'\n');
    out
}

/// The record of a line that is no dossier: its number, and for each mistake the code, the path and the words.
pub fn refused_json(line: u64, sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mistake = |found: &Diagnostic| {
        let place = found.place().map(|span| (&sources.file(span.file).name, sources.position(span)));
        json!({
            "code": found.code,
            "path": found.path,
            "message": found.message,
            "help": found.help,
            "column": place.as_ref().map(|(_, position)| position.column),
            "in": place.map(|(file, _)| file),
        })
    };
    let errors: Vec<Value> = diagnostics.iter().map(mistake).collect();
    let mut out = Vec::new();
    write_json(&mut out, &json!({ "line": line, "errors": errors }));
    out.push(b'\n');
    out
}

/// The names of the values that answers tell, each once.
fn values(plan: &Plan) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in plan.versions.iter().flat_map(|version| &version.values) {
        let name = &plan.definitions[id.index()].name;
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

fn before_outcome(procedure: &str, text: Option<&str>) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(br#"{"procedure":"#);
    write_json(&mut out, procedure);
    out.extend_from_slice(br#","text":"#);
    write_json(&mut out, &text);
    out.extend_from_slice(br#","outcome":""#);
    out
}

fn calendar_json(calendar: &Calendar) -> Value {
    let stretch = |(one, text): &(Stretch, Option<&str>)| {
        json!({
            "from": one.days.start.to_string(),
            "to": one.days.end.plus_days(-1).to_string(),
            "outcome": one.outcome.key(),
            "text": text,
        })
    };
    Value::Array(calendar.iter().map(stretch).collect())
}

fn write_json(out: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    // A text takes whatever is written to it, and what is written here has no key that is not a text.
    let _ = serde_json::to_writer(&mut *out, value);
}

/// A table as spreadsheets of French offices read it, with « ; » between cells.
pub(super) fn writer(room: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(room)
}
