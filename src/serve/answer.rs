//! What is answered to a request: an output of the site, made now; the server's own script and style; or why not.
//!
//! Invariant: an answer comes from the outputs of a [Snapshot] and from nowhere else. No path is ever joined to a folder here.

use super::guard::output_path;
use super::request::{Refusal, Request};
use super::response::{HTML, Response, TEXT, media_type};
use super::{State, page};
use crate::base::url;
use crate::error::Error;
use crate::site::{Made, Snapshot};
use std::sync::Arc;
use std::time::Duration;

/// What the server's own files lie under. Outputs never begin with `_`.
pub(super) const OWN: &str = "/__ibid/";
const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");
/// How long a request waits for a site that is still being read, or for its first index.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn answer(state: &State, request: &Request) -> Response {
    let known = request.field("if-none-match");
    match checked(state, request) {
        Ok(response) => response.tagged(known),
        Err(refusal) => Response::refusal(refusal),
    }
}

fn checked(state: &State, request: &Request) -> Result<Response, Refusal> {
    state.names.check(request)?;
    if !["GET", "HEAD"].contains(&request.method.as_str()) {
        return Err(Refusal(405, "pages are read with GET and HEAD"));
    }
    let (path, query) = request.path_and_query();
    if let Some(own) = path.strip_prefix(OWN) {
        return match own {
            "live.js" => Ok(Response::new(200, media_type(own), SCRIPT)),
            "live.css" => Ok(Response::new(200, media_type(own), STYLE)),
            _ => Err(Refusal(404, "there is nothing here")),
        };
    }
    let path = output_path(path)?;
    let Some(snapshot) = state.wait_for_site(PATIENCE) else { return Err(Refusal(503, "the site is still being read")) };
    match below(&snapshot, &path) {
        Place::Output(output) => output_response(state, snapshot, &path, &output, query),
        Place::Base(base) => Ok(Response::redirect(base)),
        Place::Elsewhere => Ok(missing(state, &snapshot)),
    }
}

/// Where an address lies.
enum Place {
    /// At this output path.
    Output(String),
    /// It is the server's root, and the site lies here.
    Base(String),
    /// Outside the path that the site is served under.
    Elsewhere,
}

fn below(snapshot: &Snapshot, path: &str) -> Place {
    let base = snapshot.base_path();
    let base = url::decode(base.trim_start_matches('/'));
    match path.strip_prefix(base.as_str()) {
        Some(output) if output.is_empty() || output.ends_with('/') => Place::Output(format!("{output}index.html")),
        Some(output) => Place::Output(output.to_owned()),
        None if path.is_empty() || format!("{path}/") == base => Place::Base(format!("/{}", url::encode_path(&base))),
        None => Place::Elsewhere,
    }
}

/// The output path at an address, as a page's own script names it; pages that are not there have that of the 404 page.
pub(super) fn page_path(snapshot: &Snapshot, address: &str) -> String {
    let path = output_path(address.split(['?', '#']).next().unwrap_or("")).unwrap_or_default();
    match below(snapshot, &path) {
        Place::Output(output) if snapshot.page_at(&output).is_some() => output,
        _ => page::NOT_FOUND.to_owned(),
    }
}

fn output_response(state: &State, snapshot: Arc<Snapshot>, path: &str, output: &str, query: Option<&str>) -> Result<Response, Refusal> {
    let of_index = output.starts_with("search/") && snapshot.settings().search && snapshot.page_at(output).is_none();
    if let Some(file) = of_index.then(|| state.index.file(output, PATIENCE)).flatten() {
        return Ok(Response::new(200, media_type(output), file));
    }
    let (snapshot, made) = state.made(snapshot, output);
    match made {
        Ok(Some(Made { bytes, page: Some(_) })) => Ok(page::response(state, &snapshot, output, bytes)),
        Ok(Some(Made { bytes, page: None })) => Ok(Response::new(200, media_type(output), bytes)),
        Ok(None) if snapshot.page_at(&format!("{output}/index.html")).is_some() => {
            let query = query.map(|q| format!("?{q}")).unwrap_or_default();
            Ok(Response::redirect(format!("/{}/{query}", url::encode_path(path))))
        }
        Ok(None) => Ok(missing(state, &snapshot)),
        Err(error) => Ok(failed(state, &snapshot, output, &error)),
    }
}

/// The site's page for addresses that are not there.
fn missing(state: &State, snapshot: &Arc<Snapshot>) -> Response {
    let mut response = match snapshot.make(page::NOT_FOUND) {
        Ok(Some(made)) => page::response(state, snapshot, page::NOT_FOUND, made.bytes),
        Ok(None) => Response::new(404, TEXT, "there is no such page\n"),
        Err(error) => failed(state, snapshot, page::NOT_FOUND, &error),
    };
    if response.status == 200 {
        response.status = 404;
    }
    response
}

/// A page that cannot be made: as it was when it last could, or what stands in the way.
fn failed(state: &State, snapshot: &Snapshot, output: &str, error: &Error) -> Response {
    match state.good.get(output) {
        Some(bytes) => page::response(state, snapshot, output, bytes),
        None if !output.ends_with(".html") => Response::new(500, TEXT, format!("{error}\n")),
        None => Response::new(500, HTML, page::with_script(page::apology(error).as_bytes(), page::FAILED)),
    }
}
