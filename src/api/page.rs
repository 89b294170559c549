//! What other methods give, as a fragment of a page.

use serde_json::{Value, json};

use super::answers::Asked;
use super::params::Params;
use super::{Error, changes, groups, rules};
use crate::explain::{timeline, told_facts};
use crate::report::{self, Page, Sheet, TimelineForm};

pub(super) fn page(params: &Params<'_>) -> Result<Value, Error> {
    let of = params.required_text("of")?;
    let groups = match of {
        "evaluate" | "ask" => groups::ASKED,
        "calendar" => groups::CALENDAR,
        "show" => groups::SHOW,
        "test" => groups::TEST,
        "diff" => groups::DIFF,
        _ => return Err(cannot_be_shown(of)),
    };
    let params = &Params::new(params.held, groups.iter().flat_map(|group| group.iter()), params.value("params"))?;
    let Page { title, style, body } = match of {
        "evaluate" => sheet(&Asked::of(params)?)?,
        "ask" => report::questions_html(&Asked::of(params)?.questions()?, None),
        "calendar" => picture(&Asked::of(params)?)?,
        "show" => {
            let (ruleset, versions) = rules::shown(params)?;
            report::show_html(ruleset.plan(), &versions)
        }
        "test" => report::trial_html(&rules::trial(params)?),
        "diff" => report::comparison_html(&changes::comparison(params)?),
        _ => return Err(cannot_be_shown(of)),
    };
    Ok(json!({ "title": title, "style": style, "body": body }))
}

fn cannot_be_shown(of: &str) -> Error {
    Error::bad_params(format!("of : « {of} » ne se montre pas ; l'un de : {}", groups::PAGES.join(", ")))
}

fn sheet(asked: &Asked) -> Result<Page, Error> {
    let (plan, answer) = (asked.ruleset.plan(), asked.answer()?);
    let (case, request) = asked.ruleset.resolve(&asked.dossier, &asked.request)?;
    let (timeline, facts) = (timeline(plan, case, &request, &answer), told_facts(plan, case));
    Ok(report::sheet_html(&Sheet { answer: &answer, timeline: &timeline, facts: &facts, letterhead: None }))
}

fn picture(asked: &Asked) -> Result<Page, Error> {
    let answer = asked.answer()?;
    let (case, request) = asked.ruleset.resolve(&asked.dossier, &asked.request)?;
    let timeline = timeline(asked.ruleset.plan(), case, &request, &answer);
    let body = report::timeline_svg(&timeline, TimelineForm::Wide);
    Ok(Page { title: asked.dossier.name().to_string(), style: String::new(), body })
}
