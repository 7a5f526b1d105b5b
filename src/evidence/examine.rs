//! Goes through the sentences of an article: which figures and quotations are there, and which recorded evidence bears them out.

use super::derive::{Cues, derive};
use super::ledger::{self, Ledger};
use super::marks::{self, Marks};
use super::phrases::{self, Words};
use super::quantity::compare::{Match, compare};
use super::quantity::{self, Kind, Quantity, Unit};
use super::quote::{self, Quoted};
use super::record::{Part, Record};
use super::topic::Topic;
use crate::article::Summary;
use crate::article::summary::{Passage, PassageKind};
use crate::base::fasthash::FastMap;
use std::sync::OnceLock;

/// An article compared with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct Examination {
    /// Sentences that cite, or that hold a figure, in the order of the text.
    pub sentences: Vec<Sentence>,
    /// What is counted.
    pub ledger: Ledger,
    /// The quantities of each passage, once one has asked for them.
    quantities: Vec<OnceLock<Vec<Quantity>>>,
    /// What the sentences of each passage that asserts may hold.
    marks: Vec<Vec<Marks>>,
}

impl Examination {
    /// Whether a sentence of a passage may hold this; `false` is sure.
    pub fn may(&self, passage: usize, sentence: usize, what: Marks) -> bool {
        self.marks.get(passage).and_then(|marks| marks.get(sentence)).is_none_or(|marks| marks.may(what))
    }

    /// The quantities of a passage of the article, outside of its code and addresses: read once for all who ask.
    pub fn quantities(&self, article: &Summary, passage: usize) -> &[Quantity] {
        let Some(read) = self.quantities.get(passage) else { return &[] };
        read.get_or_init(|| {
            article.passages.get(passage).map_or_else(Vec::new, |p| quantity::read(&p.text, &p.opaque, &article.lang.primary()))
        })
    }
}

/// One sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Index into the Summary's passages.
    pub passage: usize,
    /// Which of its sentences.
    pub sentence: usize,
    /// Sources that it cites, as places in the Summary's `sources`.
    pub sources: Vec<usize>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Its quotations.
    pub quotations: Vec<Quotation>,
}

/// A figure in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is; its span is in the passage's text.
    pub quantity: Quantity,
    /// Its words.
    pub shown: String,
    /// How it stands to the record.
    pub status: Status,
}

/// A quotation in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// Where its words stand in the passage's text.
    pub span: (usize, usize),
    /// Its words.
    pub words: String,
    /// How it stands to the record.
    pub status: Status,
}

/// How a figure or a quotation stands to what is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// A record of this source holds it.
    Recorded {
        /// Place in the Summary's `sources`.
        source: usize,
        /// Which part of its record.
        part: Part,
    },
    /// It follows from recorded figures.
    Derived {
        /// Place in the Summary's `sources`.
        source: usize,
        /// Which part of its record.
        part: Part,
        /// `97 − 94.5`
        how: String,
    },
    /// No record holds it. With what comes near, or says the contrary.
    Missing(Option<String>),
    /// The sentence cites nothing.
    Uncited,
    /// It is not checked: a small number, a year, a name.
    PassedOver,
}

/// Compares an article with its record.
pub fn examine(article: &Summary) -> Examination {
    let lang = article.lang.primary();
    let mut examiner =
        Examiner { article, lang, records: FastMap::default(), topics: (0..=article.headings.len()).map(|_| OnceLock::new()).collect() };
    let mut sentences = Vec::new();
    let marks: Vec<Vec<Marks>> = article.passages.iter().map(|passage| marked(passage, marks::of(&examiner.lang))).collect();
    let mut read = |(n, passage)| examiner.passage(n, passage, &marks[n], &mut sentences).map_or_else(OnceLock::new, OnceLock::from);
    let quantities = article.passages.iter().enumerate().map(&mut read).collect();
    Examination { sentences, ledger: ledger::count(article), quantities, marks }
}

/// What the sentences of a passage may hold, where it asserts something.
fn marked(passage: &Passage, table: &marks::Table) -> Vec<Marks> {
    let sentences = passage.sentences.iter().filter(|_| ledger::is_counted(passage.kind));
    sentences.map(|(start, end)| table.read(&passage.text[*start..*end])).collect()
}

/// Those of `all`, which ascend by their place, that stand from `start` and before `end`.
fn between<T>(all: &[T], start: usize, end: usize, place: impl Fn(&T) -> usize) -> &[T] {
    let (from, to) = (all.partition_point(|one| place(one) < start), all.partition_point(|one| place(one) < end));
    &all[from..to.max(from)]
}

struct Examiner<'a> {
    article: &'a Summary,
    lang: String,
    records: FastMap<usize, Record<'a>>,
    /// What the article's title and its headings are about, once a sentence has asked.
    topics: Vec<OnceLock<Topic>>,
}

