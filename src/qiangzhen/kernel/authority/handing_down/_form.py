"""Read the question in the fixed form of the command and the API; every fault is named at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, TypeVar

from qiangzhen.kernel.statutes import PowerKind, Rank

from .._faults import FieldFault, FormRefused
from .._vocabulary import ReceiverKind, Text
from ._decision import ways_down
from ._dress import dress
from ._pack import Pack, Packs
from ._question import (
    NOT_KNOWN,
    Basis,
    Facts,
    Matter,
    NotKnown,
    ProvincialDecision,
    Question,
    Receiver,
)

LANGUAGES = ("zh", "en")
MOST_BASES = 40
"""More than any published list gives one power; saying what every unknown field would change grows with the square."""
T = TypeVar("T")
_ABSENT = object()


def question_schema() -> dict[str, Any]:
    """Return the JSON Schema of the question."""
    return _schema("question.json")


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of the answer."""
    return _schema("answer.json")


def _schema(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath("schemas", name).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def answer_form(form: object, packs: Packs, *, language: str | None = None) -> dict[str, Any]:
    """Return the answer to a form as plain data, in Chinese, or in English where asked.

    ``language`` goes before the form's own ``lang``. Raises ``FormRefused``.
    """
    question, pack, spoken = read_question(form, packs)
    answer = ways_down(
        matter=question.matter,
        receiver=question.receiver,
        facts=question.facts,
        pack=pack,
        on=question.on,
        giver=question.giver,
    )
    return dress(answer, packs=packs, language=language or spoken)


def read_question(form: object, packs: Packs) -> tuple[Question, Pack, str]:
    """Return the question of a form, its pack and its language. Raises ``FormRefused`` with every fault."""
    reading = _Reading()
    top = reading.record(form, "", required=("pack", "on", "matter", "receiver"), optional=("facts", "lang"))
    pack = reading.one_of(top, "pack", "", {name: packs[name] for name in packs})
    on = reading.date(top, "on", "")
    kind = _receiver_kind(reading, top)
    matter, holder = _matter(reading, top, kind)
    receiver = _receiver(reading, top, kind)
    facts = _facts(reading, top)
    language = reading.one_of(top, "lang", "", {name: name for name in LANGUAGES}) or "zh"
    if reading.faults or pack is None or on is None or matter is None or receiver is None:
        raise FormRefused(tuple(reading.faults))
    giver = packs.floor.giver_named(holder)
    return Question(on=on, matter=matter, receiver=receiver, giver=giver, facts=facts), pack, language


_RECEIVERS = {kind.value: kind for kind in ReceiverKind}
_MATTER = ("holder", "restricts_liberty", "reserved_to_county_or_above", "follows_penalty_power")
_RECEIVER = ("certified_officers", "relatively_centralised_penalty_power", "is_administrative_organ")
_BASIS = ("title", "rank", "names_receiver", "allows_entrustment", "in_force_to")


def _receiver_kind(reading: _Reading, top: Mapping[str, Any]) -> ReceiverKind | None:
    row = reading.record(top.get("receiver", _ABSENT), "receiver", required=("kind",), optional=_RECEIVER)
    return reading.one_of(row, "kind", "receiver", _RECEIVERS)


def _receiver(reading: _Reading, top: Mapping[str, Any], kind: ReceiverKind | None) -> Receiver | None:
    row = top.get("receiver")
    row = row if isinstance(row, dict) else {}
    officers = reading.count(row, "certified_officers", "receiver")
    centralised = reading.yes_no(row, "relatively_centralised_penalty_power", "receiver")
    organ = reading.yes_no(row, "is_administrative_organ", "receiver")
    return None if kind is None else Receiver(kind, officers, centralised, organ)


def _matter(
    reading: _Reading, top: Mapping[str, Any], receiver: ReceiverKind | None
) -> tuple[Matter | None, str | None]:
    row = reading.record(
        top.get("matter", _ABSENT), "matter", required=("name", "kind", "bases"), optional=_MATTER
    )
    name = reading.text(row, "name", "matter")
    kind = reading.one_of(row, "kind", "matter", {kind.value: kind for kind in PowerKind})
    listed = row.get("bases", [])
    if not isinstance(listed, list):
        reading.invalid("matter.bases", "应当是列表（可以为空）", "has to be a list, which may be empty")
        listed = []
    if len(listed) > MOST_BASES:
        reading.invalid(
            "matter.bases",
            f"最多列{MOST_BASES}项，这里有{len(listed)}项",
            f"may hold at most {MOST_BASES} bases; here are {len(listed)}",
        )
        listed = []
    bases = tuple(
        _basis(reading, item, f"matter.bases[{index}]", receiver) for index, item in enumerate(listed)
    )
    liberty = reading.yes_no(row, "restricts_liberty", "matter")
    reserved = reading.yes_no(row, "reserved_to_county_or_above", "matter")
    follows = reading.yes_no(row, "follows_penalty_power", "matter")
    holder = reading.text(row, "holder", "matter")
    if name is None or kind is None:
        return None, holder
    return Matter(name, kind, bases, liberty, reserved, follows), holder


def _basis(reading: _Reading, item: object, path: str, receiver: ReceiverKind | None) -> Basis:
    row = reading.record(item, path, required=(), optional=_BASIS)
    end = reading.date(row, "in_force_to", path, null=True)
    return Basis(
        title=reading.text(row, "title", path),
        rank=reading.one_of(row, "rank", path, {rank.value: rank for rank in Rank}),
        names=_names(reading, row, path, receiver),
        allows_entrustment=reading.yes_no(row, "allows_entrustment", path),
        in_force_to=NOT_KNOWN if "in_force_to" not in row else end,
    )


def _names(
    reading: _Reading, row: Mapping[str, Any], path: str, receiver: ReceiverKind | None
) -> frozenset[ReceiverKind] | None:
    """Return the kinds a basis names: true is this receiver's kind, false and null are nobody, left out is not known."""
    if "names_receiver" not in row:
        return None
    value = row["names_receiver"]
    if value is None or value is False:
        return frozenset()
    if value is True:
        return frozenset({receiver} if receiver else ())
    kinds = value if isinstance(value, list) else [value]
    if all(isinstance(kind, str) and kind in _RECEIVERS for kind in kinds):
        return frozenset(_RECEIVERS[kind] for kind in kinds)
    allowed = ", ".join(_RECEIVERS)
    reading.invalid(
        f"{path}.names_receiver",
        f"应当是 true、false、null、承接主体类型或者其列表（{allowed}）",
        f"has to be true, false, null, a kind of receiver or a list of kinds ({allowed})",
    )
    return None


def _facts(reading: _Reading, top: Mapping[str, Any]) -> Facts:
    fields = ("provincial_decision", "dispatched_body_of_holder", "written_entrustment")
    row = reading.record(top.get("facts", {}), "facts", required=(), optional=fields)
    dispatched = reading.yes_no(row, "dispatched_body_of_holder", "facts")
    written = reading.yes_no(row, "written_entrustment", "facts")
    return Facts(_decision(reading, row), dispatched, written)


def _decision(reading: _Reading, row: Mapping[str, Any]) -> ProvincialDecision | NotKnown | None:
    if "provincial_decision" not in row:
        return NOT_KNOWN
    if row["provincial_decision"] is None:
        return None
    path = "facts.provincial_decision"
    decision = reading.record(
        row["provincial_decision"], path, required=(), optional=("published_on", "lists_matter")
    )
    published = reading.date(decision, "published_on", path, null=True)
    lists = reading.yes_no(decision, "lists_matter", path)
    return ProvincialDecision(published if "published_on" in decision else NOT_KNOWN, lists)


class _Reading:
    """Reads fields one by one and keeps every fault it meets."""

    def __init__(self) -> None:
        self.faults: list[FieldFault] = []

    def invalid(self, field: str, zh: str, en: str, *, problem: str = "invalid") -> None:
        """Keep one fault."""
        text = Text(f"{field or '整张表'}：{zh}。", f"{field or 'The form'} {en}.")
        self.faults.append(FieldFault(field or "(form)", problem, text))

    def record(
        self, value: object, path: str, *, required: tuple[str, ...], optional: tuple[str, ...]
    ) -> Mapping[str, Any]:
        """Return a mapping after naming every missing and every unknown field."""
        if value is _ABSENT:  # the missing record has been named already
            return {}
        if not isinstance(value, dict):
            self.invalid(path, "应当是对象", "has to be an object")
            return {}
        dot = f"{path}." if path else ""
        for name in required:
            if name not in value:
                self.invalid(f"{dot}{name}", "必填项缺失", "is required and missing", problem="missing")
        known = ", ".join((*required, *optional))
        for name in value:
            if name not in (*required, *optional):
                self.invalid(
                    f"{dot}{name}",
                    f"没有这一项，可填：{known}",
                    f"is no field of this form; known are {known}",
                    problem="unknown",
                )
        return value

    def _read(
        self,
        row: Mapping[str, Any],
        name: str,
        path: str,
        accept: Callable[[Any], T | None],
        zh: str,
        en: str,
    ) -> T | None:
        if name not in row:
            return None
        value = accept(row[name])
        if value is None:
            self.invalid(f"{path}.{name}" if path else name, zh, en)
        return value

    def one_of(self, row: Mapping[str, Any], name: str, path: str, values: Mapping[str, T]) -> T | None:
        """Return what one of the closed words stands for."""
        allowed = ", ".join(values)
        return self._read(
            row,
            name,
            path,
            lambda v: values.get(v) if isinstance(v, str) else None,
            f"只能是：{allowed}",
            f"has to be one of {allowed}",
        )

    def text(self, row: Mapping[str, Any], name: str, path: str) -> str | None:
        """Return a text that is not blank."""
        return self._read(
            row,
            name,
            path,
            lambda v: v if isinstance(v, str) and v.strip() else None,
            "应当是非空文字",
            "has to be a text that is not blank",
        )

    def yes_no(self, row: Mapping[str, Any], name: str, path: str) -> bool | None:
        """Return true or false; null and left out are not known."""
        if row.get(name) is None:
            return None
        return self._read(
            row,
            name,
            path,
            lambda v: v if isinstance(v, bool) else None,
            "应当是 true 或者 false，不知道的不填",
            "has to be true or false; leave it out where it is not known",
        )

    def count(self, row: Mapping[str, Any], name: str, path: str) -> int | None:
        """Return a whole number from nought up; null and left out are not known."""
        if row.get(name) is None:
            return None
        return self._read(
            row,
            name,
            path,
            lambda v: v if isinstance(v, int) and not isinstance(v, bool) and v >= 0 else None,
            "应当是不小于零的整数",
            "has to be a whole number from nought up",
        )

    def date(self, row: Mapping[str, Any], name: str, path: str, *, null: bool = False) -> dt.date | None:
        """Return a day written YYYY-MM-DD."""
        if null and row.get(name) is None:
            return None
        return self._read(
            row,
            name,
            path,
            _day,
            "应当是真实存在的日期，写作 YYYY-MM-DD",
            "has to be a day that exists, written YYYY-MM-DD",
        )


def _day(value: object) -> dt.date | None:
    if not isinstance(value, str) or len(value) != len("YYYY-MM-DD"):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
