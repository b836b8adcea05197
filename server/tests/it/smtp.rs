//! A real mail server (aiosmtpd) beside the tests, with bad moments: see `smtp.py`.

use serde::Deserialize;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

/// A letter it took.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Letter {
    /// Its Message-ID.
    pub(crate) id: String,
    pub(crate) to: Vec<String>,
    pub(crate) sender: String,
    pub(crate) subject: String,
    pub(crate) unsubscribe: String,
    pub(crate) plain: String,
    pub(crate) html: String,
    /// Whether it came over TLS.
    pub(crate) secure: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Fault { fault: String },
    Letter(Letter),
}

#[derive(Deserialize)]
struct Listening {
    port: u16,
    ca: String,
}

#[derive(Default)]
struct Books {
    letters: Vec<Letter>,
    faults: Vec<String>,
}

/// A running one; gone when dropped.
pub(crate) struct MailServer {
    child: Child,
    port: u16,
    /// File with the certificate of its authority, where it speaks TLS.
    pub(crate) ca: String,
    books: Arc<Mutex<Books>>,
}

impl MailServer {
    /// One that has a bad moment in so many of a hundred letters, and speaks TLS in one of two ways or
    /// not at all.
    pub(crate) fn start(faults: u32, tls: Option<&str>) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let python = root.join("../target/tools/venv/bin/python");
        assert!(python.exists(), "there is no mail server for tests: scripts/install smtp brings it");
        let mut child = Command::new(python)
            .arg(root.join("tests/it/smtp.py"))
            .arg(faults.to_string())
            .args(tls)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the mail server ended before it listened").unwrap();
        let Listening { port, ca } = serde_json::from_str(&first).unwrap();
        let books = Arc::<Mutex<Books>>::default();
        let kept = Arc::clone(&books);
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                match serde_json::from_str(&line).unwrap() {
                    Said::Fault { fault } => kept.lock().unwrap().faults.push(fault),
                    Said::Letter(letter) => kept.lock().unwrap().letters.push(letter),
                }
            }
        });
        Self { child, port, ca, books }
    }

    /// What `alimi` must know of it.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        settings_over(&format!("smtp://127.0.0.1:{}", self.port))
    }

    /// The same over TLS, by a scheme and what stands behind the port.
    pub(crate) fn secure_settings(&self, scheme: &str, query: &str) -> Vec<(&'static str, String)> {
        settings_over(&format!("{scheme}://127.0.0.1:{}{query}", self.port))
    }

    /// Every letter it took, in order.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.books.lock().unwrap().letters.clone()
    }

    /// Its bad moments.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.books.lock().unwrap().faults.clone()
    }
}

fn settings_over(url: &str) -> Vec<(&'static str, String)> {
    vec![
        ("ALIMI_SMTP_URL", url.to_owned()),
        ("ALIMI_SMTP_FROM", "알리미 <notices@alimi.example>".to_owned()),
        ("ALIMI_PUBLIC_URL", "https://alimi.example".to_owned()),
    ]
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !self.ca.is_empty() {
            let _ = std::fs::remove_file(&self.ca);
        }
    }
}
