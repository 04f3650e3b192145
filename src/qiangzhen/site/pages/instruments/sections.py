"""Parts that other subjects add to the page of one paper, such as the mandates that rest on it.

@section(label=_("Mandates"), order=10)
def mandates(paper: InstrumentView, request: ActorRequest) -> str | None: …
"""

from __future__ import annotations

from qiangzhen.agencies.guards import ActorRequest
from qiangzhen.documents.queries import InstrumentView

from ..catalogue.sections import Part, Sections

_of_papers = Sections()
section = _of_papers.section


def render_sections(paper: InstrumentView, request: ActorRequest) -> tuple[Part, ...]:
    """Return the parts of the page of one paper."""
    return _of_papers.render(paper, request)
