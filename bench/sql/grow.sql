-- Bookings as the service leaves them, by the people from $FROM to $TO, spread over hospitals and days
-- that are over half way and to come: what is there already when the next ones book.
INSERT INTO reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on, status, requested_at)
SELECT md5('grown' || n)::uuid,
       translate(lpad(to_hex(n * 2654435761 % 1099511627776), 10, '0'), '0123456789abcdef', '23456789ACDEFGHJ'),
       n, n, 1 + n % 2000, 1, alimi_today() + 1 + (n / 2000 % 30)::integer, 'requested', alimi_now()
FROM generate_series($FROM::bigint, $TO::bigint) AS n;
INSERT INTO holds (reservation_id, kind, hospital_id, vaccine_id, day_on, person_id)
SELECT reservation_id, 'reserved', hospital_id, vaccine_id, day_on, person_id FROM reservations
WHERE person_id BETWEEN $FROM AND $TO;
INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, body)
SELECT 'reservation_requested', reservation_id::text, hospital_id, vaccine_id, 1, jsonb_build_object('day_on', day_on)
FROM reservations WHERE person_id BETWEEN $FROM AND $TO;
INSERT INTO idempotency_keys (account_id, key, body, outcome)
SELECT account_id, reservation_id, '\x00', reservation_id::text FROM reservations
WHERE person_id BETWEEN $FROM AND $TO;
UPDATE stocks s SET reserved = (SELECT count(*) FROM holds h WHERE h.hospital_id = s.hospital_id);
UPDATE days d SET taken = r.n
FROM (SELECT hospital_id, day_on, count(*) AS n FROM holds GROUP BY hospital_id, day_on) r
WHERE r.hospital_id = d.hospital_id AND r.day_on = d.day_on;
-- The read models know them.
INSERT INTO view_reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on, dose_no,
                               status, queue_no, created_at, version)
SELECT reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on, dose_no, status, queue_no,
       created_at, version
FROM reservations WHERE person_id BETWEEN $FROM AND $TO
ON CONFLICT DO NOTHING;
UPDATE consumers SET xid = pg_current_xact_id(), event_id = 9223372036854775807;
