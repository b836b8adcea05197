-- When a message may go out, and who says that it does.

-- Messages wait for eight in the morning, except for what cannot wait: urgent ones, and those about
-- today or tomorrow. Asked when a delivery is queued, put off, or passed on to another channel.
CREATE FUNCTION delivery_time(p_at timestamptz, p_account bigint, p_urgent boolean, p_day date)
RETURNS timestamptz LANGUAGE sql STABLE
RETURN CASE
    WHEN NOT p_urgent AND NOT coalesce(p_day - (p_at AT TIME ZONE 'Asia/Seoul')::date BETWEEN 0 AND 1, false)
        AND coalesce((SELECT s.quiet FROM notice_settings s WHERE s.account_id = p_account), true)
    THEN offer_window_end(p_at, 0) ELSE p_at END;

-- The channels that are on: whoever sends says so, every few seconds.
CREATE TABLE senders (
    channel text NOT NULL,
    -- what readers of pages must know of it: for Web Push the public key
    detail text,
    seen_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT senders_pkey PRIMARY KEY (channel),
    CONSTRAINT senders_channel_check CHECK (channel IN ('alimtalk', 'sms', 'email', 'push'))
);

-- Each channel has its own senders: one that is slow holds up no other.
DROP INDEX deliveries_queue_idx;
CREATE INDEX deliveries_queue_idx ON deliveries (channel, urgent DESC, not_before, delivery_id)
    WHERE state = 'queued';
