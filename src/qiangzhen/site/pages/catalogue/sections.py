"""Parts that other subjects add to the page of one power, such as its ways down and its mandates.

    @section(label=_("Mandates"), order=20)
    def mandates(power: PowerView, request: ActorRequest) -> str | None: …

A part returns rendered HTML, or None when there is nothing to show to this post. A
subject registers in its own ``pages/<subject>/desk.py`` or a module imported there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from qiangzhen.agencies.guards import ActorRequest
from qiangzhen.catalogue.queries import PowerView

Renderer = Callable[[Any, ActorRequest], "SafeString | str | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a page as it is shown."""

    key: str
    label: Promise
    html: str


class Sections:
    """The parts of one kind of page, in the order given."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[int, Promise, Renderer]] = {}

    def section(self, *, label: Promise, order: int) -> Callable[[Renderer], Renderer]:
        """Register a function as a part; a lower order stands higher."""

        def register(render: Renderer) -> Renderer:
            self._parts[render.__name__] = (order, label, render)
            return render

        return register

    def render(self, shown: Any, request: ActorRequest) -> tuple[Part, ...]:
        """Return the parts that have something to say about what is shown."""
        parts = []
        for key, (_order, label, render) in sorted(
            self._parts.items(), key=lambda item: (item[1][0], item[0])
        ):
            html = render(shown, request)
            if html is not None:
                parts.append(Part(key=key, label=label, html=html))
        return tuple(parts)


_of_powers = Sections()
section = _of_powers.section


def render_sections(power: PowerView, request: ActorRequest) -> tuple[Part, ...]:
    """Return the parts of the page of one power."""
    return _of_powers.render(power, request)
