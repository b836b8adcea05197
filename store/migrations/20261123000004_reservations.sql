-- From waiting to vaccinated (B, C). hospital_id stands on every table that grows.

-- The order of arrival. A booking takes a number too: who loses it to a disposal may wait with
-- the number of the original request.
CREATE SEQUENCE queue_numbers AS bigint CACHE 1;

CREATE TABLE reservations (
    reservation_id uuid NOT NULL,
    number text NOT NULL,
    account_id bigint NOT NULL,
    person_id bigint NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    -- the booked day; while waiting the wanted one, if any
    day_on date,
    dose_no smallint NOT NULL DEFAULT 1,
    status text NOT NULL,
    wait_slot smallint,
    queue_no bigint NOT NULL DEFAULT nextval('queue_numbers'),
    reason text,
    note text,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    requested_at timestamptz,
    decided_at timestamptz,
    ended_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT reservations_pkey PRIMARY KEY (reservation_id),
    CONSTRAINT reservations_number_key UNIQUE (number),
    CONSTRAINT reservations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT reservations_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (person_id),
    CONSTRAINT reservations_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT reservations_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT reservations_status_check CHECK (status IN ('waiting', 'offered', 'requested', 'confirmed', 'vaccinated',
        'rejected', 'cancelled', 'withdrawn', 'no_show', 'expired')),
    CONSTRAINT reservations_day_check CHECK (status IN ('waiting', 'offered', 'withdrawn') OR day_on IS NOT NULL),
    CONSTRAINT reservations_wait_slot_check CHECK (
        wait_slot BETWEEN 1 AND 5 AND (status IN ('waiting', 'offered')) = (wait_slot IS NOT NULL)
        OR wait_slot IS NULL AND status NOT IN ('waiting', 'offered'))
);
-- At most one booking or offer a person.
CREATE UNIQUE INDEX reservations_one_booking_key ON reservations (person_id)
    WHERE status IN ('offered', 'requested', 'confirmed');
-- At most five waits a person, and one in each line.
CREATE UNIQUE INDEX reservations_wait_slot_key ON reservations (person_id, wait_slot)
    WHERE status IN ('waiting', 'offered');
CREATE UNIQUE INDEX reservations_one_wait_key ON reservations (person_id, hospital_id, vaccine_id)
    WHERE status IN ('waiting', 'offered');
-- The line.
CREATE INDEX reservations_line_idx ON reservations (hospital_id, vaccine_id, queue_no) WHERE status = 'waiting';
-- The desk: open requests oldest first, and the bookings of a day.
CREATE INDEX reservations_requests_idx ON reservations (hospital_id, requested_at) WHERE status = 'requested';
CREATE INDEX reservations_day_idx ON reservations (hospital_id, day_on);
CREATE INDEX reservations_account_id_idx ON reservations (account_id, created_at);

-- One dose, and one place of a day, kept for one reservation. Deleting the row is what makes a
-- release happen once. No foreign keys to stocks and days: they would lock the two hottest rows
-- once more at every booking; `alimi audit` compares instead.
CREATE TABLE holds (
    reservation_id uuid NOT NULL,
    kind text NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    day_on date,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT holds_pkey PRIMARY KEY (reservation_id),
    CONSTRAINT holds_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations (reservation_id),
    CONSTRAINT holds_kind_check CHECK (kind IN ('reserved', 'offered')),
    CONSTRAINT holds_day_check CHECK (kind = 'offered' OR day_on IS NOT NULL)
);
CREATE INDEX holds_stock_idx ON holds (hospital_id, vaccine_id);

-- The answer to a command that created something, kept under the sender's key. Only successes
-- are kept; a refusal is looked at again when the key comes back.
CREATE TABLE idempotency_keys (
    account_id bigint NOT NULL,
    key uuid NOT NULL,
    -- digest of the request: another request under the same key is refused
    body bytea NOT NULL,
    outcome text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (account_id, key)
);
