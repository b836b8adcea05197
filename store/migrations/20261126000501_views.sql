-- Read models (N6): what lists and sums are read from, apart from the rows that bookings fight
-- over. Only the consumer `views` and `alimi rebuild` write here, each under the lock of the
-- consumer's cursor. Everything is a function of the facts: a row is made by reading them again,
-- so an event may come twice, late, or in any order.

-- Everybody's reservations (G4), for the list of one's own.
CREATE TABLE view_reservations (
    reservation_id uuid NOT NULL,
    number text NOT NULL,
    account_id bigint NOT NULL,
    person_id bigint NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    day_on date,
    dose_no smallint NOT NULL,
    status text NOT NULL,
    queue_no bigint NOT NULL,
    offer_expires_at timestamptz,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT view_reservations_pkey PRIMARY KEY (reservation_id)
);
CREATE INDEX view_reservations_account_idx ON view_reservations (account_id, created_at);
CREATE INDEX view_reservations_day_idx ON view_reservations (hospital_id, day_on);
CREATE INDEX view_reservations_line_idx ON view_reservations (hospital_id, vaccine_id, queue_no)
    WHERE status = 'waiting';

-- Reservations by day (G5). Days that never opened and on which nobody is booked have no row.
CREATE TABLE view_days (
    hospital_id bigint NOT NULL,
    day_on date NOT NULL,
    capacity integer NOT NULL DEFAULT 0,
    taken integer NOT NULL DEFAULT 0,
    -- false as well for a day that never opened
    open boolean NOT NULL DEFAULT false,
    requested integer NOT NULL DEFAULT 0,
    confirmed integer NOT NULL DEFAULT 0,
    vaccinated integer NOT NULL DEFAULT 0,
    no_show integer NOT NULL DEFAULT 0,
    expired integer NOT NULL DEFAULT 0,
    cancelled integer NOT NULL DEFAULT 0,
    rejected integer NOT NULL DEFAULT 0,
    CONSTRAINT view_days_pkey PRIMARY KEY (hospital_id, day_on)
);

-- The ledger and the line of each stock (G6); the rates G2 and G3 are quotients of its terms.
CREATE TABLE view_stocks (
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    registered integer NOT NULL,
    administered integer NOT NULL,
    discarded integer NOT NULL,
    expired integer NOT NULL,
    reserved integer NOT NULL,
    offered integer NOT NULL,
    earmarked integer NOT NULL,
    bookable integer NOT NULL,
    waiting integer NOT NULL,
    lasts_until date,
    CONSTRAINT view_stocks_pkey PRIMARY KEY (hospital_id, vaccine_id)
);

-- Doses given (G1), voided ones taken out again.
CREATE TABLE view_vaccinations (
    given_on date NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    dose_no smallint NOT NULL,
    doses integer NOT NULL,
    CONSTRAINT view_vaccinations_pkey PRIMARY KEY (given_on, hospital_id, vaccine_id, dose_no)
);
CREATE INDEX view_vaccinations_hospital_idx ON view_vaccinations (hospital_id, given_on);

-- Reads days again: places from the facts, bookings from view_reservations.
CREATE FUNCTION refresh_view_days(p_hospitals bigint[], p_days date[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO view_days AS m (hospital_id, day_on, capacity, taken, open, requested, confirmed, vaccinated, no_show,
                                expired, cancelled, rejected)
    SELECT q.hospital_id, q.day_on, coalesce(d.capacity, 0), coalesce(d.taken, 0),
           d.day_on IS NOT NULL AND d.closed IS NULL, n.requested, n.confirmed, n.vaccinated, n.no_show, n.expired,
           n.cancelled, n.rejected
    FROM (SELECT DISTINCT hospital_id, day_on FROM unnest(p_hospitals, p_days) AS q (hospital_id, day_on)
          WHERE day_on IS NOT NULL) q
    LEFT JOIN days d ON d.hospital_id = q.hospital_id AND d.day_on = q.day_on
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE r.status = 'requested') AS requested,
               count(*) FILTER (WHERE r.status = 'confirmed') AS confirmed,
               count(*) FILTER (WHERE r.status = 'vaccinated') AS vaccinated,
               count(*) FILTER (WHERE r.status = 'no_show') AS no_show,
               count(*) FILTER (WHERE r.status = 'expired') AS expired,
               count(*) FILTER (WHERE r.status = 'cancelled') AS cancelled,
               count(*) FILTER (WHERE r.status = 'rejected') AS rejected
        FROM view_reservations r WHERE r.hospital_id = q.hospital_id AND r.day_on = q.day_on) n
    WHERE d.day_on IS NOT NULL
       OR EXISTS (SELECT FROM view_days m WHERE m.hospital_id = q.hospital_id AND m.day_on = q.day_on)
       OR n.requested + n.confirmed + n.vaccinated + n.no_show + n.expired + n.cancelled + n.rejected > 0
    ON CONFLICT ON CONSTRAINT view_days_pkey DO UPDATE
    SET capacity = excluded.capacity, taken = excluded.taken, open = excluded.open, requested = excluded.requested,
        confirmed = excluded.confirmed, vaccinated = excluded.vaccinated, no_show = excluded.no_show,
        expired = excluded.expired, cancelled = excluded.cancelled, rejected = excluded.rejected
    WHERE (m.capacity, m.taken, m.open, m.requested, m.confirmed, m.vaccinated, m.no_show, m.expired, m.cancelled,
           m.rejected)
        <> (excluded.capacity, excluded.taken, excluded.open, excluded.requested, excluded.confirmed,
            excluded.vaccinated, excluded.no_show, excluded.expired, excluded.cancelled, excluded.rejected)
