"""``qiangzhen``: every command of the system under one name.

Each is a Django management command in ``management/commands``; this only spares
the user from knowing that.
"""
from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; ``qiangzhen help`` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiangzhen.site.settings")
    execute_from_command_line(["qiangzhen", *sys.argv[1:]])
