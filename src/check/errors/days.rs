//! Findings on days that conventions give, and on days on which nothing applies any more.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::time::Day;

/// A text that begins by a convention whose options are no days.
pub(in crate::check) fn not_a_first_day(span: Span, declared: Span, name: &str) -> Diagnostic {
    Diagnostic::error("not-a-day", format!("les options de « {name} » ne sont pas des jours"), span, "jour attendu")
        .and(declared, "convention déclarée ici")
        .help("écrivez des options comme « le 23 janvier 2025 » ou « le 31 janvier 2025 »")
}

/// A sentence read on the day of a convention whose options are no dates of the dossier.
pub(in crate::check) fn not_a_date(span: Span, declared: Span, name: &str) -> Diagnostic {
    let message = format!("les options de « {name} » ne sont pas des dates du dossier");
    Diagnostic::error("not-a-day", message, span, "date attendue")
        .and(declared, "convention déclarée ici")
        .help("nommez des faits qui sont des dates : « date de dépôt, ou date de décision »")
}

/// A version of a list that begins when every procedure that reads the list has ended.
pub(in crate::check) fn list_after_law(
    version: Span,
    list: &str,
    from: Day,
    procedure: &str,
    last: Day,
    header: Span,
) -> Diagnostic {
    let message = format!(
        "la liste « {list} » a une version à compter du {}, mais la procédure « {procedure} », qui la lit, s'arrête au {}",
        from.french(),
        last.french()
    );
    Diagnostic::warning("list-after-law", message, version, "ne servira jamais")
        .and(header, "procédure qui la lit")
        .help("si le texte a été prorogé, écrivez sa nouvelle fin ; sinon, retirez cette version")
}

/// « Jour ouvrable » without the convention that says on which days of the week it may fall.
pub(in crate::check) fn working_day_unsaid(span: Span) -> Diagnostic {
    Diagnostic::error("working-day-unsaid", "rien ne dit si le samedi est un jour ouvrable", span, "jour ouvrable")
        .help(
            "ajoutez aux conventions « jour ouvrable : du lundi au samedi, selon « … » » (droit du travail), ou « du lundi au vendredi, selon « … » » (procédure), avec votre source",
        )
}

/// Working days without the convention that says whose holidays.
pub(in crate::check) fn holidays_unsaid(span: Span) -> Diagnostic {
    Diagnostic::error("holidays-unsaid", "rien ne dit de quel territoire sont les jours fériés", span, "jours fériés")
        .help(
            "ajoutez aux conventions « jours fériés : France métropolitaine », un autre territoire, ou le fait du dossier qui le dit",
        )
}

/// An option of « jour ouvrable » that says by which text.
pub(in crate::check) fn option_without_source(span: Span, option: &str) -> Diagnostic {
    Diagnostic::error(
        "option-without-source",
        format!("rien ne dit selon quel texte un jour ouvrable est « {option} »"),
        span,
        "sans source",
    )
    .help(format!(
        "le droit du travail compte le samedi, la procédure non : ajoutez la source, « {option}, selon « … » »"
    ))
}

/// A fact that is to say whose holidays they are, and has other options than territories.
pub(in crate::check) fn not_a_territory(span: Span, fact: &str, known: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-territory",
        format!("« {fact} » ne dit pas de quel territoire sont les jours fériés"),
        span,
        "territoire attendu",
    )
    .help(format!("un fait qui le dit n'a que ces options : {known}"))
}
