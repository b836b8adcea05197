-- The ledger's history looks up who registered and corrected a supply's doses.
CREATE INDEX audit_log_supply_idx ON audit_log (subject) WHERE action IN ('doses_registered', 'doses_corrected');
