//! From typed values to finished ones, with everything that is wrong in them.

use super::{RawEvidence, RawSource, RawSources, RawVerified};
use crate::base::date::Date;
use crate::base::near::nearest;
use crate::base::yaml::{Fault, Outline, Step, one_line};
use crate::source::formats::without_tags;
use crate::source::reference::page_range;
use crate::source::{
    Cited, Evidence, EvidenceKind, Form, Issued, Source, SourceType, Stance, Status, Verified, address, identifier, infer,
};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Turns typed values into finished ones, and notes what is wrong with them.
pub struct Reader<'r> {
    /// Where everything stands.
    pub outline: &'r Outline,
    /// What was found wrong.
    pub faults: &'r mut Vec<Fault>,
}

impl Reader<'_> {
    /// Notes a fault of the value at a path.
    pub fn fault(&mut self, rule: &'static str, path: &[Step<'_>], message: String, help: String) {
        self.faults.push(Fault::new(rule, self.outline.span(path), message).help(help));
    }

    /// Whether a part of the entry at a path could not be read: what it lacks may stand there.
    fn is_broken(&self, path: &[Step<'_>]) -> bool {
        let Some(whole) = self.outline.find(path).map(|n| self.outline.whole(n)) else { return false };
        self.faults.iter().any(|f| f.rule == "yaml-syntax" && !f.warning && whole.contains(f.span))
    }

    /// A date.
    pub fn date(&mut self, path: &[Step<'_>], text: Option<String>) -> Option<Date> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.fault("date-format", path, format!("`{text}` is no date"), "write year, month and day, such as 2026-01-31".to_owned());
        }
        date
    }

    /// One of some words.
    pub fn word<T: Copy>(&mut self, path: &[Step<'_>], text: Option<String>, words: &[(&str, T)]) -> Option<T> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        let found = words.iter().find(|(w, _)| w.eq_ignore_ascii_case(text.trim())).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(w, _)| *w).collect();
            let help = match nearest(&text, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it can be {}", known.join(", ")),
            };
            self.fault("unknown-value", path, format!("`{text}` is not known here"), help);
        }
        found
    }

    /// Who looked, and when.
    pub fn verified(&mut self, path: &[Step<'_>], raw: Option<RawVerified>) -> Option<Verified> {
        let raw = raw?;
        let mut on_path = path.to_vec();
        on_path.push(Step::Key("on"));
        Some(Verified { by: text(raw.by).unwrap_or_default(), on: self.date(&on_path, raw.on) })
    }

    /// The sources of a list or map that stands at `path`.
    pub fn sources(&mut self, path: &[Step<'_>], raw: RawSources) -> Vec<Source> {
        self.sources_beside(&mut HashSet::new(), path, raw)
    }

    /// A list beside others: `ids` are those that these have.
    pub fn sources_beside(&mut self, ids: &mut HashSet<String>, path: &[Step<'_>], raw: RawSources) -> Vec<Source> {
        let mut out: Vec<Source> = Vec::with_capacity(raw.0.len());
        for (n, entry) in raw.0.into_iter().enumerate() {
            let mut at = path.to_vec();
            at.push(entry.key.as_deref().map_or(Step::Item(n), Step::Key));
            let source = self.source(&at, entry.source, entry.key.clone());
            if let Some(id) = source.id.as_ref().filter(|id| !ids.insert((*id).clone())) {
                at.push(Step::Key("id"));
                self.fault("duplicate-source", &at, format!("two sources have the id `{id}`"), "give one of them another id".to_owned());
            }
            out.push(source);
        }
        out
    }

    /// One source.
    pub fn source(&mut self, path: &[Step<'_>], raw: RawSource, key: Option<String>) -> Source {
        let mut below = Below::new(path);
        let id = self.id(path, text(raw.id).or(key));
        let title = text(raw.title).map(|typed| without_tags(&typed)).unwrap_or_default();
        let reference = text(raw.reference);
        if title.is_empty() && reference.is_none() && !self.is_broken(path) {
            let name = id.as_ref().map_or("a source".to_owned(), |id| format!("the source `{id}`"));
            let help = "give it a `title:`, or a `ref:` to an entry in sources/".to_owned();
            self.fault("source-title-missing", path, format!("{name} has no title"), help);
        }
        let url = self.address(below.at("url"), text(raw.url));
        let form = raw.kind.as_deref().and_then(Form::from_word);
        let mut source = Source {
            id,
            title,
            reference,
            finding: text(raw.finding),
            evidence: raw.evidence.unwrap_or_default().0.into_iter().filter_map(evidence).collect(),
            editors: raw.editors.unwrap_or_default().0.into_iter().map(|n| n.0).collect(),
            authors: raw.authors.unwrap_or_default().0.into_iter().map(|n| n.0).collect(),
            issued: self.issued(below.at("date"), text(raw.date)).or_else(|| self.issued(below.at("year"), text(raw.year))),
            container: text(raw.container).map(|typed| without_tags(&typed)),
            publisher: text(raw.publisher),
            place: text(raw.place),
            edition: text(raw.edition),
            volume: text(raw.volume),
            issue: text(raw.issue),
            pages: text(raw.pages).map(|typed| page_range(&typed)),
            kind: self.word(below.at("type"), raw.kind, &TYPES),
            form,
            accessed: self.date(below.at("accessed"), raw.accessed),
            archived: self.address(below.at("archived"), text(raw.archived)),
            status: self.word(below.at("status"), raw.status, &STATUSES).unwrap_or_default(),
            notice: text(raw.notice).or_else(|| text(raw.note)),
            superseded_by: text(raw.superseded_by),
            stance: self.word(below.at("stance"), raw.stance, &STANCES),
            cited: self.word(below.at("cited"), raw.cited, &CITED).unwrap_or_default(),
            verified: self.verified(below.at("verified"), raw.verified),
            ..Source::default()
        };
        source.ids.doi = self.identifier(below.at("doi"), raw.doi, identifier::doi);
        source.ids.arxiv = self.identifier(below.at("arxiv"), raw.arxiv, identifier::arxiv);
        source.ids.pmid = self.identifier(below.at("pmid"), raw.pmid, identifier::pmid);
        source.ids.pmcid = self.identifier(below.at("pmcid"), raw.pmcid, identifier::pmcid);
        source.ids.isbn = self.identifier(below.at("isbn"), raw.isbn, identifier::isbn);
        source.ids.issn = self.identifier(below.at("issn"), raw.issn, identifier::issn);
        source.url = url;
        source.complete();
        source
    }

    /// An id that citations can carry, and that is no bare number.
    fn id(&mut self, path: &[Step<'_>], id: Option<String>) -> Option<String> {
        let id = id?;
        let mut at = path.to_vec();
        at.push(Step::Key("id"));
        if id.bytes().all(|b| b.is_ascii_digit()) {
            let help = format!("begin it with a letter, such as `source{id}`; by number a source is cited by its place");
            self.fault("source-id", &at, format!("the id `{id}` is a bare number"), help);
            return None;
        }
        if id.contains(['[', ']', '{', '}', '^']) || id.contains(char::is_whitespace) || id.contains(';') {
            let fixed = crate::base::slug::slugify(&id);
            self.fault("source-id", &at, format!("the id `{id}` has a character that a citation cannot hold"), format!("write `{fixed}`"));
        }
        Some(id)
    }

    fn identifier(&mut self, path: &[Step<'_>], typed: Option<String>, normal: fn(&str) -> Result<String, String>) -> Option<String> {
        let typed = text(typed)?;
        match normal(&typed) {
            Ok(id) => Some(id),
            Err(why) => {
                self.fault(
                    "malformed-identifier",
                    path,
                    format!("`{typed}` cannot be right: {why}"),
                    "compare it with the source".to_owned(),
                );
                None
            }
        }
    }

    fn address(&mut self, path: &[Step<'_>], url: Option<String>) -> Option<String> {
        let url = url?;
        let lower = url.to_ascii_lowercase();
        let web = lower.starts_with("https://") || lower.starts_with("http://");
        if !web || url.contains(char::is_whitespace) || crate::base::url::link_kind(&url) != crate::base::url::LinkKind::External {
            self.fault("malformed-url", path, format!("`{url}` is no web address"), "write it whole, beginning with https://".to_owned());
            return None;
        }
        Some(url)
    }

    /// `2019`, `2019-05` or `2019-05-03`.
    fn issued(&mut self, path: &[Step<'_>], typed: Option<String>) -> Option<Issued> {
        let typed = typed?;
        let read = issued(&typed);
        if read.is_none() {
            self.fault("date-format", path, format!("`{typed}` is no year and no date"), "write 2019, 2019-05 or 2019-05-03".to_owned());
        }
        read
    }
}

/// Paths of the keys of one mapping, one at a time.
struct Below<'p>(Vec<Step<'p>>);

impl<'p> Below<'p> {
    fn new(path: &[Step<'p>]) -> Self {
        Self([path, &[Step::Key("")]].concat())
    }

    fn at(&mut self, key: &'p str) -> &[Step<'p>] {
        if let Some(last) = self.0.last_mut() {
            *last = Step::Key(key);
        }
        &self.0
    }
}

/// Reads `2019`, `2019-05` or `2019-05-03`.
pub fn issued(text: &str) -> Option<Issued> {
    let text = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(Issued { year: i32::from(date.year()), month: u8::try_from(date.month()).ok(), day: u8::try_from(date.day()).ok() });
    }
    let (year, month) = match text.split_once('-').filter(|(y, _)| !y.is_empty()) {
        Some((year, month)) => (year, Some(month.parse::<u8>().ok().filter(|m| month.len() == 2 && (1..=12).contains(m))?)),
        None => (text, None),
    };
    let digits = year.strip_prefix('-').unwrap_or(year);
    let shaped = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let year = year.parse().ok().filter(|_| shaped)?;
    Some(Issued { year, month, day: None })
}

fn evidence(raw: RawEvidence) -> Option<Evidence> {
    let kinds = [(EvidenceKind::Quote, raw.quote), (EvidenceKind::Figure, raw.figure), (EvidenceKind::Statement, raw.statement)];
    let (kind, words) = kinds.into_iter().find_map(|(kind, words)| Some((kind, lines(words)?)))?;
    Some(Evidence { kind, text: words, at: text(raw.at), note: text(raw.note) })
}

/// Text that says something, in one line: a title, a name or a place has no line ends of its own.
pub fn text(value: Option<String>) -> Option<String> {
    lines(Some(one_line(&value?).into_owned()))
}

/// Text that says something, in as many lines as it is typed in.
pub fn lines(value: Option<String>) -> Option<String> {
    value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

/// The words of `type`: kinds, and forms with the kind that each is.
pub(crate) static TYPES: LazyLock<Vec<(&str, SourceType)>> = LazyLock::new(|| {
    let kinds = SourceType::ALL.into_iter().map(|kind| (kind.word(), kind));
    kinds.chain(Form::ALL.into_iter().map(|form| (form.word(), form.kind()))).collect()
});
pub(crate) const STATUSES: [(&str, Status); 5] = [
    ("ok", Status::Ok),
    ("corrected", Status::Corrected),
    ("concern", Status::Concern),
    ("retracted", Status::Retracted),
    ("superseded", Status::Superseded),
];
pub(crate) const STANCES: [(&str, Stance); 4] =
    [("supports", Stance::Supports), ("contrasts", Stance::Contrasts), ("mixed", Stance::Mixed), ("background", Stance::Background)];
pub(crate) const CITED: [(&str, Cited); 2] = [("required", Cited::Required), ("background", Cited::Background)];

impl Source {
    /// Fills in what follows from what is given: identifiers that the address holds, and the kind of work where it is not in doubt.
    pub fn complete(&mut self) {
        if let Some(url) = &self.url {
            let found = address::from_url(url);
            let ids = &mut self.ids;
            ids.doi = ids.doi.take().or(found.doi);
            ids.arxiv = ids.arxiv.take().or(found.arxiv);
            ids.pmid = ids.pmid.take().or(found.pmid);
            ids.pmcid = ids.pmcid.take().or(found.pmcid);
        }
        if self.kind.is_none() && self.reference.is_none() {
            self.kind = Some(infer::kind_of(self)).filter(|kind| *kind != SourceType::Other);
        }
    }
}
