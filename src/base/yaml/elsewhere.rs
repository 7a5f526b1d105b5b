//! Keys as other programs call them: what a writer who comes from Hugo, Zola, Jekyll, Quarto or a reference manager types.

/// A key elsewhere, in lower case and without `-` and `_`, and what it is called here: the first that may stand there.
const NAMES: [(&str, &[&str]); 40] = [
    ("lastmod", &["updated"]),
    ("lastmodified", &["updated"]),
    ("lastmodifiedat", &["updated"]),
    ("datemodified", &["updated"]),
    ("modified", &["updated"]),
    ("publishdate", &["date"]),
    ("published", &["date"]),
    ("publishedat", &["date"]),
    ("datepublished", &["date"]),
    ("created", &["date"]),
    ("expirydate", &["expires"]),
    ("summary", &["description", "finding"]),
    ("excerpt", &["description", "finding"]),
    ("subtitle", &["description"]),
    ("abstract", &["description", "finding"]),
    ("keyfinding", &["finding"]),
    ("category", &["topics"]),
    ("categories", &["topics"]),
    ("subject", &["topics"]),
    ("subjects", &["topics"]),
    ("permalink", &["slug"]),
    ("path", &["slug"]),
    ("redirectfrom", &["aliases"]),
    ("redirects", &["aliases"]),
    ("locale", &["lang"]),
    ("name", &["title"]),
    ("headline", &["title"]),
    ("corrections", &["changes"]),
    ("changelog", &["changes"]),
    ("citations", &["sources"]),
    ("cites", &["sources"]),
    ("works", &["sources"]),
    ("reviewer", &["reviewed_by"]),
    ("journal", &["container"]),
    ("booktitle", &["container"]),
    ("website", &["container"]),
    ("number", &["issue"]),
    ("link", &["url"]),
    ("href", &["url"]),
    ("menu", &["nav"]),
];

/// What a key that another program has is called among the `known` ones.
pub fn own_name(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let bare: String = key.chars().filter(|c| !matches!(c, '-' | '_')).collect::<String>().to_lowercase();
    let (_, names) = NAMES.iter().find(|(elsewhere, _)| *elsewhere == bare)?;
    names.iter().find_map(|name| known.iter().find(|k| *k == name)).copied()
}

#[cfg(test)]
#[test]
fn the_first_name_that_may_stand_there() {
    assert_eq!(own_name("publishDate", &["title", "date"]), Some("date"));
    assert_eq!(own_name("redirect_from", &["aliases"]), Some("aliases"));
    assert_eq!(own_name("summary", &["id", "finding"]), Some("finding"));
    assert_eq!(own_name("summary", &["title"]), None);
    assert_eq!(own_name("weight", &["title"]), None);
}
