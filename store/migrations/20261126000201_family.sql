-- 가족: an account cares for its owner and up to four further persons. Each has one of five slots,
-- so a sixth cannot be written by whoever comes at the same moment.
--
-- No slot: somebody the desk vaccinated under the account's number when its five were taken. A dose
-- that was given is a fact; it is not refused for want of a slot.
ALTER TABLE persons ADD COLUMN slot smallint;
UPDATE persons p SET slot = n.slot
FROM (SELECT person_id, row_number() OVER (PARTITION BY account_id ORDER BY person_id) AS slot FROM persons) n
WHERE n.person_id = p.person_id AND n.slot <= 5;
ALTER TABLE persons ADD CONSTRAINT persons_slot_check CHECK ((slot BETWEEN 1 AND 5) IS NOT FALSE);
CREATE UNIQUE INDEX persons_slot_key ON persons (account_id, slot);
