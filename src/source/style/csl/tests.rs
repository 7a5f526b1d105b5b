//! The style cut down for a kind of item prints what the whole style prints.

use super::{Csl, item, names, specialise};
use crate::base::path::SitePath;
use crate::source::formats::read;
use crate::source::{Form, Source, SourceType};

/// Twenty references that have most kinds and fields.
const REFERENCES: &str = include_str!("../../../../tests/spec/source/styles/references.bib");

/// What the style prints of a source when cut down and when whole, where these differ.
fn difference(style: &Csl, source: &Source) -> Option<(String, String)> {
    let json = item::json(source);
    let fields = json.as_object()?;
    specialise::signature(fields)?;
    let cut = style.render(&specialise::specialised(&style.style, fields), json.clone(), "en");
    let whole = style.render(&style.style, json, "en");
    (cut != whole).then_some((cut, whole))
}

/// `source` with one field less, for each of its fields, and as every kind and form.
fn variants(source: &Source) -> Vec<Source> {
    let lesser: [fn(&mut Source); 12] = [
        |s| s.authors.clear(),
        |s| s.editors.clear(),
        |s| (s.authors.clear(), s.editors.clear()).0,
        |s| s.issued = None,
        |s| s.container = None,
        |s| s.publisher = None,
        |s| s.place = None,
        |s| s.edition = None,
        |s| s.volume = None,
        |s| s.pages = None,
        |s| s.url = None,
        |s| s.ids = Default::default(),
    ];
    let with = |change: &dyn Fn(&mut Source)| {
        let mut other = source.clone();
        change(&mut other);
        other
    };
    let fewer = lesser.iter().map(|less| with(less));
    let kinds = SourceType::ALL.into_iter().map(|kind| with(&|s| (s.kind, s.form) = (Some(kind), None)));
    let forms = Form::ALL.into_iter().map(|form| with(&|s| (s.kind, s.form) = (Some(form.kind()), Some(form))));
    fewer.chain(kinds).chain(forms).collect()
}

#[test]
fn a_style_cut_down_prints_what_the_whole_style_prints() {
    let sources = read(&SitePath::new("references.bib"), REFERENCES).value;
    assert_eq!(sources.len(), 20);
    let many: Vec<Source> = sources.iter().flat_map(variants).collect();
    let mut compared = 0;
    for name in names() {
        let Some(style) = Csl::named(name) else { continue };
        let thorough = ["american-psychological-association", "modern-language-association"].contains(&name);
        for source in if thorough { &many } else { &sources } {
            assert_eq!(difference(&style, source), None, "{name} {source:?}");
            compared += 1;
        }
    }
    assert!(compared > 3_000, "{compared}");
}
