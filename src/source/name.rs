//! Names of people and organisations, from one line of text.

use super::Name;

/// Words before a family name that belong to it.
const PARTICLES: [&str; 24] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter", "zu", "zum", "zur", "af", "av",
    "bin", "ibn", "al", "el",
];

/// Words that only organisations have in their names.
const ORGANISATIONS: [&str; 26] = [
    "university",
    "institute",
    "organization",
    "organisation",
    "committee",
    "association",
    "group",
    "consortium",
    "agency",
    "ministry",
    "department",
    "council",
    "society",
    "foundation",
    "centre",
    "center",
    "inc",
    "ltd",
    "gmbh",
    "team",
    "project",
    "collaboration",
    "bureau",
    "commission",
    "corporation",
    "w3c",
];

/// Reads `Family, Given`, `Given von Family`, `{Organisation}`, or a name that has no parts.
pub fn parse_name(text: &str) -> Name {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(inner) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        return Name::Literal(inner.to_owned());
    }
    if let Some((family, given)) = text.split_once(',') {
        let (family, given) = (family.trim(), given.trim());
        let degree = matches!(given.trim_end_matches('.').to_lowercase().as_str(), "inc" | "ltd" | "llc" | "gmbh" | "plc");
        return if degree || family.is_empty() {
            Name::Literal(text)
        } else {
            Name::Person { family: family.to_owned(), given: given.to_owned() }
        };
    }
    let words: Vec<&str> = text.split(' ').collect();
    let organised = words.iter().any(|w| ORGANISATIONS.contains(&w.trim_end_matches('.').to_lowercase().as_str()));
    let lower_link = words.iter().any(|w| matches!(*w, "of" | "for" | "and" | "the" | "&"));
    if words.len() < 2 || words.len() > 6 || organised || lower_link || text.ends_with("et al.") || text.chars().any(|c| c.is_ascii_digit())
    {
        return Name::Literal(text);
    }
    let mut first = words.len() - 1;
    while first > 1 && PARTICLES.contains(&words[first - 1].to_lowercase().as_str()) && words[first - 1].starts_with(char::is_lowercase) {
        first -= 1;
    }
    Name::Person { family: words[first..].join(" "), given: words[..first].join(" ") }
}

/// `Smith J`, `van der Berg AB`: family name and initials.
pub fn short(name: &Name) -> String {
    match name {
        Name::Literal(name) => name.clone(),
        Name::Person { family, given } if given.is_empty() => family.clone(),
        Name::Person { family, given } => format!("{family} {}", initials(given)),
    }
}

/// `Smith, Jane`: for sorting and for formats.
pub fn inverted(name: &Name) -> String {
    match name {
        Name::Literal(name) => name.clone(),
        Name::Person { family, given } if given.is_empty() => family.clone(),
        Name::Person { family, given } => format!("{family}, {given}"),
    }
}

/// The first letters of given names: `Jean-Paul Marie` gives `JPM`.
fn initials(given: &str) -> String {
    given.split([' ', '-', '.']).filter_map(|part| part.chars().next()).filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match parse_name(text) {
            Name::Person { family, given } => format!("{family}|{given}"),
            Name::Literal(name) => format!("={name}"),
        }
    }

    #[test]
    fn people_and_organisations() {
        assert_eq!(shown("Jane Smith"), "Smith|Jane");
        assert_eq!(shown("Smith, Jane A."), "Smith|Jane A.");
        assert_eq!(shown("Ludwig van der Berg"), "van der Berg|Ludwig");
        assert_eq!(shown("J. W. Strutt"), "Strutt|J. W.");
        assert_eq!(shown("{World Wide Web Consortium}"), "=World Wide Web Consortium");
        assert_eq!(shown("World Health Organization"), "=World Health Organization");
        assert_eq!(shown("王小明"), "=王小明");
        assert_eq!(short(&parse_name("Jean-Paul Marie Sartre")), "Sartre JPM");
    }
}
