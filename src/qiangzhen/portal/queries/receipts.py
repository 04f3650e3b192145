"""Check a receipt that somebody holds against itself and against the checkpoints the county published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from qiangzhen.kernel.ledger.standalone import ReceiptFault, verify_receipt
from qiangzhen.kernel.statutes import Text
from qiangzhen.ledger.models import Checkpoint

LARGEST_RECEIPT = 100_000
"""Bytes; a receipt of ours has some two thousand."""
_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCheck:
    """What a receipt proves."""

    holds: bool
    lines: tuple[Text, ...]
    """What was found, as sentences."""
    entry: dict[str, Any]
    """The act the receipt is about, as it says itself."""


class UnreadableReceipt(ValueError):
    """What was given is no receipt; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def check_receipt(*, content: bytes, county: str) -> ReceiptCheck:
    """Return what a receipt proves about the county in scope, whose code is given; raise ``UnreadableReceipt``."""
    receipt, _ = _read(content)
    entry = receipt["entry"]
    if entry["county"] != county:
        other = Text(
            f"这是代码为{entry['county']}的县（市、区）的凭证，本县的检查点不能证明它。",
            f"This is a receipt of the county with code {entry['county']}; "
            "the checkpoints of this county prove nothing about it.",
        )
        return ReceiptCheck(holds=False, lines=(other,), entry=entry)
    proof = receipt["proof"]
    root = None if proof is None else _published_root(proof["first"], proof["last"])
    finding = verify_receipt(receipt, root)
    lines = tuple(Text(zh, en) for zh, en in finding.lines)
    if proof is not None:
        lines = (*lines[:-1], _about_root(finding.root_is_published))
    return ReceiptCheck(holds=finding.holds, lines=lines, entry=entry)


def read_county_of(*, content: bytes) -> str:
    """Return the code of the county a receipt says it is of; raise ``UnreadableReceipt``."""
    receipt, _ = _read(content)
    return str(receipt["entry"]["county"])


def check_receipt_alone(*, content: bytes) -> ReceiptCheck:
    """Return what a receipt of a county that is not here proves by itself; raise ``UnreadableReceipt``."""
    receipt, finding = _read(content)
    lines = tuple(Text(zh, en) for zh, en in finding.lines)
    return ReceiptCheck(holds=finding.holds, lines=lines, entry=receipt["entry"])


def _read(content: bytes) -> tuple[dict[str, Any], Any]:
    """Return the receipt as data with what it proves by itself."""
    if len(content) > LARGEST_RECEIPT:
        raise UnreadableReceipt(Text("内容过长，不是本系统的凭证。", "This is too long to be a receipt."))
    try:
        finding = verify_receipt(content.decode("utf-8-sig"))
        receipt: dict[str, Any] = json.loads(content.decode("utf-8-sig"))
    except ReceiptFault as fault:
        zh, _, en = str(fault).partition(" / ")
        raise UnreadableReceipt(
            Text(f"不是有效的凭证：{zh}。", f"Not a valid receipt: {en or zh}.")
        ) from fault
    except ValueError as fault:
        raise UnreadableReceipt(
            Text(
                "内容无法读取，应为凭证文件（JSON）。",
                "It cannot be read; it should be a receipt file (JSON).",
            )
        ) from fault
    return receipt, finding


def _published_root(first: int, last: int) -> str:
    """Return the root published over these entries; empty, which no root equals, where there is none."""
    if not 0 < first <= last <= _LARGEST_NUMBER:
        return ""
    row = Checkpoint.objects.filter(first=first, up_to=last).first()
    return row.root if row else ""


def _about_root(published: bool | None) -> Text:
    if published:
        return Text("检查点的根与本县公布的一致。", "The checkpoint's root is the one this county published.")
    return Text(
        "检查点的根与本县公布的不一致，或者本县没有公布这一检查点。",
        "The checkpoint's root is not one this county published.",
    )
