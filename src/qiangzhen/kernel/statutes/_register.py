"""The register of statutes: which statute a citation means, and which text held on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import (
    BrokenLawFile,
    Certainty,
    LawFileProblem,
    locate_problem,
    read_law_file,
)

from ._basis_rules import BasisRules, load_basis_rules
from ._citation import Citation
from ._folding import simplify
from ._issuers import IssuerTable, load_issuers
from ._schema import STATUTE_SCHEMA
from ._statute import Statute, StatuteAmendment, StatuteArticle
from ._vocabulary import Rank, Text

_COUNTRY = "中华人民共和国"


class UnknownStatute(LookupError):
    """The register has no statute with this id."""


@dataclass(frozen=True, slots=True)
class ArticleKey:
    """One article of one statute, the same however the statute's title was printed."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class StatuteRegister:
    """Every statute under law/, with the issuers and the rules that bases are judged by."""

    statutes: Mapping[str, Statute]
    by_title: Mapping[str, tuple[Statute, ...]]
    """Statutes by ``title_key``; several where a new statute took over the title of an old one."""
    issuers: IssuerTable
    rules: BasisRules

    def get(self, statute_id: str) -> Statute:
        """Return a statute by its id; raises ``UnknownStatute``."""
        try:
            return self.statutes[statute_id]
        except KeyError:
            raise UnknownStatute(f"no statute {statute_id!r} in the register") from None

    def find_all(self, title: str) -> tuple[Statute, ...]:
        """Return every statute that is or was cited by a title, the oldest first."""
        return self.by_title.get(title_key(title), ())

    def find(self, title: str, *, on: dt.date, number: str | None = None) -> Statute | None:
        """Return the statute a title means on a day, or None if the register does not know it.

        A printed number decides between statutes of one title; without it the one in
        force that day is meant, else the one that ended last before it, else the next to come.
        """
        candidates = self.find_all(title)
        if number is not None:
            candidates = tuple(one for one in candidates if number in one.numbers()) or candidates
        for fits in (Statute.holds, Statute.has_begun):
            fitting = [one for one in candidates if fits(one, on=on)]
            if fitting:
                return fitting[-1]
        return candidates[0] if candidates else None

    def find_cited(self, citation: Citation, *, on: dt.date) -> Statute | None:
        """Return the statute a citation means on a day, or None if the register does not know it."""
        return self.find(citation.title, on=on, number=citation.number)


def title_key(title: str) -> str:
    """Return a title as it is looked up: simplified, no blanks, no outer 《》, no 中华人民共和国."""
    plain = "".join(simplify(title).split()).replace("(", "（").replace(")", "）")
    plain = plain.replace("<", "〈").replace(">", "〉")
    if plain.startswith("《") and plain.endswith("》"):
        plain = plain[1:-1]
    return plain.removeprefix(_COUNTRY)


def article_key(
    citation: Citation | str, article: str, *, register: StatuteRegister | None = None
) -> ArticleKey:
    """Return the key of an article of a cited statute (or of a title), to match powers with rules.

    With a register, a statute cited by another name gets the key of its full title.
    """
    title = citation if isinstance(citation, str) else citation.title
    known = register.find_all(title) if register else ()
    return ArticleKey(title_key(known[-1].title if known else title), article)


def load_statutes(law_dir: Path) -> StatuteRegister:
    """Read every ``*/statutes/*.yaml`` under ``law_dir``, with issuers and rules on bases.

    Raises ``BrokenLawFile`` with every fault of every file: fields, ids that differ from
    file names, successors that do not exist, overlapping articles, ambiguous titles.
    """
    problems: list[LawFileProblem] = []
    loaded: dict[Path, Statute] = {}
    for path in sorted(law_dir.glob("national/statutes/*.yaml")) + sorted(
        law_dir.glob("packs/*/statutes/*.yaml")
    ):
        try:
            statute = _statute(read_law_file(path, STATUTE_SCHEMA))
        except BrokenLawFile as error:
            problems += error.problems
            continue
        problems += _faults_within(path, statute)
        loaded[path] = statute
    problems += _faults_between(loaded)
    if problems:
        raise BrokenLawFile(tuple(problems))
    ordered = sorted(loaded.values(), key=lambda one: (one.in_force_from or dt.date.min, one.id))
    return StatuteRegister(
        statutes={statute.id: statute for statute in ordered},
        by_title=_by_title(ordered),
        issuers=load_issuers(law_dir),
        rules=load_basis_rules(law_dir),
    )


