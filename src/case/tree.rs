//! YAML and JSON as a tree with places.
//!
//! JSON is read as YAML 1.2, of which it is a part. Scalars stay texts: the schema of the dossier says what they are,
//! so that no code, date or « non » is taken for something else.

use granit_parser::{Event, Parser, ScalarStyle};

use super::errors;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// How deeply a dossier may nest.
const MAX_DEPTH: usize = 16;

/// A node and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    /// A text; `plain` when it stands without quotes, `json_number` when it is a number of a dossier in JSON.
    Scalar {
        text: String,
        plain: bool,
        json_number: bool,
    },
    Sequence(Vec<Node>),
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Node {
    /// A text without quotes that is empty, `null` or `~`.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, plain: true, .. } if matches!(text.as_str(), "" | "null" | "~"))
    }
}

enum Frame {
    Sequence(Vec<Node>, Span),
    Mapping { pairs: Vec<(Key, Node)>, key: Option<Key>, span: Span },
}

/// Reads one document.
pub(super) fn read(file: FileId, text: &str) -> Result<Node, Box<Diagnostic>> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut root: Option<Node> = None;
    let whole = Span { file, start: 0, end: text.len() as u32 };
    let is_json = text.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    // An alias is refused as such, whether or not its anchor is there.
    let options = granit_parser::options! { emit_unresolved_aliases: true };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| {
            let at = byte_of(text, error.marker().byte_offset(), error.marker().index());
            Box::new(errors::malformed(Span { file, start: at as u32, end: at as u32 }))
        })?;
        let start = byte_of(text, place.start.byte_offset(), place.start.index());
        let end = byte_of(text, place.end.byte_offset(), place.end.index()).max(start);
        let span = Span { file, start: start as u32, end: end as u32 };
        let node = match event {
            Event::Scalar(value, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    return Err(errors::yaml_feature(mark_before(text, span)).into());
                }
                let plain = style == ScalarStyle::Plain;
                let json_number = is_json && plain && value.starts_with(|c: char| c == '-' || c.is_ascii_digit());
                Node { kind: NodeKind::Scalar { text: value.into_owned(), plain, json_number }, span }
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag)
                if anchor != 0 || tag.is_some() =>
            {
                return Err(errors::yaml_feature(mark_before(text, span)).into());
            }
            Event::SequenceStart(..) => {
                frames.push(Frame::Sequence(Vec::new(), span));
                check_depth(&frames, span)?;
                continue;
            }
            Event::MappingStart(..) => {
                frames.push(Frame::Mapping { pairs: Vec::new(), key: None, span });
                check_depth(&frames, span)?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match frames.pop() {
                Some(Frame::Sequence(nodes, start)) => Node { kind: NodeKind::Sequence(nodes), span: start.to(span) },
                Some(Frame::Mapping { pairs, span: start, .. }) => {
                    Node { kind: NodeKind::Mapping(pairs), span: start.to(span) }
                }
                None => return Err(errors::malformed(span).into()),
            },
            Event::Alias(_) | Event::UnresolvedAlias(_) => return Err(errors::yaml_feature(span).into()),
            Event::DocumentStart(..) if root.is_some() => return Err(errors::several_documents(span).into()),
            _ => continue,
        };
        match frames.last_mut() {
            None => root = Some(node),
            Some(Frame::Sequence(nodes, _)) => nodes.push(node),
            Some(Frame::Mapping { pairs, key, .. }) => match (key.take(), node.kind) {
                (Some(known), kind) => pairs.push((known, Node { kind, span: node.span })),
                (None, NodeKind::Scalar { text, .. }) => *key = Some(Key { text, span: node.span }),
                (None, _) => return Err(errors::malformed(node.span).into()),
            },
        }
    }
    root.ok_or_else(|| Box::new(errors::empty(whole)))
}

/// The anchor or tag that stands before a node, where it can be told; otherwise the node.
fn mark_before(text: &str, node: Span) -> Span {
    let before = text[..node.start as usize].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    if word.starts_with(['&', '!']) {
        Span { file: node.file, start: (before.len() - word.len()) as u32, end: before.len() as u32 }
    } else {
        node
    }
}

fn check_depth(frames: &[Frame], span: Span) -> Result<(), Box<Diagnostic>> {
    if frames.len() > MAX_DEPTH { Err(errors::too_deep(span, MAX_DEPTH).into()) } else { Ok(()) }
}

fn byte_of(text: &str, byte: Option<usize>, index: usize) -> usize {
    byte.unwrap_or_else(|| text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)).min(text.len())
}
