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
port=${QIANGZHEN_PORT:-8000}
cat <<EOF
网站 / the site:          http://127.0.0.1:$port/
登录 / sign in:           http://127.0.0.1:$port/sign-in/
接口 / API:               http://127.0.0.1:$port/api/v1/docs
停止 / stop:              Ctrl+C

EOF
exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port "$port" --workers 2 --no-ws qiangzhen.site.wsgi:application
