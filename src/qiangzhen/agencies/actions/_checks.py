"""Why an input cannot be taken, in the words of the kernel where an official number is meant."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from qiangzhen.kernel.identifiers import (
    IdentifierFault,
    IdentifierTables,
    load_identifier_tables,
    parse_citizen_number,
    parse_credit_code,
    parse_mobile_number,
)
from qiangzhen.ledger.acts import Act, Reason


def against_text(text: str, *, field: str, zh: str, en: str, longest: int) -> list[Reason]:
    """Return why a text cannot be the ``field``: empty, with blanks at an end, or too long."""
    if text and text == text.strip() and len(text) <= longest:
        return []
    return [
        Reason(
            f"no_{field}",
            f"{zh}不能为空，首尾不能有空格，不得超过{longest}字。",
            f"The {en} may not be empty, begin or end with a blank, or exceed {longest} characters.",
            field=field,
        )
    ]


def against_instrument(instrument: str) -> list[Reason]:
    """Return why a change lacks the decision it rests on."""
    if instrument.strip():
        return []
    return [
        Reason("no_instrument", "请写明所依据的文件。", "Name the decision it rests on.", field="instrument")
    ]


def against_future(act: Act, on: dt.date, *, field: str = "on") -> list[Reason]:
    """Return why a day cannot be taken for something that has happened."""
    if on <= timezone.localdate(act.at):
        return []
    return [Reason("in_the_future", "日期不得晚于今天。", "The day may not lie in the future.", field=field)]


def against_citizen_number(number: str) -> list[Reason]:
    """Return what is wrong with a citizen number; an empty one is not given and no fault."""
    return _against_number(parse_citizen_number, number, field="citizen_number")


def against_phone(number: str) -> list[Reason]:
    """Return what is wrong with a mobile number; an empty one is not given and no fault."""
    return _against_number(parse_mobile_number, number, field="phone")


def against_credit_code(code: str) -> list[Reason]:
    """Return what is wrong with a unified social credit code; an empty one is not given and no fault."""
    return _against_number(
        lambda text: parse_credit_code(code=text, tables=_tables()), code, field="credit_code"
    )


def _against_number(parse: Callable[[str], Any], number: str, *, field: str) -> list[Reason]:
    if not number:
        return []
    try:
        parse(number)
    except IdentifierFault as fault:
        return [Reason("malformed_number", fault.text.zh, fault.text.en, field=field)]
    return []


@functools.cache
def _tables() -> IdentifierTables:
    return load_identifier_tables(law_dir=settings.LOCAL_LAW)
