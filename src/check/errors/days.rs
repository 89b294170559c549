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
