-- Sign-in with OpenID Connect providers.

-- Whose account a provider's subject is. Of the subject only a keyed digest is kept; it is linked
-- once the account's phone number was proved by a one-time code.
CREATE TABLE identities (
    identity_id bigint GENERATED ALWAYS AS IDENTITY,
    provider text NOT NULL,
    subject_index bytea NOT NULL,
    account_id bigint NOT NULL,
    linked_at timestamptz NOT NULL DEFAULT alimi_now(),
    used_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT identities_pkey PRIMARY KEY (identity_id),
    CONSTRAINT identities_subject_key UNIQUE (provider, subject_index),
    CONSTRAINT identities_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT identities_subject_index_check CHECK (octet_length(subject_index) = 32)
);
CREATE INDEX identities_account_idx ON identities (account_id);

-- A sign-in at a provider that is under way. Only digests of the state and of the browser's cookie
-- are kept; what proves the return (verifier, nonce) is sealed, and erased when it comes: once.
-- What then remains is a subject that waits for the proof of a phone number.
CREATE TABLE provider_sign_ins (
    state_hash bytea NOT NULL,
    browser_hash bytea NOT NULL,
    provider text NOT NULL,
    secrets_sealed bytea,
    next text NOT NULL,
    subject_index bytea,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    returned_at timestamptz,
    CONSTRAINT provider_sign_ins_pkey PRIMARY KEY (state_hash),
    CONSTRAINT provider_sign_ins_once_check CHECK ((returned_at IS NULL) = (secrets_sealed IS NOT NULL)),
    CONSTRAINT provider_sign_ins_subject_check CHECK (subject_index IS NULL OR returned_at IS NOT NULL)
);
CREATE INDEX provider_sign_ins_browser_idx ON provider_sign_ins (browser_hash);
