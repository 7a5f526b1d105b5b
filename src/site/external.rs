//! What a site's addresses outside it answer.

use super::bodies::placed;
use super::{Site, Stage};
use crate::article::Summary;
use crate::check;
use crate::diag::{self, Located};
use crate::error::Error;
use crate::external::Ask;
use std::collections::BTreeSet;

impl Site {
    /// Asks every web address of the published articles that are `wanted`, each once, and says what is found.
    pub fn ask(&self, ask: &dyn Ask, wanted: impl Fn(&str) -> bool) -> Result<Vec<Located>, Error> {
        let articles: Vec<&Summary> = self.library.articles.iter().map(|a| &**a).filter(|a| wanted(a.file.as_str())).collect();
        let addresses: BTreeSet<String> = articles.iter().flat_map(|article| check::addresses(article)).collect();
        let addresses: Vec<String> = addresses.into_iter().collect();
        self.options.observer.begin(Stage::Ask, addresses.len());
        let replies = ask.ask(&addresses, &|| self.options.observer.step())?;
        let mut found = Vec::new();
        for article in articles {
            let own = check::settle_answers(article, check::answers(article, &replies), &self.settings.rules, self.today());
            if !own.is_empty() {
                found.extend(placed(self, &article.file, own)?);
            }
        }
        diag::sort(&mut found);
        Ok(found)
    }
}
