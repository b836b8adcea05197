-- An event that a consumer fails at five times is set aside, with those of the same aggregate
-- that come after it, so that the rest goes on. The admin sees them and has them tried again.
CREATE TABLE parked_events (
    consumer text NOT NULL,
    xid xid8 NOT NULL,
    event_id bigint NOT NULL,
    aggregate_id text NOT NULL,
    failures smallint NOT NULL,
    error text NOT NULL,
    first_failed_at timestamptz NOT NULL DEFAULT alimi_now(),
    -- null while the consumer still tries by itself
    parked_at timestamptz,
    -- set by the admin: the worker tries once more
    retry_at timestamptz,
    CONSTRAINT parked_events_pkey PRIMARY KEY (consumer, xid, event_id),
    CONSTRAINT parked_events_consumer_fkey FOREIGN KEY (consumer) REFERENCES consumers (name),
    CONSTRAINT parked_events_failures_check CHECK (failures BETWEEN 0 AND 1000)
);
CREATE INDEX parked_events_aggregate_idx ON parked_events (consumer, aggregate_id);

-- The consumer that follows vaccinations (D2, D3).
INSERT INTO consumers (name)
SELECT 'status' WHERE NOT EXISTS (SELECT FROM consumers WHERE name = 'status');
