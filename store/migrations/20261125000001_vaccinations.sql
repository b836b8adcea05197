-- What it takes to give, waste, recall and take back a dose (D, F).

-- Who ended a booking decides whether people in line hear of the freed dose (E2, F7, F8).
ALTER TABLE reservations
    ADD COLUMN cancelled_by text,
    -- a cancelled booking gives its place in line to one wait
    ADD COLUMN rejoined_as uuid,
    ADD CONSTRAINT reservations_cancelled_by_check CHECK (
        (cancelled_by IN ('person', 'manager', 'disposal', 'vaccination')) IS NOT FALSE),
    ADD CONSTRAINT reservations_cancelled_check CHECK (status <> 'cancelled' OR cancelled_by IS NOT NULL);

-- A vaccination finds the person's hold without looking at the reservation (N4).
ALTER TABLE holds ADD COLUMN person_id bigint;
UPDATE holds h SET person_id = r.person_id FROM reservations r WHERE r.reservation_id = h.reservation_id;
ALTER TABLE holds ALTER COLUMN person_id SET NOT NULL;
CREATE INDEX holds_person_idx ON holds (person_id);

-- A lot has one expiry wherever it is, and is suspended everywhere at once (recall).
CREATE TABLE lot_numbers (
    vaccine_id bigint NOT NULL,
    lot_number text NOT NULL,
    expires_on date NOT NULL,
    suspended_at timestamptz,
    suspended_by bigint,
    suspend_reason text,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT lot_numbers_pkey PRIMARY KEY (vaccine_id, lot_number),
    CONSTRAINT lot_numbers_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT lot_numbers_suspended_check CHECK (
        (suspended_at IS NULL) = (suspended_by IS NULL) AND (suspended_at IS NULL) = (suspend_reason IS NULL))
);
INSERT INTO lot_numbers (vaccine_id, lot_number, expires_on)
SELECT vaccine_id, lot_number, min(expires_on) FROM supplies GROUP BY vaccine_id, lot_number;
-- Boxes of one lot that were entered with different dates: the earliest is the safe one.
UPDATE lots l SET expires_on = n.expires_on FROM lot_numbers n
WHERE n.vaccine_id = l.vaccine_id AND n.lot_number = l.lot_number AND n.expires_on <> l.expires_on;
UPDATE supplies s SET expires_on = n.expires_on FROM lot_numbers n
WHERE n.vaccine_id = s.vaccine_id AND n.lot_number = s.lot_number AND n.expires_on <> s.expires_on;
ALTER TABLE supplies ADD CONSTRAINT supplies_lot_fkey
    FOREIGN KEY (vaccine_id, lot_number) REFERENCES lot_numbers (vaccine_id, lot_number);

ALTER TABLE lots
    -- of the expired doses, those that were destroyed since
    ADD COLUMN expired_destroyed integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT lots_expired_destroyed_check CHECK (expired_destroyed BETWEEN 0 AND expired);
CREATE INDEX lots_expiry_idx ON lots (expires_on)
    WHERE registered - administered - discarded - expired > 0;

-- Vials that were disposed of before their doses were registered.
ALTER TABLE supplies
    ADD COLUMN vials_discarded integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT supplies_state_check,
    ADD CONSTRAINT supplies_state_check CHECK (state IN ('sent', 'received', 'registered', 'discarded')),
    ADD CONSTRAINT supplies_vials_discarded_check CHECK (
        vials_discarded BETWEEN 0 AND vials AND (state = 'discarded') = (vials_discarded = vials));

-- The latest day on which a usable lot still has doses. Computed under the stock's lock.
CREATE FUNCTION stock_lasts_until(p_hospital bigint, p_vaccine bigint) RETURNS date
LANGUAGE sql STABLE
RETURN (
    SELECT max(l.expires_on)
    FROM lots l JOIN lot_numbers n ON n.vaccine_id = l.vaccine_id AND n.lot_number = l.lot_number
    WHERE l.hospital_id = p_hospital AND l.vaccine_id = p_vaccine AND n.suspended_at IS NULL
      AND l.registered - l.administered - l.discarded - l.expired > 0);

UPDATE stocks SET lasts_until = stock_lasts_until(hospital_id, vaccine_id)
WHERE lasts_until IS DISTINCT FROM stock_lasts_until(hospital_id, vaccine_id);

-- A dose was given: a fact, recorded without asking the reservation.
CREATE TABLE vaccinations (
    vaccination_id uuid NOT NULL,
    person_id bigint NOT NULL,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    dose_no smallint NOT NULL,
    -- whose hold was used; null for who came without one
    reservation_id uuid,
    -- the day whose place this vaccination keeps
    place_on date NOT NULL,
    given_on date NOT NULL,
    given_at timestamptz NOT NULL DEFAULT alimi_now(),
    recorded_by bigint NOT NULL,
    voided_at timestamptz,
    voided_by bigint,
    void_reason text,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT vaccinations_pkey PRIMARY KEY (vaccination_id),
    CONSTRAINT vaccinations_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (person_id),
    CONSTRAINT vaccinations_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT vaccinations_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT vaccinations_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES lots (lot_id),
    CONSTRAINT vaccinations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (account_id),
    CONSTRAINT vaccinations_voided_by_fkey FOREIGN KEY (voided_by) REFERENCES accounts (account_id),
    CONSTRAINT vaccinations_dose_no_check CHECK (dose_no BETWEEN 1 AND 5),
    CONSTRAINT vaccinations_voided_check CHECK (
        (voided_at IS NULL) = (voided_by IS NULL) AND (voided_at IS NULL) = (void_reason IS NULL))
);
-- Each dose of a series once.
CREATE UNIQUE INDEX vaccinations_dose_key ON vaccinations (person_id, vaccine_id, dose_no) WHERE voided_at IS NULL;
CREATE INDEX vaccinations_hospital_idx ON vaccinations (hospital_id, given_on);
CREATE INDEX vaccinations_place_idx ON vaccinations (hospital_id, place_on) WHERE voided_at IS NULL;
CREATE INDEX vaccinations_lot_idx ON vaccinations (lot_id);

-- Doses or unregistered vials that were destroyed, and why.
CREATE TABLE disposals (
    disposal_id bigint GENERATED ALWAYS AS IDENTITY,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    -- what: doses of a lot, expired doses of a lot, or vials of a supply
    kind text NOT NULL,
    lot_id bigint,
    supply_id bigint,
    amount integer NOT NULL,
    cancelled integer NOT NULL DEFAULT 0,
    reason text NOT NULL,
    note text,
    disposed_by bigint NOT NULL,
    disposed_at timestamptz NOT NULL DEFAULT alimi_now(),
    CONSTRAINT disposals_pkey PRIMARY KEY (disposal_id),
    CONSTRAINT disposals_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT disposals_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT disposals_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES lots (lot_id),
    CONSTRAINT disposals_supply_id_fkey FOREIGN KEY (supply_id) REFERENCES supplies (supply_id),
    CONSTRAINT disposals_disposed_by_fkey FOREIGN KEY (disposed_by) REFERENCES accounts (account_id),
    CONSTRAINT disposals_kind_check CHECK (kind IN ('doses', 'expired_doses', 'vials')),
    CONSTRAINT disposals_what_check CHECK (
        (kind = 'vials') = (supply_id IS NOT NULL) AND (kind <> 'vials') = (lot_id IS NOT NULL)),
    CONSTRAINT disposals_amount_check CHECK (amount > 0 AND cancelled >= 0)
);
CREATE INDEX disposals_hospital_idx ON disposals (hospital_id, disposed_at);
CREATE INDEX disposals_lot_idx ON disposals (lot_id);
