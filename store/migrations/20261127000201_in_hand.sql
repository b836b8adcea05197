-- The reservation in one's hand: looked up without signing in, and shown to the family.

-- Whoever knew a reservation's number and the birth date may look at that one for a while. Only the
-- digest of what the browser keeps: a copy of this table opens nothing.
CREATE TABLE look_ups (
    token_hash bytea NOT NULL,
    reservation_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT look_ups_pkey PRIMARY KEY (token_hash),
    CONSTRAINT look_ups_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations (reservation_id),
    CONSTRAINT look_ups_token_hash_check CHECK (octet_length(token_hash) = 32),
    CONSTRAINT look_ups_expires_at_check CHECK (
        expires_at > created_at AND expires_at <= created_at + interval '1 hour')
);
CREATE INDEX look_ups_reservation_id_idx ON look_ups (reservation_id);
CREATE INDEX look_ups_expires_at_idx ON look_ups (expires_at);

-- Tries at a number, whether it is one or not: by digest, for what was typed may be anything.
CREATE TABLE look_up_tries (
    number_index bytea NOT NULL,
    tries smallint NOT NULL,
    since timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT look_up_tries_pkey PRIMARY KEY (number_index),
    CONSTRAINT look_up_tries_tries_check CHECK (tries > 0)
);
CREATE INDEX look_up_tries_since_idx ON look_up_tries (since);

-- A link under which whoever has it sees place, day and state of a reservation, and nothing of the
-- person. The link is the id under our key (store::link): no row here tells it.
CREATE TABLE shares (
    share_id uuid NOT NULL,
    reservation_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT shares_pkey PRIMARY KEY (share_id),
    CONSTRAINT shares_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations (reservation_id),
    CONSTRAINT shares_expires_at_check CHECK (
        expires_at > created_at AND expires_at <= created_at + interval '31 days')
);
-- One link at a time.
CREATE UNIQUE INDEX shares_one_link_key ON shares (reservation_id) WHERE revoked_at IS NULL;
CREATE INDEX shares_reservation_id_idx ON shares (reservation_id);
