//! What `theme.yaml` says: the theme's name, and its design tokens in place of the default theme's.
//!
//! Tokens are custom properties of the style sheet (`link` is `--link`); they are written behind it, in its own layer.

use crate::base::near::nearest;
use crate::base::yaml;
use crate::error::Error;
use std::collections::BTreeMap;

/// `theme.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// What the theme is called.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// Custom properties by name without `--`.
    pub tokens: BTreeMap<String, String>,
    /// Custom properties that differ where the page is dark.
    pub dark: BTreeMap<String, String>,
}

impl Settings {
    /// Reads `theme.yaml`; a token that `style` does not declare is an error that names the nearest one.
    pub fn read(text: &str, style: &str) -> Result<Self, Error> {
        let settings: Self = yaml::plain(text).map_err(|why| Error::theme(format!("theme.yaml: {why}")))?;
        let known: Vec<&str> = declared(style).collect();
        for (name, value) in settings.tokens.iter().chain(&settings.dark) {
            if !known.contains(&name.as_str()) {
                let near = nearest(name, known.iter().copied())
                    .map_or_else(|| format!("the style sheet has {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
                return Err(Error::theme(format!("theme.yaml: there is no token `{name}`; {near}")));
            }
            if value.contains([';', '{', '}', '<']) {
                return Err(Error::theme(format!("theme.yaml: the value of `{name}` holds a sign that would end it: {value}")));
            }
        }
        Ok(settings)
    }

    /// The tokens as rules for the end of the style sheet; empty where there are none.
    pub fn css(&self) -> String {
        let rule = |selector: &str, tokens: &BTreeMap<String, String>| {
            let all: Vec<String> = tokens.iter().map(|(name, value)| format!("--{name}:{value}")).collect();
            if all.is_empty() { String::new() } else { format!("{selector}{{{}}}", all.join(";")) }
        };
        let dark = rule(":root:not([data-theme=\"light\"])", &self.dark);
        let dark = if dark.is_empty() { dark } else { format!("@media (prefers-color-scheme:dark){{{dark}}}") };
        let all = [rule(":root", &self.tokens), dark, rule(":root[data-theme=\"dark\"]", &self.dark)].concat();
        if all.is_empty() { all } else { format!("@layer base{{{all}}}") }
    }
}

/// Names of the custom properties that a style sheet declares in its first `:root` rule.
fn declared(style: &str) -> impl Iterator<Item = &str> {
    let rule = style.split(":root").nth(1).and_then(|rest| rest.split('}').next()).unwrap_or("");
    rule.split([';', '{']).filter_map(|d| d.trim().strip_prefix("--")?.split(':').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = ":root { color-scheme: light dark; --bg: #fff; --link: #00f; }";

    #[test]
    fn tokens_become_rules_of_the_base_layer() {
        let settings = Settings::read("tokens: {link: '#123456'}\ndark: {link: '#abcdef'}\n", STYLE).unwrap();
        assert_eq!(
            settings.css(),
            "@layer base{:root{--link:#123456}@media (prefers-color-scheme:dark){:root:not([data-theme=\"light\"]){--link:#abcdef}}:root[data-theme=\"dark\"]{--link:#abcdef}}"
        );
        assert_eq!(Settings::default().css(), "");
    }

    #[test]
    fn a_token_that_is_not_there_is_told_with_the_nearest() {
        let error = Settings::read("tokens: {lnik: red}\n", STYLE).unwrap_err().to_string();
        assert!(error.contains("`lnik`") && error.contains("did you mean `link`?"), "{error}");
        assert!(Settings::read("tokens: {link: 'red} body{'}\n", STYLE).is_err());
        assert!(Settings::read("tokns: {}\n", STYLE).is_err());
    }
}
