//! `undated-wording`: a sentence speaks of now, and no date says when that is. The phrases are data, by language.

use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::ledger::is_counted;
use crate::evidence::marks::NOW;
use crate::evidence::phrases::{Words, of};
use crate::evidence::quantity::{self, Kind};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let lang = article.lang.primary();
    let phrases = of(&lang);
    let mut out = Vec::new();
    for (p, passage) in article.passages.iter().enumerate().filter(|(_, p)| is_counted(p.kind)) {
        for (s, (start, end)) in passage.sentences.iter().enumerate() {
            let sentence = &passage.text[*start..*end];
            if !case.evidence.may(p, s, NOW) {
                continue;
            }
            let Some((from, to)) = phrases.find("now", &Words::new(sentence)) else { continue };
            if quantity::read(sentence, &[], &lang).iter().any(|q| q.kind == Kind::Year) {
                continue;
            }
            let found = Found::new(Subject::Words(p, start + from, start + to), format!("“{}” says no date", &sentence[from..to]));
            out.push(found.help("say since when, or as of which year: the sentence will be read for years"));
        }
    }
    out
}
