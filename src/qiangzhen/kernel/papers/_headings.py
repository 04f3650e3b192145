"""Lines that head the rows below them: 一、行政许可（12项） gives a kind, 区应急管理局 a department."""

from __future__ import annotations

from dataclasses import dataclass

from qiangzhen.kernel.statutes import PowerKind

from ._cleaning import clean, simplified
from ._kinds import kind_named
from ._words import pattern

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings above a row say of it."""

    kind: PowerKind | None = None
    kind_printed: str | None = None
    heading: str | None = None
    """The heading that gave the kind, as printed."""
    department: str | None = None

    def under(self, inner: Section) -> Section:
        """Return what holds below ``inner``, a heading that stands under this one."""
        if inner.kind is not None:
            return Section(inner.kind, inner.kind_printed, inner.heading, self.department)
        return Section(self.kind, self.kind_printed, self.heading, inner.department)


def section_headed(printed: str, *, in_table: bool = True) -> Section | None:
    """Return what a lone line gives to the rows below it, or None if it is no such heading.

    Outside a table a bare name of a body is no heading (it may as well sign the paper);
    there it needs its mark (一、), its count (12项) or its label (实施部门：).
    """
    text = clean(printed)
    if not text or len(text) > _LONGEST:
        return None
    plain = simplified(text)
    mark = pattern("mark").match(plain)
    start = mark.end() if mark else 0
    count = pattern("count").search(plain, start)
    end = count.start() if count else len(plain)
    body, inner = plain[start:end].strip(" :："), text[start:end].strip(" :：")
    for tail in (0, 2, 1):
        named = body[: len(body) - tail]
        if tail and not pattern("kind_tail").fullmatch(body[len(named) :]):
            continue
        kind = kind_named(named)
        if kind is not None:
            return Section(kind=kind, kind_printed=inner[: len(named)], heading=text)
    marked = bool(mark or count or ":" in body or "：" in body)
    if pattern("department").fullmatch(body) and (marked or in_table):
        return Section(department=inner.replace("：", ":").rpartition(":")[2].strip())
    return None
