//! From one content file to its [Article].

mod title;

use super::body::{Body, Hole, Markup, Note};
use super::book::{Bibliography, Book};
use super::citation;
use super::front_matter::{self, FrontMatter, Numbering};
use super::markdown::{self, Edit, Place, Setting, Syntax, Walked};
use super::numbering::{Unnumbered, number};
use super::paper::{self, Dialect};
use super::summary::{Citation, CitationForm, CitedSource, Passage, Summary};
use super::word_count::count_words;
use super::{Anchors, Article, nocite, sentence};
use crate::base::lang::Lang;
use crate::base::near;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::config::Settings;
use crate::diag::{Checked, Diagnostic, Subject};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What an article may use besides its own file.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Settings of the site.
    pub settings: &'a Settings,
    /// Sources of the site: `sources/` and the settings' `bibliography`.
    pub shared: &'a Bibliography,
    /// Bibliography files that articles name, by their path in the site.
    pub files: &'a BTreeMap<SitePath, Bibliography>,
}

/// Reads a content file. Never fails: what is wrong comes as findings.
pub fn parse(file: &SitePath, text: &str, context: Context<'_>) -> Checked<Article> {
    let split = front_matter::split(file, text);
    let mut diagnostics = split.diagnostics;
    let (front, anchors) = match split.yaml {
        Some(span) => {
            let read = front_matter::parse(file, span.slice(text), span.start);
            diagnostics.extend(read.diagnostics);
            read.value
        }
        None => (FrontMatter::default(), Anchors::default()),
    };
    let dialect = paper::dialect(&front, &text[split.body.min(text.len())..]);
    let mut reader = Reader { file, text, body_start: split.body, front, anchors, diagnostics, context, dialect };
    let article = reader.article();
    Checked { value: Article { anchors: reader.anchors, ..article }, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    file: &'a SitePath,
    text: &'a str,
    body_start: usize,
    front: FrontMatter,
    anchors: Anchors,
    diagnostics: Vec<Diagnostic>,
    context: Context<'a>,
    dialect: Dialect,
}

impl<'a> Reader<'a> {
    fn article(&mut self) -> Article {
        let lost = front_matter::sources_lost(&self.front, &self.diagnostics);
        self.diagnostics.extend(super::bound::lists(self.file, &mut self.front, &self.anchors, self.context.settings.limits));
        self.strip_findings();
        let references = Bibliography::new(self.front.references.clone());
        let bibliographies = self.bibliographies(&references);
        let (mut book, missing) = Book::new(&self.front.sources, bibliographies);
        self.report_missing(&missing, &book);
        let lang = self.front.lang.clone().unwrap_or_else(|| self.context.settings.lang.clone());
        let body = &self.text[self.body_start.min(self.text.len())..];
        let answer = self.front.answer.clone();
        let place = self.anchors.find(&Subject::Key("answer".to_owned()));
        let front_answer = answer.map(|a| markdown::walk(&a, Place::Within(place), self.setting(&lang), &mut book));
        let mut walked = markdown::walk(body, Place::At(self.body_start), self.setting(&lang), &mut book);
        self.diagnostics.extend(nocite::consult(
            &self.front.nocite,
            &mut book,
            self.file,
            self.anchors.find(&Subject::Key("nocite".to_owned())),
        ));
        self.report_notes(&walked);
        if let Some(front_answer) = front_answer {
            walked = self.prepend_answer(front_answer, walked);
        } else {
            self.answer_section(&mut walked);
        }
        let found = std::mem::take(&mut walked.diagnostics).into_vec();
        self.diagnostics.extend(found.into_iter().filter(|d| !(lost && d.rule == "unknown-source")));
        self.anchors.extend(std::mem::take(&mut walked.anchors));
        let order = self.numbering(&walked.citations);
        let (sources, mut citations) = number(book.into_entries(), std::mem::take(&mut walked.citations), order);
        attach_sentences(&mut citations, &walked.passages);
        let summary = self.summary(&mut walked, lang, sources, citations);
        Article { body: self.body(walked), summary, anchors: Anchors::default() }
    }

    /// A finding is shown on a card, where a citation has nothing to lead to: citations of the article's own sources
    /// are taken out of it, and told.
    fn strip_findings(&mut self) {
        let (ids, count): (Vec<String>, _) = (self.front.sources.iter().filter_map(|s| s.id.clone()).collect(), self.front.sources.len());
        for (n, source) in self.front.sources.iter_mut().enumerate() {
            let Some(finding) = source.finding.as_mut().filter(|f| f.contains('[')) else { continue };
            let Some(stripped) = citation::without_citations(finding, count, &ids) else { continue };
            *finding = stripped;
            let at = self.anchors.find(&Subject::SourceKey(n, "finding".to_owned()));
            let found = Diagnostic::warn("citation-in-finding", self.file, at, "a citation stands in a finding; the card shows it without");
            self.diagnostics.push(found.help("take it out: a finding says what this source itself showed"));
        }
    }

    fn setting<'s>(&'s self, lang: &'s Lang) -> Setting<'s> {
        let settings = self.context.settings;
        let pandoc = self.dialect != Dialect::Ibid;
        let paper = self.dialect == Dialect::Paper;
        Setting {
            file: self.file,
            lang: lang.as_str(),
            syntax: Syntax {
                math: self.front.math.unwrap_or(settings.math),
                smart: settings.smart_punctuation || paper,
                narrative: self.front.narrative.unwrap_or(pandoc || !self.front.bibliography.is_empty()),
                pandoc,
            },
            html: settings.html,
            limits: settings.limits,
            implicit_figures: pandoc,
            lower: u8::from(
                paper
                    && self.front.title.is_some()
                    && paper::has_sections_of_first_level(&self.text[self.body_start.min(self.text.len())..]),
            ),
        }
    }

    /// Where ids are looked up, nearest first: the article's references and bibliography, then the site's.
    fn bibliographies<'b>(&mut self, references: &'b Bibliography) -> Vec<&'b Bibliography>
    where
        'a: 'b,
    {
        let mut found: Vec<&'b Bibliography> = vec![references];
        for path in self.front.bibliography.clone() {
            match self.file.join(&path).and_then(|p| self.context.files.get(&p)) {
                Some(bibliography) => found.push(bibliography),
                None => {
                    let at = self.anchors.find(&Subject::Key("bibliography".to_owned()));
                    let message = format!("the bibliography `{path}` is not in the site");
                    let help = "give its path from this article's folder; .bib .ris .nbib .xml .json .yaml are read";
                    self.diagnostics.push(Diagnostic::error("bibliography-missing", self.file, at, message).help(help));
                }
            }
        }
        found.push(self.context.shared);
        found
    }

    fn report_missing(&mut self, missing: &[usize], book: &Book<'_>) {
        for (n, at) in missing.iter().enumerate() {
            let Some(reference) = book.entry(*at).and_then(|e| e.source.reference.clone()) else { continue };
            let span = self.anchors.find(&Subject::SourceKey(*at, "ref".to_owned()));
            let mut finding = Diagnostic::error("unknown-source", self.file, span, format!("no shared source has the id `{reference}`"));
            let near = (n < near::MOST_COMPARED).then(|| near::nearest(&reference, book.ids())).flatten();
            if let Some(near) = near {
                finding = finding.help(format!("a source with a similar id is in the bibliography: `{near}`"));
            } else {
                finding = finding.help("add it to a file in sources/, or give the source's title here");
            }
            self.diagnostics.push(finding);
        }
    }

    /// Notes that are defined and never used.
    fn report_notes(&mut self, walked: &Walked) {
        let used: HashSet<&str> = walked.note_uses.iter().map(|(label, _)| label.as_str()).collect();
        for note in &walked.notes {
            if !used.contains(note.label.as_str()) {
                let finding = Diagnostic::warn("unused-note", self.file, note.span, format!("the note `{}` is never used", note.label));
                self.diagnostics.push(finding.help(format!("refer to it as [^{}] in the text, or take it out", note.label)));
            }
        }
    }

    /// The answer of the front matter goes before the text, which must then not begin with an answer of its own.
    fn prepend_answer(&mut self, answer: Walked, mut walked: Walked) -> Walked {
        if !walked.lead.is_empty() {
            self.two_answers("`answer:` in the front matter", "the text before the first `##`");
        }
        for heading in &answer.headings {
            let at = self.anchors.find(&Subject::Key("answer".to_owned()));
            let message = format!("the answer holds a heading, “{}”", heading.title);
            self.diagnostics.push(Diagnostic::error("heading-in-answer", self.file, at, message).help("move it below the front matter"));
        }
        walked.merge_before(answer);
        walked
    }

    /// A first section headed “Direct answer” is the answer.
    fn answer_section(&mut self, walked: &mut Walked) {
        let headed = walked.sections.first().is_some_and(|s| {
            walked.headings.get(s.index).is_some_and(|h| h.title.trim_end_matches([':', '.']).eq_ignore_ascii_case("direct answer"))
        });
        if !headed {
            return;
        }
        if !walked.lead.is_empty() {
            return self.two_answers("the section “Direct answer”", "the text before it");
        }
        walked.answer_from_first_section();
    }

    fn two_answers(&mut self, one: &str, other: &str) {
        let at = match one.starts_with('`') {
            true => self.anchors.find(&Subject::Key("answer".to_owned())),
            false => self.anchors.find(&Subject::Heading(0)),
        };
        let message = format!("the article has two direct answers: {one}, and {other}");
        self.diagnostics.push(Diagnostic::error("two-answers", self.file, at, message).help("keep one of them"));
    }

    fn numbering(&self, citations: &[Unnumbered]) -> Numbering {
        let by_position = citations.iter().any(|c| c.by_number);
        let usual = if by_position { Numbering::Declared } else { Numbering::Appearance };
        self.front.numbering.or(self.context.settings.numbering).unwrap_or(usual)
    }

    fn summary(&mut self, walked: &mut Walked, lang: Lang, sources: Vec<CitedSource>, citations: Vec<Citation>) -> Summary {
        let title = self.title(walked);
        let url = self.url(&title.plain);
        let front = &mut self.front;
        let settings = self.context.settings;
        let passages = std::mem::take(&mut walked.passages);
        Summary {
            file: self.file.clone(),
            url,
            title: title.plain,
            title_html: title.html,
            lang,
            description: front.description.take(),
            answer: super::passage::answer(&passages),
            verdict: front.verdict,
            certainty: front.certainty,
            certainty_reason: front.certainty_reason.take(),
            topics: unique(std::mem::take(&mut front.topics)),
            series: front.series.take(),
            date: front.date,
            updated: front.updated,
            reviewed: front.reviewed,
            review_every: front.review_every,
            expires: front.expires,
            authors: if front.authors.is_empty() { settings.authors.clone() } else { std::mem::take(&mut front.authors) },
            reviewed_by: std::mem::take(&mut front.reviewed_by),
            draft: front.draft,
            provenance: front.provenance.take(),
            changes: std::mem::take(&mut front.changes),
            aliases: std::mem::take(&mut front.aliases),
            translation_of: front.translation_of.take(),
            related: std::mem::take(&mut front.related),
            allow: std::mem::take(&mut front.allow),
            extra: front.extra.take().unwrap_or(serde_json::Value::Null),
            headings: std::mem::take(&mut walked.headings),
            sources,
            citations,
            links: std::mem::take(&mut walked.links),
            images: std::mem::take(&mut walked.images),
            marks: std::mem::take(&mut walked.marks),
            is_paper: self.dialect == Dialect::Paper,
            words: passages.iter().map(|p| count_words(&p.text)).sum(),
            passages,
            has_code: walked.has_code,
        }
    }

    /// The address: the file's path below `content/` without its ending, `slug` in place of the last part.
    fn url(&mut self, title: &str) -> crate::base::path::UrlPath {
        let path = super::address::address(self.file, self.front.slug.as_deref(), title);
        if let Err(why) = &path {
            let at = self.anchors.find(&Subject::Key("slug".to_owned()));
            self.diagnostics.push(Diagnostic::error("bad-slug", self.file, at, why.message.clone()).help(why.help.clone()));
        }
        path.unwrap_or_else(|why| why.instead)
    }

    fn body(&self, walked: Walked) -> Body {
        let uses = walked.note_uses;
        let mut defined: HashMap<String, Markup> = walked.notes.into_iter().map(|n| (n.label, n.content)).collect();
        let mut notes: Vec<Note> = Vec::with_capacity(uses.len());
        for (place, (label, count)) in uses.iter().enumerate() {
            let letter = super::heading::letters(place);
            let content = defined.remove(label).unwrap_or_default();
            let references = (1..=*count).map(|n| format!("n{letter}{n}")).collect();
            notes.push(Note { id: format!("n-{letter}"), letter, references, content });
        }
        let source = &self.text[self.body_start.min(self.text.len())..];
        let markdown = if self.context.settings.formats.md { twin(source, &walked.edits) } else { Markup::default() };
        Body { answer: walked.lead, sections: walked.sections, notes, markdown }
    }
}

