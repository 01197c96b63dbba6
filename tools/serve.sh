#!/bin/sh
# Starts the site and leaves its address on the last line. Ctrl-C stops it without a complaint of make.
port=$1
echo "Ready. Open http://127.0.0.1:$port/ (Ctrl-C stops it)"
trap : INT
wegwijzer serve --port "$port"
code=$?
[ "$code" = 130 ] && code=0
exit "$code"
