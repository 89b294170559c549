use alinea::time::Day;

use super::support::day;

#[test]
fn the_iso_form_is_read() {
    assert_eq!(Day::parse_iso("2024-02-29"), Day::from_ymd(2024, 2, 29));
    assert_eq!(day("1900-01-01"), Day::FIRST);
    assert_eq!(day("2200-12-31"), Day::LAST);
    assert_eq!(day("1970-01-01").number(), 0);
}

#[test]
fn nothing_else_is_read() {
    for text in [
        "",
        "2024-2-29",
        "2024-02-9",
        "24-02-29",
        "2024/02/29",
        "29/02/2024",
        "2024-02-29T",
        "2024-02-29 ",
        " 2024-02-2",
        "+024-02-29",
        "-024-02-29",
        "2024-+2-29",
        "2024-02",
        "2023-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-04-31",
        "20é4-02-2",
    ] {
        assert_eq!(Day::parse_iso(text), None, "{text}");
    }
}