impl<'a> Examiner<'a> {
    /// Examines a passage; gives its quantities, if they were read.
    fn passage(&mut self, n: usize, passage: &'a Passage, marks: &[Marks], out: &mut Vec<Sentence>) -> Option<Vec<Quantity>> {
        if passage.kind == PassageKind::Heading {
            return None;
        }
        let cites = !passage.citations.is_empty();
        let claims = ledger::is_counted(passage.kind);
        if !cites && !claims {
            return None;
        }
        // Sentences are all of a passage but the space between them.
        let quantities = match marks.iter().copied().reduce(Marks::and) {
            Some(marks) if !marks.may(marks::NUMBER) => Vec::new(),
            Some(_) => quantity::read_marked(&passage.text, &passage.opaque, &self.lang),
            None => quantity::read(&passage.text, &passage.opaque, &self.lang),
        };
        let quotations = if cites { quote::find(&passage.text, &passage.opaque) } else { Vec::new() };
        let mut cited = self.cited(n, passage);
        for (s, (start, end)) in passage.sentences.iter().enumerate() {
            let sources = cited.remove(&s).unwrap_or_default();
            let own: Vec<&Quantity> = between(&quantities, *start, *end, |q| q.span.0).iter().collect();
            let quoted: Vec<(usize, usize)> = between(&quotations, *start + 1, *end + 1, |q| q.1).to_vec();
            if sources.is_empty() && (own.is_empty() || !claims) {
                continue;
            }
            for source in &sources {
                let source = *source;
                let (cited, lang) = (&self.article.sources[source].source, &self.lang);
                self.records.entry(source).or_insert_with(|| Record::new(cited, lang));
            }
            let before = s.checked_sub(1).map_or(*start, |b| passage.sentences[b].0);
            let named = between(&quantities, before, *end, |q| q.span.0).iter().collect();
            let place = Place { passage, sentence: (*start, *end), named, sources: &sources };
            let figures = self.figures(&place, &own);
            let quotations = quoted.into_iter().map(|span| self.quotation(passage, span, &sources)).collect();
            out.push(Sentence { passage: n, sentence: s, figures, quotations, sources });
        }
        Some(quantities)
    }

    /// The sources that each sentence of a passage cites, each once.
    fn cited(&self, n: usize, passage: &Passage) -> FastMap<usize, Vec<usize>> {
        let mut out: FastMap<usize, Vec<usize>> = FastMap::default();
        for citation in passage.citations.iter().map(|(_, c)| &self.article.citations[*c]) {
            if let Some((_, s)) = citation.sentence.filter(|at| at.0 == n) {
                out.entry(s).or_default().extend(citation.items.iter().map(|item| item.number - 1));
            }
        }
        for sources in out.values_mut() {
            sources.sort_unstable();
            sources.dedup();
        }
        out
    }

    fn figures(&self, place: &Place<'_>, own: &[&Quantity]) -> Vec<Figure> {
        if own.is_empty() {
            return Vec::new();
        }
        let shown = |q: &Quantity| q.shown(&place.passage.text).to_owned();
        if place.sources.is_empty() {
            let status = |q: &Quantity| if q.kind == Kind::Figure { Status::Uncited } else { Status::PassedOver };
            return own.iter().map(|q| Figure { quantity: (*q).clone(), shown: shown(q), status: status(q) }).collect();
        }
        let records: Vec<(usize, &Record<'_>)> = place.sources.iter().map(|s| (*s, &self.records[s])).collect();
        let mut found: Vec<Option<(usize, Part)>> = own.iter().map(|q| recorded(q, &records)).collect();
        let stranger = self.is_stranger(place, own, &found, &records);
        if stranger {
            found.iter_mut().for_each(|f| *f = None);
        }
        let words = Words::new(&place.passage.text[place.sentence.0..place.sentence.1]);
        let cues = Cues::new(phrases::of(&self.lang), &words);
        let status = |q: &Quantity, found: &Option<(usize, Part)>| match found {
            Some((source, part)) => Status::Recorded { source: *source, part: *part },
            None if stranger && q.kind != Kind::Small && q.kind != Kind::Name => Status::Missing(Some(STRANGER.to_owned())),
            None => unsupported(q, cues, place, &records),
        };
        own.iter().zip(&found).map(|(q, found)| Figure { quantity: (*q).clone(), shown: shown(q), status: status(q, found) }).collect()
    }

    /// Whether the cited records speak of something else than the sentence, so that a number they share means nothing: they have
    /// no word in common with the sentence, the one before, its heading and the article's title, and no telling number either.
    fn is_stranger(&self, place: &Place<'_>, own: &[&Quantity], found: &[Option<(usize, Part)>], records: &[(usize, &Record<'_>)]) -> bool {
        let telling: usize = own.iter().zip(found).filter(|(_, f)| f.is_some()).map(|(q, _)| digits(q).saturating_sub(1)).sum();
        if telling >= 2 {
            return false;
        }
        let mut topic = Topic::new(&self.lang);
        let from = place.named.first().map_or(place.sentence.0, |q| q.span.0.min(place.sentence.0));
        let behind = place.passage.sentences.partition_point(|s| s.0 <= from);
        let from = behind.checked_sub(1).map_or(from, |last| place.passage.sentences[last].0);
        topic.add(&place.passage.text[from..place.sentence.1]);
        let around = [None, place.passage.heading].into_iter().filter_map(|heading| self.topic(heading));
        let parts: Vec<&Topic> = around.chain([&topic]).collect();
        records.iter().all(|(_, record)| !Topic::any_meets(&parts, record.topic()))
    }

    /// What a heading of the article is about; its title for `None`.
    fn topic(&self, heading: Option<usize>) -> Option<&Topic> {
        let known = self.topics.get(heading.map_or(0, |h| h + 1))?;
        Some(known.get_or_init(|| topic_of(self.article, heading, &self.lang)))
    }

    fn quotation(&self, passage: &Passage, span: (usize, usize), sources: &[usize]) -> Quotation {
        let words = passage.text[span.0..span.1].to_owned();
        if sources.is_empty() {
            return Quotation { span, words, status: Status::Uncited };
        }
        let quoted = Quoted::new(&words);
        let items = || sources.iter().flat_map(|s| self.records[s].items.iter().map(move |item| (*s, item)));
        let found = items().find(|(_, item)| quoted.is_in(item.folded()));
        let status = match found {
            Some((source, item)) => Status::Recorded { source, part: item.part },
            None => Status::Missing(quote::nearest(&words, items().map(|(_, item)| item.text))),
        };
        Quotation { span, words, status }
    }
}

