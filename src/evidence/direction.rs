//! Up or down: which way a sentence says that a figure went, and whether the evidence that holds the figure says the contrary.
//!
//! A word of one direction in the figure's own clause gives it; two directions, a negation or a word for a change that
//! slows (`growth slowed to 2%`) make it unknown, and of what is unknown nothing is said.

use super::phrases::{self, Words};
use super::quantity::compare::{Match, compare};
use super::quantity::{Kind, Quantity};
use super::record::{Item, Part, Record};
use super::topic::Topic;

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It rose, grew, was raised.
    Up,
    /// It fell, shrank, was lowered.
    Down,
}

/// A figure that evidence holds with the contrary direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contrary {
    /// The part of the record.
    pub part: Part,
    /// The clause in which it stands there.
    pub clause: String,
    /// Which way the evidence says that it went.
    pub recorded: Direction,
}

/// Where a figure stands: in `sentence`, a range of `text`.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'t> {
    /// The text.
    pub text: &'t str,
    /// Its sentence.
    pub sentence: (usize, usize),
    /// The figure.
    pub figure: &'t Quantity,
    /// Primary tag of its language.
    pub lang: &'t str,
}

impl Stated<'_> {
    /// Which way its sentence says that the figure went.
    pub fn direction(&self) -> Option<Direction> {
        direction(clause(self.text, self.sentence, self.figure.span, self.lang), self.lang)
    }
}

/// The evidence that says the contrary of a figure's direction: every record of the figure does, and speaks of the same thing.
pub fn contrary<'r, 's>(stated: Stated<'_>, records: impl Iterator<Item = &'r Record<'s>>) -> Option<Contrary>
where
    's: 'r,
{
    if matches!(stated.figure.kind, Kind::Year | Kind::Name | Kind::Small) {
        return None;
    }
    let items = records.flat_map(Record::quantities);
    against(stated, items.filter(|(_, q)| compare(stated.figure, q) == Match::Yes))
}

/// The same of a figure that is the difference of two recorded ones: `how` names them (`73.2 years − 46.5 years`).
pub fn contrary_change<'r>(stated: Stated<'_>, record: &'r Record<'_>, part: Part, how: &str) -> Option<Contrary> {
    let operands = how.split(['−', '/', '(', ')']).map(str::trim).filter(|o| !o.is_empty()).collect::<Vec<_>>();
    let shown = |item: &Item<'_>, q: &Quantity| q.shown(item.text).trim_end_matches(['%', '％']).trim().to_owned();
    let is_operand = |item: &Item<'_>, q: &Quantity| item.part == part && operands.contains(&shown(item, q).as_str());
    let items: Vec<(&'r Item<'_>, &'r Quantity)> = record.quantities().filter(|(item, q)| is_operand(item, q)).collect();
    how.contains('−').then(|| against(stated, items.into_iter())).flatten()
}

/// What places in records say against a direction: all of them do, and speak of the same thing.
fn against<'r, 's: 'r>(stated: Stated<'_>, places: impl Iterator<Item = (&'r Item<'s>, &'r Quantity)>) -> Option<Contrary> {
    let Stated { text, sentence, figure, lang } = stated;
    let mut places = places.peekable();
    places.peek()?;
    let said = stated.direction()?;
    let mut about = Topic::new(lang);
    about.add(&without(text, sentence, figure.span));
    let mut out = None;
    for (item, quantity) in places {
        let whole = sentence_at(item.text, quantity.span);
        let own = clause(item.text, whole, quantity.span, lang);
        let recorded = direction(own, lang).filter(|d| *d != said)?;
        let mut there = Topic::new(lang);
        there.add(&without(item.text, whole, quantity.span));
        if !about.meets(&there) {
            return None;
        }
        out.get_or_insert(Contrary { part: item.part, clause: own.trim().to_owned(), recorded });
    }
    out
}

/// Which way a clause says that its figure went.
fn direction(clause: &str, lang: &str) -> Option<Direction> {
    let (phrases, words) = (phrases::of(lang), Words::new(clause));
    let has = |list| phrases.find(list, &words).is_some();
    let said = match (has("up"), has("down")) {
        (true, false) => Direction::Up,
        (false, true) => Direction::Down,
        _ => return None,
    };
    (!has("direction-unclear")).then_some(said)
}

/// The clause around a place: up to marks that end one, and words that begin another.
fn clause<'t>(text: &'t str, within: (usize, usize), at: (usize, usize), lang: &str) -> &'t str {
    let (before, after) = (&text[within.0..at.0], &text[at.1..within.1]);
    let from = before.char_indices().rev().find(|(n, c)| ends_clause(before, *n, *c)).map_or(0, |(n, c)| n + c.len_utf8());
    let to = after.char_indices().find(|(n, c)| ends_clause(after, *n, *c)).map_or(after.len(), |(n, _)| n);
    let (before, after) = (&before[from..], &after[..to]);
    let borders = |part: &str| -> Vec<(usize, usize)> {
        let words = Words::new(part);
        (0..words.count()).filter(|n| phrases::of(lang).at("clause", &words, *n).is_some()).map(|n| words.place(n)).collect()
    };
    let start = at.0 - before.len() + borders(before).last().map_or(0, |word| word.1);
    let end = at.1 + borders(after).first().map_or(after.len(), |word| word.0);
    &text[start..end]
}

