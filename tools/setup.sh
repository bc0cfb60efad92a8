#!/bin/sh
# Makes .venv and installs the hashed requirements in it: tools/setup.sh run|server|dev
# A stamp of what was installed lets the next run return at once.
set -eu
kind=$1
case $kind in
    run) requirements=requirements.txt ;;
    server) requirements=requirements-server.txt ;;
    dev) requirements=requirements-dev.txt ;;
    *) echo "usage: tools/setup.sh run|server|dev" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."
stamp=.venv/.installed-$kind
# The checkout's path is part of the stamp because a virtual environment cannot be moved.
want=$(pwd; cat "$requirements" pyproject.toml | cksum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && exit 0

fail() { echo "set-up: $1" >&2; exit 1; }

python=
for candidate in ${PYTHON:-python3.11 python3 python3.12 python3.13 python3.14}; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    python=$candidate
    break
done
[ -n "$python" ] || fail "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python"

make_venv() { "$python" -m venv --clear .venv >/dev/null 2>&1; }

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "set-up: making .venv with $("$python" --version)"
    # Debian's python3 comes without ensurepip; the package python3-venv has it.
    if ! make_venv && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "set-up: installing Debian's python3-venv"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y python3-venv; } </dev/null >/dev/null 2>&1 || true
        make_venv || true
    fi
    .venv/bin/python -m pip --version >/dev/null 2>&1 ||
        fail "$python cannot make a virtual environment; install its venv module first (Debian, Ubuntu: apt install python3-venv)"
fi

echo "set-up: installing $requirements (once; about a minute)"
# Byte code is written when a module is first imported: most of what the tests install never is.
pip=".venv/bin/python -m pip --disable-pip-version-check --no-input"
$pip install -qq --no-compile --require-hashes --only-binary :all: -r "$requirements" ||
    fail "the packages could not be installed; pip's reason is above"
$pip install -qq --no-deps --no-build-isolation --editable . ||
    fail "newscrawl itself could not be installed; pip's reason is above"
printf '%s\n' "$want" >"$stamp"
