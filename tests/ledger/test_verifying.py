"""What an intruder with all rights of the database can do, and how it shows."""

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from qiangzhen.agencies.roles import Role
from qiangzhen.county.identity import new_id
from qiangzhen.county.scope import within
from qiangzhen.kernel.ledger import FaultKind, Head
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.models import Checkpoint, LedgerEntry
from qiangzhen.ledger.queries import verify_county, verify_stretch
from tests import factories

LINES = 6


@pytest.fixture
def chain(county, supervisor, noon):
    """Six lines, a checkpoint over them, and its own line."""
    factories.enter_lines(supervisor, LINES, at=noon)
    make_checkpoint(actor=supervisor, at=noon)
    return county


def tamper(*statements):
    factories.lift_ledger_triggers()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def kinds(result):
    return {(fault.kind, fault.sequence) for fault in result.faults}


class TestAnUntouchedChain:
    def test_is_sound(self, chain):
        result = verify_county()
        assert result.sound
        assert (result.entries, result.checkpoints, result.missing_triggers) == (LINES + 1, 1, ())
        assert result.entries_per_second > 0

    def test_is_sound_when_it_has_no_line_yet(self, county):
        assert verify_county().sound

    def test_ends_where_somebody_wrote_down_that_it_ends(self, chain):
        head = LedgerEntry.objects.order_by("-sequence").first()
        assert verify_county(expected_head=Head(head.sequence, head.digest)).sound
        assert not verify_county(expected_head=Head(head.sequence + 1)).sound


ALTERED = [
    "content = replace(content, '第3件', '第9件')",
    "content = content || ' '",
    "content = 'gone'",
    "kind = 'test:other'",
    "at = '2026-03-06 04:00:00+00:00'",
    "subject_type = 'agencies.body'",
    "actor_person = NULL",
    "actor_post = NULL",
    "actor_body = NULL",
    "algorithm = 'md5'",
    "algorithm = 'sha256'",
    f"digest = '{'0' * 64}'",
]


class TestTampering:
    @pytest.mark.parametrize("change", ALTERED)
    def test_an_edited_column_is_found(self, chain, change):
        tamper(f"UPDATE ledger_entry SET {change} WHERE sequence = 3")
        assert (FaultKind.EDITED, 3) in kinds(verify_county())

    @pytest.mark.parametrize(
        "change", ["at = 'garbage'", "at = '2026-02-30 00:00:00'", "at = 5", "subject_id = 'x'"]
    )
    def test_a_column_that_cannot_be_read_back_is_found_or_never_stored(self, chain, change):
        if connection.vendor == "postgresql":
            # Its columns have types: such a value does not get in at all.
            with pytest.raises(DatabaseError), transaction.atomic():
                tamper(f"UPDATE ledger_entry SET {change} WHERE sequence = 3")
            return
        tamper(f"UPDATE ledger_entry SET {change} WHERE sequence = 3")
        found = verify_county()
        assert (FaultKind.EDITED, 3) in kinds(found)
        assert found.entries == LINES + 1

    def test_an_edited_link_is_found(self, chain):
        tamper(f"UPDATE ledger_entry SET previous_digest = '{'0' * 64}' WHERE sequence = 3")
        assert {sequence for _, sequence in kinds(verify_county())} & {2, 3}

    def test_a_removed_line_is_found(self, chain):
        tamper("DELETE FROM ledger_entry WHERE sequence = 3")
        assert (FaultKind.MISSING, 3) in kinds(verify_county())

    def test_lines_put_in_another_order_are_found(self, chain):
        tamper(
            "UPDATE ledger_entry SET sequence = 100 WHERE sequence = 3",
            "UPDATE ledger_entry SET sequence = 3 WHERE sequence = 4",
            "UPDATE ledger_entry SET sequence = 4 WHERE sequence = 100",
        )
        assert {(FaultKind.EDITED, 3), (FaultKind.EDITED, 4)} <= kinds(verify_county())

    def test_a_cut_off_end_is_found_by_the_checkpoint(self, chain):
        tamper("DELETE FROM ledger_entry WHERE sequence > 4")
        assert (FaultKind.TRUNCATED, 5) in kinds(verify_county())

    def test_a_cut_off_end_behind_the_last_checkpoint_is_found_by_the_note_of_the_end(self, chain):
        tamper(f"DELETE FROM ledger_entry WHERE sequence > {LINES}")
        assert (FaultKind.TRUNCATED, LINES + 1) in kinds(verify_county())

    def test_a_chain_removed_whole_is_found_where_nothing_was_ever_covered(self, county, supervisor, noon):
        factories.enter_lines(supervisor, LINES, at=noon)
        tamper("DELETE FROM ledger_entry")
        assert (FaultKind.TRUNCATED, 1) in kinds(verify_county())

    def test_a_cut_off_end_still_shows_when_work_went_on(self, chain, supervisor, noon):
        tamper(f"DELETE FROM ledger_entry WHERE sequence > {LINES - 1}")
        factories.enter_lines(supervisor, 3, at=noon)
        assert not verify_county().sound

    def test_a_cut_off_end_whose_note_was_falsified_is_found_by_the_head_written_down(self, chain):
        tamper(
            f"DELETE FROM ledger_entry WHERE sequence > {LINES}",
            "UPDATE ledger_chain_end SET "
            "sequence = (SELECT max(sequence) FROM ledger_entry), "
            "digest = (SELECT digest FROM ledger_entry ORDER BY sequence DESC LIMIT 1)",
        )
        assert verify_county().faults == ()
        assert (FaultKind.TRUNCATED, LINES + 1) in kinds(verify_county(expected_head=Head(LINES + 1)))

    def test_a_removed_note_of_the_end_is_found(self, chain):
        tamper("DELETE FROM ledger_chain_end")
        assert (FaultKind.MISSING, LINES + 1) in kinds(verify_county())

    def test_an_inserted_line_is_found(self, chain):
        stolen = LedgerEntry.objects.get(sequence=2)
        stolen.id, stolen.sequence = new_id(), LINES + 2
        stolen.save(force_insert=True)
        assert not verify_county().sound

    def test_a_chain_written_anew_is_found_by_the_checkpoint(self, chain, supervisor, noon):
        tamper("DELETE FROM ledger_entry")
        factories.enter_lines(supervisor, LINES + 1, at=noon + dt.timedelta(hours=1))
        assert (FaultKind.REWRITTEN, 1) in kinds(verify_county())

    def test_a_removed_checkpoint_is_found_by_its_line(self, chain):
        tamper("DELETE FROM ledger_checkpoint")
        assert (FaultKind.MISSING, LINES + 1) in kinds(verify_county())

    @pytest.mark.parametrize(
        "change", [f"root = '{'0' * 64}'", "algorithm = 'md5'", "first = 0", "up_to = 2"]
    )
    def test_an_altered_checkpoint_is_found(self, chain, change):
        tamper(f"UPDATE ledger_checkpoint SET {change}")
        assert verify_county().faults

    def test_missing_triggers_are_named(self, chain):
        factories.lift_ledger_triggers()
        result = verify_county()
        assert not result.sound
        assert any(name.startswith("ledger_entry_") for name in result.missing_triggers)

    def test_of_another_county_is_not_charged_to_this_one(self, chain, other_county, noon):
        with within(other_county.id):
            stranger = factories.make_actor(Role.SUPERVISOR)
            factories.enter_lines(stranger, 2, at=noon)
            factories.lift_ledger_triggers()
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE ledger_entry SET kind = 'x' WHERE county_id = %s", [_key(other_county)]
                )
            assert verify_county().faults
        assert verify_county().faults == ()


