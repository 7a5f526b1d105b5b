//! How far the work is: a bar on a terminal, lines where they are asked for, and the table of times.

use super::report::{duration, grouped};
use crate::site::{Observer, Stage};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Nothing is drawn before this: short work needs no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// Between two drawings.
const PAUSE: Duration = Duration::from_millis(80);

/// Cells of the bar.
const CELLS: usize = 24;

/// What is shown of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// Nothing.
    Nothing,
    /// A bar on standard error, drawn over.
    Bar,
    /// A line on standard error for each stage.
    Lines,
}

impl Show {
    /// A bar on a terminal, lines where they are asked for, nothing where quiet is.
    pub fn of(quiet: bool, verbose: bool) -> Self {
        let terminal = std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb");
        match (quiet, verbose, terminal) {
            (true, ..) | (_, false, false) => Self::Nothing,
            (_, true, _) => Self::Lines,
            (_, false, true) => Self::Bar,
        }
    }
}

/// A stage that is over.
#[derive(Debug, Clone, Copy)]
struct Past {
    stage: Stage,
    steps: usize,
    took: Duration,
}

/// The stage under way.
#[derive(Debug)]
struct Now {
    stage: Stage,
    since: Instant,
}

/// Follows the work.
#[derive(Debug)]
pub(super) struct Progress {
    show: Show,
    width: usize,
    start: Instant,
    steps: AtomicUsize,
    done: AtomicUsize,
    drawn: AtomicBool,
    last: Mutex<Instant>,
    state: Mutex<(Option<Now>, Vec<Past>)>,
}

impl Progress {
    pub fn new(show: Show, width: usize) -> Self {
        let start = Instant::now();
        Self {
            show,
            width,
            start,
            steps: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            drawn: AtomicBool::new(false),
            last: Mutex::new(start),
            state: Mutex::default(),
        }
    }

    fn close(&self, next: Option<Stage>, steps: usize) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(now) = state.0.take() {
            let past = Past { stage: now.stage, steps: self.steps.load(Ordering::Relaxed), took: now.since.elapsed() };
            if self.show == Show::Lines {
                let count = if past.steps == 0 { String::new() } else { format!(" {}", grouped(past.steps)) };
                let _ = writeln!(std::io::stderr(), "{}{count}: {}", past.stage.doing(), duration(past.took));
            }
            state.1.push(past);
        }
        self.steps.store(steps, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        state.0 = next.map(|stage| Now { stage, since: Instant::now() });
    }

    /// Ends the stage under way, and takes the bar away.
    pub fn clear(&self) {
        self.close(None, 0);
        if self.drawn.swap(false, Ordering::Relaxed) {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }

    fn draw(&self) {
        let Ok(state) = self.state.try_lock() else { return };
        let Some(now) = &state.0 else { return };
        let (done, steps) = (self.done.load(Ordering::Relaxed), self.steps.load(Ordering::Relaxed));
        let line = line(now.stage, (done, steps), now.since.elapsed());
        let line: String = line.chars().take(self.width.saturating_sub(1)).collect();
        self.drawn.store(true, Ordering::Relaxed);
        let _ = write!(std::io::stderr(), "\r\u{1b}[K{line}");
    }

    /// The times of all stages so far, as a table.
    pub fn table(&self) -> String {
        self.close(None, 0);
        let state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        times(&state.1, self.start.elapsed())
    }
}

impl Observer for Progress {
    fn begin(&self, stage: Stage, steps: usize) {
        self.close(Some(stage), steps);
        if self.show == Show::Bar && self.start.elapsed() > PATIENCE {
            self.draw();
        }
    }

    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.show != Show::Bar || self.start.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut last) = self.last.try_lock() else { return };
        if last.elapsed() >= PAUSE {
            *last = Instant::now();
            self.draw();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// `writing  ━━━━━━╸━━━━━━  5,200 of 10,000, about 3 s left`
fn line(stage: Stage, (done, steps): (usize, usize), took: Duration) -> String {
    if steps == 0 {
        return format!("{} …", stage.doing());
    }
    let done = done.min(steps);
    let full = CELLS * done / steps;
    let bar = format!("{}{}", "█".repeat(full), "░".repeat(CELLS - full));
    let left = if done == 0 { None } else { Some(took.mul_f64((steps - done) as f64 / done as f64)) };
    let left = left.filter(|l| l.as_secs() >= 1).map_or_else(String::new, |l| format!(", about {} left", rough(l)));
    format!("{} {bar} {} of {}{left}", stage.doing(), grouped(done), grouped(steps))
}

/// `12 s`, `3 min`
fn rough(time: Duration) -> String {
    match time.as_secs() {
        s if s < 90 => format!("{s} s"),
        s => format!("{} min", s.div_ceil(60)),
    }
}

fn times(past: &[Past], total: Duration) -> String {
    let mut out = format!("{:<24} {:>10} {:>10} {:>6}\n", "stage", "steps", "time", "share");
    let share = |took: Duration| 100.0 * took.as_secs_f64() / total.as_secs_f64().max(f64::EPSILON);
    for Past { stage, steps, took } in past {
        let steps = if *steps == 0 { "–".to_owned() } else { grouped(*steps) };
        out.push_str(&format!("{:<24} {steps:>10} {:>10} {:>5.0}%\n", stage.doing(), duration(*took), share(*took)));
    }
    out.push_str(&format!("{:<24} {:>10} {:>10} {:>5.0}%\n", "in all", "", duration(total), 100.0));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_what_how_far_and_how_long() {
        let said = line(Stage::Write, (2_500, 10_000), Duration::from_secs(2));
        assert_eq!(said, format!("writing {}{} 2,500 of 10,000, about 6 s left", "█".repeat(6), "░".repeat(18)));
        assert_eq!(line(Stage::Resolve, (0, 0), Duration::ZERO), "resolving and checking …");
        assert!(!line(Stage::Write, (9_999, 10_000), Duration::from_secs(2)).contains("left"), "what is as good as done");
        assert!(line(Stage::Write, (1, 1_000), Duration::from_secs(1)).ends_with("about 17 min left"));
    }
}
