-- The audit log is searched, newest first, by who, what, about what and where.
CREATE INDEX audit_log_account_idx ON audit_log (account_id, audit_id);
CREATE INDEX audit_log_action_idx ON audit_log (action, audit_id);
CREATE INDEX audit_log_subject_idx ON audit_log (subject, audit_id);
CREATE INDEX audit_log_hospital_idx ON audit_log (hospital_id, audit_id);
