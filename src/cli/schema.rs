//! `alinea schema`: the JSON Schema of a dossier.

use clap::Args;

use super::{Failure, RulesetArg, print};
use crate::case;

#[derive(Args)]
pub(super) struct SchemaArgs {
    #[command(flatten)]
    ruleset: RulesetArg,
}

pub(super) fn run(args: SchemaArgs) -> Result<u8, Failure> {
    let (plan, _) = args.ruleset.plan()?;
    print(&format!("{:#}\n", case::json_schema(&plan)))?;
    Ok(0)
}
