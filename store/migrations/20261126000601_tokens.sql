-- Programs act for an account by a token: what it may be used for, until when, and when it was
-- used last. Only its digest is kept: a copy of this table opens nothing.
CREATE TABLE tokens (
    token_id bigint GENERATED ALWAYS AS IDENTITY,
    account_id bigint NOT NULL,
    -- what its owner calls it
    label text NOT NULL,
    scopes text[] NOT NULL,
    token_hash bytea NOT NULL,
    -- the first characters, by which its owner recognises it
    hint text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT tokens_pkey PRIMARY KEY (token_id),
    CONSTRAINT tokens_token_hash_key UNIQUE (token_hash),
    CONSTRAINT tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT tokens_token_hash_check CHECK (octet_length(token_hash) = 32),
    CONSTRAINT tokens_label_check CHECK (char_length(label) BETWEEN 1 AND 60),
    CONSTRAINT tokens_scopes_check CHECK (cardinality(scopes) BETWEEN 1 AND 20),
    -- a year at the most
    CONSTRAINT tokens_expires_at_check CHECK (
        expires_at > created_at AND expires_at <= created_at + interval '366 days')
);
CREATE INDEX tokens_account_id_idx ON tokens (account_id, created_at);
