"""Until when a basis of a power holds: as stated with the power, or as the register of statutes has learned since."""

from __future__ import annotations

import datetime as dt

from qiangzhen.county import law
from qiangzhen.kernel.statutes import UnknownStatute


def end_of_basis(*, statute: str, stated: dt.date | None) -> dt.date | None:
    """Return the first day a basis no longer holds, the earlier of the two; None while no end is known.

    ``statute`` is an id of the register, or empty where nobody entered the law.
    """
    try:
        registered = law.statutes().get(statute).in_force_to if statute else None
    except UnknownStatute:
        registered = None
    days = [day for day in (stated, registered) if day is not None]
    return min(days) if days else None
