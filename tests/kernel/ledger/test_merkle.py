import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel.ledger import Algorithm, inclusion_path, make_checkpoint, merkle_root

from .chains import START, chain

ENTRIES = chain(11)
DIGESTS = [hashlib.sha256(bytes([n])).hexdigest() for n in range(70)]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(
        b"\1" + root_by_definition(leaves[:split]) + root_by_definition(leaves[split:])
    ).digest()


class TestMerkleRoot:
    @given(st.integers(1, 70))
    def test_is_that_of_rfc_6962(self, size):
        expected = root_by_definition([bytes.fromhex(d) for d in DIGESTS[:size]]).hex()
        assert merkle_root(DIGESTS[:size], algorithm=Algorithm.SHA256) == expected

    def test_of_nothing_is_the_digest_of_nothing(self):
        assert merkle_root([], algorithm=Algorithm.SHA256) == hashlib.sha256(b"").hexdigest()


class TestInclusionPath:
    def test_has_no_step_for_a_single_leaf(self):
        assert inclusion_path(DIGESTS[:1], index=0, algorithm=Algorithm.SM3) == ()

    @pytest.mark.parametrize("index", [-1, 5])
    def test_refuses_a_leaf_that_is_not_there(self, index):
        with pytest.raises(IndexError, match=f"no leaf {index} among 5"):
            inclusion_path(DIGESTS[:5], index=index, algorithm=Algorithm.SM3)


class TestMakeCheckpoint:
    def test_covers_the_entries_it_was_given(self):
        checkpoint = make_checkpoint(ENTRIES[2:9], at=START)
        assert (checkpoint.first, checkpoint.last, checkpoint.size) == (3, 9, 7)
        assert checkpoint.root == merkle_root([e.digest for e in ENTRIES[2:9]], algorithm=Algorithm.SM3)

    @pytest.mark.parametrize(
        "entries", [[], ENTRIES[:2] + ENTRIES[3:], ENTRIES[:2] + chain(3, county="220106")[2:]]
    )
    def test_blesses_no_chain_with_a_hole(self, entries):
        with pytest.raises(ValueError, match=r"at least one|was due"):
            make_checkpoint(entries, at=START)
