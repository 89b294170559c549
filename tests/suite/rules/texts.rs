//! What texts do to each other, held against their dates.

use super::codes;

/// A recueil of these texts, with a procedure under the first.
fn texts(texts: &str) -> String {
    format!(
        "recueil « Essai »\n\nfaits\n  marié : oui ou non\n\n{texts}\n\
         procédure « P », selon « loi »\n  les conditions sont réunies si :\n  condition « a », point 1 : marié\n"
    )
}

/// The texts of which one is named and nobody declared it.
#[test]
fn a_text_is_declared_before_others_act_on_it() {
    let named = |relation: &str| {
        codes(&texts(&format!(
            "texte « loi »\n  en vigueur à compter du 1er janvier 2020\n  {relation}\n\n\
             texte « décret n° 2019-3 »\n  en vigueur du 1er janvier 2019 au 31 décembre 2019\n"
        )))
    };
    let none = Vec::<&str>::new();
    for verb in ["abroge", "remplace", "modifie", "abroge en partie"] {
        for unknown in
            ["circulaire du 28 novembre 2012", "décret n° 2018-9", "arrêté relatif au titre de séjour", "note de 2011"]
        {
            assert_eq!(named(&format!("{verb} « {unknown} »")), ["undeclared-text"], "{verb} {unknown}");
        }
        for article in [
            "L. 313-14 du CESEDA",
            "L313-14",
            "R.* 421-2 du code de l'urbanisme",
            "article 4 de la loi du 10 juillet 1991",
            "loi du 10 juillet 1991, art. 4",
            "annexe 3",
            "titre II de la loi du 10 juillet 1991",
            "décret n° 2019-3",
        ] {
            assert_eq!(named(&format!("{verb} « {article} »")), none, "{verb} {article}");
        }
        assert_eq!(named(&format!("{verb} « décret n° 2019-3 », « décret n° 2018-9 »")), ["undeclared-text"]);
    }
    assert_eq!(named("renumérote « L. 313-14 » en « L. 435-1 »"), none);
    assert_eq!(named("renumérote « circulaire ancienne » en « L. 435-1 »"), ["undeclared-text"]);
    // An article is whatever a text of the recueil creates, applies or renumbers.
    assert_eq!(named("crée « dispositif X »\n  modifie « dispositif X »"), none);
    assert_eq!(named("applique « dispositif X »\n  abroge en partie « dispositif X »"), none);
}

#[test]
fn an_article_is_not_named_before_it_is_created() {
    let named = |first_day: &str, relation: &str| {
        codes(&texts(&format!(
            "texte « loi »\n  en vigueur à compter du {first_day}\n  {relation} « L. 2 »\n\n\
             texte « code »\n  en vigueur à compter du 15 mars 2020\n  crée « L. 2 »\n"
        )))
    };
    for relation in ["applique", "modifie", "abroge", "abroge en partie", "remplace"] {
        assert_eq!(named("14 mars 2020", relation), ["before-creation"], "{relation}");
        assert_eq!(named("15 mars 2020", relation), Vec::<&str>::new(), "{relation}");
    }
    // Under the number that it got since.
    let renumbered = "texte « loi »\n  en vigueur à compter du 1er mars 2020\n  applique « L. 3 »\n\n\
                      texte « code »\n  en vigueur à compter du 15 mars 2020\n  crée « L. 2 »\n\n\
                      texte « recodification »\n  en vigueur à compter du 1er janvier 2021\n  renumérote « L. 2 » en « L. 3 » à compter du 1er janvier 2021\n";
    assert_eq!(codes(&texts(renumbered)), ["before-creation"]);
}

