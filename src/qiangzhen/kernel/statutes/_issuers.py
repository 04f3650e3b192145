"""Who issues statutes, under which names, and which printed names no body ever had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qiangzhen.kernel.lawdata import Certainty, read_law_file

from ._schema import ISSUERS_SCHEMA
from ._vocabulary import Rank


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues statutes, while it existed under this name."""

    name: str
    also_called: tuple[str, ...]
    existed_from: dt.date | None
    existed_to: dt.date | None
    """Exclusive."""
    successor: str | None
    promulgates: frozenset[Rank]
    """Ranks it signs into force without having made them (主席令 for laws, 国务院令 for regulations)."""
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class NeverExisted:
    """A name found in print that no body ever had, and the body that is most likely meant."""

    likely: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class IssuerTable:
    """Issuers by every name they are printed with."""

    by_name: Mapping[str, Issuer]
    never_existed: Mapping[str, NeverExisted]
    local_endings: tuple[str, ...]
    """Endings of the names of provincial and municipal organs, which are not listed one by one."""

    def find(self, printed: str) -> Issuer | None:
        """Return the issuer of a printed name, or None if no listed body has it."""
        return self.by_name.get(_plain(printed))

    def find_misprint(self, printed: str) -> NeverExisted | None:
        """Return what is known of a printed name that no body ever had."""
        return self.never_existed.get(_plain(printed))

    def is_local(self, printed: str) -> bool:
        """Tell whether a name has the form of a local people's congress or government."""
        plain = _plain(printed)
        return any(plain.endswith(ending) and plain != ending for ending in self.local_endings)


def load_issuers(law_dir: Path) -> IssuerTable:
    """Read ``national/issuers.yaml``; raises ``BrokenLawFile``."""
    content = read_law_file(law_dir / "national" / "issuers.yaml", ISSUERS_SCHEMA)
    issuers = [
        Issuer(
            name=row["name"],
            also_called=tuple(row.get("also_called", ())),
            existed_from=_day(row["from"]),
            existed_to=_day(row["to"]),
            successor=row.get("successor"),
            promulgates=frozenset(Rank(rank) for rank in row.get("promulgates", ())),
            certainty=Certainty(row["certainty"]),
        )
        for row in content["issuers"]
    ]
    never = [
        (printed, NeverExisted(row["likely"], Certainty(row["certainty"])))
        for row in content["never_existed"]
        for printed in row["printed"]
    ]
    return IssuerTable(
        by_name={_plain(name): issuer for issuer in issuers for name in (issuer.name, *issuer.also_called)},
        never_existed={_plain(printed): known for printed, known in never},
        local_endings=tuple(content["local_endings"]),
    )


def _plain(name: str) -> str:
    return "".join(name.split()).removeprefix("中华人民共和国").removeprefix("原")


def _day(stated: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stated) if stated else None
