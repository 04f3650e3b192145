#!/usr/bin/env bash
# Run tests: all | quick | sqlite | postgres | journeys | walk | lint
set -euo pipefail
cd "$(dirname "$0")/.."
what=$1
export PYTHONHASHSEED=0
py=.venv/bin/python
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export QIANGZHEN_DATA_DIR=$data

browser() {
    if ! command -v chromium >/dev/null || ! fc-list ':lang=zh' 2>/dev/null | grep -q .; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            printf '%s\n' "Installing chromium and fonts-noto-cjk for the browser tests …" >&2
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fontconfig fonts-noto-cjk >/dev/null
        else
            printf '%s\n' "The browser tests need Chromium and a Chinese font. As root: apt-get install chromium fontconfig fonts-noto-cjk" >&2
            exit 1
        fi
    fi
}
lint() {
    .venv/bin/ruff check src tests benchmarks
    .venv/bin/ruff format --check src tests benchmarks
    .venv/bin/lint-imports --no-cache
    .venv/bin/mypy
}
quick() { .venv/bin/qiangzhen messages; $py -m pytest tests -n 2 -m "not journey"; }
postgres() { .venv/bin/qiangzhen messages; $py -m tests.postgres $py -m pytest tests -n 2 -m "not journey" --ignore tests/kernel --ignore tests/structure; }
journeys() { browser; .venv/bin/qiangzhen messages; $py -m pytest tests/journeys -m "journey and not walk"; }
walk() { browser; .venv/bin/qiangzhen messages; $py -m pytest tests/journeys -m walk; }

case $what in
all) lint; quick; postgres; journeys ;;
quick | sqlite) quick ;;
postgres) postgres ;;
journeys) journeys ;;
walk) walk ;;
lint) lint ;;
*) printf '%s\n' "unknown: $what" >&2; exit 2 ;;
esac
