//! The words of texts beside the rules: their points, the citations that lead there, and the points without a rule.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::amend::VersionTree;
use super::{Checker, DeclarationKind, errors};
use crate::names::{fold, fold_name};
use crate::plan::{Cited, Point, PointId, TextId, Wording};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Item};

/// Where a citation leads.
enum Leads {
    /// To these points.
    To(Vec<PointId>),
    /// To a whole text, or to something that no file holds.
    Elsewhere,
    /// To a point that the text lacks; what it is called.
    Nowhere(TextId, String),
    /// To any of several points of one text.
    Unclear(Vec<PointId>),
}

impl Checker<'_> {
    /// The points of a text in the file that it names; `None` where the file cannot be used, which is reported.
    pub(super) fn wording(&mut self, file: &ast::Quoted) -> Option<Wording> {
        let (id, text) = self.read_beside(file, errors::text_file_missing)?;
        let wording = Wording { file: id, points: points(id, &text) };
        if wording.points.is_empty() {
            self.report(errors::text_without_points(file.span, &file.text));
        }
        Some(wording)
    }

    /// Follows every citation to the point that it names, and notes the points that are said to have no rule.
    pub(super) fn cite(&mut self, versions: &[VersionTree], blocks: &[&ast::Block]) {
        // Versions share what an amendment leaves as it is.
        let mut citations: BTreeMap<Span, &str> = BTreeMap::new();
        for item in versions.iter().flat_map(|version| &version.items) {
            let found = attributes(item).into_iter().flat_map(|attributes| &attributes.citations);
            citations.extend(found.map(|citation| (citation.span, citation.text.as_str())));
        }
        for (place, words) in citations {
            let named = self.text_cited(words);
            if let Some(text) = named {
                let name = self.plan.texts[text.index()].name.clone();
                let end =
                    self.plan.sources.slice(place).find(',').map_or(place.end, |comma| place.start + comma as u32);
                self.used(DeclarationKind::Text, None, name, Span { end, ..place });
            }
            let Some(text) = self.plan.origin(place) else { continue };
            match self.follow(words, named, text) {
                Leads::To(points) => {
                    self.plan.cited.extend(points.into_iter().map(|point| Cited { place, point }));
                }
                Leads::Elsewhere => {}
                Leads::Nowhere(text, point) => self.unknown_point(place, text, &point),
                Leads::Unclear(points) => self.unclear_point(place, words, &points),
            }
        }
        for block in blocks {
            if let ast::Block::Text(text) = block {
                self.ruleless(text);
            }
        }
    }

    fn unknown_point(&mut self, place: Span, text: TextId, point: &str) {
        let text = &self.plan.texts[text.index()];
        let Some(wording) = &text.wording else { return };
        let file = &self.plan.sources.file(wording.file).name;
        let known: Vec<String> = wording.points.iter().map(Point::name).collect();
        let near = self.closest(point, known.iter().map(String::as_str));
        let otherwise = errors::known_names(known.iter().map(String::as_str), "ajoutez le titre qui manque au fichier");
        let found = errors::unknown_point(place, point, &text.name, file, near, otherwise);
        self.report(found);
    }

    fn unclear_point(&mut self, place: Span, words: &str, points: &[PointId]) {
        let headings: Vec<Span> = points.iter().filter_map(|id| Some(self.plan.point(*id)?.heading)).collect();
        let name = points.first().and_then(|id| self.plan.point(*id)).map(Point::name).unwrap_or_default();
        self.report(errors::unclear_point(place, words, &headings, &name));
    }

    /// `point 2.2.2, sans règle (…)`
    fn ruleless(&mut self, tree: &ast::TextBlock) {
        let Some(text) = self.text_named(&tree.name.text) else { return };
        for said in &tree.ruleless {
            for named in &said.points {
                if self.plan.texts[text.index()].wording.is_none() {
                    self.report(errors::ruleless_without_file(named.span, &tree.name.text));
                    continue;
                }
                match self.within(text, &parts(&named.text)) {
                    Leads::To(points) => points.into_iter().for_each(|id| self.leave_out(id, named, &said.reason)),
                    Leads::Unclear(points) => self.unclear_point(named.span, &named.text, &points),
                    Leads::Elsewhere | Leads::Nowhere(..) => {
                        self.unknown_point(named.span, text, named.text.trim_start_matches("point "));
                    }
                }
            }
        }
    }

    /// A point and those below it have no rule; that it is cited all the same is reported.
    fn leave_out(&mut self, id: PointId, named: &ast::Quoted, reason: &str) {
        if let Some(cited) = self.plan.cited.iter().find(|cited| cited.point == id) {
            let found = errors::point_with_rule(named.span, &named.text, cited.place);
            self.report(found);
        }
        let Some(wording) = &mut self.plan.texts[id.text.index()].wording else { return };
        let level = wording.points[id.point].level;
        let (own, below) = wording.points[id.point..].split_at_mut(1);
        let below = below.iter_mut().take_while(|point| point.level > level);
        for point in own.iter_mut().chain(below) {
            point.ruleless.get_or_insert_with(|| reason.to_string());
        }
    }

    /// Points that say something, that no rule cites and that are not said to have none.
    pub(super) fn points_without_rule(&mut self) {
        let mut found = Vec::new();
        for index in 0..self.plan.texts.len() as u32 {
            let text = TextId(index);
            let points = self.plan.points_of(text).filter(|id| self.plan.lacks_rule(*id));
            let points: Vec<&Point> = points.filter_map(|id| self.plan.point(id)).collect();
            if !points.is_empty() {
                found.push(errors::points_without_rule(&self.plan.texts[text.index()].name, &points));
            }
        }
        self.diagnostics.extend(found);
    }

    /// The text with whose name a citation begins.
    fn text_cited(&self, words: &str) -> Option<TextId> {
        let first = parts(words).into_iter().next()?;
        let text = self.plan.texts.iter().position(|text| canonical(&text.name) == first)?;
        Some(TextId(text as u32))
    }

    /// Where a citation in the words of a text leads: to the text that it names, if any, else to a point of that text, else to a
    /// point of another.
    fn follow(&self, words: &str, named: Option<TextId>, of: TextId) -> Leads {
        let cited = parts(words);
        if let (Some(text), Some((_, rest))) = (named, cited.split_first()) {
            if rest.is_empty() || !self.has_points(text) {
                return Leads::Elsewhere;
            }
            return match self.within(text, rest) {
                Leads::Elsewhere => Leads::Nowhere(text, rest.join(", ")),
                found @ (Leads::To(_) | Leads::Nowhere(..) | Leads::Unclear(_)) => found,
            };
        }
        let own = self.within(of, &cited);
        if matches!(own, Leads::To(_) | Leads::Unclear(_)) {
            return own;
        }
        // « point 2.2 » and « article 3 » are those of the text in which they are written, whatever others have.
        if is_bare(words) {
            return if self.has_points(of) { Leads::Nowhere(of, cited.join(", ")) } else { Leads::Elsewhere };
        }
        let mut lacking = matches!(own, Leads::Nowhere(..)).then_some(own);
        for index in 0..self.plan.texts.len() as u32 {
            match self.within(TextId(index), &cited) {
                Leads::Elsewhere => {}
                lacks @ Leads::Nowhere(..) => _ = lacking.get_or_insert(lacks),
                found @ (Leads::To(_) | Leads::Unclear(_)) => return found,
            }
        }
        lacking.filter(|_| cited.len() > 1).unwrap_or(Leads::Elsewhere)
    }

    /// Whether a text has points; that a file has none is reported already.
    fn has_points(&self, text: TextId) -> bool {
        self.plan.texts[text.index()].wording.as_ref().is_some_and(|wording| !wording.points.is_empty())
    }

    /// Where a citation leads within one text. It leads nowhere only if it begins with something that the text has.
    fn within(&self, text: TextId, cited: &[String]) -> Leads {
        let Some(wording) = &self.plan.texts[text.index()].wording else { return Leads::Elsewhere };
        let Some((last, before)) = cited.split_last() else { return Leads::Elsewhere };
        let at = |last: &str| {
            let path: Vec<&str> = before.iter().map(String::as_str).chain([last]).collect();
            named(&wording.points, &path)
        };
        let ids = |points: Vec<usize>| points.into_iter().map(|point| PointId { text, point }).collect();
        let whole = at(last);
        match whole.as_slice() {
            [_] => return Leads::To(ids(whole)),
            [] => {}
            _ => return Leads::Unclear(ids(whole)),
        }
        // « al. 1 et 2 »
        let mut found = Vec::new();
        for one in each_of(last) {
            let points = at(&one);
            match points.as_slice() {
                [point] => found.push(*point),
                [] if claims(wording, cited) => return Leads::Nowhere(text, lacking(before, &one)),
                [] => return Leads::Elsewhere,
                _ => return Leads::Unclear(ids(points)),
            }
        }
        Leads::To(ids(found))
    }
}

