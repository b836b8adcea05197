-- Who signs in and who is vaccinated. Names, birth dates and phone numbers are sealed by the
-- application (AEAD, key id inside the value); *_index columns are keyed digests by which
-- equal values are found without being readable.

CREATE TABLE accounts (
    account_id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    -- citizens
    phone_sealed bytea,
    phone_index bytea,
    phone_tail_index bytea,
    -- staff
    login text,
    password_hash text,
    label text,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT accounts_pkey PRIMARY KEY (account_id),
    CONSTRAINT accounts_phone_index_key UNIQUE (phone_index),
    CONSTRAINT accounts_login_key UNIQUE (login),
    CONSTRAINT accounts_kind_check CHECK (kind IN ('citizen', 'staff')),
    CONSTRAINT accounts_citizen_check CHECK (
        kind <> 'citizen' OR (phone_sealed IS NOT NULL AND phone_index IS NOT NULL AND phone_tail_index IS NOT NULL)),
    CONSTRAINT accounts_staff_check CHECK (kind <> 'staff' OR (login IS NOT NULL AND label IS NOT NULL))
);
CREATE INDEX accounts_phone_tail_index_idx ON accounts (phone_tail_index);

CREATE TABLE persons (
    person_id bigint GENERATED ALWAYS AS IDENTITY,
    account_id bigint NOT NULL,
    name_sealed bytea NOT NULL,
    birth_sealed bytea NOT NULL,
    -- digest of (normalised name, birth date): equal ones in two accounts are suspected duplicates
    identity_index bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT persons_pkey PRIMARY KEY (person_id),
    CONSTRAINT persons_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT persons_account_identity_key UNIQUE (account_id, identity_index)
);
CREATE INDEX persons_identity_index_idx ON persons (identity_index);

-- Only digests of tokens are kept: a copy of this table opens no session.
CREATE TABLE sessions (
    session_id bigint GENERATED ALWAYS AS IDENTITY,
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    seen_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT sessions_pkey PRIMARY KEY (session_id),
    CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
    CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT sessions_token_hash_check CHECK (octet_length(token_hash) = 32)
);
CREATE INDEX sessions_account_id_idx ON sessions (account_id);

-- One-time codes have a queue of their own and never pass through events: the code is sealed
-- until it is handed to the sender, and erased on use or expiry.
CREATE TABLE one_time_codes (
    challenge uuid NOT NULL,
    phone_sealed bytea NOT NULL,
    phone_index bytea NOT NULL,
    code_sealed bytea,
    code_hash bytea,
    tries_left smallint NOT NULL DEFAULT 5,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT one_time_codes_pkey PRIMARY KEY (challenge),
    CONSTRAINT one_time_codes_tries_left_check CHECK (tries_left >= 0),
    CONSTRAINT one_time_codes_erased_check CHECK (used_at IS NULL OR (code_sealed IS NULL AND code_hash IS NULL))
);
CREATE INDEX one_time_codes_phone_idx ON one_time_codes (phone_index, created_at);
