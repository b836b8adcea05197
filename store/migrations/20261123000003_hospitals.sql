-- Places that vaccinate, what they vaccinate with, and the dose ledger (A1-A3, N1).

CREATE TABLE hospitals (
    hospital_id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    province text NOT NULL,
    kind text,
    latitude double precision,
    longitude double precision,
    doctors integer,
    daily_capacity integer NOT NULL,
    -- one bit for each closed weekday, Monday lowest
    closed_weekdays smallint NOT NULL DEFAULT 0,
    closes_at time NOT NULL DEFAULT '18:00',
    wait_policy text NOT NULL DEFAULT 'turns',
    -- the key under which a register file knows the hospital; an admin may rename it
    register_name text,
    register_province text,
    -- set by an admin's change: imports leave such a hospital alone
    edited_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT hospitals_pkey PRIMARY KEY (hospital_id),
    CONSTRAINT hospitals_name_key UNIQUE (name, province),
    CONSTRAINT hospitals_register_key UNIQUE (register_name, register_province),
    CONSTRAINT hospitals_province_check CHECK (province IN ('seoul', 'busan', 'daegu', 'incheon', 'gwangju', 'daejeon',
        'ulsan', 'sejong', 'gyeonggi', 'gangwon', 'chungbuk', 'chungnam', 'jeonbuk', 'jeonnam', 'gyeongbuk', 'gyeongnam',
        'jeju')),
    CONSTRAINT hospitals_daily_capacity_check CHECK (daily_capacity BETWEEN 1 AND 10000),
    CONSTRAINT hospitals_closed_weekdays_check CHECK (closed_weekdays BETWEEN 0 AND 126),
    CONSTRAINT hospitals_wait_policy_check CHECK (wait_policy IN ('turns', 'everyone'))
);

CREATE TABLE vaccines (
    vaccine_id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    name_en text NOT NULL,
    -- vials bought for the national store, and those that left it
    vials_bought integer NOT NULL,
    vials_supplied integer NOT NULL DEFAULT 0,
    doses_per_vial smallint NOT NULL,
    doses_required smallint NOT NULL,
    interval_days smallint NOT NULL,
    minimum_age smallint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT alimi_now(),
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT vaccines_pkey PRIMARY KEY (vaccine_id),
    CONSTRAINT vaccines_name_key UNIQUE (name),
    CONSTRAINT vaccines_vials_check CHECK (vials_supplied BETWEEN 0 AND vials_bought),
    CONSTRAINT vaccines_doses_per_vial_check CHECK (doses_per_vial BETWEEN 1 AND 20),
    CONSTRAINT vaccines_doses_required_check CHECK (doses_required BETWEEN 1 AND 5),
    CONSTRAINT vaccines_interval_days_check CHECK (interval_days BETWEEN 0 AND 365),
    CONSTRAINT vaccines_minimum_age_check CHECK (minimum_age BETWEEN 0 AND 120)
);

-- Vials of one lot on their way: sent -> received -> registered.
CREATE TABLE supplies (
    supply_id bigint GENERATED ALWAYS AS IDENTITY,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    lot_number text NOT NULL,
    expires_on date NOT NULL,
    vials integer NOT NULL,
    state text NOT NULL DEFAULT 'sent',
    doses integer,
    sent_at timestamptz NOT NULL DEFAULT alimi_now(),
    received_at timestamptz,
    registered_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT supplies_pkey PRIMARY KEY (supply_id),
    CONSTRAINT supplies_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT supplies_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT supplies_vials_check CHECK (vials BETWEEN 1 AND 1000000),
    CONSTRAINT supplies_state_check CHECK (state IN ('sent', 'received', 'registered')),
    CONSTRAINT supplies_received_check CHECK ((state <> 'sent') = (received_at IS NOT NULL)),
    -- doses are registered once, and only for what has arrived
    CONSTRAINT supplies_registered_check CHECK (
        (state = 'registered') = (registered_at IS NOT NULL) AND (state = 'registered') = (doses IS NOT NULL)),
    CONSTRAINT supplies_doses_check CHECK (doses > 0)
);
CREATE INDEX supplies_hospital_id_idx ON supplies (hospital_id, sent_at);
CREATE INDEX supplies_vaccine_id_idx ON supplies (vaccine_id);

