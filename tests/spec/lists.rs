//! Values of lists: `listes.md`.

use std::iter::zip;

use num_rational::Ratio;

use super::procedures::Scene;
use super::terms::Value;

impl Scene<'_> {
    /// What the row gives of which the key is, in the order of the list's keys.
    pub fn looked_up(&self, column: Option<&str>, list: &str, keys: &[Value]) -> Value {
        if keys.contains(&Value::Lacking) {
            return Value::Lacking;
        }
        if keys.contains(&Value::None) {
            return Value::None;
        }
        let known = &self.recueil.lists[list];
        let column = column.map_or(0, |name| known.values.iter().position(|value| value == name).expect("a column"));
        let Some((number, version)) = known.on(self.today) else {
            self.world.may_be_open();
            return Value::None;
        };
        let rows = || zip(&version.entries, &version.given);
        if let Some((_, given)) = rows().find(|(cells, _)| zip(*cells, keys).all(|(cell, key)| is_of(cell, key))) {
            return constant(&given[column]);
        }
        // What nobody has heard of may be misspelt, and meant for a key that is there.
        let misspelt = |key: &Value| matches!(key, Value::Text(code) if self.recueil.is_unheard_of(code));
        for (at, (cells, given)) in rows().enumerate() {
            let may_be = zip(cells, keys).all(|(cell, key)| misspelt(key) || is_of(cell, key));
            if may_be && self.world.choose(("misspelt", list, number, at)) {
                return constant(&given[column]);
            }
        }
        // A code that stands in no version of the list may be known nowhere that this fact is compared.
        let stands = |(place, key): (usize, &Value)| match key {
            Value::Text(code) => known.versions.iter().flat_map(|one| &one.entries).any(|cells| cells[place] == *code),
            _ => true,
        };
        if !keys.iter().enumerate().all(stands) {
            self.world.may_be_open();
        }
        if version.partial {
            self.world.may_be_open();
            return Value::None;
        }
        Value::Lacking
    }
}

/// Whether a value is one for which a cell stands: « 2 », « de 2 a 4 », « a partir de 5 », « moins de 2 ».
fn is_of(cell: &str, key: &Value) -> bool {
    let number = match key {
        Value::Text(code) => return code == cell,
        Value::Number(number) => *number,
        other => panic!("no key: {other:?}"),
    };
    let words: Vec<&str> = cell.split(' ').collect();
    match words.as_slice() {
        ["de", from, "a", to] => decimal(from) <= number && number <= decimal(to),
        ["a", "partir", "de", from] => decimal(from) <= number,
        ["moins", "de", to] => number < decimal(to),
        [one] => number == decimal(one),
        other => panic!("no cell: {other:?}"),
    }
}

fn constant(cell: &str) -> Value {
    if cell.is_empty() { Value::Lacking } else { Value::Number(decimal(cell)) }
}

fn decimal(words: &str) -> Ratio<i128> {
    let words = words.replace(['€', ' '], "");
    let (whole, part) = words.split_once(',').unwrap_or((&words, ""));
    let number: i128 = format!("{whole}{part}").parse().expect("a number");
    Ratio::new(number, 10_i128.pow(part.len() as u32))
}
