-- E-mail and Web Push: addresses of accounts, each proven or given by the browser itself.

ALTER TABLE notice_settings ADD COLUMN email boolean NOT NULL DEFAULT true;

-- Only proven addresses stand here.
CREATE TABLE account_emails (
    account_id bigint NOT NULL,
    address_sealed bytea NOT NULL,
    proven_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT account_emails_pkey PRIMARY KEY (account_id),
    CONSTRAINT account_emails_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id)
);

-- Codes on their way to an address: sealed until they are sent, erased on use or expiry, as one-time
-- codes are. The index limits how often an address is written to, whoever asks.
CREATE TABLE email_codes (
    challenge uuid NOT NULL,
    account_id bigint NOT NULL,
    address_sealed bytea NOT NULL,
    address_index bytea NOT NULL,
    code_sealed bytea,
    code_hash bytea,
    tries_left smallint NOT NULL DEFAULT 5,
    claimed_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT email_codes_pkey PRIMARY KEY (challenge),
    CONSTRAINT email_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT email_codes_tries_left_check CHECK (tries_left >= 0),
    CONSTRAINT email_codes_erased_check CHECK (used_at IS NULL OR (code_sealed IS NULL AND code_hash IS NULL))
);
CREATE INDEX email_codes_address_idx ON email_codes (address_index, created_at);
CREATE INDEX email_codes_account_idx ON email_codes (account_id, created_at);
CREATE INDEX email_codes_unsent_idx ON email_codes (created_at) WHERE code_sealed IS NOT NULL;

-- One browser of one account. What has ended keeps its row, for the deliveries that name it, and
-- nothing that leads to the browser.
CREATE TABLE push_subscriptions (
    subscription_id bigint GENERATED ALWAYS AS IDENTITY,
    account_id bigint NOT NULL,
    endpoint_sealed bytea,
    endpoint_index bytea,
    keys_sealed bytea,
    -- which browser, as its owner knows it
    label text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    ended_at timestamptz,
    CONSTRAINT push_subscriptions_pkey PRIMARY KEY (subscription_id),
    CONSTRAINT push_subscriptions_endpoint_index_key UNIQUE (endpoint_index),
    CONSTRAINT push_subscriptions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT push_subscriptions_ended_check CHECK (
        (ended_at IS NULL) = (endpoint_sealed IS NOT NULL)
        AND (ended_at IS NULL) = (endpoint_index IS NOT NULL)
        AND (ended_at IS NULL) = (keys_sealed IS NOT NULL))
);
CREATE INDEX push_subscriptions_account_idx ON push_subscriptions (account_id) WHERE ended_at IS NULL;

ALTER TABLE deliveries
    ADD COLUMN subscription_id bigint,
    ADD CONSTRAINT deliveries_subscription_id_fkey
        FOREIGN KEY (subscription_id) REFERENCES push_subscriptions (subscription_id),
    ADD CONSTRAINT deliveries_subscription_check CHECK ((channel = 'push') = (subscription_id IS NOT NULL)),
    DROP CONSTRAINT deliveries_channel_check,
    ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('alimtalk', 'sms', 'email', 'push')),
    DROP CONSTRAINT deliveries_channel_key,
    ADD CONSTRAINT deliveries_channel_key UNIQUE NULLS NOT DISTINCT (notice_id, channel, subscription_id);
