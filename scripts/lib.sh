# shellcheck shell=bash
# What every script shares: where things are, how to speak, how to fail.
# Sourced, never run: `source "$(dirname "$0")/lib.sh"`.
# shellcheck disable=SC2034  # what sources it uses the names

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
DATA="$ROOT/.data"
TOOLS="$ROOT/target/tools"
# Where cargo puts its products; everything else lies in target/.
BUILT="${CARGO_TARGET_DIR:-$ROOT/target}"
cd "$ROOT"

if [[ -t 1 ]]; then
    BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' PLAIN=$'\e[0m'
else
    BOLD='' DIM='' RED='' PLAIN=''
fi

# A step that takes a while: what happens, and how long to expect.
step() { printf '%s▸ %s%s%s\n' "$BOLD" "$1" "$PLAIN" "${2:+ $DIM($2)$PLAIN}"; }
say() { printf '  %s\n' "$*"; }
warn() { printf '%s! %s%s\n' "$BOLD" "$*" "$PLAIN" >&2; }

# One sentence on what is wrong, one on the remedy, then the end.
fail() {
    printf '%s✗ %s%s\n' "$RED" "$1" "$PLAIN" >&2
    [[ $# -lt 2 ]] || printf '  %s\n' "${@:2}" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [[ $EUID -eq 0 ]]; }
hash_text() { printf '%s' "$1" | sha256sum | cut -c1-12; }
random_hex() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# The command line of a process; small containers have no ps.
command_of() {
    if [[ -d /proc/self ]]; then
        { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null
    else
        ps -o args= -p "$1" 2>/dev/null
    fi
}

# Runs a command with the rights of root: directly, through sudo, or not at all.
as_root() {
    if is_root; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        fail "This needs the rights of root, and there is no sudo here." "As root, run:  $*"
    fi
}

# Whether something answers on a loopback port. A probe that is refused means free.
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A free port below the range that outgoing connections use, so that nothing takes it in between.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        port_taken "$port" || { echo "$port"; return; }
    done
    fail "No free port was found between 20000 and 32000." "Stop a program that listens there and try again."
}

# Tools that `scripts/install` brought, after those of the machine.
export PATH="$PATH:$TOOLS/bin:$TOOLS/venv/bin:$ROOT/node_modules/.bin"
