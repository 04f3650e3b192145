"""``qiangzhen load-demonstration``: the demonstration county, and who may sign in to it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from qiangzhen.site.demonstration import load_demonstration
from qiangzhen.site.demonstration.loading import PASSWORD


class Command(BaseCommand):
    help = "Load the demonstration county once: real places and powers, invented people; print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        found = load_demonstration(tell=self.stdout.write)
        self.stdout.write("")
        self.stdout.write(
            "演示账号（人员均为虚构），口令相同 / demonstration accounts (invented people), one password:"
        )
        self.stdout.write(f"    {PASSWORD}")
        for sign_in, person, posts in found:
            self.stdout.write(f"  {sign_in:<16}{person}  {posts}")
        self.stdout.write("")
