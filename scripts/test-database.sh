# shellcheck shell=bash
# A PostgreSQL server for tests, and the settings tests run with. Sourced.
# DATABASE_URL, when set, is taken: it must be allowed to create databases. Otherwise a private
# cluster under .data/test-pg is started, and stopped again by whoever started it.

own_test_cluster=false

open_test_database() {
    if [[ -n "${DATABASE_URL:-}" ]]; then
        node scripts/db.mjs ping ||
            fail "The database of DATABASE_URL does not answer." "Correct DATABASE_URL, or unset it to use a private one."
    else
        scripts/install postgres
        if ! scripts/postgres status "$DATA/test-pg" >/dev/null; then
            step "Starting PostgreSQL for the tests" "a second"
            own_test_cluster=true
            scripts/postgres start "$DATA/test-pg" --test
        fi
        DATABASE_URL="$(scripts/postgres url "$DATA/test-pg")"
    fi
    export DATABASE_URL
    # Keys of tests seal nothing that anyone would want to read.
    ALIMI_DATA_KEYS="1:$(printf '11%.0s' {1..32})"
    ALIMI_INDEX_KEY="$(printf '22%.0s' {1..32})"
    export ALIMI_DATA_KEYS ALIMI_INDEX_KEY
}

close_test_database() {
    [[ "$own_test_cluster" == false ]] || scripts/postgres stop "$DATA/test-pg"
}
