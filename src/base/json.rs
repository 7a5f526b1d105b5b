//! JSON writing. The one door to `serde_json` for output that stands in a page.

use serde::Serialize;

/// `value` as pretty JSON with a final line feed, for files that people may open.
pub fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_else(|e| format!("{{\"error\":{:?}}}", e.to_string()));
    text.push('\n');
    text
}

/// `value` as compact JSON.
pub fn compact(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|e| format!("{{\"error\":{:?}}}", e.to_string()))
}

/// `value` as compact JSON that cannot end the `<script>` element it stands in (HTML, section 4.12.1.3).
pub fn for_script(value: &impl Serialize) -> String {
    let text = compact(value);
    // The first bytes of the four.
    if !text.bytes().any(|b| matches!(b, b'<' | b'>' | 0xe2)) {
        return text;
    }
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// `text` in double quotes, as JSON and YAML read it.
pub fn string(text: &str) -> String {
    compact(&text)
}
