//! JSON as it stands in a line, without a tree.

use crate::time::Day;

/// A text, a number or a word of JSON.
pub(super) struct Token<'b> {
    /// What stands between the quotes, or the word.
    pub(super) bytes: &'b [u8],
    pub(super) quoted: bool,
    escaped: bool,
}

impl<'b> Token<'b> {
    pub(super) fn is_null(&self) -> bool {
        !self.quoted && self.bytes == b"null"
    }

    /// The text when it is written as it is compared: no escape, one blank between words.
    pub(super) fn text(&self) -> Option<&'b str> {
        let text = std::str::from_utf8(self.bytes).ok()?;
        let plain = !self.escaped
            && text.bytes().zip(text.bytes().skip(1)).all(|pair| pair != (b' ', b' '))
            && !text.starts_with(' ')
            && !text.ends_with(' ')
            && text.chars().all(|c| c == ' ' || !(c.is_whitespace() || c == '’'));
        plain.then_some(text)
    }

    /// Adds the text to `out`, escapes resolved.
    pub(super) fn unescape(&self, out: &mut String) -> Option<()> {
        let text = std::str::from_utf8(self.bytes).ok()?;
        // What YAML does not take as it stands is left to its reader.
        if text.chars().any(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}')) {
            return None;
        }
        if !self.escaped {
            out.push_str(text);
            return Some(());
        }
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c != '\\' {
                out.push(c);
                continue;
            }
            out.push(match chars.next()? {
                c @ ('"' | '\\' | '/') => c,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits = chars.as_str().get(..4)?;
                    chars = chars.as_str()[4..].chars();
                    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                        return None;
                    }
                    // Half of a pair is no character.
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                _ => return None,
            });
        }
        Some(())
    }
}

/// A place in the bytes of a dossier. Each step is `None` or false where something else stands.
pub(super) struct Cursor<'b> {
    bytes: &'b [u8],
    position: usize,
}

impl<'b> Cursor<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Cursor<'b> {
        Cursor { bytes, position: 0 }
    }

    pub(super) fn rest(&self) -> &'b [u8] {
        &self.bytes[self.position..]
    }

    pub(super) fn blanks(&mut self) {
        while self.bytes.get(self.position) == Some(&b' ') {
            self.position += 1;
        }
    }

    /// Passes a character, after blanks.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        self.blanks();
        let found = self.bytes.get(self.position) == Some(&byte);
        self.position += usize::from(found);
        found
    }

    /// Passes so many bytes, which were looked at.
    pub(super) fn skip(&mut self, count: usize) {
        self.position += count;
    }

    /// The colon after a key, and the blanks after it.
    pub(super) fn colon(&mut self) -> Option<()> {
        let found = self.bytes.get(self.position) == Some(&b':');
        self.position += 1;
        self.blanks();
        found.then_some(())
    }

    /// Whether nothing follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.blanks();
        self.position == self.bytes.len()
    }

    /// Passes a word of JSON.
    fn word(&mut self, word: &[u8]) -> bool {
        let rest = self.rest();
        let found = rest.starts_with(word) && ends_word(rest.get(word.len()));
        if found {
            self.position += word.len();
        }
        found
    }

    pub(super) fn null(&mut self) -> bool {
        self.word(b"null")
    }

    /// Passes a truth, in one of the two usual ways of writing it.
    #[inline]
    pub(super) fn truth(&mut self) -> Option<bool> {
        let next: &[u8; 6] = self.rest().first_chunk()?;
        // Which of the two cannot be foretold, so nothing waits for it.
        let (yes, no) = (next.starts_with(b"true"), next.starts_with(b"false"));
        let length = 4 + usize::from(no);
        if (yes | no) && ends_word(next.get(length)) {
            self.position += length;
            return Some(yes);
        }
        let (yes, no) = (next.starts_with(b"\"oui\""), next.starts_with(b"\"non\""));
        self.position += if yes | no { 5 } else { 0 };
        (yes | no).then_some(yes)
    }

    /// Passes a date known to the day, in the form that sorts.
    #[inline]
    pub(super) fn day(&mut self) -> Option<Day> {
        let text: &[u8; 12] = self.rest().first_chunk()?;
        let digits = [1, 2, 3, 4, 6, 7, 9, 10].map(|at| text[at].wrapping_sub(b'0'));
        let marks = [text[0], text[5], text[8], text[11]] == *b"\"--\"";
        if !marks || digits.iter().any(|digit| *digit > 9) {
            return None;
        }
        let [y1, y2, y3, y4, m1, m2, d1, d2] = digits.map(u32::from);
        let year = (y1 * 10 + y2) * 100 + y3 * 10 + y4;
        let day = Day::from_ymd(year as i32, m1 * 10 + m2, d1 * 10 + d2).filter(|_| (1900..=2200).contains(&year))?;
        self.position += 12;
        Some(day)
    }

    /// A text, a number or a word.
    pub(super) fn scalar(&mut self) -> Option<Token<'b>> {
        let rest = self.rest();
        if rest.first() != Some(&b'"') {
            let length = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' '))?;
            let bytes = &rest[..length];
            let number = |word: &[u8]| {
                matches!(word, [b'0'..=b'9', ..] | [b'-', b'0'..=b'9', ..])
                    && word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
            };
            let known = matches!(bytes, b"true" | b"false" | b"null") || number(bytes);
            self.position += length;
            return known.then_some(Token { bytes, quoted: false, escaped: false });
        }
        let mut escaped = false;
        let mut length = 1;
        loop {
            match *rest.get(length)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    length += 2;
                }
                0..0x20 => return None,
                _ => length += 1,
            }
        }
        self.position += length + 1;
        Some(Token { bytes: &rest[1..length], quoted: true, escaped })
    }
}

/// Whether a word without quotes ends before this byte.
fn ends_word(next: Option<&u8>) -> bool {
    matches!(next, Some(b',' | b'}' | b']' | b' '))
}
