#!/bin/sh
# Makes .venv and puts uv in it: the one package that pip installs, by the hash in requirements.lock.
set -eu
python=$1
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Wegwijzer needs Python 3.11 or newer, and '$python' is not that. Name one: make PYTHON=python3.12" >&2
    exit 1
}
echo "Python environment"
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv 2>/dev/null || {
        echo "Python cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    }
fi
mkdir -p .venv/stamps
sed -n '/^uv==/,/[^\\]$/p' requirements.lock > .venv/stamps/uv.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/stamps/uv.txt
