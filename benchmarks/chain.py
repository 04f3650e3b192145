"""How fast a chain is verified, beside bare canonical JSON and a hash of the same content."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from qiangzhen.kernel.ledger import Draft, Entry, make_checkpoint, seal, verify_chain
from qiangzhen.kernel.ledger._entry import content_of

from .measure import rates
from .table import Row

_COUNTY = "220105"
_START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def verification(*, entries: int, rounds: int) -> list[Row]:
    """Return the rows of verification, with and without checkpoints, and of what bounds it."""
    chain = _make_chain(entries)
    contents = [content_of(entry) for entry in chain]
    checkpoint = make_checkpoint(chain, at=_START)
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

    def bare() -> None:
        for content in contents:
            hashlib.new("sm3", encode(content).encode()).hexdigest()

    def verified() -> None:
        if not verify_chain(chain, county=_COUNTY).sound:
            raise AssertionError("the benchmark's own chain is not sound")

    def verified_with_checkpoint() -> None:
        if verify_chain(chain, county=_COUNTY, checkpoints=[checkpoint]).checkpoints != 1:
            raise AssertionError("the benchmark's own checkpoint does not agree")

    ways = {
        "bare canonical JSON and SM3": (bare, entries),
        "ledger: verify a chain": (verified, entries),
        "ledger: verify a chain and its checkpoint": (verified_with_checkpoint, entries),
    }
    found = rates(ways, rounds=rounds)
    bound = found["bare canonical JSON and SM3"]
    return [
        Row(
            name,
            f"{entries:,}",
            rate,
            beside=_beside(name, rate / bound),
        )
        for name, rate in found.items()
    ]


def _make_chain(length: int) -> list[Entry]:
    chain: list[Entry] = []
    for number in range(length):
        draft = Draft(
            county=_COUNTY,
            kind="mandate:granted",
            at=_START + dt.timedelta(seconds=number),
            actor=f"0190f3c2-7d7e-7b11-8f5e-{number % 97:012}",
            post=f"0190f3c2-7d7e-7b12-8f5e-{number % 31:012}",
            body=f"0190f3c2-7d7e-7b13-8f5e-{number % 7:012}",
            facts={
                "mandate": f"0190f3c2-7d7e-7b14-8f5e-{number:012}",
                "power": "对未经许可经营烟花爆竹的处罚",
                "acts": ["investigate", "penalise"],
                "valid_from": "2026-02-01",
                "valid_to": None,
            },
        )
        chain.append(seal(draft, previous=chain[-1] if chain else None))
    return chain


def _beside(name: str, ratio: float) -> str:
    goal = {"ledger: verify a chain": " (goal 80%)"}
    return f"{ratio:.0%} of bare{goal.get(name, '')}" if name.startswith("ledger") else ""
