//! Rule files with every sentence of the grammar, in careless layouts.
//!
//! A sentence is written with `~` where its blank must stay on the line (inside names, numbers and titles) and a plain
//! blank where the writer may break it.

use proptest::prelude::*;

/// A rule file with its marks.
#[derive(Clone, Debug)]
pub struct Sentences {
    pub text: String,
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(words).prop_map(str::to_string)
}

fn name() -> impl Strategy<Value = String> + Clone {
    one_of(&[
        "la~présence",
        "les~séjours",
        "l'activité",
        "emplois~exclus",
        "date~de~dépôt",
        "mention~au~bulletin~n°~2",
        "l’âge",
    ])
}

fn title() -> impl Strategy<Value = String> + Clone {
    one_of(&[
        "«~8~mois~sur~24~»",
        "“L.~435-1”",
        "\"sans~accent\"",
        "«~carte~«~salarié~»~»",
        "«~très~long~titre~d'une~circulaire~que~personne~ne~lit~jusqu'au~bout~»",
    ])
}

fn length() -> impl Strategy<Value = String> + Clone {
    one_of(&["5 ans", "8 mois", "1 an et 6 mois", "90 jours", "2 semaines"])
}

fn date() -> impl Strategy<Value = String> + Clone {
    one_of(&["28 novembre 2012", "1er mai 2021", "28/11/2012", "2012-11-28"])
}

fn bound() -> impl Strategy<Value = String> + Clone {
    one_of(&["au moins", "au plus", "moins de", "plus de"])
}

fn verify() -> impl Strategy<Value = String> + Clone {
    one_of(&["", "", "", ", à vérifier", ", à vérifier (date~:~dépôt~ou~décision)"])
}

fn value() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        one_of(&["1~500,50 €", "55 %", "2,5", "le jour d'appréciation", "«~T4Z60~»", "salaire~brut"]),
        date(),
        length(),
    ]
}

fn computation() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => value(),
        // A dash at the beginning of a line is no minus.
        1 => (value(), one_of(&[" +", "~-", " −", " ×", " *", " /"]), value()).prop_map(|(a, op, b)| format!("{a}{op} {b}")),
        1 => value().prop_map(|a| format!("( le plus petit de salaire~brut et {a} )")),
        1 => (length(), date()).prop_map(|(by, from)| format!("{by} après {from}")),
        1 => (one_of(&["5 jours ouvrés après", "1 jour ouvrable avant", "délai franc de 2 mois après", "le dernier jour du mois de", "premier jour du mois de 6 mois après"]), date())
            .prop_map(|(way, from)| format!("( {way} {from}, reporté au premier jour ouvrable )")),
        1 => one_of(&["la~durée~du~préavis après notification", "( 2 × 3 mois + 0 mois )", "le nombre de mois entre l'embauche et le jour d'appréciation"]),
        1 => one_of(&["la~somme~des~heures~des~emplois", "la~durée~de~l'activité, dans les 24 derniers mois", "la~moyenne~mensuelle~du~SMIC dans les 12 derniers mois", "la~moyenne~par~jour~du~SMIC dans les 90 jours précédant la~naissance", "la~moyenne~des~salaires~des~emplois par année civile, 40~000 € au plus, les 25 meilleures années", "le~plus~grand~des~salaires~des~emplois dont le~salaire atteint 100 €, sauf pendant les~séjours, selon la convention « w », à~défaut 0 €"]).prop_map(|of| format!("( {of} )")),
        1 => value().prop_map(|of| format!("55 % de {of}")),
        1 => (value(), one_of(&["à l'euro le plus proche", "au centime supérieur", "à la dizaine d'euros inférieure"]))
            .prop_map(|(of, to)| format!("( {of} + 2 ), arrondi {to}")),
    ]
}

