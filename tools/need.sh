#!/bin/sh
# Sees to it that programs for testing and measuring are there. Usage: need.sh chromium libatomic1 postgresql nginx wrk
# Where it may (root or sudo without a password, on Debian or Ubuntu) it installs them; else it says what to install.
set -eu
PATH=$PATH:/sbin:/usr/sbin:/usr/local/sbin

there() {
    case $1 in
    chromium) command -v chromium >/dev/null ;;
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ;;
    libatomic1) ! command -v ldconfig >/dev/null || ldconfig -p | grep -q libatomic.so.1 ;; # Playwright's driver wants it
    *) command -v "$1" >/dev/null ;;
    esac
}

packages() {
    case $1 in
    chromium) echo chromium fonts-noto-core ;;
    nginx) echo nginx-light ;;
    *) echo "$1" ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

missing=
for name in "$@"; do
    there "$name" || missing="$missing $(packages "$name")"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null || ! as_root true 2>/dev/null; then
    echo "Please install first:$missing" >&2
    exit 1
fi
echo "Installing$missing (once, takes a minute)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# A new server package must not start a server of its own: tests start theirs.
# shellcheck disable=SC2086
{
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
            apt-get install -y -qq --no-install-recommends $missing
} >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    echo "apt-get could not install:$missing" >&2
    exit 1
}
