//! Makes the model of one page.

use super::frame::{Head, frame};
use super::id::{self, ListId, PageId};
use super::link::Linker;
use super::model::{Content, LetterGroup, LinkModel, NotFoundPage, PageModel, RedirectPage, SearchPage};
use super::view::View;
use super::words::Words;
use super::{article, home, integrity, list, source};
use crate::article::Body;
use crate::base::fold::order;
use crate::base::lang::Lang;

/// What one page is made with.
pub(super) struct Page<'a> {
    pub view: View<'a>,
    pub id: PageId,
    pub output: String,
    pub linker: Linker,
    pub lang: &'a Lang,
    /// The theme's words in that language.
    pub words: &'a Words,
}

/// The model of the page `id`. `body` is the article's for [PageId::Article] and that of the Library's `home` for
/// [PageId::Home], else `None`.
pub fn present(view: View<'_>, id: PageId, body: Option<&Body>) -> PageModel {
    let output = id::output(view, id);
    let linker = match id {
        PageId::NotFound => Linker::Rooted(view.base_path()),
        _ => view.linker(&output),
    };
    let lang = match id {
        PageId::Article(n) => &view.library.articles[n].lang,
        _ => &view.settings.lang,
    };
    let page = Page { view, id, output, linker, lang, words: view.words(lang) };
    let (head, content) = match id {
        PageId::Article(n) => article::present(&page, n, body),
        PageId::Home => home::home(&page, body),
        PageId::List(list, number) => list::list(&page, list, number),
        PageId::Topics => list::topics(&page),
        PageId::Source(n) => source::source(&page, n),
        PageId::Sources(number) => source::sources(&page, number),
        PageId::Integrity(number) => integrity::integrity(&page, number),
        PageId::Search => search(&page),
        PageId::NotFound => not_found(&page),
        PageId::Redirect(n, _) => redirect(&page, n),
    };
    PageModel { frame: frame(&page, head), output: page.output, content }
}

impl Page<'_> {
    /// The theme's word for `key` in the page's language.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }

    /// A counted text of the theme.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.words.count(key, n, &[])
    }

    /// The address of another page.
    pub fn href(&self, id: PageId) -> String {
        self.linker.file(&id::output(self.view, id))
    }

    /// A date in two forms.
    pub fn date(&self, date: crate::base::date::Date) -> super::model::DateModel {
        super::model::DateModel { iso: date.to_string(), text: self.words.date(date) }
    }
}

/// Most answers that the search page lists for readers without JavaScript; past it, it leads to the pages of all answers.
const MOST_LISTED: usize = 2_000;

fn search(page: &Page<'_>) -> (Head, Content) {
    let library = page.view.library;
    let mut titles: Vec<(String, usize)> = Vec::new();
    if library.articles.len() <= MOST_LISTED {
        titles = library.articles.iter().enumerate().map(|(n, a)| (order(&a.title), n)).collect();
        titles.sort();
    }
    let mut groups: Vec<LetterGroup> = Vec::new();
    for (key, n) in titles {
        let article = &library.articles[n];
        let first = key.chars().next().filter(|c| c.is_alphabetic());
        let letter = first.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().to_string());
        let link = LinkModel { title: article.title.clone(), href: page.linker.page(&article.url) };
        match groups.last_mut() {
            Some(group) if group.letter == letter => group.articles.push(link),
            _ => groups.push(LetterGroup { letter, articles: vec![link] }),
        }
    }
    let head = Head { title: Some(page.word("search")), noindex: true, ..Head::default() };
    (head, Content::Search(SearchPage { groups }))
}

fn not_found(page: &Page<'_>) -> (Head, Content) {
    let head = Head { title: Some(page.word("not-found")), noindex: true, ..Head::default() };
    (head, Content::NotFound(NotFoundPage {}))
}

fn redirect(page: &Page<'_>, n: usize) -> (Head, Content) {
    let article = &page.view.library.articles[n];
    let href = page.linker.page(&article.url);
    let canonical = page.view.absolute().map(|a| a.page(&article.url));
    let head = Head { title: Some(article.title.clone()), noindex: true, canonical, ..Head::default() };
    (head, Content::Redirect(RedirectPage { href, title: article.title.clone() }))
}

/// The first pages of the lists, for the navigation.
pub(super) const ANSWERS: PageId = PageId::List(ListId::Answers, usize::MAX);