fn clause() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        (
            name(),
            bound(),
            length(),
            one_of(&["", "", ", par~semestre", " interruptions de 15~jours au plus comprises"]),
            verify()
        )
            .prop_map(|(n, b, l, c, v)| format!("{n} dure depuis {b} {l}{c}{v}")),
        (
            name(),
            bound(),
            length(),
            one_of(&[
                "",
                ", consécutifs ou non",
                ", consécutifs ou non, dans les 24 derniers mois",
                " selon la convention «~fenêtre~»",
                " dans les 24 mois précédant la~fin~du~contrat"
            ])
        )
            .prop_map(|(n, b, l, m)| format!("{n} totalise {b} {l}{m}")),
        (name(), bound(), length())
            .prop_map(|(n, b, l)| format!("{n} a duré {b} {l} sans interruption de plus de 15 jours")),
        (name(), one_of(&["", ", selon la convention «~jour~»", " au jour de la signature"]))
            .prop_map(|(n, c)| format!("{n} est en cours{c}")),
        (name(), one_of(&["avant", "après le", "au plus tard le"]), date())
            .prop_map(|(n, w, d)| format!("{n} commence {w} {d}")),
        (name(), bound()).prop_map(|(n, b)| format!("{n} compte {b} 3 périodes")),
        (name(), bound(), length()).prop_map(|(n, b, l)| format!("{n} remonte à {b} {l}")),
        (name(), one_of(&["atteint", "dépasse", "est inférieur à", ">=", "≤", "<>"]), computation())
            .prop_map(|(n, c, v)| format!("{n} {c} {v}")),
        (name(), one_of(&["est compris entre", "n'est pas comprise entre"]), value(), value())
            .prop_map(|(n, is, a, b)| format!("{n} {is} ( {a} ) et {b}")),
        (
            name(),
            one_of(&[
                "est dans les 5 jours ouvrés suivant",
                "n'est pas dans les 2 mois précédant",
                "est dans l'année suivant"
            ]),
            name()
        )
            .prop_map(|(n, w, d)| format!("{n} {w} {d}")),
        (name(), one_of(&["est", "n'est pas"]))
            .prop_map(|(n, v)| format!("{n} {v} titre~étudiant, salariée ou autre~titre")),
        (name(), name(), one_of(&["", " le jour travaillé", " au jour d'appréciation"]))
            .prop_map(|(a, b, on)| format!("{a} et {b} figurent dans la liste «~métiers~»{on}")),
        Just("la convention «~cumul~» retient «~oui~»".to_string()),
        one_of(&[
            "aucun des~emplois dont nature est salariée n'est en~cours",
            "chacun des~enfants est scolarisé",
            "au moins 2 des~emplois durent au moins 6 mois",
        ])
        .prop_map(|clause| clause.to_string()),
        name(),
    ]
}

fn expression() -> impl Strategy<Value = String> + Clone {
    clause().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            2 => (inner.clone(), one_of(&["et", "ou", "sauf si", ", et", ", ou"]), clause()).prop_map(|(a, c, b)| format!("{a} {c} {b}")),
            1 => inner.clone().prop_map(|a| format!("( {a} )")),
            1 => (inner.clone(), one_of(&["chacun des", "aucun des", "au moins deux des"]))
                .prop_map(|(a, q)| format!("( pour {q} emplois~salariés, {a} )")),
            1 => (inner.clone(), clause()).prop_map(|(a, b)| {
                format!("( exactement 1 des~conditions~suivantes : ¶- {b} ¶- ( {a} ) )")
            }),
            1 => inner.prop_map(|a| format!("il n'est pas vrai que ({a})")),
        ]
    })
}

fn operation() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        clause().prop_map(|c| format!(" dont {c}")),
        clause().prop_map(|c| format!(" et dont {c}")),
        name().prop_map(|n| format!(", sauf {n}")),
        name().prop_map(|n| format!(" sauf pendant {n}")),
        name().prop_map(|n| format!(", pendant {n}")),
    ]
}

fn definition() -> impl Strategy<Value = String> + Clone {
    let set = (name(), one_of(&["", " et de~la~suite"]), prop::collection::vec(operation(), 0..3))
        .prop_map(|(n, more, ops)| format!("l'ensemble des {n}{more}{}", ops.concat()));
    prop_oneof![
        (name(), set, verify()).prop_map(|(n, s, v)| format!("{n}~est~{s}{v}")),
        (name(), expression()).prop_map(|(n, e)| format!("{n}~signifie que {e}")),
        (name(), computation(), verify()).prop_map(|(n, c, v)| format!("{n}~est~{c}{v}")),
        (name(), name(), computation(), computation())
            .prop_map(|(n, of, a, b)| format!("{n}~est selon {of} : ¶- A~bis, «~B~» ou C : {a} ¶- sinon : {b}")),
        (name(), computation(), value(), computation()).prop_map(|(n, of, at, rate)| format!(
            "{n}~est selon le barème progressif de {of} : ¶- jusqu'à {at} : {rate} ¶- au-delà : {rate}"
        )),
        (name(), value(), value(), computation()).prop_map(|(n, of, at, v)| format!(
            "{n}~est selon la tranche de {of} : ¶- moins de {at} : {v} ¶- à partir de {at} : {v}"
        )),
        (name(), value(), computation()).prop_map(|(n, of, v)| format!(
            "{n}~est selon la tranche de {of} : ¶- de 2 à 4 : {v} ¶- à partir de 5 : {v}"
        )),
    ]
}

