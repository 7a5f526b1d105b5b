//! A source: an entry of `sources:` in a front matter, or of a file in `sources/`.

use super::shape::{any, date, list, one_or_many, pattern, text, text_or, with, word};
use super::{Fields, document, object};
use crate::source::entry::{CITED, STANCES, STATUSES, TYPES};
use serde_json::{Value, json};

/// The schema of a file in `sources/`: a list of sources, or a map of id to source.
pub fn source() -> Value {
    let one = text_or("", object(fields()));
    let schema = json!({
        "definitions": { "source": one },
        "anyOf": [
            { "type": "array", "items": { "$ref": "#/definitions/source" } },
            { "type": "object", "additionalProperties": { "$ref": "#/definitions/source" } },
        ],
    });
    document("Sources of an ibid site", "Sources that articles share: a list, or a map of id to source.", schema)
}

/// `sources:` of a front matter.
pub(super) fn sources(about: &str) -> Value {
    let one = text_or("", object(fields()));
    let map = json!({ "type": "object", "additionalProperties": one });
    with(about, json!({ "anyOf": [list("", one), map] }))
}

/// The keys of a source.
pub(super) fn fields() -> Fields {
    let issued = r"^-?\d{1,4}(-\d{2}(-\d{2})?)?$";
    vec![
        ("id", pattern("The name by which the text cites it: [@id]. Never a bare number.", r"[^0-9]")),
        ("title", text("The title, as the work gives it. In quotes where it holds a colon and a space.")),
        ("finding", text("What the source showed, in one line. Figures of the answer are compared with it.")),
        ("evidence", evidence()),
        ("ref", text("The id of an entry in sources/ or in a bibliography that says what the work is.")),
        ("authors", one_or_many("Who wrote it: names, or {family, given}. “Strutt, J. W.” and “J. W. Strutt” are one.", name())),
        ("author", one_or_many("The same as authors.", name())),
        ("editors", one_or_many("Who edited the work that holds it.", name())),
        ("editor", one_or_many("The same as editors.", name())),
        ("year", pattern("The year in which it appeared.", issued)),
        ("date", pattern("When it appeared, more exactly: 2019-05 or 2019-05-03.", issued)),
        ("container", text("The journal, book or site in which it appeared.")),
        ("publisher", text("Who published it.")),
        ("place", text("Where it was published.")),
        ("edition", text("Edition.")),
        ("volume", text("Volume.")),
        ("issue", text("Issue.")),
        ("pages", text("Pages: 107–120.")),
        ("type", word("What kind of work it is; inferred where it is plain.", &TYPES)),
        ("doi", text("DOI; a pasted https://doi.org/… is one.")),
        ("arxiv", text("arXiv identifier.")),
        ("pmid", text("PubMed identifier.")),
        ("pmcid", text("PubMed Central identifier.")),
        ("isbn", text("ISBN.")),
        ("issn", text("ISSN.")),
        ("url", pattern("Where it is on the web.", "^[Hh][Tt][Tt][Pp][Ss]?://")),
        ("accessed", date("The day on which it was looked at.")),
        ("archived", pattern("Where a copy of it is kept.", "^[Hh][Tt][Tt][Pp][Ss]?://")),
        ("status", word("Whether it has been corrected, doubted, retracted or superseded.", &STATUSES)),
        ("notice", text("The notice that says so: its address or its words.")),
        ("superseded_by", text("What took its place.")),
        ("stance", word("Whether it supports the answer.", &STANCES)),
        ("cited", word("background: it was consulted and need not be cited in the text.", &CITED)),
        ("verified", verified("Who compared the finding with the work, and when.")),
        ("note", text("A remark; the same as notice.")),
    ]
}

/// `{by, on}`.
pub(super) fn verified(about: &str) -> Value {
    with(about, object(vec![("by", text("Who.")), ("on", date("When."))]))
}

fn evidence() -> Value {
    let one = object(vec![
        ("quote", text("The source's own words.")),
        ("figure", text("A figure that it reports.")),
        ("statement", text("What it says, in other words.")),
        ("at", text("Where in the source: p. 12, sec. 3, Abstract.")),
        ("note", text("A remark.")),
    ]);
    one_or_many("What is recorded of the source: quotes, figures and statements that the text may use.", text_or("", one))
}

fn name() -> Value {
    let parts = ["name", "literal", "family", "given", "orcid", "url"];
    let about = |part: &str| match part {
        "name" => text("The whole name."),
        "literal" => text("A name that is not to be taken apart, such as an organisation's."),
        "family" => text("Family name."),
        "given" => text("Given names."),
        "orcid" => text("ORCID iD."),
        _ => any("Address on the web."),
    };
    text_or("", object(parts.map(|part| (part, about(part))).to_vec()))
}
