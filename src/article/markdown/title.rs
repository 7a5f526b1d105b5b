//! A title: one line of words, in which emphasis, code, sub- and superscripts are marks and nothing else is.

use crate::base::html::escape_text_into;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// A title as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// Without its marks.
    pub plain: String,
    /// With them, as HTML that holds bare inline elements alone; `None` where it has none.
    pub html: Option<String>,
}

/// Elements that a title may hold.
const ELEMENTS: [&str; 5] = ["em", "strong", "code", "sup", "sub"];

/// Marks that stand one inside another; those further in are dropped.
const DEEPEST: usize = 4;

/// Reads a title as typed. Formulas stay as typed where `math` is on; so do references, tags and entities. Of a link its
/// words are left, since titles stand in links themselves.
pub fn title(typed: &str, math: bool) -> Title {
    let plain = || Title { plain: typed.to_owned(), html: None };
    if !typed.contains(['*', '_', '`', '~', '^', '\\']) {
        return plain();
    }
    let mut options = Options::empty();
    options.set(Options::ENABLE_MATH, math);
    // As a heading it is one line whatever it begins with, and the sign behind keeps a `#` at its end.
    let line = format!("# {} #", typed.split_whitespace().collect::<Vec<_>>().join(" "));
    let (mut words, mut html, mut depth) = (String::new(), String::new(), 0);
    for (event, range) in Parser::new_ext(&line, options).into_offset_iter() {
        let escaped = line[..range.start].ends_with('\\');
        let raw = &line[range];
        match event {
            Event::Start(tag) => mark(&mut html, element(&tag), &mut depth, true),
            Event::End(tag) => mark(&mut html, element_end(tag), &mut depth, false),
            Event::Code(code) => {
                words.push_str(&code);
                html.push_str("<code>");
                escape_text_into(&mut html, &code);
                html.push_str("</code>");
            }
            Event::Text(text) => {
                let text = if raw.starts_with('&') { CowStr::from(raw) } else { text };
                raised(&text, escaped, &mut words, &mut html);
            }
            _ => {
                words.push_str(raw);
                escape_text_into(&mut html, raw);
            }
        }
    }
    if words.trim().is_empty() {
        return plain();
    }
    let html = html.contains('<').then_some(html);
    Title { plain: words, html }
}

/// The HTML of a first-level heading, where it holds nothing but what a title may hold.
pub fn of_heading(html: &str) -> Option<String> {
    let mut tags = html.split('<').skip(1).map(|piece| piece.split('>').next().unwrap_or(piece).trim_start_matches('/'));
    (html.contains('<') && tags.all(|tag| ELEMENTS.contains(&tag))).then(|| html.trim().to_owned())
}

/// Words with sub- and superscripts: `CO~2~`, `10^3^`, that is, no space inside the signs nor before the first.
fn raised(text: &str, escaped: bool, words: &mut String, html: &mut String) {
    let mut rest = text;
    let mut from = usize::from(escaped);
    while let Some(at) = rest.get(from..).and_then(|part| part.find(['~', '^'])).map(|n| n + from) {
        let sign = &rest[at..=at];
        let inner = rest[at + 1..].split(sign).next().unwrap_or("");
        let end = at + 1 + inner.len();
        let stands_alone = rest[..at].chars().next_back().or_else(|| words.chars().next_back()).is_none_or(char::is_whitespace);
        let is_inner = |c: char| c.is_alphanumeric() || "+-\u{2212}.,*".contains(c);
        if stands_alone || inner.is_empty() || !inner.chars().all(is_inner) || !rest[end..].starts_with(sign) {
            from = at + 1;
            continue;
        }
        let name = if sign == "~" { "sub" } else { "sup" };
        words.push_str(&rest[..at]);
        escape_text_into(html, &rest[..at]);
        words.push_str(inner);
        html.push_str(&format!("<{name}>"));
        escape_text_into(html, inner);
        html.push_str(&format!("</{name}>"));
        (rest, from) = (&rest[end + 1..], 0);
    }
    words.push_str(rest);
    escape_text_into(html, rest);
}

