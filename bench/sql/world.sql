-- 2,000 hospitals, one vaccine, thirty days without limits in reach, and people with a session
-- each. Marks $… are filled in by the bench.
INSERT INTO hospitals (name, province, daily_capacity)
SELECT 'BENCH ' || i, (ARRAY['seoul', 'busan', 'gyeonggi', 'jeju'])[1 + i % 4], 10000 FROM generate_series(1, 2000) AS i;
INSERT INTO vaccines (name, name_en, vials_bought, vials_supplied, doses_per_vial, doses_required, interval_days, minimum_age)
VALUES ('BENCH', 'BENCH', 1000000000, 200000000, 10, 1, 0, 12);
INSERT INTO lot_numbers (vaccine_id, lot_number, expires_on) VALUES (1, 'BENCH', alimi_today() + 90);
INSERT INTO supplies (hospital_id, vaccine_id, lot_number, expires_on, vials, state, doses, received_at, registered_at)
SELECT hospital_id, 1, 'BENCH', alimi_today() + 90, 100000, 'registered', 1000000, alimi_now(), alimi_now() FROM hospitals;
INSERT INTO lots (hospital_id, vaccine_id, lot_number, expires_on, registered)
SELECT hospital_id, 1, 'BENCH', alimi_today() + 90, 1000000 FROM hospitals;
INSERT INTO stocks (hospital_id, vaccine_id, registered, lasts_until)
SELECT hospital_id, 1, 1000000, alimi_today() + 90 FROM hospitals;
-- The hot day takes everybody; capacity lies beyond what a form would accept, on purpose.
INSERT INTO days (hospital_id, day_on, capacity)
SELECT hospital_id, alimi_today() + d, 1000000 FROM hospitals, generate_series(1, 30) AS d;
INSERT INTO accounts (kind, phone_sealed, phone_index, phone_tail_index)
SELECT 'citizen', decode('$PHONE', 'hex'), sha256(('phone' || i)::bytea), sha256(('tail' || i % 10000)::bytea)
FROM generate_series(1, $PEOPLE) AS i;
INSERT INTO persons (account_id, name_sealed, birth_sealed, identity_index)
SELECT account_id, decode('$NAME', 'hex'), decode('$BIRTH', 'hex'), sha256(('identity' || account_id)::bytea)
FROM accounts ORDER BY account_id;
INSERT INTO sessions (token_hash, account_id, expires_at)
SELECT sha256(lpad(to_hex(account_id), 64, '0')::bytea), account_id, alimi_now() + interval '1 day' FROM accounts;
UPDATE consumers SET xid = pg_current_xact_id();
VACUUM ANALYZE;