/// What a heading of the article is about; its title for `None`.
fn topic_of(article: &Summary, heading: Option<usize>, lang: &str) -> Topic {
    let mut topic = Topic::new(lang);
    let title = heading.map_or(Some(&article.title), |h| article.headings.get(h).map(|h| &h.title));
    title.into_iter().for_each(|title| topic.add(title));
    topic
}

/// What is said of figures whose evidence is about something else.
pub const STRANGER: &str = "what is recorded there has no word in common with the sentence";

struct Place<'p> {
    passage: &'p Passage,
    sentence: (usize, usize),
    /// Quantities of this sentence and the one before.
    named: Vec<&'p Quantity>,
    sources: &'p [usize],
}

/// Digits of a number that tell it from others: `94.5` has three, `1,000` one.
fn digits(quantity: &Quantity) -> usize {
    if quantity.kind == Kind::Year || quantity.value == 0.0 {
        return 1;
    }
    let whole = (quantity.value / quantity.place).abs().round();
    let text = format!("{whole:.0}");
    text.trim_end_matches('0').len().max(1)
}

/// The first record that bears a quantity out.
fn recorded(claim: &Quantity, records: &[(usize, &Record<'_>)]) -> Option<(usize, Part)> {
    let published =
        |record: &Record<'_>| claim.kind == Kind::Year && record.issued.is_some_and(|y| (f64::from(y) - claim.value).abs() <= 1.0);
    let in_record = |(source, record): &(usize, &Record<'_>)| {
        let item = record.quantities().find(|(_, q)| compare(claim, q) == Match::Yes).map(|(item, _)| item.part);
        item.or_else(|| published(record).then_some(Part::Title)).map(|part| (*source, part))
    };
    records.iter().find_map(in_record)
}

/// Whether a recorded number is a year, or may be one.
fn may_be_year(q: &Quantity) -> bool {
    let whole = q.place == 1.0 && matches!(q.unit, Unit::Bare | Unit::Count) && q.span.1 - q.span.0 == 4;
    q.kind == Kind::Year || whole && (1500.0..2100.0).contains(&q.value)
}

/// What becomes of a quantity that no record bears out.
fn unsupported(claim: &Quantity, cues: Cues, place: &Place<'_>, records: &[(usize, &Record<'_>)]) -> Status {
    let all = || records.iter().flat_map(|(_, r)| r.quantities());
    // A recorded value that the sentence does not name, so that the claimed one can stand in its place.
    let open = |q: &Quantity| !place.named.iter().any(|n| n.kind == q.kind && n.noun == q.noun && n.value == q.value);
    let contradicted = match claim.kind {
        Kind::Figure | Kind::Probability | Kind::Said => true,
        Kind::Year => all().any(|(_, q)| may_be_year(q) && open(q)),
        // A stem of one letter (`p53`, `S2`) is shared by names that have nothing to do with each other.
        Kind::Name => claim.noun.len() > 1 && all().any(|(_, q)| q.kind == Kind::Name && q.noun == claim.noun && open(q)),
        Kind::Small => {
            let same = |q: &Quantity| claim.counts_as(q) && q.unit == Unit::Count && q.kind != Kind::Name;
            all().any(|(_, q)| same(q) && open(q))
        }
    };
    if !contradicted {
        return Status::PassedOver;
    }
    let derived = records.iter().find_map(|(source, record)| Some((*source, derive(claim, cues, &place.named, record)?)));
    if let Some((source, derivation)) = derived {
        return Status::Derived { source, part: derivation.part, how: derivation.how };
    }
    let contrary = all().find(|(_, q)| compare(claim, q) == Match::Contrary);
    let said = contrary.map(|(item, q)| {
        let from = item.text[..q.span.0].char_indices().rev().nth(20).map_or(0, |(at, _)| at);
        format!("the evidence says “{}”", item.text[from..q.span.1].trim())
    });
    Status::Missing(said)
}
