"""Fill the sentences of the law files with names, dates and papers, in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from .._vocabulary import Text
from ._case import Case, Ground
from ._records import BasisRecord, MandateRecord
from ._rules import ExerciseRules

_CHINA = dt.timezone(dt.timedelta(hours=8))
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def say(
    text: Text,
    *,
    case: Case,
    rules: ExerciseRules,
    ground: Ground | None = None,
    other: str | None = None,
) -> Text:
    """Return a text with its blanks filled from the question and, where given, the ground and another body."""
    return Text(
        zh=text.zh.format_map(_values(case, rules, ground, other, "zh")),
        en=text.en.format_map(_values(case, rules, ground, other, "en")),
    )


def _values(
    case: Case, rules: ExerciseRules, ground: Ground | None, other: str | None, language: str
) -> dict[str, str]:
    question, register = case.question, case.register
    county, on = question.county, question.on
    power = (ground.power if ground else None) or case.power or next(iter(case.versions), None)
    record = ground.record if ground else None
    values = {
        "county": county,
        "body": register.name_of_body(county, question.body),
        "power": power.name if power else question.power,
        "act": _in(language, rules.acts[question.act]),
        "on": printed_day(on, language),
        "known_at": _printed_instant(question.known_at, language),
        "place": register.name_of_place(county, question.place, on=on),
        "holder": register.name_of_body(county, power.holder) if power else "",
        "circumstances": _listed((), language),
        "basis": _bases(power.bases if ground and power else case.bases, rules, language),
        "other": register.name_of_body(county, other) if other else "",
        "instrument": "",
        "stated_by": "",
        "start": printed_day(power.in_force_from, language) if power else "",
        "end": printed_day(power.in_force_to, language) if power else "",
        "recorded": "",
    }
    if record is not None:
        reserved = question.circumstances & record.reserved or record.reserved
        values |= _values_of_record(case, record, language)
        values["circumstances"] = _listed(
            [_in(language, words) for key, words in rules.circumstances.items() if key in reserved], language
        )
    subject = rules.phrases["the_mandate" if record else "the_power"]
    values["subject"] = _in(language, subject).format_map(values)
    return values


def _values_of_record(case: Case, record: MandateRecord, language: str) -> dict[str, str]:
    return {
        "other": case.register.name_of_body(record.county, record.body),
        "instrument": _paper(case, record.granted_by),
        "stated_by": _paper(case, record.stated_by),
        "start": printed_day(record.valid_from, language),
        "end": printed_day(record.valid_to, language),
        "recorded": _printed_instant(record.recorded_from, language),
    }


def _paper(case: Case, id_: str) -> str:
    instrument = case.register.instrument(id_)
    return f"《{instrument.title}》" + (f"（{instrument.number}）" if instrument.number else "")


def _bases(bases: Iterable[BasisRecord], rules: ExerciseRules, language: str) -> str:
    printed = [basis.citation for basis in bases]
    return _listed(printed, language) if printed else _in(language, rules.phrases["no_basis"])


def _listed(parts: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(parts)


def _in(language: str, text: Text) -> str:
    return text.zh if language == "zh" else text.en


def printed_day(day: dt.date | None, language: str) -> str:
    """Return a day as it is written in a reply; nothing for a span without an end."""
    if day is None:
        return ""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _printed_instant(instant: dt.datetime, language: str) -> str:
    """Return an instant in the country's own time, to the minute."""
    local = instant.astimezone(_CHINA)
    clock = f"{local.hour:02}:{local.minute:02}"
    day = printed_day(local.date(), language)
    return f"{day}{clock}" if language == "zh" else f"{day}, {clock} (Beijing time)"
