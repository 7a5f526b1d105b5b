//! Calendar days in running text: `14 March 2020`, `March 14, 2020`, `14.–16. März`, `le 14 mars`, `2020-03-14`, `3月14日`.

/// Days of one month, from the first to the last; mostly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// Year, where it is said.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: u8,
    /// First and last day of the month.
    pub days: (u8, u8),
    /// Where they stand in the text.
    pub span: (usize, usize),
}

impl Days {
    /// Whether `other` can be meant by the same words: no part that both name differs.
    pub fn agrees(&self, other: &Days) -> bool {
        let years = self.year.zip(other.year).is_none_or(|(a, b)| a == b);
        years && self.month == other.month && self.days.0 <= other.days.1 && other.days.0 <= self.days.1
    }
}

/// A piece of a text: a number, a word or a mark.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    start: usize,
}

impl Piece<'_> {
    fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// The number of a day (1 to 31).
    fn day(self) -> Option<u8> {
        let short = self.text.len() <= 2 && self.text.bytes().all(|b| b.is_ascii_digit());
        self.text.parse().ok().filter(|n| short && (1..=31).contains(n))
    }

    fn year(self) -> Option<i32> {
        let four = self.text.len() == 4 && self.text.bytes().all(|b| b.is_ascii_digit());
        self.text.parse().ok().filter(|n| four && (1000..2200).contains(n))
    }

    fn is(self, marks: &[&str]) -> bool {
        marks.contains(&self.text)
    }
}

/// The days in a text, in order.
pub fn find(text: &str) -> Vec<Days> {
    let mut out = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return out;
    }
    let pieces = pieces(text);
    let mut at = 0;
    while at < pieces.len() {
        match numeric(&pieces[at..]).or_else(|| day_first(&pieces[at..])).or_else(|| month_first(&pieces[at..])) {
            Some((days, taken)) => {
                out.push(Days { span: (pieces[at].start, pieces[at + taken - 1].end()), ..days });
                at += taken;
            }
            None => at += 1,
        }
    }
    out
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 0,
        c if super::phrases::is_spaceless(c) => 2,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        while kind(c) != 2 && chars.peek().is_some_and(|(_, next)| kind(*next) == kind(c)) {
            end += chars.next().map_or(0, |(_, next)| next.len_utf8());
        }
        if !c.is_whitespace() {
            out.push(Piece { text: &text[start..end], start });
        }
    }
    out
}

fn of(year: Option<i32>, month: u8, days: (u8, u8)) -> Days {
    Days { year, month, days, span: (0, 0) }
}

