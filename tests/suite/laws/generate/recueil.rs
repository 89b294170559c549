//! Recueils of every sentence form.

use std::sync::Arc;

use alinea::diagnostic::has_errors;
use alinea::pipeline;
use alinea::plan::Plan;
use alinea::report::{Style, diagnostics_text};
use alinea::source::MemoryLoader;

use super::choices::Choices;

/// The plan of a recueil, and its rules, for whoever reads a failure.
pub struct Recueil {
    pub plan: Arc<Plan>,
    pub rules: String,
}

/// A recueil; every choice gives one that `check` accepts.
pub fn recueil(made: &[u16]) -> Recueil {
    let rules = Rules { choices: Choices::new(made), conditions: 0, alone: false, shares: false }.procedure();
    let checked = pipeline::load(&files(&rules));
    if has_errors(&checked.diagnostics) {
        panic!("{rules}\n{}", diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN));
    }
    let plan = checked.plan.expect("there are no errors");
    Recueil { plan, rules }
}

/// The files of a recueil of these rules.
pub fn files(rules: &str) -> MemoryLoader {
    MemoryLoader::default()
        .with("faits.alinea", include_str!("faits.alinea"))
        .with("a.csv", "métier\nA1\nB2\n")
        .with("b.csv", "métier\nA1\nC3\n")
        .with("c.csv", "ville,document\nLyon,visa\nBrest,titre\n")
        .with("d.csv", "du;au;valeur\n2020-07-01;2020-09-30;1 050,00\n2023-01-01;2023-12-31;1300\n")
        .with("s.csv", "état;effectif;surface;loyer\ncélibataire;moins de 2;22;500 €\ncélibataire;de 2 à 4;30,5;700\npacsé;à partir de 1;40;\nveuf;2;24;1 000 €\n")
        .with(
            "t.csv",
            "état;effectif;surface;loyer\ncélibataire;moins de 3;20;400 €\ncélibataire;à partir de 3;26;600 €\n\
             pacsé;moins de 2;30;500 €\npacsé;de 2 à 4;33;500 €\npacsé;à partir de 5;35,5;800 €\nveuf;moins de 2;21;450 €\n",
        )
        .with("u.csv", "ville;prime\nLyon;100 €\nBrest;200 €\n")
        .with("regles.alinea", rules)
}

/// What a condition may look at.
#[derive(Clone, Copy, PartialEq)]
enum Rows {
    None,
    Stays,
    Jobs,
    Children,
}

struct Rules<'c> {
    choices: Choices<'c>,
    /// Conditions nest so deep.
    conditions: usize,
    /// What procedures share is being made: it names none of their definitions.
    alone: bool,
    /// Whether an exception that all procedures share has a name.
    shares: bool,
}

/// Conditions of which none implies another.
const WHENS: [&str; 6] = [
    "marié",
    "malade est non",
    "l'état est pacsé ou veuf",
    "la naissance remonte à au moins 18 ans",
    "arrivée remonte à moins de 2 ans",
    "contrat ≥ 6 mois",
];

const BOUNDS: [&str; 4] = ["au moins", "au plus", "moins de", "plus de"];

