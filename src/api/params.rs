//! Parameters of methods: what each may be, as a schema and as a reader; both come from one table.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::held::{Files, Kept};
use super::{Error, Held};
use crate::embedded::Embedded;
use crate::names::meant;
use crate::population::Population;
use crate::request::Request;
use crate::ruleset::{self, Dossier, Ruleset};
use crate::source::MemoryLoader;
use crate::time::Day;

/// One parameter of a method.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Param {
    /// The key under which it is given.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What it means, in a sentence.
    pub about: &'static str,
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A day, as `2024-06-15`.
    Day,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Texts by names: options of conventions, values of facts.
    Options,
    /// A handle, the name of a built-in recueil, or files by name.
    Ruleset,
    /// The text of a dossier, in YAML or JSON, or the dossier as an object.
    Dossier,
    /// Dossiers, each as above.
    Dossiers,
    /// What a method gave before.
    Result,
    /// The parameters of another method.
    Params,
}

impl Kind {
    fn schema(self) -> Value {
        let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        match self {
            Kind::Text => json!({ "type": "string" }),
            Kind::Flag => json!({ "type": "boolean" }),
            Kind::Day => json!({ "type": "string", "format": "date" }),
            Kind::OneOf(words) => json!({ "enum": words }),
            Kind::Options => texts,
            Kind::Ruleset => json!({ "oneOf": [
                { "type": "string" },
                { "type": "object", "properties": { "files": texts }, "required": ["files"], "additionalProperties": false },
            ] }),
            Kind::Dossier => json!({ "type": ["string", "object"] }),
            Kind::Dossiers => json!({ "type": "array", "items": Kind::Dossier.schema() }),
            Kind::Result | Kind::Params => json!({ "type": "object" }),
        }
    }

    /// What is wrong with a value, in words that follow « il faut ici ».
    fn mismatch(self, value: &Value) -> Option<String> {
        let texts = |value: &Value| value.as_object().is_some_and(|map| map.values().all(Value::is_string));
        let files =
            |value: &Value| value.as_object().is_some_and(|map| map.len() == 1 && map.get("files").is_some_and(texts));
        let (fits, wanted) = match self {
            Kind::Text => (value.is_string(), "un texte".to_string()),
            Kind::Flag => (value.is_boolean(), "true ou false".to_string()),
            Kind::Day => (day(value).is_some(), "un jour entre 1900 et 2200, par exemple 2024-06-15".to_string()),
            Kind::OneOf(words) => {
                (value.as_str().is_some_and(|word| words.contains(&word)), format!("l'un de : {}", words.join(", ")))
            }
            Kind::Options => (texts(value), "un objet dont les valeurs sont des textes".to_string()),
            Kind::Ruleset => (
                value.is_string() || files(value),
                "le nom d'un recueil, ou un objet « files » de textes par nom de fichier".to_string(),
            ),
            Kind::Dossier => (is_dossier(value), "un dossier, en texte ou en objet".to_string()),
            Kind::Dossiers => (
                value.as_array().is_some_and(|list| list.iter().all(is_dossier)),
                "une liste de dossiers, en texte ou en objets".to_string(),
            ),
            Kind::Result => (value.is_object(), "un résultat".to_string()),
            Kind::Params => (value.is_object(), "les paramètres d'une méthode".to_string()),
        };
        (!fits).then_some(wanted)
    }
}

fn is_dossier(value: &Value) -> bool {
    value.is_string() || value.is_object()
}

fn held_otherwise(param: &str, name: &str, wanted: &str) -> Error {
    Error::bad_params(format!("{param} : ce qui est tenu sous « {name} » n'est pas {wanted}"))
}

fn day(value: &Value) -> Option<Day> {
    Day::parse_iso(value.as_str()?).filter(|day| (Day::FIRST..=Day::LAST).contains(day))
}

/// JSON Schema of an object with these parameters.
pub(super) fn schema(params: impl Iterator<Item = &'static Param>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for param in params {
        let mut schema = param.kind.schema();
        schema["description"] = json!(param.about);
        properties.insert(param.name.to_string(), schema);
        required.extend(param.required.then_some(param.name));
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The parameters of one call, each of the kind that the method asks for.
pub(super) struct Params<'a> {
    pub(super) held: &'a Held,
    given: &'a Map<String, Value>,
}

