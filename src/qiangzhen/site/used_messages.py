"""Find every text the pages show, in Python and in templates. Needs Babel, so only tests and ``messages --check`` use it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from .messages import SITE, Key, read_parts

SOURCE = SITE.parent
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class MessageReport:
    """What is wrong between the texts used and the parts; each line says where."""

    without_chinese: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.without_chinese and not self.unused


def find_used(source: Path = SOURCE) -> dict[Key, str]:
    """Return each text used, with the first place that uses it as ``file:line``."""
    used: dict[Key, str] = {}
    for path in sorted(source.rglob("*.py")) + sorted(source.rglob("templates/**/*.html")):
        for line, key in _texts_of(path):
            used.setdefault(key, f"{path.relative_to(source)}:{line}")
    return used


def _texts_of(path: Path) -> Iterator[tuple[int, Key]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # The pseudo source has no lawful indentation; its lines do not matter to what is said.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=_KEYWORDS):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            yield line, (context or "", first)


def report(*, source: Path = SOURCE, parts: Path | None = None) -> MessageReport:
    """Compare the texts used with the parts."""
    used = find_used(source)
    translated = read_parts(parts) if parts else read_parts()
    return MessageReport(
        without_chinese=tuple(f"{used[key]}: {key[1]!r}" for key in used if key not in translated),
        unused=tuple(f"{translated[key].part}: {key[1]!r}" for key in translated if key not in used),
    )
