"""``qiangzhen load-divisions``: bring a county's townships and villages to what the tables list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import Refused, system_actor
from qiangzhen.places.counties import find_county, open_county
from qiangzhen.places.divisions import (
    Plan,
    UnreadableDivisions,
    load_places,
    plan_loading,
    read_full_name,
    read_national_table,
    read_villages,
)


class Command(BaseCommand):
    help = (
        "Load the real divisions of a county: its townships from the national table under law/, its villages "
        "from a file with code, name and parent. Loading again changes only what differs, and removes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", required=True, help="division code of the county, such as 220105")
        parser.add_argument(
            "--file", type=Path, help="villages: CSV (code,name,parent) or YAML as demonstration/"
        )
        parser.add_argument("--pack", default="national", help="policy pack of a county that is new here")

    def handle(self, *args: Any, **options: Any) -> None:
        code, folder = options["county"], settings.LOCAL_LAW / "national" / "divisions"
        try:
            rows = read_national_table(folder=folder, county_code=code)
            if options["file"]:
                rows += read_villages(file=options["file"])
        except (UnreadableDivisions, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            county = find_county(code=code) or open_county(
                code=code,
                name=rows[0].name,
                full_name=read_full_name(folder=folder, county_code=code),
                pack=options["pack"],
                at=timezone.now(),
                by_command="qiangzhen load-divisions",
            )
            with within(county.id):
                plan = plan_loading(rows)
                if plan.changes:
                    self._load(county, rows)
        self._tell(county, plan)

    def _load(self, county: County, rows: Any) -> None:
        actor = system_actor(
            county_id=county.id, named="qiangzhen load-divisions", permissions=frozenset({"edit_places"})
        )
        sources = "、".join(sorted({row.source for row in rows}))
        try:
            load_places(
                actor=actor, at=timezone.now(), rows=rows, on=timezone.localdate(), instrument=sources
            )
        except Refused as refusal:
            raise CommandError(
                "\n".join(f"{reason.zh} / {reason.en}" for reason in refusal.reasons)
            ) from refusal

    def _tell(self, county: County, plan: Plan) -> None:
        self.stdout.write(
            f"{county.code} {county.full_name}: {len(plan.add)} added, {len(plan.rename)} renamed, "
            f"{plan.unchanged} as before"
        )
        for code, before, name in plan.rename:
            self.stdout.write(f"  {code} {before} → {name}")
        for place in plan.unlisted:
            self.stdout.write(f"  表中没有 {place}，未作变更。 / Not in the table, left as it is.")
