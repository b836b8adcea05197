-- 알림: what is said to a person, on which channels, and every try (N7, B4, C6, F5).

-- Which notice is said once: the event, the person and the kind make its key. The words are made
-- when it is read or sent; here stand ids, and the day and hour it speaks of.
CREATE TABLE notices (
    notice_id bigint GENERATED ALWAYS AS IDENTITY,
    dedupe_key text NOT NULL,
    account_id bigint NOT NULL,
    kind text NOT NULL,
    reservation_id uuid NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    -- the reservation's version it speaks of: a later one has its own notice
    version bigint NOT NULL,
    day_on date,
    until_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    read_at timestamptz,
    CONSTRAINT notices_pkey PRIMARY KEY (notice_id),
    CONSTRAINT notices_dedupe_key UNIQUE (dedupe_key),
    CONSTRAINT notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT notices_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations (reservation_id)
);
CREATE INDEX notices_account_idx ON notices (account_id, notice_id DESC);
CREATE INDEX notices_unread_idx ON notices (account_id) WHERE read_at IS NULL;
CREATE INDEX notices_reservation_idx ON notices (reservation_id);

-- What an account wants to be told by. No row: everything, in Korean, not at night.
CREATE TABLE notice_settings (
    account_id bigint NOT NULL,
    message boolean NOT NULL DEFAULT true,
    quiet boolean NOT NULL DEFAULT true,
    language text NOT NULL DEFAULT 'ko',
    changed_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT notice_settings_pkey PRIMARY KEY (account_id),
    CONSTRAINT notice_settings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT notice_settings_language_check CHECK (language IN ('ko', 'en'))
);

-- One notice on one channel. A sender claims it for a while (lease); whoever finishes must still
-- hold the claim (fence). The delivery's own key goes to the provider, which takes it once.
CREATE TABLE deliveries (
    delivery_id bigint GENERATED ALWAYS AS IDENTITY,
    notice_id bigint NOT NULL,
    channel text NOT NULL,
    state text NOT NULL DEFAULT 'queued',
    urgent boolean NOT NULL,
    key uuid NOT NULL,
    not_before timestamptz NOT NULL DEFAULT alimi_now(),
    tries smallint NOT NULL DEFAULT 0,
    claim uuid,
    claimed_until timestamptz,
    provider_id text,
    error text,
    ended_at timestamptz,
    CONSTRAINT deliveries_pkey PRIMARY KEY (delivery_id),
    CONSTRAINT deliveries_channel_key UNIQUE (notice_id, channel),
    CONSTRAINT deliveries_key_key UNIQUE (key),
    CONSTRAINT deliveries_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notices (notice_id),
    CONSTRAINT deliveries_channel_check CHECK (channel IN ('alimtalk', 'sms')),
    CONSTRAINT deliveries_state_check CHECK (state IN ('queued', 'sent', 'failed', 'skipped')),
    CONSTRAINT deliveries_ended_check CHECK ((state = 'queued') = (ended_at IS NULL)),
    CONSTRAINT deliveries_claim_check CHECK ((claim IS NULL) = (claimed_until IS NULL))
);
-- Urgent ones first: a flood of others does not delay them.
CREATE INDEX deliveries_queue_idx ON deliveries (urgent DESC, not_before, delivery_id) WHERE state = 'queued';

-- Each try, with what came of it.
CREATE TABLE attempts (
    attempt_id bigint GENERATED ALWAYS AS IDENTITY,
    delivery_id bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT alimi_now(),
    outcome text NOT NULL,
    detail text,
    CONSTRAINT attempts_pkey PRIMARY KEY (attempt_id),
    CONSTRAINT attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES deliveries (delivery_id),
    CONSTRAINT attempts_outcome_check CHECK (outcome IN ('accepted', 'refused', 'failed', 'skipped'))
);
CREATE INDEX attempts_delivery_idx ON attempts (delivery_id);

-- What was before is not told now.
INSERT INTO consumers (name, xid, event_id)
SELECT 'notices', coalesce((SELECT max(xid) FROM events), '0'),
       coalesce((SELECT max(event_id) FROM events WHERE xid = (SELECT max(xid) FROM events)), 0)
WHERE NOT EXISTS (SELECT FROM consumers WHERE name = 'notices');
