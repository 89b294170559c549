//! Parameters in groups that methods share.

use super::params::{Kind, Param};

const fn param(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { name, kind, required: false, about }
}

const fn required(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { required: true, ..param(name, kind, about) }
}

pub(super) const HANDLE: &[Param] = &[required("handle", Kind::Text, "the name by which later calls mean it")];

pub(super) const RULESET: &[Param] =
    &[required("ruleset", Kind::Ruleset, "a handle, the name of a built-in recueil, or its files by name")];

pub(super) const DOSSIER: &[Param] = &[
    param("dossier", Kind::Dossier, "what is known; a dossier of which nothing is known when absent"),
    param("name", Kind::Text, "the dossier's name, unless it says another"),
];

pub(super) const REQUEST: &[Param] = &[
    param("day", Kind::Day, "the day on which the facts are assessed"),
    param("law_day", Kind::Day, "the day whose law applies; the day of assessment when absent"),
    param("procedure", Kind::Text, "only this procedure"),
    param("text", Kind::Text, "only the version under this text, in force or not"),
    param("conventions", Kind::Options, "options that are followed instead of the first ones"),
];

pub(super) const SPAN: &[Param] = &[
    param("from", Kind::Day, "first day; else the first that the dossier names"),
    param("to", Kind::Day, "last day; else ten years after the last that the dossier names"),
];

pub(super) const SHOWN: &[Param] = &[
    param("procedure", Kind::Text, "only this procedure"),
    param("day", Kind::Day, "only versions in force on this day"),
    param("format", Kind::OneOf(&["text", "markdown", "html"]), "`text` when absent"),
];

pub(super) const TRIED: &[Param] = &[param("mutants", Kind::Flag, "whether rules are changed one by one as well")];

pub(super) const FORMATTED: &[Param] =
    &[required("source", Kind::Text, "the text of a rule file"), param("file", Kind::Text, "its name, for findings")];

pub(super) const VERIFIED: &[Param] = &[required("answer", Kind::Result, "what `evaluate` gave")];

pub(super) const DOSSIERS: &[Param] = &[required("dossiers", Kind::Dossiers, "texts or objects")];

pub(super) const SIDES: &[Param] = &[
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
    param("conventions", Kind::Options, "options that both sides follow instead of the first ones"),
    param(
        "supposed",
        Kind::Options,
        "values, as dossiers write them, of facts that are supposed where a dossier lacks them",
    ),
];

pub(super) const COMPARED: &[Param] = &[
    param("name", Kind::Text, "only the dossier of this name"),
    param("witnesses", Kind::Flag, "whether the smallest dossiers that part the two sides are looked for"),
];

/// Methods whose results can be shown as a page.
pub(super) const PAGES: &[&str] = &["evaluate", "ask", "calendar", "show", "test", "diff"];

pub(super) const PAGE: &[Param] = &[
    required("of", Kind::OneOf(PAGES), "the method whose result is to be shown"),
    required("params", Kind::Params, "its parameters"),
];

/// What methods on one dossier take.
pub(super) const ASKED: &[&[Param]] = &[RULESET, DOSSIER, REQUEST];

pub(super) const CALENDAR: &[&[Param]] = &[RULESET, DOSSIER, REQUEST, SPAN];

pub(super) const SHOW: &[&[Param]] = &[RULESET, SHOWN];

pub(super) const TEST: &[&[Param]] = &[RULESET, TRIED];

pub(super) const DIFF: &[&[Param]] = &[SIDES, COMPARED];
