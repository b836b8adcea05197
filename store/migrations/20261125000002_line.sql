-- Who gets a freed dose (B4, B5, E2): earmarks, turns, offers.

ALTER TABLE hospitals
    -- how long an offer is held; only the hours from 08:00 to 21:00 count
    ADD COLUMN offer_minutes smallint NOT NULL DEFAULT 30,
    ADD CONSTRAINT hospitals_offer_minutes_check CHECK (offer_minutes BETWEEN 5 AND 1440);

ALTER TABLE reservations
    ADD COLUMN offer_expires_at timestamptz,
    -- offers let lapse since the last place in line was taken; the second one costs the place
    ADD COLUMN lapses smallint NOT NULL DEFAULT 0,
    -- when the person last declined or let lapse: doses freed before then are not for them
    ADD COLUMN passed_at timestamptz,
    ADD CONSTRAINT reservations_offer_check CHECK ((status = 'offered') = (offer_expires_at IS NOT NULL)),
    ADD CONSTRAINT reservations_lapses_check CHECK (lapses BETWEEN 0 AND 1);
CREATE INDEX reservations_offer_expiry_idx ON reservations (offer_expires_at) WHERE status = 'offered';

-- Freed doses that are kept for the line until the worker has offered them. `since` is when the
-- dose became free: its round. The rows of a stock add up to its `earmarked`.
CREATE TABLE earmarks (
    earmark_id bigint GENERATED ALWAYS AS IDENTITY,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    doses integer NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT earmarks_pkey PRIMARY KEY (earmark_id),
    CONSTRAINT earmarks_stock_fkey FOREIGN KEY (hospital_id, vaccine_id) REFERENCES stocks (hospital_id, vaccine_id),
    CONSTRAINT earmarks_doses_check CHECK (doses > 0)
);
CREATE INDEX earmarks_stock_idx ON earmarks (hospital_id, vaccine_id, since);

-- The log of turns. It is public, by number in line and without names.
CREATE TABLE offers (
    offer_id bigint GENERATED ALWAYS AS IDENTITY,
    reservation_id uuid NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    queue_no bigint NOT NULL,
    since timestamptz NOT NULL,
    offered_at timestamptz NOT NULL DEFAULT alimi_now(),
    expires_at timestamptz NOT NULL,
    outcome text,
    closed_at timestamptz,
    CONSTRAINT offers_pkey PRIMARY KEY (offer_id),
    CONSTRAINT offers_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations (reservation_id),
    CONSTRAINT offers_outcome_check CHECK (
        (outcome IN ('accepted', 'declined', 'lapsed', 'revoked', 'left', 'vaccinated')) IS NOT FALSE),
    CONSTRAINT offers_closed_check CHECK ((outcome IS NULL) = (closed_at IS NULL))
);
CREATE UNIQUE INDEX offers_open_key ON offers (reservation_id) WHERE outcome IS NULL;
CREATE INDEX offers_log_idx ON offers (hospital_id, vaccine_id, offer_id DESC);

-- Lines that are to be served. `every_since` is set when every bookable dose may be offered, and
-- says since when they count as free. Whoever serves a line holds its row and deletes it, so a
-- call that comes in meanwhile waits and stands anew.
CREATE TABLE line_calls (
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    every_since timestamptz,
    CONSTRAINT line_calls_pkey PRIMARY KEY (hospital_id, vaccine_id)
);

