//! The parser that pest derives from the grammar.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/alinea.pest"]
#[allow(missing_docs)]
pub(super) struct AlineaParser;

/// How deeply sentences may nest: brackets, restrictions, negations, shares.
///
/// The grammar counts what would need the parser's stack, and stops one level further in: what it then reads otherwise
/// always stands beside something that is refused here.
pub(super) const MAX_DEPTH: usize = 64;
