import datetime as dt

import pytest

from qiangzhen.agencies.roles import Role
from qiangzhen.kernel.authority import Granted, Refused
from qiangzhen.kernel.authority.exercise import ActKind, Question, ReasonCode
from qiangzhen.ledger.acts import PermissionRefused
from qiangzhen.ledger.acts import Refused as ActRefused
from qiangzhen.ledger.models import LedgerEntry
from qiangzhen.mandates.actions import publish_batch, suspend_mandate, take_over_mandate, withdraw_mandates
from qiangzhen.mandates.queries import answer_question, list_unpublished
from tests import factories

from .world import FROM, World

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 6)


def asked(
    world: World, *, body: str = "town-0", on: dt.date = DAY, place: str = "", **more: object
) -> Granted | Refused:
    values = {
        "county": "220105",
        "body": body,
        "power": world.penalty.code,
        "act": ActKind.PENALISE,
        "on": on,
        "known_at": world.now(),
        "place": place or world.towns[0].place.code,
        **more,
    }
    return answer_question(question=Question(**values))  # type: ignore[arg-type]


def codes(answer: Granted | Refused) -> list[ReasonCode]:
    assert isinstance(answer, Refused)
    return [reason.code for reason in answer.reasons]


class TestPublishBatch:
    def test_gives_power_from_its_day_and_not_before(self, world: World):
        world.grant()
        assert codes(asked(world)) == [ReasonCode.NOT_PUBLISHED]
        assert list_unpublished()[0][1] == 1
        world.at = dt.datetime(2026, 4, 20, tzinfo=dt.UTC)
        on = dt.date(2026, 4, 15)
        assert (
            publish_batch(actor=world.clerk, at=world.now(), instrument=world.paper, on=on, where="政府网站")
            == 1
        )
        assert isinstance(asked(world), Granted)
        assert isinstance(asked(world, on=on), Granted)
        assert codes(asked(world, on=dt.date(2026, 4, 14))) == [ReasonCode.NOT_PUBLISHED]
        assert list_unpublished() == []

    def test_publishes_the_powers_with_one_entry(self, world: World):
        world.grant()
        before = LedgerEntry.objects.count()
        publish_batch(
            actor=world.clerk,
            at=world.now(),
            instrument=world.paper,
            on=dt.date(2026, 3, 5),
            where="政府网站",
        )
        world.penalty.refresh_from_db()
        assert world.penalty.public_id == world.penalty.current_id
        assert LedgerEntry.objects.count() == before + 1

    def test_publishes_the_powers_of_a_paper_that_was_published_before(self, world: World):
        paper = factories.make_instrument(signed_on=dt.date(2026, 3, 1), published_on=dt.date(2026, 3, 2))
        world.grant(instrument=paper.id)
        said = {"instrument": paper, "on": dt.date(2026, 3, 5), "where": ""}
        publish_batch(actor=world.clerk, at=world.now(), **said)
        world.penalty.refresh_from_db()
        assert world.penalty.public_id is not None
        with pytest.raises(ActRefused) as refused:
            publish_batch(actor=world.clerk, at=world.now(), **said)
        assert refused.value.reasons[0].code == "nothing_new"

    def test_is_refused_ahead_of_time_and_without_a_place(self, world: World):
        world.grant()
        with pytest.raises(ActRefused) as refused:
            publish_batch(
                actor=world.clerk, at=world.now(), instrument=world.paper, on=dt.date(2027, 1, 1), where=""
            )
        assert {reason.field for reason in refused.value.reasons} == {"on", "where"}

    def test_is_refused_for_a_paper_that_grants_nothing(self, world: World):
        with pytest.raises(ActRefused) as refused:
            publish_batch(actor=world.clerk, at=world.now(), instrument=world.paper, on=FROM, where="…")
        assert refused.value.reasons[0].code == "nothing_granted"

    def test_is_open_only_to_posts_that_publish(self, world: World):
        with pytest.raises(PermissionRefused):
            publish_batch(
                actor=factories.make_actor(Role.LEGAL_REVIEWER),
                at=world.now(),
                instrument=world.paper,
                on=FROM,
                where="…",
            )


class TestAnswerQuestion:
    @pytest.fixture
    def published(self, world: World) -> World:
        world.rows = world.grant()
        publish_batch(
            actor=world.clerk,
            at=world.now(),
            instrument=world.paper,
            on=dt.date(2026, 3, 5),
            where="政府网站",
        )
        return world

    def test_bars_the_department_that_gave_the_power_away(self, published: World):
        answer = asked(published, body="yingji")
        assert codes(answer) == [ReasonCode.EXCLUSIVE_ELSEWHERE]
        assert isinstance(answer, Refused) and [other.body for other in answer.competent] == ["town-0"]

    def test_leaves_the_department_competent_elsewhere(self, published: World):
        elsewhere = published.towns[1].place.code
        assert isinstance(asked(published, body="yingji", place=elsewhere), Granted)
        answer = asked(published, place=elsewhere)
        assert ReasonCode.OUTSIDE_AREA in codes(answer)
        assert isinstance(answer, Refused) and [other.body for other in answer.competent] == ["yingji"]

    @pytest.mark.parametrize("body", ["town-0", "甲镇人民政府", "甲镇"])
    @pytest.mark.parametrize("place", ["甲镇", "甲一村", "220105100"])
    def test_takes_printed_names_for_bodies_and_places(self, published: World, body: str, place: str):
        assert isinstance(asked(published, body=body, place=place, power="对违反安全培训规定的处罚"), Granted)

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"body": "nobody"}, ReasonCode.UNKNOWN_BODY),
            ({"power": "nothing"}, ReasonCode.UNKNOWN_POWER),
            ({"place": "nowhere"}, ReasonCode.UNKNOWN_PLACE),
            ({"act": ActKind.SERVE}, ReasonCode.ACT_NOT_COVERED),
            ({"on": dt.date(2026, 3, 20)}, ReasonCode.NOT_YET_IN_FORCE),
        ],
    )
    def test_says_what_is_wrong(self, published: World, changed: dict[str, object], code: ReasonCode):
        assert code in codes(asked(published, **changed))  # type: ignore[arg-type]

    def test_gives_the_act_back_to_the_department_while_suspended_or_taken_over(self, published: World):
        line = published.rows[0].line
        suspend_mandate(line=line, start=dt.date(2026, 5, 1), end=dt.date(2026, 6, 1), **published.said())
        take_over_mandate(
            line=line, start=dt.date(2026, 7, 1), end=None, evidence="督促未果", **published.said()
        )
        assert codes(asked(published)) == [ReasonCode.SUSPENDED]
        assert isinstance(asked(published, body="yingji"), Granted)
        assert isinstance(asked(published, on=dt.date(2026, 6, 15)), Granted)
        assert codes(asked(published, on=dt.date(2026, 7, 1))) == [ReasonCode.TAKEN_OVER]
        assert isinstance(asked(published, on=dt.date(2026, 7, 1), body="yingji"), Granted)

    def test_still_shows_yesterdays_answer_after_a_withdrawal(self, published: World):
        line = published.rows[0].line
        before = published.now()
        withdraw_mandates(lines=[line], start=dt.date(2026, 5, 1), **published.said())
        assert codes(asked(published)) == [ReasonCode.WITHDRAWN]
        assert isinstance(asked(published, on=dt.date(2026, 4, 30)), Granted)
        assert isinstance(asked(published, known_at=before), Granted)
