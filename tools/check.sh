#!/bin/sh
# Everything that can be seen without running the site. All checks are made, also after one has failed.
set -u
failed=0
check() { tools/quiet.sh "$@" || failed=1; }

# Settings are read, nothing is written: a folder that is thrown away, and a key that opens nothing.
WEGWIJZER_VAR=$(mktemp -d)
trap 'rm -rf "$WEGWIJZER_VAR"' EXIT
export WEGWIJZER_VAR
export WEGWIJZER_SECRET_KEY=only-for-make-check-and-of-no-use-anywhere-else
unset WEGWIJZER_DATABASE WEGWIJZER_DEBUG 2>/dev/null

check format ruff format --check .
check lint ruff check --quiet .
check types mypy
check floors lint-imports
check templates sh -c 'find wegwijzer -name "*.html" -path "*/templates/*" -exec djade --target-version 5.2 --check {} +'
check migrations wegwijzer makemigrations --check --dry-run
check content wegwijzer pack check
check house python -m pytest -q -p no:cacheprovider tests/architecture
exit "$failed"
