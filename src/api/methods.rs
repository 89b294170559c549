//! The table of methods: what each takes, what it gives, and who runs it.

use serde_json::json;

use super::groups::{
    ASKED, CALENDAR, DIFF, DOSSIER, DOSSIERS, FORMATTED, HANDLE, PAGE, REQUEST, RULESET, SHOW, SIDES, TEST, VERIFIED,
};
use super::{Method, answers, changes, page, results, rules};
use crate::case;
use crate::ruleset::Ruleset;

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
        params: ASKED,
        result: results::answer,
        run: answers::evaluate,
    },
    Method {
        name: "ask",
        about: "Lists the facts that can still change an outcome.",
        params: ASKED,
        result: results::questions,
        run: answers::ask,
    },
    Method {
        name: "calendar",
        about: "Gives the days on which the conditions are met, past and future.",
        params: CALENDAR,
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
        params: SHOW,
        result: results::show,
        run: rules::show,
    },
    Method {
        name: "test",
        about: "Holds a recueil against its own dossiers.",
        params: TEST,
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
        params: DIFF,
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
