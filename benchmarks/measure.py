"""Time several ways in turn, so that a busy moment of the machine falls on all of them alike."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def rates(ways: Mapping[str, tuple[Callable[[], Any], int]], *, rounds: int) -> dict[str, float]:
    """Return for each way how many things it does in a second: the median of rounds run in turn.

    A way is a function without arguments and the number of things one call of it does. Seconds
    are those this process had a core: what others do on the machine is not counted.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    try:
        for _ in range(rounds):
            for name, (way, _) in ways.items():
                start = time.process_time()
                way()
                seconds[name].append(time.process_time() - start)
    finally:
        gc.enable()
        gc.unfreeze()
    return {name: count / statistics.median(seconds[name]) for name, (_, count) in ways.items()}


def resident_bytes() -> int:
    """Return how much memory this process holds (Linux)."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def deep_size(roots: Iterable[object]) -> int:
    """Return the bytes of objects and all they hold, each counted once; classes and modules are not counted."""
    seen: set[int] = set()
    waiting = list(roots)
    total = 0
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, type | type(sys)):
            continue
        seen.add(id(thing))
        total += sys.getsizeof(thing)
        if isinstance(thing, dict):
            waiting += thing.keys()
            waiting += thing.values()
        elif isinstance(thing, list | tuple | set | frozenset):
            waiting += thing
        elif not isinstance(thing, str | bytes | int | float):
            slots = [name for cls in type(thing).__mro__ for name in getattr(cls, "__slots__", ())]
            waiting += [getattr(thing, name) for name in slots if hasattr(thing, name)]
    return total
