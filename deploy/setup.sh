#!/bin/sh
# Makes .venv hold what a lock lists: `deploy/setup.sh requirements.lock`.
# Does nothing when it already does; an install that was cut short starts again.
set -eu
cd "$(dirname "$0")/.."
lock=$1
python=${PYTHON:-python3}
stamp=.venv/installed  # a line for the hash of each lock that .venv satisfies
packages='Il manque des paquets Debian : apt install make python3-venv libpango-1.0-0 libpangoft2-1.0-0'

stop() {
    echo "$1" >&2
    exit 1
}
hash_of() { sha256sum "$1" | cut -d' ' -f1; }

command -v "$python" >/dev/null 2>&1 || stop "$packages"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' ||
    stop "Python 3.11.2 ou plus récent est nécessaire ($("$python" --version 2>&1) trouvé)."
"$python" -c 'import ctypes; [ctypes.CDLL(f"lib{name}-1.0.so.0") for name in ("pango", "pangoft2")]' 2>/dev/null ||
    stop "$packages"

if [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null &&
    grep -qsx "$(hash_of "$lock")" "$stamp"; then
    exit 0
fi

make_venv() {
    # Debian has `venv` without what it needs to work: trying is the only sure test.
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 && return
    rm -rf .venv
    stop "$packages"
}
.venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv

echo "Installation des dépendances (une à deux minutes la première fois)…"
rm -f "$stamp"
# uv is faster, but knows nothing of pip's configuration: pip has the last word.
if ! { command -v uv >/dev/null 2>&1 &&
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" 2>/dev/null; }; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
        stop "L'installation des dépendances a échoué : relancez la commande une fois la cause levée."
fi
# The development lock holds everything of the other, at the same versions.
[ "$lock" = requirements.lock ] || hash_of requirements.lock >>"$stamp.new"
hash_of "$lock" >>"$stamp.new"
mv "$stamp.new" "$stamp"
