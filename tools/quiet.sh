#!/bin/sh
# Runs a command and shows one line when it is well, everything when it is not. Usage: quiet.sh NAME COMMAND...
name=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
start=$(date +%s)
if "$@" >"$log" 2>&1; then
    printf 'ok  %-14s %3ss\n' "$name" $(($(date +%s) - start))
else
    code=$?
    cat "$log"
    printf 'NOT %-14s (exit %s)\n' "$name" "$code"
    exit "$code"
fi
