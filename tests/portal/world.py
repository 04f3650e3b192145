"""A county with published things, and beside each one that is not: whatever holds MARK must never be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from qiangzhen.agencies.models import Body, BodyKind
from qiangzhen.catalogue.models import Power
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from tests import factories

MARK = "MARK"


@dataclass(frozen=True, slots=True)
class World:
    """What tests ask for by name."""

    power: Power
    """Published; with a later draft."""
    draft: Power
    """Never published."""
    town: Body
    """Holds the published power by a published paper."""
    hopeful: Body
    """Holds it by a paper that is not published."""
    office: Body
    """Holds it, suspended by a paper that is not published."""


def town(code: str, name: str) -> Body:
    place = factories.make_place(code=code, name=name)
    return factories.make_body(kind=BodyKind.TOWN, name=f"{name}人民政府", place=place, key=f"town-{code}")


def make_world() -> World:
    """Return the world of the county in scope."""
    department = factories.make_body(name="二道区应急管理局", key="yingji")
    first, second, third, fourth = (
        town(f"2201051{n}0", name)
        for n, name in enumerate(("英俊镇", "劝农山镇", "泉眼镇", "四家乡"), start=1)
    )
    factories.make_place(
        code="220105110201", name="和平村", level="village", kind="village_committee", parent=first.place
    )
    power = factories.make_power(
        code="000225901000",
        name="对未按规定进行安全培训的处罚",
        holder=department,
        bases=["生产经营单位安全培训规定"],
        note="MARKNOTE",
        source={"list": "MARKSOURCE"},
    )
    factories.add_power_version(
        power,
        name="MARKNEWER对未按规定进行安全培训的处罚",
        holder=department,
        bases=["MARKNEWLAW"],
        responsibilities=["MARKDUTY"],
    )
    draft = factories.make_power(
        code="000225MARK00", name="MARKDRAFT机密草案", holder=department, bases=["MARKLAW"], published_on=None
    )
    power.refresh_from_db()
    factories.make_mandate(power=power, holder=first)
    factories.make_mandate(power=draft, holder=first, reason="MARKREASON")
    unpublished = factories.make_instrument(title="MARKPAPER", number="MARKNUMBER", published_on=None)
    factories.make_mandate(power=power, holder=second, paper=unpublished, devolution_code="MARKCODE")
    later = timezone.localdate() + dt.timedelta(days=3)
    coming = factories.make_instrument(title="MARKCOMING", number="MARKLATER", published_on=later)
    factories.make_mandate(power=power, holder=third, paper=coming)
    suspension = factories.make_instrument(title="MARKSUSPENSION", number="MARKSUSPENDED", published_on=None)
    factories.make_mandate(
        power=power, holder=fourth, instrument=suspension, state="suspended", entered_as="suspended"
    )
    return World(power, draft, first, second, fourth)


def make_other_county() -> County:
    """Return a second county that published something; in the first county it is as secret as a draft."""
    county = factories.make_county(code="220102", name="南关区")
    with within(county.id):
        department = factories.make_body(name="MARKOTHERBODY", key="MARKOTHERKEY")
        power = factories.make_power(
            code="000225MARKOT", name="MARKOTHER对未按规定进行安全培训的处罚", holder=department
        )
        factories.make_mandate(power=power, holder=town("220102100", "MARKOTHERTOWN"))
    return county