-- Doses of one lot at one hospital; the lots of a stock add up to it.
CREATE TABLE lots (
    lot_id bigint GENERATED ALWAYS AS IDENTITY,
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    lot_number text NOT NULL,
    expires_on date NOT NULL,
    registered integer NOT NULL DEFAULT 0,
    administered integer NOT NULL DEFAULT 0,
    discarded integer NOT NULL DEFAULT 0,
    expired integer NOT NULL DEFAULT 0,
    CONSTRAINT lots_pkey PRIMARY KEY (lot_id),
    CONSTRAINT lots_number_key UNIQUE (hospital_id, vaccine_id, lot_number),
    CONSTRAINT lots_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT lots_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT lots_terms_check CHECK (
        registered >= 0 AND administered >= 0 AND discarded >= 0 AND expired >= 0
        AND registered - administered - discarded - expired >= 0)
);

-- The ledger: one row for each hospital and vaccine, updated at every booking. Room is left on
-- each page so that updates stay in it (no index names a changing column).
CREATE TABLE stocks (
    hospital_id bigint NOT NULL,
    vaccine_id bigint NOT NULL,
    registered integer NOT NULL DEFAULT 0,
    administered integer NOT NULL DEFAULT 0,
    discarded integer NOT NULL DEFAULT 0,
    expired integer NOT NULL DEFAULT 0,
    reserved integer NOT NULL DEFAULT 0,
    offered integer NOT NULL DEFAULT 0,
    earmarked integer NOT NULL DEFAULT 0,
    bookable integer NOT NULL GENERATED ALWAYS AS
        (registered - administered - discarded - expired - reserved - offered - earmarked) STORED,
    -- latest expiry of a lot that still has doses: no booking is dated after it
    lasts_until date,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT stocks_pkey PRIMARY KEY (hospital_id, vaccine_id),
    CONSTRAINT stocks_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT stocks_vaccine_id_fkey FOREIGN KEY (vaccine_id) REFERENCES vaccines (vaccine_id),
    CONSTRAINT stocks_terms_check CHECK (
        registered >= 0 AND administered >= 0 AND discarded >= 0 AND expired >= 0
        AND reserved >= 0 AND offered >= 0 AND earmarked >= 0),
    -- never promise a dose that is not there
    CONSTRAINT stocks_bookable_check CHECK (bookable >= 0)
) WITH (fillfactor = 50);

-- One hospital on one date.
CREATE TABLE days (
    hospital_id bigint NOT NULL,
    day_on date NOT NULL,
    capacity integer NOT NULL,
    taken integer NOT NULL DEFAULT 0,
    -- null while open; 'weekday' follows the hospital's closed weekdays, 'single' is this day alone
    closed text,
    CONSTRAINT days_pkey PRIMARY KEY (hospital_id, day_on),
    CONSTRAINT days_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT days_taken_check CHECK (taken >= 0 AND taken <= capacity),
    CONSTRAINT days_closed_check CHECK (closed IN ('weekday', 'single')),
    CONSTRAINT days_closed_empty_check CHECK (closed IS NULL OR taken = 0)
) WITH (fillfactor = 50);

-- What a staff account may do; the two managers belong to one hospital.
CREATE TABLE staff_roles (
    account_id bigint NOT NULL,
    role text NOT NULL,
    hospital_id bigint,
    CONSTRAINT staff_roles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (account_id),
    CONSTRAINT staff_roles_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals (hospital_id),
    CONSTRAINT staff_roles_key UNIQUE NULLS NOT DISTINCT (account_id, role, hospital_id),
    CONSTRAINT staff_roles_role_check CHECK (role IN ('admin', 'vaccine_manager', 'reservation_manager')),
    CONSTRAINT staff_roles_hospital_check CHECK ((role = 'admin') = (hospital_id IS NULL))
);