/// An article that is created a second time carries what begins then.
#[test]
fn an_article_may_be_created_again() {
    let twice = "texte « loi »\n  en vigueur à compter du 1er mars 2024\n  applique « L. 2 »\n\n\
                 texte « code de 2010 »\n  en vigueur du 1er janvier 2010 au 31 décembre 2015\n  crée « L. 2 »\n\n\
                 texte « code de 2020 »\n  en vigueur du 1er janvier 2020 au 31 décembre 2026\n  crée « L. 2 »\n";
    let checked = alinea::pipeline::load(&alinea::source::MemoryLoader::default().with("essai.alinea", texts(twice)));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let validity = plan.versions[0].validity;
    assert_eq!((validity.start.to_string(), validity.end.to_string()), ("2024-03-01".into(), "2027-01-01".into()));
}

/// A text that repeals another is in force on its first day, and the other is not.
#[test]
fn no_text_is_in_force_once_it_is_repealed() {
    let until = |last: &str, verb: &str| {
        codes(&texts(&format!(
            "texte « loi »\n  en vigueur du 1er janvier 2020 au {last}\n\n\
             texte « décret »\n  en vigueur à compter du 1er septembre 2026\n  {verb} « loi »\n"
        )))
    };
    for verb in ["abroge", "remplace"] {
        assert_eq!(until("31 août 2026", verb), Vec::<&str>::new());
        assert_eq!(until("1er septembre 2026", verb), ["in-force-once-repealed"]);
        assert_eq!(until("31 décembre 2026", verb), ["in-force-once-repealed"]);
    }
    assert_eq!(until("1er septembre 2026", "modifie"), Vec::<&str>::new());
}

#[test]
fn dates_that_are_right_are_marked_so() {
    let signed = |mark: &str| {
        codes(&texts(&format!(
            "texte « loi »\n  signé le 1er mars 2020{mark}\n  en vigueur à compter du 1er janvier 2020\n"
        )))
    };
    assert_eq!(signed(""), ["signed-after-force"]);
    assert_eq!(signed(", à vérifier (signature)"), Vec::<&str>::new());
}

/// Zero by itself, computed, or by the name of a definition.
#[test]
fn nothing_is_divided_by_zero() {
    let computed = |definitions: &str, value: &str| {
        codes(&format!(
            "recueil « Essai »\n\nfaits\n  salaire : montant\n  parts : nombre\n  malade : oui ou non\n\n\
             texte « loi »\n  en vigueur à compter du 1er janvier 2020\n\n\
             procédure « P », selon « loi »\n  {definitions}\n  les conditions sont réunies si :\n  condition « a », point 1 :\n    \
             malade et parts atteint 1 et {value} atteint 1 €\n"
        ))
    };
    let refused = [
        ("", "salaire / 0"),
        ("", "salaire / (2 - 2)"),
        ("", "salaire / (parts × 0)"),
        ("", "100 € / (salaire / 0)"),
        ("le diviseur est 3 - 1 - 2", "salaire / diviseur"),
        ("le diviseur est le zéro\n  le zéro est 0", "salaire / diviseur"),
        ("le diviseur est le plus petit de 0 et 4", "salaire / diviseur"),
        ("le diviseur est 0\n  par exception à « diviseur », si malade, le diviseur est 1 - 1", "salaire / diviseur"),
        ("le montant est 0 €", "salaire × (salaire / montant)"),
    ];
    for (definitions, value) in refused {
        assert_eq!(codes_of_errors(&computed(definitions, value)), ["division-by-zero"], "{definitions} ; {value}");
    }
    let accepted = [
        ("", "salaire / 2"),
        ("", "salaire / parts"),
        ("", "salaire / (parts - 1)"),
        ("", "0 × salaire / parts"),
        ("le diviseur est 1\n  par exception à « diviseur », si malade, le diviseur est 0", "salaire / diviseur"),
    ];
    for (definitions, value) in accepted {
        assert_eq!(computed(definitions, value), Vec::<&str>::new(), "{definitions} ; {value}");
    }
}

/// What comes of a definition that is broken is of no interest here.
fn codes_of_errors(found: &[&'static str]) -> Vec<&'static str> {
    found.iter().copied().filter(|code| *code != "unused-definition").collect()
}
