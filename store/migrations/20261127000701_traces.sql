-- Which call an event or a notice belongs to (W3C traceparent): a message can be followed back to the
-- tap that caused it. A transaction says it once, in the setting alimi.trace; who says nothing writes none.

CREATE FUNCTION alimi_trace() RETURNS text LANGUAGE sql STABLE
    RETURN nullif(current_setting('alimi.trace', true), '');

ALTER TABLE events ADD COLUMN trace text;
ALTER TABLE events ALTER COLUMN trace SET DEFAULT alimi_trace();
ALTER TABLE notices ADD COLUMN trace text;
ALTER TABLE notices ALTER COLUMN trace SET DEFAULT alimi_trace();

-- Booking again, now with the call of each request: they share a commit, not a trace. The release before
-- goes on calling the function of nine arguments.
--
-- Lock order: persons, stocks, days. The rows of a booking are written before the two hot rows
-- (stock, day) are locked, so that these are held only while the decision is made and the
-- transaction commits; whoever loses is taken out again inside the call. At most one request a
-- person and one an account in a call.
--
-- outcome: requested | replayed | key_reused | unknown | already_booked | day_past | day_closed
--        | day_full | no_doses | after_expiry | wrong_vaccine | complete | too_early
CREATE FUNCTION request_reservations(
    p_reservations uuid[], p_numbers text[], p_accounts bigint[], p_persons bigint[],
    p_hospitals bigint[], p_vaccines bigint[], p_days date[], p_keys uuid[], p_bodies bytea[],
    p_traces text[])
