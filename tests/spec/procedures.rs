//! What a procedure comes to: `procedures.md`, `exceptions.md`, `conventions.md`.

use std::collections::BTreeMap;

use alinea::names::{fold, fold_name};
use alinea::source::Span;
use alinea::syntax::ast::{Body, Exception, Expr, Item, Name, Part, PeriodSet, Quoted, Term};
use alinea::time::Day;

use super::calendar::Missing;
use super::conditions::Row;
use super::dossier::Dossier;
use super::recueil::{Recueil, part_name};
use super::sentences::{Came, Sentences};
use super::terms::Value;
use super::world::World;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Met,
    NotMet,
    Discretionary,
    NotApplicable,
    /// The rules are at fault.
    Error,
}

/// What an answer says.
pub struct Meaning {
    pub verdict: Verdict,
    /// What definitions of values come to, by name.
    pub values: BTreeMap<String, Value>,
    /// What conditions come to, by their place.
    pub sentences: BTreeMap<Span, Came>,
}

/// Whether conditions hold; the prefect may be free to say so.
#[derive(Clone, Copy, PartialEq, PartialOrd, Eq, Ord)]
enum Held {
    No,
    ByDiscretion,
    Yes,
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub enum Sense<'a> {
    Set(&'a PeriodSet),
    Value(&'a Term),
    Condition(&'a Expr),
}

/// What a name comes to, of which two may contradict each other.
pub trait Said {
    fn differs(&self, other: &Self) -> bool;

    /// Whether it has no result.
    fn lacks(&self) -> bool {
        false
    }
}

impl Said for bool {
    fn differs(&self, other: &bool) -> bool {
        self != other
    }
}

/// What has no result contradicts nothing.
impl Said for Value {
    fn differs(&self, other: &Value) -> bool {
        self != other && !self.lacks() && !other.lacks()
    }

    fn lacks(&self) -> bool {
        *self == Value::None
    }
}

/// One procedure under one text, on one dossier, in one world.
pub struct Scene<'a> {
    pub recueil: &'a Recueil,
    pub dossier: &'a Dossier,
    pub world: &'a World,
    /// By convention, the option that is followed; both folded.
    options: &'a BTreeMap<String, String>,
    pub items: &'a [Item],
    /// The day of assessment.
    pub today: Day,
    pub sentences: Sentences,
}

pub fn meaning(
    recueil: &Recueil,
    (procedure, text): (&str, &str),
    dossier: &Dossier,
    options: &BTreeMap<String, String>,
    world: &World,
) -> Meaning {
    let items = &recueil.versions[&(procedure.to_string(), text.to_string())];
    let today = dossier.date(&options["jour d'appreciation"]);
    let scene = Scene { recueil, dossier, world, options, items, today, sentences: Sentences::default() };
    let verdict = scene.verdict();
    let mut values = BTreeMap::new();
    if verdict != Verdict::NotApplicable {
        scene.mentions();
        for item in items {
            if let Item::Definition(definition) = item
                && definition.each.is_none()
                && let Body::Value(_) = definition.body
                && !recueil.is_shared(definition)
            {
                values.insert(definition.name.text.clone(), scene.value_of(&definition.name.text));
            }
        }
    }
    let verdict = if world.is_faulty() { Verdict::Error } else { verdict };
    Meaning { verdict, values, sentences: scene.sentences.take() }
}

impl<'a> Scene<'a> {
    /// The option that is followed of a convention; of one that the recueil does not name, the usual one. All names are
    /// folded.
    pub fn option(&self, convention: &str) -> &'a str {
        self.options.get(convention).unwrap_or_else(|| panic!("« {convention} » is followed"))
    }

    pub fn option_of(&self, convention: &Quoted) -> &'a str {
        self.option(&fold(&convention.text))
    }

    /// What stands for a day that a month lacks.
    pub fn missing(&self, day: Day) -> Missing {
        match self.option("mois sans ce quantieme") {
            "dernier jour du mois" => Missing::Last,
            "premier jour du mois suivant" => Missing::Next,
            _ if super::calendar::always_exists(day) => Missing::Last,
            _ if self.world.choose("missing day") => Missing::Next,
            _ => Missing::Last,
        }
    }

