//! Parameters: values that texts set anew from a day on.

use super::{Quoted, Term, Validity, Verify};
use crate::source::Span;

/// `paramètre « SMIC mensuel » : montant`, and its values
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The parameter's name; blocks of one name are one parameter.
    pub name: Quoted,
    /// Its type, where this block says it.
    pub kind: Option<(ParameterType, Span)>,
    /// `fichier « … »`: a table of further values.
    pub file: Option<Quoted>,
    /// `à vérifier`, with its note where it has one.
    pub verify: Vec<Verify>,
    /// In the order written, which need not be that of their days.
    pub lines: Vec<ParameterLine>,
}

/// Types of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// `nombre`
    Number,
    /// `nombre entier`
    Whole,
    /// `montant`
    Amount,
    /// `pourcentage`
    Percent,
    /// `date`
    Date,
    /// `durée en mois`
    Months,
    /// `durée en jours`
    Days,
    /// `durée`: in months or in days, as its values are.
    Length,
}

/// `à compter du 1er novembre 2024 : 1 801,80 €, selon « décret n° 2024-951 »`
#[derive(Clone, Debug)]
pub struct ParameterLine {
    /// The days on which it has this value.
    pub validity: Validity,
    /// The value; none where it is not known.
    pub value: Option<Term>,
    /// `selon « … »`: what sets it.
    pub source: Option<Quoted>,
    /// `à vérifier`, with its note where it has one.
    pub verify: Vec<Verify>,
    /// The whole line.
    pub span: Span,
}