RETURNS TABLE (ord integer, outcome text, reservation_id uuid)
LANGUAGE plpgsql
-- The plans are index look-ups whatever the values: planning anew at each call cost more than running.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
-- A booking that cannot have its locks gives up about when its caller does: it holds the person's lock,
-- which joining the waitlist needs. (A row is waited for twice: for one's turn, then for its owner.)
SET lock_timeout = '1s'
AS $$
#variable_conflict use_column
DECLARE
    n CONSTANT integer := cardinality(p_reservations);
    outcomes text[];
    answered uuid[];
    inserted uuid[];
    keyed uuid[];
    doses smallint[];
    stock_used integer[] := array_fill(0, ARRAY[cardinality(p_reservations)]);
    day_used integer[] := array_fill(0, ARRAY[cardinality(p_reservations)]);
    winners uuid[] := '{}';
    losers uuid[] := '{}';
    r record;
BEGIN
    PERFORM 1 FROM persons WHERE person_id = ANY (p_persons) ORDER BY person_id FOR NO KEY UPDATE;

    -- What can be answered without touching a hot row: replays, strangers, what is plainly gone.
    -- A refusal here is true as of this statement; a success is decided under the locks below.
    SELECT array_agg(look.answer ORDER BY look.o), array_agg(look.known ORDER BY look.o),
           array_agg(look.dose_no ORDER BY look.o)
    INTO outcomes, answered, doses
    FROM (
        SELECT q.o, (g.doses + 1)::smallint AS dose_no,
            CASE
                WHEN pe.person_id IS NULL THEN 'unknown'
                WHEN k.key IS NOT NULL AND k.body <> q.body THEN 'key_reused'
                WHEN k.key IS NOT NULL THEN 'replayed'
                WHEN h.hospital_id IS NULL OR v.vaccine_id IS NULL THEN 'unknown'
                WHEN g.other THEN 'wrong_vaccine'
                WHEN g.doses >= v.doses_required THEN 'complete'
                WHEN q.day_on < alimi_today() THEN 'day_past'
                WHEN q.day_on = alimi_today() AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time >= h.closes_at
                    THEN 'day_past'
                WHEN q.day_on < g.last_on + v.interval_days THEN 'too_early'
                WHEN d.day_on IS NULL OR d.closed IS NOT NULL THEN 'day_closed'
                WHEN s.bookable IS NULL OR s.bookable <= 0 THEN 'no_doses'
                WHEN s.lasts_until IS NULL OR s.lasts_until < q.day_on THEN 'after_expiry'
                WHEN d.taken >= d.capacity THEN 'day_full'
            END AS answer,
            -- under another request's body stands another command's outcome
            CASE WHEN k.body = q.body THEN k.outcome::uuid END AS known
        FROM unnest(p_accounts, p_persons, p_hospitals, p_vaccines, p_days, p_keys, p_bodies)
            WITH ORDINALITY AS q (account_id, person_id, hospital_id, vaccine_id, day_on, key, body, o)
        LEFT JOIN persons pe ON pe.person_id = q.person_id AND pe.account_id = q.account_id
        LEFT JOIN idempotency_keys k ON k.account_id = q.account_id AND k.key = q.key
        LEFT JOIN hospitals h ON h.hospital_id = q.hospital_id
        LEFT JOIN vaccines v ON v.vaccine_id = q.vaccine_id
        LEFT JOIN stocks s ON s.hospital_id = q.hospital_id AND s.vaccine_id = q.vaccine_id
        LEFT JOIN days d ON d.hospital_id = q.hospital_id AND d.day_on = q.day_on
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE g.vaccine_id = q.vaccine_id) AS doses,
                   max(g.given_on) FILTER (WHERE g.vaccine_id = q.vaccine_id) AS last_on,
                   coalesce(bool_or(g.vaccine_id <> q.vaccine_id), false) AS other
            FROM vaccinations g WHERE g.person_id = q.person_id AND g.voided_at IS NULL) g
    ) look;

    IF array_position(outcomes, NULL) IS NOT NULL THEN
        -- Write the bookings. One booking a person is an index; the second one is passed over.
        WITH written AS (
            INSERT INTO reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on,
                                      dose_no, status, requested_at)
            SELECT q.reservation_id, q.number, q.account_id, q.person_id, q.hospital_id, q.vaccine_id, q.day_on,
                   q.dose_no, 'requested', alimi_now()
            FROM unnest(p_reservations, p_numbers, p_accounts, p_persons, p_hospitals, p_vaccines, p_days, doses,
                        outcomes) WITH ORDINALITY
                AS q (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on, dose_no, outcome, o)
            WHERE q.outcome IS NULL
            ORDER BY q.o
            ON CONFLICT (person_id) WHERE status IN ('offered', 'requested', 'confirmed') DO NOTHING
            RETURNING reservation_id)
        SELECT coalesce(array_agg(written.reservation_id), '{}') INTO inserted FROM written;

        IF cardinality(inserted) > 0 THEN
            INSERT INTO holds (reservation_id, kind, hospital_id, vaccine_id, day_on, person_id)
            SELECT q.reservation_id, 'reserved', q.hospital_id, q.vaccine_id, q.day_on, q.person_id
            FROM unnest(p_reservations, p_hospitals, p_vaccines, p_days, p_persons)
                AS q (reservation_id, hospital_id, vaccine_id, day_on, person_id)
            WHERE q.reservation_id = ANY (inserted);

            INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, body, trace)
            SELECT 'reservation_requested', q.reservation_id::text, q.hospital_id, q.vaccine_id, 1,
                   jsonb_build_object('day_on', q.day_on), q.trace
            FROM unnest(p_reservations, p_hospitals, p_vaccines, p_days, p_traces)
                AS q (reservation_id, hospital_id, vaccine_id, day_on, trace)
            WHERE q.reservation_id = ANY (inserted);

            -- Somebody may have used the key for something else a moment ago: then it is theirs.
            WITH claimed AS (
                INSERT INTO idempotency_keys (account_id, key, body, outcome)
                SELECT q.account_id, q.key, q.body, q.reservation_id::text
                FROM unnest(p_reservations, p_accounts, p_keys, p_bodies) AS q (reservation_id, account_id, key, body)
                WHERE q.reservation_id = ANY (inserted)
                ORDER BY q.account_id, q.key
                ON CONFLICT (account_id, key) DO NOTHING
                RETURNING outcome)
            SELECT coalesce(array_agg(claimed.outcome::uuid), '{}') INTO keyed FROM claimed;

            -- The hot rows, in order.
            PERFORM 1
            FROM (SELECT DISTINCT q.hospital_id, q.vaccine_id
                  FROM unnest(p_reservations, p_hospitals, p_vaccines) AS q (reservation_id, hospital_id, vaccine_id)
                  WHERE q.reservation_id = ANY (inserted)) w
            JOIN stocks s ON s.hospital_id = w.hospital_id AND s.vaccine_id = w.vaccine_id
            ORDER BY s.hospital_id, s.vaccine_id
            FOR NO KEY UPDATE OF s;
            PERFORM 1
            FROM (SELECT DISTINCT q.hospital_id, q.day_on
                  FROM unnest(p_reservations, p_hospitals, p_days) AS q (reservation_id, hospital_id, day_on)
                  WHERE q.reservation_id = ANY (inserted)) w
            JOIN days d ON d.hospital_id = w.hospital_id AND d.day_on = w.day_on
            ORDER BY d.hospital_id, d.day_on
            FOR NO KEY UPDATE OF d;

            -- Decide in the order of the requests, counting what this call has given already.
            FOR r IN
                SELECT q.o, q.reservation_id, s.bookable, d.capacity - d.taken AS places, d.closed,
                       s.lasts_until >= q.day_on AS lasts,
                       dense_rank() OVER (ORDER BY q.hospital_id, q.vaccine_id) AS s_no,
                       dense_rank() OVER (ORDER BY q.hospital_id, q.day_on) AS d_no
                FROM unnest(p_reservations, p_hospitals, p_vaccines, p_days) WITH ORDINALITY
                    AS q (reservation_id, hospital_id, vaccine_id, day_on, o)
                JOIN stocks s ON s.hospital_id = q.hospital_id AND s.vaccine_id = q.vaccine_id
                JOIN days d ON d.hospital_id = q.hospital_id AND d.day_on = q.day_on
                WHERE q.reservation_id = ANY (inserted)
                ORDER BY q.o
            LOOP
                IF r.reservation_id <> ALL (keyed) THEN
                    outcomes[r.o] := 'key_reused';
                ELSIF r.closed IS NOT NULL THEN
                    outcomes[r.o] := 'day_closed';
                ELSIF stock_used[r.s_no] >= r.bookable THEN
                    outcomes[r.o] := 'no_doses';
                ELSIF r.lasts IS NOT TRUE THEN
                    outcomes[r.o] := 'after_expiry';
                ELSIF day_used[r.d_no] >= r.places THEN
                    outcomes[r.o] := 'day_full';
                ELSE
                    outcomes[r.o] := 'requested';
                    stock_used[r.s_no] := stock_used[r.s_no] + 1;
                    day_used[r.d_no] := day_used[r.d_no] + 1;
                    winners := winners || r.reservation_id;
                    CONTINUE;
                END IF;
                losers := losers || r.reservation_id;
            END LOOP;

            UPDATE stocks s SET reserved = s.reserved + w.n, version = s.version + 1
            FROM (SELECT q.hospital_id, q.vaccine_id, count(*)::integer AS n
                  FROM unnest(p_reservations, p_hospitals, p_vaccines) AS q (reservation_id, hospital_id, vaccine_id)
                  WHERE q.reservation_id = ANY (winners)
                  GROUP BY q.hospital_id, q.vaccine_id) w
            WHERE s.hospital_id = w.hospital_id AND s.vaccine_id = w.vaccine_id;
            UPDATE days d SET taken = d.taken + w.n
            FROM (SELECT q.hospital_id, q.day_on, count(*)::integer AS n
                  FROM unnest(p_reservations, p_hospitals, p_days) AS q (reservation_id, hospital_id, day_on)
                  WHERE q.reservation_id = ANY (winners)
                  GROUP BY q.hospital_id, q.day_on) w
            WHERE d.hospital_id = w.hospital_id AND d.day_on = w.day_on;

            IF cardinality(losers) > 0 THEN
                DELETE FROM idempotency_keys k
                USING unnest(p_reservations, p_accounts, p_keys) AS q (reservation_id, account_id, key)
                WHERE q.reservation_id = ANY (losers) AND k.account_id = q.account_id AND k.key = q.key
                  AND k.outcome = q.reservation_id::text;
                DELETE FROM events e
                WHERE e.xid = pg_current_xact_id() AND e.kind = 'reservation_requested'
                  AND e.aggregate_id = ANY (losers::text[]);
                DELETE FROM holds WHERE reservation_id = ANY (losers);
                DELETE FROM reservations WHERE reservation_id = ANY (losers);
            END IF;

            -- A booking ends the person's waits.
            WITH ended AS (
                UPDATE reservations w
                SET status = 'withdrawn', wait_slot = NULL, ended_at = alimi_now(), version = w.version + 1
                FROM unnest(p_reservations, p_persons, p_traces) AS q (reservation_id, person_id, trace)
                WHERE q.reservation_id = ANY (winners) AND w.person_id = q.person_id AND w.status = 'waiting'
                RETURNING w.reservation_id, w.hospital_id, w.vaccine_id, w.version, q.trace)
            INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, trace)
            SELECT 'wait_withdrawn', ended.reservation_id::text, ended.hospital_id, ended.vaccine_id, ended.version,
                   ended.trace
            FROM ended;
        END IF;
    END IF;

    RETURN QUERY
        SELECT i, coalesce(outcomes[i], 'already_booked'), coalesce(answered[i], p_reservations[i])
        FROM generate_series(1, n) AS i;
END $$;
