//! Citation marks of chat tools that were pasted with the text: they look like citations and point to nothing.
//!
//! [find] looks at prose alone: the caller gives the spans that the Markdown parser read as running text. A mark that names
//! a number (`【2†source】`, `[[2]]`, `[^2^]`, `（2）`, `［２］`, `[cite: 2]`) may be meant for the source of that number; one
//! that names a place in the tool's own memory (`turn0search0`, `oaicite:0`) is meant for none.

use crate::base::span::Span;

/// One pasted mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// Where it stands.
    pub span: Span,
    /// The numbers that it names, from 1; none where it names a place in a tool's memory.
    pub numbers: Vec<usize>,
}

/// The pasted marks in the given spans of `text`, in order. `sources` is how many sources the article lists: without any, a
/// number in brackets of full width is text.
pub fn find(text: &str, prose: &[Span], sources: usize) -> Vec<Pasted> {
    let mut out = Vec::new();
    for span in prose {
        let slice = span.slice(text);
        let begins = Begins::of(slice);
        let mut at = 0;
        while let Some(found) = slice.as_bytes()[at..].iter().position(|b| begins.0[usize::from(*b)]) {
            at += found;
            match mark(slice, at, sources) {
                Some((length, numbers)) => {
                    out.push(Pasted { span: Span::new(at, at + length).shifted(span.start), numbers });
                    at += length;
                }
                None => at += slice[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
    }
    out
}

/// The bytes with which marks begin in a text. Letters are among them only where the text holds what such marks hold.
struct Begins([bool; 256]);

impl Begins {
    fn of(text: &str) -> Self {
        let mut begins = [false; 256];
        // The first bytes of `【`, `（` and `［`, and of the private area.
        [b'[', 0xe3, 0xef, 0xee].into_iter().for_each(|b| begins[usize::from(b)] = true);
        if text.contains("turn") {
            [b'c', b't'].into_iter().for_each(|b| begins[usize::from(b)] = true);
        }
        if text.contains("oai") {
            [b':', b'o'].into_iter().for_each(|b| begins[usize::from(b)] = true);
        }
        Self(begins)
    }
}

/// The numbers that a mark names, read by itself.
pub fn named(mark_text: &str) -> Vec<usize> {
    let wide = mark_text.strip_prefix('（').and_then(|m| m.strip_suffix('）'));
    match wide.or_else(|| mark_text.strip_prefix('［').and_then(|m| m.strip_suffix('］'))) {
        Some(inner) => numbers(inner),
        None => mark(mark_text, 0, usize::MAX).map(|(_, numbers)| numbers).unwrap_or_default(),
    }
}

/// The mark that begins at `at`, if one does: its length and the numbers that it names.
fn mark(text: &str, at: usize, sources: usize) -> Option<(usize, Vec<usize>)> {
    let rest = &text[at..];
    match rest.chars().next()? {
        '【' => lenticular(rest),
        '（' => full_width(text, at, '）', sources),
        '［' => full_width(text, at, '］', sources),
        '[' if rest.starts_with("[[") && text[..at].ends_with('[') => None,
        '[' => bracketed(rest).or_else(|| full_width_digits(rest, sources)),
        ':' => rest.strip_prefix(":contentReference[oaicite:").and_then(|r| end_of(rest, r, '}')),
        '\u{e200}' => private(rest),
        'c' | 't' if !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) => memory(rest),
        'o' => rest.strip_prefix("oai_citation:").and_then(|r| end_of(rest, r, '‡')),
        _ => None,
    }
}

/// Where the first `close` stands in the first `most` bytes of `text`: a mark is short, and where none ends the whole rest of a
/// text is not searched for each that begins.
fn find_near(text: &str, close: char, most: usize) -> Option<usize> {
    text.char_indices().take_while(|(at, _)| *at < most).find(|(_, c)| *c == close).map(|(at, _)| at)
}

/// A mark that runs to `close`; it names no source.
fn end_of(rest: &str, inner: &str, close: char) -> Option<(usize, Vec<usize>)> {
    let end = find_near(inner, close, 80)?;
    Some((rest.len() - inner.len() + end + close.len_utf8(), Vec::new()))
}

/// `【1†source】`, `【12†L5-L9】`; `【4:0†report.pdf】` names a place in the tool's memory.
fn lenticular(rest: &str) -> Option<(usize, Vec<usize>)> {
    let end = find_near(rest, '】', 120)?;
    let inner = &rest['【'.len_utf8()..end];
    let (number, _) = inner.split_once('†')?;
    Some((end + '】'.len_utf8(), numbers(number)))
}

/// `[[1]]`, `[^1^]`, `[1†L2-L5]`, `[cite: 1, 2]`, `[citation:3]`, `[oaicite:0]`, `[cite_start]`.
fn bracketed(rest: &str) -> Option<(usize, Vec<usize>)> {
    if let Some(inner) = rest.strip_prefix("[[") {
        let end = find_near(inner, ']', 80).filter(|end| inner[*end..].starts_with("]]"))?;
        let found = numbers(&inner[..end]);
        let link = inner[end + 2..].starts_with(['(', '[']);
        return (!found.is_empty() && !link).then_some((end + 4, found));
    }
    let end = find_near(rest, ']', 80)?;
    let inner = &rest[1..end];
    let length = end + 1;
    if let Some(number) = inner.strip_prefix('^').and_then(|i| i.strip_suffix('^')) {
        let found = numbers(number);
        return (!found.is_empty()).then_some((length, found));
    }
    if let Some((number, _)) = inner.split_once('†') {
        return Some((length, numbers(number)));
    }
    if matches!(inner, "cite_start" | "cite_end") || inner.starts_with("oaicite:") || inner.starts_with("web:") {
        return Some((length, Vec::new()));
    }
    let named = ["cite:", "citation:", "Citation:"].iter().find_map(|word| inner.strip_prefix(word))?;
    let found = numbers(named);
    (!found.is_empty()).then_some((length, found))
}

/// `[１]`: plain brackets around digits of full width.
fn full_width_digits(rest: &str, sources: usize) -> Option<(usize, Vec<usize>)> {
    let end = find_near(rest, ']', 40)?;
    let inner = &rest[1..end];
    let wide = inner.contains(|c: char| ('０'..='９').contains(&c));
    let found = numbers(inner);
    (wide && all_known(&found, sources)).then_some((end + 1, found))
}

/// `（1）` and `［１］` behind the words of a clause: at the beginning of one it numbers an item, behind “式” a formula.
fn full_width(text: &str, at: usize, close: char, sources: usize) -> Option<(usize, Vec<usize>)> {
    let rest = &text[at..];
    let open = rest.chars().next()?;
    let end = find_near(rest, close, 40)?;
    let found = numbers(&rest[open.len_utf8()..end]);
    if !all_known(&found, sources) {
        return None;
    }
    let length = end + close.len_utf8();
    if open == '（' {
        let before = text[..at].chars().next_back();
        let behind = rest[length..].chars().next();
        let in_clause = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '”' | '」' | '）' | '％' | '%'));
        let names_part = before.is_some_and(|c| "式图圖表图条條项項款节節章号號注例図式程".contains(c));
        let ends_clause = behind.is_none_or(|c| c.is_whitespace() || "。，、；：！？,.;（".contains(c));
        if !in_clause || names_part || !ends_clause {
            return None;
        }
    }
    Some((length, found))
}