def _key(county):
    return county.id if connection.vendor == "postgresql" else county.id.hex


class TestVerifyingInSteps:
    def walk(self, at_most):
        progress, faults, entries = None, [], 0
        for _ in range(20):
            step = verify_stretch(progress=progress, at_most=at_most)
            progress, entries = step.progress, entries + step.entries
            faults += step.faults
            if progress.done:
                return entries, faults
        raise AssertionError("the walk does not end")

    @pytest.mark.parametrize("at_most", [1, 3, 100])
    def test_reads_every_line_once(self, chain, supervisor, noon, at_most):
        factories.enter_lines(supervisor, 4, at=noon)
        assert self.walk(at_most) == (LINES + 1 + 4, [])

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_entry SET kind = 'x' WHERE sequence = 9",
            "DELETE FROM ledger_entry WHERE sequence IN (8, 9)",
            "DELETE FROM ledger_entry WHERE sequence = 2",
            "DELETE FROM ledger_checkpoint",
            f"DELETE FROM ledger_entry WHERE sequence > {LINES + 2}",
            "DELETE FROM ledger_chain_end",
        ],
    )
    def test_finds_what_one_walk_finds(self, chain, supervisor, noon, statement):
        factories.enter_lines(supervisor, 4, at=noon)
        tamper(statement)
        assert self.walk(2)[1]

    def test_ends_at_once_on_an_empty_chain(self, county):
        assert verify_stretch(progress=None).progress.done


class TestVerifyCommand:
    def run(self, *arguments):
        out = io.StringIO()
        call_command("verify", *arguments, stdout=out)
        return out.getvalue()

    def test_tells_the_speed_and_that_all_is_sound(self, chain):
        told = self.run()
        assert "entries/s" in told
        assert "完好" in told

    def test_prints_json(self, chain):
        report = json.loads(self.run("--county", chain.code, "--json"))
        assert report["sound"] is True
        assert report["counties"][0]["entries"] == LINES + 1

    def test_ends_with_1_and_names_each_fault(self, chain, capsys):
        tamper("DELETE FROM ledger_entry WHERE sequence = 3")
        with pytest.raises(SystemExit) as ended:
            call_command("verify")
        assert ended.value.code == 1
        assert "第3条" in capsys.readouterr().out

    def test_compares_with_a_head_written_down(self, chain):
        with pytest.raises(SystemExit):
            self.run("--county", chain.code, "--expect", "99")

    @pytest.mark.parametrize("arguments", [["--county", "999999"], ["--expect", "5"]])
    def test_says_what_it_cannot_use(self, chain, arguments):
        with pytest.raises(CommandError):
            self.run(*arguments)

    def test_refuses_a_head_that_is_none(self, chain):
        with pytest.raises(CommandError, match="SEQUENCE"):
            self.run("--county", chain.code, "--expect", "five")


def test_checkpoints_follow_each_other(chain, supervisor, noon):
    factories.enter_lines(supervisor, 2, at=noon)
    make_checkpoint(actor=supervisor, at=noon)
    stretches = Checkpoint.objects.order_by("first").values_list("first", "up_to")
    assert list(stretches) == [(1, LINES), (LINES + 1, LINES + 3)]
    assert verify_county().checkpoints == 2
