"""``qiangzhen receipt``: print the receipt of one act, which anybody can verify with Python alone."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.queries import find_line, get_receipt


class Command(BaseCommand):
    help = "Print the receipt of one act of a county's ledger as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sequence", type=int, help="number of the act in the county's chain")
        parser.add_argument("--county", required=True, help="division code of the county")

    def handle(self, *args: Any, **options: Any) -> None:
        county = County.objects.filter(code=options["county"]).first()
        if county is None:
            raise CommandError(f"there is no county {options['county']} here")
        with within(county.id):
            if find_line(sequence=options["sequence"]) is None:
                raise CommandError(f"the chain of {county.name} has no entry {options['sequence']}")
            receipt = get_receipt(sequence=options["sequence"])
        self.stdout.write(json.dumps(receipt, ensure_ascii=False, indent=2))
