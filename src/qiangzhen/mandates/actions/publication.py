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
    A paper that was published before keeps its day; its powers are then published on ``on``.
    """
    granted = Mandate.objects.filter(grant_instrument=instrument, recorded_to=None)
    powers = list(Power.objects.filter(id__in=granted.values("power_id")).order_by("code"))
    if not powers:
        zh, en = "没有事项依据此文件下放。", "Nothing was handed down by this paper."
        raise Refused(Reason("nothing_granted", zh, en, "instrument"))
    paper = Instrument.objects.get(pk=instrument.pk)
    newly = paper.published_on is None
    if newly:
        paper = publish_paper(instrument=paper, on=on, where=where, today=act.on)
    elif on > act.on:
        zh, en = "公布日期不能晚于今天。", "The day of publication cannot lie ahead."
        raise Refused(Reason("in_future", zh, en, "on"))
    published = publish_powers(powers, on=on)
    if not newly and not published:
        zh, en = "文件和事项均已公布。", "The paper and its powers are published already."
        raise Refused(Reason("nothing_new", zh, en, "instrument"))
    usable = granted.values("line").distinct().count()
    facts = {
        "paper": str(paper),
        "on": on.isoformat(),
        "where": paper.published_where,
        "powers": [power.code for power in powers],
        "mandates": usable,
    }
    act.enter(subject=paper, facts=facts)
    return usable
