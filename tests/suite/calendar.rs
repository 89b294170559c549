//! Calendars as they are read: the dossier above, its calendar below.

use alinea::explain::{Request, calendar};
use alinea::query;
use alinea::report::{Style, calendar_text};

use crate::support::{dossier, dossiers, plan, quietly};

/// Each shows one way in which a stretch begins or ends.
const SHOWN: [&str; 6] = [
    "arrivee-connue-a-l-annee-trop-tardive",
    "douze-mois-en-tension-au-bord-de-la-fenetre",
    "huit-mois-sur-24-au-jour-pres",
    "nature-absente",
    "travail-sous-titre-etudiant-exclu",
    "vingt-quatre-mois-de-travail-ancien",
];

#[test]
fn calendars_read_well() {
    let plan = plan("aes-travail");
    for (name, source) in dossiers("aes-travail").into_iter().filter(|(name, _)| SHOWN.contains(&name.as_str())) {
        let case = dossier(&plan, &name, &source);
        let request = Request::new(&plan);
        let assessed = query::assessment_days(&plan, &case, &request.reading, None);
        let span = query::default_span(&plan, &case, assessed);
        let text = calendar_text(&calendar(&plan, &case, &request, span), Style::PLAIN).replace(&plan.hash[..16], "…");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        quietly(|| {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("snapshots/calendar");
            settings.set_prepend_module_to_snapshot(false);
            settings.bind(|| insta::assert_snapshot!(name.as_str(), format!("{source}\n───\n{text}")));
        });
    }
}
