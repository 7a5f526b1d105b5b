//! `unused-source`: a source is listed and never cited.

use crate::article::Summary;
use crate::diag::{Diagnostic, Severity, Subject, Target};
use crate::source::Cited;

pub(super) fn check(article: &Summary) -> Vec<Diagnostic> {
    let uncited = article.sources.iter().enumerate().filter(|(_, s)| s.uses.is_empty() && s.source.cited == Cited::Required);
    uncited
        .filter_map(|(n, s)| {
            let place = s.declared?;
            let message = format!("source {}, “{}”, is listed and never cited", n + 1, s.source.title);
            let name = s.source.id.as_ref().map_or_else(|| format!("[{}]", n + 1), |id| format!("[@{id}]"));
            let finding = Diagnostic::new("unused-source", Severity::Warn, &article.file, Target::Subject(Subject::Source(place)), message);
            Some(finding.help(format!("cite it where it is used, as {name}; or say `cited: background` if it was only consulted")))
        })
        .collect()
}
