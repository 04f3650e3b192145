"""The one rule of what the public sees, as querysets of the county in scope; everything else narrows these.

《行政处罚法》第二十条、第二十四条, 《行政许可法》第二十四条: what was not published gives no power.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from qiangzhen.catalogue.models import Power
from qiangzhen.mandates.models import Mandate


def public_powers() -> QuerySet[Power]:
    """Return the powers that have a published version."""
    rows: QuerySet[Power] = Power.objects.filter(public__isnull=False)
    return rows


def public_mandates(*, today: dt.date) -> QuerySet[Mandate]:
    """Return what is held true now of the mandates of public powers whose granting paper is published by today."""
    rows: QuerySet[Mandate] = Mandate.objects.filter(
        recorded_to=None, power__public__isnull=False, grant_instrument__published_on__lte=today
    )
    return rows


def in_force(rows: QuerySet[Mandate], *, on: dt.date) -> QuerySet[Mandate]:
    """Return those that hold on a day."""
    return rows.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))
