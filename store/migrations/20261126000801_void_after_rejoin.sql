-- A vaccination may be voided while its reservation, cancelled in between, waits or is offered again.

CREATE OR REPLACE FUNCTION void_vaccination(p_vaccination uuid, p_by bigint, p_reason text) RETURNS boolean
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

    -- Cancelled before the record was followed, and in line again with the old place: the reservation holds a
    -- dose of its own, and is none of this vaccination's any more.
    IF EXISTS (SELECT FROM holds WHERE reservation_id = v.reservation_id) THEN
        v.reservation_id := NULL;
    END IF;
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
