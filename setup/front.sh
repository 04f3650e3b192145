#!/usr/bin/env bash
# Build the front-end when its sources are newer than what was built.
set -euo pipefail
cd "$(dirname "$0")/.."
built=src/qiangzhen/site/static/built

if [ -d "$built" ] && [ -z "$(find front -path front/node_modules -prune -o -type f -newer "$built/.done" -print -quit 2>/dev/null)" ] && [ -e "$built/.done" ]; then
    exit 0
fi
if ! command -v npm >/dev/null || ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
    printf '%s\n' "Node 20 or newer with npm is missing; the pages' styles and scripts are built with it." >&2
    exit 1
fi
printf '%s\n' "Building the front-end …" >&2
(cd front && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build)
touch "$built/.done"
