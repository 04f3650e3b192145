"""``qiangzhen openapi``: write the OpenAPI document of the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from qiangzhen.site.api.document import api


class Command(BaseCommand):
    help = "Write the OpenAPI 3.1 document of the API to a file, or print it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="where to write it; printed when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        document = json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=2)
        if options["file"] is None:
            self.stdout.write(document)
            return
        options["file"].write_text(document + "\n", encoding="utf-8")
        self.stdout.write(f"OpenAPI 3.1 → {options['file']}")
