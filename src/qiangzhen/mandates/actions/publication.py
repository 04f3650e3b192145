"""Publish what was handed down: the paper and the powers' list together, so that it can be used."""

from __future__ import annotations

import datetime as dt

from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.actions.powers import set_published as publish_powers
from qiangzhen.catalogue.models import Power
from qiangzhen.documents.actions import set_published as publish_paper
from qiangzhen.documents.models import Instrument
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from ..models import Mandate


@action("batch:published", permission=Permission.PUBLISH_LISTS)
def publish_batch(act: Act, *, instrument: Instrument, on: dt.date, where: str) -> int:
    """Publish the paper of a grant and every power it hands down; returns how many mandates it makes usable.

    《行政处罚法》第二十条、第二十四条, 《行政许可法》第二十四条: what was not published gives no power.
    """
    powers = list(
        Power.objects.filter(mandates__grant_instrument=instrument, mandates__recorded_to=None)
        .distinct()
        .order_by("code")
    )
    if not powers:
        raise Refused(
            Reason(
                "nothing_granted",
                "没有事项依据此文件下放。",
                "Nothing was handed down by this paper.",
                "instrument",
            )
        )
    publish_paper(instrument=instrument, on=on, where=where, today=act.on)
    publish_powers(powers, on=on)
    usable = Mandate.objects.filter(grant_instrument=instrument, recorded_to=None).count()
    facts = {
        "paper": str(instrument),
        "on": on.isoformat(),
        "where": where.strip(),
        "powers": [power.code for power in powers],
        "mandates": usable,
    }
    act.enter(subject=instrument, facts=facts)
    return usable
