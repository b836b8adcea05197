//! Which call is being answered: what it writes says so, and whoever reads that goes on with it.
//!
//! Events carry it to their consumers, notices to their senders. It is the task's own: whoever
//! starts another task hands it over ([`carried`]).

use domain::trace::Trace;
use sqlx::{AssertSqlSafe, PgConnection, SqlSafeStr, SqlStr};
use std::{
    num::{NonZeroU64, NonZeroU128},
    sync::{Arc, OnceLock},
};
use tracing::Span;

tokio::task_local! {
    static CURRENT: Current;
}

#[derive(Clone)]
enum Current {
    One(Trace),
    /// Of each request that shares a commit with others, in their order.
    Each(Arc<[Option<Trace>]>),
}

/// Makes a span a step after this one, or a first step, and says which it is.
type Join = fn(&Span, Option<Trace>) -> Option<Trace>;

static JOIN: OnceLock<Join> = OnceLock::new();

/// Says how spans join a trace; once, by whoever collects them.
pub fn collect(join: Join) {
    let _ = JOIN.set(join);
}

/// Makes a span a step of a trace, or the first one of a new trace, and notes in its field `trace` of
/// which.
pub fn join(span: &Span, after: Option<Trace>) -> Trace {
    let collected = JOIN.get().and_then(|join| join(span, after));
    let trace = collected.unwrap_or_else(|| next(after));
    span.record("trace", trace.id());
    trace
}

/// A step after this one, or the first one, that nobody collects.
fn next(after: Option<Trace>) -> Trace {
    Trace {
        id: after.map_or_else(|| NonZeroU128::new(rand::random()).unwrap_or(NonZeroU128::MAX), |t| t.id),
        span: NonZeroU64::new(rand::random()).unwrap_or(NonZeroU64::MAX),
        sampled: after.is_some_and(|t| t.sampled),
    }
}

/// Whether somebody collects the steps of this trace.
pub(crate) fn is_collected(trace: Trace) -> bool {
    trace.sampled && JOIN.get().is_some()
}

/// Runs something as part of a call.
pub async fn within<F: Future>(trace: Trace, run: F) -> F::Output {
    CURRENT.scope(Current::One(trace), run).await
}

/// Runs several requests at once, each part of a call of its own.
pub(crate) async fn within_each<F: Future>(traces: Vec<Option<Trace>>, run: F) -> F::Output {
    CURRENT.scope(Current::Each(traces.into()), run).await
}

/// The same as part of the present call, if there is one, in whatever task it runs.
pub fn carried<F: Future>(run: F) -> impl Future<Output = F::Output> {
    let here = CURRENT.try_with(Clone::clone).ok();
    async move {
        match here {
            Some(here) => CURRENT.scope(here, run).await,
            None => run.await,
        }
    }
}

/// The present call.
pub fn current() -> Option<Trace> {
    CURRENT
        .try_with(|current| match current {
            Current::One(trace) => Some(*trace),
            Current::Each(_) => None,
        })
        .ok()
        .flatten()
}

/// The call of each of so many requests, as it is written down.
pub(crate) fn of_each(requests: usize) -> Vec<Option<String>> {
    let written = |trace: &Option<Trace>| trace.map(|t| t.to_string());
    CURRENT
        .try_with(|current| match current {
            Current::Each(traces) if traces.len() == requests => traces.iter().map(written).collect(),
            Current::Each(_) => vec![None; requests],
            Current::One(trace) => vec![written(&Some(*trace)); requests],
        })
        .unwrap_or_else(|_| vec![None; requests])
}

/// How a transaction begins: what it writes belongs to the present call. One round trip, as BEGIN alone.
pub(crate) fn begin() -> SqlStr {
    match current() {
        Some(trace) => AssertSqlSafe(format!("BEGIN; SET LOCAL alimi.trace = '{trace}'")).into_sql_str(),
        None => "BEGIN".into_sql_str(),
    }
}

/// From here on what a transaction writes belongs to this call.
pub(crate) async fn continue_in_txn(tx: &mut PgConnection, trace: Trace) -> crate::Result<()> {
    sqlx::query!("SELECT set_config('alimi.trace', $1, true)", trace.to_string()).fetch_one(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn another_task_goes_on_with_the_call_when_it_is_handed_over() {
        let trace = next(None);
        within(trace, async {
            assert_eq!(tokio::spawn(carried(async { current() })).await.unwrap(), Some(trace));
            assert_eq!(tokio::spawn(async { current() }).await.unwrap(), None);
        })
        .await;
        assert_eq!(current(), None);
    }

    #[tokio::test]
    async fn those_who_share_a_commit_keep_their_own() {
        let (a, b) = (next(None), next(None));
        within_each(vec![Some(a), None, Some(b)], async {
            assert_eq!(of_each(3), [Some(a.to_string()), None, Some(b.to_string())]);
            assert_eq!(current(), None);
        })
        .await;
        within(a, async { assert_eq!(of_each(2), [Some(a.to_string()), Some(a.to_string())]) }).await;
        assert_eq!(of_each(1), [None]);
    }

    #[test]
    fn a_next_step_is_of_the_same_trace() {
        let first = Trace { sampled: true, ..next(None) };
        let second = next(Some(first));
        assert_eq!(second.id, first.id);
        assert!(second.span != first.span && second.sampled && next(None).id != first.id);
    }
}
