//! Themes: the embedded default, a site's own laid over it file by file, and rendering. The one door to `tera`.
//!
//! 1. `embedded` holds the default theme.
//! 2. [Theme::load] lays `themes/NAME/` over it: templates and assets file by file, words key by key, `tokens` by name.
//! 3. [Theme::render] renders one closed [PageModel].
//!
//! docs/themes.md is the contract.
//!
//! Invariant: a template sees its page model, the theme's words (`t`) and the names of its assets, and nothing else.

mod contrast;
mod embedded;
mod load;
mod squeeze;
mod tokens;
mod told;

use crate::base::lang::Lang;
use crate::error::Error;
use crate::page::PageModel;
use crate::page::view::of_language;
use crate::page::words::Lexicon;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use tera::{Context, Tera, Value};

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    words: BTreeMap<String, Lexicon>,
    /// Output path (with the hash of its content) and bytes.
    assets: Vec<(String, Vec<u8>)>,
    /// What every page is given beside its model, made once.
    common: Common,
    /// The site's own files by their path in `themes/NAME/`.
    own: BTreeMap<String, Vec<u8>>,
    /// Colours of the site's own that are too near to each other, in words.
    faint: Vec<String>,
}

/// What every page is given beside its model. Values of templates are shared when they are cloned.
#[derive(Debug)]
struct Common {
    /// `t`, by language tag in lower case.
    words: BTreeMap<String, LazyValue>,
    /// `assets`: name in templates (`style`) to output path.
    assets: Value,
}

/// A value that is made when a page first asks for it.
type LazyValue = LazyLock<Value, Box<dyn FnOnce() -> Value + Send>>;

/// The files of the default theme: path in the theme, and text.
pub fn default_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    embedded::FILES.into_iter()
}

impl Theme {
    /// The theme's words by language tag in lower case.
    pub fn words(&self) -> &BTreeMap<String, Lexicon> {
        &self.words
    }

    /// The theme's own files: output path and bytes.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The site's own files that are laid over the default theme: path in `themes/NAME/` and text.
    pub fn own(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.own.iter().map(|(path, bytes)| (path.as_str(), String::from_utf8_lossy(bytes)))
    }

    /// Colours that the site's own tokens or style sheet set too near to each other to be read, in words.
    pub fn faint(&self) -> &[String] {
        &self.faint
    }

    /// The page as HTML. Fails where a template names something that its page does not have.
    pub fn render(&self, page: &PageModel) -> Result<String, Error> {
        let broken = |error: tera::Error| Error::theme(told::describe(&error));
        let mut context = Context::from_serialize(page).map_err(broken)?;
        let lang = Lang::new(&page.frame.lang).unwrap_or_default();
        context.insert_value("t", of_language(&self.common.words, &lang).map_or_else(Value::none, |words| (**words).clone()));
        context.insert_value("assets", self.common.assets.clone());
        self.tera.render(page.content.template(), &context).map_err(broken)
    }
}
