use super::support::day;

#[test]
fn the_first_of_a_month_is_an_ordinal() {
    assert_eq!(day("2024-03-01").french().to_string(), "1er mars 2024");
    assert_eq!(day("2024-06-15").french().to_string(), "15 juin 2024");
}

#[test]
fn every_month_has_its_name() {
    let names: Vec<String> = (1..=12).map(|month| day(&format!("1999-{month:02}-21")).french().to_string()).collect();
    assert_eq!(
        names.join(", "),
        "21 janvier 1999, 21 février 1999, 21 mars 1999, 21 avril 1999, 21 mai 1999, \
         21 juin 1999, 21 juillet 1999, 21 août 1999, 21 septembre 1999, 21 octobre 1999, \
         21 novembre 1999, 21 décembre 1999"
    );
}