fn all_known(numbers: &[usize], sources: usize) -> bool {
    !numbers.is_empty() && numbers.iter().all(|n| (1..=sources).contains(n))
}

/// A mark between characters of a private area: `\u{e200}cite\u{e202}turn0search0\u{e201}`.
fn private(rest: &str) -> Option<(usize, Vec<usize>)> {
    let end = find_near(rest, '\u{e201}', 400)?;
    Some((end + '\u{e201}'.len_utf8(), Vec::new()))
}

/// `citeturn0search0turn1view2`, `turn0news12`.
fn memory(rest: &str) -> Option<(usize, Vec<usize>)> {
    let mut at = if rest.starts_with("citeturn") { 4 } else { 0 };
    let start = at;
    while let Some(length) = turn(&rest[at..]) {
        at += length;
    }
    (at > start).then_some((at, Vec::new()))
}

/// Length of `turn0search0` at the start of `text`.
fn turn(text: &str) -> Option<usize> {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.strip_prefix("turn")?;
    let first = digits(after);
    let kinds = ["search", "view", "news", "fetch", "file", "image", "academia", "forecast", "product", "reddit", "youtube", "maps"];
    let kind = kinds.iter().find(|k| after[first..].starts_with(**k))?;
    let last = digits(&after[first + kind.len()..]);
    (first > 0 && last > 0).then_some("turn".len() + first + kind.len() + last)
}

