//! `review-overdue`: an article was to be reviewed by a day that is past.

use crate::check::{Case, Found};
use crate::diag::Subject;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let Some(every) = article.review_every else { return Vec::new() };
    // An article that was never reviewed is due counted from its publication.
    let Some(last) = article.reviewed.or(article.date) else { return Vec::new() };
    let due = last.after(every);
    if due >= case.today {
        return Vec::new();
    }
    let (key, what) =
        if article.reviewed.is_some() { ("reviewed", "reviewed") } else { ("review_every", "published, and never reviewed,") };
    let message = format!("the review was due on {due}: the article was last {what} on {last}");
    let help = format!("go through it again and set `reviewed: {}`; or give it another `review_every`", case.today);
    vec![Found::new(Subject::Key(key.to_owned()), message).help(help)]
}
