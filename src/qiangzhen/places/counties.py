"""Open a county: its row and the first line of its ledger, together."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import Act, action, system_actor


def find_county(*, code: str) -> County | None:
    """Return the county with this division code, or None when it was never opened here."""
    return County.objects.filter(code=code).first()


def open_county(
    *,
    code: str,
    name: str,
    full_name: str,
    pack: str,
    demonstration: bool = False,
    at: dt.datetime,
    by_command: str,
) -> County:
    """Open a county under a policy pack; only whoever runs the server does this, by a command."""
    with transaction.atomic():
        county = County.objects.create(
            code=code, name=name, full_name=full_name, pack=pack, demonstration=demonstration
        )
        actor = system_actor(county_id=county.id, named=by_command, permissions=frozenset({"edit_places"}))
        with within(county.id):
            _enter_opening(actor=actor, at=at, county=county)
    return county


@action("county:opened", permission="edit_places")
def _enter_opening(act: Act, *, county: County) -> None:
    """Enter the first line of a county's ledger."""
    facts = {
        "code": county.code,
        "name": county.full_name,
        "pack": county.pack,
        "demonstration": county.demonstration,
    }
    act.enter(subject=county, facts=facts)
