-- Passkeys (WebAuthn): public keys, and the questions that one has answered.

CREATE TABLE passkeys (
    credential_id bytea NOT NULL,
    account_id bigint NOT NULL,
    -- what signs, and its public key in that algorithm's own form
    algorithm text NOT NULL,
    public_key bytea NOT NULL,
    -- of the last use: an authenticator that counts must count on
    sign_count bigint NOT NULL,
    -- where it was made, in two words
    agent text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    used_at timestamptz,
    CONSTRAINT passkeys_pkey PRIMARY KEY (credential_id),
    CONSTRAINT passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT passkeys_credential_id_check CHECK (octet_length(credential_id) BETWEEN 16 AND 1023),
    CONSTRAINT passkeys_algorithm_check CHECK (algorithm IN ('es256', 'ed25519', 'rs256')),
    CONSTRAINT passkeys_sign_count_check CHECK (sign_count >= 0)
);
CREATE INDEX passkeys_account_id_idx ON passkeys (account_id);

-- Questions carry their own seal and hour, so asking stores nothing; an answered one is kept until
-- its five minutes are over, so that it is answered once.
CREATE TABLE answered_challenges (
    challenge bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT answered_challenges_pkey PRIMARY KEY (challenge)
);
CREATE INDEX answered_challenges_expires_at_idx ON answered_challenges (expires_at);
