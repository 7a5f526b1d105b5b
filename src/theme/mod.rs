//! Themes: the embedded default, a site's own laid over it file by file, and rendering. The one door to `tera`.
//!
//! 1. `embedded` holds the default theme.
//! 2. [Theme::load] lays `themes/NAME/` over it.
//! 3. [Theme::render] renders one closed [PageModel].
//!
//! docs/themes.md is the contract.
//!
//! Invariant: a template sees its page model, the theme's words (`t`) and the names of its assets, and nothing else.

mod embedded;
mod load;

use crate::error::Error;
use crate::page::PageModel;
use crate::page::words::Words;
use std::collections::BTreeMap;
use tera::{Context, Tera};

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    words: BTreeMap<String, Words>,
    /// Output path (with the hash of its content) and bytes.
    assets: Vec<(String, Vec<u8>)>,
    /// Name in templates (`style`) to output path.
    names: BTreeMap<String, String>,
}

impl Theme {
    /// The theme's words by language tag in lower case.
    pub fn words(&self) -> &BTreeMap<String, Words> {
        &self.words
    }

    /// The theme's own files: output path and bytes.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The page as HTML. Fails where a template names something that its page does not have.
    pub fn render(&self, page: &PageModel, words: &Words) -> Result<String, Error> {
        let broken = |error: tera::Error| Error::theme(describe(&error));
        let mut context = Context::from_serialize(page).map_err(broken)?;
        context.insert("t", &words.text);
        context.insert("assets", &self.names);
        self.tera.render(page.content.template(), &context).map_err(broken)
    }
}

/// The error with its causes: the engine's report names the template, the line and the variable.
fn describe(error: &tera::Error) -> String {
    let mut out = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        out.push_str(&format!("\n  {inner}"));
        cause = inner.source();
    }
    out
}
