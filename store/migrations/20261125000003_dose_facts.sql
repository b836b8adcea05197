-- Giving and taking away doses (D1, F1-F3). Lock order as everywhere: persons, stocks, days, then
-- lots, holds and reservations.

-- Records one vaccination. It neither reads nor writes the reservation (N4): the hold says whether
-- the person has a dose and a place; the status follows through the outbox.
--
-- outcome: recorded | unknown | wrong_vaccine | complete | too_early | lot_expired | lot_suspended
--        | lot_empty | no_doses | day_full | day_closed; `day_on` is the earliest day after
-- too_early, else the day whose place is kept.
CREATE FUNCTION record_vaccination(
    p_id uuid, p_by bigint, p_hospital bigint, p_lot bigint, p_person bigint)
RETURNS TABLE (outcome text, day_on date)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    today CONSTANT date := alimi_today();
    lot record;
    given record;
    held record;
    s record;
    has_hold boolean;
    place date;
BEGIN
    PERFORM 1 FROM persons WHERE person_id = p_person FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', NULL::date;
        RETURN;
    END IF;
    SELECT l.vaccine_id, v.doses_required, v.interval_days INTO lot
    FROM lots l JOIN vaccines v ON v.vaccine_id = l.vaccine_id
    WHERE l.lot_id = p_lot AND l.hospital_id = p_hospital;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', NULL::date;
        RETURN;
    END IF;
    -- The series goes on with the vaccine it began with, in time, and ends.
    SELECT count(*)::integer AS doses, max(v.given_on) AS last_on, bool_or(v.vaccine_id <> lot.vaccine_id) AS other INTO given
    FROM vaccinations v WHERE v.person_id = p_person AND v.voided_at IS NULL;
    IF given.other THEN
        RETURN QUERY SELECT 'wrong_vaccine', NULL::date;
        RETURN;
    ELSIF given.doses >= lot.doses_required THEN
        RETURN QUERY SELECT 'complete', NULL::date;
        RETURN;
    ELSIF given.last_on + lot.interval_days > today OR given.last_on = today THEN
        RETURN QUERY SELECT 'too_early', greatest(given.last_on + lot.interval_days, given.last_on + 1);
        RETURN;
    END IF;

    SELECT * INTO s FROM stocks WHERE hospital_id = p_hospital AND vaccine_id = lot.vaccine_id FOR NO KEY UPDATE;
    SELECT h.* INTO held FROM holds h
    WHERE h.person_id = p_person AND h.hospital_id = p_hospital
    -- the latest: an earlier one may be of a booking that was cancelled a moment ago
    ORDER BY h.vaccine_id = lot.vaccine_id DESC, h.created_at DESC LIMIT 1;
    has_hold := FOUND;
    IF has_hold AND held.vaccine_id <> lot.vaccine_id THEN
        -- a dose of another vaccine is kept for this person
        RETURN QUERY SELECT 'wrong_vaccine', NULL::date;
        RETURN;
    END IF;
    PERFORM 1 FROM days d WHERE d.hospital_id = p_hospital AND d.day_on IN (today, held.day_on)
    ORDER BY d.day_on FOR NO KEY UPDATE;

    -- The place: the booked day's; today's if there is room and the person came on another day.
    place := CASE WHEN has_hold THEN held.day_on END;
    IF place IS DISTINCT FROM today THEN
        UPDATE days d SET taken = d.taken + 1
        WHERE d.hospital_id = p_hospital AND d.day_on = today AND d.closed IS NULL AND d.taken < d.capacity;
        IF FOUND THEN
            UPDATE days d SET taken = d.taken - 1 WHERE d.hospital_id = p_hospital AND d.day_on = place;
            place := today;
        ELSIF place IS NULL THEN
            RETURN QUERY SELECT CASE WHEN EXISTS (
                SELECT FROM days d WHERE d.hospital_id = p_hospital AND d.day_on = today AND d.closed IS NULL)
                THEN 'day_full' ELSE 'day_closed' END, today;
            RETURN;
        END IF;
    END IF;

    -- The dose: the lot must have it, be in date and not suspended.
    UPDATE lots l SET administered = l.administered + 1
    FROM lot_numbers n
    WHERE l.lot_id = p_lot AND n.vaccine_id = l.vaccine_id AND n.lot_number = l.lot_number
      AND n.suspended_at IS NULL AND l.expires_on >= today
      AND l.registered - l.administered - l.discarded - l.expired > 0;
    IF NOT FOUND THEN
        RETURN QUERY
            SELECT CASE WHEN n.suspended_at IS NOT NULL THEN 'lot_suspended'
                        WHEN l.expires_on < today THEN 'lot_expired' ELSE 'lot_empty' END, NULL::date
            FROM lots l JOIN lot_numbers n ON n.vaccine_id = l.vaccine_id AND n.lot_number = l.lot_number
            WHERE l.lot_id = p_lot;
        RETURN;
    END IF;
    IF NOT has_hold AND s.bookable < 1 THEN
        RETURN QUERY SELECT 'no_doses', NULL::date;
        RETURN;
    END IF;
    UPDATE stocks st
    SET administered = st.administered + 1,
        reserved = st.reserved - CASE WHEN has_hold AND held.kind = 'reserved' THEN 1 ELSE 0 END,
        offered = st.offered - CASE WHEN has_hold AND held.kind = 'offered' THEN 1 ELSE 0 END,
        lasts_until = stock_lasts_until(p_hospital, lot.vaccine_id),
        version = st.version + 1
    WHERE st.hospital_id = p_hospital AND st.vaccine_id = lot.vaccine_id;
    IF has_hold THEN
        DELETE FROM holds h WHERE h.reservation_id = held.reservation_id;
        UPDATE offers o SET outcome = 'vaccinated', closed_at = alimi_now()
        WHERE o.reservation_id = held.reservation_id AND o.outcome IS NULL;
    END IF;
    INSERT INTO vaccinations (vaccination_id, person_id, hospital_id, vaccine_id, lot_id, dose_no, reservation_id,
                              place_on, given_on, recorded_by)
    VALUES (p_id, p_person, p_hospital, lot.vaccine_id, p_lot, given.doses + 1,
            CASE WHEN has_hold THEN held.reservation_id END, place, today, p_by);
    INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
    VALUES ('vaccination_recorded', 'vaccination:' || p_id, p_hospital, lot.vaccine_id, 1);
    RETURN QUERY SELECT 'recorded', place;
