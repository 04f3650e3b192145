"""Print one table from one run: ``python -m benchmarks [--quick] [--only decisions|chain|lists]``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from qiangzhen.kernel.authority.exercise import read_exercise_rules

from . import chain, decisions, lists
from .table import Row, printed

_LAW = Path(__file__).parents[1] / "law"


def main(arguments: list[str]) -> int:
    """Run what was asked for and print the table; what is going on is told on stderr."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="all of it at small sizes, in seconds: figures mean nothing"
    )
    parser.add_argument("--only", choices=["decisions", "chain", "lists"], help="one part instead of all")
    options = parser.parse_args(arguments)
    parts: dict[str, Callable[[bool], Iterator[Row]]] = {
        "decisions": _decisions,
        "chain": _chain,
        "lists": _lists,
    }
    rows: list[Row] = []
    for name, part in parts.items():
        if options.only in (None, name):
            rows += part(options.quick)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, one thread, medians of rounds run in turn\n"
    )
    print(printed(rows))
    return 0


def _decisions(quick: bool) -> Iterator[Row]:
    rounds = 2 if quick else 7
    questions = 500 if quick else 20_000
    slow = 100 if quick else 2_000
    for counties, with_regorus, with_cedar in [
        (1, True, True),
        (2 if quick else 100, True, True),
        (3 if quick else 2_000, False, False),
    ]:
        _tell(f"decisions over {counties:,} counties")
        contest = decisions.Contest(counties, questions, slow, with_regorus, with_cedar)
        yield from contest.run(rounds=rounds)
        if counties > 2 and not with_regorus:
            yield from contest.run_local(rounds=rounds)
    yield decisions.in_sentences(read_exercise_rules(_LAW / "national" / "exercise.yaml"), rounds=rounds)


def _chain(quick: bool) -> Iterator[Row]:
    _tell("the ledger's chain")
    yield from chain.verification(entries=500 if quick else 100_000, rounds=2 if quick else 7)


def _lists(quick: bool) -> Iterator[Row]:
    _tell("published lists")
    yield from lists.reading(rows=200 if quick else 100_000, rounds=2 if quick else 5)


def _tell(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
