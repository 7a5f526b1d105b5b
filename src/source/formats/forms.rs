//! What each [Form] is called in the formats that tell forms apart: one row a form.

use crate::source::Form;

/// A form in other programs' words.
struct Row {
    form: Form,
    /// Type of a CSL item (CSL 1.0.2, appendix III).
    csl: &'static str,
    /// Entry type: of BibTeX where it has one, else of biblatex (manual, section 2.1).
    bibtex: &'static str,
    /// Code of `TY` in RIS.
    ris: &'static str,
}

const ROWS: [Row; 13] = [
    row(Form::Conference, "paper-conference", "inproceedings", "CPAPER"),
    row(Form::Magazine, "article-magazine", "article", "MGZN"),
    row(Form::Review, "review", "review", "JOUR"),
    row(Form::Encyclopedia, "entry-encyclopedia", "inreference", "ENCYC"),
    row(Form::Pamphlet, "pamphlet", "booklet", "PAMP"),
    row(Form::Patent, "patent", "patent", "PAT"),
    row(Form::Case, "legal_case", "jurisdiction", "CASE"),
    row(Form::Treaty, "treaty", "legal", "LEGAL"),
    row(Form::Manuscript, "manuscript", "unpublished", "UNPB"),
    row(Form::Letter, "personal_communication", "letter", "PCOMM"),
    row(Form::Talk, "speech", "performance", "SLIDE"),
    row(Form::Image, "graphic", "image", "FIGURE"),
    row(Form::Audio, "song", "audio", "SOUND"),
];

const fn row(form: Form, csl: &'static str, bibtex: &'static str, ris: &'static str) -> Row {
    Row { form, csl, bibtex, ris }
}

fn row_of(form: Form) -> &'static Row {
    ROWS.iter().find(|row| row.form == form).unwrap_or(&ROWS[0])
}

/// The type of a CSL item of this form.
pub(super) fn csl(form: Form) -> &'static str {
    row_of(form).csl
}

/// The entry type of this form.
pub(super) fn bibtex(form: Form) -> &'static str {
    row_of(form).bibtex
}

/// The code of this form in RIS.
pub(super) fn ris(form: Form) -> &'static str {
    row_of(form).ris
}

/// The form that a CSL type names.
pub(super) fn of_csl(word: &str) -> Option<Form> {
    match word {
        "figure" => Some(Form::Image),
        "review-book" => Some(Form::Review),
        word => ROWS.iter().find(|row| row.csl == word).map(|row| row.form),
    }
}

/// The form that an entry type in lower case names; `article` names none.
pub(super) fn of_bibtex(word: &str) -> Option<Form> {
    match word {
        "conference" => Some(Form::Conference),
        "letters" => Some(Form::Letter),
        "artwork" => Some(Form::Image),
        "music" => Some(Form::Audio),
        word => ROWS.iter().find(|row| row.bibtex == word && word != "article").map(|row| row.form),
    }
}

/// The form that a code of RIS in capitals names, where `word` (`M3`) says which of those that share it.
pub(super) fn of_ris(code: &str, word: Option<&str>) -> Option<Form> {
    let typed = word.and_then(Form::from_word);
    match code {
        "CONF" => Some(Form::Conference),
        "ART" => Some(Form::Image),
        "MUSIC" => Some(Form::Audio),
        "MANSCPT" => Some(Form::Manuscript),
        "UNPB" if word.is_none() => Some(Form::Manuscript),
        code if is_shared(code) => typed.filter(|form| ris(*form) == code),
        code => ROWS.iter().find(|row| row.ris == code).map(|row| row.form),
    }
}

/// Whether works of other forms have the code too, so that `M3` must name the form.
pub(super) fn is_shared(code: &str) -> bool {
    matches!(code, "UNPB" | "JOUR" | "LEGAL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_row_and_comes_back() {
        for form in Form::ALL {
            assert_eq!(row_of(form).form, form);
            assert_eq!(of_csl(csl(form)), Some(form));
            assert_eq!(of_bibtex(bibtex(form)), Some(form).filter(|f| *f != Form::Magazine));
            assert_eq!(of_ris(ris(form), Some(form.word())), Some(form));
        }
        assert_eq!((of_ris("JOUR", None), of_ris("UNPB", Some("preprint")), of_ris("UNPB", None)), (None, None, Some(Form::Manuscript)));
    }
}
