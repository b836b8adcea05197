-- Staff accounts: invitations, second factors, and sign-ins that wait for one.

ALTER TABLE accounts
    -- rises whenever the roles change: what was opened with an older one is closed
    ADD COLUMN standing integer NOT NULL DEFAULT 0,
    -- made by `alimi seed`: a development server lets it in without a second factor
    ADD COLUMN demo boolean NOT NULL DEFAULT false;

-- Every page and button of a role belongs to one hospital, so each role is held once.
CREATE UNIQUE INDEX staff_roles_once_key ON staff_roles (account_id, role);

ALTER TABLE sessions
    -- 'factor': the password is proven, the second factor is not; it opens the pages of that only
    ADD COLUMN stage text NOT NULL DEFAULT 'open',
    -- when whoever sits there last showed who they are
    ADD COLUMN proved_at timestamptz NOT NULL DEFAULT alimi_now(),
    -- browser and system, in two words; never the whole header
    ADD COLUMN agent text NOT NULL DEFAULT '',
    ADD COLUMN tries_left smallint NOT NULL DEFAULT 5,
    ADD CONSTRAINT sessions_stage_check CHECK (stage IN ('open', 'factor')),
    ADD CONSTRAINT sessions_tries_left_check CHECK (tries_left >= 0);

-- The one open invitation of an account; using it deletes it. Only the token's digest is kept.
CREATE TABLE staff_invitations (
    account_id bigint NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT staff_invitations_pkey PRIMARY KEY (account_id),
    CONSTRAINT staff_invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT staff_invitations_token_hash_key UNIQUE (token_hash),
    CONSTRAINT staff_invitations_token_hash_check CHECK (octet_length(token_hash) = 32)
);

-- A secret shared with an authenticator app. `proposed_sealed` is shown until a code proves that it
-- arrived; `last_step` makes each code good for once.
CREATE TABLE authenticators (
    account_id bigint NOT NULL,
    secret_sealed bytea,
    last_step bigint NOT NULL DEFAULT 0,
    enrolled_at timestamptz,
    proposed_sealed bytea,
    CONSTRAINT authenticators_pkey PRIMARY KEY (account_id),
    CONSTRAINT authenticators_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT authenticators_enrolled_check CHECK ((secret_sealed IS NULL) = (enrolled_at IS NULL))
);

-- Keyed digests: the codes themselves are on the paper only.
CREATE TABLE recovery_codes (
    account_id bigint NOT NULL,
    code_index bytea NOT NULL,
    used_at timestamptz,
    CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_index),
    CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id)
);

-- Somebody who can sign in as admin is always there: whoever would be the last one stays. The lock
-- puts two that go at the same time in order, so the second one sees that the first has gone.
CREATE FUNCTION keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(20261126, 301);
    IF NOT EXISTS (SELECT FROM staff_roles r JOIN accounts a ON a.account_id = r.account_id
                   WHERE r.role = 'admin' AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL) THEN
        RAISE EXCEPTION 'the last admin stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_roles_last_admin';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER staff_roles_last_admin AFTER DELETE OR UPDATE ON staff_roles
    FOR EACH ROW WHEN (OLD.role = 'admin') EXECUTE FUNCTION keep_an_admin();
CREATE TRIGGER accounts_last_admin AFTER UPDATE OF disabled_at, password_hash ON accounts
    FOR EACH ROW WHEN (OLD.kind = 'staff' AND OLD.disabled_at IS NULL AND OLD.password_hash IS NOT NULL
                       AND (NEW.disabled_at IS NOT NULL OR NEW.password_hash IS NULL))
    EXECUTE FUNCTION keep_an_admin();
