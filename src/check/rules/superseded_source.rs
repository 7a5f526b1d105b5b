//! `superseded-source`: a work whose place another took is cited, and the text does not say so.

use crate::check::{Case, Found, status};
use crate::source::Status;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    status::check(case, Status::Superseded, "was superseded")
}
