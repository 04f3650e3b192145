import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class TestBenchmarks:
    def test_run_at_small_sizes_and_print_one_table(self):
        result = subprocess.run(
            [sys.executable, "-m", "benchmarks", "--quick"],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        rows = [line for line in result.stdout.splitlines() if line.startswith("| ")]
        for what in (
            "columns: full answer",
            "SQLite",
            "regorus",
            "cedarpy",
            "bare dict",
            "ledger",
            "calamine",
        ):
            assert any(what in row for row in rows), what
        assert any("not run: would need" in row for row in rows)
