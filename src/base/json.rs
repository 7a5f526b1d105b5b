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
    let (mut out, mut at) = (String::with_capacity(text.len() + 64), 0);
    for (found, byte) in text.bytes().enumerate().filter(|(_, b)| matches!(b, b'<' | b'>' | 0xe2)) {
        let (written, length) = match (byte, text.as_bytes().get(found + 1..found + 3)) {
            (b'<', _) => ("\\u003c", 1),
            (b'>', _) => ("\\u003e", 1),
            (_, Some([0x80, 0xa8])) => ("\\u2028", 3),
            (_, Some([0x80, 0xa9])) => ("\\u2029", 3),
            _ => continue,
        };
        out.push_str(&text[at..found]);
        out.push_str(written);
        at = found + length;
    }
    out.push_str(&text[at..]);
    out
}

/// `text` in double quotes, as JSON and YAML read it.
pub fn string(text: &str) -> String {
    compact(&text)
}
