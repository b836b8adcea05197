//! A collector of OpenTelemetry: takes OTLP over HTTP as protobuf and keeps every span.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, Response, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{AnyValue, KeyValue, any_value::Value},
    trace::v1::{Span, span::SpanKind},
};
use prost::Message;
use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// A step of a call, as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) trace: String,
    pub(crate) id: String,
    /// Empty for the first one.
    pub(crate) parent: String,
    pub(crate) name: String,
    pub(crate) kind: SpanKind,
    pub(crate) failed: bool,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Step {
    /// An attribute, empty without it.
    pub(crate) fn says(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

#[derive(Default)]
struct Kept {
    steps: Vec<Step>,
    /// What whoever sends says of itself.
    senders: Vec<(String, String)>,
}

/// A running one; gone when dropped.
pub(crate) struct Collector {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    task: tokio::task::JoinHandle<()>,
}

impl Collector {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let kept = Arc::<Mutex<Kept>>::default();
        let keeps = Arc::clone(&kept);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&keeps);
                let service = service_fn(move |request| take(request, Arc::clone(&kept)));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, kept, task }
    }

    /// What `alimi` must know of it; it sends at once.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("OTEL_EXPORTER_OTLP_ENDPOINT", format!("http://{}", self.address)),
            ("OTEL_BSP_SCHEDULE_DELAY", "50".to_owned()),
        ]
    }

    /// Every step so far.
    pub(crate) fn steps(&self) -> Vec<Step> {
        self.kept.lock().unwrap().steps.clone()
    }

    /// What the senders said of themselves.
    pub(crate) fn senders(&self) -> Vec<(String, String)> {
        self.kept.lock().unwrap().senders.clone()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(request: Request<Incoming>, kept: Arc<Mutex<Kept>>) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    assert_eq!((head.method, head.uri.path()), (Method::POST, "/v1/traces"));
    assert_eq!(head.headers[header::CONTENT_TYPE], "application/x-protobuf");
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let sent = ExportTraceServiceRequest::decode(body).map_err(io::Error::other)?;
    let mut kept = kept.lock().unwrap();
    for from in sent.resource_spans {
        kept.senders.extend(read(from.resource.unwrap_or_default().attributes));
        kept.steps.extend(from.scope_spans.into_iter().flat_map(|scope| scope.spans).map(step));
    }
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, "application/x-protobuf")
        .body(Full::default())
        .unwrap())
}

fn step(span: Span) -> Step {
    // Lines of the log stay where they are.
    assert!(span.events.is_empty(), "{:?}", span.events);
    Step {
        kind: span.kind(),
        failed: span.status.as_ref().is_some_and(|status| status.code == 2),
        trace: hex(&span.trace_id),
        id: hex(&span.span_id),
        parent: hex(&span.parent_span_id),
        name: span.name,
        attributes: read(span.attributes),
    }
}

fn read(attributes: Vec<KeyValue>) -> Vec<(String, String)> {
    let text = |value: Option<AnyValue>| match value.and_then(|v| v.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    };
    attributes.into_iter().map(|a| (a.key, text(a.value))).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
