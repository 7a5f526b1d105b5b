//! The front matter of an article.

use super::shape::{any, date, list, one_or_many, pattern, switch, text, text_or, with, word};
use super::{Fields, document, object, source};
use crate::article::front_matter::{CERTAINTIES, CHANGES, METHODS, NUMBERINGS, VERDICTS};
use crate::check;
use serde_json::{Value, json};

/// The schema of an article's front matter.
pub fn article() -> Value {
    document("Front matter of an ibid article", "What stands between the lines `---` at the top of an article.", object(fields()))
}

/// The keys of a front matter.
fn fields() -> Fields {
    vec![
        ("title", text("The question. In quotes where it holds a colon and a space.")),
        ("question", text("The same as title.")),
        ("description", text("One sentence that answers, for lists and search engines.")),
        ("answer", text("The direct answer, as Markdown, where it does not stand before the first ##.")),
        ("verdict", word("The answer in a word.", &VERDICTS)),
        ("certainty", word("How sure the answer is.", &CERTAINTIES)),
        ("certainty_reason", text("Why it is as sure as that.")),
        ("slug", text("The last part of the address, in place of the file's name.")),
        ("lang", text("The language: en, pt-BR, zh-Hant (BCP 47).")),
        ("translation_of", text("The path of the article that this one translates.")),
        ("aliases", one_or_many("Former addresses, which lead here: /old/place/.", text(""))),
        ("topics", one_or_many("Topics; each has a page.", text(""))),
        ("series", text("A series that the article belongs to.")),
        ("date", date("When it was first published.")),
        ("updated", date("When it was last changed.")),
        ("reviewed", date("When it was last reviewed.")),
        ("review_every", pattern("How often it is to be reviewed: 90d, 6mo, 1y.", r"^\d+(d|mo|y)$")),
        ("expires", date("From when on it is no longer published.")),
        ("authors", one_or_many("Who wrote it: names, or {name, url, orcid}.", author())),
        ("author", one_or_many("The same as authors.", author())),
        ("reviewed_by", one_or_many("Who reviewed it.", person())),
        ("draft", switch("true: not published, but with --drafts.")),
        ("provenance", provenance()),
        ("changes", list("Corrections, updates and retractions, with their days.", change())),
        ("numbering", word("Whether sources are numbered as declared, or as they appear in the text.", &NUMBERINGS)),
        ("sources", source::sources("What the text cites: a list, or a map of id to source. The order is kept.")),
        ("bibliography", one_or_many("Bibliography files, from this article's folder.", text(""))),
        ("references", list("Sources as Pandoc knows them (CSL).", any(""))),
        ("nocite", one_or_many("Works that are listed as consulted, without being cited: `@key, @other`, or `@*`.", text(""))),
        ("allow", list("Rules that this article need not keep, each with a reason.", waiver())),
        ("related", one_or_many("Related articles, by their paths.", text(""))),
        ("math", switch("Whether $…$ is mathematics.")),
        ("narrative", switch("Whether @key in running text is a citation.")),
        ("extra", any("Free values, for themes.")),
        ("tags", one_or_many("The same as topics, as other tools call them.", text(""))),
        ("keywords", one_or_many("The same as topics, as other tools call them.", text(""))),
        ("affiliations", any("Of papers for other tools; says nothing to ibid.")),
    ]
}

/// A person in full.
fn parts() -> Fields {
    vec![("name", text("Name.")), ("url", text("Address on the web.")), ("orcid", text("ORCID iD."))]
}

fn person() -> Value {
    text_or("", object(parts()))
}

/// An author: papers for other tools give further keys, which are passed over.
pub(super) fn author() -> Value {
    let mut full = object(parts());
    full["additionalProperties"] = json!(true);
    text_or("", full)
}

fn provenance() -> Value {
    let fields = vec![
        ("method", word("By whom or what the text was made.", &METHODS)),
        ("statement", text("A sentence, shown as it stands.")),
        ("tools", one_or_many("Tools used.", text(""))),
        ("model", text("Model used.")),
        ("human_review", source::verified("Who looked it over, and when.")),
    ];
    text_or("How the text was made: a sentence, or the details.", object(fields))
}

fn change() -> Value {
    object(vec![("date", date("When.")), ("kind", word("What kind of change.", &CHANGES)), ("note", text("What was changed."))])
}

fn waiver() -> Value {
    let names: Vec<&str> = check::all().map(|rule| rule.name).filter(|name| check::can_be_waived(name)).collect();
    let rule = with("The rule's name.", json!({ "enum": names }));
    object(vec![("rule", rule), ("reason", text("Why it is right here.")), ("until", date("The last day on which this holds."))])
}
