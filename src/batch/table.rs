//! Dossiers from tables, as spreadsheets write them: one with a row a dossier, and one with a row a period.
//!
//! Both name the dossier, and have the dossiers in the same order, so that they are read side by side.

use std::io::{BufRead, BufReader, Read};

use crate::case::{Case, Cell, CellRow, admitted_part, from_cells, table_row};
use crate::check::closest;
use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, Type};
use crate::source::{Sources, Span};
use crate::syntax::normalize_name;

/// The column that names the dossier, in both tables.
const DOSSIER: &str = "dossier";
/// The column that names the fact a period belongs to.
const FACT: &str = "fait";
const MAX_HEADER: u64 = 64 * 1024;

/// Why tables cannot be used, in French.
#[derive(Debug)]
pub struct Mismatch(pub String);

/// A table: `;` or `,` between cells, names in the first line.
pub struct Table {
    name: String,
    columns: Vec<String>,
    /// Which column names the dossier.
    dossier: usize,
    rows: csv::Reader<Box<dyn Read + Send>>,
}

/// One row.
struct Row {
    line: u64,
    dossier: String,
    cells: Result<Vec<String>, &'static str>,
}

impl Table {
    /// A table of which the names of the columns are known; `name` is what findings call it.
    ///
    /// # Errors
    ///
    /// Where the first line cannot be read or names no dossier.
    pub fn open(name: &str, input: Box<dyn Read + Send>) -> Result<Table, Mismatch> {
        let mut input = BufReader::new(input);
        let mut header = Vec::new();
        let read = input.by_ref().take(MAX_HEADER).read_until(b'\n', &mut header);
        let unreadable = |why: &str| Mismatch(format!("« {name} » : {why}"));
        read.map_err(|_| unreadable("la première ligne ne peut être lue"))?;
        let header = String::from_utf8(header).map_err(|_| {
            unreadable("le tableau n'est pas en UTF-8 ; dans le tableur, enregistrez-le en « CSV UTF-8 »")
        })?;
        let header = header.trim_start_matches('\u{feff}');
        let delimiter = if header.contains(';') { b';' } else { b',' };
        let rows = |input: Box<dyn Read + Send>| {
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(input)
        };
        let mut names = csv::StringRecord::new();
        let first: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(header.to_string()));
        rows(first).read_record(&mut names).map_err(|_| unreadable("la première ligne ne peut être lue"))?;
        let columns: Vec<String> = names.iter().map(normalize_name).collect();
        let Some(dossier) = columns.iter().position(|column| column == DOSSIER) else {
            return Err(unreadable("il faut une colonne « dossier » qui nomme le dossier de chaque ligne"));
        };
        if let Some(twice) = columns.iter().enumerate().find(|(index, name)| columns[..*index].contains(name)) {
            return Err(unreadable(&format!("deux colonnes s'appellent « {} »", twice.1)));
        }
        Ok(Table { name: name.to_string(), columns, dossier, rows: rows(Box::new(WholeLines { input, last: b'\n' })) })
    }

    /// Columns that are none of the known names are refused, with what was probably meant.
    fn only(&self, known: &[&str], place: &str) -> Result<(), Mismatch> {
        for column in self.columns.iter().filter(|column| *column != DOSSIER) {
            if known.contains(&column.as_str()) || admitted_part(column).is_some() {
                continue;
            }
            let hint = match closest(column, known.iter().copied()) {
                Some(near) => format!("vouliez-vous dire « {near} » ?"),
                None => format!("colonnes possibles : {}", known.join(", ")),
            };
            return Err(Mismatch(format!("« {} » : « {column} » n'est pas {place} ; {hint}", self.name)));
        }
        Ok(())
    }

    /// The next row that is not empty.
    fn next(&mut self) -> Option<Row> {
        let mut record = csv::ByteRecord::new();
        loop {
            // What a line break between quotes spoils is found by the count of cells.
            if !self.rows.read_byte_record(&mut record).unwrap_or(false) {
                return None;
            }
            if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                break;
            }
        }
        // The first line was read apart, and the row's own end was passed.
        let inner = record.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count() as u64).sum::<u64>();
        let line = self.rows.position().line() - inner;
        let texts: Option<Vec<String>> =
            record.iter().map(|cell| std::str::from_utf8(cell).ok().map(|text| text.trim().to_string())).collect();
        let dossier = record.get(self.dossier).map(|cell| String::from_utf8_lossy(cell).trim().to_string());
        let cells = match texts {
            None => Err("la ligne n'est pas en UTF-8"),
            Some(texts) if texts.len() != self.columns.len() => Err("la ligne n'a pas le bon nombre de cellules"),
            Some(texts) => Ok(texts),
        };
        Some(Row { line, dossier: dossier.unwrap_or_default(), cells })
    }
}

/// The bytes of an input with a line feed alone at the end of each line, the last one included, so that rows can be
/// numbered.
struct WholeLines<I> {
    input: I,
    last: u8,
}

