#!/bin/sh
# Writes the two locks for the oldest Python we run on: Debian 12's 3.11.2.
# The development lock is held to the versions of the other, which it contains.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null 2>&1 || { echo "make lock a besoin de uv (pipx install uv)." >&2; exit 1; }
resolve() { uv pip compile --quiet --python-version 3.11.2 --generate-hashes --no-annotate --no-header "$@"; }
resolve pyproject.toml --extra site --output-file requirements.lock
resolve pyproject.toml --extra site --group dev --constraint requirements.lock \
    --output-file requirements-dev.lock
resolve tests/outside/openbadges/requirements.in \
    --output-file tests/outside/openbadges/requirements.lock
