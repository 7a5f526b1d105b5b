//! `corrected-source`: a work that was corrected is cited, and the text does not say so.

use crate::check::{Case, Found, status};
use crate::source::Status;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    status::check(case, Status::Corrected, "was corrected")
}
