# shellcheck shell=bash
# What `run` and `dev` share: one at a time, the port, the database, the server, a clean end. Sourced.

PORT="${PORT:-3000}"
server_pid='' own_cluster=false

# Says what is in the way before minutes go into a build.
claim() {
    [[ "$PORT" =~ ^[0-9]{1,5}$ ]] && ((PORT > 0 && PORT < 65536)) ||
        fail "PORT is '$PORT', and a number from 1 to 65535 is needed." "For example:  PORT=3001 make $1"
    # Two would share a database and fight over what is built.
    mkdir -p "$DATA"
    exec 8>"$DATA/run.lock"
    flock -n 8 || fail "This checkout is being served already, perhaps in another terminal." \
        "Use that one, or end it with 'make stop'."
    ! port_taken "$PORT" || fail "Port $PORT is in use by another program." \
        "Stop that program, or choose another port:  PORT=$((PORT + 1)) make $1"
    trap 'exit 130' INT TERM HUP
    trap finish EXIT
}

# Ctrl-C, a kill, a failure: the server ends its requests, then the database closes.
finish() {
    trap '' HUP
    if [[ -n "$server_pid" ]]; then
        echo
        step "Stopping"
        stop_server
    fi
    [[ "$own_cluster" == false ]] || scripts/postgres stop "$DATA/pg" 8>&-
}

# Before the build: a database that cannot be had is said at once.
check_database() {
    if [[ -z "${DATABASE_URL:-}" ]]; then
        scripts/install postgres
        return
    fi
    scripts/install node
    step "Using the database of DATABASE_URL"
    node scripts/db.mjs ping ||
        fail "The database of DATABASE_URL does not answer." "Correct DATABASE_URL, or unset it to use a private one."
}

open_database() {
    [[ -z "${DATABASE_URL:-}" ]] || return 0
    step "Starting PostgreSQL" "a second"
    own_cluster=true
    scripts/postgres start "$DATA/pg" 8>&-
    # The tables belong to one role; the service works with another, which may only add to the audit log.
    MIGRATE_DATABASE_URL="$(scripts/postgres url "$DATA/pg" alimi alimi)"
    DATABASE_URL="$(scripts/postgres url "$DATA/pg" alimi alimi_app)"
    export MIGRATE_DATABASE_URL DATABASE_URL
}

# Settings of a local server. What is set outside wins.
load_settings() {
    local line name
    while IFS= read -r line; do
        name="${line%%=*}"
        [[ -n "${!name:-}" ]] || export "$name=${line#*=}"
    done < <(scripts/keys)
    export ALIMI_DEV="${ALIMI_DEV:-true}" ALIMI_LISTEN="127.0.0.1:$PORT" ALIMI_SITE="$ROOT/target/site"
}

# Tables and demo data; the seed prints the sign-ins, which are shown once the server is up.
prepare_database() {
    step "Bringing tables and demo data up to date" "seconds"
    "$1" migrate || fail "The tables could not be brought up to date." "See above; 'make reset' starts over without the old data."
    "$1" seed >"$DATA/sign-ins.txt" || fail "The demo data could not be filled in." "See above; 'make reset' starts over."
}

# A process group of its own: Ctrl-C reaches this script, which ends the server in order.
start_server() {
    set -m
    "$1" serve </dev/null &
    server_pid=$!
    set +m
    echo "$server_pid" >"$DATA/serve.pid"
    for _ in {1..300}; do
        port_taken "$PORT" && return
        kill -0 "$server_pid" 2>/dev/null || break
        sleep 0.1
    done
    fail "The server did not start." "The lines above say why."
}

# At most 15 seconds for the requests under way.
stop_server() {
    local pid="$server_pid"
    server_pid=''
    rm -f "$DATA/serve.pid"
    kill -TERM "$pid" 2>/dev/null || return 0
    for _ in {1..150}; do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

welcome() {
    # From here on, being stopped is the expected end.
    trap 'exit 0' INT TERM HUP
    printf '\n%s알리미가 열렸습니다 · Alimi is up: http://127.0.0.1:%s%s\n\n' "$BOLD" "$PORT" "$PLAIN"
    sed 's/^/  /' "$DATA/sign-ins.txt"
    printf '\n  %s\n\n' "$1"
}