/// The text for `index.md`: as typed, with holes where citations and links to other articles stand.
fn twin(source: &str, edits: &[(Span, Edit)]) -> Markup {
    let mut edits: Vec<&(Span, Edit)> = edits.iter().filter(|(s, _)| s.end <= source.len()).collect();
    edits.sort_by_key(|(span, _)| *span);
    let mut out = Markup::default();
    let mut at = 0;
    for (span, edit) in edits {
        if span.start < at {
            continue;
        }
        out.html.push_str(&source[at..span.start]);
        let hole = match edit {
            Edit::Citation(n) => Hole::Citation(*n),
            Edit::Href(n) => Hole::Href(*n),
            Edit::Src(n) => Hole::Src(*n),
        };
        out.holes.push((out.html.len(), hole));
        at = span.end;
    }
    out.html.push_str(&source[at..]);
    out
}

fn attach_sentences(citations: &mut [Citation], passages: &[Passage]) {
    for (index, passage) in passages.iter().enumerate() {
        for (offset, citation) in &passage.citations {
            let Some(citation) = citations.get_mut(*citation) else { continue };
            let of = if citation.form == CitationForm::Narrative { sentence::holder } else { sentence::owner };
            citation.sentence = of(&passage.sentences, *offset).map(|owner| (index, owner));
        }
    }
}

fn unique(topics: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    topics.into_iter().filter(|t| !t.trim().is_empty() && seen.insert(crate::base::fold::fold(t))).collect()
}
