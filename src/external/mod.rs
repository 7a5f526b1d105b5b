//! Whether addresses outside the site answer. A user asks for it with `ibid check --external`; nothing else does.
//!
//! [Ask] is who is asked: [curl::Curl], or a test's own. Its answer to each address is a [Reply].

pub mod curl;

use crate::base::url::{LinkKind, link_kind};
use crate::error::Error;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// How an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// There is something.
    Found,
    /// There is something, for good at this other address.
    Moved(String),
    /// There is nothing: why.
    Gone(String),
    /// It cannot be told: why.
    Silent(String),
}

/// What each address answered, by the [address asked](asked).
pub type Replies = BTreeMap<String, Reply>;

/// Asks addresses.
pub trait Ask: Debug {
    /// The answer to each of `addresses`, which are distinct and as [asked] gives them. `step` is called for each that is done.
    fn ask(&self, addresses: &[String], step: &dyn Fn()) -> Result<Replies, Error>;
}

/// What is asked of a link's target: a web address without its part (`#…`), what is not ASCII escaped. `None` for mail and the like.
pub fn asked(target: &str) -> Option<String> {
    let target = target.trim();
    let whole = if target.starts_with("//") { format!("https:{target}") } else { target.to_owned() };
    let (scheme, rest) = whole.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !web || link_kind(&whole) != LinkKind::External || rest.is_empty() {
        return None;
    }
    Some(crate::base::url::encode_typed(whole.split('#').next().unwrap_or_default()))
}

/// `addresses` in such an order that those of one host stand far apart: no host is asked many things at once.
fn spread(addresses: &[String]) -> Vec<&String> {
    let mut by_host: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(host(address)).or_default().push(address);
    }
    let longest = by_host.values().map(Vec::len).max().unwrap_or(0);
    (0..longest).flat_map(|n| by_host.values().filter_map(move |of_host| of_host.get(n).copied())).collect()
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_asked_without_their_parts() {
        assert_eq!(asked("https://a.example/b#c").as_deref(), Some("https://a.example/b"));
        assert_eq!(asked("//a.example/ü?q=\"").as_deref(), Some("https://a.example/%C3%BC?q=%22"));
        assert_eq!(asked("HTTP://a.example/%C3%BC").as_deref(), Some("HTTP://a.example/%C3%BC"));
        for other in ["mailto:a@b.example", "doi:10.1000/182", "https://", "/b", "#c", "ftp://a.example/"] {
            assert_eq!(asked(other), None, "{other}");
        }
    }

    #[test]
    fn addresses_of_one_host_stand_apart() {
        let addresses = ["https://a/1", "https://a/2", "https://a/3", "https://b/1", "https://c?x"].map(str::to_owned);
        assert_eq!(spread(&addresses), ["https://a/1", "https://b/1", "https://c?x", "https://a/2", "https://a/3"]);
    }
}
