//! A theme's own words in one language, with the plural rules and date forms that go with it.
//!
//! The words are data (`themes/NAME/words/LANG.yaml`): a map from key to text, where a counted text is a map of
//! CLDR plural categories (`one`, `few`, `other` …) with `{n}` and further `{names}` to fill in.

use crate::base::date::Date;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// The words of one language. Built by the theme; read by page models and templates.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Plain texts by key.
    #[serde(default)]
    pub text: BTreeMap<String, String>,
    /// Counted texts by key, then by CLDR plural category.
    #[serde(default)]
    pub counted: BTreeMap<String, BTreeMap<String, String>>,
    /// Names of the twelve months.
    #[serde(default)]
    pub months: Vec<String>,
    /// Form of a full date: `{day} {month} {year}`; `{m}` is the month's number.
    #[serde(default)]
    pub date_form: String,
    /// Name of the plural rule: `one-other`, `french`, `arabic`, `none` … (CLDR's cardinal rules).
    #[serde(default)]
    pub plural: String,
}

/// The words of one of a theme's languages, read when a page first asks for them: most sites speak one.
#[derive(Clone)]
pub struct Lexicon(Arc<LazyLock<Words, Box<dyn FnOnce() -> Words + Send>>>);

impl Lexicon {
    /// The words that `read` will give.
    pub fn new(read: impl FnOnce() -> Words + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(read))))
    }
}

impl Deref for Lexicon {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.0
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Lexicon {}

impl Words {
    /// The text of `key`, or the key itself where the theme lacks it (so that a gap is seen, never hidden).
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.text.get(key).map_or(key, String::as_str)
    }

    /// The text of `key` with each `{name}` filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The counted text of `key` for `n`, with `{n}` and each `{name}` filled in.
    pub fn count(&self, key: &str, n: usize, values: &[(&str, &str)]) -> String {
        let forms = self.counted.get(key);
        let form = forms.and_then(|f| f.get(category(&self.plural, n)).or_else(|| f.get("other")));
        let number = n.to_string();
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        fill(form.map_or(key, String::as_str), &all)
    }

    /// Takes what is lacking from `below`, the words of the same language that these are laid over.
    pub fn lay_over(&mut self, below: &Words) {
        self.complete(below);
        if self.months.is_empty() {
            self.months.clone_from(&below.months);
        }
        for (own, theirs) in [(&mut self.date_form, &below.date_form), (&mut self.plural, &below.plural)] {
            if own.is_empty() {
                own.clone_from(theirs);
            }
        }
    }

    /// Takes texts that are lacking from `other`, the words of another language.
    pub fn complete(&mut self, other: &Words) {
        for (key, text) in &other.text {
            self.text.entry(key.clone()).or_insert_with(|| text.clone());
        }
        for (key, forms) in &other.counted {
            self.counted.entry(key.clone()).or_insert_with(|| forms.clone());
        }
    }

    /// `date` in the language's form.
    pub fn date(&self, date: Date) -> String {
        let month_index = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let month = self.months.get(month_index).cloned().unwrap_or_else(|| date.month().to_string());
        let (day, m, year) = (date.day().to_string(), date.month().to_string(), date.year().to_string());
        if self.date_form.is_empty() {
            return date.to_string();
        }
        fill(&self.date_form, &[("day", &day), ("month", &month), ("m", &m), ("year", &year)])
    }
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    let find = |text: &str, mark: u8| text.bytes().position(|b| b == mark);
    while let Some(open) = find(rest, b'{') {
        out.push_str(&rest[..open]);
        let behind = &rest[open + 1..];
        let value = find(behind, b'}').and_then(|close| Some((close, values.iter().find(|(name, _)| *name == &behind[..close])?.1)));
        match value {
            Some((close, value)) => {
                out.push_str(value);
                rest = &behind[close + 1..];
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// CLDR's cardinal plural category of the whole number `n` under the rule of this name (CLDR 46, supplemental/plurals).
fn category(rule: &str, n: usize) -> &'static str {
    match rule {
        "none" => "other",
        "french" if n <= 1 => "one",
        "arabic" => match (n, n % 100) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        "slavic" => match (n % 10, n % 100) {
            (1, r) if r != 11 => "one",
            (2..=4, r) if !(12..=14).contains(&r) => "few",
            _ => "many",
        },
        "french" => "other",
        _ if n == 1 => "one",
        _ => "other",
    }
}
