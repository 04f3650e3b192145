"""``qiangzhen may``: may this body do this act of this power, here, on this day, as far as was known then?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from qiangzhen.mandates.queries import answer_may_form
from qiangzhen.site.fixed_forms import add_form_arguments, answer_file


class Command(BaseCommand):
    help = "Say whether a body may do an act, by which papers and laws, or why not and who may: JSON in, JSON out."

    def add_arguments(self, parser: CommandParser) -> None:
        add_form_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer_file(self, options, lambda form, language: answer_may_form(form=form, language=language))
        except DatabaseError as error:
            raise CommandError(
                f"数据库不可用（{error}）；首次使用请先运行 qiangzhen migrate。 / "
                "The database cannot be used; run qiangzhen migrate first."
            ) from error
