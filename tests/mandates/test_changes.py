import datetime as dt
import itertools

import pytest

from qiangzhen.agencies.roles import Role
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import LedgerEntry
from qiangzhen.mandates.actions import (
    Correction,
    correct_mandate,
    resume_mandate,
    suspend_mandate,
    take_over_mandate,
    withdraw_mandates,
)
from qiangzhen.mandates.models import Mandate
from qiangzhen.mandates.queries import get_mandate, list_acts, list_history, list_in_force
from tests import factories

from .world import FROM, World

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = (dt.date(2026, month, 1) for month in (5, 6, 7))


def spans(line: object) -> list[tuple[dt.date, dt.date | None, str]]:
    """Return what is held true of a mandate now: days and state."""
    return [(view.valid_from, view.valid_to, view.state) for view in get_mandate(line=line)]  # type: ignore[arg-type]


def entries() -> int:
    return LedgerEntry.objects.count()


class TestSuspendMandate:
    def test_changes_only_its_days_and_enters_one_line(self, world: World):
        (row,) = world.grant()
        before = entries()
        suspend_mandate(line=row.line, start=MAY, end=JUNE, **world.said())
        assert spans(row.line) == [(FROM, MAY, "granted"), (MAY, JUNE, "suspended"), (JUNE, None, "granted")]
        assert entries() == before + 1

    def test_is_refused_for_days_on_which_nothing_is_held(self, world: World):
        (row,) = world.grant(valid_to=JUNE)
        with pytest.raises(Refused) as refused:
            suspend_mandate(line=row.line, start=JULY, end=None, **world.said())
        assert [reason.code for reason in refused.value.reasons] == ["outside_term"]

    def test_is_refused_where_it_changes_nothing(self, world: World):
        (row,) = world.grant()
        suspend_mandate(line=row.line, start=MAY, end=JULY, **world.said())
        with pytest.raises(Refused) as refused:
            suspend_mandate(line=row.line, start=MAY, end=JUNE, **world.said())
        assert refused.value.reasons[0].code == "no_change"

    @pytest.mark.parametrize(
        ("changed", "field"),
        [({"reason": "  "}, "reason"), ({"end": MAY}, "end"), ({"reason": "长" * 501}, "reason")],
    )
    def test_names_the_field_at_fault(self, world: World, changed: dict[str, object], field: str):
        (row,) = world.grant()
        with pytest.raises(Refused) as refused:
            suspend_mandate(line=row.line, **{"start": MAY, "end": JUNE, **world.said(), **changed})
        assert [reason.field for reason in refused.value.reasons] == [field]
        assert len(list_history(line=row.line)) == 1


class TestResumeMandate:
    def test_ends_a_suspension_from_its_day(self, world: World):
        (row,) = world.grant()
        suspend_mandate(line=row.line, start=MAY, end=None, **world.said())
        resume_mandate(line=row.line, start=JUNE, **world.said())
        assert spans(row.line) == [(FROM, MAY, "granted"), (MAY, JUNE, "suspended"), (JUNE, None, "granted")]


class TestTakeOverMandate:
    def test_keeps_the_evidence_in_the_ledger(self, world: World):
        (row,) = world.grant()
        take_over_mandate(line=row.line, start=MAY, end=JUNE, evidence="三次督促未查处", **world.said())
        assert spans(row.line)[1] == (MAY, JUNE, "taken_over")
        assert "三次督促未查处" in LedgerEntry.objects.latest("sequence").content

    def test_is_refused_without_evidence(self, world: World):
        (row,) = world.grant()
        with pytest.raises(Refused) as refused:
            take_over_mandate(line=row.line, start=MAY, end=None, evidence=" ", **world.said())
        assert refused.value.reasons[0].field == "evidence"

    def test_is_open_only_to_posts_that_may(self, world: World):
        (row,) = world.grant()
        said = world.said(actor=factories.make_actor(Role.LEGAL_REVIEWER))
        with pytest.raises(PermissionRefused):
            take_over_mandate(line=row.line, start=MAY, end=None, evidence="…", **said)


