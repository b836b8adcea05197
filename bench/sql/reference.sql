-- The reference: one booking per commit, as tightly as it can be written. The same rows and
-- updates as the service's own booking, on the same schema with all its indexes; no batching,
-- no sessions, no HTTP.
CREATE SEQUENCE bench_person;

CREATE FUNCTION bench_book(p_hospital bigint, p_vaccine bigint, p_day date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v_person bigint := nextval('bench_person');
    v_id uuid := gen_random_uuid();
    -- Ten letters of the alphabet of numbers, each once and in no order, as the service draws them.
    v_number text := translate(lpad(to_hex(v_person * 2654435761 % 1099511627776), 10, '0'),
                               '0123456789abcdef', '23456789ACDEFGHJ');
BEGIN
    INSERT INTO reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on, status,
                              requested_at)
    VALUES (v_id, v_number, v_person, v_person, p_hospital, p_vaccine, p_day, 'requested',
            alimi_now());
    INSERT INTO holds (reservation_id, kind, hospital_id, vaccine_id, day_on, person_id)
    VALUES (v_id, 'reserved', p_hospital, p_vaccine, p_day, v_person);
    INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, body)
    VALUES ('reservation_requested', v_id::text, p_hospital, p_vaccine, 1, jsonb_build_object('day_on', p_day));
    INSERT INTO idempotency_keys (account_id, key, body, outcome) VALUES (v_person, v_id, '\x00', v_id::text);
    UPDATE stocks SET reserved = reserved + 1, version = version + 1
    WHERE hospital_id = p_hospital AND vaccine_id = p_vaccine AND bookable > 0 AND lasts_until >= p_day;
    IF NOT FOUND THEN RAISE EXCEPTION 'no doses'; END IF;
    UPDATE days SET taken = taken + 1
    WHERE hospital_id = p_hospital AND day_on = p_day AND taken < capacity AND closed IS NULL;
    IF NOT FOUND THEN RAISE EXCEPTION 'day full'; END IF;
    RETURN true;
END $$;
