"""Dates of eight digits inside a code."""

from __future__ import annotations

import datetime as dt

from qiangzhen.kernel.statutes import Text

from ._fault import PartFault


def read_date(*, scheme: str, name: Text, digits: str, position: int) -> dt.date:
    """Return the day that eight digits name; raise ``PartFault`` at ``position`` if there is no such day."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise PartFault(
            scheme=scheme,
            position=position,
            text=Text(
                f"{name.zh}第{position}至{position + 7}位应为日期，但没有这一天。",
                f"Characters {position} to {position + 7} of this {name.en} should be a date, "
                "but there is no such day.",
            ),
        ) from None
