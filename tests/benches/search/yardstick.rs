//! The yardstick: BM25F with Snowball stemming over all words of all articles, as a server would hold them.
use ibid::base::fold;
use ibid::search::{Document, stem, token};
use rust_stemmers::Stemmer;
use std::collections::{BTreeMap, HashMap};

/// How its scores are made; the middle of what was best on the development sets.
#[derive(Clone, Copy)]
pub struct Weights {
    pub k1: f64,
    pub b: f64,
    /// Weight of a word of the question.
    pub question: f64,
}

/// All words of all articles.
pub struct Yardstick {
    weights: Weights,
    urls: Vec<String>,
    /// Stem → article → weighted count.
    postings: HashMap<String, HashMap<usize, f64>>,
}

impl Yardstick {
    pub fn new(documents: &[Document], weights: Weights) -> Self {
        let mut stemmers = Stemmers::default();
        let fields: Vec<[Vec<String>; 2]> = documents.iter().map(|d| stemmers.fields(d)).collect();
        let mean = |at: usize| fields.iter().map(|f| f[at].len()).sum::<usize>() as f64 / fields.len().max(1) as f64;
        let means = [mean(0), mean(1)];
        let mut postings: HashMap<String, HashMap<usize, f64>> = HashMap::new();
        for (doc, fields) in fields.into_iter().enumerate() {
            for ((words, mean), weight) in fields.into_iter().zip(means).zip([weights.question, 1.0]) {
                let norm = 1.0 - weights.b + weights.b * words.len() as f64 / mean.max(1e-9);
                for word in words {
                    *postings.entry(word).or_default().entry(doc).or_default() += weight / norm;
                }
            }
        }
        Self { weights, urls: documents.iter().map(|d| d.url.clone()).collect(), postings }
    }

    /// The addresses of the ten best.
    pub fn search(&self, query: &str, lang: &str) -> Vec<&str> {
        let mut words = Stemmers::default().words(query, lang);
        words.sort();
        words.dedup();
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for postings in words.iter().filter_map(|word| self.postings.get(word)) {
            let (n, df) = (self.urls.len() as f64, postings.len() as f64);
            let rarity = (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
            for (doc, weight) in postings {
                *scores.entry(*doc).or_default() += rarity * weight / (self.weights.k1 + weight);
            }
        }
        let mut ranked: Vec<_> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.iter().take(10).map(|(doc, _)| self.urls[*doc].as_str()).collect()
    }
}

#[derive(Default)]
struct Stemmers(HashMap<String, Option<Stemmer>>);

impl Stemmers {
    fn fields(&mut self, document: &Document) -> [Vec<String>; 2] {
        let sections = document.sections.iter().flat_map(|s| [s.heading.as_str(), s.text.as_str()]);
        let rest: Vec<&str> = std::iter::once(document.answer.as_str()).chain(sections).collect();
        [self.words(&document.title, &document.lang), self.words(&rest.join("\n"), &document.lang)]
    }

    fn words(&mut self, text: &str, lang: &str) -> Vec<String> {
        let stemmer = self.0.entry(lang.to_owned()).or_insert_with(|| stem::for_lang(lang)).as_ref();
        let mut out = Vec::new();
        for run in text.split(|c: char| !token::is_word(c)).filter(|run| !run.is_empty()) {
            let lower = fold::nfc(run).to_lowercase();
            let mut folded = String::new();
            fold::search(&stemmer.map_or_else(|| lower.clone().into(), |s| s.stem(&lower)), &mut folded);
            token::words(&folded, |word| out.push(word.to_owned()));
        }
        out
    }
}