/// Whether the character at `n` ends a clause; a comma or a full stop between digits is part of a number.
fn ends_clause(text: &str, n: usize, c: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match c {
        ',' | '.' => !(digit(text[..n].chars().next_back()) && digit(text[n + 1..].chars().next())),
        ';' | ':' | '(' | ')' | '—' | '?' | '!' | '，' | '；' | '：' | '。' | '、' | '（' | '）' | '\n' => true,
        '–' => text[..n].ends_with(' '),
        _ => false,
    }
}

/// The sentence of a recorded text around a place.
fn sentence_at(text: &str, at: (usize, usize)) -> (usize, usize) {
    let ends = |(n, c): &(usize, char)| matches!(c, '.' | '!' | '?' | '。' | '\n') && ends_clause(text, *n, *c);
    let from = text[..at.0].char_indices().rev().find(ends).map_or(0, |(n, c)| n + c.len_utf8());
    let to = text.char_indices().find(|(n, c)| *n >= at.1 && ends(&(*n, *c))).map_or(text.len(), |(n, _)| n);
    (from, to)
}

/// A sentence without its figure, whose unit says nothing of what it is about, and without other digits, which in some scripts
/// stand in one run with words.
fn without(text: &str, sentence: (usize, usize), figure: (usize, usize)) -> String {
    format!("{} {}", &text[sentence.0..figure.0], &text[figure.1..sentence.1]).replace(|c: char| c.is_ascii_digit(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::quantity;

    fn at<'t>(text: &'t str, figure: &str) -> &'t str {
        let from = text.find(figure).unwrap();
        clause(text, (0, text.len()), (from, from + figure.len()), "en")
    }

    #[test]
    fn a_clause_ends_at_marks_and_at_words() {
        let text = "Sales, which rose by 1,250.5 units in May, fell 3% in June and 4% in July (down 7%).";
        assert_eq!(at(text, "1,250.5"), " which rose by 1,250.5 units in May");
        assert_eq!(at(text, "3%"), " fell 3% in June ");
        assert_eq!(at(text, "4%"), " 4% in July ");
        assert_eq!(at(text, "7%"), "down 7%");
    }

    #[test]
    fn what_is_unclear_has_no_direction() {
        assert_eq!(direction("emissions rose by 5%", "en"), Some(Direction::Up));
        assert_eq!(direction("die Emissionen sanken um 5 %", "de"), Some(Direction::Down));
        assert_eq!(direction("排放量下降了5%", "zh"), Some(Direction::Down));
        for unclear in ["the fall in emissions grew by 5%", "emissions did not rise by 5%", "growth slowed to 2%", "it was 5%"] {
            assert_eq!(direction(unclear, "en"), None, "{unclear}");
        }
    }

    fn said(sentence: &str, evidence: &str) -> Option<Direction> {
        let read = quantity::read(sentence, &[], "en");
        let source = crate::source::Source { finding: Some(evidence.to_owned()), ..Default::default() };
        let record = Record::new(&source, "en");
        let stated = |figure| Stated { text: sentence, sentence: (0, sentence.len()), figure, lang: "en" };
        read.iter().find_map(|q| contrary(stated(q), std::iter::once(&record))).map(|c| c.recorded)
    }

    #[test]
    fn a_change_is_compared_with_the_figures_it_follows_from() {
        let evidence = "Smoking prevalence among adults declined from 20.9% in 2005 to 12.5% in 2020.";
        let source = crate::source::Source { finding: Some(evidence.to_owned()), ..Default::default() };
        let record = Record::new(&source, "en");
        let change = |sentence: &str| {
            let read = quantity::read(sentence, &[], "en");
            let stated = Stated { text: sentence, sentence: (0, sentence.len()), figure: &read[0], lang: "en" };
            contrary_change(stated, &record, Part::Finding, "20.9 − 12.5").map(|c| c.recorded)
        };
        assert_eq!(change("Smoking rose by 8.4 percentage points."), Some(Direction::Down));
        assert_eq!(change("Smoking fell by 8.4 percentage points."), None);
    }

    #[test]
    fn a_rise_that_the_evidence_calls_a_fall_is_contrary() {
        let evidence = "Global emissions fell by 5.4% in 2020.";
        assert_eq!(said("Emissions rose by 5.4% in 2020.", evidence), Some(Direction::Down));
        assert_eq!(said("Emissions dropped by 5.4% in 2020.", evidence), None);
        assert_eq!(said("The price of oil rose by 5.4%.", evidence), None, "it is about something else");
        assert_eq!(said("Emissions rose by 5.4%.", "Emissions fell by 5.4% in 2020. They rose by 5.4% in 2021."), None);
    }
}
