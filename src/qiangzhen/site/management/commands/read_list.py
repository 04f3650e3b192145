"""``qiangzhen read-list``: read a published list of powers and print it, as a table or in the fixed form."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from qiangzhen.agencies.queries import read_printed_names
from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.kernel.papers import Limits, ListReading, UnreadableList, as_form, read_list


class Command(BaseCommand):
    help = "Read a published list of powers and print its rows, findings and what was not understood."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the list: .docx, .xlsx, .xls, .csv, .html or plain text")
        parser.add_argument(
            "--json", action="store_true", help="print the fixed form of docs/commands/read-list.md"
        )
        parser.add_argument(
            "--county", help="division code of a county whose bodies the departments shall be found among"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        limits = Limits(file_bytes=settings.UPLOAD_LIMIT_MB * 1_000_000)
        try:
            reading = read_list(
                path=options["file"], limits=limits, register=law.statutes(), on=timezone.localdate()
            )
        except UnreadableList as unreadable:
            self.stderr.write(f"{options['file'].name}: {unreadable.text.zh}\n{unreadable.text.en}")
            sys.exit(2)
        bodies = _bodies(reading, options["county"]) if options["county"] else {}
        if options["json"]:
            self.stdout.write(json.dumps(as_form(reading), ensure_ascii=False, indent=2))
            return
        for line in _lines(reading, bodies):
            self.stdout.write(line)


def _bodies(reading: ListReading, county_code: str) -> dict[str, str]:
    """Return for each printed department the body it means, or the sentence that says why none."""
    county = County.objects.filter(code=county_code).first()
    if county is None:
        raise CommandError(f"there is no county {county_code} here", returncode=2)
    with within(county.id):
        names = read_printed_names()
        found = {}
        for row in reading.rows:
            if row.department:
                name = names.find(row.department)
                found[row.department] = name.body.name if name.body else (name.note.zh if name.note else "")
        return found


def _lines(reading: ListReading, bodies: dict[str, str]) -> list[str]:
    lines = []
    if reading.facts.title:
        lines += [reading.facts.title.value, ""]
    for row in reading.rows:
        kind = row.kind_printed or "—"
        department = row.department or "—"
        if department in bodies:
            department = f"{department}（{bodies[department]}）"
        lines.append(f"{row.number or '—'}\t{row.name}\t{department}\t{kind}\t{row.opinion or ''}".rstrip())
        lines += [f"\t{basis.printed}" for basis in row.bases]
        lines += [f"\t{found.severity.value}: {found.text.zh}" for found in row.findings]
    lines += ["", f"{len(reading.rows)} rows"]
    lines += [f"{found.severity.value}: {found.text.zh}" for found in reading.findings]
    lines += [f"unread: {piece.text}" for piece in reading.unread]
    return lines
