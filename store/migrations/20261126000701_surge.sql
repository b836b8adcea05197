-- The queue at the door, only while more people come than can be served. One row: tickets are numbers
-- in order of arrival, and whoever holds a number up to `admitted` may go in.

CREATE TABLE surges (
    one boolean NOT NULL DEFAULT true,
    -- rises with each surge: tickets of an earlier one count for nothing
    surge_no bigint NOT NULL DEFAULT 0,
    issued bigint NOT NULL DEFAULT 0,
    admitted bigint NOT NULL DEFAULT 0,
    -- pushed on by every replica under pressure
    lasts_until timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT surges_pkey PRIMARY KEY (one),
    CONSTRAINT surges_one_check CHECK (one),
    CONSTRAINT surges_admitted_check CHECK (admitted BETWEEN 0 AND issued)
);
INSERT INTO surges DEFAULT VALUES;

-- A surge is on while there is pressure, and until everybody in the queue has been let in.
CREATE FUNCTION surge_is_on(s surges) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT s.lasts_until > alimi_now() OR s.admitted < s.issued $$;
