//! `uncited-attribution`: a sentence tells what others say, and cites nobody. The phrases are data, by language.

use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::ledger::is_counted;
use crate::evidence::marks::ATTRIBUTION;
use crate::evidence::phrases::{Phrases, Words, of};
use std::collections::BTreeSet;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let phrases = of(&article.lang.primary());
    let mut out = Vec::new();
    for (p, passage) in article.passages.iter().enumerate().filter(|(_, p)| is_counted(p.kind)) {
        let cited = passage.citations.iter().filter_map(|(_, c)| article.citations[*c].sentence).filter(|at| at.0 == p);
        let cited: BTreeSet<usize> = cited.map(|at| at.1).collect();
        for (s, (start, end)) in passage.sentences.iter().enumerate() {
            let cites = cited.contains(&s);
            let sentence = &passage.text[*start..*end];
            if cites || !case.evidence.may(p, s, ATTRIBUTION) || sentence.ends_with(['?', '？']) {
                continue;
            }
            let Some((from, to)) = attribution(phrases, &Words::new(sentence)) else { continue };
            let message = format!("“{}” names no source", &sentence[from..to]);
            let found = Found::new(Subject::Words(p, start + from, start + to), message);
            out.push(found.help("cite who says it in this sentence, or say it in the article's own name"));
        }
    }
    out
}

/// Where a sentence attributes something: a phrase, or a subject (`the authors`) with its verb, at most two words on.
fn attribution(phrases: &Phrases, words: &Words<'_>) -> Option<(usize, usize)> {
    const REACH: usize = 3;
    let verb_behind = |n: usize| (n + 1..=n + REACH).find_map(|v| phrases.at("attribution-verb", words, v));
    let by_subject = (0..words.count()).find_map(|n| {
        let subject = words.get(n).is_some_and(|w| phrases.holds("attribution-subject", w));
        let first = n.checked_sub(1).filter(|b| words.get(*b).is_some_and(|w| w.len() <= 4)).unwrap_or(n);
        let last = subject.then(|| verb_behind(n)).flatten().filter(|last| words.is_one_clause(n, *last));
        last.map(|last| (words.place(first).0, words.place(last).1))
    });
    by_subject.or_else(|| phrases.find("attribution-phrase", words))
}
