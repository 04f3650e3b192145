#!/usr/bin/env bash
# Make .venv from the hashed pins: `environment.sh run` or `environment.sh test`.
set -euo pipefail
cd "$(dirname "$0")/.."
which=$1

say() { printf '%s\n' "$*" >&2; }

python=""
for candidate in python3.11 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Python 3.11 or newer is missing. On Debian: apt-get install python3"
    exit 1
fi

# Debian keeps venv in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing python3-venv …"
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        say "Python's venv is missing. As root: apt-get install python3-venv"
        exit 1
    fi
fi

[ -x .venv/bin/python ] || { say "Making .venv …"; "$python" -m venv .venv; }
say "Installing the pinned packages ($which) …"
.venv/bin/pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "requirements/$which.txt"
# The project itself: only paths and the command, no download.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$PWD/src" >"$site/qiangzhen.pth"
cat >.venv/bin/qiangzhen <<EOF
#!$PWD/.venv/bin/python
from qiangzhen.site.commands import main

main()
EOF
chmod +x .venv/bin/qiangzhen
touch ".venv/.$which-ready"
[ "$which" = test ] && touch .venv/.run-ready
exit 0
