//! Addresses asked with the program `curl`, which brings the machine's certificates, proxies and HTTP versions with it: a
//! client in this program would be a third of its dependencies, for one option of one command. The one door to it.
//!
//! Two rounds. The first asks each address for its head and follows nothing, so that a move for good (301, 308) is told
//! from one for now. What did not answer with success is asked again as a browser asks, redirects followed: some servers
//! refuse heads.

use super::{Ask, Replies, Reply, host, spread};
use crate::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// Addresses asked at one time.
const AT_ONCE: &str = "8";

/// What curl prints of each address: its place, the status, curl's own exit code, how often it was led on, to where it was
/// led (first and at last), and what went wrong.
const LINE: &str = "%{urlnum}\\t%{http_code}\\t%{exitcode}\\t%{num_redirects}\\t%{redirect_url}\\t%{url_effective}\\t%{errormsg}\\n";

/// Asks with `curl`, 7.75 or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curl;

impl Ask for Curl {
    fn ask(&self, addresses: &[String], step: &dyn Fn()) -> Result<Replies, Error> {
        let addresses = spread(addresses);
        let heads = run(&addresses, Round::Heads, &mut |seen| {
            if settled(seen).is_some() {
                step();
            }
        })?;
        let mut replies = Replies::new();
        let mut again = Vec::new();
        for (address, seen) in addresses.iter().zip(heads) {
            match settled_at(address, &seen) {
                Some(reply) => _ = replies.insert((*address).clone(), reply),
                None => again.push((*address, seen)),
            }
        }
        let asked_again: Vec<&String> = again.iter().map(|(address, _)| *address).collect();
        let pages = run(&asked_again, Round::Pages, &mut |_| step())?;
        let heard = pages.iter().chain(again.iter().map(|(_, seen)| seen)).any(|seen| seen.status > 0);
        if replies.is_empty() && !heard && pages.iter().any(|seen| seen.exit > 0) {
            return Err(Error::world("ask addresses outside the site", &format!("none answers ({}); is there a network?", pages[0].error)));
        }
        for ((address, head), page) in again.into_iter().zip(pages) {
            replies.insert(address.clone(), reply(&head, &page));
        }
        Ok(replies)
    }
}

/// How addresses are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// For their heads, following nothing.
    Heads,
    /// For their pages, following where they lead.
    Pages,
}

/// What was seen at one address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Seen {
    /// The HTTP status; 0 where there was none.
    status: u16,
    /// curl's exit code.
    exit: u16,
    /// How often it was led on.
    hops: u16,
    /// Where it leads, where that was not followed.
    leads: String,
    /// Where it led at last.
    last: String,
    /// What went wrong, in curl's words.
    error: String,
}

/// What the head alone settles.
fn settled(head: &Seen) -> Option<Reply> {
    (200..300).contains(&head.status).then_some(Reply::Found)
}

/// As [settled]. The resolver of DOIs leads on from each that is registered; what a publisher answers programs says
/// nothing of the DOI, and many refuse them.
fn settled_at(address: &str, head: &Seen) -> Option<Reply> {
    let registered = host(address) == "doi.org" && (300..400).contains(&head.status);
    if registered { Some(Reply::Found) } else { settled(head) }
}

/// What both rounds say of an address.
fn reply(head: &Seen, page: &Seen) -> Reply {
    match page.status {
        200..300 if matches!(head.status, 301 | 308) => {
            // Where the way goes on, its end may be for one visit only.
            let to = if page.hops > 1 { &head.leads } else { &page.last };
            Reply::Moved(to.clone())
        }
        200..300 => Reply::Found,
        404 | 410 => Reply::Gone(format!("it answers {}", page.status)),
        0 if page.exit == 6 => Reply::Gone("its host has no address".to_owned()),
        0 if page.exit == 28 => Reply::Silent("it does not answer in time".to_owned()),
        0 if page.error.is_empty() => Reply::Silent("nothing is known of it".to_owned()),
        0 => Reply::Silent(page.error.clone()),
        401 | 402 | 403 | 429 | 451 | 999 => Reply::Silent(format!("it answers {}, as some do to programs", page.status)),
        status => Reply::Silent(format!("it answers {status}")),
    }
}

