#!/usr/bin/env bash
# Resolve requirements/*.in into pins with hashes. The files name no registry.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { printf '%s\n' "uv is missing: pip install uv" >&2; exit 1; }
uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements/run.in -o requirements/run.txt
uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 -c requirements/run.txt requirements/test.in -o requirements/test.txt
