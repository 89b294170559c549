//! Who decides: the authority that a recueil names, put into sentences.

/// The authority whose discretion rules leave room for, with its article: « le préfet », « la commission », « l'OFII ».
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Authority(String);

/// What stands before a noun.
enum Article<'n> {
    Le(&'n str),
    La(&'n str),
    Elided(&'n str),
    Les(&'n str),
    None(&'n str),
}

impl Default for Authority {
    /// The prefect.
    fn default() -> Authority {
        Authority("le préfet".to_string())
    }
}

impl Authority {
    /// An authority, called as a recueil calls it.
    pub fn new(name: impl Into<String>) -> Authority {
        Authority(name.into())
    }

    /// « le préfet »
    pub fn name(&self) -> &str {
        &self.0
    }

    /// « du préfet », « de la commission », « de l'OFII », « des services »
    ///
    /// ```
    /// use alinea::names::Authority;
    ///
    /// assert_eq!(Authority::default().of(), "du préfet");
    /// assert_eq!(Authority::new("la commission").of(), "de la commission");
    /// assert_eq!(Authority::new("l'OFII").of(), "de l'OFII");
    /// assert_eq!(Authority::new("les services").to(), "aux services");
    /// assert_eq!(Authority::new("France Travail").to(), "à France Travail");
    /// assert_eq!(Authority::new("Action Logement").of(), "d'Action Logement");
    /// ```
    pub fn of(&self) -> String {
        match self.parted() {
            Article::Le(noun) => format!("du {noun}"),
            Article::La(noun) => format!("de la {noun}"),
            Article::Elided(noun) => format!("de l'{noun}"),
            Article::Les(noun) => format!("des {noun}"),
            Article::None(noun) if begins_with_vowel(noun) => format!("d'{noun}"),
            Article::None(noun) => format!("de {noun}"),
        }
    }

    /// « au préfet », « à la commission », « à l'OFII », « aux services »
    pub fn to(&self) -> String {
        match self.parted() {
            Article::Le(noun) => format!("au {noun}"),
            Article::Les(noun) => format!("aux {noun}"),
            Article::La(_) | Article::Elided(_) | Article::None(_) => format!("à {}", self.0),
        }
    }

    /// A verb of the third person: « décide », « décident » where there are several.
    pub fn verb(&self, one: &str, several: &str) -> String {
        let verb = if matches!(self.parted(), Article::Les(_)) { several } else { one };
        format!("{} {verb}", self.0)
    }

    fn parted(&self) -> Article<'_> {
        let name = self.0.as_str();
        let after = |article: &str| name.strip_prefix(article);
        if let Some(noun) = after("le ") {
            Article::Le(noun)
        } else if let Some(noun) = after("la ") {
            Article::La(noun)
        } else if let Some(noun) = after("les ") {
            Article::Les(noun)
        } else if let Some(noun) = after("l'") {
            Article::Elided(noun)
        } else {
            Article::None(name)
        }
    }
}

fn begins_with_vowel(noun: &str) -> bool {
    noun.chars().next().is_some_and(|first| "AEIOUYÉÈÊÀÂÎÔaeiouyéèêàâîô".contains(first))
}
