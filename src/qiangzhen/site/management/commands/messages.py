"""``qiangzhen messages``: join and compile the translations; with ``--check`` say what is missing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qiangzhen.site.messages import BrokenMessages, join_parts


class Command(BaseCommand):
    help = "Join the Chinese texts of all subjects into the catalogue the pages read; --check lists what is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="fail when a text has no Chinese or a translation is not used",
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            self.stdout.write(f"{join_parts()} texts joined")
        except BrokenMessages as broken:
            raise CommandError(str(broken)) from broken
        if check:
            self._check()

    def _check(self) -> None:
        # Babel belongs to the tests' requirements, not to those of the running system.
        from qiangzhen.site.used_messages import report

        found = report()
        for line in found.without_chinese:
            self.stdout.write(f"no Chinese: {line}")
        for line in found.unused:
            self.stdout.write(f"not used: {line}")
        if not found.is_complete:
            raise CommandError("the Chinese of the pages is not complete")
