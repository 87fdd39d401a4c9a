#!/usr/bin/env bash
# Everything `make test` checks, from the fastest to the slowest. Goes on after a failure, to say
# all of it at once. Arguments go to pytest.
set -uo pipefail
cd "$(dirname "$0")/.."
export MOOC_DATA="${MOOC_DATA:-$PWD/.test-data}"
python=.venv/bin/python
failed=()

step() {
    printf '\n=== %s\n' "$1"
    shift
    "$@" || failed+=("$*")
}
templates() { find mooc courses certificates -name '*.html' -path '*/templates/*' -print0; }

step "Style" $python -m ruff check .
step "Mise en forme" $python -m ruff format --check .
step "Types" $python -m mypy
step "Couches" .venv/bin/lint-imports --no-logo
step "Gabarits" xargs -0 -r -a <(templates) .venv/bin/djade --check --target-version 5.2
step "Contenus" $python manage.py check_content
step "Migrations" $python manage.py makemigrations --check --dry-run

# What the browser, the PDF tests and tests/outside drive: packages of the system, not of Python.
packages=(chromium poppler-utils zbar-tools qpdf softhsm2)
# Debian's npm refuses a Node that comes from elsewhere, which has its own.
command -v npm >/dev/null || packages+=(nodejs npm)
missing() {
    for tool in chromium pdftotext zbarimg qpdf softhsm2-util node npm; do
        command -v "$tool" >/dev/null || echo "$tool"
    done
}
if [ -n "$(missing)" ] && [ "$(id -u)" = 0 ]; then
    printf '\n=== Installation de %s\n' "${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null &&
        apt-get install -y -qq --no-install-recommends "${packages[@]}" </dev/null >/dev/null ||
        true
fi
left_out=$(missing | tr '\n' ' ')
# The checkers of npm and PyPI, in folders of their own.
[ -n "$left_out" ] || sh tests/outside/setup.sh || left_out="tests/outside/setup.sh "
if [ -n "$left_out" ] && [ "${CI:-}" = true ]; then
    failed+=("il manque : $left_out")
fi

printf '\n=== Tests\n'
selection=()
[ -z "$left_out" ] ||
    selection=(-m "not (bench or postgresql or redis or rabbitmq or s3 or browser or tools or outside)")
$python -m pytest -n 2 "${selection[@]}" "$@" || failed+=("pytest")

if [ -n "$left_out" ]; then
    printf '\n!!! LES TESTS DU NAVIGATEUR, DES PDF ET DES VÉRIFICATEURS N'"'"'ONT PAS TOURNÉ.\n'
    printf '!!! Il manque : %s\n!!! apt install %s\n' "$left_out" "${packages[*]}"
fi
if [ ${#failed[@]} -gt 0 ]; then
    printf '\nÉCHEC :\n'
    printf '  %s\n' "${failed[@]}"
    exit 1
fi
