//! A recueil as its trees say it: `faits.md`, `conventions.md`, `listes.md`, `procedures.md`, `modifications.md`.

use std::collections::BTreeMap;

use alinea::names::{fold, fold_name};
use alinea::source::{Loader, Sources};
use alinea::syntax::ast::{self, Block, Item, Operation};
use alinea::syntax::parse;
use alinea::time::Day;

use super::parameters::{Parameter, declare};

/// Facts, lists and procedures, by name.
pub struct Recueil {
    pub facts: BTreeMap<String, ast::Fact>,
    pub lists: BTreeMap<String, List>,
    pub parameters: BTreeMap<String, Parameter>,
    /// By convention, the options that it names.
    pub conventions: BTreeMap<String, Vec<String>>,
    /// By procedure and text, what is said under it.
    pub versions: BTreeMap<(String, String), Vec<Item>>,
    /// Definitions that all procedures share, and the exceptions to them.
    common: Vec<Item>,
    /// By procedure and text, the names of shared exceptions that it has left behind.
    left: BTreeMap<(String, String), Vec<String>>,
    /// By text, its first day.
    starts: BTreeMap<String, Option<Day>>,
    /// All words of all files, folded: a code that is not among them is known to nobody.
    words: String,
    /// The rule files: places of sentences lie in them.
    pub sources: Sources,
}

pub struct List {
    pub keys: Vec<String>,
    /// Names of what it gives.
    pub values: Vec<String>,
    pub versions: Vec<ListVersion>,
}

pub struct ListVersion {
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub partial: bool,
    pub complete_for: Vec<CompleteFor>,
    /// Rows of the keys, folded.
    pub entries: Vec<Vec<String>>,
    /// What each row gives, folded.
    pub given: Vec<Vec<String>>,
}

/// Codes for which a partial version is complete, and the convention and the option under which it is.
pub struct CompleteFor {
    pub codes: Vec<String>,
    pub when: Option<(String, String)>,
}

impl List {
    /// The version of a day, with its number.
    pub fn on(&self, day: Day) -> Option<(usize, &ListVersion)> {
        let holds = |bound: Option<Day>, is: fn(Day, Day) -> bool| bound.is_none_or(|bound| is(bound, day));
        self.versions.iter().enumerate().find(|(_, version)| {
            holds(version.from, |from, day| from <= day) && holds(version.until, |until, day| day <= until)
        })
    }
}

impl Recueil {
    /// Reads rule files, in the order of their names, and the tables that they name.
    pub fn read(loader: &dyn Loader) -> Recueil {
        let mut recueil = Recueil {
            facts: BTreeMap::new(),
            lists: BTreeMap::new(),
            parameters: BTreeMap::new(),
            conventions: BTreeMap::new(),
            versions: BTreeMap::new(),
            common: Vec::new(),
            left: BTreeMap::new(),
            starts: BTreeMap::new(),
            words: String::new(),
            sources: Sources::default(),
        };
        let files = loader.names();
        let text = |name: &str| {
            let bytes = loader.read(name).expect("the file can be read");
            String::from_utf8(bytes.to_vec()).expect("files are UTF-8")
        };
        let mut blocks = Vec::new();
        for name in files.iter().filter(|name| name.ends_with(".alinea")) {
            let content = text(name);
            recueil.words += &fold(&content);
            let file = recueil.sources.add(name.as_str(), content);
            let (tree, _) = parse(&recueil.sources, file);
            blocks.extend(tree.blocks);
        }
        for block in &blocks {
            recueil.declare(block, &text);
        }
        for name in blocks.iter().flat_map(uses) {
            recueil.take(&*loader.beside(name).expect("the recueil lies beside"));
        }
        recueil.amend(&blocks);
        recueil
    }

