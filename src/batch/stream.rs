//! Lines shared out among threads, and what they give put back in order.
//!
//! One thread reads blocks of whole lines, and hands block after block to one worker after the other; the caller takes
//! what they made in the same order. Every queue holds one block, so that memory depends on the number of workers alone,
//! and whatever is slow slows the rest. Buffers go round.

use core::time::Duration;
use std::io::{ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, channel, sync_channel};

use crate::case::MAX_BYTES;

/// How many bytes are read at once. Less than what a processor keeps close, more than a hand-over costs.
const BLOCK: usize = 128 * 1024;

/// How long what is under way may take once the end was asked for. Without that, no answer depends on the time.
const GRACE: Duration = Duration::from_millis(300);

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

/// How a run came to its end.
#[derive(Debug)]
pub enum Ended {
    /// All lines were answered.
    Complete,
    /// The caller had enough, or the end was asked for.
    Stopped,
    /// The input could not be read to its end.
    Unreadable(std::io::Error),
}

struct Parcel<T> {
    lines: Lines,
    made: T,
}

/// Lets `jobs` workers make something of blocks of lines, and gives it to `take` in the order of the lines.
///
/// `worker` is called once in each thread and makes what answers block after block. When `take` gives `false` nothing
/// more is taken. When `stop` is set nothing more is read, and what the workers have finished is still taken.
pub fn in_order<T, W>(
    input: impl Read + Send + 'static,
    jobs: usize,
    stop: &Arc<AtomicBool>,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(&Lines, &mut T) -> bool,
) -> Ended
where
    T: Default + Send + 'static,
    W: FnMut(&Lines, &mut T),
{
    let (recycle, recycled) = channel();
    let mut to_workers = Vec::new();
    let mut from_workers = Vec::new();
    let mut threads = Vec::new();
    for _ in 0..jobs.max(1) {
        let (send_lines, lines) = sync_channel::<Parcel<T>>(1);
        let (send_made, made) = sync_channel::<Parcel<T>>(1);
        to_workers.push(send_lines);
        from_workers.push(made);
        threads.push((lines, send_made));
    }
    let blocks = Blocks::new(input, Arc::clone(stop));
    // This thread may be waiting for input when all others are done, so that nothing waits for it.
    let reading = std::thread::spawn(move || read(blocks, &to_workers, &recycled));
    let over = AtomicBool::new(false);
    let ended = std::thread::scope(|scope| {
        for (lines, made) in threads {
            let worker = &worker;
            let over = &over;
            scope.spawn(move || {
                let mut work = worker();
                while let Some(mut parcel) = receive(&lines, over) {
                    work(&parcel.lines, &mut parcel.made);
                    if made.send(parcel).is_err() {
                        break;
                    }
                }
            });
        }
        let take = |parcel: &mut Parcel<T>| take(&parcel.lines, &mut parcel.made);
        // The reader may be gone; then nothing needs the room.
        let ended = gather(from_workers, stop, take, |parcel| drop(recycle.send(parcel)));
        over.store(true, Ordering::Relaxed);
        ended
    });
    match ended {
        Ended::Complete => match reading.join() {
            Ok(Ok(())) => Ended::Complete,
            Ok(Err(error)) => Ended::Unreadable(error),
            // A panic is a defect, and goes on as one.
            Err(panic) => std::panic::resume_unwind(panic),
        },
        ended => ended,
    }
}

/// Takes a parcel of each worker in turn.
fn gather<T>(
    from_workers: Vec<Receiver<Parcel<T>>>,
    stop: &AtomicBool,
    mut take: impl FnMut(&mut Parcel<T>) -> bool,
    give_back: impl Fn(Parcel<T>),
) -> Ended {
    for made in from_workers.iter().cycle() {
        let Some(mut parcel) = receive(made, stop) else { break };
        if !take(&mut parcel) {
            return Ended::Stopped;
        }
        give_back(parcel);
    }
    if stop.load(Ordering::Relaxed) { Ended::Stopped } else { Ended::Complete }
}

/// What comes next; `None` where nothing does any more, or where the end was asked for and nothing has come for a while.
fn receive<T>(from: &Receiver<T>, over: &AtomicBool) -> Option<T> {
    loop {
        match from.recv_timeout(GRACE) {
            Ok(next) => return Some(next),
            Err(RecvTimeoutError::Timeout) if !over.load(Ordering::Relaxed) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn read<T: Default>(
    mut blocks: Blocks<impl Read>,
    to_workers: &[SyncSender<Parcel<T>>],
    recycled: &Receiver<Parcel<T>>,
) -> std::io::Result<()> {
    for worker in to_workers.iter().cycle() {
        let mut parcel = match recycled.try_recv() {
            Ok(parcel) => parcel,
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => {
                Parcel { lines: Lines::default(), made: T::default() }
            }
        };
        if !blocks.next(&mut parcel.lines)? || worker.send(parcel).is_err() {
            break;
        }
    }
    Ok(())
}

/// Blocks of whole lines.
struct Blocks<I> {
    input: I,
    stop: Arc<AtomicBool>,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    /// Whether what is read next still belongs to a line that is too long to be a dossier.
    too_long: bool,
    line: u64,
    position: u64,
}

impl<I: Read> Blocks<I> {
    fn new(input: I, stop: Arc<AtomicBool>) -> Blocks<I> {
        Blocks { input, stop, rest: Vec::new(), too_long: false, line: 1, position: 0 }
    }

    /// The next lines; false where there are none. What has come is not held back until a block is full.
    fn next(&mut self, lines: &mut Lines) -> std::io::Result<bool> {
        let bytes = &mut lines.bytes;
        let mut end = self.rest.len();
        if bytes.len() < end + BLOCK {
            bytes.resize(end + BLOCK, 0);
        }
        bytes[..end].copy_from_slice(&self.rest);
        self.rest.clear();
        lines.first = self.line;
        let complete = loop {
            if self.stop.load(Ordering::Relaxed) {
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
