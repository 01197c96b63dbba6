#!/bin/sh
# The three rounds of `make test`. Each ends with pytest's own closing line.
set -eu
workers=$(nproc 2>/dev/null || echo 2)
export PYTHONDONTWRITEBYTECODE=1
unset WEGWIJZER_DATABASE

round() { printf '\n%s\n' "$1"; shift; "$@"; }
existing() { for folder in "$@"; do [ ! -d "$folder" ] || echo "$folder"; done; }

round "Rules, with Django out of reach" \
    python -m pytest -p no:django -p tests.without_django tests/rules

round "Everything else, on SQLite" \
    python -m pytest -n "$workers" --ignore tests/rules

# shellcheck disable=SC2046
round "What keeps data and what shows it, on PostgreSQL" \
    tools/postgres.sh python -m pytest -n "$workers" -m "not browser" $(existing tests/actions tests/desk tests/pages tests/journeys)