    /// What the recueil takes of another that it uses.
    fn take(&mut self, other: &dyn Loader) {
        let text = |name: &str| String::from_utf8(other.read(name).expect("a file")).expect("files are UTF-8");
        for name in other.names().iter().filter(|name| name.ends_with(".alinea")) {
            let content = text(name);
            self.words += &fold(&content);
            let mut sources = Sources::default();
            let file = sources.add(name.as_str(), content);
            for block in parse(&sources, file).0.blocks {
                match block {
                    Block::List(_) | Block::Parameter(_) | Block::Common(_) => self.declare(&block, &text),
                    Block::Facts(facts) => {
                        for fact in facts {
                            self.facts.entry(fact.name.text.clone()).or_insert(fact);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// The version of a procedure whose text began last, by a day.
    pub fn version_on(&self, procedure: &str, day: Day) -> Option<&[Item]> {
        let start = |text: &String| self.starts.get(text).copied().flatten();
        let begun = self
            .versions
            .iter()
            .filter(|((name, text), _)| name == procedure && start(text).is_none_or(|start| start <= day));
        begun.max_by_key(|((_, text), _)| start(text)).map(|(_, items)| items.as_slice())
    }

    /// Every version has the shared definitions that it does not replace, and the exceptions to these.
    fn share(&mut self) {
        for (version, items) in &mut self.versions {
            let own: Vec<String> = items.iter().filter_map(defined).collect();
            let left = self.left.get(version).cloned().unwrap_or_default();
            let is_left = |exception: &ast::Exception| {
                exception.name.as_ref().is_some_and(|name| left.contains(&fold_name(&name.text)))
            };
            let shared = self.common.iter().filter(|item| match item {
                Item::Exception(exception) if is_left(exception) => false,
                Item::Exception(exception) => !own.contains(excepted(&self.common, exception)),
                item => defined(item).is_some_and(|name| !own.contains(&name)),
            });
            let shared: Vec<Item> = shared.cloned().collect();
            items.extend(shared);
        }
    }

    /// Whether an item is a definition that all procedures share.
    pub fn is_shared(&self, definition: &ast::Definition) -> bool {
        self.common.iter().any(|item| matches!(item, Item::Definition(known) if known.span == definition.span))
    }

    fn declare(&mut self, block: &Block, text: &dyn Fn(&str) -> String) {
        match block {
            Block::Facts(facts) => self.facts.extend(facts.iter().map(|fact| (fact.name.text.clone(), fact.clone()))),
            Block::Conventions(conventions) => {
                let options =
                    |one: &ast::Convention| one.options.iter().map(|option| option.name.text.clone()).collect();
                self.conventions.extend(conventions.iter().map(|one| (one.name.text.clone(), options(one))));
            }
            Block::List(list) => {
                let versions = list.versions.iter().enumerate().map(|(index, version)| {
                    // A version without a last day ends with the day before the next.
                    let next = list.versions.get(index + 1).and_then(|next| next.validity.from);
                    let until = version.validity.until.or(next.map(|day| day.plus_days(-1)));
                    let table = version.file.as_ref().map(|file| text(&file.text)).unwrap_or_default();
                    self.words += &fold(&table);
                    ListVersion {
                        from: version.validity.from,
                        until,
                        partial: version.partial,
                        complete_for: version.complete_for.iter().map(complete_for).collect(),
                        entries: entries(&table, &list.keys),
                        given: entries(&table, &list.values),
                    }
                });
                let versions = versions.collect();
                let names = |columns: &[ast::ListColumn]| columns.iter().map(|one| one.name.text.clone()).collect();
                let (keys, values) = (names(&list.keys), names(&list.values));
                self.lists.insert(list.name.text.clone(), List { keys, values, versions });
            }
            Block::Parameter(block) => declare(&mut self.parameters, block, text),
            Block::Procedure(procedure) => {
                let key = (procedure.name.text.clone(), procedure.text.text.clone());
                self.versions.entry(key).or_default().extend(procedure.items.iter().cloned());
            }
            Block::Common(items) => self.common.extend(items.iter().cloned()),
            Block::Ruleset(..) | Block::Text(_) | Block::Amendment(_) => {}
        }
    }

    /// Amendments make a version of the last one before them.
    fn amend(&mut self, blocks: &[Block]) {
        let mut starts: BTreeMap<&str, Option<Day>> = BTreeMap::new();
        for block in blocks {
            if let Block::Text(text) = block {
                let from = text.validity.and_then(|validity| validity.from);
                starts.insert(&text.name.text, from.or(text.signed.map(|(day, _)| day)));
            }
        }
        let mut text: Option<&str> = None;
        let mut amendments: Vec<(Option<Day>, &str, &ast::Amendment)> = Vec::new();
        for block in blocks {
            match block {
                Block::Text(block) => text = Some(&block.name.text),
                Block::Amendment(amendment) => {
                    let by = amendment.text.as_ref().map(|text| text.text.as_str()).or(text);
                    let by = by.expect("an amendment stands under a text");
                    amendments.push((starts.get(by).copied().flatten(), by, amendment));
                }
                _ => {}
            }
        }
        amendments.sort_by_key(|(from, ..)| *from);
        for (from, by, amendment) in amendments {
            let before = self.versions.iter().filter(|((procedure, text), _)| {
                *procedure == amendment.procedure.text && starts.get(text.as_str()).copied().flatten() < from
            });
            let latest = before.max_by_key(|((_, text), _)| starts.get(text.as_str()).copied().flatten());
            let (before, items) = latest.expect("a version comes before its amendment");
            let (mut items, mut left) = (items.clone(), self.left.get(before).cloned().unwrap_or_default());
            for operation in &amendment.operations {
                let (Operation::Replace { target, .. } | Operation::Repeal(target)) = operation else {
                    apply(&mut items, operation);
                    continue;
                };
                // What is not its own is shared: this procedure leaves it.
                if target.kind == "exception" && find(&items, target).is_none() {
                    left.push(fold_name(&target.name.text));
                    if let Operation::Repeal(_) = operation {
                        continue;
                    }
                }
                apply(&mut items, operation);
            }
            let version = (amendment.procedure.text.clone(), by.to_string());
            self.left.insert(version.clone(), left);
            self.versions.insert(version, items);
        }
        self.starts = starts.into_iter().map(|(text, day)| (text.to_string(), day)).collect();
        self.share();
    }

    /// Whether a code stands nowhere in the recueil.
    pub fn is_unheard_of(&self, code: &str) -> bool {
        !self.words.contains(code)
    }
}

fn complete_for(one: &ast::CompleteFor) -> CompleteFor {
    let when = one.when.as_ref().map(|(convention, option)| (fold(&convention.text), fold(&option.text)));
    CompleteFor { codes: one.codes.iter().map(|code| fold(&code.text)).collect(), when }
}

/// The columns of a table that are keys of a list.
fn entries(table: &str, keys: &[ast::ListColumn]) -> Vec<Vec<String>> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let head = lines.next().unwrap_or_default();
    let parted_by = if head.contains(';') { ';' } else { ',' };
    let cells = |line: &str| line.split(parted_by).map(|cell| fold(cell.trim().trim_matches('"'))).collect::<Vec<_>>();
    let head = cells(head);
    let columns: Vec<usize> = keys
        .iter()
        .map(|key| head.iter().position(|name| *name == fold(&key.name.text)).expect("a key is a column"))
        .collect();
    lines.map(cells).map(|row| columns.iter().map(|column| row[*column].clone()).collect()).collect()
}

fn apply(items: &mut Vec<Item>, operation: &Operation) {
    match operation {
        Operation::Replace { target, by } => match find(items, target) {
            Some(at) => drop(items.splice(at..=at, by.iter().cloned())),
            // One that all procedures share is replaced for this one.
            None => items.extend(by.iter().cloned()),
        },
        Operation::Add(item) => items.push(item.clone()),
        Operation::Repeal(target) => {
            let at = find(items, target);
            items.remove(at.unwrap_or_else(|| panic!("{} « {} » is there", target.kind, target.name.text)));
        }
    }
}

/// The recueils that a block says to use.
fn uses(block: &Block) -> Vec<&str> {
    match block {
        Block::Ruleset(ruleset) => ruleset.used.iter().map(|one| one.text.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<String> {
    match item {
        Item::Definition(definition) => Some(definition.name.text.clone()),
        _ => None,
    }
}

/// What an exception excepts; that of the one that it excepts, where it does.
fn excepted<'i>(items: &'i [Item], exception: &'i ast::Exception) -> &'i String {
    let outer = items.iter().find_map(|item| match item {
        Item::Exception(outer) => {
            let name = outer.name.as_ref()?;
            (fold_name(&name.text) == fold_name(&exception.target.text)).then_some(outer)
        }
        _ => None,
    });
    outer.map_or(&exception.target.text, |outer| excepted(items, outer))
}

fn find(items: &[Item], target: &ast::PartRef) -> Option<usize> {
    let wanted = fold_name(&target.name.text);
    let is_it =
        |item: &Item| name_of(item).is_some_and(|(kind, name)| kind == target.kind && fold_name(name) == wanted);
    items.iter().position(is_it)
}

/// The word under which a part is declared, and its name.
fn name_of(item: &Item) -> Option<(&str, &str)> {
    Some(match item {
        Item::Route(part) => ("voie", part_name(part)?),
        Item::Condition(part) => ("condition", part_name(part)?),
        Item::Obstacle(part) | Item::PossibleObstacle(part) => ("obstacle", part_name(part)?),
        Item::Paper(mention) => ("pièce", &mention.name.text),
        Item::Step(mention) => ("démarche", &mention.name.text),
        Item::Effect(mention) => ("effet", &mention.name.text),
        Item::Appreciation(mention) => ("appréciation", &mention.name.text),
        Item::Definition(definition) => ("définition", &definition.name.text),
        Item::Exception(exception) => ("exception", &exception.name.as_ref()?.text),
        Item::Heading(..) | Item::Discretion(..) | Item::Scope(..) => {
            return None;
        }
    })
}

/// An obstacle without a name of its own is called by the name that it asks for.
pub fn part_name(part: &ast::Part) -> Option<&str> {
    match (&part.name, &part.expr.kind) {
        (Some(name), _) => Some(&name.text),
        (None, ast::ExprKind::Name(name)) => Some(&name.text),
        _ => None,
    }
}
