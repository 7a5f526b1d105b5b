//! One BibTeX entry as a [Source]: which field means what for which entry type.

use super::bibtex::{container_field, publisher_field};
use super::bibtex_read::RawEntry;
use super::latex::{to_text, verbatim};
use super::record::{self, BadIdentifier, Draft};
use super::{forms, journals};
use crate::base::url::decode_strictly;
use crate::source::identifier::{self, Kind};
use crate::source::name::{ET_AL, split_outside};
use crate::source::reference::page_range;
use crate::source::{Form, Issued, Name, Source, SourceType, Status};

/// `entry` as a source, with the identifiers in it that are none.
pub(super) fn source(entry: &RawEntry) -> (Source, Vec<BadIdentifier>) {
    let mut draft = Draft::default();
    let kind = kind(entry);
    let shape = kind.unwrap_or(SourceType::Other);
    let source = &mut draft.source;
    source.id = Some(entry.key.clone()).filter(|k| !k.is_empty());
    source.form = form(entry);
    source.kind = source.form.map(Form::kind).or(kind);
    source.title = title(entry);
    source.authors = entry.fields.get("author").map(|raw| names(raw)).unwrap_or_default();
    source.editors = entry.fields.get("editor").map(|raw| names(raw)).unwrap_or_default();
    source.place = prose(entry, &["address", "location"]);
    source.edition = prose(entry, &["edition"]);
    source.container = container(entry, shape).filter(|held| *held != source.title);
    source.publisher = publisher(entry, shape, source.container.is_some());
    source.volume = prose(entry, &["volume"]);
    source.issue = prose(entry, &["number", "issue"]);
    source.pages = prose(entry, &["pages", "eid"]).map(|p| page_range(&p));
    source.issued = issued(entry);
    (source.status, source.notice) = status(entry);
    identifiers(entry, &mut draft);
    draft.finish()
}

/// The form of work, where the entry type or its subtype names one.
fn form(entry: &RawEntry) -> Option<Form> {
    let subtype = entry.fields.get("entrysubtype").map(|s| s.trim().to_ascii_lowercase());
    match (entry.kind.as_str(), subtype.as_deref()) {
        ("article" | "periodical" | "suppperiodical", Some("magazine")) => Some(Form::Magazine),
        ("unpublished", _) if TALK.iter().any(|field| entry.fields.contains_key(*field)) => Some(Form::Talk),
        (kind, _) => forms::of_bibtex(kind),
    }
}

/// Fields of an event: what was not published and has one was a talk.
const TALK: [&str; 4] = ["eventtitle", "eventdate", "venue", "eventtitleaddon"];

/// The first of `names` that holds text, as prose.
fn prose(entry: &RawEntry, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| entry.fields.get(*name).map(|raw| to_text(raw)).filter(|text| !text.is_empty()))
}

/// The title with its subtitle and what is added to it. An issue of a periodical goes by its own title, where it has one.
fn title(entry: &RawEntry) -> String {
    if is_titled_issue(entry) {
        return with_subtitle(prose(entry, &["issuetitle"]).unwrap_or_default(), prose(entry, &["issuesubtitle"]));
    }
    let main = prose(entry, &["title", "booktitle", "maintitle", "howpublished", "note"]).unwrap_or_else(|| entry.key.clone());
    if !entry.fields.contains_key("title") {
        return main;
    }
    let whole = with_subtitle(main, prose(entry, &["subtitle"]));
    match prose(entry, &["titleaddon"]) {
        Some(more) => format!("{whole}{} {more}", if whole.ends_with(['?', '!', '.']) { "" } else { "." }),
        None => whole,
    }
}

fn with_subtitle(main: String, sub: Option<String>) -> String {
    match sub {
        Some(sub) => format!("{main}{} {sub}", if main.ends_with(['?', '!', ':']) { "" } else { ":" }),
        None => main,
    }
}

fn is_titled_issue(entry: &RawEntry) -> bool {
    entry.kind == "periodical" && entry.fields.contains_key("issuetitle")
}

/// The kind of work; `None` where the entry type does not say (`misc`), so that it is inferred.
fn kind(entry: &RawEntry) -> Option<SourceType> {
    let subtype = entry.fields.get("entrysubtype").map(|s| s.trim().to_ascii_lowercase()).unwrap_or_default();
    match subtype.as_str() {
        "newspaper" | "news" | "magazine" => return Some(SourceType::News),
        "preprint" => return Some(SourceType::Preprint),
        "other" => return Some(SourceType::Other),
        _ => {}
    }
    Some(match entry.kind.as_str() {
        "article" | "periodical" | "suppperiodical" | "inproceedings" | "conference" | "review" => SourceType::Article,
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings" | "reference" | "mvreference" | "manual"
        | "booklet" | "commentary" => SourceType::Book,
        "incollection" | "inbook" | "bookinbook" | "suppbook" | "suppcollection" | "inreference" => SourceType::Chapter,
        "techreport" | "report" => SourceType::Report,
        "phdthesis" | "mastersthesis" | "thesis" => SourceType::Thesis,
        "dataset" | "data" => SourceType::Dataset,
        "online" | "electronic" | "www" => SourceType::Web,
        "software" => SourceType::Software,
        "video" | "movie" => SourceType::Video,
        "newsarticle" => SourceType::News,
        "standard" => SourceType::Standard,
        "patent" | "legislation" | "jurisdiction" | "legal" | "legadminmaterial" => SourceType::Legal,
        _ => return None,
    })
}

