#!/bin/sh
# Runs a command with a PostgreSQL of its own, thrown away afterwards. Usage: postgres.sh COMMAND...
# No port, no password: a socket in a new folder. Nothing is written through to disk, which no data of value allows.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")

home=$(mktemp -d -t wegwijzer-pg.XXXXXX)
# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$home"
chmod 755 "$home"

stop() {
    as_owner "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

as_owner "$bin/initdb" -D "$home/data" -U wegwijzer -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home.log" 2>&1 &&
    as_owner "$bin/pg_ctl" -D "$home/data" -l "$home/data/log" -w -t 60 start >>"$home.log" 2>&1 \
        -o "-c listen_addresses='' -k $home -F -c full_page_writes=off -c synchronous_commit=off -c max_connections=60" || {
    cat "$home.log" >&2
    rm -f "$home.log"
    echo "PostgreSQL did not start" >&2
    exit 1
}
rm -f "$home.log"
as_owner "$bin/createdb" -h "$home" -U wegwijzer wegwijzer

export WEGWIJZER_DATABASE="postgresql://wegwijzer@/wegwijzer?host=$home"
"$@"
