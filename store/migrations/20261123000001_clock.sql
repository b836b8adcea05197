-- One clock for every rule. Tests shift it with the setting alimi.clock_shift (an interval),
-- per session, role or database; nothing else in this project reads the time in SQL.
CREATE FUNCTION alimi_now() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN now() + coalesce(nullif(current_setting('alimi.clock_shift', true), '')::interval, interval '0');

-- The day it is in Seoul. Instants are stored in UTC; days are Korean days.
CREATE FUNCTION alimi_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (alimi_now() AT TIME ZONE 'Asia/Seoul')::date;
