//! Numbers as they are written and read.

use alinea::case::{self, Case, Reader};
use alinea::pipeline;
use alinea::plan::Plan;
use alinea::source::{FileId, MemoryLoader, Sources};
use alinea::syntax;
use alinea::value::{Decimal, Exact, NumberFault, format_exact, format_number, format_percent, format_text};

use crate::support::plan_of;

fn ratio(number: i128, of: i128) -> Exact {
    Exact::new(number, of)
}

#[test]
fn decimals_are_rounded_half_away_from_zero() {
    let written = |number, of, places| format_number(ratio(number, of), places);
    assert_eq!(written(1, 8, 2), "0,13");
    assert_eq!(written(-1, 8, 2), "-0,13");
    assert_eq!(written(-1, 1000, 2), "0");
    assert_eq!(written(1999, 2, 0), "1\u{202f}000");
    assert_eq!(written(99_999, 10, 0), "10\u{202f}000");
    assert_eq!(written(16_000, 3, 2), "5\u{202f}333,33");
    assert_eq!(format_percent(ratio(1, 20), 6), "5 %");
    assert_eq!(format_percent(ratio(1, 3), 2), "33,33 %");
    assert_eq!(format_percent(ratio(1, 100_000), 2), "0 %");
}

#[test]
fn numbers_are_written_exactly_or_as_fractions() {
    assert_eq!(format_exact(ratio(9, 8)), "1.125");
    assert_eq!(format_exact(ratio(-3, 2)), "-1.5");
    assert_eq!(format_exact(ratio(16_000, 3)), "16000/3");
    assert_eq!(format_exact(ratio(1, 1 << 30)), "0.000000000931322574615478515625");
}

#[test]
fn the_largest_numbers_are_written_too() {
    let most = i128::MAX;
    assert_eq!(format_exact(ratio(most, 1)), most.to_string());
    assert_eq!(format_number(ratio(-most, 1), 6).replace('\u{202f}', ""), (-most).to_string());
    assert_eq!(format_number(ratio(most - 1, most), 2), "1");
    assert_eq!(format_exact(ratio(most - 1, most)), format!("{}/{most}", most - 1));
    assert_eq!(format_percent(ratio(most, 1), 0).replace('\u{202f}', ""), format!("{most}00 %"));
}

/// A number that is read, as `format_exact` writes it; the two numbers that it may be; or what else it is.
fn read(text: &str) -> String {
    match Decimal::parse(text) {
        Ok(number) => format_exact(number.exact()),
        Err(NumberFault::TwoReadings { thousands, decimals }) => format!("{thousands} | {decimals}"),
        Err(fault) => format!("{fault:?}"),
    }
}

#[test]
fn a_dot_before_three_digits_has_two_readings() {
    assert_eq!(read("1.500"), "1 500 | 1,5");
    assert_eq!(read("12.712"), "12 712 | 12,712");
    assert_eq!(read("-999.000"), "-999 000 | -999");
    for number in ["1.5", "1.50", "1.5000", "0.125", "012.500", "1500.125", "1 500.125"] {
        assert!(Decimal::parse(number).is_ok(), "{number}");
    }
}

#[test]
fn a_comma_begins_decimals_however_many() {
    assert_eq!(read("1,500"), "1.5");
    assert_eq!(read("0,125"), "0.125");
    assert_eq!(read("1 500,125"), "1500.125");
}

#[test]
fn several_separators_are_no_number() {
    for text in ["1.500.000", "1,500.00", "1.500,50", "1,2,3", "1 500.000,5", "28.11.2012"] {
        assert_eq!(read(text), "Separators", "{text}");
    }
}

#[test]
fn blanks_part_groups_of_three() {
    assert_eq!(read("1\u{202f}500\u{a0}000"), "1500000");
    assert_eq!(read("- 3"), "-3");
    for text in ["1 5", "1500 000", "1 50", "1  500", "1 500 ", "1,500 000", ",5", "5,", "", "-", "1e3", "½"] {
        assert_eq!(read(text), "NotANumber", "{text}");
    }
    assert_eq!(read("1234567890123456789"), "TooManyDigits");
}

const RULES: &str = "recueil « Nombres »\n\nfaits\n  date de dépôt : date\n  salaire : montant\n  part : pourcentage\n  code : code\n\n\
                     texte « circulaire »\n  en vigueur à compter du 1er mars 2020\n\nprocédure « Admission », selon « circulaire »\n  \
                     les conditions sont réunies si :\n  condition « c », point 1 :\n    ";

