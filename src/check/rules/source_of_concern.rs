//! `source-of-concern`: a work under an expression of concern is cited as if it were not.

use crate::check::{Case, Found, status};
use crate::source::Status;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    status::check(case, Status::Concern, "is under an expression of concern")
}
