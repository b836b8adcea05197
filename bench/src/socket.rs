//! A live socket of a page, as plainly as it can be had: text frames, and an answer to each ping.

use crate::{
    Fault,
    door::{Door, visit},
};
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const TEXT: u8 = 1;
const PING: u8 = 9;
const PONG: u8 = 10;

/// An open socket.
pub(crate) struct Socket {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Socket {
    /// Opens one, for somebody who is signed in or for anybody.
    pub(crate) async fn open(address: SocketAddr, person: Option<u32>) -> Result<Self, Fault> {
        let mut request = visit(address, "/live", person);
        request.truncate(request.len() - 2);
        request.extend_from_slice(
            format!(
                "origin: http://{address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
                 sec-websocket-version: 13\r\nsec-websocket-key: YSBwYWdlIG9mIGJlbmNoLg==\r\n\r\n"
            )
            .as_bytes(),
        );
        let mut door = Door::open(address).await?;
        match door.ask(&request).await? {
            101 => {
                let (stream, read) = door.into_parts();
                Ok(Self { stream, read })
            }
            status => Err(format!("a socket was answered with {status}").into()),
        }
    }

    /// Watches a topic and waits for its state.
    pub(crate) async fn watch(&mut self, topic: &str) -> Result<(), Fault> {
        self.send(TEXT, format!(r#"{{"t":"watch","topic":"{topic}","seen":null}}"#).as_bytes()).await?;
        let state = self.hear().await?;
        if state.starts_with(br#"{"t":"gone""#) {
            Err(format!("{topic} is not there").into())
        } else {
            Ok(())
        }
    }

    /// The next message.
    pub(crate) async fn hear(&mut self) -> Result<Vec<u8>, Fault> {
        loop {
            while let Some((kind, payload)) = self.take() {
                match kind {
                    TEXT => return Ok(payload),
                    PING => self.send(PONG, &payload).await?,
                    _ => return Err("a socket was closed".into()),
                }
            }
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err("a socket was cut off".into());
            }
        }
    }

    /// A whole frame, if one was read. Those of a server are not masked.
    fn take(&mut self) -> Option<(u8, Vec<u8>)> {
        let (kind, short) = (self.read.first()? & 0x0f, usize::from(*self.read.get(1)?));
        let (head, length) = match short {
            126 => (4, usize::from(u16::from_be_bytes(self.read.get(2..4)?.try_into().ok()?))),
            127 => (10, usize::try_from(u64::from_be_bytes(self.read.get(2..10)?.try_into().ok()?)).ok()?),
            short => (2, short),
        };
        let payload = self.read.get(head..head + length)?.to_vec();
        self.read.drain(..head + length);
        Some((kind, payload))
    }

    /// A frame under a mask of zeros, which changes nothing.
    async fn send(&mut self, kind: u8, payload: &[u8]) -> Result<(), Fault> {
        let length = u8::try_from(payload.len()).ok().filter(|n| *n < 126).ok_or("too long a message")?;
        let mut frame = vec![0x80 | kind, 0x80 | length, 0, 0, 0, 0];
        frame.extend_from_slice(payload);
        Ok(self.stream.write_all(&frame).await?)
    }
}

/// So many sockets, a hundred at a time.
pub(crate) async fn open_many(
    address: SocketAddr,
    people: impl Iterator<Item = Option<u32>>,
) -> Result<Vec<Socket>, Fault> {
    let mut sockets = Vec::new();
    let mut opening = tokio::task::JoinSet::new();
    for person in people {
        if opening.len() >= 100 {
            sockets.push(opening.join_next().await.ok_or("nobody opens")???);
        }
        opening.spawn(Socket::open(address, person));
    }
    while let Some(opened) = opening.join_next().await {
        sockets.push(opened??);
    }
    Ok(sockets)
}
