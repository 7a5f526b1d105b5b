//! Connections: how many there may be, how long one may take, and what is read from and written to each.
//!
//! Each has a thread. One that says nothing, or says it too slowly, is closed; where too many are open, the one that has
//! waited longest goes first, so that a page is always served.

use super::State;
use super::answer;
use super::events;
use super::request::{MOST, Refusal, Request};
use super::response::Response;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Most connections at once.
const MOST_OPEN: usize = 256;
/// How long the head of a request may take, from its first wait to its end.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a reader may take nothing of a response.
const SLOW: Duration = Duration::from_secs(10);
/// Bytes of stack of a connection's thread.
const STACK: usize = 4 * 1024 * 1024;

/// The open connections, by number; a greater number is younger.
#[derive(Debug, Default)]
pub(super) struct Connections {
    open: Mutex<BTreeMap<u64, Open>>,
}

#[derive(Debug)]
struct Open {
    stream: Arc<TcpStream>,
    /// Waits for a request, or for the rest of one.
    waits: bool,
}

impl Connections {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a connection; `false` where there are too many and none of them can go.
    fn enter(&self, number: u64, stream: &Arc<TcpStream>) -> bool {
        let mut open = self.lock();
        if open.len() >= MOST_OPEN {
            let Some(longest) = open.iter().find(|(_, o)| o.waits).map(|(number, _)| *number) else { return false };
            if let Some(gone) = open.remove(&longest) {
                let _ = gone.stream.shutdown(Shutdown::Both);
            }
        }
        open.insert(number, Open { stream: Arc::clone(stream), waits: true });
        true
    }

    fn waits(&self, number: u64, waits: bool) {
        if let Some(open) = self.lock().get_mut(&number) {
            open.waits = waits;
        }
    }
}

/// One connection; it leaves the list when it ends, however it ends.
struct Connection {
    state: Arc<State>,
    stream: Arc<TcpStream>,
    number: u64,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.state.connections.lock().remove(&self.number);
    }
}

/// Accepts connections for good.
pub(super) fn accept(listener: &TcpListener, state: &Arc<State>) {
    for number in 0.. {
        let Ok((stream, _)) = listener.accept() else {
            // Out of descriptors, or a peer that has gone: others may come.
            thread::sleep(Duration::from_millis(5));
            continue;
        };
        let stream = Arc::new(stream);
        if !state.connections.enter(number, &stream) {
            let busy = Response::refusal(Refusal(503, "too many connections"));
            let _ = stream.set_write_timeout(Some(Duration::from_millis(50)));
            let _ = busy.write(&mut &*stream, false, false);
            continue;
        }
        let connection = Connection { state: Arc::clone(state), stream, number };
        // Where no thread can be had, the connection is dropped and so closed.
        let _ = thread::Builder::new().stack_size(STACK).spawn(move || connection.run());
    }
}

impl Connection {
    fn run(self) {
        let _ = self.stream.set_nodelay(true);
        let _ = self.stream.set_write_timeout(Some(SLOW));
        let mut rest = Vec::new();
        loop {
            self.state.connections.waits(self.number, true);
            let request = match read_head(&self.stream, &mut rest) {
                Ok(Some(head)) => Request::read(&head),
                Ok(None) => return,
                Err(refusal) => Err(refusal),
            };
            self.state.connections.waits(self.number, false);
            match request {
                Ok(request) if request.path_and_query().0 == events::PATH && request.method == "GET" => {
                    return events::stream(&self.state, &request, &self.stream);
                }
                Ok(request) => {
                    let response = answer::answer(&self.state, &request);
                    let keep = request.keep && response.status < 400;
                    if response.write(&mut &*self.stream, request.method == "HEAD", keep).is_err() || !keep {
                        return close(&self.stream);
                    }
                }
                Err(refusal) => {
                    let _ = Response::refusal(refusal).write(&mut &*self.stream, false, false);
                    return close(&self.stream);
                }
            }
        }
    }
}

/// Ends a connection so that the other side can still read what was written: a close with unread input would reset it.
fn close(stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    let mut rest = [0; 4096];
    for _ in 0..16 {
        match (&mut &*stream).read(&mut rest) {
            Ok(n) if n > 0 => {}
            _ => break,
        }
    }
}

/// The next head on a connection, with its empty line; what follows stays in `rest`. `None` where the other side went, or
/// said nothing for too long.
fn read_head(stream: &TcpStream, rest: &mut Vec<u8>) -> Result<Option<Vec<u8>>, Refusal> {
    let start = Instant::now();
    let mut seen = 0;
    loop {
        if let Some(at) = find(&rest[seen..]) {
            let after = rest.split_off(seen + at);
            return Ok(Some(std::mem::replace(rest, after)));
        }
        seen = rest.len().saturating_sub(3);
        if rest.len() > MOST {
            return Err(Refusal(431, "the head of a request is too large"));
        }
        let left = PATIENCE.saturating_sub(start.elapsed());
        let mut chunk = [0; 4096];
        let read = if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { read_within(stream, &mut chunk, left) };
        match read {
            Ok(0) => return Ok(None),
            Ok(n) => rest.extend_from_slice(&chunk[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) if rest.is_empty() => return Ok(None),
            Err(_) => return Err(Refusal(408, "the request took too long")),
        }
    }
}

fn read_within(stream: &TcpStream, chunk: &mut [u8], left: Duration) -> io::Result<usize> {
    stream.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
    (&mut &*stream).read(chunk)
}

/// Where the empty line ends.
fn find(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|w| w == b"\r\n\r\n").map(|at| at + 4)
}
