-- Forms that met a session that had ended by itself: page and typed values, sealed, for their owner to
-- find filled in after the next sign-in. They are never sent by themselves, and soon deleted.
CREATE TABLE kept_forms (
    kept_form_id uuid NOT NULL,
    account_id bigint NOT NULL,
    form_sealed bytea NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT kept_forms_pkey PRIMARY KEY (kept_form_id),
    CONSTRAINT kept_forms_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT kept_forms_span_check CHECK (expires_at > kept_at)
);
CREATE INDEX kept_forms_account_idx ON kept_forms (account_id, kept_at);
CREATE INDEX kept_forms_expires_idx ON kept_forms (expires_at);
