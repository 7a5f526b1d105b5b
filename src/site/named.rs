//! Files that the settings name, beside the site's own: bibliographies, articles in the navigation, the theme, and the style of
//! reference texts. One that is not there, or cannot be read, is a finding.

use super::open::located;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::base::url::{LinkKind, link_kind};
use crate::config::Settings;
use crate::diag::{Diagnostic, Located};
use crate::error::Error;
use crate::files::{self, Tree};
use crate::library::Outputs;
use crate::page::View;
use crate::page::known::Known;
use crate::source::style::{Choice, Style};
use std::path::Path;

/// The bibliographies that the settings name, but for those outside the site's folder.
pub(super) fn bibliographies(settings: &Settings) -> impl Iterator<Item = SitePath> {
    settings.bibliography.iter().filter_map(|path| inside(path))
}

/// The folder and ending of files that the style of reference texts is read from, where it is read from any.
pub(super) fn is_style(settings: &Settings, file: &SitePath) -> bool {
    let Choice::File(style) = &settings.citation_style else { return false };
    file == style || (file.parent() == style.parent() && file.as_str().ends_with(".csl"))
}

/// The file of the style, where it is one.
pub(super) fn style_file(settings: &Settings) -> Option<&SitePath> {
    match &settings.citation_style {
        Choice::File(file) => Some(file),
        _ => None,
    }
}

/// Bibliographies that are not in the site, each as a finding at its place in the settings.
pub(super) fn missing(tree: &Tree, settings: &Settings) -> Result<Vec<Located>, Error> {
    let gone = |path: &&String| inside(path).is_none_or(|file| !files::exists(&tree.root, &file));
    let paths: Vec<&String> = settings.bibliography.iter().filter(gone).collect();
    let Some(file) = tree.settings.as_ref().filter(|_| !paths.is_empty()) else { return Ok(Vec::new()) };
    let text = files::read_text(&tree.root, file)?;
    let finding = |path: &String| {
        let message = format!("the bibliography `{path}` is not in the site");
        let found = Diagnostic::error("bibliography-missing", file, place(&text, "bibliography", path), message);
        located(&found.help(help(path, "the path is taken from the site's folder; correct it, or add the file")), &text)
    };
    Ok(paths.into_iter().map(finding).collect())
}

/// Navigation items that name a content file which is not in the site.
pub(super) fn broken_nav(tree: &Tree, settings: &Settings) -> Result<Vec<Located>, Error> {
    let items = settings.nav.iter().flatten();
    let gone: Vec<(&str, SitePath)> = items
        .filter_map(|item| Some((item.url.as_str(), crate::page::nav_file(&item.url)?)))
        .filter(|(_, file)| !files::exists(&tree.root, file))
        .collect();
    let Some(file) = tree.settings.as_ref().filter(|_| !gone.is_empty()) else { return Ok(Vec::new()) };
    let text = files::read_text(&tree.root, file)?;
    let finding = |(url, path): (&str, SitePath)| {
        let found = Diagnostic::error("broken-link", file, place(&text, "nav", url), format!("there is no article `{path}`"));
        let help = "name a content file, such as `content/about.md`, a path of the site, such as `/topics/`, or an address";
        located(&found.help(help), &text)
    };
    Ok(gone.into_iter().map(finding).collect())
}

/// Navigation items that name a path of the site at which nothing lies.
pub(super) fn lost_nav(root: &Path, settings: &Settings, view: View<'_>) -> Result<Vec<Located>, Error> {
    let is_path = |url: &&str| link_kind(url) == LinkKind::Local && crate::page::nav_file(url).is_none();
    let paths: Vec<&str> = settings.nav.iter().flatten().map(|item| item.url.as_str()).filter(is_path).collect();
    let Some(file) = files::settings(root).filter(|_| !paths.is_empty()) else { return Ok(Vec::new()) };
    let known = Known::new(view);
    let lost: Vec<&str> = paths.into_iter().filter(|path| !known.holds(path)).collect();
    if lost.is_empty() {
        return Ok(Vec::new());
    }
    let text = files::read_text(root, &file)?;
    let finding = |path: &str| {
        let found =
            Diagnostic::error("broken-link", &file, place(&text, "nav", path), format!("the site has no page and no file `{path}`"));
        let help = "name a content file, such as `content/about.md`, a path of the site, such as `/topics/`, or an address written whole";
        located(&found.help(help), &text)
    };
    Ok(lost.into_iter().map(finding).collect())
}

/// The theme to load: the default one where the settings name one that is not there, with a finding that says so.
pub(super) fn theme<'s>(tree: &Tree, settings: &'s Settings, findings: &mut Vec<Located>) -> Result<Option<&'s str>, Error> {
    let (Some(name), Some(file)) = (settings.theme.as_deref(), &tree.settings) else { return Ok(settings.theme.as_deref()) };
    if name == "default" || files::is_folder(&tree.root, &SitePath::new(format!("themes/{name}"))) {
        return Ok(Some(name));
    }
    let text = files::read_text(&tree.root, file)?;
    let message = format!("there is no folder `themes/{name}`");
    let found = Diagnostic::error("unknown-value", file, place(&text, "theme", name), message);
    let help = format!("correct the name, or begin a theme of that name with `ibid theme eject theme.yaml --name {name}`");
    findings.push(located(&found.help(help), &text));
    Ok(None)
}

/// The style of reference texts; ibid's own where the one that is asked for cannot be used, with a finding that says why.
pub(super) fn style(tree: &Tree, settings: &Settings, findings: &mut Vec<Located>) -> Result<Style, Error> {
    let read = |file: &SitePath| inside(file.as_str()).and_then(|file| read(&tree.root, &file));
    let fault = match Style::load(&settings.citation_style, &read) {
        Ok(style) => return Ok(style),
        Err(fault) => fault,
    };
    let (file, typed) = match (&settings.citation_style, &tree.settings) {
        (Choice::File(path), Some(file)) => (file, path),
        _ => return Ok(Style::default()),
    };
    let found = match fault.span {
        Some(span) => {
            let found = Diagnostic::error(UNREADABLE_STYLE, typed, span, fault.message).help(fault.help);
            located(&found, &read(typed).unwrap_or_default())
        }
        None => {
            let text = files::read_text(&tree.root, file)?;
            let span = place(&text, "citation_style", typed.as_str());
            let found = Diagnostic::error(UNREADABLE_STYLE, file, span, fault.message);
            located(&found.help(help(typed.as_str(), &fault.help)), &text)
        }
    };
    findings.push(found);
    Ok(Style::default())
}

/// Rule: a style of reference texts that cannot be used.
const UNREADABLE_STYLE: &str = "unreadable-style";

fn read(root: &Path, file: &SitePath) -> Option<String> {
    (files::exists(root, file) && files::lies_inside(root, file)).then(|| files::read_text(root, file).ok())?
}

fn inside(path: &str) -> Option<SitePath> {
    SitePath::new("").join(path)
}

fn help(path: &str, usual: &str) -> String {
    match inside(path) {
        Some(_) => usual.to_owned(),
        None => "it lies outside the site's folder, where nothing is read; copy it into the site".to_owned(),
    }
}

/// The place of a value behind its key.
fn place(text: &str, key: &str, value: &str) -> Span {
    let from = text.lines().scan(0, |at, line| Some((std::mem::replace(at, *at + line.len() + 1), line)));
    let key = from.into_iter().find(|(_, line)| line.starts_with(key)).map_or(0, |(at, _)| at);
    let at = text.get(key..).and_then(|rest| rest.find(value)).map_or(key, |n| key + n);
    Span::new(at, (at + value.len()).min(text.len()))
}