/// Whether a citation that no point answers to means a text: it begins with an article that the text has.
fn claims(wording: &Wording, cited: &[String]) -> bool {
    let Some(first) = cited.first() else { return false };
    wording.points.iter().flat_map(|point| &point.path).any(|name| is_same(&canonical(name), first))
}

/// « L. 435-4, al. 9 »
fn lacking(before: &[String], last: &str) -> String {
    before.iter().map(String::as_str).chain([last]).collect::<Vec<_>>().join(", ")
}

/// Whether a citation begins with a number that is of no text by itself: « point 2.2, français », « article 3 », not
/// « article 3 de la loi ».
fn is_bare(words: &str) -> bool {
    let folded = fold(words);
    let first = folded.split(", ").next().unwrap_or_default();
    matches!(first.split(' ').collect::<Vec<_>>().as_slice(), ["point" | "article" | "annexe", _])
}

/// What may name a point, part by part, in the form in which parts are compared.
fn parts(words: &str) -> Vec<String> {
    words.split(", ").map(canonical).filter(|part| !part.is_empty()).collect()
}

/// A part of a reference: « point 2.2.1. » is « 2.2.1 », « art. 3 » is « article 3 », « alinéa 2 » is « al. 2 ».
fn canonical(part: &str) -> String {
    let folded = fold_name(part);
    let words: Vec<&str> = folded.split(' ').collect();
    let kind = match words.first().map(|word| word.trim_end_matches('.')) {
        Some("point" | "points") if words.len() > 1 => "",
        Some("article" | "articles" | "art") if words.len() > 1 => "article",
        Some("alinea" | "alineas" | "al") if words.len() > 1 => "al.",
        _ => return folded.trim_end_matches('.').to_string(),
    };
    let rest = words[1..].join(" ");
    format!("{kind} {}", rest.trim_end_matches('.')).trim_start().to_string()
}

