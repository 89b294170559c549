//! How far a long run has come, on standard error.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);

/// Counts dossiers; on a terminal, a line says how many, and how fast.
pub(super) struct Progress {
    started: Instant,
    shown: Option<Instant>,
    terminal: bool,
    /// How many bytes there are to read, where that is known.
    size: Option<u64>,
    done: u64,
}

impl Progress {
    pub(super) fn new(size: Option<u64>) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        Progress { started: Instant::now(), shown: None, terminal, size, done: 0 }
    }

    /// So many dossiers more, up to a place in the input.
    pub(super) fn add(&mut self, dossiers: u64, position: u64) {
        self.done += dossiers;
        if !self.terminal || self.shown.is_some_and(|shown| shown.elapsed() < EVERY) {
            return;
        }
        self.shown = Some(Instant::now());
        let share =
            self.size.map_or_else(String::new, |size| format!(", {} %", position.min(size) * 100 / size.max(1)));
        // Nothing is lost when this line cannot be shown.
        let _ = write!(std::io::stderr(), "\r\u{1b}[K{} dossiers{share}, {}", self.done, self.rate());
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }

    /// Whether somebody sees standard error as it is written.
    pub(super) fn is_watched(&self) -> bool {
        self.terminal
    }

    pub(super) fn done(&self) -> u64 {
        self.done
    }

    /// « 450 000 par seconde »
    pub(super) fn rate(&self) -> String {
        let microseconds = self.started.elapsed().as_micros().max(1);
        let rate = u128::from(self.done) * 1_000_000 / microseconds;
        format!("{} par seconde", crate::value::format_number(i128::try_from(rate).unwrap_or(i128::MAX).into(), 0))
    }
}
