//! The table of methods: what each takes, what it gives, and who runs it.

use serde_json::json;

use super::params::{Kind, Param};
use super::{Method, answers, changes, page, results, rules};
use crate::case;
use crate::ruleset::Ruleset;

const fn param(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { name, kind, required: false, about }
}

const fn required(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { required: true, ..param(name, kind, about) }
}

const HANDLE: &[Param] = &[required("handle", Kind::Text, "the name by which later calls mean it")];

const RULESET: &[Param] =
    &[required("ruleset", Kind::Ruleset, "a handle, the name of a built-in recueil, or its files by name")];

const DOSSIER: &[Param] = &[
    param("dossier", Kind::Dossier, "what is known; a dossier of which nothing is known when absent"),
    param("name", Kind::Text, "the dossier's name, unless it says another"),
];

const REQUEST: &[Param] = &[
    param("day", Kind::Day, "the day on which the facts are assessed"),
    param("law_day", Kind::Day, "the day whose law applies; the day of assessment when absent"),
    param("procedure", Kind::Text, "only this procedure"),
    param("text", Kind::Text, "only the version under this text, in force or not"),
    param("conventions", Kind::Options, "options that are followed instead of the first ones"),
];

const SPAN: &[Param] = &[
    param("from", Kind::Day, "first day; else the first that the dossier names"),
    param("to", Kind::Day, "last day; else ten years after the last that the dossier names"),
];

const SHOWN: &[Param] = &[
    param("procedure", Kind::Text, "only this procedure"),
    param("day", Kind::Day, "only versions in force on this day"),
    param("format", Kind::OneOf(&["text", "markdown", "html"]), "`text` when absent"),
];

const TRIED: &[Param] = &[param("mutants", Kind::Flag, "whether rules are changed one by one as well")];

const FORMATTED: &[Param] =
    &[required("source", Kind::Text, "the text of a rule file"), param("file", Kind::Text, "its name, for findings")];

const VERIFIED: &[Param] = &[required("answer", Kind::Result, "what `evaluate` gave")];

const DOSSIERS: &[Param] = &[required("dossiers", Kind::Dossiers, "texts or objects")];

const SIDES: &[Param] = &[
    required(
        "before",
        Kind::Ruleset,
        "a recueil, as `ruleset` elsewhere; with `ruleset`, one of its texts, procedures or readings",
    ),
    required("after", Kind::Ruleset, "likewise"),
    param(
        "ruleset",
        Kind::Ruleset,
        "the recueil whose texts, procedures or readings (`convention=option`) are compared",
    ),
    param("procedure", Kind::Text, "only this procedure"),
    param(
        "dossiers",
        Kind::Dossiers,
        "the dossiers that are held against both sides; `diff` takes the recueil's own when absent",
    ),
    param("population", Kind::Text, "a handle, instead of `dossiers`"),
    param("days", Kind::Flag, "whether the days on which conditions are met are compared as well"),
];

const COMPARED: &[Param] = &[
    param("name", Kind::Text, "only the dossier of this name"),
    param("witnesses", Kind::Flag, "whether the smallest dossiers that part the two sides are looked for"),
];

const PAGE: &[Param] = &[
    required("of", Kind::OneOf(page::SHOWN), "the method whose result is to be shown"),
    required("params", Kind::Params, "its parameters"),
];

/// All methods, in the order of a document.
pub const METHODS: &[Method] = &[
    Method {
        name: "recueils",
        about: "Names the recueils that come with the program.",
        params: &[],
        result: results::recueils,
        run: |_| Ok(json!({ "recueils": Ruleset::builtins() })),
    },
    Method {
        name: "hold",
        about: "Reads a recueil and keeps it under a handle; what was held there before is gone.",
        params: &[HANDLE, RULESET],
        result: results::hold,
        run: rules::hold,
    },
    Method {
        name: "populate",
        about: "Reads many dossiers and keeps them under a handle; what was held there before is gone.",
        params: &[HANDLE, RULESET, DOSSIERS],
        result: results::populate,
        run: changes::populate,
    },
    Method {
        name: "release",
        about: "Gives up what is held under a handle.",
        params: &[HANDLE],
        result: results::release,
        run: rules::release,
    },
    Method {
        name: "schema",
        about: "Gives the JSON Schema of a dossier.",
        params: &[RULESET],
        result: results::schema,
        run: |params| Ok(case::json_schema(params.ruleset("ruleset")?.plan())),
    },
    Method {
        name: "check",
        about: "Finds what is wrong in the rules, or deserves a look.",
        params: &[RULESET],
        result: results::check,
        run: rules::check,
    },
    Method {
        name: "evaluate",
        about: "Answers a request on a dossier, with reasons.",
        params: &[RULESET, DOSSIER, REQUEST],
        result: results::answer,
        run: answers::evaluate,
    },
    Method {
        name: "ask",
        about: "Lists the facts that can still change an outcome.",
        params: &[RULESET, DOSSIER, REQUEST],
        result: results::questions,
        run: answers::ask,
    },
    Method {
        name: "calendar",
        about: "Gives the days on which the conditions are met, past and future.",
        params: &[RULESET, DOSSIER, REQUEST, SPAN],
        result: results::calendar,
        run: answers::calendar,
    },
    Method {
        name: "verify",
        about: "Computes an answer again and says whether it still holds.",
        params: &[RULESET, DOSSIER, REQUEST, VERIFIED],
        result: results::verify,
        run: answers::verify,
    },
    Method {
        name: "show",
        about: "Shows procedures as they stand in the rules.",
        params: &[RULESET, SHOWN],
        result: results::show,
        run: rules::show,
    },
    Method {
        name: "test",
        about: "Holds a recueil against its own dossiers.",
        params: &[RULESET, TRIED],
        result: results::trial,
        run: rules::test,
    },
    Method {
        name: "format",
        about: "Lays out a rule file.",
        params: &[FORMATTED],
        result: results::format,
        run: rules::format,
    },
    Method {
        name: "diff",
        about: "Tells what changes between two sides: rules, dossiers, witnesses.",
        params: &[SIDES, COMPARED],
        result: results::comparison,
        run: changes::diff,
    },
    Method {
        name: "impact",
        about: "Counts the dossiers that change between two sides, by kind.",
        params: &[SIDES],
        result: results::impact,
        run: changes::impact,
    },
    Method {
        name: "page",
        about: "Gives a result of another method as a fragment of a page.",
        params: &[PAGE],
        result: results::page,
        run: page::page,
    },
];
