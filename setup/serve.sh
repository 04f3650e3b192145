#!/usr/bin/env bash
# Migrate, load the demonstration county once, and serve. `--fresh-only` makes it afresh and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${QIANGZHEN_DATA_DIR:-var}
if [ "${1:-}" = --fresh-only ]; then
    rm -f "$data"/qiangzhen.sqlite3*
fi
.venv/bin/qiangzhen messages
.venv/bin/qiangzhen collectstatic --noinput --verbosity 0
.venv/bin/qiangzhen migrate --verbosity 0
.venv/bin/qiangzhen load-demonstration
[ "${1:-}" = --fresh-only ] && exit 0
exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port "${QIANGZHEN_PORT:-8000}" --workers 2 --no-ws qiangzhen.site.wsgi:application