/// `1`, `1, 2`, `１，２` as numbers; none where anything else stands there.
fn numbers(text: &str) -> Vec<usize> {
    let narrow: String = text.chars().map(narrow).collect();
    let parts = narrow.split([',', '、', ' ']).filter(|p| !p.is_empty());
    parts.map(|p| if p.len() <= 3 { p.parse().ok() } else { None }).collect::<Option<Vec<usize>>>().unwrap_or_default()
}

/// The ASCII form of a digit or comma of full width.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0)),
        '，' => ',',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, Vec<usize>)> {
        let found = find(text, &[Span::new(0, text.len())], 5);
        found.into_iter().map(|p| (p.span.slice(text).to_owned(), p.numbers)).collect()
    }

    #[test]
    fn marks_that_name_a_source() {
        for (text, mark, numbers) in [
            ("It rose 【1†source】.", "【1†source】", vec![1]),
            ("It rose【12†L5-L9】【2†x】", "【12†L5-L9】", vec![12]),
            ("It rose [[1]].", "[[1]]", vec![1]),
            ("It rose [[1, 2]].", "[[1, 2]]", vec![1, 2]),
            ("It rose [^1^].", "[^1^]", vec![1]),
            ("It rose [1†L2-L5].", "[1†L2-L5]", vec![1]),
            ("It rose [cite: 1, 2].", "[cite: 1, 2]", vec![1, 2]),
            ("It rose [citation:3].", "[citation:3]", vec![3]),
            ("上升了（1）。", "（1）", vec![1]),
            ("上升了（１，２）。", "（１，２）", vec![1, 2]),
            ("上升了［１］。", "［１］", vec![1]),
            ("上升了[１]。", "[１]", vec![1]),
        ] {
            assert_eq!(shown(text).first(), Some(&(mark.to_owned(), numbers)), "{text}");
        }
    }

    #[test]
    fn marks_that_name_none() {
        for (text, mark) in [
            ("It rose 【4:0†report.pdf】.", "【4:0†report.pdf】"),
            ("It rose :contentReference[oaicite:0]{index=0}.", ":contentReference[oaicite:0]{index=0}"),
            ("It rose [oaicite:0].", "[oaicite:0]"),
            ("It rose citeturn0search0.", "citeturn0search0"),
            ("It rose citeturn0search0turn1view2.", "citeturn0search0turn1view2"),
            ("It rose turn0news12.", "turn0news12"),
            ("It rose \u{e200}cite\u{e202}turn0search0\u{e201}.", "\u{e200}cite\u{e202}turn0search0\u{e201}"),
            ("[cite_start]It rose.", "[cite_start]"),
        ] {
            assert_eq!(shown(text), [(mark.to_owned(), Vec::new())], "{text}");
        }
    }

    #[test]
    fn what_is_text() {
        for text in [
            "（1）首先；（2）其次。",
            "见式（1）。",
            "如图（2），",
            "共（9）项",
            "2024年（7）。",
            "【注】",
            "[text]",
            "[^note]",
            "a return0 turn",
            "I turn 3 pages",
            "[[wiki]]",
            "[[1]](https://example.org/)",
            "co-author:content",
        ] {
            assert_eq!(shown(text), [], "{text}");
        }
    }
}
