//! `quotation-not-in-evidence`: a quotation is in no recorded evidence of the sources that its sentence cites.

use crate::check::wording::sources;
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::Status;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let quotations = case.evidence.sentences.iter().flat_map(|s| s.quotations.iter().map(move |q| (s, q)));
    let missing = quotations.filter_map(|(sentence, quotation)| {
        let Status::Missing(near) = &quotation.status else { return None };
        let subject = Subject::Words(sentence.passage, quotation.span.0, quotation.span.1);
        let message = format!("the quotation is in no recorded evidence of {}", sources(&sentence.sources));
        let near = near.as_ref().map_or_else(|| "nothing recorded there comes near it".to_owned(), |n| format!("recorded there: “{n}”"));
        let help = "quote word for word (`…` and `[…]` are gaps), or add the passage to the source's `evidence:` as a `quote`";
        Some(Found::new(subject, message).help(near).help(help))
    });
    missing.collect()
}
