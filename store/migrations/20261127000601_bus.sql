-- What replicas tell each other. NOTIFY carries it, unless a message bus does (BUS_URL): then a message waits here,
-- written with what it tells of, until the bus has taken it. So none is lost between a commit and its message.
CREATE TABLE bus_messages (
    message_id bigint GENERATED ALWAYS AS IDENTITY,
    body text NOT NULL,
    CONSTRAINT bus_messages_pkey PRIMARY KEY (message_id)
);

-- A process says on its connections which of the two it uses.
CREATE FUNCTION tell_replicas(message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('alimi.bus', true) = 'kept' THEN
        INSERT INTO bus_messages (body) VALUES (message);
    ELSE
        PERFORM pg_notify('alimi_live', message);
    END IF;
END
$$;

-- Whoever ends a session, and however: open pages of it hear at once, at every replica.
CREATE FUNCTION tell_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_replicas(json_build_object('sessions', json_build_array(NEW.session_id))::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER sessions_tell_ended AFTER UPDATE OF ended_at ON sessions
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
    EXECUTE FUNCTION tell_session_ended();

-- The same for changed roles, and for accounts that are disabled.
CREATE FUNCTION tell_standing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_replicas(json_build_object('standings', json_build_array(NEW.account_id))::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER accounts_tell_standing AFTER UPDATE OF standing ON accounts
    FOR EACH ROW WHEN (OLD.standing <> NEW.standing)
    EXECUTE FUNCTION tell_standing_changed();
