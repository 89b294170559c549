//! All wording of the stage.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The program itself failed on a dossier; `why` is what it says of that.
pub(super) fn fault(span: Span, why: &str) -> Diagnostic {
    let message = format!("une faute du programme empêche de répondre à ce dossier : {why}");
    Diagnostic::error("internal-fault", message, span, "dossier sans réponse")
        .help("les autres dossiers n'en souffrent pas ; signalez-la avec ce dossier et le recueil")
}
