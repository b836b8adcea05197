-- A person has the account erased. What names somebody goes; what was counted stays.

ALTER TABLE accounts ADD COLUMN erased_at timestamptz;
ALTER TABLE accounts DROP CONSTRAINT accounts_citizen_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_citizen_check CHECK (
    kind <> 'citizen'
    OR erased_at IS NULL AND phone_sealed IS NOT NULL AND phone_index IS NOT NULL AND phone_tail_index IS NOT NULL
    OR erased_at IS NOT NULL AND phone_sealed IS NULL AND phone_index IS NULL AND phone_tail_index IS NULL
       AND disabled_at IS NOT NULL);

-- An erased person is a number with doses: nothing sealed is left, and the digest gives way to the
-- number itself, which says nothing of the person and equals nobody's.
ALTER TABLE persons ADD COLUMN erased_at timestamptz;
ALTER TABLE persons ADD CONSTRAINT persons_erased_check CHECK (
    (erased_at IS NULL) = (octet_length(name_sealed) > 0)
    AND (erased_at IS NULL) = (octet_length(birth_sealed) > 0)
    AND (erased_at IS NULL) = (octet_length(identity_index) = 32)
    AND (erased_at IS NULL OR slot IS NULL));
