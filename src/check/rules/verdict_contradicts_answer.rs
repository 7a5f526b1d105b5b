//! `verdict-contradicts-answer`: the verdict is not what the answer begins with.

use crate::article::front_matter::Verdict;
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::phrases::{Words, is_spaceless, of};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let Some(verdict) = article.verdict else { return Vec::new() };
    let Some((said, word)) = beginning(&article.answer, &article.lang.primary()) else { return Vec::new() };
    if said == verdict {
        return Vec::new();
    }
    let message = format!("the verdict is `{}`, and the answer begins with “{word}”", verdict.word());
    let help = format!("say `verdict: {}`, or begin the answer in another way", said.word());
    vec![Found::new(Subject::Key("verdict".to_owned()), message).help(help)]
}

/// What an answer begins with, where that is a plain yes or no: the word stands alone before a mark.
fn beginning(answer: &str, lang: &str) -> Option<(Verdict, String)> {
    let phrases = of(lang);
    let start = answer.trim_start();
    if start.chars().next().is_some_and(is_spaceless) {
        let word: String = start.chars().take_while(|c| is_spaceless(*c)).collect();
        let said = [("no", Verdict::No), ("yes", Verdict::Yes)].into_iter().find(|(list, _)| phrases.begins(list, start))?.1;
        return (word.chars().count() <= 3).then_some((said, word));
    }
    let words = Words::new(start);
    let first = words.get(0)?;
    let alone = start[words.place(0).1..].trim_start().starts_with([',', '.', ':', ';', '!', '—', '–']);
    let said = [("yes", Verdict::Yes), ("no", Verdict::No)].into_iter().find(|(list, _)| phrases.holds(list, first))?.1;
    alone.then(|| (said, start[..words.place(0).1].to_owned()))
}