/// What goes with every part.
fn of_a_row() -> impl Strategy<Value = String> + Clone {
    one_of(&["la~part est 0,5", "le~rang est son rang sans lacune par naissance", "petit signifie que marié"])
}

fn sources() -> impl Strategy<Value = String> + Clone {
    one_of(&["", ", point 2.2.1", ", «~L.~435-4,~al.~1~»", ", article L.435, à vérifier (note)"])
}

fn of_a_part() -> impl Strategy<Value = String> + Clone {
    prop_oneof![3 => sources(), 1 => Just(", article L.435, à titre exceptionnel".to_string())]
}

fn of_a_paper() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => sources(),
        1 => Just(", fournie par l'employeur, à vérifier (note)".to_string()),
        1 => clause().prop_map(|when| format!(", fournie par l'employeur, si {when}")),
    ]
}

fn item() -> impl Strategy<Value = String> + Clone {
    let part = (one_of(&["voie", "condition"]), title(), of_a_part(), expression(), sources());
    prop_oneof![
        3 => part.prop_map(|(k, t, a, e, b)| format!("{k} {t}{a} : {e}{b}")),
        2 => definition(),
        1 => one_of(&["les~conditions sont réunies si :", "les~conditions sont réunies par l'une de ces voies :", "il~faut en outre :"]),
        1 => (one_of(&["font~obstacle", "peuvent~faire~obstacle"]), expression(), title(), sources(), expression())
            .prop_map(|(k, e, t, a, f)| format!("{k} : {e}{a} ¶obstacle {t}{a} : {f} ¶pièce {t}")),
        1 => (one_of(&["pièce", "démarche", "effet", "le~préfet~apprécie"]), title(), of_a_paper()).prop_map(|(k, t, a)| format!("{k} {t}{a}")),
        1 => of_a_row().prop_map(|d| format!("pour~chaque~enfant, {d}")),
        1 => sources().prop_map(|a| format!("la~décision~relève du pouvoir d'appréciation du préfet{a}")),
        1 => expression().prop_map(|e| format!("la~procédure s'applique si : {e}")),
        1 => (title(), clause(), definition(), sources()).prop_map(|(t, c, d, a)| format!("par~exception à {t}, si {c}, {d}{a}")),
        1 => (title(), clause(), expression(), sources()).prop_map(|(t, c, e, a)| format!("par~exception à {t}, si {c}, {e}{a}")),
    ]
}

