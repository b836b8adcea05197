//! `/admin/events`

use crate::text::admin::Events;

pub(super) const EVENT: Events = Events {
    title: "Parked events",
    lead: "Events set aside because they failed five times. Remove the cause, then try again.",
    none: "No event is parked",
    none_text: "All events are being handled in their order.",
    kind: "Event",
    aggregate: "About",
    consumer: "Consumer",
    consumer_work: |name| match name {
        "live" => "refreshes open pages",
        "release" => "gives back doses and places",
        "line" => "calls people in line",
        "status" => "follows vaccinations",
        "notices" => "writes notices",
        "views" => "keeps overviews and figures",
        _ => "",
    },
    error: "Error",
    failures: |n| format!("failed {n} times"),
    since: |at| format!("since {at}"),
    retry: "Try again",
    retrying: "Trying again",
    behind: "Waits behind an earlier event",
    retried: "It is being tried again.",
    retried_text: "It leaves the list once it is handled. Refresh the page in a moment.",
    gone: "This event was already handled.",
    lags: "How far consumers are",
    lag: "Behind by",
    caught_up: "caught up",
    behind_by: |seconds| format!("{seconds} s"),
    notice: |n| format!("Parked events: {n}."),
    see: "See parked events",
};
