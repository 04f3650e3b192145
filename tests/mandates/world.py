"""A small county for the tests of mandates: a department with powers, three towns, a provincial decision, papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from qiangzhen.agencies.models import Body, BodyKind
from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue.models import GuidingCatalogue, GuidingItem, Power
from qiangzhen.catalogue.writing import make_current
from qiangzhen.documents.models import Instrument, InstrumentKind
from qiangzhen.ledger.acts import Actor
from qiangzhen.mandates.actions import Batch, grant_mandates
from qiangzhen.mandates.conditions import list_conditions
from qiangzhen.mandates.models import Mandate
from qiangzhen.places.models import Place, ProfileFigure
from tests import factories

AT = dt.datetime(2026, 3, 5, 4, 0, tzinfo=dt.UTC)
FROM = dt.date(2026, 4, 1)


@dataclass(slots=True)
class World:
    """What the tests name; ``at`` runs on with every act."""

    clerk: Actor
    bureau: Body
    towns: list[Body]
    penalty: Power
    assistance: Power
    decision: Instrument
    paper: Instrument
    entrustment: Instrument
    at: dt.datetime = AT
    villages: list[Place] = field(default_factory=list)
    rows: list[Mandate] = field(default_factory=list)
    """What a fixture granted."""

    def now(self) -> dt.datetime:
        """Return the next instant; no two acts share one."""
        self.at += dt.timedelta(minutes=1)
        return self.at

    def batch(self, **changes: Any) -> Batch:
        """Return the penalty power conferred on the first town from April, all its conditions stated to be met."""
        batch = Batch(
            **{
                "powers": [self.penalty.id],
                "receivers": [self.towns[0].id],
                "mode": "conferral",
                "instrument": self.paper.id,
                "valid_from": FROM,
                **changes,
            }
        )
        if "confirmed" in changes:
            return batch
        rules = frozenset(condition.rule for condition in list_conditions(batch=batch))
        return Batch(**{**{name: getattr(batch, name) for name in batch.__slots__}, "confirmed": rules})

    def grant(self, **changes: Any) -> list[Mandate]:
        """Grant a batch as the clerk."""
        return grant_mandates(actor=self.clerk, at=self.now(), batch=self.batch(**changes))

    def said(self, **more: Any) -> dict[str, Any]:
        """Return what every change needs: who, when, by which paper, why."""
        return {
            "actor": self.clerk,
            "at": self.now(),
            "instrument": self.paper,
            "reason": "评估后调整",
            **more,
        }


def make_world() -> World:
    """Build it in the county in scope, straight into the tables."""
    bureau = factories.make_body(key="yingji", name="二道区应急管理局", short_name="区应急局")
    towns = [_town(number) for number in range(3)]
    penalty = factories.make_power(
        name="对违反安全培训规定的处罚",
        holder=bureau,
        bases=["中华人民共和国安全生产法"],
        published_on=None,
        restricts_liberty=False,
        reserved_to_county_or_above=False,
        follows_penalty_power=False,
    )
    assistance = factories.make_power(
        name="临时救助", holder=bureau, kind="payment", acts=["accept", "decide", "examine"],
        bases=["社会救助暂行办法"], restricts_liberty=False, reserved_to_county_or_above=False,
        follows_penalty_power=False,
    )  # fmt: skip
    _settle(penalty, rank="law", names=[], entrustment=False)
    _settle(assistance, rank="administrative_regulation", names=[], entrustment=True)
    decision = factories.make_instrument(
        kind=InstrumentKind.PROVINCIAL_DECISION, issuer="吉林省人民政府", number="吉政〔2024〕1号"
    )
    catalogue = GuidingCatalogue.objects.create(instrument=decision)
    GuidingItem.objects.create(catalogue=catalogue, position=1, name="…", power=penalty)
    return World(
        clerk=factories.make_actor(Role.REFORM_CLERK),
        bureau=bureau,
        towns=towns,
        penalty=penalty,
        assistance=assistance,
        decision=decision,
        paper=factories.make_instrument(signed_on=dt.date(2026, 3, 1), published_on=None),
        entrustment=factories.make_instrument(
            kind=InstrumentKind.ENTRUSTMENT, signed_on=dt.date(2026, 3, 1), published_on=dt.date(2026, 3, 3)
        ),
        villages=[_village(towns[0])],
    )


def _town(number: int) -> Body:
    place = factories.make_place(name=f"{'甲乙丙'[number]}镇", code=f"22010510{number}")
    ProfileFigure.objects.create(place=place, year=2025, figure="certified_officers", value=6, source="test")
    return factories.make_body(
        key=f"town-{number}", kind=BodyKind.TOWN, name=f"{'甲乙丙'[number]}镇人民政府", place=place,
        short_name=f"{'甲乙丙'[number]}镇",
    )  # fmt: skip


def _village(town: Body) -> Place:
    return factories.make_place(
        level="village",
        kind="village_committee",
        code=f"{town.place.code}200",
        name="甲一村",
        parent=town.place,
    )


def _settle(power: Power, *, rank: str, names: list[str], entrustment: bool) -> None:
    """State what is known of the bases, so that the law's answer does not wait for it."""
    version = power.current
    assert version is not None
    version.bases.update(rank=rank, names_receiver=names, allows_entrustment=entrustment, articles=["20"])
    make_current(version)
