-- What happened, for those who act on it. Consumers read in the order (xid, event_id) and only
-- what is below the oldest running transaction, so nothing that commits late is passed over.
-- That order is not causal: `version` of the aggregate is.
CREATE TABLE events (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    event_id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    aggregate_id text NOT NULL,
    hospital_id bigint,
    vaccine_id bigint,
    version bigint NOT NULL,
    body jsonb NOT NULL DEFAULT '{}',
    happened_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT events_pkey PRIMARY KEY (xid, event_id)
);

-- How far each consumer has come. The row's lock is the right to work; a dead worker's
-- connection gives it up.
CREATE TABLE consumers (
    name text NOT NULL,
    xid xid8 NOT NULL DEFAULT '0',
    event_id bigint NOT NULL DEFAULT 0,
    moved_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT consumers_pkey PRIMARY KEY (name)
);
INSERT INTO consumers (name) VALUES ('release'), ('live');

-- Who did what, when and why. Rows are added, never changed.
CREATE TABLE audit_log (
    audit_id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT alimi_now(),
    account_id bigint,
    action text NOT NULL,
    subject text NOT NULL,
    hospital_id bigint,
    reason text,
    CONSTRAINT audit_log_pkey PRIMARY KEY (audit_id)
);
CREATE INDEX audit_log_at_idx ON audit_log (at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
