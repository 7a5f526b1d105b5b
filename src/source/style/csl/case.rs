//! Keeps capitals in titles: the processor lowers acronyms and names where a style asks for another case, and CSL 1.0.2
//! (“Text-case”) wants them kept. A word that has them is written in private-use characters, which have no case, until the
//! text is made.

/// Where the characters of the basic plane stand meanwhile: the first private-use plane.
const PLANE: u32 = 0xF_0000;

/// Words that titles in English lower between others.
const SMALL: [&str; 24] = [
    "A", "An", "And", "As", "At", "But", "By", "Down", "For", "From", "In", "Into", "Nor", "Of", "On", "Onto", "Or", "Over", "So", "The",
    "To", "Up", "Via", "With",
];

/// `title` with the words that must keep their capitals out of reach. One in capitals throughout has none to keep.
pub(super) fn guard(title: &str) -> String {
    if !title.chars().any(char::is_lowercase) {
        return title.to_owned();
    }
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, word) = rest.split_at(start);
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let (word, behind) = word.split_at(end);
        out.push_str(between);
        if word.chars().any(char::is_uppercase) && !SMALL.contains(&word) {
            out.extend(word.chars().map(|c| char::from_u32(PLANE + u32::from(c)).filter(|_| u32::from(c) < 0xFFFE).unwrap_or(c)));
        } else {
            out.push_str(word);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The text as it was before [guard].
pub(super) fn restore(text: &str) -> String {
    let back = |c: char| u32::from(c).checked_sub(PLANE).filter(|c| *c < 0xFFFE).and_then(char::from_u32).unwrap_or(c);
    text.chars().map(back).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_comes_back() {
        for title in ["The Role of DNA-based mRNA in Zürich", "ALL CAPITALS", "", "日本語 and 𝒜", "iPhone"] {
            assert_eq!(restore(&guard(title)), title);
        }
        assert!(guard("the DNA").is_char_boundary(4) && guard("the DNA").starts_with("the ") && !guard("the DNA").contains('D'));
        assert_eq!(guard("The end"), "The end");
    }
}
