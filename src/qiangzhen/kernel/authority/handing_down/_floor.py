"""What the national floor knows besides its rules: what a mode means in law, names of papers, holders."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import Certainty, read_law_file
from qiangzhen.kernel.statutes import SOURCE_SCHEMA, Source, source_from

from .._vocabulary import Mode, Text
from ._question import Giver
from ._rules import CERTAINTY_SCHEMA, TEXT_SCHEMA, text_from


class Party(enum.Enum):
    """Which of the two bodies."""

    GIVER = "giver"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True)
class ModeFrame:
    """What one mode means by law, whatever the matter."""

    mode: Mode
    name: Text
    in_name_of: Party
    seal_of: Party
    legal_liability: Party
    administrative_liability: Party
    defendant: Party
    review_organ: str
    exclusive: bool
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class HandoverRule:
    """What happens to cases in flight when a power changes hands."""

    code: str
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Floor:
    """The vocabulary of handing down, as the national data give it."""

    frames: Mapping[Mode, ModeFrame]
    papers: Mapping[str, Text]
    publication: Mapping[str, Text]
    filing: Mapping[str, Text]
    reviewers: Mapping[str, Text]
    fields: Mapping[str, Text]
    law_titles: Mapping[str, str]
    handover_rules: Mapping[str, HandoverRule]
    holders: tuple[tuple[re.Pattern[str], bool | None], ...]

    def giver_named(self, name: str | None) -> Giver:
        """Return the giver a form names; whether it is a county department is None where the name does not tell."""
        if name is None:
            return Giver()
        folded = name.strip()
        for pattern, is_county_department in self.holders:
            if pattern.search(folded):
                return Giver(name=name, is_county_department=is_county_department)
        return Giver(name=name)

    def field_label(self, path: str) -> Text:
        """Return what a field of the form asks, in words (``matter.bases[0].rank``)."""
        return self.fields[re.sub(r"\[\d+\]", "", path)]


def _mapping(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "minProperties": 1, "additionalProperties": row}


def _record(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


_PARTY = {"enum": [party.value for party in Party]}
_FRAME = _record(
    name=TEXT_SCHEMA,
    in_name_of=_PARTY,
    seal_of=_PARTY,
    legal_liability=_PARTY,
    administrative_liability=_PARTY,
    defendant=_PARTY,
    review_organ={"enum": ["county_government"]},
    exclusive={"type": "boolean"},
    certainty=CERTAINTY_SCHEMA,
    source=SOURCE_SCHEMA,
)
_MODES = _record(modes=_record(**{mode.value: _FRAME for mode in Mode}))
_TEXTS = _mapping(TEXT_SCHEMA)
_WORDINGS = _record(papers=_TEXTS, publication=_TEXTS, filing=_TEXTS, reviewers=_TEXTS, fields=_TEXTS)
_TITLES = _record(titles=_mapping({"type": "string", "minLength": 2}))
_HOLDER = _record(
    pattern={"type": "string", "minLength": 1}, is_county_department={"type": ["boolean", "null"]}
)
_HOLDERS = _record(holders={"type": "array", "minItems": 1, "items": _HOLDER})
_EXAMPLE = _record(place={"type": "string", "minLength": 2}, source=SOURCE_SCHEMA)
_HANDOVER = _record(
    handover_rules=_mapping(_record(says=TEXT_SCHEMA, example=_EXAMPLE, certainty=CERTAINTY_SCHEMA))
)


def read_floor(folder: Path) -> Floor:
    """Return the national vocabulary of handing down. Raises ``BrokenLawFile`` naming file, line and field."""
    wordings = read_law_file(folder / "wordings.yaml", _WORDINGS)
    texts = {
        section: {code: text_from(row) for code, row in rows.items()} for section, rows in wordings.items()
    }
    modes = read_law_file(folder / "modes.yaml", _MODES)["modes"]
    handover = read_law_file(folder / "handover_rules.yaml", _HANDOVER)["handover_rules"]
    holders = read_law_file(folder / "holders.yaml", _HOLDERS)["holders"]
    return Floor(
        frames={Mode(name): _frame_from(Mode(name), row) for name, row in modes.items()},
        **texts,
        law_titles=read_law_file(folder / "titles.yaml", _TITLES)["titles"],
        handover_rules={code: _handover_from(code, row) for code, row in handover.items()},
        holders=tuple((re.compile(row["pattern"]), row["is_county_department"]) for row in holders),
    )


def _frame_from(mode: Mode, row: Mapping[str, Any]) -> ModeFrame:
    return ModeFrame(
        mode=mode,
        name=text_from(row["name"]),
        in_name_of=Party(row["in_name_of"]),
        seal_of=Party(row["seal_of"]),
        legal_liability=Party(row["legal_liability"]),
        administrative_liability=Party(row["administrative_liability"]),
        defendant=Party(row["defendant"]),
        review_organ=row["review_organ"],
        exclusive=row["exclusive"],
        source=source_from(row["source"]),
        certainty=Certainty(row["certainty"]),
    )


def _handover_from(code: str, row: Mapping[str, Any]) -> HandoverRule:
    source = source_from(row["example"]["source"])
    return HandoverRule(code, text_from(row["says"]), source, Certainty(row["certainty"]))
