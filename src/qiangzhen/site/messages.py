"""The pages' words in Chinese: each subject keeps its own part, and they are joined for the running system.

In the source every text stands in English. ``locale/parts/<subject>.po`` holds the
Chinese of one subject, so that subjects do not meet in one long file. The joined
catalogue is made from the parts and is never edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

SITE = Path(__file__).parent
PARTS = SITE / "locale" / "parts"
JOINED = SITE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"

_GAPS = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")

Key = tuple[str, str]
"""Context (empty when there is none) and the English text."""


class BrokenMessages(ValueError):
    """A part contradicts another, or a translation loses a gap to be filled in."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One Chinese text and the part it stands in."""

    entry: polib.POEntry
    part: str


def read_parts(folder: Path = PARTS) -> dict[Key, Translation]:
    """Return all translations; raise ``BrokenMessages`` naming each text that is empty, contradicted or misses a gap."""
    found: dict[Key, Translation] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.po")):
        for entry in polib.pofile(str(path), check_for_duplicates=True):
            key = (entry.msgctxt or "", entry.msgid)
            texts = _texts(entry)
            problems += [f"{path.name}: {problem}" for problem in _faults(entry, texts)]
            earlier = found.get(key)
            if earlier is not None and _texts(earlier.entry) != texts:
                problems.append(f"{path.name}: {entry.msgid!r} is translated otherwise in {earlier.part}")
            found.setdefault(key, Translation(entry, path.name))
    if problems:
        raise BrokenMessages("\n".join(problems))
    return found


def _texts(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural.get(0, "")] if entry.msgid_plural else [entry.msgstr]


def _faults(entry: polib.POEntry, texts: list[str]) -> Iterator[str]:
    if not all(texts) or entry.fuzzy:
        yield f"{entry.msgid!r} has no Chinese"
        return
    wanted = _gaps(entry.msgid) | _gaps(entry.msgid_plural or "")
    for text in texts:
        if _gaps(text) != wanted:
            yield f"{entry.msgid!r}: the gaps {sorted(wanted)} do not match {text!r}"


def _gaps(text: str) -> set[str]:
    return {first or second for first, second in _GAPS.findall(text)}


def join_parts(*, folder: Path = PARTS, target: Path = JOINED) -> int:
    """Join the parts into the catalogue the pages read, and return how many texts it holds."""
    joined = polib.POFile()
    joined.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "zh_Hans",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    translations = read_parts(folder)
    joined.extend(translation.entry for translation in translations.values())
    target.parent.mkdir(parents=True, exist_ok=True)
    joined.save_as_mofile(str(target))
    return len(translations)
