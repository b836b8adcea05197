-- A booking that was used on another day than the booked one shows the day of the dose, on every page and
-- in calendars; what was followed before keeps the booked day.
CREATE OR REPLACE FUNCTION follow_vaccinations(p_vaccinations uuid[]) RETURNS void
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
                day_on = v.given_on, version = r.version + 1
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