-- Offers run by day only: from 08:00 to 21:00 in Seoul.
CREATE FUNCTION offers_run(p_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN (p_at AT TIME ZONE 'Asia/Seoul')::time >= time '08:00' AND (p_at AT TIME ZONE 'Asia/Seoul')::time < time '21:00';

-- When a window of so many minutes ends that begins at p_at. Mirrors domain::waitlist::window_end.
CREATE FUNCTION offer_window_end(p_at timestamptz, p_minutes integer) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    t timestamp := p_at AT TIME ZONE 'Asia/Seoul';
    rest interval := make_interval(mins => p_minutes);
BEGIN
    LOOP
        IF t::time >= time '21:00' THEN
            t := t::date + 1 + time '08:00';
        ELSIF t::time < time '08:00' THEN
            t := t::date + time '08:00';
        END IF;
        EXIT WHEN t + rest <= t::date + time '21:00';
        rest := rest - (t::date + time '21:00' - t);
        t := t::date + time '21:00';
    END LOOP;
    RETURN (t + rest) AT TIME ZONE 'Asia/Seoul';
END $$;

-- Keeps freed doses for the line, in the transaction that frees them, so that nobody slips in
-- between: at most one for each waiting person who may still have it. The caller holds the
-- stock's lock and has given the doses back already.
CREATE FUNCTION earmark_doses(p_hospital bigint, p_vaccine bigint, p_freed integer, p_since timestamptz)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    free integer;
    kept integer;
    n integer;
BEGIN
    SELECT least(p_freed, s.bookable), s.earmarked INTO free, kept
    FROM stocks s JOIN hospitals h ON h.hospital_id = s.hospital_id
    WHERE s.hospital_id = p_hospital AND s.vaccine_id = p_vaccine AND h.wait_policy = 'turns';
    IF free IS NULL OR free <= 0 THEN
        RETURN 0;
    END IF;
    SELECT least(free, count(*) - kept) INTO n
    FROM (SELECT FROM reservations r
          WHERE r.hospital_id = p_hospital AND r.vaccine_id = p_vaccine AND r.status = 'waiting'
            AND (r.passed_at IS NULL OR r.passed_at <= p_since)
          LIMIT free + kept) w;
    IF n <= 0 THEN
        RETURN 0;
    END IF;
    INSERT INTO earmarks (hospital_id, vaccine_id, doses, since) VALUES (p_hospital, p_vaccine, n, p_since);
    UPDATE stocks SET earmarked = earmarked + n, version = version + 1
    WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine;
    RETURN n;
END $$;

-- Serves one line: turns earmarked doses (and, since p_every_since, every bookable one) into
-- offers in the order of the line, at most p_most, and returns what nobody can use to bookable.
-- `again` says that there is more to do, or that somebody was passed over who was busy.
--
-- Candidates are read without locks; their persons are locked, passing over locked ones, then
-- the stock and the wanted days; then everything is looked at again.
CREATE FUNCTION make_offers(p_hospital bigint, p_vaccine bigint, p_every_since timestamptz, p_most integer)
RETURNS TABLE (made integer, again boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    h record;
    s record;
    candidates uuid[];
    everybody bigint[];
    locked bigint[];
    seen integer;
    any_day boolean;
    sinces timestamptz[];
    amounts integer[];
    used integer := 0;
    n_made integer := 0;
    rounds integer;
    pick integer;
    expires timestamptz;
    r record;
    i integer;
BEGIN
    SELECT wait_policy, offer_minutes, closes_at INTO h FROM hospitals WHERE hospital_id = p_hospital;
    SELECT lasts_until, bookable INTO s FROM stocks WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 0, false;
        RETURN;
    END IF;

    SELECT array_agg(w.reservation_id), coalesce(array_agg(w.person_id), '{}'), count(*)
    INTO candidates, everybody, seen
    FROM (SELECT r.reservation_id, r.person_id
          FROM reservations r
          WHERE r.hospital_id = p_hospital AND r.vaccine_id = p_vaccine AND r.status = 'waiting'
            AND h.wait_policy = 'turns'
            AND NOT EXISTS (SELECT FROM reservations b
                            WHERE b.person_id = r.person_id AND b.status IN ('offered', 'requested', 'confirmed'))
            AND (r.passed_at IS NULL
                 OR r.passed_at <= (SELECT max(e.since) FROM earmarks e
                                    WHERE e.hospital_id = p_hospital AND e.vaccine_id = p_vaccine)
                 OR s.bookable > 0 AND r.passed_at <= p_every_since)
            AND (r.day_on IS NULL OR r.day_on <= s.lasts_until AND EXISTS (
                    SELECT FROM days d WHERE d.hospital_id = p_hospital AND d.day_on = r.day_on
                    AND d.closed IS NULL AND d.taken < d.capacity
                    AND (d.day_on > alimi_today() OR d.day_on = alimi_today()
                         AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at)))
          ORDER BY r.queue_no
          LIMIT p_most) w;

    SELECT coalesce(array_agg(p.person_id), '{}') INTO locked
    FROM (SELECT person_id FROM persons WHERE person_id = ANY (everybody)
          ORDER BY person_id FOR NO KEY UPDATE SKIP LOCKED) p;
    SELECT * INTO s FROM stocks WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine FOR NO KEY UPDATE;
    PERFORM 1 FROM days
    WHERE hospital_id = p_hospital
      AND day_on IN (SELECT r.day_on FROM reservations r WHERE r.reservation_id = ANY (candidates))
    ORDER BY day_on FOR NO KEY UPDATE;

    -- Without a day to choose, an offer would be worth nothing to those who take any day.
    any_day := EXISTS (
        SELECT FROM days d
        WHERE d.hospital_id = p_hospital AND d.closed IS NULL AND d.taken < d.capacity AND d.day_on <= s.lasts_until
          AND (d.day_on > alimi_today()
               OR d.day_on = alimi_today() AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at));

    -- What there is to give, oldest round first; the bookable rest is the newest.
    SELECT array_agg(e.since ORDER BY e.since), array_agg(e.doses ORDER BY e.since) INTO sinces, amounts
    FROM (SELECT since, sum(doses)::integer AS doses FROM earmarks
          WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine GROUP BY since) e;
    sinces := coalesce(sinces, '{}');
    amounts := coalesce(amounts, '{}');
    rounds := cardinality(sinces);
    IF p_every_since IS NOT NULL AND s.bookable > 0 AND h.wait_policy = 'turns' THEN
        sinces := sinces || p_every_since;
        amounts := amounts || s.bookable;
    END IF;
    expires := offer_window_end(alimi_now(), h.offer_minutes);

    FOR r IN
        SELECT w.* FROM reservations w
        WHERE w.reservation_id = ANY (candidates) AND w.person_id = ANY (locked) AND w.status = 'waiting'
          AND NOT EXISTS (SELECT FROM reservations b
                          WHERE b.person_id = w.person_id AND b.status IN ('offered', 'requested', 'confirmed'))
        ORDER BY w.queue_no
    LOOP
        pick := NULL;
        FOR i IN 1 .. cardinality(sinces) LOOP
            IF amounts[i] > 0 AND (r.passed_at IS NULL OR r.passed_at <= sinces[i]) THEN
                pick := i;
                EXIT;
            END IF;
        END LOOP;
        CONTINUE WHEN pick IS NULL OR r.day_on IS NULL AND NOT any_day;
        IF r.day_on IS NOT NULL THEN
            UPDATE days SET taken = taken + 1
            WHERE hospital_id = p_hospital AND day_on = r.day_on AND closed IS NULL AND taken < capacity
              AND day_on <= s.lasts_until;
            CONTINUE WHEN NOT FOUND;
        END IF;
        UPDATE reservations SET status = 'offered', offer_expires_at = expires, version = version + 1
        WHERE reservation_id = r.reservation_id AND status = 'waiting';
        IF NOT FOUND THEN
            -- left the line a moment ago
            UPDATE days SET taken = taken - 1 WHERE hospital_id = p_hospital AND day_on = r.day_on;
            CONTINUE;
        END IF;
        INSERT INTO holds (reservation_id, kind, hospital_id, vaccine_id, day_on, person_id)
        VALUES (r.reservation_id, 'offered', p_hospital, p_vaccine, r.day_on, r.person_id);
        INSERT INTO offers (reservation_id, hospital_id, vaccine_id, queue_no, since, expires_at)
        VALUES (r.reservation_id, p_hospital, p_vaccine, r.queue_no, sinces[pick], expires);
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
        VALUES ('offer_made', r.reservation_id::text, p_hospital, p_vaccine, r.version + 1);
        amounts[pick] := amounts[pick] - 1;
        used := used + CASE WHEN pick <= rounds THEN 1 ELSE 0 END;
        n_made := n_made + 1;
    END LOOP;

    -- Those further back, and who was busy, come next while there is something to give.
    again := any_day AND (seen = p_most OR cardinality(locked) < cardinality(everybody))
        AND (SELECT coalesce(sum(a), 0) FROM unnest(amounts) AS a) > 0;
    -- Earmarks follow: what was given is taken off; what nobody can use goes back to everybody.
    DELETE FROM earmarks WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine;
    IF again THEN
        INSERT INTO earmarks (hospital_id, vaccine_id, doses, since)
        SELECT p_hospital, p_vaccine, a.doses, a.since
        FROM unnest(sinces[1:rounds], amounts[1:rounds]) AS a (since, doses) WHERE a.doses > 0;
    ELSE
        used := s.earmarked;
    END IF;
    IF n_made > 0 OR used > 0 THEN
        UPDATE stocks SET offered = offered + n_made, earmarked = earmarked - used, version = version + 1
        WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine;
    END IF;
    IF used > 0 AND NOT again THEN
        -- The hospital's page shows what came back.
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
        VALUES ('line_served', 'stock:' || p_hospital || ':' || p_vaccine, p_hospital, p_vaccine, s.version + 1);
    END IF;
    -- First come, first served: all are told, none is given a hold.
    IF h.wait_policy = 'everyone' AND any_day AND s.bookable + s.earmarked > 0 THEN
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
        SELECT 'line_alerted', 'stock:' || p_hospital || ':' || p_vaccine, p_hospital, p_vaccine, s.version + 1
        WHERE EXISTS (SELECT FROM reservations w WHERE w.hospital_id = p_hospital AND w.vaccine_id = p_vaccine
                      AND w.status = 'waiting');
    END IF;
    RETURN QUERY SELECT n_made, again;
END $$;

-- Takes back offers that were declined or have lapsed: the person waits again, and the dose goes
-- to the next one in the same round. Only offers that are still open are touched; gives back
-- which they were.
--
-- Declining keeps the place in line; letting a second offer lapse costs it.
CREATE FUNCTION end_offers(p_reservations uuid[], p_outcome text) RETURNS TABLE (reservation_id uuid)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    f record;
    ended uuid[];
BEGIN
    PERFORM 1 FROM stocks s
    WHERE (s.hospital_id, s.vaccine_id) IN (
        SELECT h.hospital_id, h.vaccine_id FROM holds h WHERE h.reservation_id = ANY (p_reservations))
    ORDER BY s.hospital_id, s.vaccine_id FOR NO KEY UPDATE;
    PERFORM 1 FROM days d
    WHERE (d.hospital_id, d.day_on) IN (
        SELECT h.hospital_id, h.day_on FROM holds h WHERE h.reservation_id = ANY (p_reservations))
    ORDER BY d.hospital_id, d.day_on FOR NO KEY UPDATE;
    PERFORM 1 FROM reservations r WHERE r.reservation_id = ANY (p_reservations)
    ORDER BY r.reservation_id FOR NO KEY UPDATE;

    WITH due AS (
        SELECT r.reservation_id, r.queue_no, p_outcome = 'lapsed' AND r.lapses = 1 AS loses_place
        FROM reservations r
        WHERE r.reservation_id = ANY (p_reservations) AND r.status = 'offered'
          AND (p_outcome <> 'lapsed' OR r.offer_expires_at <= alimi_now())),
    -- who go to the end of the line together keep their order
    renumbered AS MATERIALIZED (
        SELECT d.reservation_id, nextval('queue_numbers') AS queue_no
        FROM (SELECT reservation_id FROM due WHERE loses_place ORDER BY queue_no) d),
    moved AS (
        UPDATE reservations r
        SET status = 'waiting', offer_expires_at = NULL, passed_at = alimi_now(), version = r.version + 1,
            lapses = CASE WHEN p_outcome = 'lapsed' THEN (r.lapses + 1) % 2 ELSE r.lapses END,
            queue_no = coalesce(n.queue_no, r.queue_no)
        FROM due LEFT JOIN renumbered n ON n.reservation_id = due.reservation_id
        WHERE r.reservation_id = due.reservation_id
        RETURNING r.reservation_id, r.hospital_id, r.vaccine_id, r.version),
    noted AS (
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
        SELECT 'offer_' || p_outcome, m.reservation_id::text, m.hospital_id, m.vaccine_id, m.version FROM moved m)
    SELECT coalesce(array_agg(m.reservation_id), '{}') INTO ended FROM moved m;

    UPDATE days d SET taken = d.taken - w.n
    FROM (SELECT h.hospital_id, h.day_on, count(*) AS n FROM holds h
          WHERE h.reservation_id = ANY (ended) AND h.day_on IS NOT NULL GROUP BY h.hospital_id, h.day_on) w
    WHERE d.hospital_id = w.hospital_id AND d.day_on = w.day_on;
    DELETE FROM holds h WHERE h.reservation_id = ANY (ended);
    FOR f IN
        WITH closed AS (
            UPDATE offers o SET outcome = p_outcome, closed_at = alimi_now()
            WHERE o.reservation_id = ANY (ended) AND o.outcome IS NULL
            RETURNING o.hospital_id, o.vaccine_id, o.since)
        SELECT c.hospital_id, c.vaccine_id, c.since, count(*)::integer AS n FROM closed c
        GROUP BY c.hospital_id, c.vaccine_id, c.since ORDER BY c.hospital_id, c.vaccine_id, c.since
    LOOP
        UPDATE stocks s SET offered = s.offered - f.n, version = s.version + 1
        WHERE s.hospital_id = f.hospital_id AND s.vaccine_id = f.vaccine_id;
        PERFORM earmark_doses(f.hospital_id, f.vaccine_id, f.n, f.since);
    END LOOP;
    RETURN QUERY SELECT unnest(ended);
END $$;

INSERT INTO consumers (name)
SELECT 'line' WHERE NOT EXISTS (SELECT FROM consumers WHERE name = 'line');