END $$;

-- What follows from vaccinations: the reservation is 접종 완료 whatever it was, and the person's
-- other bookings, offers and waits end. Vaccinations that were voided meanwhile are passed over.
CREATE FUNCTION follow_vaccinations(p_vaccinations uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v record;
BEGIN
    PERFORM 1 FROM reservations r
    WHERE r.person_id IN (SELECT person_id FROM vaccinations WHERE vaccination_id = ANY (p_vaccinations))
      AND (r.status IN ('waiting', 'offered', 'requested', 'confirmed')
           OR r.reservation_id IN (SELECT reservation_id FROM vaccinations WHERE vaccination_id = ANY (p_vaccinations)))
    ORDER BY r.reservation_id FOR NO KEY UPDATE;
    FOR v IN
        SELECT * FROM vaccinations WHERE vaccination_id = ANY (p_vaccinations) AND voided_at IS NULL ORDER BY given_at
    LOOP
        WITH moved AS (
            UPDATE reservations r
            SET status = 'vaccinated', wait_slot = NULL, offer_expires_at = NULL, ended_at = alimi_now(),
                day_on = coalesce(r.day_on, v.given_on), version = r.version + 1
            FROM (SELECT reservation_id, status FROM reservations WHERE reservation_id = v.reservation_id) was
            WHERE r.reservation_id = was.reservation_id AND r.status <> 'vaccinated'
            RETURNING r.reservation_id, r.hospital_id, r.vaccine_id, r.version, was.status AS was)
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, body)
        SELECT 'reservation_vaccinated', m.reservation_id::text, m.hospital_id, m.vaccine_id, m.version,
               jsonb_build_object('was', m.was)
        FROM moved m;
        -- A wish for a later dose of the series stays.
        WITH ended AS (
            UPDATE reservations r
            SET status = CASE WHEN r.status IN ('waiting', 'offered') THEN 'withdrawn' ELSE 'cancelled' END,
                cancelled_by = CASE WHEN r.status IN ('waiting', 'offered') THEN r.cancelled_by ELSE 'vaccination' END,
                wait_slot = NULL, offer_expires_at = NULL, ended_at = alimi_now(), version = r.version + 1
            WHERE r.person_id = v.person_id AND r.status IN ('waiting', 'offered', 'requested', 'confirmed')
              AND r.created_at <= v.given_at AND r.reservation_id IS DISTINCT FROM v.reservation_id
              AND NOT (r.vaccine_id = v.vaccine_id AND r.dose_no > v.dose_no)
            RETURNING r.reservation_id, r.hospital_id, r.vaccine_id, r.version, r.status),
        closed AS (
            UPDATE offers o SET outcome = 'vaccinated', closed_at = alimi_now()
            FROM ended e WHERE o.reservation_id = e.reservation_id AND o.outcome IS NULL)
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
        SELECT CASE WHEN e.status = 'withdrawn' THEN 'wait_withdrawn' ELSE 'reservation_cancelled' END,
               e.reservation_id::text, e.hospital_id, e.vaccine_id, e.version
        FROM ended e;
    END LOOP;
