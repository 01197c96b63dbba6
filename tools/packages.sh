#!/bin/sh
# Makes .venv hold exactly what the lock says, and links this folder into it. Usage: packages.sh LOCK STAMP
set -eu
lock=$1 stamp=$2
echo "Python packages ($lock)"
uv pip sync --quiet --require-hashes "$lock"
uv pip install --quiet --no-deps --no-build-isolation --offline --editable .
mkdir -p "$(dirname "$stamp")"
touch "$stamp"