class TestWithdrawMandates:
    def test_ends_several_in_one_act(self, world: World):
        rows = world.grant(receivers=[town.id for town in world.towns])
        before = entries()
        withdraw_mandates(lines=[row.line for row in rows], start=MAY, **world.said())
        assert all(spans(row.line) == [(FROM, MAY, "granted")] for row in rows)
        assert entries() == before + 1
        assert not list_in_force(on=MAY)

    def test_ends_none_when_one_cannot_be(self, world: World):
        (lasting,) = world.grant()
        (short,) = world.grant(receivers=[world.towns[1].id], valid_to=MAY)
        with pytest.raises(Refused):
            withdraw_mandates(lines=[lasting.line, short.line], start=JUNE, **world.said())
        assert spans(lasting.line) == [(FROM, None, "granted")]

    def test_before_the_first_day_leaves_nothing(self, world: World):
        (row,) = world.grant()
        withdraw_mandates(lines=[row.line], start=FROM, **world.said())
        assert spans(row.line) == []
        assert len(list_history(line=row.line)) == 1

    def test_on_the_day_a_suspension_ends_says_that_it_was_withdrawn(self, world: World):
        (row,) = world.grant()
        suspend_mandate(line=row.line, start=MAY, end=JUNE, **world.said())
        withdraw_mandates(lines=[row.line], start=JUNE, **world.said())
        assert get_mandate(line=row.line)[-1].entered_as == "withdrawn"

    def test_lets_the_power_be_granted_again(self, world: World):
        (row,) = world.grant()
        withdraw_mandates(lines=[row.line], start=MAY, **world.said())
        (again,) = world.grant(valid_from=MAY)
        assert again.line != row.line
        with pytest.raises(Refused):
            world.grant(valid_from=JUNE)

    @pytest.mark.parametrize("lines", [[], [None]])
    def test_is_refused_for_nothing_and_for_what_is_not_there(self, world: World, lines: list[None]):
        from qiangzhen.county.identity import new_id

        with pytest.raises(Refused) as refused:
            withdraw_mandates(lines=[new_id() for _ in lines], start=MAY, **world.said())
        assert refused.value.reasons[0].code == ("no_mandate" if lines else "missing")


class TestCorrectMandate:
    def test_keeps_what_was_believed_before(self, world: World):
        (row,) = world.grant()
        granted_at = world.at
        correct_mandate(line=row.line, correction=Correction(valid_from=MAY), **world.said())
        assert spans(row.line) == [(MAY, None, "granted")]
        believed = get_mandate(line=row.line, known_at=granted_at)
        assert [(view.valid_from, view.valid_to) for view in believed] == [(FROM, None)]

    def test_keeps_suspensions_on_their_days(self, world: World):
        (row,) = world.grant()
        suspend_mandate(line=row.line, start=MAY, end=JUNE, **world.said())
        correct_mandate(
            line=row.line,
            correction=Correction(valid_from=dt.date(2026, 4, 15), valid_to=JULY),
            **world.said(),
        )
        assert spans(row.line) == [
            (dt.date(2026, 4, 15), MAY, "granted"), (MAY, JUNE, "suspended"), (JUNE, JULY, "granted"),
        ]  # fmt: skip

    def test_can_take_an_end_away(self, world: World):
        (row,) = world.grant(valid_to=JULY)
        correct_mandate(line=row.line, correction=Correction(endless=True), **world.said())
        assert spans(row.line) == [(FROM, None, "granted")]

    def test_is_refused_where_it_would_overlap_another_mandate(self, world: World):
        (first,) = world.grant(valid_to=MAY)
        world.grant(valid_from=JUNE)
        with pytest.raises(Refused) as refused:
            correct_mandate(line=first.line, correction=Correction(valid_to=JULY), **world.said())
        assert refused.value.reasons[0].code == "held_already"
        assert spans(first.line) == [(FROM, MAY, "granted")]

    @pytest.mark.parametrize(
        ("correction", "field"),
        [
            (Correction(acts=[]), "acts"),
            (Correction(acts=["serve"]), "acts"),
            (Correction(reserved=["odd"]), "reserved"),
            (Correction(valid_to=FROM), "valid_to"),
            (Correction(valid_from=dt.date(2026, 2, 1)), "valid_from"),
        ],
    )
    def test_names_the_field_at_fault(self, world: World, correction: Correction, field: str):
        (row,) = world.grant()
        with pytest.raises(Refused) as refused:
            correct_mandate(line=row.line, correction=correction, **world.said())
        assert [reason.field for reason in refused.value.reasons] == [field]

    def test_is_refused_outside_the_holders_area(self, world: World):
        (row,) = world.grant()
        with pytest.raises(Refused) as refused:
            correct_mandate(
                line=row.line, correction=Correction(area=world.towns[1].place_id), **world.said()
            )
        assert refused.value.reasons[0].field == "area"


class TestEveryChange:
    def test_is_refused_when_the_clock_stands_before_the_last_record(self, world: World):
        (row,) = world.grant()
        said = world.said(at=row.recorded_from)
        with pytest.raises(Refused) as refused:
            suspend_mandate(line=row.line, start=MAY, end=None, **said)
        assert refused.value.reasons[0].code == "clock"

    def test_is_told_on_the_page_of_each_mandate_it_was_about(self, world: World):
        rows = world.grant(receivers=[town.id for town in world.towns])
        withdraw_mandates(lines=[rows[1].line, rows[2].line], start=MAY, **world.said())
        kinds = [[act.kind for act in list_acts(history=list_history(line=row.line))] for row in rows]
        both = ["mandate:withdrawn", "mandate:granted"]
        assert kinds == [["mandate:granted"], both, both]

    def test_writes_rows_that_never_overlap(self, world: World):
        (row,) = world.grant()
        suspend_mandate(line=row.line, start=MAY, end=JUNE, **world.said())
        correct_mandate(line=row.line, correction=Correction(valid_to=JULY), **world.said())
        rows = list(Mandate.objects.filter(line=row.line, recorded_to=None).order_by("valid_from"))
        assert all(one.valid_to == other.valid_from for one, other in itertools.pairwise(rows))
