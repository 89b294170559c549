//! Blocks of whole lines.

use core::time::Duration;
use std::io::{Error, ErrorKind, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};

use crate::case::MAX_BYTES;

/// How many bytes are read at once. Less than what a processor keeps close, more than a hand-over costs.
const BLOCK: usize = 256 * 1024;

/// How many blocks are read ahead of those who ask for them.
const AHEAD: usize = 2;

/// After how long a wait for input is broken off to see whether the end was asked for. No answer depends on it.
const PATIENCE: Duration = Duration::from_millis(100);

/// Whole lines.
#[derive(Debug, Default)]
pub struct Lines {
    bytes: Vec<u8>,
    end: usize,
    first: u64,
    /// How many bytes of the input come before the end of these lines.
    pub position: u64,
}

impl Lines {
    /// The lines that are not blank, without their ends, and their numbers from 1.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let lines = LineIter { rest: &self.bytes[..self.end] };
        let numbered = (self.first..).zip(lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)));
        numbered.filter(|(_, line)| !line.trim_ascii().is_empty())
    }
}

struct LineIter<'l> {
    rest: &'l [u8],
}

impl<'l> Iterator for LineIter<'l> {
    type Item = &'l [u8];

    fn next(&mut self) -> Option<&'l [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let length = memchr::memchr(b'\n', self.rest).unwrap_or(self.rest.len());
        let line = &self.rest[..length];
        self.rest = self.rest.get(length + 1..).unwrap_or(&[]);
        Some(line)
    }
}

/// Blocks of whole lines.
pub(super) struct Blocks<I, S> {
    input: I,
    /// Whether nothing more is wanted.
    is_over: S,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    /// Whether what is read next still belongs to a line that is too long to be a dossier.
    too_long: bool,
    line: u64,
    position: u64,
}

impl<I: Read, S: Fn() -> bool> Blocks<I, S> {
    pub(super) fn new(input: I, is_over: S) -> Blocks<I, S> {
        Blocks { input, is_over, rest: Vec::new(), too_long: false, line: 1, position: 0 }
    }

    /// The next lines; false where there are none. What has come is not held back until a block is full.
    pub(super) fn next(&mut self, lines: &mut Lines) -> std::io::Result<bool> {
        let bytes = &mut lines.bytes;
        let mut end = self.rest.len();
        if bytes.len() < end + BLOCK {
            bytes.resize(end + BLOCK, 0);
        }
        bytes[..end].copy_from_slice(&self.rest);
        self.rest.clear();
        lines.first = self.line;
        let complete = loop {
            if (self.is_over)() {
                return Ok(false);
            }
            let read = match self.input.read(&mut bytes[end..]) {
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.position += read as u64;
            let from = end;
            end += read;
            if read == 0 {
                break end;
            }
            if self.too_long {
                // The line was handed over, cut where it was too long already.
                let Some(at) = memchr::memchr(b'\n', &bytes[..end]) else {
                    end = 0;
                    continue;
                };
                bytes.copy_within(at + 1..end, 0);
                end -= at + 1;
                self.too_long = false;
                self.line += 1;
                lines.first = self.line;
                match memchr::memrchr(b'\n', &bytes[..end]) {
                    Some(at) => break at + 1,
                    None => continue,
                }
            }
            if let Some(at) = memchr::memrchr(b'\n', &bytes[from..end]) {
                break from + at + 1;
            }
            if end > MAX_BYTES {
                self.too_long = true;
                break end;
            }
            if bytes.len() - end < BLOCK {
                bytes.resize(end + BLOCK, 0);
            }
        };
        self.rest.extend_from_slice(&bytes[complete..end]);
        self.line += memchr::memchr_iter(b'\n', &bytes[..complete]).count() as u64;
        lines.end = complete;
        lines.position = self.position - self.rest.len() as u64;
        Ok(complete > 0)
    }
}

/// Input that may be long in coming, from a terminal or another program: a wait for it can be broken off.
///
/// A thread reads ahead; it may wait for input when all others are done, so that nothing waits for it.
#[derive(Debug)]
pub struct Ahead {
    blocks: Receiver<Result<Vec<u8>, Error>>,
    used: Sender<Vec<u8>>,
    block: Vec<u8>,
    at: usize,
}

impl Ahead {
    /// Begins to read.
    pub fn new(mut input: impl Read + Send + 'static) -> Ahead {
        let (send, blocks) = sync_channel(AHEAD);
        let (used, unused) = channel::<Vec<u8>>();
        std::thread::spawn(move || {
            loop {
                let mut block = unused.try_recv().unwrap_or_default();
                block.resize(BLOCK, 0);
                let read = match input.read(&mut block) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    read => read,
                };
                let last = !matches!(read, Ok(1..));
                let read = read.map(|count| {
                    block.truncate(count);
                    block
                });
                if send.send(read).is_err() || last {
                    break;
                }
            }
        });
        Ahead { blocks, used, block: Vec::new(), at: 0 }
    }
}

impl Read for Ahead {
    /// As of the input; *interrupted* when nothing has come for a while.
    fn read(&mut self, out: &mut [u8]) -> Result<usize, Error> {
        if self.at == self.block.len() {
            let block = match self.blocks.recv_timeout(PATIENCE) {
                Ok(block) => block?,
                Err(RecvTimeoutError::Timeout) => return Err(ErrorKind::Interrupted.into()),
                Err(RecvTimeoutError::Disconnected) => Vec::new(),
            };
            // The thread may be gone; then nothing needs the room.
            let _ = self.used.send(std::mem::replace(&mut self.block, block));
            self.at = 0;
        }
        let count = out.len().min(self.block.len() - self.at);
        out[..count].copy_from_slice(&self.block[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
