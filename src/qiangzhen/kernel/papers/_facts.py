"""Read what the paper says of the list as a whole from the lines around the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ._cleaning import clean, printed_span, simplified
from ._places import Line
from ._reading import Column, Fact, ListFacts, Unread
from ._words import pattern

_LONGEST_TITLE = 120
_SEGMENT = re.compile(r"(?:(?![ \u3000]{2}|\t).)+", re.DOTALL)


def read_facts(before: Sequence[Line], columns: Sequence[Column]) -> tuple[ListFacts, list[Unread]]:
    """Return the facts printed above the table, and every line that holds none of them."""
    found = _Facts(list(before))
    found.read()
    taken = found.taken
    facts = ListFacts(
        taken.get("title"), taken.get("batch"), taken.get("annex"), taken.get("issued_with"),
        taken.get("document_number"), found.labels, tuple(columns),
    )  # fmt: skip
    return facts, [unread_line(line) for at, line in enumerate(before) if at not in found.used]


def unread_line(line: Line) -> Unread:
    """Return a line as not understood, with the place of its visible characters."""
    start, end = printed_span(line.text)
    return Unread(line.text[start:end], line.place.shifted(start, end))


@dataclass(slots=True)
class _Facts:
    lines: list[Line]
    taken: dict[str, Fact] = field(default_factory=dict)
    labels: dict[str, Fact] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def read(self) -> None:
        """Look for each fact where papers print it: the list's title lowest, the paper's own title first."""
        for at in reversed(range(len(self.lines))):
            self._read_title(at)
        for at in range(len(self.lines)):
            if at not in self.used:
                self._read_labels(at) or self._read_single(at)
        self._read_issued_with()

    def _plain(self, at: int) -> str:
        return simplified(self.lines[at].text)

    def _take(self, name: str, at: int, start: int, end: int) -> None:
        line = self.lines[at]
        first, last = printed_span(line.text[start:end])
        text = line.text[start:end]
        self.taken[name] = Fact(clean(text), (line.place.shifted(start + first, start + last),))
        self.used.add(at)

    def _read_title(self, at: int) -> None:
        text = self._plain(at)
        if "title" in self.taken or len(text) > _LONGEST_TITLE:
            return
        start, end = printed_span(text)
        while text[start:end][:1] in ("#", " "):
            start += 1
        annex = pattern("annex").match(text, start)
        begin = annex.end() if annex else start
        if not pattern("list_title").fullmatch(text[begin:end].strip()):
            return
        self._take("title", at, begin, end)
        if not annex:
            whole = self.lines[at].place.shifted(*printed_span(text))
            self.taken["title"] = Fact(self.taken["title"].value, (whole,))
        if annex:
            self._take("annex", at, *annex.span())
        if batch := pattern("batch").search(text, begin):
            self._take("batch", at, *batch.span())

    def _read_labels(self, at: int) -> bool:
        line, text = self.lines[at], self._plain(at)
        if len(text) > _LONGEST_TITLE:
            return False
        found: dict[str, Fact] = {}
        for part in _SEGMENT.finditer(text):
            start, end = printed_span(part[0])
            label = pattern("label").fullmatch(text, part.start() + start, part.start() + end)
            if label is not None and label["label"] not in {**found, **self.labels}:
                value = clean(line.text[label.start("value") : label.end("value")])
                found[label["label"]] = Fact(value, (line.place.shifted(*label.span()),))
            elif end:
                return False
        if found:
            self.labels.update(found)
            self.used.add(at)
        return bool(found)

    def _read_single(self, at: int) -> bool:
        text = self._plain(at)
        start, end = printed_span(text)
        if len(text) > _LONGEST_TITLE:
            return False
        for name in ("annex", "document_number", "batch"):
            body = text[start:end].strip("（）()") if name == "batch" else text[start:end]
            if name not in self.taken and pattern(name).fullmatch(body):
                self._take(name, at, start, end)
                return True
        return False

    def _read_issued_with(self) -> None:
        """Take the first line as the title of the paper, together with the next where it breaks off."""
        free = [at for at in range(min(4, len(self.lines))) if at not in self.used]
        if not free:
            return
        at = free[0]
        first = clean(self._plain(at))
        if pattern("document_title").fullmatch(first):
            self._take("issued_with", at, 0, len(self.lines[at].text))
        elif at + 1 in free and pattern("document_title_head").fullmatch(first):
            second = clean(self._plain(at + 1))
            if len(second) <= 40 and pattern("document_title").fullmatch(first + second):
                self._take("issued_with", at, 0, len(self.lines[at].text))
                head = self.taken["issued_with"]
                self._take("issued_with", at + 1, 0, len(self.lines[at + 1].text))
                tail = self.taken["issued_with"]
                self.taken["issued_with"] = Fact(head.value + tail.value, head.sources + tail.sources)