/// One call of curl for all `addresses`, with what was seen at each.
fn run(addresses: &[&String], round: Round, each: &mut dyn FnMut(&Seen)) -> Result<Vec<Seen>, Error> {
    let mut seen = vec![Seen::default(); addresses.len()];
    if addresses.is_empty() {
        return Ok(seen);
    }
    let mut child = start(round)?;
    if let Some(mut input) = child.stdin.take() {
        // An end too early shows in what comes back.
        let _ = input.write_all(config(addresses).as_bytes());
    }
    let mut told = 0;
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
        if let Some((at, one)) = read(&line)
            && let Some(place) = seen.get_mut(at)
        {
            told += 1;
            each(&one);
            *place = one;
        }
    }
    let _ = child.wait();
    if told == 0 {
        return Err(Error::world("ask addresses with curl", &"it tells nothing of them; curl 7.75 or later is needed"));
    }
    Ok(seen)
}

fn start(round: Round) -> Result<Child, Error> {
    let mut command = Command::new("curl");
    command.args(["--disable", "--silent", "--parallel", "--parallel-max", AT_ONCE, "--globoff"]);
    command.args(["--proto", "=http,https", "--proto-redir", "=http,https", "--connect-timeout", "10", "--max-time", "30"]);
    command.args(["--user-agent", concat!("Mozilla/5.0 (compatible; ibid/", env!("CARGO_PKG_VERSION"), ")"), "--header", "Accept: */*"]);
    match round {
        Round::Heads => command.arg("--head"),
        // A page of many megabytes need not come whole to be there. No retries: curl 7.88 loses what it asks again in parallel.
        Round::Pages => command.args(["--location", "--max-redirs", "10", "--max-filesize", "2000000"]),
    };
    command.args(["--write-out", LINE, "--config", "-"]);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    child.map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => Error::world("ask addresses", &"the program `curl` is not installed; --external needs it"),
        _ => Error::world("start curl", &cause),
    })
}

/// The addresses as curl reads them from its configuration: none can be taken for an option.
fn config(addresses: &[&String]) -> String {
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let quoted = |address: &str| address.replace('\\', "\\\\").replace('"', "\\\"");
    addresses.iter().map(|address| format!("url = \"{}\"\noutput = \"{nowhere}\"\n", quoted(address))).collect()
}

/// A line of curl's, as [LINE] asks for it.
fn read(line: &str) -> Option<(usize, Seen)> {
    let mut parts = line.splitn(7, '\t');
    let at = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse().ok();
    let (status, exit, hops) = (number()?, number()?, number()?);
    let mut text = || parts.next().map(str::to_owned);
    Some((at, Seen { status, exit, hops, leads: text()?, last: text()?, error: text()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(status: u16) -> Seen {
        Seen { status, hops: 1, leads: "https://a.example/next".into(), last: "https://a.example/last".into(), ..Seen::default() }
    }

    #[test]
    fn a_line_of_curl_is_read() {
        let line = "3\t000\t6\t0\t\thttps://x.invalid/\tCould not resolve host: x.invalid";
        let (at, one) = read(line).unwrap();
        assert_eq!((at, one.status, one.exit, one.error.as_str()), (3, 0, 6, "Could not resolve host: x.invalid"));
        assert_eq!(read("curl: (3) URL malformed"), None);
    }

    #[test]
    fn moves_for_good_are_told_from_moves_for_now() {
        assert_eq!(reply(&seen(301), &seen(200)), Reply::Moved("https://a.example/last".into()));
        assert_eq!(reply(&seen(301), &Seen { hops: 2, ..seen(200) }), Reply::Moved("https://a.example/next".into()));
        assert_eq!(reply(&seen(302), &seen(200)), Reply::Found);
    }

    #[test]
    fn what_refuses_programs_is_not_gone() {
        assert!(matches!(reply(&seen(403), &seen(403)), Reply::Silent(_)));
        assert!(matches!(reply(&seen(404), &seen(404)), Reply::Gone(_)));
        assert_eq!(reply(&seen(405), &seen(200)), Reply::Found);
        assert!(matches!(reply(&seen(0), &Seen { exit: 6, ..seen(0) }), Reply::Gone(_)));
    }

    #[test]
    fn a_registered_doi_is_found_whatever_its_publisher_answers() {
        assert_eq!(settled_at("https://doi.org/10.1000/182", &seen(302)), Some(Reply::Found));
        assert_eq!(settled_at("https://a.example/10.1000/182", &seen(302)), None);
        assert_eq!(settled_at("https://doi.org/10.1000/182", &seen(404)), None);
    }

    #[test]
    fn no_address_can_be_an_option() {
        let config = config(&[&"https://a.example/\"\\".to_owned()]);
        assert_eq!(config.lines().next(), Some(r#"url = "https://a.example/\"\\""#));
    }
}
