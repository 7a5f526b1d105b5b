//! Any text as citations: groups lie in order inside the text and are read from it as they stand; pasted marks likewise.
#![no_main]

use ibid::article::citation::{TypedTarget, find_key, groups, parse_group, without_citations};
use ibid::article::pasted;
use ibid::base::span::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let whole = Span::new(0, text.len());
    let mut before = 0;
    for group in groups(text, whole) {
        assert!(group.start >= before && group.end > group.start && text.get(group.start..group.end).is_some());
        before = group.end;
        let Some(typed) = parse_group(text, group) else { continue };
        assert!(typed.raw == group.slice(text) && !typed.items.is_empty());
        for item in &typed.items {
            assert!(group.contains(item.span) && text.get(item.span.start..item.span.end).is_some(), "{item:?}");
            if let TypedTarget::Key(key) = &item.target {
                assert!(item.span.slice(text).contains(key.as_str()), "{item:?}");
            }
        }
    }
    let mut from = 0;
    while let Some(key) = find_key(text, from, text.len()) {
        assert!(key.start <= key.sign && key.sign < key.end && key.end <= text.len() && key.sign >= from);
        assert!(text.get(key.start..key.end).is_some_and(|t| t.contains('@')));
        from = key.end;
    }
    let mut before = 0;
    for mark in pasted::find(text, &[whole], 5) {
        assert!(mark.span.start >= before && mark.span.end > mark.span.start && text.get(mark.span.start..mark.span.end).is_some());
        before = mark.span.end;
    }
    if let Some(without) = without_citations(text, 5, &["a".to_owned()]) {
        assert!(without.len() < text.len());
    }
});
