import hashlib
import json
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiangzhen.kernel.ledger import ReceiptFault, make_checkpoint, make_receipt, standalone, verify_receipt

from .chains import START, chain

ENTRIES = chain(21)


def receipt_of(index: int, first: int = 0, last: int = 21) -> dict:
    covered = ENTRIES[first:last]
    return make_receipt(
        ENTRIES[index],
        checkpoint=make_checkpoint(covered, at=START),
        digests=[entry.digest for entry in covered],
    )


class TestSm3:
    @settings(max_examples=60)
    @given(st.binary(max_size=200))
    def test_in_plain_python_is_that_of_openssl(self, data):
        assert standalone.sm3(data) == hashlib.new("sm3", data).digest()


class TestVerifyReceipt:
    @given(st.data())
    def test_holds_for_every_entry_of_every_checkpoint(self, data):
        first = data.draw(st.integers(0, 20))
        last = data.draw(st.integers(first + 1, 21))
        index = data.draw(st.integers(first, last - 1))
        receipt = receipt_of(index, first, last)
        finding = verify_receipt(json.dumps(receipt), published_root=receipt["proof"]["root"])
        assert finding == (True, True, True, True, finding.lines)

    def test_says_what_it_does_not_yet_prove_before_a_checkpoint(self):
        finding = verify_receipt(make_receipt(ENTRIES[3]))
        assert (finding.holds, finding.in_checkpoint) == (True, None)
        assert "not yet" in finding.lines[1][1] and "尚不能证明" in finding.lines[1][0]

    def test_fails_once_the_content_was_altered(self):
        receipt = receipt_of(3)
        receipt["entry"]["facts"]["power"] = "另一项"
        finding = verify_receipt(receipt)
        assert (finding.holds, finding.digest_holds, finding.in_checkpoint) == (False, False, True)

    @pytest.mark.parametrize("field", ["first", "last"])
    def test_fails_once_the_range_was_altered(self, field):
        receipt = receipt_of(3)
        receipt["proof"][field] += 1 if field == "first" else 20
        assert not verify_receipt(receipt).holds

    def test_fails_for_an_entry_that_is_not_in_the_checkpoint(self):
        receipt = receipt_of(3)
        other = make_receipt(ENTRIES[4])
        receipt["entry"], receipt["digest"] = other["entry"], other["digest"]
        assert verify_receipt(receipt).in_checkpoint is False

    def test_fails_for_a_path_too_short_or_too_long(self):
        for path in (receipt_of(3)["proof"]["path"][:-1], [*receipt_of(3)["proof"]["path"], "0" * 64]):
            receipt = receipt_of(3)
            receipt["proof"]["path"] = path
            assert not verify_receipt(receipt).holds

    def test_fails_where_the_root_is_not_the_published_one(self):
        finding = verify_receipt(receipt_of(3), published_root="0" * 64)
        assert (finding.holds, finding.in_checkpoint, finding.root_is_published) == (False, True, False)

    def test_fails_where_a_root_is_given_that_the_receipt_cannot_lead_to(self):
        alone = make_receipt(chain(1)[0])
        assert verify_receipt(alone).holds
        finding = verify_receipt(alone, published_root="0" * 64)
        assert (finding.holds, finding.digest_holds) == (False, True)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda r: r.pop("digest"), "missing field: receipt.digest"),
            (lambda r: r.update(extra=1), "unknown field: receipt.extra"),
            (lambda r: r.update(format="x/9"), "the format should be"),
            (lambda r: r.update(digest="ABC"), "64 lower-case hexadecimal"),
            (lambda r: r.update(entry=[]), "entry .* should be an object"),
            (lambda r: r["entry"].pop("facts"), "missing field: entry.facts"),
            (lambda r: r["entry"].update(sequence="3"), "entry.sequence"),
            (lambda r: r["entry"].update(algorithm="md5"), "unknown hash algorithm: 'md5'"),
            (lambda r: r["proof"].update(first=None), "proof.first"),
            (lambda r: r["proof"].update(path="x"), "proof.path"),
            (lambda r: r["proof"].update(path=["zz"]), "64 lower-case hexadecimal"),
            (lambda r: r["proof"].pop("root"), "missing field: proof.root"),
        ],
    )
    def test_says_why_a_file_is_no_receipt(self, change, message):
        receipt = receipt_of(3)
        change(receipt)
        with pytest.raises(ReceiptFault, match=message):
            verify_receipt(receipt)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("{", "not a JSON file"),
            ('{"a": 1, "a": 2}', "given twice: a"),
            ('{"a": 1.0}', "no fractions: 1.0"),
            ('{"a": NaN}', "no fractions: NaN"),
            ("[" * 100_000, "not a JSON file"),
            (b"\xff\xfe\x00", "not a JSON file"),
            ("[" + "9" * 5_000 + "]", "not a JSON file"),
        ],
    )
    def test_refuses_what_two_readers_could_read_in_two_ways(self, text, message):
        with pytest.raises(ReceiptFault, match=message):
            verify_receipt(text)


class TestMakeReceipt:
    def test_refuses_a_checkpoint_that_does_not_cover_the_entry(self):
        with pytest.raises(ValueError, match="not within the checkpoint"):
            receipt_of(10, 0, 5)

    def test_refuses_digests_of_other_entries(self):
        checkpoint = make_checkpoint(ENTRIES[:3], at=START)
        with pytest.raises(ValueError, match="not those of the entries"):
            make_receipt(ENTRIES[1], checkpoint=checkpoint, digests=[e.digest for e in ENTRIES[1:4]])


class TestTheFileAlone:
    """As a citizen runs it: the one file, Python without any package, nothing else."""

    def run(self, folder, *arguments: str) -> subprocess.CompletedProcess[str]:
        shutil.copy(standalone.__file__, folder / "verify_receipt.py")
        return subprocess.run(
            [sys.executable, "-I", "-S", "-X", "utf8", "verify_receipt.py", *arguments],
            cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def test_confirms_a_genuine_receipt_in_both_languages(self, tmp_path):
        receipt = receipt_of(7)
        (tmp_path / "receipt.json").write_text(json.dumps(receipt, ensure_ascii=False), encoding="utf-8")
        result = self.run(tmp_path, "receipt.json", "--root", receipt["proof"]["root"])
        assert (result.returncode, result.stderr) == (0, "")
        assert "成立" in result.stdout and "It holds." in result.stdout

    def test_refuses_an_altered_receipt(self, tmp_path):
        receipt = receipt_of(7)
        receipt["entry"]["actor"] = "someone else"
        (tmp_path / "receipt.json").write_text(json.dumps(receipt), encoding="utf-8")
        result = self.run(tmp_path, "receipt.json")
        assert (result.returncode, "does NOT hold" in result.stdout) == (1, True)

    @pytest.mark.parametrize("arguments", [(), ("none.json",), ("a.json", "b.json"), ("verify_receipt.py",)])
    def test_explains_a_wrong_use_without_a_traceback(self, tmp_path, arguments):
        result = self.run(tmp_path, *arguments)
        assert (result.returncode, result.stderr) == (2, "")
        assert result.stdout

    def test_works_where_openssl_has_no_sm3(self, monkeypatch):
        monkeypatch.setattr(hashlib, "algorithms_available", frozenset({"sha256"}))
        assert verify_receipt(receipt_of(7)).holds