END $$;

-- The holds that go when p_doses fewer are on hand, in the order in which they go: those whose
-- reservation is over already, offers (the latest first), then bookings, the latest day first and
-- of one day the latest made (F3). Earmarks go after the first kind, before the offers.
CREATE FUNCTION holds_to_go(p_hospital bigint, p_vaccine bigint, p_doses integer)
RETURNS TABLE (reservation_id uuid, fate text, turn bigint)
LANGUAGE sql STABLE AS $$
    WITH s AS (
        SELECT greatest(p_doses - bookable, 0) AS short, earmarked FROM stocks
        WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine),
    standing AS (
        SELECT h.reservation_id,
               CASE WHEN r.status NOT IN ('offered', 'requested', 'confirmed') THEN 'over'
                    WHEN h.kind = 'offered' THEN 'revoked' ELSE 'cancelled' END AS fate,
               h.day_on, h.created_at AS held_at, r.created_at
        FROM holds h JOIN reservations r ON r.reservation_id = h.reservation_id
        WHERE h.hospital_id = p_hospital AND h.vaccine_id = p_vaccine),
    ranked AS (
        SELECT st.reservation_id, st.fate,
               row_number() OVER (ORDER BY st.fate = 'over' DESC, st.fate = 'revoked' DESC,
                   CASE WHEN st.fate = 'revoked' THEN st.held_at END DESC,
                   CASE WHEN st.fate = 'cancelled' THEN st.day_on END DESC, st.created_at DESC, st.reservation_id DESC) AS turn,
               count(*) FILTER (WHERE st.fate = 'over') OVER () AS over_n
        FROM standing st)
    SELECT ranked.reservation_id, ranked.fate, ranked.turn
    FROM ranked, s
    -- holds that are over come before the earmarks, the rest after them
    WHERE ranked.turn <= s.short - CASE WHEN ranked.fate = 'over' THEN 0
                                        ELSE least(s.earmarked, greatest(s.short - ranked.over_n, 0)) END
    ORDER BY ranked.turn
$$;