impl<'a> Params<'a> {
    pub(super) fn new(
        held: &'a Held,
        params: impl Iterator<Item = &'static Param>,
        given: &'a Value,
    ) -> Result<Params<'a>, Error> {
        let Some(given) = given.as_object() else { return Err(Error::bad_params("les paramètres sont un objet")) };
        let params: Vec<&Param> = params.collect();
        for (name, value) in given {
            let Some(param) = params.iter().find(|param| param.name == name) else {
                let names: Vec<&str> = params.iter().map(|param| param.name).collect();
                let hint = meant(name, &names, "paramètres");
                return Err(Error::bad_params(format!("« {name} » n'est pas un paramètre de cette méthode ; {hint}")));
            };
            if let Some(wanted) = param.kind.mismatch(value) {
                return Err(Error::bad_params(format!("{name} : il faut ici {wanted}")));
            }
        }
        match params.iter().find(|param| param.required && !given.contains_key(param.name)) {
            Some(missing) => Err(Error::bad_params(format!("il manque le paramètre « {} »", missing.name))),
            None => Ok(Params { held, given }),
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.given.get(name)?.as_str()
    }

    /// A text that the method asks for.
    pub(super) fn required_text(&self, name: &str) -> Result<&'a str, Error> {
        self.text(name).ok_or_else(|| Error::bad_params(format!("il manque le paramètre « {name} »")))
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.given.get(name) == Some(&Value::Bool(true))
    }

    pub(super) fn day(&self, name: &str) -> Option<Day> {
        day(self.given.get(name)?)
    }

    pub(super) fn value(&self, name: &str) -> &'a Value {
        self.given.get(name).unwrap_or(&Value::Null)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// The files of the recueil that a parameter names.
    pub(super) fn files(&self, param: &str) -> Result<Files, Error> {
        let given = self.value(param);
        if let Some(files) = given["files"].as_object() {
            let add = |loader: MemoryLoader, (name, text): (&String, &Value)| {
                loader.with(name, text.as_str().unwrap_or_default())
            };
            return Ok(Arc::new(files.iter().fold(MemoryLoader::default(), add)));
        }
        let name = self.required_text(param)?;
        match (self.held.under(name), Embedded::named(name)) {
            (Some(Kept::Ruleset(_, files)), _) => Ok(files),
            (Some(Kept::Population(_)), _) => Err(held_otherwise(param, name, "un recueil")),
            (None, Some(recueil)) => Ok(Arc::new(recueil)),
            (None, None) => Err(ruleset::unknown_builtin(name).into()),
        }
    }

    /// The ruleset that a parameter names.
    pub(super) fn ruleset(&self, param: &str) -> Result<Ruleset, Error> {
        match self.text(param).and_then(|name| self.held.under(name)) {
            Some(Kept::Ruleset(held, _)) => Ok(held),
            Some(Kept::Population(_)) | None => Ok(Ruleset::load(self.files(param)?.as_ref())?),
        }
    }

    /// The population whose handle is given; `None` where none is.
    pub(super) fn population(&self, param: &str) -> Result<Option<Arc<Population>>, Error> {
        let Some(name) = self.text(param) else { return Ok(None) };
        match self.held.under(name) {
            Some(Kept::Population(held)) => Ok(Some(held)),
            Some(Kept::Ruleset(..)) => Err(held_otherwise(param, name, "une population")),
            None => Err(Error::bad_params(format!("{param} : rien n'est tenu sous « {name} »"))),
        }
    }

    /// Dossiers one after the other, each with what it is called when it does not say so itself.
    pub(super) fn dossiers(&self, param: &str) -> impl Iterator<Item = (String, String)> {
        let text = |given: &Value| given.as_str().map_or_else(|| given.to_string(), str::to_string);
        let given = self.value(param).as_array().into_iter().flatten();
        given.enumerate().map(move |(index, given)| (format!("dossier {}", index + 1), text(given)))
    }

    pub(super) fn dossier(&self, ruleset: &Ruleset) -> Result<Dossier, Error> {
        let name = self.text("name").unwrap_or("dossier");
        match self.given.get("dossier") {
            None => Ok(ruleset.empty_dossier(name)),
            Some(Value::String(text)) => Ok(ruleset.dossier(name, text)?),
            Some(object) => Ok(ruleset.dossier(name, object.to_string())?),
        }
    }

    /// Texts by their names; none where none are given.
    pub(super) fn texts(&self, name: &str) -> Vec<(String, String)> {
        let texts = self.value(name).as_object().into_iter().flatten();
        texts.map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().to_string())).collect()
    }

    pub(super) fn request(&self) -> Request {
        let owned = |name| self.text(name).map(str::to_string);
        Request {
            day: self.day("day"),
            law_day: self.day("law_day"),
            procedure: owned("procedure"),
            text: owned("text"),
            conventions: self.texts("conventions"),
        }
    }
}
