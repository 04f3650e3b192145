"""Checkpoints, receipts that hold without the platform, and the lists."""

import datetime as dt
import io
import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from qiangzhen.agencies.roles import Role
from qiangzhen.county.scope import within
from qiangzhen.kernel.ledger import standalone, verify_receipt
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import LedgerEntry
from qiangzhen.ledger.queries import (
    find_line,
    get_receipt,
    list_attempts,
    list_checkpoints,
    list_entries,
    list_kinds,
)
from tests import factories


class TestMakeCheckpoint:
    def test_covers_what_was_entered_and_enters_itself(self, county, supervisor, noon):
        factories.enter_lines(supervisor, 5, at=noon)
        made = make_checkpoint(actor=supervisor, at=noon)
        assert (made.first, made.up_to) == (1, 5)
        line = find_line(sequence=6)
        assert line.kind == "ledger:checkpointed"
        assert line.particulars == {"first": 1, "up_to": 5, "root": made.root}
        assert list_checkpoints()[0].root == made.root

    def test_is_refused_while_nothing_is_new(self, county, supervisor, noon):
        with pytest.raises(Refused, match="Nothing was entered"):
            make_checkpoint(actor=supervisor, at=noon)
        factories.enter_lines(supervisor, 1, at=noon)
        make_checkpoint(actor=supervisor, at=noon)
        with pytest.raises(Refused, match="Nothing was entered"):
            make_checkpoint(actor=supervisor, at=noon)

    def test_never_blesses_a_broken_chain(self, county, supervisor, noon):
        factories.enter_lines(supervisor, 4, at=noon)
        factories.lift_ledger_triggers()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_entry WHERE sequence = 2")
        with pytest.raises(Refused) as refusal:
            make_checkpoint(actor=supervisor, at=noon)
        assert refusal.value.reasons[0].code == "chain_broken"

    def test_belongs_to_supervisors(self, county, reform_clerk, noon):
        with pytest.raises(PermissionRefused):
            make_checkpoint(actor=reform_clerk, at=noon)


class TestReceipt:
    def test_holds_with_python_alone(self, county, supervisor, noon, tmp_path):
        factories.enter_lines(supervisor, 5, at=noon)
        root = make_checkpoint(actor=supervisor, at=noon).root
        out = io.StringIO()
        call_command("receipt", "3", "--county", county.code, stdout=out)
        file = tmp_path / "receipt.json"
        file.write_text(out.getvalue(), encoding="utf-8")
        command = [sys.executable, "-I", standalone.__file__, str(file), "--root", root]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout

    @pytest.mark.parametrize("sequence", [1, 4, 5, 6, 8])
    def test_proves_each_line_of_each_stretch(self, county, supervisor, noon, sequence):
        factories.enter_lines(supervisor, 5, at=noon)
        make_checkpoint(actor=supervisor, at=noon)
        factories.enter_lines(supervisor, 2, at=noon)
        make_checkpoint(actor=supervisor, at=noon)
        found = verify_receipt(get_receipt(sequence=sequence))
        assert (found.holds, found.in_checkpoint) == (True, True)

    def test_carries_no_proof_before_a_checkpoint(self, county, supervisor, noon):
        factories.enter_lines(supervisor, 1, at=noon)
        receipt = get_receipt(sequence=1)
        assert receipt["proof"] is None
        assert verify_receipt(receipt).holds

    def test_does_not_exist_for_a_line_that_is_not_there(self, county):
        with pytest.raises(LedgerEntry.DoesNotExist):
            get_receipt(sequence=1)
        with pytest.raises(CommandError, match="no entry 1"):
            call_command("receipt", "1", "--county", county.code)


class TestListEntries:
    def test_shows_the_newest_first_page_by_page(self, county, supervisor, noon):
        factories.enter_lines(supervisor, 5, at=noon)
        first = list_entries(limit=2)
        assert [line.sequence for line in first] == [5, 4]
        assert [line.sequence for line in list_entries(after=4, limit=2)] == [3, 2]

    def test_shows_who_acted_as_named_then(self, county, supervisor, noon):
        factories.enter_lines(supervisor, 1, at=noon)
        [line] = list_entries()
        assert (line.person, line.body) == (supervisor.person_name, supervisor.body_name)

    def test_filters_by_kind_subject_body_and_day(self, county, supervisor, reform_clerk, noon):
        factories.enter_lines(supervisor, 1, at=noon)
        late_evening = dt.datetime(2026, 3, 5, 15, 59, tzinfo=dt.UTC)
        factories.enter_lines(reform_clerk, 1, at=late_evening)
        factories.enter_lines(reform_clerk, 1, at=late_evening + dt.timedelta(minutes=1))
        assert [line.sequence for line in list_entries(body_id=reform_clerk.body_id)] == [3, 2]
        # Days are those of the county's clock: 16:00 in UTC is midnight there.
        assert [line.sequence for line in list_entries(on=dt.date(2026, 3, 5))] == [2, 1]
        assert len(list_entries(kind="test:entered")) == 3
        assert list_entries(kind="test:other") == []
        assert len(list_entries(subject_id=factories.county_place().id)) == 3
        assert list_entries(subject_id=county.id) == []
        assert list_kinds() == ["test:entered"]

    def test_shows_nothing_of_another_county(self, county, other_county, noon):
        with within(other_county.id):
            factories.enter_lines(factories.make_actor(Role.SUPERVISOR), 2, at=noon)
        assert list_entries() == []
        assert find_line(sequence=1) is None


class TestListAttempts:
    def test_shows_the_newest_first_page_by_page(self, county, reform_clerk, supervisor, noon):
        for minute in range(3):
            with pytest.raises(PermissionRefused):
                make_checkpoint(actor=reform_clerk, at=noon + dt.timedelta(minutes=minute))
        with pytest.raises(Refused):
            make_checkpoint(actor=supervisor, at=noon)
        first = list_attempts(limit=2)
        rest = list_attempts(limit=5, after=first[-1].id)
        assert [line.at.minute for line in first + rest] == [2, 1, 0, 0]
        assert json.dumps(first[0].reasons[0], ensure_ascii=False).count("岗位") == 1
        assert list_attempts(outcome="failed") == []
        assert len(list_attempts(kind="ledger:checkpointed")) == 4
