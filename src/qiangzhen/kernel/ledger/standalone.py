#!/usr/bin/env python3
"""Verify a receipt of the ledger with Python alone: python verify_receipt.py receipt.json [--root HEX]

This single file needs nothing but Python 3.9 or newer: no package, no network,
no trust in whoever gave you the receipt. The platform itself uses this same file.

It checks two things. First, that the entry gives the digest printed on the
receipt: not a character of it was altered. Second, if the receipt carries a
proof, that the digest leads to the root of a checkpoint: the entry stands in the
county's chain. Compare that root with the one your county published; with
--root the comparison is made for you.

只需 Python 3.9 以上即可核验凭证，不需要安装任何程序，也不需要联网。
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "qiangzhen-receipt/1"
_ENTRY = {
    "actor",
    "algorithm",
    "at",
    "body",
    "county",
    "facts",
    "kind",
    "post",
    "previous_digest",
    "sequence",
}
_PROOF = {"algorithm", "at", "county", "first", "last", "path", "root"}


class ReceiptFault(ValueError):
    """The file is no receipt that can be checked; the message says why, in Chinese and English."""


class Finding(NamedTuple):
    """What a receipt proves. ``holds`` is false as soon as one of its statements is false."""

    holds: bool
    digest_holds: bool
    in_checkpoint: bool | None
    """Whether the digest leads to the root on the receipt; none where the receipt carries no proof yet."""
    root_is_published: bool | None
    """Whether that root is the published one; none where the published one was not given."""
    lines: tuple[tuple[str, str], ...]
    """What was found, as sentences in Chinese and English."""


def verify_receipt(receipt: object, published_root: str | None = None) -> Finding:
    """Return what a receipt proves; it may be given as JSON text or as the mapping read from it.

    Raises ``ReceiptFault`` where it is no receipt at all.
    """
    content = _read(receipt) if isinstance(receipt, (str, bytes)) else receipt
    entry, digest, proof = _parts(content)
    lines: list[tuple[str, str]] = []
    digest_holds = _hash(entry["algorithm"])(_canonical(entry)).hex() == digest
    lines.append(
        ("内容与摘要相符：记录自生成以来一字未改。", "The content gives the digest: nothing was altered.")
        if digest_holds
        else ("内容与摘要不符：记录或者摘要被改动。", "The content does not give the digest.")
    )
    if proof is None:
        lines.append(
            (
                "尚无检查点：本凭证证明内容未改，尚不能证明已列入本县账链。请待检查点公布后重新领取。",
                "No checkpoint yet: this proves that the content was not altered, not yet that the "
                "county's chain contains it. Fetch the receipt again once a checkpoint is published.",
            )
        )
        if published_root is not None:
            lines.append(
                (
                    "所给的根无从核对：本凭证没有通向任何根的证明。",
                    "The root you gave cannot be compared: this receipt carries no proof that leads to one.",
                )
            )
        return Finding(digest_holds and published_root is None, digest_holds, None, None, tuple(lines))
    in_checkpoint = _leads_to_root(entry, digest, proof)
    lines.append(
        (
            f"摘要通向检查点的根：记录已列入第{proof['first']}至{proof['last']}条的账链。",
            f"The digest leads to the checkpoint's root: the entry stands in the chain, "
            f"entries {proof['first']} to {proof['last']}.",
        )
        if in_checkpoint
        else ("摘要不通向检查点的根：证明不成立。", "The digest does not lead to the root: the proof fails.")
    )
    published = None if published_root is None else proof["root"] == published_root.strip().lower()
    lines.append(
        {
            None: (
                f"请与本县公布的检查点根核对：{proof['root']}",
                f"Compare this root with the one the county published: {proof['root']}",
            ),
            True: ("与所给的公布的根一致。", "The root is the published one you gave."),
            False: ("与所给的公布的根不一致。", "The root is not the published one you gave."),
        }[published]
    )
    holds = digest_holds and in_checkpoint and published is not False
    return Finding(holds, digest_holds, in_checkpoint, published, tuple(lines))


def _read(text: str | bytes) -> object:
    try:
        return json.loads(
            text, object_pairs_hook=_without_doubles, parse_float=_no_fraction, parse_constant=_no_fraction
        )
    except ReceiptFault:
        raise
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or a number of thousands of digits
        raise ReceiptFault(f"不是 JSON 文件 / not a JSON file: {error}") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ReceiptFault(f"字段重复 / field given twice: {key}")
        found[key] = value
    return found


def _no_fraction(printed: str) -> Any:
    raise ReceiptFault(f"账链中没有小数 / the ledger holds no fractions: {printed}")


def _parts(content: object) -> tuple[dict[str, Any], str, dict[str, Any] | None]:
    """Return entry, digest and proof after checking that each has exactly the fields it should have."""
    receipt = _fields(content, "receipt", {"format", "entry", "digest", "proof"})
    if receipt["format"] != FORMAT:
        raise ReceiptFault(f"格式应为 / the format should be {FORMAT}: {receipt['format']!r}")
    entry = _fields(receipt["entry"], "entry", _ENTRY)
    _hash(entry["algorithm"])
    if not isinstance(entry["sequence"], int):
        raise ReceiptFault("entry.sequence 应为整数 / should be a whole number")
    if receipt["proof"] is None:
        return entry, _digits(receipt["digest"], "digest"), None
    proof = _fields(receipt["proof"], "proof", _PROOF)
    _hash(proof["algorithm"])
    if not isinstance(proof["first"], int) or not isinstance(proof["last"], int):
        raise ReceiptFault("proof.first 与 proof.last 应为整数 / should be whole numbers")
    if not isinstance(proof["path"], list):
        raise ReceiptFault("proof.path 应为数组 / should be an array")
    for step in [proof["root"], *proof["path"]]:
        _digits(step, "proof")
    return entry, _digits(receipt["digest"], "digest"), proof


def _fields(value: object, name: str, wanted: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ReceiptFault(f"{name} 应为对象 / should be an object")
    for field in sorted(wanted ^ set(value)):
        state = "缺少字段 / missing field" if field in wanted else "未知字段 / unknown field"
        raise ReceiptFault(f"{state}: {name}.{field}")
    return value


def _digits(value: object, name: str) -> str:
    if not isinstance(value, str) or len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise ReceiptFault(f"{name} 应为 64 位十六进制小写数字 / should be 64 lower-case hexadecimal digits")
    return value


def _canonical(value: object) -> bytes:
    """Return keys sorted, no blanks, UTF-8: the form the digest is taken of."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (TypeError, UnicodeEncodeError) as error:
        raise ReceiptFault(f"内容无法规范化 / the content has no canonical form: {error}") from None