impl Rules<'_> {
    fn procedure(&mut self) -> String {
        let mut out = self.common();
        out += "procédure « P », selon « loi »\n";
        let definitions =
            [("exclus", Rows::Stays, "les"), ("présence", Rows::Stays, "la"), ("activité", Rows::Jobs, "l'")];
        for (name, rows, article) in definitions {
            let set = self.set(rows, name);
            let space = if article.ends_with('\'') { "" } else { " " };
            let is = if article == "les" { "sont" } else { "est" };
            out += &format!("  {article}{space}{name} {is} {set}\n");
        }
        // Of sets that conditions of sets do not lead back to.
        out += "  l'activité réelle est l'ensemble des emplois dont nature est salariée\n";
        let part = self.choices.of(&["1", "âge / 2", "le plus petit de âge et effectif"]);
        let order = self.choices.of(&["", " sans lacune", " décroissant"]);
        let by = self.choices.of(&["jour de naissance", "âge"]);
        out += &format!("  pour chaque enfant, la part est {part}\n");
        out += &format!("  pour chaque enfant, le rang est son rang{order} par {by}\n");
        out += "  pour chaque enfant, petit signifie que âge < 6\n";
        out += &format!("  le seuil est {}\n", self.amount(2));
        out += &format!("  le terme est {}\n", self.date(2, Rows::None));
        out += &format!("  la durée prévue est {}\n", self.months(2));
        // One of whole months, by which days may move.
        out += &format!("  la durée annoncée est {}\n", self.months(1));
        out += &format!("  la taxe est {}", self.bands());
        out += &format!("  la prime est {}", self.choice());
        out += &format!("  la retenue est {}", self.scale());
        out += &format!("  la réserve signifie que {}\n", self.plain(Rows::None));
        if self.choices.once_in(4) {
            self.alone = true;
            out += &format!("  le plancher commun est {}\n", self.amount(1));
            self.alone = false;
        }
        out += "\n  les conditions sont réunies par l'une de ces voies :\n";
        out += &format!("  voie « une » :\n    {}\n", self.condition(Rows::None));
        let exceptional = if self.choices.once_in(2) { ", à titre exceptionnel" } else { "" };
        out += &format!("  voie « autre »{exceptional} :\n    {}\n", self.condition(Rows::None));
        out += "\n  il faut en outre :\n";
        out += &format!("  condition « essai » :\n    {}\n", self.condition(Rows::None));
        if self.choices.once_in(2) {
            let may = if self.choices.once_in(2) { "peuvent faire" } else { "font" };
            out += &format!("\n  {may} obstacle :\n  obstacle « o » : {}\n", self.condition(Rows::None));
        }
        if self.choices.once_in(4) {
            out += &format!("\n  la procédure s'applique si : {}\n", self.condition(Rows::None));
        }
        out += &format!("\n  pièce « p », si {}\n", self.condition(Rows::None));
        for mention in ["démarche « d »", "effet « e »", "le préfet apprécie « a »"] {
            if self.choices.once_in(4) {
                out += &format!("  {mention}, si {}\n", self.plain(Rows::None));
            }
        }
        let first = self.choices.pick(WHENS.len());
        for index in 0..self.choices.pick(5) {
            // One that applies whenever another does contradicts it for certain.
            out += &self.exception(index, WHENS[(first + index) % WHENS.len()]);
        }
        out += "  la décision relève du pouvoir d'appréciation du préfet\n";
        if self.choices.once_in(4) {
            out += &self.amendment();
        }
        out += &self.other_procedure();
        out
    }

    /// Definitions that procedures share.
    fn common(&mut self) -> String {
        self.alone = true;
        let mut out = format!("définitions communes\n  le plancher commun est {}\n", self.amount(1));
        out += &format!("  l'aisance signifie que {}\n", self.plain(Rows::None));
        if self.choices.once_in(2) {
            self.shares = self.choices.once_in(2);
            let head = if self.shares { "exception « aise »" } else { "par exception" };
            out += &format!("  {head} à « aisance », si marié, l'aisance signifie que {}\n", self.plain(Rows::None));
        }
        self.alone = false;
        out + "\n"
    }

    /// A procedure that the other may ask for.
    fn other_procedure(&mut self) -> String {
        let may = if self.choices.once_in(4) { "peuvent faire" } else { "font" };
        format!(
            "\nprocédure « Q », selon « loi »\n  les conditions sont réunies si :\n  condition « aisé » :\n    aisance\n    \
             et ({})\n\n  {may} obstacle :\n  obstacle « maladie » : malade\n\n  \
             la décision relève du pouvoir d'appréciation du préfet\n",
            self.plain(Rows::None)
        )
    }

    /// A later text that changes some parts.
    fn amendment(&mut self) -> String {
        let mut out = String::from(
            "\ntexte « décret »\n  en vigueur à compter du 1er janvier 2022\n\nmodifie la procédure « P »\n",
        );
        match self.choices.pick(3) {
            0 => out += "  abroge la voie « autre »\n",
            1 => out += &format!("  remplace la définition « seuil » par :\n    le seuil est {}\n", self.amount(1)),
            _ => {
                let condition = self.condition(Rows::None);
                out +=
                    &format!("  remplace la condition « essai » par :\n    condition « essai » :\n      {condition}\n");
            }
        }
        if self.shares {
            let plain = self.plain(Rows::None);
            out += &match self.choices.pick(3) {
                0 => "  abroge l'exception « aise »\n".to_string(),
                1 => format!(
                    "  remplace l'exception « aise » par :\n    exception « aise » à « aisance », si malade, l'aisance signifie que {plain}\n"
                ),
                _ => String::new(),
            };
        }
        if self.choices.once_in(3) {
            let condition = self.condition(Rows::None);
            out += &format!("  ajoute l'exception « ajout » à « essai », si l'effectif dépasse 5, ({condition})\n");
        }
        if self.choices.once_in(2) {
            out += &format!("  ajoute la condition « ajoutée » :\n    {}\n", self.plain(Rows::None));
        }
        out
    }

    /// An exception, and where it has a name, exceptions to it.
    fn exception(&mut self, index: usize, when: &str) -> String {
        let kind = self.choices.pick(8);
        let target = ["« essai »", "« essai »", "seuil", "terme", "activité", "présence", "réserve", "« part »"][kind];
        if self.choices.once_in(2) {
            return format!("  par exception à {target}, si {when}, {}\n", self.instead(kind));
        }
        let mut out = format!("  exception « x{index} » à {target}, si {when}, {}\n", self.instead(kind));
        if self.choices.once_in(2) {
            let (also, then) = (self.plain(Rows::None), self.instead(kind));
            out += &format!("  exception « y{index} » à « x{index} », si ({also}), {then}\n");
            if self.choices.once_in(2) {
                out += &self.exclusion(&format!("« y{index} »"));
            }
        }
        if self.choices.once_in(2) {
            let also = self.plain(Rows::None);
            out += &format!("  exception « z{index} » à « x{index} », si ({also}), l'exception ne s'applique pas\n");
            if self.choices.once_in(2) {
                out += &self.exclusion(&format!("« z{index} »"));
            }
        }
        out
    }

    fn exclusion(&mut self, of: &str) -> String {
        format!("  par exception à {of}, si ({}), l'exception ne s'applique pas\n", self.plain(Rows::None))
    }

    /// What stands instead of what is excepted.
    fn instead(&mut self, kind: usize) -> String {
        match kind {
            7 => format!("la part est 0,{}", 1 + self.choices.pick(9)),
            0 => format!("({})", self.condition(Rows::None)),
            1 => format!("({})", self.plain(Rows::None)),
            2 => format!("le seuil est {}", self.amount(1)),
            3 => format!("le terme est {}", self.date(1, Rows::None)),
            4 => format!("l'activité est {}", self.set(Rows::Jobs, "exclus")),
            5 => format!("la présence est {}", self.set(Rows::Stays, "exclus")),
            _ => format!("la réserve signifie que {}", self.plain(Rows::None)),
        }
    }

    /// A set; only sets that stand before `name` are named in it.
    fn set(&mut self, rows: Rows, name: &str) -> String {
        let fact = if rows == Rows::Jobs { "emplois" } else { "séjours" };
        let mut set = format!("l'ensemble des {fact}");
        if rows == Rows::Jobs && self.choices.once_in(6) {
            set += " et des séjours";
        } else if self.choices.once_in(2) {
            set += &format!(" dont {}", self.on_row(rows));
        }
        if self.choices.once_in(3) {
            let other = if rows == Rows::Jobs { "séjours" } else { "emplois" };
            set += &format!(", pendant les {other}");
        }
        if name != "exclus" && self.choices.once_in(3) {
            let what = if rows == Rows::Stays && self.choices.once_in(2) { "les exclus" } else { "pendant les exclus" };
            set += &format!(", sauf {what}");
        }
        set
    }

    /// A condition on one row.
    fn on_row(&mut self, rows: Rows) -> String {
        match (rows, self.choices.pick(7)) {
            (_, 6) => {
                let (one, other) = (self.on_row_alone(rows), self.on_row_alone(rows));
                let link = self.choices.of(&["et", "ou"]);
                format!("(({one}) {link} ({other}))")
            }
            (_, 5) => self.plain(rows),
            (Rows::Stays | Rows::Jobs, 4) => self.of_its_days(),
            _ => self.on_row_alone(rows),
        }
    }

    fn on_row_alone(&mut self, rows: Rows) -> String {
        let is = self.choices.of(&["est", "n'est pas"]);
        match (rows, self.choices.pick(5)) {
            (Rows::Stays, 0) => format!("document {is} visa ou titre"),
            (Rows::Stays, 1) => format!("reçu {} {}", self.of_days(), self.date(1, rows)),
            (Rows::Stays, 2) => "la ville et le document figurent dans la liste « places »".to_string(),
            (Rows::Stays, 3) => format!("il n'est pas vrai que la ville {is} Lyon"),
            (Rows::Stays, _) => format!("le reçu remonte à {} 2 ans", self.choices.of(&BOUNDS)),
            (Rows::Jobs, 0) => format!("nature {is} salariée"),
            (Rows::Jobs, 1) => "métier figure dans la liste « métiers », le jour travaillé".to_string(),
            (Rows::Jobs, 2) => "métier figure dans la liste « métiers »".to_string(),
            (Rows::Jobs, 3) => format!("métier {is} A1 ou B2"),
            (Rows::Jobs, _) => match self.choices.pick(3) {
                0 => {
                    let day = self.choices.of(&["au jour de la ligne", "au dernier jour de la ligne"]);
                    format!("paie {} plancher {day}", self.compared())
                }
                1 => format!("paie {} part due × plancher", self.compared()),
                _ => format!("paie {} {}", self.compared(), self.amount(1)),
            },
            (_, 0) => self.choices.of(&["scolarisé est oui", "petit", "rang = 1", "part < 2"]).to_string(),
            (_, 1) => format!("jour de naissance remonte à {} 18 ans", self.choices.of(&BOUNDS)),
            (_, 2) => format!("âge {} 6", self.compared()),
            (_, 3) => format!("jour de naissance {} {}", self.of_days(), self.date(1, rows)),
            _ => "il n'est pas vrai que scolarisé".to_string(),
        }
    }

    fn condition(&mut self, rows: Rows) -> String {
        if self.conditions < 3 && self.choices.once_in(3) {
            self.conditions += 1;
            let (one, other) = (self.condition(rows), self.condition(rows));
            self.conditions -= 1;
            return match self.choices.pick(4) {
                0 => format!("(({one}) et ({other}))"),
                1 => format!("(({one}) ou ({other}))"),
                2 => format!("(({one}), sauf si ({other}))"),
                _ => format!("il n'est pas vrai que (({one}) et ({other}))"),
            };
        }
        match self.choices.pick(6) {
            0 => self.plain(rows),
            1 => self.compare(),
            2 => self.measure(),
            3 => self.on_set(),
            4 => self.quantified(),
            _ => self.other(),
        }
    }

    /// So many rows of which something is said, or so many conditions.
    fn quantified(&mut self) -> String {
        let bound = self.choices.of(&["au moins", "au plus", "moins de", "plus de", "exactement"]);
        let (rows, set) = match self.choices.pick(4) {
            0 => (Rows::Stays, "séjours"),
            1 => (Rows::Jobs, "emplois"),
            2 => (Rows::Jobs, "emplois dont nature est salariée"),
            _ => (Rows::Children, "enfants"),
        };
        let number = self.choices.of(&["1", "2", "deux", "une"]);
        match self.choices.pick(6) {
            0 => {
                let (one, other) = (self.plain(Rows::None), self.compare());
                let third = self.on_set();
                format!("({bound} {number} des conditions suivantes :\n  - {one}\n  - ({other})\n  - {third})")
            }
            1 => format!("(pour chacun des {set}, {})", self.on_row(rows)),
            2 => format!("(pour {bound} {number} des {set}, {})", self.on_row(rows)),
            3 => format!("aucun des {set} n'{}", self.of_row(rows, ["est", "a"])),
            4 => format!("chacun des {set} {}", self.of_row(rows, ["est", "a"])),
            _ => format!("{bound} {number} des {set} {}", self.of_row(rows, ["sont", "ont"])),
        }
    }

    /// What is said of a row, behind its quantifier.
    fn of_row(&mut self, rows: Rows, [is, has]: [&str; 2]) -> String {
        if rows != Rows::Children && self.choices.once_in(2) {
            return format!("{has} duré {} 6 mois", self.choices.of(&BOUNDS));
        }
        let said = match rows {
            Rows::Children => self.choices.of(&["scolarisé", "petit", "petit ou scolarisé"]),
            Rows::Jobs => self.choices.of(&["en cours", "salariée", "salariée ou indépendante"]),
            Rows::Stays | Rows::None => self.choices.of(&["en cours", "visa", "titre ou visa"]),
        };
        format!("{is} {said}")
    }

    /// A length, a beginning or an end of the row at hand, where it has days.
    fn of_its_days(&mut self) -> String {
        let bound = self.choices.of(&BOUNDS);
        let when = self.choices.of(&["avant le", "au plus tôt le"]);
        match self.choices.pick(5) {
            0 => format!("la période a duré {bound} 6 mois"),
            1 => format!("la période totalise {bound} 30 jours dans les 24 derniers mois"),
            2 => format!("la période commence {when} {}", self.day()),
            3 => format!("la période prend fin {when} {}", self.day()),
            _ => format!("la période dure depuis {bound} 1 an"),
        }
    }

    /// A condition on single facts.
    fn plain(&mut self, rows: Rows) -> String {
        match self.choices.pick(4) {
            0 => "marié".to_string(),
            1 => "malade est non".to_string(),
            2 => "l'état est pacsé ou veuf".to_string(),
            _ => format!("la naissance remonte à {} 18 ans", if rows == Rows::None { "au moins" } else { "moins de" }),
        }
    }

    fn other(&mut self) -> String {
        match self.choices.pick(15) {
            13 | 14 => {
                let is = self.choices.of(&["est dans", "n'est pas dans"]);
                let days = self.choices.of(&[
                    "les 5 jours ouvrés",
                    "les 200 jours",
                    "les 6 mois",
                    "l'année",
                    "les 3 jours ouvrables",
                ]);
                let side = self.choices.of(&["suivant", "précédant"]);
                format!("{} {is} {days} {side} {}", self.date(1, Rows::None), self.date(1, Rows::None))
            }
            12 => "la procédure « Q » est remplie".to_string(),
            11 => "aisance".to_string(),
            9 => {
                let step = self.choices.of(&["A1", "A2", "B1", "B2", "anglais"]);
                format!("le français {} {step}", self.compared())
            }
            10 => self
                .choices
                .of(&["le français est compris entre A2 et B1", "l'anglais est A2 ou B2", "l'anglais atteint B1"])
                .to_string(),
            8 => format!("la retenue {} 100 €", self.compared()),
            7 => "le métier visé est « A1 » ou « Z9 »".to_string(),
            6 => "(malade, à vérifier (le texte est muet))".to_string(),
            0 => "la convention « cumul » retient « permis »".to_string(),
            1 => "le métier visé figure dans la liste « métiers »".to_string(),
            2 => "la réserve".to_string(),
            3 => "la commune n'est pas Paris".to_string(),
            4 => format!("le terme remonte à {} 6 mois", self.choices.of(&BOUNDS)),
            _ => format!("l'arrivée remonte à {} 90 jours", self.choices.of(&BOUNDS)),
        }
    }

    fn compare(&mut self) -> String {
        match self.choices.pick(8) {
            7 => format!("la prime {} {}", self.compared(), self.amount(0)),
            6 => self.between(),
            0 => format!("{} {} {}", self.amount(2), self.compared(), self.amount(1)),
            1 => format!("{} {} {}", self.date(1, Rows::None), self.of_days(), self.date(2, Rows::None)),
            2 => format!("{} {} {}", self.months(2), self.compared(), self.months(0)),
            3 => format!("{} {} {}", self.number(2), self.compared(), self.number(0)),
            4 => format!("le préavis {} 30 jours", self.compared()),
            _ => format!("la taxe {} {}", self.compared(), self.amount(0)),
        }
    }

    fn between(&mut self) -> String {
        let is = self.choices.of(&["est compris entre", "n'est pas compris entre"]);
        match self.choices.pick(4) {
            0 => format!("{} {is} {} et smic", self.amount(1), self.amount(0)),
            1 => format!("{} {is} {} et naissance", self.date(1, Rows::None), self.date(1, Rows::None)),
            2 => format!("{} {is} contrat et 1 an et 6 mois", self.months(1)),
            _ => format!("{} {is} 2 et {}", self.number(1), self.number(1)),
        }
    }

    fn measure(&mut self) -> String {
        let (name, has, totals, lasts) = self.choices.of(&[
            ("la présence", "a duré", "totalise", "dure"),
            ("l'activité", "a duré", "totalise", "dure"),
            ("les emplois", "ont duré", "totalisent", "durent"),
        ]);
        let bound = self.choices.of(&BOUNDS);
        let length = self.choices.of(&["6 mois", "1 an", "30 jours", "1 mois"]);
        match self.choices.pick(3) {
            0 => {
                let window = self.choices.of(&[
                    ", consécutifs ou non",
                    ", consécutifs ou non, dans les 24 derniers mois",
                    ", dans les 400 derniers jours",
                    ", dans les 24 mois précédant arrivée",
                    ", dans les 100 jours précédant (45 jours après arrivée)",
                    ", selon la convention « fenêtre des mois »",
                ]);
                let counted = match length {
                    "30 jours" => "",
                    _ => self.choices.of(&["", ", comptés 30 jours", ", comptés au prorata"]),
                };
                format!("{name} {totals} {bound} {length}{counted}{window}")
            }
            1 => {
                let continuity = self.choices.of(&[
                    "",
                    "",
                    ", interruptions de 40 jours au plus comprises",
                    ", par mois",
                    ", par semestre",
                    ", selon la convention « continuité »",
                ]);
                format!("{name} {lasts} depuis {bound} {length}{continuity}")
            }
            _ => {
                let gaps = self.choices.of(&["", " de plus de 15 jours"]);
                format!("{name} {has} {bound} {length} sans interruption{gaps}")
            }
        }
    }

    fn on_set(&mut self) -> String {
        let name = self.choices.of(&["la présence", "l'activité", "les séjours", "les exclus"]);
        let (starts, ends, counts, are) = match name.starts_with("les") {
            true => ("commencent", "prennent fin", "comptent", "sont"),
            false => ("commence", "prend fin", "compte", "est"),
        };
        let when = self.choices.of(&["avant le", "après le", "au plus tard le", "au plus tôt le", "le"]);
        match self.choices.pick(5) {
            0 => {
                let day = self.choices.of(&[
                    "",
                    ", selon la convention « jour regardé »",
                    " au jour d'arrivée",
                    " au jour de 6 mois après arrivée",
                ]);
                format!("{name} {are} en cours{day}")
            }
            1 => format!("{name} {starts} {when} {}", self.day()),
            2 => format!("{name} {ends} {when} {}", self.day()),
            3 => format!("{name} {counts} {} {} périodes", self.choices.of(&BOUNDS), self.choices.of(&["1", "2"])),
            _ => {
                let bound = self.choices.of(&BOUNDS);
                let rest = match self.choices.once_in(3) {
                    true => String::new(),
                    false => format!(" dont {}", self.on_row(Rows::Children)),
                };
                format!("(on compte {bound} 1 enfants{rest})")
            }
        }
    }

    fn compared(&mut self) -> &'static str {
        self.choices.of(&["≥", ">", "≤", "<", "=", "≠"])
    }

    fn of_days(&mut self) -> &'static str {
        self.choices.of(&["<", ">", "≥", "≤", "=", "est au plus tard", "est au plus tôt"])
    }

    fn day(&mut self) -> &'static str {
        self.choices.of(&["15 juin 2021", "1er janvier 2020", "31 décembre 2022"])
    }

    fn date(&mut self, depth: usize, rows: Rows) -> String {
        if depth == 0 || self.choices.once_in(2) {
            return match self.choices.pick(5) {
                0 => "arrivée".to_string(),
                1 => self.day().to_string(),
                2 if rows == Rows::Stays => "reçu".to_string(),
                3 => "le jour d'appréciation".to_string(),
                _ => "naissance".to_string(),
            };
        }
        if depth > 1 && self.choices.once_in(4) {
            return format!(
                "({} des jours de naissance des enfants)",
                self.choices.of(&["la plus ancienne", "la plus récente"])
            );
        }
        let (one, other) = (self.date(depth - 1, rows), self.date(depth - 1, rows));
        match self.choices.pick(12) {
            6 | 7 => {
                let days = self.choices.of(&["jour ouvrable", "jour ouvré"]);
                format!("({one}, reporté au premier {days})")
            }
            8 | 9 => {
                let length =
                    self.choices.of(&["5 jours ouvrés", "1 jour ouvrable", "3 jours ouvrables", "10 jours ouvrés"]);
                format!("({length} {} {one})", self.choices.of(&["après", "avant"]))
            }
            10 => format!("({} jour du mois de {one})", self.choices.of(&["le dernier", "le premier"])),
            11 => {
                let length = self.choices.of(&["2 mois", "8 jours", "3 jours ouvrables"]);
                format!("(délai franc de {length} après {one}, reporté au premier jour ouvrable)")
            }
            4 => format!("(contrat après {one})"),
            5 => format!("(durée annoncée avant {one})"),
            0 => format!("(6 mois après {one})"),
            1 => format!("(45 jours avant {one})"),
            2 => format!("(le plus petit de {one} et {other})"),
            _ => format!("(le plus grand de {one} et {other})"),
        }
    }

    fn amount(&mut self, depth: usize) -> String {
        if depth == 0 || self.choices.once_in(2) {
            return match self.choices.pick(6) {
                3 if !self.alone => "plancher commun".to_string(),
                4 => "plancher".to_string(),
                5 => format!("(plancher {})", self.read_on()),
                _ => self.choices.of(&["salaire", "1 500 €", "smic", "0 €"]).to_string(),
            };
        }
        let (one, other) = (self.amount(depth - 1), self.amount(depth - 1));
        match self.choices.pick(14) {
            13 if depth > 1 => self.mean_of_floor(),
            11 => format!("(le loyer de la liste « surfaces » pour l'état et {}, à défaut {one})", self.whole()),
            12 => format!("(celle de la liste « primes » pour la commune, à défaut {other})"),
            8 | 9 if depth > 1 => self.of_pay(),
            10 if depth > 1 => {
                format!("(la somme des paies des emplois {}, {})", self.which(Rows::Jobs), self.window())
            }
            0 => format!("({one} + {other})"),
            1 => format!("({one} − {other})"),
            2 => format!("({one} × {})", self.number(depth - 1)),
            3 => format!("({one} / {})", self.number(depth - 1)),
            4 => format!("55 % de ({one})"),
            5 => format!("({one} × {})", self.choices.of(&["taux", "(taux × effectif)", "(taux / 55 %)"])),
            6 => format!("(le plus petit de {one} et {other})"),
            _ => format!("(le plus grand de {one} et {other})"),
        }
    }

    /// The day on which a parameter is read.
    fn read_on(&mut self) -> &'static str {
        self.choices.of(&[
            "au jour de l'arrivée",
            "au jour d'appréciation",
            "au jour de 6 mois après arrivée",
            "au jour du 31 décembre 2021",
            "au jour de la bascule",
            "au jour de (45 jours avant naissance)",
        ])
    }

    /// The mean of a parameter, by its months or by its days.
    fn mean_of_floor(&mut self) -> String {
        let before = self.choices.of(&["l'arrivée", "le jour d'appréciation", "6 mois après arrivée", "la bascule"]);
        match self.choices.pick(5) {
            0 => {
                let days = self.choices.of(&["30", "400"]);
                format!("(la moyenne par jour du plancher dans les {days} derniers jours)")
            }
            1 => format!("(la moyenne par jour du plancher dans les 2 mois précédant {before})"),
            2 => format!("(la moyenne mensuelle du plancher dans les 12 mois précédant {before})"),
            3 => "(la moyenne du plancher, selon la convention « mois regardés »)".to_string(),
            _ => {
                let months = self.choices.of(&["1", "12", "30"]);
                format!("(la moyenne mensuelle du plancher dans les {months} derniers mois)")
            }
        }
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 || self.choices.once_in(2) {
            return self.choices.of(&["effectif", "3", "2,5", "personnes", "coefficient"]).to_string();
        }
        if depth > 1 && self.choices.once_in(2) {
            return match self.choices.pick(8) {
                6 | 7 => self.elapsed(),
                4 => "(la somme des parts des enfants)".to_string(),
                5 => format!("(la somme des rangs des enfants dont {})", self.on_row_alone(Rows::Children)),
                0 => format!("(le nombre des enfants dont {})", self.on_row_alone(Rows::Children)),
                1 => {
                    let by = self.choices.of(&["", "par année civile, 1 au plus, "]);
                    format!("(le nombre des emplois {}, {by}{})", self.which(Rows::Jobs), self.window())
                }
                2 => format!("(le nombre de jours des emplois {}, {})", self.which(Rows::Jobs), self.window()),
                _ => "(la moyenne des âges des enfants, à défaut 3)".to_string(),
            };
        }
        let one = self.number(depth - 1);
        match self.choices.pick(6) {
            4 => format!("(la surface de la liste « surfaces » pour l'état et {}, à défaut {one})", self.whole()),
            0 => format!("({one} + effectif)"),
            1 => format!("({one} × effectif)"),
            2 => {
                let unit = self.choices.of(&["au dixième", "à l'unité"]);
                let way = self.choices.of(&["supérieur", "inférieur", "le plus proche"]);
                format!("({one} / 7 + effectif, arrondi {unit} {way})")
            }
            3 if depth > 1 => "(la moyenne du coefficient dans les 6 derniers mois)".to_string(),
            _ => "(salaire / smic)".to_string(),
        }
    }

    /// What is counted between two days, mostly in their order.
    fn elapsed(&mut self) -> String {
        let unit = self.choices.of(&["d'années", "de mois", "de jours"]);
        let (one, other) = (self.date(1, Rows::None), self.date(0, Rows::None));
        match self.choices.once_in(4) {
            true => format!("(le nombre {unit} entre {one} et {other})"),
            false => format!(
                "(le nombre {unit} entre (le plus petit de {one} et {other}) et (le plus grand de {one} et {other}))"
            ),
        }
    }

    /// A number that may be whole.
    fn whole(&mut self) -> String {
        self.choices.of(&["l'effectif", "les personnes", "3", "le quota"]).to_string()
    }

    /// What is made of the pay of jobs, or none.
    fn of_pay(&mut self) -> String {
        let rows = if self.choices.once_in(3) {
            "de l'activité réelle".to_string()
        } else {
            format!("des emplois {}", self.which(Rows::Jobs))
        };
        let made = match self.choices.pick(7) {
            5 => {
                let (by, most) = (
                    self.choices.of(&["par année civile", "par semestre civil"]),
                    self.choices.of(&["", ", 1 500 € au plus"]),
                );
                let best = self.choices.of(&["", ", les 2 meilleures années"]);
                let of = self.choices.of(&["la somme", "la moyenne"]);
                format!("{of} des paies {rows} {by}{most}{best}")
            }
            6 => {
                let of = self.choices.of(&["la somme", "la moyenne"]);
                format!("{of} des paies {rows}, les 2 meilleures, {}", self.window())
            }
            0 => format!("la somme des paies {rows}"),
            1 => format!("la moyenne mensuelle des paies {rows}, dans les 24 derniers mois"),
            2 => format!("la moyenne des paies {rows}, {}", self.window()),
            3 => format!("le plus grand des paies {rows}, {}", self.window()),
            _ => format!("le plus petit des paies {rows}"),
        };
        let instead = if self.choices.once_in(2) { ", à défaut 0 €" } else { "" };
        format!("({made}{instead})")
    }

    fn which(&mut self, rows: Rows) -> String {
        match self.choices.pick(4) {
            0 => format!("dont {}", self.on_row_alone(rows)),
            1 => "sauf pendant les séjours".to_string(),
            2 => "pendant les séjours".to_string(),
            _ => String::new(),
        }
    }

    fn window(&mut self) -> &'static str {
        self.choices.of(&[
            "dans les 24 derniers mois",
            "dans les 400 derniers jours",
            "dans les 12 mois précédant arrivée",
            "selon la convention « fenêtre des mois »",
        ])
    }

    fn months(&mut self, depth: usize) -> String {
        if depth == 0 || self.choices.once_in(2) {
            return self.choices.of(&["contrat", "6 mois", "1 an", "0 mois", "attente"]).to_string();
        }
        if depth > 1 && self.choices.once_in(4) {
            return format!("(la durée des emplois {}, {})", self.which(Rows::Jobs), self.window());
        }
        let one = self.months(depth - 1);
        match self.choices.pick(4) {
            3 => format!("({} × contrat + {one})", self.choices.of(&["2", "3", "personnes"])),
            0 => format!("({one} + contrat)"),
            1 => format!("({one} − 3 mois)"),
            _ => format!("(le plus grand de contrat et {one})"),
        }
    }

    /// A choice of an amount, up to the end of its last line.
    fn choice(&mut self) -> String {
        match self.choices.pick(3) {
            0 => format!(
                "selon l'état :\n    - célibataire : {}\n    - pacsé ou veuf : {}\n",
                self.amount(1),
                self.amount(0)
            ),
            1 => format!(
                "selon la commune :\n    - Paris ou « Lyon » : {}\n    - sinon : {}\n",
                self.amount(0),
                self.amount(1)
            ),
            _ => format!(
                "selon le métier visé :\n    - « A1 » : {}\n    - « B2 », « C3 » ou « Z8 » : {}\n    - sinon : {}\n",
                self.amount(0),
                self.amount(0),
                self.amount(1)
            ),
        }
    }

    /// A progressive scale of an amount, up to the end of its last line.
    fn scale(&mut self) -> String {
        let mut rate = || self.choices.of(&["0 %", "taux", "30 %", "0 % - taux"]);
        let [first, second, third] = [rate(), rate(), rate()];
        let of = self.amount(1);
        format!(
            "selon le barème progressif de {of} :\n    - jusqu'à 1 000 € : {first}\n    \
             - jusqu'à 1 500,50 € : {second}\n    - au-delà : {third}\n"
        )
    }

    /// Bands of an amount, up to the end of their last line.
    fn bands(&mut self) -> String {
        if self.choices.once_in(5) {
            let (middle, last) = (self.amount(1), self.amount(0));
            let of = self.choices.of(&["des personnes", "de personnes + 1", "du contrat"]);
            let unit = if of == "du contrat" { " mois" } else { "" };
            let end = self.choices.of(&["4", "5"]);
            return format!(
                "selon la tranche {of} :\n    - moins de 2{unit} : {}\n    - de 2{unit} à 4{unit} : {middle}\n    - {} : {last}\n",
                self.amount(0),
                if end == "4" { format!("à partir de 5{unit}") } else { format!("de 5{unit} à 6{unit}") },
            );
        }
        let (of, bounds) = self.choices.of(&[
            ("du salaire", ["1 000 €", "1 500 €"]),
            ("de l'effectif", ["2", "3"]),
            ("du contrat", ["3 mois", "12 mois"]),
            ("de la naissance", ["1er janvier 1990", "1er janvier 2000"]),
        ]);
        let mut out = format!("selon la tranche {of} :\n");
        let rounded = self.choices.of(&[
            "",
            ", arrondi à l'euro supérieur",
            ", arrondi à l'euro inférieur",
            ", arrondi à l'euro le plus proche",
            ", arrondi au centime le plus proche",
            ", arrondi à la dizaine d'euros supérieure",
        ]);
        out += &format!("    - moins de {} : {}\n", bounds[0], self.amount(0));
        out += &format!("    - à partir de {} : {}{rounded}\n", bounds[0], self.amount(1));
        out += &format!("    - à partir de {} : {}\n", bounds[1], self.amount(0));
        out
    }
}
