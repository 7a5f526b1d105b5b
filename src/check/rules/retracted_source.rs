//! `retracted-source`: a retracted work is cited as if it were not.

use crate::check::{Case, Found, status};
use crate::source::Status;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    status::check(case, Status::Retracted, "was retracted")
}