fn block() -> impl Strategy<Value = String> + Clone {
    let kind = || {
        one_of(&[
            "date",
            "oui ou non",
            "montant",
            "durée en mois",
            "code «~FAP~»",
            "salariée ou indépendante",
            "a, b ou «~c~»",
            "nombre entier",
            "échelle A1, A2, «~B1~»",
        ])
    };
    let fact = (
        name(),
        kind(),
        one_of(&["", ", question «~Quand~la~demande~a-t-elle~été~déposée,~ou~le~sera-t-elle~?~»"]),
        verify(),
    );
    let fact = fact.prop_map(|(n, k, q, v)| format!("{n} : {k}{q}{v}"));
    let rows = (name(), kind()).prop_map(|(n, k)| {
        format!("{n} : périodes, sans chevauchement, au sein des séjours ¶- nature : {k} ¶- région : code")
    });
    let convention = (name(), one_of(&["", " selon «~Cour~de~cassation~»"]), verify())
        .prop_map(|(n, s, v)| format!("{n} : date~de~dépôt{s}, ou mois~civil~d'au~moins~15~jours{s} ou autre{v}"));
    let validity = one_of(&[
        "en~vigueur du 3 décembre 2012 au 22 janvier 2025, à vérifier (date)",
        "en~vigueur à compter du 2012-12-03",
        "en~vigueur jusqu'au 31 décembre 2026",
        "en~vigueur selon la convention «~premier~jour~»",
        "aux~demandes déposées à~compter du 17/07/2024",
    ]);
    let once = one_of(&["", "annonce~sa fin «~aucune~prorogation~trouvée~» ¶", "fichier «~circulaire.md~» ¶"]);
    let relation = one_of(&[
        "abroge «~a~», «~b~» et «~c~»",
        "applique «~L.~435-1~»",
        "point 2.2.2, sans règle (conditions~propres~non~trouvées)",
        "«~L.~435-4,~al.~5~» et «~suivi~», sans règle (lu~en~partie)",
        "renumérote «~a~» en «~b~» à compter du 1er mai 2021",
    ]);
    let version = one_of(&[
        "du~3 mars 2024 au 22 mai 2025, partielle, fichier «~metiers-2024.csv~», selon «~arrêté~du~1er~mars~2024~»",
        "à~compter du 23 mai 2025, fichier «~b.csv~», à vérifier (22~ou~23~mai)",
        "à~compter du 23 mai 2025, partielle, fichier «~b.csv~», complète pour «~a~» et «~b~» si la convention «~presse~» retient «~oui~»",
    ]);
    let operation = prop_oneof![
        (title(), expression()).prop_map(|(t, e)| format!("remplace la voie {t} par : voie {t} : {e}")),
        (title(), expression()).prop_map(|(t, e)| format!("ajoute la condition {t} : {e}")),
        title().prop_map(|t| format!("abroge l'obstacle {t}")),
    ];
    let joined = |lines: Vec<String>| lines.join(" ¶");
    prop_oneof![
        1 => title().prop_map(|t| format!("recueil {t}")),
        2 => prop::collection::vec(prop_oneof![fact, rows], 1..4).prop_map(move |f| format!("faits ¶{}", joined(f))),
        1 => prop::collection::vec(convention, 1..3).prop_map(move |c| format!("conventions ¶{}", joined(c))),
        2 => (title(), one_of(&["", "NOR INTK1229185C, signée le 28 novembre 2012 ¶", "n° 2024-42 "]), validity, once, prop::collection::vec(relation, 0..3))
            .prop_map(move |(t, n, v, o, r)| format!("texte {t} ¶{n}{v} ¶{o}{}", joined(r))),
        1 => (title(), prop::collection::vec(version, 1..3)).prop_map(move |(t, v)| format!("liste {t}, par région et métier ¶{}", joined(v))),
        4 => (title(), title(), verify(), prop::collection::vec(item(), 1..6))
            .prop_map(move |(t, s, v, i)| format!("procédure {t}, selon {s}{v} ¶{}", joined(i))),
        1 => (title(), prop::collection::vec(operation, 1..3)).prop_map(move |(t, o)| format!("modifie~la~procédure {t} ¶{}", joined(o))),
    ]
}

pub fn rule_file() -> impl Strategy<Value = Sentences> {
    prop::collection::vec(block(), 1..4).prop_map(|blocks| Sentences { text: blocks.join(" ¶") })
}

/// The sentences on a line each.
pub fn plain(text: &str) -> String {
    text.replace('¶', "\n").replace('~', " ")
}

/// The sentences as someone in a hurry types them: breaks, blanks and, if wanted, comments anywhere between words.
pub fn laid_out(text: &str, seed: u64, with_comments: bool) -> String {
    let mut state = seed | 1;
    let mut next = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        // A comment parts words, not a fixed phrase.
        let comments = with_comments && matches!(before, ',' | ':' | ')' | '»' | '¶');
        match (c, next(24)) {
            ('~', _) => out.push(' '),
            ('¶', 0) => out.push_str("\n\n\n  "),
            ('¶', 1) if with_comments => out.push_str("\n  # à relire\n"),
            ('¶', 2) if with_comments => out.push_str("  # au bout\n\n# à part\n"),
            ('¶', 3..8) => out.push_str("\n\n"),
            ('¶', _) => out.push_str("\n "),
            (' ', 0) => out.push_str("\n      "),
            (' ', 1) => out.push_str("   "),
            (' ', 2) => out.push('\u{a0}'),
            (' ', 3) if comments => out.push_str(" # en chemin\n"),
            (' ', 4) if comments => out.push_str("\n\n  # seul, d'un mot à l'autre\n"),
            (c, _) => out.push(c),
        }
        before = c;
    }
    out
}