/// Whether two parts name the same: « L. 435-4 » is « L. 435-4 du CESEDA ».
fn is_same(one: &str, other: &str) -> bool {
    let extends = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.starts_with(" du ") || rest.starts_with(" de "))
    };
    one == other || extends(one, other) || extends(other, one)
}

/// « al. 1 et 2 » names « al. 1 » and « al. 2 ».
fn each_of(part: &str) -> Vec<String> {
    let mut pieces = part.split(" et ");
    let first = pieces.next().unwrap_or_default();
    let kind = first.split_once(' ').map_or("", |(kind, _)| kind);
    let one = |piece: &str| match piece.starts_with(|c: char| c.is_ascii_digit()) && !kind.is_empty() {
        true => format!("{kind} {piece}"),
        false => piece.to_string(),
    };
    std::iter::once(first.to_string()).chain(pieces.map(one)).collect()
}

/// The points that a path names, whether it names all that holds them or not; those whose whole path it is, if any.
fn named(points: &[Point], path: &[&str]) -> Vec<usize> {
    let Some((last, before)) = path.split_last() else { return Vec::new() };
    let leads = |point: &Point| {
        let names: Vec<String> = point.path.iter().map(|name| canonical(name)).collect();
        let Some((own, above)) = names.split_last() else { return false };
        let mut above = above.iter();
        is_same(own, last) && before.iter().all(|part| above.any(|name| is_same(name, part)))
    };
    let found: Vec<usize> = (0..points.len()).filter(|index| leads(&points[*index])).collect();
    let whole: Vec<usize> = found.iter().copied().filter(|index| points[*index].path.len() == path.len()).collect();
    if whole.len() == 1 { whole } else { found }
}

