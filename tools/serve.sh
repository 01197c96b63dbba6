#!/bin/sh
# Starts the site, which leaves its address on the last line. Ctrl-C stops it without a complaint of make.
trap : INT
wegwijzer serve --port "$1"
code=$?
[ "$code" = 130 ] && code=0
exit "$code"
