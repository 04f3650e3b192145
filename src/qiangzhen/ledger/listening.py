"""News travels upward by ledger entry: an upper app registers at start-up for the kinds it cares about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import LedgerEntry

Listener = Callable[["LedgerEntry"], None]

_listeners: dict[str, list[Listener]] = defaultdict(list)


def listen(kind: str, listener: Listener) -> None:
    """Call ``listener`` with every entry of this kind, in the transaction that enters it."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def tell(entry: LedgerEntry) -> None:
    """Tell those who listen for the entry's kind; an error of theirs rolls the act back."""
    for listener in _listeners[entry.kind]:
        listener(entry)