impl<I: Read> Read for WholeLines<I> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.input.read(out)?;
            if read == 0 {
                let missing = self.last != b'\n' && !out.is_empty();
                if missing {
                    (out[0], self.last) = (b'\n', b'\n');
                }
                return Ok(usize::from(missing));
            }
            self.last = out[read - 1];
            let mut kept = 0;
            for at in 0..read {
                if out[at] != b'\r' {
                    out[kept] = out[at];
                    kept += 1;
                }
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

/// Both tables side by side.
pub struct Tables<'p> {
    plan: &'p Plan,
    facts: Table,
    periods: Option<Table>,
    /// The row of periods that comes next.
    period: Option<Row>,
}

/// A dossier of tables, or what is wrong with it.
pub type TableCase = Result<Case, (Sources, Vec<Diagnostic>)>;

impl<'p> Tables<'p> {
    /// The tables of the plain facts, and of the periods where there is one.
    ///
    /// # Errors
    ///
    /// Where a column is no fact of the plan, or stands in the wrong table.
    pub fn new(plan: &'p Plan, facts: Table, mut periods: Option<Table>) -> Result<Tables<'p>, Mismatch> {
        let has_rows = |kind: &Type| matches!(kind, Type::Periods | Type::Rows);
        let plain: Vec<&str> =
            plan.facts.iter().filter(|fact| !has_rows(&fact.kind)).map(|fact| fact.name.as_str()).collect();
        let with_rows = plan.facts.iter().filter(|fact| has_rows(&fact.kind));
        if let Some(fact) = with_rows.clone().find(|fact| facts.columns.contains(&fact.name)) {
            return Err(Mismatch(format!(
                "« {} » : « {} » se donne dans le tableau des périodes (--periodes), une ligne par période",
                facts.name, fact.name
            )));
        }
        facts.only(&plain, "un fait de ce recueil")?;
        if let Some(periods) = &periods {
            let columns = with_rows.flat_map(|fact| fact.columns.iter().map(|column| column.name.as_str()));
            let known: Vec<&str> = [FACT, "du", "au"].into_iter().chain(columns).collect();
            periods.only(&known, "une colonne des périodes")?;
            if !periods.columns.iter().any(|column| column == FACT) {
                return Err(Mismatch(format!(
                    "« {} » : il faut une colonne « fait » qui nomme le fait de chaque période",
                    periods.name
                )));
            }
        }
        let period = periods.as_mut().and_then(Table::next);
        Ok(Tables { plan, facts, periods, period })
    }

    /// Reads both tables to their end and says whether every period finds its dossier.
    ///
    /// # Errors
    ///
    /// Names the first period whose dossier does not come, or came before.
    pub fn check(mut self) -> Result<(), Mismatch> {
        while let Some(row) = self.facts.next() {
            self.periods_of(&row.dossier);
        }
        match (&self.period, &self.periods) {
            (Some(row), Some(periods)) => Err(Mismatch(format!(
                "« {} », ligne {} : le dossier « {} » n'est pas dans « {} », ou n'y est pas à la même place ; \
                 rangez les deux tableaux dans le même ordre de dossiers",
                periods.name, row.line, row.dossier, self.facts.name
            ))),
            _ => Ok(()),
        }
    }

    /// The rows of periods of the dossier at hand.
    fn periods_of(&mut self, dossier: &str) -> Vec<Row> {
        let mut found = Vec::new();
        while let Some(row) = self.period.take_if(|row| row.dossier == dossier) {
            found.push(row);
            self.period = self.periods.as_mut().and_then(Table::next);
        }
        found
    }

    fn case(&mut self, row: &Row) -> TableCase {
        let mut sources = Sources::default();
        let mut refused = Vec::new();
        let facts = cells(&self.facts, row, &mut sources, &mut refused);
        let mut periods = Vec::new();
        for row in self.periods_of(&row.dossier) {
            let Some(table) = &self.periods else { break };
            let mut cells = cells(table, &row, &mut sources, &mut refused);
            if let Some(fact) = cells.iter().position(|cell| cell.column == FACT) {
                let fact = cells.remove(fact);
                periods.push(CellRow { fact, cells });
            }
        }
        if !refused.is_empty() {
            return Err((sources, refused));
        }
        let file = sources.add("", "");
        from_cells(self.plan, file, &row.dossier, &facts, &periods).map_err(|found| (sources, found))
    }
}

impl Iterator for Tables<'_> {
    type Item = (u64, TableCase);

    fn next(&mut self) -> Option<(u64, TableCase)> {
        let row = self.facts.next()?;
        Some((row.line, self.case(&row)))
    }
}

/// The cells of a row, its text added to the sources.
fn cells(table: &Table, row: &Row, sources: &mut Sources, refused: &mut Vec<Diagnostic>) -> Vec<Cell> {
    let place = format!("{}, ligne {}", table.name, row.line);
    let texts = match &row.cells {
        Ok(texts) => texts,
        Err(why) => {
            let file = sources.add(place, "");
            let span = Span { file, start: 0, end: 0 };
            refused.push(table_row(span, why, table.columns.len()));
            return Vec::new();
        }
    };
    let file = sources.add(place, texts.join(";"));
    let mut start = 0;
    let mut found = Vec::new();
    for (index, (column, text)) in table.columns.iter().zip(texts).enumerate() {
        let end = start + text.len();
        if index != table.dossier {
            let span = Span { file, start: start as u32, end: end as u32 };
            found.push(Cell { column: column.clone(), text: text.clone(), span });
        }
        start = end + 1;
    }
    found
}