def _by_title(statutes: Iterable[Statute]) -> dict[str, tuple[Statute, ...]]:
    by_title: dict[str, list[Statute]] = defaultdict(list)
    for statute in statutes:
        for key in {title_key(name) for name in (statute.title, *statute.also_called)}:
            by_title[key].append(statute)
    return {key: tuple(named) for key, named in by_title.items()}


def _faults_within(path: Path, statute: Statute) -> list[LawFileProblem]:
    problems = []
    if statute.id != path.stem:
        problems.append(locate_problem(path, field=("id",), message=f"must be the file's name, {path.stem}"))
    if statute.in_force_from and statute.in_force_to and statute.in_force_to <= statute.in_force_from:
        problems.append(locate_problem(path, field=("in_force_to",), message="must be after in_force_from"))
    for index, row in enumerate(statute.articles):
        for earlier in statute.articles[:index]:
            if earlier.article == row.article and _overlap(earlier, row):
                message = f"article {row.article} is given twice for the same days"
                problems.append(locate_problem(path, field=("articles", index), message=message))
    return problems


def _faults_between(loaded: Mapping[Path, Statute]) -> list[LawFileProblem]:
    problems = []
    paths_by_id: dict[str, Path] = {}
    for path, statute in loaded.items():
        if statute.id in paths_by_id:
            problems.append(locate_problem(path, field=("id",), message=f"{statute.id} is used twice"))
        paths_by_id[statute.id] = path
    for path, statute in loaded.items():
        if statute.replaced_by is not None and statute.replaced_by not in paths_by_id:
            message = f"there is no statute {statute.replaced_by}"
            problems.append(locate_problem(path, field=("replaced_by",), message=message))
    for key, named in _by_title(loaded.values()).items():
        for index, statute in enumerate(named):
            if any(_overlap(statute, other) for other in named[:index]):
                message = f"another statute is cited as {key} on the same days"
                problems.append(locate_problem(paths_by_id[statute.id], field=("title",), message=message))
    return problems


def _overlap(one: Statute | StatuteArticle, other: Statute | StatuteArticle) -> bool:
    earliest, latest = dt.date.min, dt.date.max
    return (one.in_force_from or earliest) < (other.in_force_to or latest) and (
        other.in_force_from or earliest
    ) < (one.in_force_to or latest)


def _statute(row: Mapping[str, Any]) -> Statute:
    certainty = Certainty(row["certainty"])
    return Statute(
        id=row["id"],
        title=row["title"],
        also_called=tuple(row.get("also_called", ())),
        rank=Rank(row["rank"]),
        issuers=tuple(row["issuers"]),
        number=row["number"],
        promulgated_on=_day(row["promulgated_on"]),
        in_force_from=_day(row["in_force_from"]),
        in_force_to=_day(row.get("in_force_to")),
        replaced_by=row.get("replaced_by"),
        amendments=tuple(_amendment(amendment) for amendment in row.get("amendments", ())),
        articles=tuple(_article(article) for article in row.get("articles", ())),
        certainty=certainty,
        end_certainty=Certainty(row["end_certainty"]) if "end_certainty" in row else certainty,
        note=Text(**row["note"]) if "note" in row else None,
    )


def _amendment(row: Mapping[str, Any]) -> StatuteAmendment:
    return StatuteAmendment(
        on=_day(row["on"]),
        number=row["number"],
        issuer=row["issuer"],
        in_force_from=_day(row["in_force_from"]),
        certainty=Certainty(row["certainty"]),
    )


def _article(row: Mapping[str, Any]) -> StatuteArticle:
    return StatuteArticle(
        article=row["article"],
        says=Text(**row["says"]),
        in_force_from=_day(row.get("in_force_from")),
        in_force_to=_day(row.get("in_force_to")),
        certainty=Certainty(row["certainty"]),
    )


def _day(stated: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stated) if stated else None
