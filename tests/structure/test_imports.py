"""The picture of the house holds: import contracts are kept."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class TestImports:
    def test_go_downward_and_the_kernel_knows_no_web(self):
        command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
