import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel.ledger import BEFORE_FIRST, Algorithm, Draft, Head, NotCanonical, canonical_json, seal
from qiangzhen.kernel.ledger._algorithm import sm3_from
from qiangzhen.kernel.ledger._entry import bytes_of, content_of

from .chains import START, chain, draft
from .test_canonical import text, values


class TestSeal:
    def test_numbers_entries_from_one_and_links_each_to_the_one_before(self):
        first, second = chain(2)
        assert (first.sequence, first.previous_digest) == (1, BEFORE_FIRST)
        assert (second.sequence, second.previous_digest) == (2, first.digest)

    def test_covers_the_content_with_sm3_unless_told_otherwise(self):
        (entry,) = chain(1)
        assert entry.digest == hashlib.new("sm3", canonical_json(content_of(entry))).hexdigest()
        (entry,) = chain(1, algorithm=Algorithm.SHA256)
        assert entry.digest == hashlib.sha256(canonical_json(content_of(entry))).hexdigest()

    def test_goes_on_from_a_head_alone(self):
        entries = chain(3)
        assert seal(draft(3), previous=Head(2, entries[1].digest)) == entries[2]

    def test_refuses_facts_that_cannot_be_hashed_alike(self):
        with pytest.raises(NotCanonical, match=r"\$\.facts\.fee"):
            seal(draft(1, fee=1.5), previous=None)

    def test_refuses_an_instant_that_is_not_utc(self):
        beijing = START.astimezone(dt.timezone(dt.timedelta(hours=8)))
        with pytest.raises(ValueError, match="must be in UTC"):
            seal(Draft("220105", "k", beijing, "p", None, None, {}), previous=None)

    def test_refuses_to_follow_an_entry_of_another_county(self):
        with pytest.raises(ValueError, match="cannot follow"):
            seal(draft(2), previous=chain(1, county="220106")[0])

    def test_refuses_a_head_without_digest(self):
        with pytest.raises(ValueError, match="no digest"):
            seal(draft(2), previous=Head(1))

    @given(
        st.builds(
            Draft,
            county=text,
            kind=text,
            at=st.datetimes(timezones=st.just(dt.UTC)),
            actor=text,
            post=st.none() | text,
            body=st.none() | text,
            facts=st.dictionaries(text, values, max_size=3),
        )
    )
    def test_hashes_the_bytes_that_the_verifier_builds_by_hand(self, drafted):
        entry = seal(drafted, previous=None)
        assert bytes_of(entry, "sm3") == canonical_json(content_of(entry))


class TestSm3:
    def test_is_the_standard_in_both_its_sources(self):
        # The example of GB/T 32905-2016, annex A.1.
        expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert sm3_from({"sm3"})(b"abc").hexdigest() == expected
        assert sm3_from(set())(b"abc").hexdigest() == expected
        assert sm3_from(set())(b"abc").digest().hex() == expected
