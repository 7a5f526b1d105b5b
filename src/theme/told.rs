//! What is wrong with templates, as the engine tells it, made short: a template that is broken breaks every other one that
//! uses it, and a template's line can have thousands of characters.

/// Characters of a template's line that are shown.
const SHOWN: usize = 100;
/// Of those, characters before the place.
const BEFORE: usize = 30;
/// Different faults that are told.
const MOST: usize = 3;

/// The engine's words with its causes; each fault once, with the place and a part of the line.
pub(super) fn describe(error: &tera::Error) -> String {
    let mut out = faults(&error.to_string());
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        out.push_str(&format!("\n  {inner}"));
        cause = inner.source();
    }
    out
}

fn faults(told: &str) -> String {
    let told = told.strip_prefix("error: ").unwrap_or(told);
    let mut known: Vec<&str> = Vec::new();
    let mut out: Vec<String> = Vec::new();
    for fault in told.split("\nerror: ") {
        let message = fault.lines().next().unwrap_or(fault);
        if !known.contains(&message) && known.len() < MOST {
            out.push(one(fault.trim_end()));
        }
        known.push(message);
    }
    out.join("\n\n")
}

/// One fault: its words, its place, and its line cut around the marks below it.
fn one(fault: &str) -> String {
    let fault = fault.replacen(" --> ", " --> templates/", 1);
    let mut lines: Vec<String> = fault.lines().map(str::to_owned).collect();
    let Some(at) = lines.iter().position(|line| is_source(line)) else { return fault };
    let gutter = lines[at].find("| ").map_or(0, |bar| bar + 2);
    let start = lines.get(at + 1).map_or(0, |marks| marks.chars().skip(gutter).take_while(|c| *c == ' ').count());
    if lines[at].chars().count() <= gutter + SHOWN {
        return fault;
    }
    let from = start.saturating_sub(BEFORE);
    for (n, line) in lines.iter_mut().enumerate().skip(at).take(2) {
        let (head, rest): (String, String) = (line.chars().take(gutter).collect(), line.chars().skip(gutter + from).take(SHOWN).collect());
        let sign = match (n == at, from > 0) {
            (true, true) => "…",
            (false, true) => " ",
            _ => "",
        };
        *line = format!("{head}{sign}{}", rest.trim_end());
    }
    lines[at].push('…');
    lines.join("\n")
}

/// `12 | <p>{{ x }}</p>`
fn is_source(line: &str) -> bool {
    line.split_once(" | ").is_some_and(|(number, _)| !number.is_empty() && number.trim().bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_told_once_and_its_line_cut() {
        let long = format!("{}{{{{ <person/> }}}}{}", "a".repeat(300), "b".repeat(300));
        let fault =
            |file: &str| format!("Unknown component `person`\n --> {file}:8:304\n  |\n8 | {long}\n  | {}^^^^^^^^^\n", " ".repeat(303));
        let told = format!("error: {}\nerror: {}\nerror: Other\n --> c.html:1:1\n", fault("a.html"), fault("b.html"));
        let out = faults(&told);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[..3], ["Unknown component `person`", " --> templates/a.html:8:304", "  |"]);
        assert_eq!(lines[3], format!("8 | …{}{{{{ <person/> }}}}{}…", "a".repeat(27), "b".repeat(58)));
        assert_eq!(lines[4], format!("  | {}^^^^^^^^^", " ".repeat(31)));
        assert_eq!(lines[5..], ["", "Other", " --> templates/c.html:1:1"]);
    }
}