$$;

CREATE FUNCTION refresh_view_stocks(p_hospitals bigint[], p_vaccines bigint[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO view_stocks (hospital_id, vaccine_id, registered, administered, discarded, expired, reserved, offered,
                             earmarked, bookable, waiting, lasts_until)
    SELECT q.hospital_id, q.vaccine_id, coalesce(s.registered, 0), coalesce(s.administered, 0),
           coalesce(s.discarded, 0), coalesce(s.expired, 0), coalesce(s.reserved, 0), coalesce(s.offered, 0),
           coalesce(s.earmarked, 0), coalesce(s.bookable, 0), w.waiting, s.lasts_until
    FROM (SELECT DISTINCT hospital_id, vaccine_id FROM unnest(p_hospitals, p_vaccines) AS q (hospital_id, vaccine_id)
          WHERE vaccine_id IS NOT NULL) q
    LEFT JOIN stocks s ON s.hospital_id = q.hospital_id AND s.vaccine_id = q.vaccine_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS waiting FROM reservations r
        WHERE r.hospital_id = q.hospital_id AND r.vaccine_id = q.vaccine_id AND r.status = 'waiting') w
    WHERE s.hospital_id IS NOT NULL OR w.waiting > 0
       OR EXISTS (SELECT FROM view_stocks m WHERE m.hospital_id = q.hospital_id AND m.vaccine_id = q.vaccine_id)
    ON CONFLICT ON CONSTRAINT view_stocks_pkey DO UPDATE
    SET registered = excluded.registered, administered = excluded.administered, discarded = excluded.discarded,
        expired = excluded.expired, reserved = excluded.reserved, offered = excluded.offered,
        earmarked = excluded.earmarked, bookable = excluded.bookable, waiting = excluded.waiting,
        lasts_until = excluded.lasts_until
$$;

CREATE FUNCTION refresh_view_vaccinations(p_hospitals bigint[], p_days date[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM view_vaccinations m USING unnest(p_hospitals, p_days) AS q (hospital_id, given_on)
    WHERE m.hospital_id = q.hospital_id AND m.given_on = q.given_on;
    INSERT INTO view_vaccinations (given_on, hospital_id, vaccine_id, dose_no, doses)
    SELECT g.given_on, g.hospital_id, g.vaccine_id, g.dose_no, count(*)
    FROM vaccinations g
    JOIN (SELECT DISTINCT hospital_id, given_on FROM unnest(p_hospitals, p_days) AS q (hospital_id, given_on)) q
        ON q.hospital_id = g.hospital_id AND q.given_on = g.given_on
    WHERE g.voided_at IS NULL
    GROUP BY g.given_on, g.hospital_id, g.vaccine_id, g.dose_no;
END $$;

-- Follows a batch of events: what they name is read again. A reservation's day is read with the one
-- the model knew before, so that the day it left is counted again too.
CREATE FUNCTION follow_views(
    p_reservations uuid[], p_vaccinations uuid[], p_stock_hospitals bigint[], p_stock_vaccines bigint[],
    p_day_hospitals bigint[], p_days date[], p_whole_hospitals bigint[]) RETURNS void
LANGUAGE plpgsql
-- Look-ups by key whatever the values.
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    hospitals bigint[];
    on_days date[];
BEGIN
    SELECT coalesce(array_agg(k.hospital_id), '{}'), coalesce(array_agg(k.day_on), '{}') INTO hospitals, on_days
    FROM (
        SELECT r.hospital_id, r.day_on FROM reservations r WHERE r.reservation_id = ANY (p_reservations)
        UNION SELECT m.hospital_id, m.day_on FROM view_reservations m WHERE m.reservation_id = ANY (p_reservations)
        UNION SELECT g.hospital_id, g.place_on FROM vaccinations g WHERE g.vaccination_id = ANY (p_vaccinations)
        UNION SELECT r.hospital_id, r.day_on FROM vaccinations g JOIN reservations r ON r.reservation_id = g.reservation_id
              WHERE g.vaccination_id = ANY (p_vaccinations)
        UNION SELECT q.hospital_id, q.day_on FROM unnest(p_day_hospitals, p_days) AS q (hospital_id, day_on)
        UNION SELECT d.hospital_id, d.day_on FROM days d WHERE d.hospital_id = ANY (p_whole_hospitals)) k
    WHERE k.day_on IS NOT NULL;

    INSERT INTO view_reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on, dose_no,
                                   status, queue_no, offer_expires_at, created_at, version)
    SELECT r.reservation_id, r.number, r.account_id, r.person_id, r.hospital_id, r.vaccine_id, r.day_on, r.dose_no,
           r.status, r.queue_no, r.offer_expires_at, r.created_at, r.version
    FROM reservations r WHERE r.reservation_id = ANY (p_reservations)
    ON CONFLICT ON CONSTRAINT view_reservations_pkey DO UPDATE
    SET day_on = excluded.day_on, status = excluded.status, dose_no = excluded.dose_no, queue_no = excluded.queue_no,
        offer_expires_at = excluded.offer_expires_at, version = excluded.version;

    PERFORM refresh_view_days(hospitals, on_days);
    PERFORM refresh_view_stocks(p_stock_hospitals, p_stock_vaccines);
    IF cardinality(p_vaccinations) > 0 THEN
        PERFORM refresh_view_vaccinations(array_agg(g.hospital_id), array_agg(g.given_on))
        FROM (SELECT DISTINCT hospital_id, given_on FROM vaccinations WHERE vaccination_id = ANY (p_vaccinations)) g;
    END IF;
END $$;

-- Makes one model of one hospital anew from the facts. The caller holds the cursor's lock.
CREATE FUNCTION rebuild_view(p_view text, p_hospital bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_view = 'reservations' THEN
        DELETE FROM view_reservations WHERE hospital_id = p_hospital;
        INSERT INTO view_reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on,
                                       dose_no, status, queue_no, offer_expires_at, created_at, version)
        SELECT r.reservation_id, r.number, r.account_id, r.person_id, r.hospital_id, r.vaccine_id, r.day_on, r.dose_no,
               r.status, r.queue_no, r.offer_expires_at, r.created_at, r.version
        FROM reservations r WHERE r.hospital_id = p_hospital;
    ELSIF p_view = 'days' THEN
        DELETE FROM view_days WHERE hospital_id = p_hospital;
        PERFORM refresh_view_days(array_agg(k.hospital_id), array_agg(k.day_on))
        FROM (SELECT hospital_id, day_on FROM days WHERE hospital_id = p_hospital
              UNION SELECT hospital_id, day_on FROM view_reservations WHERE hospital_id = p_hospital) k;
    ELSIF p_view = 'stocks' THEN
        DELETE FROM view_stocks WHERE hospital_id = p_hospital;
        PERFORM refresh_view_stocks(array_agg(k.hospital_id), array_agg(k.vaccine_id))
        FROM (SELECT hospital_id, vaccine_id FROM stocks WHERE hospital_id = p_hospital
              UNION SELECT hospital_id, vaccine_id FROM reservations
                    WHERE hospital_id = p_hospital AND status = 'waiting') k;
    ELSE
        DELETE FROM view_vaccinations WHERE hospital_id = p_hospital;
        PERFORM refresh_view_vaccinations(array_agg(k.hospital_id), array_agg(k.given_on))
        FROM (SELECT DISTINCT hospital_id, given_on FROM vaccinations WHERE hospital_id = p_hospital) k;
    END IF;
END $$;

-- The moment up to which the models know everything, and how often they have moved: an event that
-- is not read yet, or was set aside, is older than that.
CREATE FUNCTION views_as_of() RETURNS timestamptz
LANGUAGE sql STABLE
RETURN least(
    alimi_now(),
    (SELECT e.happened_at FROM consumers c
     JOIN LATERAL (SELECT e.happened_at FROM events e WHERE (e.xid, e.event_id) > (c.xid, c.event_id)
                   ORDER BY e.xid, e.event_id LIMIT 1) e ON true
     WHERE c.name = 'views'),
    (SELECT min(e.happened_at) FROM parked_events p JOIN events e ON e.xid = p.xid AND e.event_id = p.event_id
     WHERE p.consumer = 'views'));

-- The consumer begins where everything before has certainly been committed, with models made of
-- the facts.
INSERT INTO consumers (name, xid, event_id)
SELECT 'views', pg_snapshot_xmin(pg_current_snapshot()), 0
WHERE NOT EXISTS (SELECT FROM consumers WHERE name = 'views');
SELECT rebuild_view(v.name, h.hospital_id)
FROM (VALUES (1, 'reservations'), (2, 'days'), (3, 'stocks'), (4, 'vaccinations')) AS v (turn, name), hospitals h
ORDER BY v.turn;
