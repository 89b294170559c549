//! Dossiers from tables, as spreadsheets write them: one with a row a dossier, and one with a row a period.
//!
//! Both name the dossier, and have the dossiers in the same order, so that they are read side by side.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Error, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::fault::caught;
use crate::case::{Case, Cell, CellReader, MAX_BYTES, admitted_part};
use crate::diagnostic::Diagnostic;
use crate::names::{Index, meant, normalize_name};
use crate::plan::{Plan, Type};
use crate::source::{FileId, Sources, Span};

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
    /// How many bytes were read since the last row.
    waiting: Arc<AtomicUsize>,
    /// Why no more rows come, where it is not the end.
    failure: Option<Mismatch>,
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
        let waiting = Arc::new(AtomicUsize::new(0));
        let lines = WholeLines { input, last: b'\n', after_return: false, waiting: Arc::clone(&waiting) };
        let mut input = BufReader::new(lines);
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
        let Some(dossier) = Index::of_words(columns.iter().map(String::as_str)).find(DOSSIER) else {
            return Err(unreadable("il faut une colonne « dossier » qui nomme le dossier de chaque ligne"));
        };
        Ok(Table { name: name.to_string(), columns, dossier, rows: rows(Box::new(input)), waiting, failure: None })
    }

    /// Calls columns as the plan does; those that are none of the known names are refused, with what was probably meant.
    fn only(&mut self, known: &[&str], place: &str) -> Result<(), Mismatch> {
        let index = Index::of_names(known.iter().copied());
        for (position, column) in self.columns.iter_mut().enumerate() {
            if position == self.dossier {
                DOSSIER.clone_into(column);
            } else if let Some(place) = index.find(column) {
                known[place].clone_into(column);
            } else if admitted_part(column).is_none() {
                let hint = meant(column, known, "colonnes possibles");
                return Err(Mismatch(format!("« {} » : « {column} » n'est pas {place} ; {hint}", self.name)));
            }
        }
        let columns = &self.columns;
        match columns.iter().enumerate().find(|(index, name)| columns[..*index].contains(name)) {
            Some((_, twice)) => Err(Mismatch(format!("« {} » : deux colonnes s'appellent « {twice} »", self.name))),
            None => Ok(()),
        }
    }

    /// The next row that is not empty; `None` at the end, or where no more can be read.
    fn next(&mut self) -> Option<Row> {
        let mut record = csv::ByteRecord::new();
        loop {
            self.waiting.store(0, Ordering::Relaxed);
            match self.rows.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(_) => {
                    let line = self.rows.position().line();
                    let why = if self.waiting.load(Ordering::Relaxed) > MAX_BYTES {
                        "une ligne trop longue ; un guillemet n'est sans doute pas fermé"
                    } else {
                        "la suite ne peut être lue"
                    };
                    self.failure = Some(Mismatch(format!("« {} », à partir de la ligne {line} : {why}", self.name)));
                    return None;
                }
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
/// numbered: lines may end in a carriage return, a line feed or both.
struct WholeLines<I> {
    input: I,
    last: u8,
    /// Whether a line was ended by a carriage return that a line feed may still follow.
    after_return: bool,
    /// How many bytes were read and not taken as rows.
    waiting: Arc<AtomicUsize>,
}

impl<I: Read> Read for WholeLines<I> {
    /// As of the input; an error where a row is longer than a dossier may be.
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
            if self.waiting.fetch_add(read, Ordering::Relaxed) > MAX_BYTES {
                return Err(Error::other("a row of too many bytes"));
            }
            let mut kept = 0;
            for at in 0..read {
                let byte = out[at];
                let ends_twice = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if !ends_twice {
                    out[kept] = if self.after_return { b'\n' } else { byte };
                    kept += 1;
                }
            }
            if kept > 0 {
                self.last = out[kept - 1];
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
    reader: CellReader<'p>,
}

/// A dossier of tables, or what is wrong with it.
pub type TableCase = Result<Case, (Sources, Vec<Diagnostic>)>;

impl<'p> Tables<'p> {
    /// The tables of the plain facts, and of the periods where there is one.
    ///
    /// # Errors
    ///
    /// Where a column is no fact of the plan, or stands in the wrong table.
    pub fn new(plan: &'p Plan, mut facts: Table, mut periods: Option<Table>) -> Result<Tables<'p>, Mismatch> {
        let has_rows = |kind: &Type| matches!(kind, Type::Periods | Type::Rows);
        let plain: Vec<&str> =
            plan.facts.iter().filter(|fact| !has_rows(&fact.kind)).map(|fact| fact.name.as_str()).collect();
        let with_rows: Vec<_> = plan.facts.iter().filter(|fact| has_rows(&fact.kind)).collect();
        let index = Index::of_names(with_rows.iter().map(|fact| fact.name.as_str()));
        if let Some(fact) = facts.columns.iter().find_map(|column| index.find(column)) {
            return Err(Mismatch(format!(
                "« {} » : « {} » se donne dans le tableau des périodes (--periodes), une ligne par période",
                facts.name, with_rows[fact].name
            )));
        }
        facts.only(&plain, "un fait de ce recueil")?;
        if let Some(periods) = &mut periods {
            let columns = with_rows.iter().flat_map(|fact| fact.columns.iter().map(|column| column.name.as_str()));
            let mut known = vec![FACT, "du", "au"];
            for column in columns {
                // Two facts may have a column of one name.
                if !known.contains(&column) {
                    known.push(column);
                }
            }
            periods.only(&known, "une colonne des périodes")?;
            if !periods.columns.iter().any(|column| column == FACT) {
                return Err(Mismatch(format!(
                    "« {} » : il faut une colonne « fait » qui nomme le fait de chaque période",
                    periods.name
                )));
            }
        }
        let period = periods.as_mut().and_then(Table::next);
        Ok(Tables { plan, facts, periods, period, reader: CellReader::new(plan) })
    }

    /// Reads both tables to their end and says whether every period finds its dossier.
    ///
    /// # Errors
    ///
    /// Names the first period whose dossier does not come, or came before; or says why a table cannot be read.
    pub fn check(mut self) -> Result<(), Mismatch> {
        while let Some(row) = self.facts.next() {
            while period_of(&row.dossier, &mut self.periods, &mut self.period).is_some() {}
        }
        if let Some(failure) = self.failure() {
            return Err(failure);
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

    /// Why no more dossiers come, where it is not the end of the tables.
    pub fn failure(&mut self) -> Option<Mismatch> {
        self.facts.failure.take().or_else(|| self.periods.as_mut()?.failure.take())
    }

    fn case(&mut self, row: &Row) -> TableCase {
        let Tables { facts: table, periods, period, reader, .. } = self;
        let mut places = Places::default();
        let facts = match places.cells(table, false, row) {
            Ok(cells) => cells,
            Err((span, why)) => {
                reader.refuse(span, why, table.columns.len());
                Vec::new()
            }
        };
        while let Some(row) = period_of(&row.dossier, periods, period) {
            let Some(table) = periods.as_ref().filter(|_| places.too_many().is_none()) else { continue };
            match places.cells(table, true, &row) {
                Ok(mut cells) => {
                    if let Some(fact) = cells.iter().position(|cell| cell.column == FACT) {
                        let fact = cells.remove(fact);
                        reader.row(fact, &cells);
                    }
                }
                Err((span, why)) => reader.refuse(span, why, table.columns.len()),
            }
            if let Some(span) = places.too_many() {
                reader.refuse_as_too_large(span);
            }
        }
        let case = reader.finish(&row.dossier, &facts);
        case.map_err(|found| places.told(table, periods.as_ref(), found))
    }
}

/// The next row of periods, where it belongs to a dossier.
fn period_of(dossier: &str, periods: &mut Option<Table>, next: &mut Option<Row>) -> Option<Row> {
    let row = next.take_if(|row| row.dossier == dossier)?;
    *next = periods.as_mut().and_then(Table::next);
    Some(row)
}

impl Iterator for Tables<'_> {
    type Item = (u64, TableCase);

    fn next(&mut self) -> Option<(u64, TableCase)> {
        let row = self.facts.next()?;
        let case = caught(|| self.case(&row)).unwrap_or_else(|fault| {
            self.reader = CellReader::new(self.plan);
            Err(fault)
        });
        Some((row.line, case))
    }
}

/// The rows that a dossier is read from, as findings show them: their texts one after the other, each known by its
/// number until something is said of it.
#[derive(Default)]
struct Places {
    text: String,
    rows: Vec<Place>,
}

struct Place {
    in_periods: bool,
    line: u64,
    /// Where its text begins.
    start: usize,
}

impl Places {
    /// The cells of a row that name no dossier; where it cannot be read, its place and why.
    fn cells<'t>(
        &mut self,
        table: &'t Table,
        in_periods: bool,
        row: &'t Row,
    ) -> Result<Vec<Cell<'t>>, (Span, &'static str)> {
        let file = FileId(self.rows.len() as u32);
        let span = |start: usize, end: usize| Span { file, start: start as u32, end: end as u32 };
        let begin = self.text.len();
        self.rows.push(Place { in_periods, line: row.line, start: begin });
        let texts = row.cells.as_ref().map_err(|why| (span(0, 0), *why))?;
        let mut found = Vec::with_capacity(texts.len());
        for (index, (column, text)) in table.columns.iter().zip(texts).enumerate() {
            if index > 0 {
                self.text.push(';');
            }
            let start = self.text.len() - begin;
            self.text.push_str(text);
            if index != table.dossier {
                found.push(Cell { column, text, span: span(start, start + text.len()) });
            }
        }
        Ok(found)
    }

    /// Where the rows become more than a dossier may hold.
    fn too_many(&self) -> Option<Span> {
        let last = FileId(self.rows.len() as u32 - 1);
        (self.text.len() > MAX_BYTES).then_some(Span { file: last, start: 0, end: 0 })
    }

    /// Findings, with the texts of the rows that they point into.
    fn told(&self, facts: &Table, periods: Option<&Table>, mut found: Vec<Diagnostic>) -> (Sources, Vec<Diagnostic>) {
        let mut sources = Sources::default();
        let mut added: HashMap<FileId, FileId> = HashMap::new();
        for label in found.iter_mut().flat_map(|found| &mut found.labels) {
            let number = label.span.file.0 as usize;
            let Some(place) = self.rows.get(number) else { continue };
            label.span.file = *added.entry(label.span.file).or_insert_with(|| {
                let end = self.rows.get(number + 1).map_or(self.text.len(), |next| next.start);
                let table = if place.in_periods { periods.unwrap_or(facts) } else { facts };
                sources.add(format!("{}, ligne {}", table.name, place.line), &self.text[place.start..end])
            });
        }
        (sources, found)
    }
}
