//! Blocks of lines shared out among threads, and what they give put back in order.
//!
//! Whoever is free reads the next block, so that it lies close to the processor that works on it. There are so many
//! blocks and no more: memory depends on the number of workers alone, and whatever is slow slows the rest.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use super::blocks::{Blocks, Lines};

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

/// Lines, and what was made of them.
#[derive(Default)]
struct Parcel<T> {
    number: u64,
    lines: Lines,
    made: T,
}

/// Where parcels are filled, by one worker at a time.
struct Source<I, S, T> {
    blocks: Blocks<I, S>,
    free: Receiver<Parcel<T>>,
    filled: u64,
    failure: Option<std::io::Error>,
}

impl<I: Read, S: Fn() -> bool, T> Source<I, S, T> {
    /// The next parcel; `None` where there is none, or where nothing more is taken.
    fn next(&mut self) -> Option<Parcel<T>> {
        let mut parcel = self.free.recv().ok()?;
        match self.blocks.next(&mut parcel.lines) {
            Ok(true) => {
                parcel.number = self.filled;
                self.filled += 1;
                Some(parcel)
            }
            Ok(false) => None,
            Err(error) => {
                self.failure.get_or_insert(error);
                None
            }
        }
    }
}

/// Lets `jobs` workers make something of blocks of lines, and gives it to `take` in the order of the lines.
///
/// `worker` is called once in each thread and makes what answers block after block. When `take` gives `false` nothing
/// more is taken. When `stop` is set nothing more is read, and what the workers have begun is still taken. While the
/// input waits, so does the end that was asked for: see [`Ahead`](super::Ahead).
pub fn in_order<T, W>(
    input: impl Read + Send,
    jobs: usize,
    stop: &AtomicBool,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(&Lines, &mut T) -> bool,
) -> Ended
where
    T: Default + Send,
    W: FnMut(&Lines, &mut T),
{
    let jobs = jobs.max(1);
    let (give_back, free) = channel();
    for _ in 0..2 * jobs + 2 {
        // The other end is here.
        let _ = give_back.send(Parcel::default());
    }
    let enough = AtomicBool::new(false);
    let is_over = || stop.load(Ordering::Relaxed) || enough.load(Ordering::Relaxed);
    let source = Mutex::new(Source { blocks: Blocks::new(input, is_over), free, filled: 0, failure: None });
    let next = || source.lock().unwrap_or_else(PoisonError::into_inner).next();
    let taken = std::thread::scope(|scope| {
        let (done, made) = channel();
        for _ in 0..jobs {
            let (worker, next) = (&worker, &next);
            let done = Done(done.clone());
            scope.spawn(move || {
                let mut work = worker();
                while let Some(mut parcel) = next() {
                    work(&parcel.lines, &mut parcel.made);
                    if done.0.send(Some(parcel)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let taken = gather(&made, give_back, |parcel| take(&parcel.lines, &mut parcel.made));
        enough.store(!taken, Ordering::Relaxed);
        taken
    });
    match source.into_inner().unwrap_or_else(PoisonError::into_inner).failure {
        _ if !taken => Ended::Stopped,
        Some(error) => Ended::Unreadable(error),
        None if stop.load(Ordering::Relaxed) => Ended::Stopped,
        None => Ended::Complete,
    }
}

/// Takes parcels by their numbers; whether all were taken.
fn gather<T>(
    made: &Receiver<Option<Parcel<T>>>,
    give_back: Sender<Parcel<T>>,
    mut take: impl FnMut(&mut Parcel<T>) -> bool,
) -> bool {
    let mut early = BTreeMap::new();
    let mut taken = 0;
    for parcel in made {
        let Some(parcel) = parcel else { return false };
        early.insert(parcel.number, parcel);
        while let Some(mut parcel) = early.remove(&taken) {
            if !take(&mut parcel) {
                return false;
            }
            taken += 1;
            // The workers may be gone; then nothing needs the room.
            let _ = give_back.send(parcel);
        }
    }
    true
}

/// The way of a worker to the one who gathers. A worker that panics says so: its parcel will not come.
struct Done<T>(Sender<Option<Parcel<T>>>);

impl<T> Drop for Done<T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.0.send(None);
        }
    }
}