def _leads_to_root(entry: dict[str, Any], digest: str, proof: dict[str, Any]) -> bool:
    """Return whether the path leads from the entry's leaf to the root (RFC 9162, 2.1.3.2)."""
    if entry["county"] != proof["county"] or not proof["first"] <= entry["sequence"] <= proof["last"]:
        return False
    hash_ = _hash(proof["algorithm"])
    index, last = entry["sequence"] - proof["first"], proof["last"] - proof["first"]
    node = hash_(b"\0" + bytes.fromhex(digest))
    for step in proof["path"]:
        if last == 0:
            return False
        sibling = bytes.fromhex(step)
        if index & 1 or index == last:
            node = hash_(b"\1" + sibling + node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hash_(b"\1" + node + sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and bool(node.hex() == proof["root"])


def _hash(algorithm: object) -> Callable[[bytes], bytes]:
    if algorithm == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    if algorithm == "sm3":
        if "sm3" in hashlib.algorithms_available:
            return lambda data: hashlib.new("sm3", data).digest()
        return sm3
    raise ReceiptFault(f"未知的杂凑算法 / unknown hash algorithm: {algorithm!r}")


def sm3(data: bytes) -> bytes:
    """Return the SM3 digest (GB/T 32905-2016) in plain Python, for a Python whose OpenSSL has none."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(padded), 64):
        state = _compress(state, padded[start : start + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def _turn(word: int, by: int) -> int:
    by %= 32
    return (word << by | word >> (32 - by)) & 0xFFFFFFFF


def _compress(state: list[int], block: bytes) -> list[int]:
    """Return the state after one block of 64 bytes (clauses 5.3.2 and 5.3.3)."""
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _turn(w[j - 3], 15)
        w.append(x ^ _turn(x, 15) ^ _turn(x, 23) ^ _turn(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = _turn((_turn(a, 12) + e + _turn(constant, j)) & 0xFFFFFFFF, 7)
        ss2 = ss1 ^ _turn(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & 0xFFFFFFFF & g)
        tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        d, c, b, a = c, _turn(b, 9), a, tt1
        h, g, f, e = g, _turn(f, 19), e, tt2 ^ _turn(tt2, 9) ^ _turn(tt2, 17)
    return [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 (strict= came with Python 3.10)


def main(arguments: list[str]) -> int:
    """Print what a receipt proves; return 0 if it holds, 1 if it does not, 2 if it is no receipt."""
    root = arguments[arguments.index("--root") + 1] if "--root" in arguments[:-1] else None
    files = [a for a in arguments if a != "--root" and a != root]
    if len(files) != 1:
        print("用法 / usage: python verify_receipt.py receipt.json [--root HEX]")
        return 2
    try:
        finding = verify_receipt(Path(files[0]).read_text(encoding="utf-8-sig"), published_root=root)
    except (OSError, UnicodeDecodeError) as error:
        print(f"无法读取文件 / the file cannot be read: {error}")
        return 2
    except ReceiptFault as error:
        print(f"不是有效的凭证 / not a valid receipt: {error}")
        return 2
    for zh, en in finding.lines:
        print(f"{zh}\n  {en}")
    print("结论：成立。 / It holds." if finding.holds else "结论：不成立。 / It does NOT hold.")
    return 0 if finding.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
