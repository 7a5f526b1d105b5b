//! Proofs of a theme: every kind of page rendered from samples, with everything filled in and with everything empty, and
//! held to the contract of docs/themes.md.
//!
//! 1. `sample` makes whole sites in memory, in each of the theme's languages.
//! 2. `contract` reads the rendered pages: ids, what leads to them, what must be there.
//! 3. [Theme::faint] says which of its own colours are too near to each other.
//!
//! [prove] does all three. Nothing here touches a disk.

mod contract;
mod sample;
mod tags;

use crate::page::{PageModel, id, present};
use crate::theme::Theme;
use sample::Sample;

/// One page rendered from a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Which sample, and the language: `filled-de`.
    pub sample: String,
    /// Where the page lies in the sample's output.
    pub output: String,
    /// The template that rendered it.
    pub template: &'static str,
    /// The page.
    pub html: String,
}

/// Something in a theme that breaks its contract.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The theme's file.
    pub file: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What [prove] gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// The pages that could be rendered.
    pub sheets: Vec<Sheet>,
    /// What is wrong, without repetition, sorted.
    pub faults: Vec<Fault>,
}

/// Renders every kind of page of every sample and says what breaks the contract.
pub fn prove(theme: &Theme) -> Proof {
    let mut proof = Proof::default();
    for lang in theme.words().keys() {
        for sample in sample::samples(lang, theme) {
            render(theme, &sample, &mut proof);
        }
    }
    proof.faults.extend(contract::unused_files(theme));
    proof.faults.extend(contract::unknown_words(theme));
    proof.faults.extend(theme.faint().iter().map(|message| Fault {
        file: if theme.own().any(|(path, _)| path == "theme.yaml") { "theme.yaml" } else { "assets/style.css" }.to_owned(),
        message: message.clone(),
        help: "make one of the two lighter or darker".to_owned(),
    }));
    proof.faults.sort();
    proof.faults.dedup();
    proof
}

fn render(theme: &Theme, sample: &Sample, proof: &mut Proof) {
    let view = sample.view();
    for page in id::plan(view) {
        let body = match page {
            id::PageId::Article(n) => sample.bodies.get(n),
            id::PageId::Home => sample.home.as_ref(),
            _ => None,
        };
        let model = present(view, page, body);
        one(theme, &sample.name, &model, proof);
    }
}

fn one(theme: &Theme, sample: &str, model: &PageModel, proof: &mut Proof) {
    let template = model.content.template();
    match theme.render(model) {
        Ok(html) => {
            proof.faults.extend(contract::faults(template, model, &html));
            proof.sheets.push(Sheet { sample: sample.to_owned(), output: model.output.clone(), template, html });
        }
        Err(error) => proof.faults.push(Fault {
            file: format!("templates/{template}"),
            message: error.to_string(),
            help: "docs/themes.md lists the names that a template sees; what may be missing is asked for with `if`".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn of_the_default_theme() -> Proof {
        prove(&Theme::load(Path::new("/nowhere"), None).unwrap())
    }

    #[test]
    fn the_default_theme_keeps_its_contract() {
        let proof = of_the_default_theme();
        assert_eq!(proof.faults, []);
        let templates: std::collections::BTreeSet<_> = proof.sheets.iter().map(|s| s.template).collect();
        let wanted = ["article", "home", "list", "topics", "source", "sources", "integrity", "search", "not-found", "redirect"];
        for kind in wanted {
            assert!(templates.contains(format!("{kind}.html").as_str()), "{kind} is not proved");
        }
    }

    /// A key that no language file holds would stand on the page as it is.
    #[test]
    fn no_word_is_missing() {
        for sheet in of_the_default_theme().sheets {
            for key in ["not-cited", "back-to", "sources-used", "key-finding", "provenance-mixed", "review-overdue"] {
                assert!(!sheet.html.contains(&format!(">{key}<")), "{}/{}: {key}", sheet.sample, sheet.output);
            }
        }
    }
}
