//! The lines around the places of a finding, as miette draws them.
//!
//! miette reads a text from its beginning for each place, counts columns in bytes, and panics beyond column 65,535. It
//! gets a short text instead: the lines that are looked at and one around them, long ones cut to what stands around the
//! places, with their own numbers.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::source::SourceFile;

/// Columns of a line that is shown whole.
const WIDE: usize = 240;
/// Columns that stay on either side of a place on a line that is cut.
const AROUND: usize = 60;
/// Lines of a place that are all shown; of a longer one, the first.
const TALL: usize = 12;
/// What stands for the part of a line that is cut out.
const CUT: &str = "…";

/// A short text with the places of a finding.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// For each line of the short text, its index in the whole text.
    numbers: Vec<usize>,
    /// The places, in the short text.
    pub(super) places: Vec<Range<usize>>,
    /// For each place, its column in the whole text, from 0.
    columns: Vec<usize>,
}

impl Excerpt {
    /// What is shown of `file` for places in it, the main one first.
    pub(super) fn new(file: &SourceFile, places: &[Range<usize>]) -> Excerpt {
        let end = |place: &Range<usize>| file.line_at(place.end.saturating_sub(1).max(place.start));
        let lines: Vec<(usize, usize)> = places
            .iter()
            .map(|place| {
                let first = file.line_at(place.start);
                let last = end(place);
                (first, if last - first < TALL { last } else { first })
            })
            .collect();
        let mut shown: Vec<usize> = lines
            .iter()
            .flat_map(|(first, last)| first.saturating_sub(1)..=(last + 1).min(file.line_count() - 1))
            .collect();
        shown.sort_unstable();
        shown.dedup();
        let mut excerpt = Excerpt {
            name: file.name.clone(),
            text: String::new(),
            numbers: shown.clone(),
            places: Vec::new(),
            columns: places.iter().map(|place| file.position(place.start).column - 1).collect(),
        };
        let mut cuts: Vec<(usize, CutLine)> = Vec::new();
        for index in shown {
            let line = file.line_range(index);
            let marks = places.iter().flat_map(|place| [place.start, place.end]);
            let marks: Vec<usize> = marks.filter(|at| line.start <= *at && *at <= line.end).collect();
            let start = excerpt.text.len();
            let cut = CutLine::new(&file.text[line.clone()], line.start, &marks, &mut excerpt.text);
            excerpt.text.push('\n');
            cuts.push((index, CutLine { place: start, ..cut }));
        }
        let placed = |offset: usize, line: usize| {
            let found = cuts.binary_search_by_key(&line, |(index, _)| *index);
            found.map_or(0, |at| cuts[at].1.place_of(offset))
        };
        for (place, (first, last)) in places.iter().zip(&lines) {
            let start = placed(place.start, *first);
            excerpt.places.push(start..placed(place.end, *last).max(start));
        }
        // The last line of a text has no line break.
        if cuts.last().is_some_and(|(index, _)| index + 1 == file.line_count()) {
            excerpt.text.pop();
        }
        excerpt
    }
}

/// One line of the short text.
struct CutLine {
    /// Where it begins in the short text.
    place: usize,
    /// What each stretch of the whole text became: its first byte there, its first byte on the line, and the bytes that
    /// both have.
    kept: Vec<(usize, usize, usize)>,
}

impl CutLine {
    /// Writes what is shown of a line that begins at `start`, with all that stands around the marks.
    fn new(line: &str, start: usize, marks: &[usize], out: &mut String) -> CutLine {
        let begin = out.len();
        let mut kept = Vec::new();
        let mut done = 0;
        for part in shown_parts(line, start, marks) {
            if part.start > done {
                out.push_str(CUT);
            }
            done = part.end;
            let mut from = part.start;
            // A character that would move the pen is shown by its picture.
            for (at, c) in line[part.clone()].char_indices().map(|(at, c)| (part.start + at, c)) {
                if let Some(picture) = picture(c) {
                    kept.push((start + from, out.len() - begin, at - from));
                    out.push_str(&line[from..at]);
                    kept.push((start + at, out.len() - begin, 0));
                    out.push(picture);
                    from = at + c.len_utf8();
                }
            }
            kept.push((start + from, out.len() - begin, part.end - from));
            out.push_str(&line[from..part.end]);
        }
        if done < line.len() {
            out.push_str(CUT);
        }
        CutLine { place: 0, kept }
    }

    /// Where a byte of the whole text stands in the short one.
    fn place_of(&self, offset: usize) -> usize {
        let index = self.kept.partition_point(|(from, ..)| *from <= offset);
        let Some((from, at, length)) = index.checked_sub(1).map(|before| self.kept[before]) else { return self.place };
        self.place + at + (offset - from).min(length)
    }
}

/// The parts of a line that are shown: all of it, or what stands around the marks.
fn shown_parts(line: &str, start: usize, marks: &[usize]) -> Vec<Range<usize>> {
    if line.len() <= WIDE || line.chars().nth(WIDE).is_none() {
        return std::iter::once(0..line.len()).collect();
    }
    let forward = |at: usize| line[at..].char_indices().nth(AROUND).map_or(line.len(), |(far, _)| at + far);
    let back = |at: usize| line[..at].char_indices().rev().nth(AROUND - 1).map_or(0, |(far, _)| far);
    let mut at: Vec<usize> = marks.iter().map(|mark| line.floor_char_boundary(mark - start)).collect();
    if at.is_empty() {
        at.push(0);
    }
    at.sort_unstable();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for mark in at {
        let part = back(mark)..forward(mark);
        match parts.last_mut() {
            Some(before) if part.start <= before.end + CUT.len() => before.end = before.end.max(part.end),
            _ => parts.push(part),
        }
    }
    parts
}

/// What is shown for a character that would move the pen, hide what stands before it, or turn it around.
fn picture(c: char) -> Option<char> {
    match c {
        '\t' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some('\u{fffd}')
        }
        _ => None,
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.as_str().read_span(span, lines_before, lines_after)?;
        // A place may be the main one of its lines: miette asks where it stands without lines around it.
        let place = self.places.iter().position(|place| place.start == span.offset() && place.len() == span.len());
        let column = match place.filter(|_| lines_before == 0) {
            Some(index) => self.columns[index],
            None => read.column(),
        };
        let line = self.numbers.get(read.line()).copied().unwrap_or_default();
        // By this miette knows whether the lines around two places touch: lines of the short text do not all.
        let count = memchr::memchr_iter(b'\n', read.data().strip_suffix(b"\n").unwrap_or(read.data())).count() + 1;
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), read.data(), *read.span(), line, column, count)))
    }
}
