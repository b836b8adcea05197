//! Steps of calls for a collector: OpenTelemetry over HTTP, only when `OTEL_EXPORTER_OTLP_ENDPOINT` names
//! one. How many calls are collected, and what else there is to set, is read from the variables that
//! OpenTelemetry has for it (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, …).

use crate::{
    Failure,
    channel::{Client, open_client},
    config::Log,
};
use bytes::Bytes;
use domain::trace::Trace;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use opentelemetry::{
    Context, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, TraceContextExt, TraceState, TracerProvider},
};
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use std::{
    fmt,
    num::{NonZeroU64, NonZeroU128},
    pin::Pin,
};
use tokio::{runtime::Handle, task::spawn_blocking};
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};

/// Largest answer of a collector that is read (bytes).
const MOST_ANSWER: usize = 64 * 1024;

/// Steps on their way.
pub(super) struct Steps(SdkTracerProvider);

impl Steps {
    /// Hands over what is left.
    pub(super) async fn end(self) {
        // It waits for a thread that waits for the network.
        let ended = spawn_blocking(move || self.0.shutdown()).await;
        if let Ok(Err(error)) = ended {
            tracing::warn!(%error, "the last steps did not reach the collector");
        }
    }
}

/// Whoever collects, if there is somebody: the end to close, and the layer that notes steps.
pub(super) fn open<S>(log: &Log) -> Result<Option<(Steps, impl Layer<S>)>, Failure>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let Some(collector) = log.collector() else { return Ok(None) };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Post { client: open_client(), runtime: Handle::current() })
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
        .build()
        .map_err(|error| format!("OTEL_EXPORTER_OTLP_ENDPOINT: {error}"))?;
    let named = std::env::var_os("OTEL_SERVICE_NAME").is_some();
    let resource = if named { Resource::builder() } else { Resource::builder().with_service_name("alimi") };
    let provider =
        SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("alimi"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        // Lines stay here: a step is its name, its route and how long it took.
        .with_filter(filter_fn(|about| about.is_span() && about.fields().field("otel.kind").is_some()));
    store::trace::collect(join);
    Ok(Some((Steps(provider), layer)))
}

/// Makes a span a step after another one, and says which it is.
fn join(span: &Span, after: Option<Trace>) -> Option<Trace> {
    if let Some(after) = after {
        let flags = if after.sampled { TraceFlags::SAMPLED } else { TraceFlags::default() };
        let (id, step) = (TraceId::from(after.id.get()), SpanId::from(after.span.get()));
        let before = SpanContext::new(id, step, flags, true, TraceState::default());
        span.set_parent(Context::new().with_remote_span_context(before)).ok()?;
    }
    let context = span.context();
    let step = context.span().span_context().clone();
    Some(Trace {
        id: NonZeroU128::new(u128::from_be_bytes(step.trace_id().to_bytes()))?,
        span: NonZeroU64::new(u64::from_be_bytes(step.span_id().to_bytes()))?,
        sampled: step.is_sampled(),
    })
}

/// Our own client, for a thread that is none of the runtime's.
struct Post {
    client: Client,
    runtime: Handle,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Post")
    }
}

impl HttpClient for Post {
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        let answer = self.client.request(request.map(Full::new));
        let sent = self.runtime.spawn(async move {
            let (head, body) = answer.await?.into_parts();
            let body = Limited::new(body, MOST_ANSWER).collect().await?.to_bytes();
            Ok(Response::from_parts(head, body))
        });
        Box::pin(async move { sent.await? })
    }
}