/// What is found where a condition says this.
fn found(condition: &str) -> Vec<(&'static str, String)> {
    let text = format!("{RULES}{condition} et part atteint 1 % et code est « a »\n");
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", text));
    checked.diagnostics.into_iter().map(|found| (found.code, found.help.unwrap_or_default())).collect()
}

#[test]
fn rules_refuse_what_has_two_readings() {
    let two = |thousands: &str, decimals: &str| {
        let help = format!("écrivez « {thousands} » ou « {decimals} » ; un code s'écrit entre guillemets");
        vec![("ambiguous-number", help)]
    };
    assert_eq!(found("salaire atteint 1.500 €"), two("1 500 €", "1,5 €"));
    assert_eq!(found("salaire atteint 12.712 euros"), two("12 712 €", "12,712 €"));
    assert_eq!(found("part dépasse 33.333 %"), two("33 333 %", "33,333 %"));
    assert_eq!(found("salaire atteint 2.000 % de 1 €"), two("2 000 %", "2 %"));
    assert_eq!(found("date de dépôt remonte à au moins 1.000 jours"), two("1 000", "1"));
    for plain in ["0.125 €", "0,125 €", "1500.125 €", "1 500 €", "1.5 €"] {
        assert_eq!(found(&format!("salaire atteint {plain}")), [], "{plain}");
    }
}

#[test]
fn rules_refuse_several_separators_in_one_finding() {
    for number in ["1.500.000 €", "1,500.00 €", "1.500,50 €"] {
        let codes: Vec<_> = found(&format!("salaire atteint {number}")).into_iter().map(|found| found.0).collect();
        assert_eq!(codes, ["ambiguous-number"], "{number}");
    }
    let date = found("date de dépôt est antérieure au 28.11.2012");
    assert_eq!(date, [("date-form", "écrivez « 28 novembre 2012 »".to_string())]);
}

#[test]
fn the_layout_of_what_has_two_readings_is_left_alone() {
    let mut sources = Sources::default();
    sources.add("essai.alinea", format!("{RULES}salaire atteint 1.500 €\n"));
    let found = syntax::format(&sources, FileId(0)).expect_err("it is refused");
    assert_eq!(found[0].code, "ambiguous-number");
}

/// A dossier read alone and among others, which must be the same.
fn dossier(plan: &Plan, text: &str) -> Result<Case, Vec<&'static str>> {
    let codes = |found: &[alinea::diagnostic::Diagnostic]| found.iter().map(|found| found.code).collect::<Vec<_>>();
    let one = case::read(plan, &mut Sources::default(), "essai", text.as_bytes()).map_err(|found| codes(&found));
    let mut reader = Reader::new(plan);
    let many = reader.read("essai", text.as_bytes()).cloned().map_err(|refused| codes(&refused.diagnostics));
    let told = |case: &Result<Case, Vec<&'static str>>| case.clone().map(|case| case::write(plan, &case));
    assert_eq!(told(&one), told(&many), "{text}");
    one
}

#[test]
fn dossiers_refuse_texts_that_have_two_readings() {
    let plan = plan_of(&format!("{RULES}salaire atteint 1 € et part atteint 1 % et code est « a »\n"));
    let texts = [
        "faits:\n  salaire: 1.500\n",
        "faits:\n  salaire: 12.712 €\n",
        "faits: {salaire: 1.500}\n",
        "faits:\n  part: 12.500 %\n",
        r#"{"faits": {"salaire": "1.500"}}"#,
        r#"{"faits": {"salaire": "1.500.000,50 €"}}"#,
    ];
    for text in texts {
        assert_eq!(dossier(&plan, text).expect_err(text), ["case-ambiguous-number"], "{text}");
    }
}

/// JSON has one reading of its own numbers.
#[test]
fn numbers_of_json_keep_their_point() {
    let plan = plan_of(&format!("{RULES}salaire atteint 1 € et part atteint 1 % et code est « a »\n"));
    let number = dossier(&plan, r#"{"faits": {"salaire": 12.712}}"#).expect("it is a number");
    assert_eq!(dossier(&plan, "faits:\n  salaire: 12,712 €\n").expect("it is an amount").facts, number.facts);
    // What is written is read again.
    let written = case::write(&plan, &number);
    assert_eq!(dossier(&plan, &written).expect(&written).facts, number.facts, "{written}");
}

#[test]
fn texts_of_dossiers_have_one_reading() {
    for (number, of, text) in
        [(12_712, 1000, "12,712"), (3, 2, "1.5"), (1, 8, "0.125"), (1500, 1, "1500"), (12_345_678, 1000, "12345.678")]
    {
        assert_eq!(format_text(ratio(number, of)), text);
    }
}
