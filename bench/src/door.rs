//! HTTP as plainly as it can be had: a connection that is kept, requests written by hand, and of an
//! answer no more understood than where it ends. The client shares its machine with what it
//! measures, so it must cost as little as pgbench does.

use crate::Fault;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Room for an answer; larger ones make it grow.
const ROOM: usize = 8 * 1024;

/// A kept connection.
pub(crate) struct Door {
    stream: TcpStream,
    read: Vec<u8>,
    /// Where the head of the last answer ends, and where its body does.
    head: usize,
    end: usize,
}

impl Door {
    /// Opens one.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::with_capacity(ROOM), head: 0, end: 0 })
    }

    /// Sends a request, reads its answer to the end and says its status.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<u16, Fault> {
        self.stream.write_all(request).await?;
        self.read.clear();
        self.head = 0;
        while !self.is_whole()? {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err("the connection was closed before its answer ended".into());
            }
        }
        Ok(std::str::from_utf8(&self.read[9..12])?.parse()?)
    }

    /// Whether the answer has been read; finds its parts.
    fn is_whole(&mut self) -> Result<bool, Fault> {
        if self.head == 0 {
            let Some(at) = self.read.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
                return Ok(false);
            };
            self.head = at + 4;
            self.end = match self.header("content-length") {
                Some(length) => self.head + length.parse::<usize>()?,
                // 101, 204 and 304 have no body; anything else of unknown length comes in pieces.
                None if self.header("transfer-encoding").is_none() => self.head,
                None => usize::MAX,
            };
        }
        if self.end == usize::MAX && self.read.ends_with(b"\r\n0\r\n\r\n") {
            self.end = self.read.len();
        }
        Ok(self.read.len() >= self.end)
    }

    /// Whether the other end has closed it meanwhile, or said something nobody asked for.
    pub(crate) fn is_closed(&self) -> bool {
        !matches!(self.stream.try_read(&mut [0]), Err(error) if error.kind() == std::io::ErrorKind::WouldBlock)
    }

    /// The value of a header of the last answer.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All of its values.
    pub(crate) fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let head = std::str::from_utf8(&self.read[..self.head]).unwrap_or_default();
        head.split("\r\n").filter_map(move |line| {
            let (of, value) = line.split_once(": ")?;
            of.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The body of the last answer, as it was sent.
    pub(crate) fn body(&self) -> &[u8] {
        &self.read[self.head..self.end]
    }

    /// The connection, and what was read of another protocol already.
    pub(crate) fn into_parts(self) -> (TcpStream, Vec<u8>) {
        let rest = self.read.get(self.end..).unwrap_or_default().to_vec();
        (self.stream, rest)
    }
}

/// A visit to a page, with a session where somebody is signed in.
pub(crate) fn visit(address: SocketAddr, path: &str, person: Option<u32>) -> Vec<u8> {
    let cookie = person.map(|person| format!("cookie: alimi_session={person:064x}\r\n")).unwrap_or_default();
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\n{cookie}\r\n").into_bytes()
}

/// A form that is sent from its own page. `cookies` come beside the session's.
pub(crate) fn form(address: SocketAddr, path: &str, person: u32, cookies: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\naccept: text/html\r\n\
         content-type: application/x-www-form-urlencoded\r\ncookie: alimi_session={person:064x}{cookies}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