/// The headings of a Markdown file with the words below them. The title of the whole, a first heading that stands above
/// all others, is no point.
fn points(file: FileId, text: &str) -> Vec<Point> {
    let body = text.trim_start_matches('\u{feff}');
    let shift = text.len() - body.len();
    let span = |start: usize, end: usize| Span { file, start: (start + shift) as u32, end: (end + shift) as u32 };
    let mut headings: Vec<(u8, String, std::ops::Range<usize>)> = Vec::new();
    let mut inside = false;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                headings.push((level as u8, String::new(), range));
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(words) | Event::Code(words) if inside => {
                headings.iter_mut().last().into_iter().for_each(|(_, title, _)| title.push_str(&words));
            }
            Event::SoftBreak | Event::HardBreak if inside => {
                headings.iter_mut().last().into_iter().for_each(|(_, title, _)| title.push(' '));
            }
            _ => {}
        }
    }
    let is_title = matches!(headings.as_slice(), [(1, ..), others @ ..] if others.iter().all(|(level, ..)| *level > 1));
    let mut points: Vec<Point> = Vec::new();
    // The headings that hold the one at hand, with their paths.
    let mut above: Vec<(u8, Vec<String>)> = Vec::new();
    for (index, (level, title, range)) in headings.iter().enumerate().skip(usize::from(is_title)) {
        above.retain(|(outer, _)| outer < level);
        let mut path = above.last().map(|(_, path)| path.clone()).unwrap_or_default();
        path.extend(reference(title));
        above.push((*level, path.clone()));
        let below = range.end..headings.get(index + 1).map_or(body.len(), |(.., next)| next.start);
        let words = &body[below.clone()];
        let start = below.start + (words.len() - words.trim_start().len());
        let end = below.start + words.trim_end().len();
        let heading = body[range.clone()].trim_end().len();
        points.push(Point {
            path,
            level: *level,
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            heading: span(range.start, range.start + heading),
            words: span(start, end.max(start)),
            ruleless: None,
        });
    }
    points
}

/// What a heading calls its point: « 2.2.1. Travail » is « 2.2.1 », « L. 435-4, al. 1 : salariés » is « L. 435-4 », then
/// « al. 1 »; a heading without a number is called by its words.
fn reference(title: &str) -> Vec<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = [" : ", " – ", " — ", " - "].iter().filter_map(|sign| title.find(sign)).min();
    let words: Vec<&str> = title.split(' ').collect();
    let has_digit = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let is_roman = |word: &str| {
        let number = word.trim_end_matches(['.', ')']);
        number.len() < word.len()
            && !number.is_empty()
            && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'A'..='D'))
    };
    let is_kind =
        |word: &str| ["point", "article", "art", "annexe", "alinea", "al"].contains(&fold(word).trim_end_matches('.'));
    let called = match (cut, words.as_slice()) {
        (Some(cut), _) => title[..cut].to_string(),
        (None, [first, ..]) if first.starts_with(|c: char| c.is_ascii_digit()) || is_roman(first) => {
            first.trim_end_matches(['.', ')']).to_string()
        }
        (None, [kind, number, ..]) if is_kind(kind) && has_digit(number) && !number.ends_with(',') => {
            format!("{kind} {}", number.trim_end_matches('.'))
        }
        (None, _) => title,
    };
    let called = called.split(", ").map(str::trim).filter(|part| !part.is_empty());
    called.map(str::to_string).collect()
}

/// What is said of an item beside its words.
fn attributes(item: &Item) -> Option<&ast::Attributes> {
    match item {
        Item::Route(part) | Item::Condition(part) | Item::Obstacle(part) | Item::PossibleObstacle(part) => {
            Some(&part.attributes)
        }
        Item::Paper(mention) | Item::Step(mention) | Item::Effect(mention) | Item::Appreciation(mention) => {
            Some(&mention.attributes)
        }
        Item::Discretion(_, attributes) | Item::Scope(_, attributes) => Some(attributes),
        Item::Exception(exception) => Some(&exception.attributes),
        Item::Definition(definition) => Some(&definition.attributes),
        Item::Heading(..) => None,
    }
}
