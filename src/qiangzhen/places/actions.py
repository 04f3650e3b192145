"""Change the division tree and its figures: each change is one act with the decision it rests on.

A code or a name is never simply overwritten: what it was is kept with its period,
so that a paper of that time still finds its place.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from qiangzhen.county.pinyin import initials_of
from qiangzhen.kernel.identifiers import IdentifierFault
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from .codes import CodeReading, read_code
from .models import FormerPlace, Place, PlaceLevel, ProfileFigure
from .profile import FIGURES, plain_number
from .queries import PlaceLine, line_of

_ABOVE = {PlaceLevel.TOWNSHIP: PlaceLevel.COUNTY, PlaceLevel.VILLAGE: PlaceLevel.TOWNSHIP}
_FIRST_YEAR = 1949
_LONGEST_NAME = 128
_LONGEST_INITIALS = 64


@action("place:established", permission="edit_places")
def establish_place(
    act: Act,
    *,
    code: str,
    name: str,
    parent_id: uuid.UUID | None,
    source: str,
    established_on: dt.date | None = None,
) -> PlaceLine:
    """Add a place under its parent; the county itself has none. Level and kind follow from the code and the name."""
    reasons = [*reasons_against_name(name)]
    parent = Place.objects.filter(id=parent_id).first() if parent_id else None
    reading = _reading(code, name, reasons)
    if reading is not None:
        reasons += _against_parent(reading, parent)
    if Place.objects.filter(code=code, abolished_on=None).exists():
        reasons.append(_taken(code))
    if reasons or reading is None:
        raise Refused(*reasons)
    row = create_place(
        code=code, name=name, reading=reading, parent=parent, source=source, established_on=established_on
    )
    act.enter(
        subject=row,
        facts={"code": code, "name": name, "parent": parent.name if parent else "", "source": source},
    )
    return line_of(row)


@action("place:renamed", permission="edit_places")
def rename_place(act: Act, *, place_id: uuid.UUID, name: str, on: dt.date, instrument: str) -> PlaceLine:
    """Give a place another name from a day on; the former one is kept with its period."""
    row = Place.objects.get(id=place_id)
    reasons = [*reasons_against_name(name), *_against_change(act, row, on, instrument)]
    if name == row.name:
        reasons.append(_unchanged("name", "名称", "name"))
    if reasons:
        raise Refused(*reasons)
    before = row.name
    keep_former(row, on=on, instrument=instrument)
    row.name, row.initials = name, initials_of_place(name)
    row.save()
    facts = {"code": row.code, "before": before, "name": name, "on": str(on), "instrument": instrument}
    act.enter(subject=row, facts=facts)
    return line_of(row)


@action("place:recoded", permission="edit_places")
def recode_place(
    act: Act,
    *,
    place_id: uuid.UUID,
    code: str,
    on: dt.date,
    instrument: str,
    parent_id: uuid.UUID | None = None,
) -> PlaceLine:
    """Give a place another code, and where said another parent, from a day on; the former ones are kept."""
    row = Place.objects.select_related("parent").get(id=place_id)
    reasons = _against_change(act, row, on, instrument)
    parent = Place.objects.filter(id=parent_id).first() if parent_id else row.parent
    reading = _reading(code, row.name, reasons)
    if reading is not None and reading.level != row.level:
        reasons.append(
            Reason(
                "another_level",
                "新代码与原代码不在同一层级。",
                "The new code is of another level than the old one.",
                field="code",
            )
        )
    elif reading is not None:
        reasons += _against_parent(reading, parent)
    if code == row.code and parent == row.parent:
        reasons.append(_unchanged("code", "代码", "code"))
    elif Place.objects.filter(code=code, abolished_on=None).exclude(id=row.id).exists():
        reasons.append(_taken(code))
    if reasons or reading is None:
        raise Refused(*reasons)
    before = row.code
    keep_former(row, on=on, instrument=instrument)
    row.code, row.kind, row.parent = code, reading.kind, parent
    row.save()
    facts = {"name": row.name, "before": before, "code": code, "on": str(on), "instrument": instrument}
    act.enter(subject=row, facts=facts | {"parent": parent.name if parent else ""})
    return line_of(row)


@action("place:abolished", permission="edit_places")
def abolish_place(
    act: Act, *, place_id: uuid.UUID, on: dt.date, instrument: str, succeeded_by_id: uuid.UUID | None = None
) -> PlaceLine:
    """End a place from a day on, and say which one follows it; refused while places still lie below it."""
    row = Place.objects.get(id=place_id)
    successor = Place.objects.get(id=succeeded_by_id) if succeeded_by_id else None
    reasons = _against_change(act, row, on, instrument)
    below = Place.objects.filter(parent=row, abolished_on=None).count()
    if below:
        reasons.append(
            Reason(
                "places_below",
                f"{row.name}之下还有{below}个区划，请先变更其上级或者撤销。",
                f"{below} places still lie below {row.name}: move or abolish them first.",
            )
        )
    if successor is not None and (successor == row or successor.abolished_on or successor.level != row.level):
        reasons.append(
            Reason(
                "no_successor",
                "承继的区划应为现存的同级其他区划。",
                "The successor must be another place of the same level that still exists.",
                field="succeeded_by_id",
            )
        )
    if reasons:
        raise Refused(*reasons)
    row.abolished_on, row.succeeded_by = on, successor
    row.save()
    facts = {"code": row.code, "name": row.name, "on": str(on), "instrument": instrument}
    act.enter(subject=row, facts=facts | {"succeeded_by": successor.name if successor else ""})
    return line_of(row)


@action("profile:recorded", permission="edit_profiles")
def record_profile_figures(
    act: Act,
    *,
    place_id: uuid.UUID,
    year: int,
    figures: Mapping[str, Decimal],
    source: str,
    invented: bool = False,
) -> None:
    """Record figures of a place for one year; a figure that was there is replaced, and the line keeps both."""
    row = Place.objects.get(id=place_id)
    reasons = _against_figures(figures)
    if not _FIRST_YEAR <= year <= timezone.localdate(act.at).year:
        reasons.append(
            Reason(
                "no_such_year",
                f"年份应在{_FIRST_YEAR}年至今年之间。",
                f"The year must lie between {_FIRST_YEAR} and this one.",
                field="year",
            )
        )
    if not source.strip():
        reasons.append(
            Reason("no_source", "请写明数据来源。", "Say where the figures come from.", field="source")
        )
    if reasons:
        raise Refused(*reasons)
    stored = {
        old.figure: old for old in ProfileFigure.objects.filter(place=row, year=year, figure__in=figures)
    }
    before = {key: plain_number(old.value) for key, old in stored.items()}
    for key, value in figures.items():
        figure = stored.get(key) or ProfileFigure(place=row, year=year, figure=key)
        figure.value, figure.source, figure.invented = value, source, invented
        figure.save()
    told = {key: plain_number(value) for key, value in figures.items()}
    facts = {
        "place": row.name,
        "year": year,
        "figures": told,
        "before": before,
        "source": source,
        "invented": invented,
    }
    act.enter(subject=row, facts=facts)


def create_place(
    *,
    code: str,
    name: str,
    reading: CodeReading,
    parent: Place | None,
    source: str,
    established_on: dt.date | None = None,
) -> Place:
    """Write the row of a new place; only inside an action."""
    row: Place = Place.objects.create(
        level=reading.level,
        kind=reading.kind,
        code=code,
        name=name,
        initials=initials_of_place(name),
        parent=parent,
        source=source,
        established_on=established_on,
    )
    return row


def keep_former(row: Place, *, on: dt.date, instrument: str) -> None:
    """Keep what a place is called and numbered until a day (exclusive); only inside an action."""
    FormerPlace.objects.create(
        place=row,
        code=row.code,
        name=row.name,
        parent=row.parent,
        valid_from=_changed_last(row) or row.established_on,
        valid_to=on,
        instrument=instrument,
    )


def reasons_against_name(name: str) -> list[Reason]:
    """Return why a text cannot be the name of a place."""
    if name and name == name.strip() and len(name) <= _LONGEST_NAME:
        return []
    return [
        Reason(
            "no_name",
            f"名称不能为空，首尾不能有空格，不得超过{_LONGEST_NAME}字。",
            f"A name may not be empty, begin or end with a blank, or exceed {_LONGEST_NAME} characters.",
            field="name",
        )
    ]


def initials_of_place(name: str) -> str:
    """Return the initials by which a place is found."""
    return initials_of(name)[:_LONGEST_INITIALS]


def _reading(code: str, name: str, reasons: list[Reason]) -> CodeReading | None:
    """Return what the code says, or None after adding why it says nothing usable."""
    try:
        reading = read_code(code=code, name=name)
    except IdentifierFault as fault:
        reasons.append(Reason("malformed_code", fault.text.zh, fault.text.en, field="code"))
        return None
    if reading is None:
        reasons.append(
            Reason(
                "above_the_county",
                "这是省级或者市级代码；此处只登记县、乡、村。",
                "This is the code of a province or prefecture; only county, townships and villages stand here.",
                field="code",
            )
        )
    return reading


def _against_parent(reading: CodeReading, parent: Place | None) -> list[Reason]:
    wanted = _ABOVE.get(reading.level)
    if wanted is None and parent is None and not Place.objects.filter(level=PlaceLevel.COUNTY).exists():
        return []
    if wanted is not None and parent is not None and parent.level == wanted and not parent.abolished_on:
        return []
    return [
        Reason(
            "wrong_parent",
            "上级区划不合：乡级之上为本县，村级之上为现存的乡级，一县只有一个县级区划。",
            "The parent does not fit: above a township is the county, above a village a township that still "
            "exists; a county has no second county.",
            field="parent_id",
        )
    ]


def _against_change(act: Act, row: Place, on: dt.date, instrument: str) -> list[Reason]:
    reasons = []
    if row.abolished_on:
        reasons.append(
            Reason(
                "abolished",
                f"{row.name}已撤销。",
                f"{row.name} has been abolished already.",
                field="place_id",
            )
        )
    last = _changed_last(row) or row.established_on
    if on > timezone.localdate(act.at) or (last is not None and on <= last):
        reasons.append(
            Reason(
                "no_such_day",
                "变更之日不得晚于今天，并应晚于上一次变更或者设立之日。",
                "The day may not lie in the future, and must follow the last change or the establishment.",
                field="on",
            )
        )
    if not instrument.strip():
        reasons.append(
            Reason(
                "no_instrument",
                "请写明批准变更的文件。",
                "Name the decision that approved the change.",
                field="instrument",
            )
        )
    return reasons


def _against_figures(figures: Mapping[str, Decimal]) -> list[Reason]:
    reasons = []
    if not figures:
        reasons.append(Reason("no_figures", "至少填写一项数据。", "Give at least one figure."))
    for key, value in figures.items():
        figure = FIGURES.get(key)
        if figure is None:
            known = "、".join(FIGURES)
            reasons.append(
                Reason(
                    "unknown_figure",
                    f"没有“{key}”这一项。",
                    f"There is no figure {key}; known: {known}.",
                    field=key,
                )
            )
        elif not value.is_finite() or value < 0 or value != round(value, 0 if figure.whole else 3):
            reasons.append(
                Reason(
                    "bad_figure",
                    f"{figure.name.zh}应为不小于零的{'整数' if figure.whole else '数，至多三位小数'}。",
                    f"{figure.name.en} must be a {'whole ' if figure.whole else ''}number not below zero"
                    f"{'' if figure.whole else ', with at most three decimals'}.",
                    field=key,
                )
            )
    return reasons


def _changed_last(row: Place) -> dt.date | None:
    last: dt.date | None = (
        FormerPlace.objects.filter(place=row).order_by("-valid_to").values_list("valid_to", flat=True).first()
    )
    return last


def _taken(code: str) -> Reason:
    return Reason(
        "code_taken",
        f"代码{code}已为现存区划所用。",
        f"An existing place bears the code {code}.",
        field="code",
    )


def _unchanged(field: str, zh: str, en: str) -> Reason:
    return Reason("unchanged", f"新{zh}与现{zh}相同。", f"The new {en} is the present one.", field=field)
