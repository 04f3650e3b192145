"""``qiangzhen ways-down``: which way may this power go down to this receiver, on this day?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from qiangzhen.county import law
from qiangzhen.kernel.authority.handing_down import answer_form
from qiangzhen.site.fixed_forms import add_form_arguments, answer_file


class Command(BaseCommand):
    help = "Say for each of the six ways whether a power may go down to a receiver: a question as JSON in, the answer out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_form_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        answer_file(self, options, lambda form, language: answer_form(form, law.packs(), language=language))