fn container(entry: &RawEntry, kind: SourceType) -> Option<String> {
    if is_titled_issue(entry) {
        return prose(entry, &["title"]);
    }
    let held = journal(entry).or_else(|| prose(entry, &["booktitle", "maintitle"]).filter(|_| entry.fields.contains_key("title")));
    held.or_else(|| match container_field(kind) {
        "series" => prose(entry, &["series"]),
        "organization" if entry.kind != "manual" => prose(entry, &["organization"]),
        _ => None,
    })
}

fn journal(entry: &RawEntry) -> Option<String> {
    const NAMES: [&str; 3] = ["journaltitle", "journal", "shortjournal"];
    let typed = NAMES.iter().find_map(|name| entry.fields.get(*name))?;
    journals::of_command(typed).map(str::to_owned).or_else(|| prose(entry, &NAMES))
}

fn publisher(entry: &RawEntry, kind: SourceType, held: bool) -> Option<String> {
    let own = prose(entry, &[publisher_field(kind), "publisher", "institution", "school"]);
    let free = held && container_field(kind) == "organization";
    own.or_else(|| prose(entry, &["organization"]).filter(|_| !free && container_field(kind) != "organization" || entry.kind == "manual"))
        .or_else(|| prose(entry, &["howpublished"]).filter(|text| !text.contains("://") && entry.fields.contains_key("title")))
}

fn issued(entry: &RawEntry) -> Option<Issued> {
    if let Some(date) = entry.fields.get("date").and_then(|d| Issued::parse(&verbatim(d))) {
        return Some(date);
    }
    let year_text = prose(entry, &["year", "date"])?;
    // Of `10–06 2021` the year is what has four digits; of `-300` what stands behind the sign.
    let named = Some(&year_text).filter(|text| !text.starts_with('-')).and_then(|text| record::date(text));
    let year = named.or_else(|| Issued::parse(&year_text)).map(|d| d.year)?;
    let words = prose(entry, &["month"]).unwrap_or_default();
    let month = words
        .split([' ', '-', '/', '–', '.'])
        .find_map(|w| record::month(w).filter(|_| !w.bytes().all(|b| b.is_ascii_digit()) || words.len() <= 2));
    let in_month = words.split([' ', '-', '/', '–']).filter(|_| words.len() > 2).find_map(|w| w.parse::<u8>().ok());
    let day = prose(entry, &["day"]).and_then(|d| d.parse().ok()).or(in_month).filter(|d| (1..=31).contains(d) && month.is_some());
    Some(Issued { year, month, day })
}

fn identifiers(entry: &RawEntry, draft: &mut Draft) {
    let raw = |name: &str| entry.fields.get(name).map(|value| verbatim(value)).filter(|v| !v.is_empty());
    if let Some(doi) = raw("doi") {
        draft.identifier(Kind::Doi, &unencoded(doi));
    }
    if let Some(id) = raw("eprint") {
        let archive = raw("archiveprefix").or_else(|| raw("eprinttype")).unwrap_or_default().to_ascii_lowercase();
        match archive.as_str() {
            "arxiv" => draft.identifier(Kind::Arxiv, &id),
            "pubmed" | "pmid" => draft.identifier(Kind::Pmid, &id),
            "" => draft.source.ids.arxiv = identifier::arxiv(&id).ok(),
            _ => {}
        }
    }
    for (name, kind) in [("arxiv", Kind::Arxiv), ("arxivid", Kind::Arxiv), ("pmid", Kind::Pmid), ("pmcid", Kind::Pmcid)] {
        raw(name).into_iter().for_each(|id| draft.identifier(kind, &id));
    }
    raw("isbn").into_iter().chain(raw("issn")).for_each(|number| draft.serial(&number));
    for name in ["url", "howpublished", "link"] {
        raw(name)
            .filter(|text| text.starts_with("http://") || text.starts_with("https://") || name == "url")
            .into_iter()
            .for_each(|url| draft.url(&url));
    }
    raw("urldate").into_iter().for_each(|day| draft.accessed(&day));
    if draft.source.ids.arxiv.is_none() {
        draft.source.ids.arxiv = arxiv_in_journal(entry);
    }
}

/// A bare DOI with its percent-encoding undone (a `%` of its own is written `%25`: DOI Handbook, section 3.8), where that gives a DOI.
fn unencoded(doi: String) -> String {
    let decoded = decode_strictly(&doi).filter(|decoded| doi.starts_with("10.") && identifier::doi(decoded).is_ok());
    decoded.unwrap_or(doi)
}

