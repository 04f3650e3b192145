"""What the database itself refuses, asked directly in SQL, on SQLite and PostgreSQL alike."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from qiangzhen.county.identity import new_id
from qiangzhen.mandates.models import Mandate
from qiangzhen.mandates.segments import copy_of

from .world import World

pytestmark = pytest.mark.django_db


def refused(statement: str, *parameters: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except IntegrityError:
        return True
    return False


def key(row: Mandate) -> object:
    return row.id if connection.vendor == "postgresql" else row.id.hex


class TestTheConstraint:
    @pytest.mark.parametrize(
        ("start", "end", "overlaps"),
        [
            (dt.date(2026, 4, 1), None, True),
            (dt.date(2026, 4, 30), dt.date(2026, 5, 2), True),
            (dt.date(2026, 3, 1), dt.date(2026, 4, 2), True),
            (dt.date(2026, 3, 1), dt.date(2026, 4, 1), False),
            (dt.date(2026, 6, 1), None, False),
        ],
    )
    def test_refuses_two_open_rows_whose_days_meet(
        self, world: World, start: dt.date, end: dt.date | None, overlaps: bool
    ):
        (row,) = world.grant(valid_to=dt.date(2026, 6, 1))
        other = copy_of(row)
        other.line, other.valid_from, other.valid_to = new_id(), start, end
        if not overlaps:
            other.save(force_insert=True)
            return
        with pytest.raises(IntegrityError, match="mandate_no_overlap"), transaction.atomic():
            other.save(force_insert=True)

    def test_lets_rows_meet_in_days_when_they_were_not_known_at_once(self, world: World):
        (row,) = world.grant()
        later = row.recorded_from + dt.timedelta(hours=1)
        Mandate.objects.filter(pk=row.pk).update(recorded_to=later)
        other = copy_of(row)
        other.line, other.recorded_from = new_id(), later
        other.save(force_insert=True)
        assert Mandate.objects.count() == 2

    @pytest.mark.parametrize("column", ["valid_to", "recorded_to"])
    def test_refuses_a_row_that_ends_before_it_begins(self, world: World, column: str):
        (row,) = world.grant()
        other = copy_of(row)
        other.valid_from = dt.date(2030, 1, 1)
        setattr(other, column, {"valid_to": dt.date(2029, 1, 1), "recorded_to": row.recorded_from}[column])
        with pytest.raises(IntegrityError), transaction.atomic():
            other.save(force_insert=True)


class TestTheTriggers:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("valid_from", "2020-01-01"),
            ("valid_to", "2030-01-01"),
            ("state", "suspended"),
            ("mode", "return"),
            ("acts", '["serve"]'),
            ("reserved", '["major"]'),
            ("devolution_code", "x"),
            ("reason", "x"),
            ("recorded_from", "2020-01-01 00:00:00+00:00"),
            ("exclusive", False),
        ],
    )
    def test_refuse_to_alter_a_row(self, world: World, column: str, value: object):
        (row,) = world.grant()
        assert refused(f"UPDATE mandate SET {column} = %s WHERE id = %s", value, key(row))
        assert refused(
            f"UPDATE mandate SET {column} = %s, recorded_to = %s WHERE id = %s",
            value,
            "2026-12-31 00:00:00+00:00",
            key(row),
        )

    def test_let_its_knowledge_be_closed_once(self, world: World):
        (row,) = world.grant()
        close = "UPDATE mandate SET recorded_to = %s WHERE id = %s"
        assert not refused(close, "2026-12-31 00:00:00+00:00", key(row))
        assert refused(close, "2027-01-01 00:00:00+00:00", key(row))
        assert refused("UPDATE mandate SET recorded_to = NULL WHERE id = %s", key(row))

    def test_refuse_to_remove_a_row(self, world: World):
        (row,) = world.grant()
        assert refused("DELETE FROM mandate WHERE id = %s", key(row))
        assert Mandate.objects.count() == 1
