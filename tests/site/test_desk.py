"""The desk: what waits, oldest deadline first, in words people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from qiangzhen.agencies.roles import Permission, Role
from qiangzhen.county.models import County
from qiangzhen.ledger.acts import Actor
from qiangzhen.site.days import describe_due
from qiangzhen.site.pages.desk import cards, waiting
from qiangzhen.site.pages.desk.cards import Card
from qiangzhen.site.pages.desk.waiting import Waiting, list_waiting, waits

THURSDAY = dt.date(2026, 3, 5)


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty registries, so that what subjects registered is there again afterwards."""
    monkeypatch.setattr(waiting, "_finders", [])
    monkeypatch.setattr(cards, "_tellers", [])
    monkeypatch.setattr(cards, "_actions", [])


class TestWaiting:
    def test_is_ordered_by_deadline_and_what_has_none_comes_last(
        self, registries: None, actor_as: Callable[..., Actor]
    ) -> None:
        @waits(Permission.READ_DESK)
        def later(actor: Actor, on: dt.date) -> list[Waiting]:
            return [
                Waiting(title="无期限", detail="", link="/"),
                Waiting(title="后", detail="", link="/", due_on=on + dt.timedelta(days=9)),
            ]

        @waits(Permission.READ_DESK)
        def sooner(actor: Actor, on: dt.date) -> list[Waiting]:
            return [Waiting(title="逾期", detail="", link="/", due_on=on - dt.timedelta(days=1))]

        found = list_waiting(actor=actor_as(Role.WINDOW_CLERK), on=THURSDAY)
        assert [item.title for item in found] == ["逾期", "后", "无期限"]

    def test_asks_only_for_what_the_post_may(self, registries: None, actor_as: Callable[..., Actor]) -> None:
        @waits(Permission.GRANT_MANDATES)
        def to_grant(actor: Actor, on: dt.date) -> list[Waiting]:
            return [Waiting(title="待下放", detail="", link="/")]

        assert list_waiting(actor=actor_as(Role.WINDOW_CLERK), on=THURSDAY) == ()
        assert len(list_waiting(actor=actor_as(Role.REFORM_CLERK), on=THURSDAY)) == 1


class TestDesk:
    def test_greets_each_role(self, signed_in_as: Callable[..., Client]) -> None:
        for role in Role:
            page = signed_in_as(role).get("/desk/")
            assert page.status_code == 200 and "待我办理" in page.content.decode(), role

    def test_shows_what_subjects_registered(
        self, registries: None, signed_in_as: Callable[..., Client]
    ) -> None:
        cards.shows(Permission.READ_DESK)(
            lambda actor, on: Card(figure="86", what="已下放", link="/account/")
        )
        waits(Permission.READ_DESK)(
            lambda actor, on: [Waiting(title="<b>", detail="d", link="/account/", due_on=on)]
        )
        page = signed_in_as(Role.WINDOW_CLERK).get("/desk/").content.decode()
        assert "86" in page and "已下放" in page and "今天到期" in page and "&lt;b&gt;" in page

    def test_says_what_comes_here_when_nothing_waits(
        self, registries: None, signed_in_as: Callable[..., Client]
    ) -> None:
        assert "暂无待办" in signed_in_as(Role.WINDOW_CLERK).get("/desk/").content.decode()

    def test_is_closed_to_visitors(self, client: Client, county: County) -> None:
        assert client.get("/desk/")["Location"].startswith("/sign-in/")


class TestDescribeDue:
    @pytest.mark.parametrize(
        ("on", "words", "kind"),
        [
            (dt.date(2026, 3, 3), "逾期2天", "bad"),
            (THURSDAY, "今天到期", "warn"),
            (dt.date(2026, 3, 10), "剩3个工作日", "warn"),
            (dt.date(2026, 3, 13), "剩6个工作日", "wait"),
        ],
    )
    def test_speaks_as_people_do(self, on: dt.date, words: str, kind: str) -> None:
        with translation.override("zh-hans"):
            due = describe_due(on=on, today=THURSDAY)
        assert (due.words, due.kind, due.provisional) == (words, kind, False)

    def test_is_provisional_beyond_the_last_notice(self) -> None:
        assert describe_due(on=dt.date(2028, 1, 10), today=THURSDAY).provisional

    def test_counts_plain_days_beyond_the_calendar(self) -> None:
        with translation.override("en"):
            assert describe_due(on=dt.date(2400, 1, 1), today=THURSDAY).words.endswith("days left")
