//! `provenance-missing`: an article does not say how its text was made.

use crate::check::{Case, Found};
use crate::diag::Subject;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    if case.article.provenance.is_some() {
        return Vec::new();
    }
    let help = "add `provenance:` with a sentence, or with `method: human` (ai-assisted, ai-generated, mixed) and a `statement`";
    vec![Found::new(Subject::File, "the article does not say how its text was made").help(help)]
}