/// The id in `journal = {arXiv preprint arXiv:2107.10833}` (Google Scholar) or `volume = {abs/2107.10833}` (DBLP).
fn arxiv_in_journal(entry: &RawEntry) -> Option<String> {
    let journal = prose(entry, &["journaltitle", "journal"])?;
    let volume = prose(entry, &["volume"]).unwrap_or_default();
    if journal == "CoRR" {
        return volume.strip_prefix("abs/").and_then(|id| identifier::arxiv(id).ok());
    }
    let lower = journal.to_ascii_lowercase();
    let at = lower.rfind("arxiv:").filter(|_| lower.starts_with("arxiv"))?;
    identifier::arxiv(&journal[at..]).ok()
}

/// What [super::bibtex::write] put into `note`.
fn status(entry: &RawEntry) -> (Status, Option<String>) {
    let note = prose(entry, &["note"]).unwrap_or_default();
    let (word, notice) = note.split_once(": ").map_or((note.as_str(), None), |(word, notice)| (word, Some(notice.to_owned())));
    let status = match word {
        "Corrected" => Status::Corrected,
        "Expression of concern" => Status::Concern,
        "Retracted" => Status::Retracted,
        "Superseded" => Status::Superseded,
        _ => return (Status::Ok, None),
    };
    (status, notice)
}

/// Names of a field such as `author`: parted by `and`, in BibTeX's forms or biblatex's `family=…, given=…`.
fn names(raw: &str) -> Vec<Name> {
    split_outside(raw, " and ").into_iter().map(str::trim).filter(|n| !n.is_empty()).map(name).collect()
}

fn name(raw: &str) -> Name {
    if raw.eq_ignore_ascii_case("others") {
        return Name::Literal(ET_AL.to_owned());
    }
    if is_one_group(raw) {
        return Name::Literal(to_text(raw));
    }
    let parts: Vec<&str> = split_outside(raw, ",").into_iter().map(str::trim).collect();
    if let Some(name) = keyed_name(&parts) {
        return name;
    }
    match parts.as_slice() {
        [one] => in_reading_order(one),
        [family, given] => person(to_text(family), to_text(given)),
        [family, "", given, ..] | [family, given, ""] => person(to_text(family), to_text(given)),
        [family, suffix, given, ..] => person(to_text(family), format!("{}, {}", to_text(given), to_text(suffix))),
        [] => Name::Literal(to_text(raw)),
    }
}

fn person(family: String, given: String) -> Name {
    let given = apart(&given);
    match (family.is_empty(), given.is_empty()) {
        (false, false) => Name::Person { family, given },
        (true, _) => Name::Literal(given),
        (_, true) => Name::Literal(family),
    }
}

/// Initials with a space between them: `K.T.` as `K. T.`.
fn apart(given: &str) -> String {
    let mut out = String::with_capacity(given.len() + 4);
    let mut chars = given.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '.' && before.is_uppercase() && chars.peek().is_some_and(|next| next.is_uppercase()) {
            out.push(' ');
        }
        before = c;
    }
    out
}

/// Whether one pair of braces holds all of `raw`.
fn is_one_group(raw: &str) -> bool {
    let mut depth = 0usize;
    for (at, byte) in raw.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at > 0 && at + 1 == raw.len();
        }
    }
    false
}

/// biblatex's extended form: `family=Berg, prefix=van den, given=Jan`.
fn keyed_name(parts: &[&str]) -> Option<Name> {
    let pairs: Vec<(&str, &str)> =
        parts.iter().filter_map(|p| p.split_once('=')).map(|(k, v)| (k.trim(), v.trim().trim_matches('"'))).collect();
    let get = |key: &str| pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| to_text(v));
    let family = get("family")?;
    let family = get("prefix").map_or_else(|| family.clone(), |prefix| format!("{prefix} {family}"));
    let given = get("given").unwrap_or_default();
    Some(person(family, get("suffix").map_or_else(|| given.clone(), |suffix| format!("{given}, {suffix}"))))
}

/// Ties (`~`, but not the accent `\~`) and line ends as spaces.
fn untied(raw: &str) -> String {
    let mut escaped = false;
    let spaced = |c: char| {
        let tie = (c == '~' && !escaped) || matches!(c, '\n' | '\t' | '\r');
        escaped = c == '\\' && !escaped;
        if tie { ' ' } else { c }
    };
    raw.chars().map(spaced).collect()
}

/// `Given von Family`: the family name starts at the first word in lower case, else it is the last word (BibTeXing, section 4).
fn in_reading_order(raw: &str) -> Name {
    let spaced = untied(raw);
    let words: Vec<&str> = split_outside(&spaced, " ").into_iter().filter(|w| !w.is_empty()).collect();
    let Some(last) = words.len().checked_sub(1) else { return Name::Literal(to_text(raw)) };
    let lower = |word: &str| !word.starts_with('{') && to_text(word).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    let at = words[..last].iter().position(|w| lower(w)).unwrap_or(last);
    person(to_text(&words[at..].join(" ")), to_text(&words[..at].join(" ")))
}
