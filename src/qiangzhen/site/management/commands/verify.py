"""``qiangzhen verify``: walk the chains of all counties, or of one, and tell what is wrong."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.kernel.ledger import Head
from qiangzhen.ledger.queries import Verified, verify_county


class Command(BaseCommand):
    help = (
        "Verify the ledger: every entry, every checkpoint, and that the triggers which guard them are in place. "
        "Ends with 1 when anything is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", help="division code of one county; without it all are verified")
        parser.add_argument(
            "--expect",
            metavar="SEQUENCE[:DIGEST]",
            help="where the chain must end, as somebody wrote it down elsewhere; needs --county",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["expect"] and not options["county"]:
            raise CommandError("--expect speaks of one chain: say which with --county CODE")
        counties = County.objects.order_by("code")
        if options["county"]:
            counties = counties.filter(code=options["county"])
            if not counties:
                raise CommandError(f"there is no county {options['county']} here")
        found = []
        for county in counties:
            with within(county.id):
                found.append(verify_county(expected_head=_head(options["expect"])))
        sound = all(result.sound for result in found)
        if options["json"]:
            report = {"sound": sound, "counties": [_as_json(result) for result in found]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            for result in found:
                self._tell(result)
        if not sound:
            raise SystemExit(1)

    def _tell(self, result: Verified) -> None:
        self.stdout.write(
            f"{result.county_code} {result.county_name}: {result.entries} entries up to {result.head.sequence}, "
            f"{result.checkpoints} checkpoints agree, {result.entries_per_second} entries/s"
        )
        self.stdout.write(f"  head {result.head.sequence}:{result.head.digest}")
        for trigger in result.missing_triggers:
            self.stdout.write(
                f"  缺少触发器 {trigger}：账表不再拒绝改动。 / The trigger {trigger} is missing or off."
            )
        for fault in result.faults:
            self.stdout.write(f"  {fault.zh} / {fault.en}")
        self.stdout.write("  完好。 / Sound." if result.sound else "  有问题。 / NOT sound.")


def _head(printed: str | None) -> Head | None:
    if not printed:
        return None
    number, _, digest = printed.partition(":")
    if not (number.isascii() and number.isdigit()) or (digest and len(digest) != 64):
        raise CommandError("--expect reads SEQUENCE or SEQUENCE:DIGEST with 64 hexadecimal digits")
    return Head(int(number), digest.lower() or None)


def _as_json(result: Verified) -> dict[str, Any]:
    return {
        "county": result.county_code,
        "sound": result.sound,
        "entries": result.entries,
        "head": {"sequence": result.head.sequence, "digest": result.head.digest},
        "checkpoints": result.checkpoints,
        "entries_per_second": result.entries_per_second,
        "missing_triggers": list(result.missing_triggers),
        "faults": [
            {"kind": fault.kind.value, "sequence": fault.sequence, "zh": fault.zh, "en": fault.en}
            for fault in result.faults
        ],
    }