-- Takes doses of one lot away: `discarded` by the vaccine manager, `expired` by the calendar.
-- Exactly the shortfall loses its hold; gives back whose bookings were cancelled and whose offers
-- were revoked. Takes no person lock: it only moves people out of the one-booking index.
--
-- Raises no_data_found for a lot of another hospital, check_violation when the lot has fewer doses.
CREATE FUNCTION remove_doses(p_hospital bigint, p_lot bigint, p_doses integer, p_term text)
RETURNS TABLE (reservation_id uuid, fate text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    vaccine CONSTANT bigint := (SELECT vaccine_id FROM lots WHERE lot_id = p_lot AND hospital_id = p_hospital);
    s record;
    gone uuid[];
    marks integer;
    e record;
BEGIN
    SELECT * INTO s FROM stocks WHERE hospital_id = p_hospital AND vaccine_id = vaccine FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE no_data_found;
    END IF;
    SELECT coalesce(array_agg(g.reservation_id), '{}') INTO gone FROM holds_to_go(p_hospital, vaccine, p_doses) g;
    PERFORM 1 FROM days d
    WHERE d.hospital_id = p_hospital AND d.day_on IN (SELECT h.day_on FROM holds h WHERE h.reservation_id = ANY (gone))
    ORDER BY d.day_on FOR NO KEY UPDATE;
    UPDATE lots SET discarded = discarded + CASE WHEN p_term = 'discarded' THEN p_doses ELSE 0 END,
                    expired = expired + CASE WHEN p_term = 'expired' THEN p_doses ELSE 0 END
    WHERE lot_id = p_lot;
    PERFORM 1 FROM reservations r WHERE r.reservation_id = ANY (gone) ORDER BY r.reservation_id FOR NO KEY UPDATE;

    -- The rest of the shortfall comes from the earmarks.
    marks := greatest(p_doses - s.bookable - cardinality(gone), 0);
    FOR e IN SELECT * FROM earmarks WHERE hospital_id = p_hospital AND vaccine_id = vaccine ORDER BY since DESC LOOP
        EXIT WHEN marks <= 0;
        IF e.doses <= marks THEN
            DELETE FROM earmarks WHERE earmark_id = e.earmark_id;
        ELSE
            UPDATE earmarks SET doses = doses - marks WHERE earmark_id = e.earmark_id;
        END IF;
        UPDATE stocks SET earmarked = earmarked - least(e.doses, marks)
        WHERE hospital_id = p_hospital AND vaccine_id = vaccine;
        marks := marks - least(e.doses, marks);
    END LOOP;

    UPDATE days d SET taken = d.taken - w.n
    FROM (SELECT h.day_on, count(*) AS n FROM holds h
          WHERE h.reservation_id = ANY (gone) AND h.day_on IS NOT NULL GROUP BY h.day_on) w
    WHERE d.hospital_id = p_hospital AND d.day_on = w.day_on;
    UPDATE stocks st
    SET discarded = st.discarded + CASE WHEN p_term = 'discarded' THEN p_doses ELSE 0 END,
        expired = st.expired + CASE WHEN p_term = 'expired' THEN p_doses ELSE 0 END,
        reserved = st.reserved - (SELECT count(*) FROM holds h WHERE h.reservation_id = ANY (gone) AND h.kind = 'reserved'),
        offered = st.offered - (SELECT count(*) FROM holds h WHERE h.reservation_id = ANY (gone) AND h.kind = 'offered'),
        lasts_until = stock_lasts_until(p_hospital, vaccine),
        version = st.version + 1
    WHERE st.hospital_id = p_hospital AND st.vaccine_id = vaccine;
    DELETE FROM holds h WHERE h.reservation_id = ANY (gone);
    UPDATE offers o SET outcome = 'revoked', closed_at = alimi_now()
    WHERE o.reservation_id = ANY (gone) AND o.outcome IS NULL;

    -- Who cancelled or was vaccinated a moment ago is over already and stays as it is.
    RETURN QUERY
        WITH moved AS (
            UPDATE reservations r
            SET status = CASE WHEN r.status = 'offered' THEN 'waiting' ELSE 'cancelled' END,
                cancelled_by = CASE WHEN r.status = 'offered' THEN r.cancelled_by ELSE 'disposal' END,
                offer_expires_at = NULL,
                ended_at = CASE WHEN r.status = 'offered' THEN r.ended_at ELSE alimi_now() END,
                version = r.version + 1
            WHERE r.reservation_id = ANY (gone) AND r.status IN ('offered', 'requested', 'confirmed')
            RETURNING r.reservation_id, r.hospital_id, r.vaccine_id, r.version, r.status),
        noted AS (
            INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
            SELECT CASE WHEN m.status = 'waiting' THEN 'offer_revoked' ELSE 'reservation_cancelled' END,
                   m.reservation_id::text, m.hospital_id, m.vaccine_id, m.version
            FROM moved m)
        SELECT m.reservation_id, CASE WHEN m.status = 'waiting' THEN 'revoked' ELSE 'cancelled' END FROM moved m;
    INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
    VALUES (CASE WHEN p_term = 'expired' THEN 'lot_expired' ELSE 'doses_discarded' END,
            'stock:' || p_hospital || ':' || vaccine, p_hospital, vaccine, s.version + 1);
END $$;

-- Takes a record back; false when it was voided before. The caller holds the person's lock.
--
-- The dose returns to its lot, without an alert. While the day whose place it kept has not passed
-- and the person has nothing else, the booking is confirmed again with a hold; else the place
-- comes back too and the booking counts as not come. The dose of a lot that expired meanwhile is
-- expired at once.
CREATE FUNCTION void_vaccination(p_vaccination uuid, p_by bigint, p_reason text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v record;
    s record;
    r record;
    stale boolean;
    again boolean := false;
    now_is text;
BEGIN
    SELECT hospital_id, vaccine_id INTO v FROM vaccinations WHERE vaccination_id = p_vaccination;
    SELECT * INTO s FROM stocks WHERE hospital_id = v.hospital_id AND vaccine_id = v.vaccine_id FOR NO KEY UPDATE;
    UPDATE vaccinations
    SET voided_at = alimi_now(), voided_by = p_by, void_reason = p_reason, version = version + 1
    WHERE vaccination_id = p_vaccination AND voided_at IS NULL
    RETURNING * INTO v;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM 1 FROM days WHERE hospital_id = v.hospital_id AND day_on = v.place_on FOR NO KEY UPDATE;
    UPDATE lots SET administered = administered - 1,
                    expired = expired + CASE WHEN expires_on < alimi_today() THEN 1 ELSE 0 END
    WHERE lot_id = v.lot_id RETURNING expires_on < alimi_today() INTO stale;

    IF v.reservation_id IS NOT NULL THEN
        SELECT * INTO r FROM reservations WHERE reservation_id = v.reservation_id FOR NO KEY UPDATE;
        again := v.place_on >= alimi_today()
            AND s.bookable + CASE WHEN stale THEN 0 ELSE 1 END > 0
            AND NOT EXISTS (SELECT FROM reservations b WHERE b.person_id = v.person_id
                            AND b.reservation_id <> v.reservation_id
                            AND b.status IN ('offered', 'requested', 'confirmed'));
    END IF;
    UPDATE stocks
    SET administered = administered - 1, expired = expired + CASE WHEN stale THEN 1 ELSE 0 END,
        reserved = reserved + CASE WHEN again THEN 1 ELSE 0 END,
        lasts_until = stock_lasts_until(v.hospital_id, v.vaccine_id), version = version + 1
    WHERE hospital_id = v.hospital_id AND vaccine_id = v.vaccine_id;
    IF again THEN
        INSERT INTO holds (reservation_id, kind, hospital_id, vaccine_id, day_on, person_id)
        VALUES (v.reservation_id, 'reserved', v.hospital_id, v.vaccine_id, v.place_on, v.person_id);
    ELSE
        UPDATE days SET taken = taken - 1 WHERE hospital_id = v.hospital_id AND day_on = v.place_on;
    END IF;
    IF v.reservation_id IS NOT NULL THEN
        now_is := CASE WHEN again THEN 'confirmed' ELSE 'no_show' END;
        UPDATE reservations
        SET status = now_is, day_on = v.place_on, wait_slot = NULL, offer_expires_at = NULL,
            cancelled_by = NULL, ended_at = CASE WHEN again THEN NULL ELSE alimi_now() END, version = version + 1
        WHERE reservation_id = v.reservation_id;
        INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
        VALUES (CASE WHEN again THEN 'reservation_restored' ELSE 'reservation_no_show' END,
                v.reservation_id::text, v.hospital_id, v.vaccine_id, r.version + 1);
    END IF;
    INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
    VALUES ('vaccination_voided', 'vaccination:' || p_vaccination, v.hospital_id, v.vaccine_id, v.version);
    RETURN true;
END $$;
