-- The models follow by key whatever the tables hold, as booking does: a plan made while they were
-- empty reads all of them for each day, and a connection keeps its plans for hours.
ALTER FUNCTION follow_views(uuid[], uuid[], bigint[], bigint[], bigint[], date[], bigint[]) SET enable_seqscan = off;
ALTER FUNCTION follow_views(uuid[], uuid[], bigint[], bigint[], bigint[], date[], bigint[]) SET enable_hashjoin = off;
ALTER FUNCTION follow_views(uuid[], uuid[], bigint[], bigint[], bigint[], date[], bigint[]) SET enable_mergejoin = off;
