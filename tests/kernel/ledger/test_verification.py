import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiangzhen.kernel.ledger import (
    Algorithm,
    Entry,
    FaultKind,
    Head,
    Verification,
    make_checkpoint,
    seal,
    verify_chain,
)

from .chains import COUNTY, START, chain, draft

WHOLE = chain(12)


def verify(entries: list[Entry], **options: object) -> Verification:
    return verify_chain(iter(entries), county=COUNTY, **options)


def found(entries: list[Entry], **options: object) -> list[tuple[str, int]]:
    return [(fault.kind.value, fault.sequence) for fault in verify(entries, **options).faults]


def resealed(entries: list[Entry], start: int, **facts: object) -> list[Entry]:
    """Return the chain written anew from index ``start``: each link fits, only the past is another."""
    anew = entries[:start]
    for entry in entries[start:]:
        anew.append(seal(draft(entry.sequence, **facts), previous=anew[-1] if anew else None))
    return anew


class TestVerifyChain:
    def test_finds_nothing_wrong_with_a_sound_chain(self):
        checkpoints = [make_checkpoint(WHOLE[:5], at=START), make_checkpoint(WHOLE[5:11], at=START)]
        result = verify(WHOLE, checkpoints=checkpoints, expected_head=Head(12, WHOLE[-1].digest))
        assert result.sound
        assert (result.entries, result.checkpoints, result.head) == (12, 2, Head(12, WHOLE[-1].digest))

    def test_accepts_an_empty_chain_where_nothing_is_expected(self):
        assert verify([]).sound

    def test_follows_a_chain_across_a_change_of_algorithm(self):
        entries = chain(3)
        entries.append(seal(draft(4), previous=entries[-1], algorithm=Algorithm.SHA256))
        entries.append(seal(draft(5), previous=entries[-1]))
        assert verify(entries).sound

    def test_starts_behind_an_entry_known_to_be_good(self):
        assert verify(WHOLE[4:], after=Head(4, WHOLE[3].digest)).sound
        assert found(WHOLE[4:], after=Head(4, WHOLE[0].digest)) == [("replaced", 4)]

    def test_needs_the_digest_of_the_entry_it_starts_behind(self):
        with pytest.raises(ValueError, match="its digest is needed"):
            verify(WHOLE, after=Head(4))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("kind", "mandate:withdrawn"),
            ("at", START),
            ("actor", "person-9"),
            ("post", None),
            ("body", None),
            ("facts", {}),
            ("digest", "0" * 64),
            ("algorithm", Algorithm.SHA256),
            ("previous_digest", "0" * 64),
        ],
    )
    def test_names_an_edited_entry_whatever_was_edited(self, field, value):
        entries = list(WHOLE)
        entries[4] = dataclasses.replace(entries[4], **{field: value})
        kinds = found(entries)
        assert ("edited", 5) in kinds
        assert {number for _, number in kinds} == {5}

    def test_names_every_edited_entry_and_not_only_the_first(self):
        entries = [dataclasses.replace(e, kind="x") if e.sequence in (2, 7, 12) else e for e in WHOLE]
        assert found(entries) == [("edited", 2), ("edited", 7), ("edited", 12)]

    def test_names_an_entry_that_was_edited_and_sealed_again(self):
        entries = list(WHOLE)
        entries[4] = seal(draft(5, power="另一项"), previous=entries[3])
        assert found(entries) == [("replaced", 5)]

    def test_names_a_deleted_entry(self):
        assert found(WHOLE[:4] + WHOLE[5:]) == [("missing", 5)]

    def test_names_a_deleted_stretch_once(self):
        (fault,) = verify(WHOLE[:4] + WHOLE[8:]).faults
        assert (fault.kind, fault.sequence) == (FaultKind.MISSING, 5)
        assert "5–8" in fault.zh and "5–8" in fault.en

    def test_names_a_deleted_first_entry(self):
        assert found(WHOLE[1:]) == [("missing", 1)]

    def test_names_entries_out_of_order(self):
        entries = list(WHOLE)
        entries[3], entries[6] = entries[6], entries[3]
        assert ("misplaced", 4) in found(entries)
        assert all(kind == "misplaced" for kind, _ in found(entries))

    def test_names_a_doubled_number_and_which_of_the_two_nothing_links_to(self):
        false = seal(draft(5, power="假"), previous=WHOLE[3])
        result = verify([*WHOLE[:5], false, *WHOLE[5:]])
        assert [(f.kind.value, f.sequence) for f in result.faults] == [("doubled", 5), ("inserted", 5)]
        assert false.digest in result.faults[1].en

    def test_tells_the_inserted_entry_also_where_it_comes_before_the_genuine_one(self):
        false = seal(draft(5, power="假"), previous=WHOLE[3])
        result = verify([*WHOLE[:4], false, *WHOLE[4:]])
        assert [(f.kind.value, f.sequence) for f in result.faults] == [("doubled", 5), ("inserted", 5)]
        assert false.digest in result.faults[1].en

    def test_names_an_entry_of_another_county(self):
        stranger = chain(1, county="220106")
        assert found([*WHOLE[:6], *stranger, *WHOLE[6:]]) == [("foreign", 1)]

    def test_names_an_entry_that_was_given_to_another_county(self):
        entries = list(WHOLE)
        entries[5] = dataclasses.replace(entries[5], county="220106")
        assert found(entries) == [("edited", 6), ("foreign", 6)]

    def test_cannot_see_a_cut_off_end_alone_but_sees_it_against_a_checkpoint(self):
        assert found(WHOLE[:9]) == []
        assert found(WHOLE[:9], checkpoints=[make_checkpoint(WHOLE, at=START)]) == [("truncated", 10)]

    def test_sees_a_cut_off_end_against_the_length_alone(self):
        assert found(WHOLE[:9], expected_head=Head(12)) == [("truncated", 10)]
        assert found([], expected_head=Head(12)) == [("truncated", 1)]

    def test_sees_what_was_added_behind_the_known_end(self):
        assert found(WHOLE, expected_head=Head(10)) == [("inserted", 11)]

    def test_cannot_see_a_chain_written_anew_alone_but_sees_it_against_what_was_kept(self):
        anew = resealed(WHOLE, 3, power="改写")
        assert found(anew) == []
        assert found(anew, checkpoints=[make_checkpoint(WHOLE[:6], at=START)]) == [("rewritten", 1)]
        assert found(anew, expected_head=Head(12, WHOLE[-1].digest)) == [("rewritten", 12)]

    def test_names_content_that_cannot_be_hashed_and_goes_on(self):
        entries = list(WHOLE)
        entries[2] = dataclasses.replace(entries[2], facts={"s": "\ud800"})
        entries[7] = dataclasses.replace(entries[7], facts={"s": {1, 2}})
        assert found(entries) == [("unreadable", 3), ("unreadable", 8)]

    def test_lists_no_more_faults_than_asked_for_but_counts_all(self):
        result = verify([dataclasses.replace(e, kind="x") for e in WHOLE], most_faults=3)
        assert (len(result.faults), result.faults_found, result.sound) == (3, 12, False)

    def test_refuses_a_checkpoint_of_another_county_or_before_the_start(self):
        with pytest.raises(ValueError, match="of county 220106"):
            verify(WHOLE, checkpoints=[make_checkpoint(chain(1, county="220106"), at=START)])
        with pytest.raises(ValueError, match="begins before"):
            verify(WHOLE[4:], after=Head(4, WHOLE[3].digest), checkpoints=[make_checkpoint(WHOLE, at=START)])

    @settings(max_examples=150)
    @given(st.randoms(use_true_random=False))
    def test_finds_any_random_tampering_once_the_head_is_known(self, chance: random.Random):
        entries = list(WHOLE)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(entries))
            match chance.randrange(5):
                case 0:
                    del entries[place]
                case 1:
                    entries.insert(place, chance.choice(WHOLE))
                case 2:
                    chance.shuffle(entries)
                case 3:
                    entries[place] = dataclasses.replace(entries[place], actor="someone else")
                case 4:
                    entries = entries[: max(place, 1)]
        sound = verify(entries, expected_head=Head(12, WHOLE[-1].digest)).sound
        assert sound == (entries == WHOLE)
