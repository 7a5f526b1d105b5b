//! Contrast of the colours that a style sheet's custom properties set, in light and in dark (WCAG 2.2, 1.4.3: 4.5 for text;
//! 1.4.11: 3 for the edges of controls).

use std::collections::BTreeMap;

/// What stands on what, and the least contrast.
const PAIRS: [(&str, &[&str], f64); 7] = [
    ("ink", &["bg", "tint", "panel", "hit", "card"], 4.5),
    ("soft", &["bg", "tint", "panel", "card"], 4.5),
    ("link", &["bg", "tint", "panel", "card"], 4.5),
    ("bg", &["mark"], 4.5),
    ("good", &["bg", "panel"], 4.5),
    ("bad", &["bg", "panel", "card"], 4.5),
    ("edge", &["bg", "tint", "card"], 3.0),
];

/// Pairs of colours of `style` that are too near to each other, in words.
pub fn too_faint(style: &str) -> Vec<String> {
    let light = colours(style, false);
    let mut dark = light.clone();
    dark.extend(colours(style, true));
    let mut out = Vec::new();
    for (scheme, colours) in [("light", &light), ("dark", &dark)] {
        for (front, backs, least) in PAIRS {
            for back in backs {
                let pair = colours.get(front).and_then(|f| luminance(f)).zip(colours.get(*back).and_then(|b| luminance(b)));
                let Some((a, b)) = pair else { continue };
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                if contrast < least {
                    out.push(format!(
                        "--{front} on --{back} has a contrast of {contrast:.1} where the page is {scheme}; {least} is the least"
                    ));
                }
            }
        }
    }
    out
}

/// The custom properties of the rules for `:root`; with `dark`, of those for a dark page. A later one wins.
fn colours(style: &str, dark: bool) -> BTreeMap<&str, &str> {
    let mut out = BTreeMap::new();
    for (at, _) in style.match_indices(":root") {
        let Some((selector, rule)) = style[at..].split_once('{') else { continue };
        let for_dark = selector.contains("dark") || selector.contains("not(");
        if for_dark != dark || selector.contains("light") && !for_dark {
            continue;
        }
        let rule = rule.split('}').next().unwrap_or("");
        let set = rule.split(';').filter_map(|d| d.trim().strip_prefix("--")?.split_once(':')).map(|(n, v)| (n.trim(), v.trim()));
        // Paper is black on white by `!important`, and more contrast points at other properties.
        out.extend(set.filter(|(_, value)| !value.contains('!') && !value.starts_with("var(")));
    }
    out
}

/// Relative luminance (WCAG 2.2) of `#rgb` or `#rrggbb`; `None` for colours in other forms.
fn luminance(colour: &str) -> Option<f64> {
    let hex = colour.strip_prefix('#')?;
    let digits: Vec<f64> = hex.chars().map(|c| c.to_digit(16).map(f64::from)).collect::<Option<_>>()?;
    let channels: Vec<f64> = match digits.len() {
        3 => digits.iter().map(|d| d * 17.0).collect(),
        6 => digits.chunks(2).map(|d| d[0] * 16.0 + d[1]).collect(),
        _ => return None,
    };
    let linear = |c: f64| if c / 255.0 <= 0.04045 { c / 255.0 / 12.92 } else { ((c / 255.0 + 0.055) / 1.055).powf(2.4) };
    Some(0.2126 * linear(channels[0]) + 0.7152 * linear(channels[1]) + 0.0722 * linear(channels[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faint_pairs_are_told_by_scheme() {
        let style = ":root{--bg:#fff;--ink:#777777;--edge:#eee}:root[data-theme=\"dark\"]{--bg:#000;--ink:#fff;--edge:#888}";
        let told = too_faint(style);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("--ink on --bg has a contrast of 4.5 where the page is light"), "{told:?}");
        assert!(told[1].starts_with("--edge on --bg has a contrast of 1.2 where the page is light"), "{told:?}");
    }

    #[test]
    fn black_on_white_is_21() {
        let (black, white) = (luminance("#000").unwrap(), luminance("#ffffff").unwrap());
        assert!(((white + 0.05) / (black + 0.05) - 21.0).abs() < 1e-9);
    }
}