    pub fn definition(&self, name: &str) -> Option<Sense<'a>> {
        self.items.iter().find_map(|item| match item {
            Item::Definition(definition) if definition.name.text == name => Some(sense(&definition.body)),
            _ => None,
        })
    }

    /// The rows of which each has its own, where a definition says so.
    pub fn each(&self, name: &str) -> Option<&'a Name> {
        self.items.iter().find_map(|item| match item {
            Item::Definition(definition) if definition.name.text == name => definition.each.as_ref(),
            _ => None,
        })
    }

    fn value_of(&self, name: &str) -> Value {
        match self.definition(name) {
            Some(Sense::Value(term)) => self.excepted(
                name,
                None,
                |scene| scene.term(term, None),
                |scene, sense| match sense {
                    Sense::Value(term) => scene.term(term, None),
                    Sense::Set(_) | Sense::Condition(_) => Value::None,
                },
            ),
            _ => Value::None,
        }
    }

    /// Whether a definition holds.
    pub fn holds(&self, name: &str, row: Option<&Row<'_>>) -> bool {
        let sense = self.definition(name).unwrap_or_else(|| panic!("« {name} » is defined"));
        let row = row.filter(|_| self.each(name).is_some());
        self.excepted(name, row, |scene| scene.is(sense, row), |scene, sense| scene.is(sense, row))
    }

    /// What stands under the exceptions to a name: the order of lines decides nothing, and two that apply together must
    /// say the same.
    pub fn excepted<T: Said>(
        &self,
        name: &str,
        row: Option<&Row<'_>>,
        base: impl Fn(&Scene<'a>) -> T,
        instead: impl Fn(&Scene<'a>, Sense<'a>) -> T,
    ) -> T {
        let is_condition = self.is_condition(&fold_name(name));
        self.standing(&fold_name(name), row, &base, &|exception| instead(self, replacement(exception, is_condition)))
    }

    /// What stands of what is called `name`: what the exceptions to it say that apply, each under the exceptions to it.
    fn standing<T: Said>(
        &self,
        name: &str,
        row: Option<&Row<'_>>,
        base: &dyn Fn(&Scene<'a>) -> T,
        says: &dyn Fn(&'a Exception) -> T,
    ) -> T {
        let mut found: Vec<T> = Vec::new();
        for exception in self.exceptions_to(name) {
            if exception.instead.is_none() || !self.applies(exception, row) {
                continue;
            }
            let value = match &exception.name {
                Some(own) => self.standing(&fold_name(&own.text), row, &|_| says(exception), says),
                None => says(exception),
            };
            if found.iter().any(|known| known.differs(&value)) {
                self.world.fault();
            }
            found.push(value);
        }
        // Where one of those that apply has no result, there is none.
        let stands = found.iter().position(Said::lacks).unwrap_or(0);
        found.into_iter().nth(stands).unwrap_or_else(|| base(self))
    }

    fn exceptions_to(&self, name: &str) -> impl Iterator<Item = &'a Exception> {
        let exceptions = self.items.iter().filter_map(|item| match item {
            Item::Exception(exception) => Some(exception),
            _ => None,
        });
        exceptions.filter(move |exception| fold_name(&exception.target.text) == name)
    }

    /// Whether an exception applies: it says when, and no exception to it that applies says that it does not. One that is
    /// both excluded and replaced is told two things.
    fn applies(&self, exception: &Exception, row: Option<&Row<'_>>) -> bool {
        if !self.condition(&exception.when, row) {
            return false;
        }
        let Some(own) = &exception.name else { return true };
        let to_it: Vec<&Exception> = self.exceptions_to(&fold_name(&own.text)).collect();
        let some = |excludes: bool| {
            let such = to_it.iter().filter(|inner| inner.instead.is_none() == excludes);
            such.filter(|inner| self.applies(inner, row)).count() > 0
        };
        let (excluded, replaced) = (some(true), some(false));
        if excluded && replaced {
            self.world.fault();
        }
        !excluded
    }

    /// Whether what bears a name is a condition: a part, or a definition that is one.
    fn is_condition(&self, folded: &str) -> bool {
        !self.items.iter().any(|item| match item {
            Item::Definition(definition) => {
                fold_name(&definition.name.text) == folded && !matches!(definition.body, Body::Condition(_))
            }
            _ => false,
        })
    }

    /// Whether another procedure is met: one that is left to the prefect may be, or not.
    pub fn is_met(&self, procedure: &str) -> bool {
        let Some(items) = self.recueil.version_on(procedure, self.today) else { return false };
        let Scene { recueil, dossier, world, options, today, .. } = *self;
        let scene = Scene { recueil, dossier, world, options, items, today, sentences: Sentences::default() };
        match scene.verdict() {
            Verdict::Met => true,
            Verdict::Discretionary => world.choose(("admitted", procedure)),
            Verdict::NotMet | Verdict::NotApplicable | Verdict::Error => false,
        }
    }

    fn verdict(&self) -> Verdict {
        let scopes: Vec<&Expr> = self
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Scope(expr, _) => Some(expr),
                _ => None,
            })
            .collect();
        if !scopes.into_iter().fold(true, |all, scope| self.condition(scope, None) & all) {
            return Verdict::NotApplicable;
        }
        let (mut routes, mut rest) = (Vec::new(), Vec::new());
        for item in self.items {
            match item {
                Item::Route(part) => routes.push(self.part(part, part.attributes.exceptional.is_some(), false)),
                Item::Condition(part) => rest.push(self.part(part, part.attributes.exceptional.is_some(), false)),
                Item::Obstacle(part) => rest.push(opposite(self.part(part, false, true))),
                Item::PossibleObstacle(part) => rest.push(opposite(self.part(part, true, true))),
                _ => {}
            }
        }
        rest.extend(routes.into_iter().max());
        match rest.into_iter().min().unwrap_or(Held::Yes) {
            Held::Yes => Verdict::Met,
            Held::ByDiscretion => Verdict::Discretionary,
            Held::No => Verdict::NotMet,
        }
    }

    /// A part that the prefect may admit, or an obstacle that he may oppose, is his to decide until he has.
    fn part(&self, part: &Part, discretionary: bool, obstacle: bool) -> Held {
        let name = part_name(part).unwrap_or_default();
        let base = |scene: &Scene<'a>| scene.condition(&part.expr, None);
        let holds = self.excepted(name, None, base, |scene, sense| scene.is(sense, None));
        let admitted = self.dossier.admissions.iter().find(|(known, _)| fold_name(known) == fold_name(name));
        match (holds, admitted.map(|(_, admitted)| *admitted)) {
            (false, _) => Held::No,
            (true, _) if !discretionary => Held::Yes,
            (true, None) => Held::ByDiscretion,
            // An obstacle that is admitted is set aside.
            (true, Some(admitted)) => {
                if admitted != obstacle {
                    Held::Yes
                } else {
                    Held::No
                }
            }
        }
    }

    /// What applies besides the conditions is looked at too: the rules may be at fault there.
    fn mentions(&self) {
        for item in self.items {
            if let Item::Paper(mention) | Item::Step(mention) | Item::Effect(mention) | Item::Appreciation(mention) =
                item
                && let Some(applies_if) = &mention.attributes.applies_if
            {
                self.condition(applies_if, None);
            }
        }
    }
}

fn opposite(held: Held) -> Held {
    match held {
        Held::No => Held::Yes,
        Held::ByDiscretion => Held::ByDiscretion,
        Held::Yes => Held::No,
    }
}

fn sense(body: &Body) -> Sense<'_> {
    match body {
        Body::Periods(set) => Sense::Set(set),
        Body::Value(term) => Sense::Value(term),
        Body::Condition(expr) => Sense::Condition(expr),
    }
}

/// The words of many exceptions read both ways; what is excepted decides.
fn replacement(exception: &Exception, is_condition: bool) -> Sense<'_> {
    let instead = exception.instead.as_ref().expect("an exception says what stands");
    match (&instead.condition, &instead.definition) {
        (Some(expr), Some(definition)) if is_condition => match &definition.body {
            // « la réserve signifie que … » says what stands.
            Body::Condition(said) => Sense::Condition(said),
            Body::Periods(_) | Body::Value(_) => Sense::Condition(expr),
        },
        (Some(expr), None) => Sense::Condition(expr),
        (_, Some(definition)) => sense(&definition.body),
        (None, None) => panic!("an exception says what stands"),
    }
}