/// `2020-03-14`, `14.03.2020`, `2020年3月14日`, `3月14日`; with how many pieces it takes.
fn numeric(pieces: &[Piece<'_>]) -> Option<(Days, usize)> {
    let month = |n: usize| pieces.get(n)?.day().filter(|m| *m <= 12);
    let day = |n: usize| pieces.get(n)?.day();
    let is = |n: usize, mark: &str| pieces.get(n).is_some_and(|p| p.text == mark);
    let no_digit = |n: usize| pieces.get(n).is_none_or(|p| !p.text.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    if let Some(year) = pieces.first()?.year() {
        if is(1, "-") && is(3, "-") && no_digit(5) {
            return Some((of(Some(year), month(2)?, (day(4)?, day(4)?)), 5));
        }
        if is(1, "年") && is(3, "月") && is(5, "日") {
            return Some((of(Some(year), month(2)?, (day(4)?, day(4)?)), 6));
        }
        return None;
    }
    if is(1, "月") && is(3, "日") {
        return Some((of(None, month(0)?, (day(2)?, day(2)?)), 4));
    }
    if is(1, ".") && is(3, ".") {
        return Some((of(Some(pieces.get(4)?.year()?), month(2)?, (day(0)?, day(0)?)), 5));
    }
    None
}

/// `14 March 2020`, `14th of March`, `14.–16. März 2020`, `14 de marzo de 2020`.
fn day_first(pieces: &[Piece<'_>]) -> Option<(Days, usize)> {
    let first = pieces.first()?.day()?;
    let stop = |n: usize| usize::from(pieces.get(n).is_some_and(|p| p.is(&["."])));
    let behind = |n: usize| n + ordinal(&pieces[n..]) + stop(n);
    let mut at = behind(1);
    let mut last = first;
    if pieces.get(at).is_some_and(|p| p.is(JOINS)) {
        last = pieces.get(at + 1)?.day()?;
        at = behind(at + 2);
    }
    at += usize::from(pieces.get(at).is_some_and(|p| p.is(&["of", "de"])));
    let month = month(pieces.get(at)?.text)?;
    let (year, taken) = year_after(&pieces[at + 1..]);
    (first <= last).then(|| (of(year, month, (first, last)), at + 1 + taken))
}

/// `March 14, 2020`, `March 14–16`.
fn month_first(pieces: &[Piece<'_>]) -> Option<(Days, usize)> {
    let name = pieces.first()?.text;
    let month = Some(name).filter(|name| name.starts_with(char::is_uppercase)).and_then(month)?;
    let mut at = 1 + usize::from(pieces.get(1).is_some_and(|p| p.is(&["."])));
    let first = pieces.get(at)?.day()?;
    at += 1 + ordinal(&pieces[at + 1..]);
    let mut last = first;
    if pieces.get(at).is_some_and(|p| p.is(JOINS))
        && let Some(day) = pieces.get(at + 1).and_then(|p| p.day()).filter(|day| *day >= first)
    {
        last = day;
        at += 2;
    }
    // `May 14.5`, `March 14 %`: a number and no day.
    let touches = |n: usize| pieces.get(n).is_some_and(|p| p.day().is_some() && p.start == pieces[n - 1].end());
    let measure = pieces.get(at).is_some_and(|p| p.is(&["%"]) || p.is(&["."]) && touches(at + 1));
    let (year, taken) = year_after(&pieces[at..]);
    (!measure).then(|| (of(year, month, (first, last)), at + taken))
}

const JOINS: &[&str] = &["–", "-", "—", "to", "and", "bis", "und", "au", "et", "al", "y"];

/// How many pieces of an ordinal's ending follow.
fn ordinal(pieces: &[Piece<'_>]) -> usize {
    usize::from(pieces.first().is_some_and(|p| p.is(&["st", "nd", "rd", "th", "er"])))
}

/// A year behind a month or a day, with how many pieces it takes.
fn year_after(pieces: &[Piece<'_>]) -> (Option<i32>, usize) {
    let skipped = usize::from(pieces.first().is_some_and(|p| p.is(&[",", "de", "del"])));
    match pieces.get(skipped).and_then(|p| p.year()) {
        Some(year) => (Some(year), skipped + 1),
        None => (None, 0),
    }
}

/// The month that a word names in English, German, French or Spanish.
fn month(word: &str) -> Option<u8> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "januar", "jänner", "janvier", "enero"],
        &["february", "feb", "februar", "février", "febrero"],
        &["march", "mar", "märz", "mars", "marzo"],
        &["april", "apr", "avril", "abril"],
        &["may", "mai", "mayo"],
        &["june", "jun", "juni", "juin", "junio"],
        &["july", "jul", "juli", "juillet", "julio"],
        &["august", "aug", "août", "agosto"],
        &["september", "sep", "sept", "septembre", "septiembre"],
        &["october", "oct", "oktober", "okt", "octobre", "octubre"],
        &["november", "nov", "novembre", "noviembre"],
        &["december", "dec", "dezember", "dez", "décembre", "diciembre"],
    ];
    // In lower case these are other words of English.
    if matches!(word, "may" | "march" | "mar" | "dec" | "sep") || !(3..=11).contains(&word.len()) {
        return None;
    }
    let lower = word.to_lowercase();
    (1..).zip(NAMES).find(|(_, names)| names.contains(&lower.as_str())).map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read<'t> = (Option<i32>, u8, (u8, u8), &'t str);

    fn read(text: &str) -> Vec<Read<'_>> {
        find(text).into_iter().map(|d| (d.year, d.month, d.days, &text[d.span.0..d.span.1])).collect()
    }

    #[test]
    fn days_are_read_as_languages_write_them() {
        for text in ["14 March 2020", "14th of March 2020", "March 14, 2020", "March 14th, 2020", "14. März 2020", "14 mars 2020"] {
            assert_eq!(read(&format!("On {text} it began.")), [(Some(2020), 3, (14, 14), text)], "{text}");
        }
        for text in ["2020-03-14", "14.03.2020", "14 de marzo de 2020", "2020年3月14日"] {
            assert_eq!(read(&format!("x {text} y")), [(Some(2020), 3, (14, 14), text)], "{text}");
        }
        assert_eq!(read("le 1er mai"), [(None, 5, (1, 1), "1er mai")]);
        assert_eq!(read("14–16 March"), [(None, 3, (14, 16), "14–16 March")]);
        assert_eq!(read("March 14 to 16, 2020"), [(Some(2020), 3, (14, 16), "March 14 to 16, 2020")]);
        assert_eq!(read("3月14日"), [(None, 3, (14, 14), "3月14日")]);
    }

    #[test]
    fn other_numbers_are_no_days() {
        for text in
            ["12 may have died", "In May 2019, 40 of 60", "May 14.5", "a 14 percent", "1,234 March hares", "2020-03-14-5", "10.1000.2020"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn days_agree_unless_a_part_differs() {
        let day = |text| find(text).remove(0);
        assert!(day("14 March").agrees(&day("March 14, 2020")));
        assert!(day("15 March").agrees(&day("14–16 March 2020")));
        assert!(!day("13 March 2020").agrees(&day("14 March 2020")));
        assert!(!day("14 March 2019").agrees(&day("14 March 2020")));
    }
}