/// Opens or closes an element, as long as it is not too deep.
fn mark(html: &mut String, name: Option<&str>, depth: &mut usize, opens: bool) {
    let Some(name) = name else { return };
    *depth -= usize::from(!opens);
    if *depth < DEEPEST {
        html.push_str(if opens { "<" } else { "</" });
        html.push_str(name);
        html.push('>');
    }
    *depth += usize::from(opens);
}

fn element(tag: &Tag<'_>) -> Option<&'static str> {
    element_end(tag.to_end())
}

fn element_end(tag: TagEnd) -> Option<&'static str> {
    match tag {
        TagEnd::Emphasis => Some("em"),
        TagEnd::Strong => Some("strong"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> (String, String) {
        let read = title(typed, true);
        (read.plain, read.html.unwrap_or_default())
    }

    #[test]
    fn marks_are_elements_in_one_form_and_gone_in_the_other() {
        let cases = [
            ("Why is *Homo sapiens* alone?", "Why is Homo sapiens alone?", "Why is <em>Homo sapiens</em> alone?"),
            ("Is `a < b` **so**?", "Is a < b so?", "Is <code>a &lt; b</code> <strong>so</strong>?"),
            ("Does CO~2~ rise by 10^3^?", "Does CO2 rise by 103?", "Does CO<sub>2</sub> rise by 10<sup>3</sup>?"),
            (r"Is 2 \* 3 \* 4 = 24?", "Is 2 * 3 * 4 = 24?", ""),
            ("Is snake_case_name fine, 2 * 3 * 4?", "Is snake_case_name fine, 2 * 3 * 4?", ""),
            ("1. Is `F #", "1. Is `F #", ""),
            ("# Is *it* F #", "# Is it F #", "# Is <em>it</em> F #"),
            ("Is $a_1 *b* c_1$ *so*?", "Is $a_1 *b* c_1$ so?", "Is $a_1 *b* c_1$ <em>so</em>?"),
            ("AT&amp;T *or* [1]?", "AT&amp;T or [1]?", "AT&amp;amp;T <em>or</em> [1]?"),
            ("**", "**", ""),
            (
                r"Is SO~4~^2-^ *x*^2^, ~5~ to ~6, 10^3 or 10^4, a\~2~ ^_^?",
                "Is SO42- x2, ~5~ to ~6, 10^3 or 10^4, a~2~ ^_^?",
                "Is SO<sub>4</sub><sup>2-</sup> <em>x</em><sup>2</sup>, ~5~ to ~6, 10^3 or 10^4, a~2~ ^_^?",
            ),
        ];
        for (typed, plain, html) in cases {
            assert_eq!(read(typed), (plain.to_owned(), html.to_owned()), "{typed}");
        }
    }

    #[test]
    fn nothing_but_bare_marks_becomes_markup() {
        let hostile = [
            "*<script>alert(1)</script>*",
            "*<img src=x onerror=alert(1)>* [x](javascript:alert(1)) ![y](z)",
            "<https://evil.example> *x*",
            "`</code><script>` *x*",
            "*a* &lt;script&gt; &#60;b&#62;",
            "*a\n\n<b>\n\n# b",
            "***_*_<b>**`~^^~*\\<i>",
        ];
        for typed in hostile.map(str::to_owned).into_iter().chain([format!("{}x{}", "*".repeat(4_001), "*".repeat(4_001))]) {
            let html = title(&typed, false).html.unwrap_or_else(|| "<em></em>".to_owned());
            assert_eq!(of_heading(&html).as_deref(), Some(html.trim()), "{typed}");
            for name in ELEMENTS {
                assert_eq!(html.matches(&format!("<{name}>")).count(), html.matches(&format!("</{name}>")).count(), "{html}");
            }
            assert!(html.len() < 10_000);
        }
        assert_eq!(of_heading("a <em onclick=x>b</em>"), None);
        assert_eq!(of_heading("a <a href=x>b</a>"), None);
    }
}
