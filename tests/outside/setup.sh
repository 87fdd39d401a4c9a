#!/bin/sh
# Installs what tests/outside drives: the verifiers of npm, and openbadgeslib in an environment of
# its own (its versions would disturb ours). Does nothing when all is there already.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}
node=node
badges=../../.venv-openbadges

is_done() { [ "$(cat "$1/installed" 2>/dev/null)" = "$(sha256sum <"$2")" ]; }
stamp() { sha256sum <"$2" >"$1/installed"; }

if ! is_done "$node/node_modules" "$node/package-lock.json"; then
    echo "Installation des vérificateurs de npm…"
    (cd "$node" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    stamp "$node/node_modules" "$node/package-lock.json"
fi
if ! is_done "$badges" openbadges/requirements.lock; then
    echo "Installation d'openbadgeslib…"
    rm -rf "$badges"
    "$python" -m venv "$badges"
    "$badges/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r openbadges/requirements.lock
    stamp "$badges" openbadges/requirements.lock
fi
