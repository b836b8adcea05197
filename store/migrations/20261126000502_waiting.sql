-- What a waiting person is shown: whether anybody may book at once what they wait for, and their
-- place in line.
CREATE FUNCTION is_bookable(p_hospital bigint, p_vaccine bigint, p_wanted date) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM stocks s JOIN days d ON d.hospital_id = s.hospital_id
    WHERE s.hospital_id = p_hospital AND s.vaccine_id = p_vaccine AND s.bookable > 0
      AND d.closed IS NULL AND d.taken < d.capacity AND d.day_on > alimi_today()
      AND d.day_on <= s.lasts_until AND (p_wanted IS NULL OR d.day_on = p_wanted));

-- No row without a number, for reservations that do not wait.
CREATE FUNCTION place_in_line(p_hospital bigint, p_vaccine bigint, p_queue_no bigint)
RETURNS TABLE (place bigint, waiting bigint)
LANGUAGE sql STABLE AS $$
    SELECT count(*) FILTER (WHERE w.queue_no <= p_queue_no), count(*)
    FROM reservations w
    WHERE p_queue_no IS NOT NULL AND w.hospital_id = p_hospital AND w.vaccine_id = p_vaccine AND w.status = 'waiting'
    HAVING p_queue_no IS NOT NULL
$$;
