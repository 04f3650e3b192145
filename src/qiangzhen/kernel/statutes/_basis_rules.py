"""The rules a basis is judged by, and the findings they give: data, not code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qiangzhen.kernel.lawdata import Certainty, read_law_file

from ._finding import Finding, Severity
from ._schema import BASES_SCHEMA
from ._source import Source, source_from
from ._vocabulary import PowerKind, Rank, Text

_BY_SURENESS = (Certainty.UNVERIFIED, Certainty.SECONDARY, Certainty.VERIFIED)


@dataclass(frozen=True, slots=True)
class BasisRule:
    """One row of ``national/bases.yaml``; ``kinds`` and ``ranks`` say to which bases a rank rule applies."""

    number: str
    code: str
    severity: Severity
    source: Source
    in_force_from: dt.date
    in_force_to: dt.date | None
    certainty: Certainty
    says: Text
    finding: Text
    """The sentence of its findings, with {places} for the facts of the case."""
    kinds: frozenset[PowerKind]
    ranks: frozenset[Rank]

    def holds(self, *, on: dt.date) -> bool:
        """Tell whether the rule was law on a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)

    def find(self, facts: Mapping[str, str], *certainties: Certainty) -> Finding:
        """Return the finding of this rule; it is as sure as the least sure fact it rests on."""
        return Finding(
            code=self.code,
            severity=self.severity,
            rule=self.number,
            source=self.source,
            text=Text(self.finding.zh.format_map(facts), self.finding.en.format_map(facts)),
            certainty=min((self.certainty, *certainties), key=_BY_SURENESS.index),
        )


@dataclass(frozen=True, slots=True)
class BasisRules:
    """The rules on bases by code."""

    rules: tuple[BasisRule, ...]

    def coded(self, code: str, *, on: dt.date) -> Iterator[BasisRule]:
        """Yield the rules with a code that were law on a day."""
        return (rule for rule in self.rules if rule.code == code and rule.holds(on=on))

    def numbered(self, number: str) -> BasisRule:
        """Return one rule by its number; raises ``KeyError``."""
        for rule in self.rules:
            if rule.number == number:
                return rule
        raise KeyError(f"law/national/bases.yaml has no rule {number}")


def load_basis_rules(law_dir: Path) -> BasisRules:
    """Read ``national/bases.yaml``; raises ``BrokenLawFile``."""
    content = read_law_file(law_dir / "national" / "bases.yaml", BASES_SCHEMA)
    return BasisRules(
        tuple(
            BasisRule(
                number=row["number"],
                code=row["code"],
                severity=Severity(row["severity"]),
                source=source_from(row["source"]),
                in_force_from=dt.date.fromisoformat(row["in_force_from"]),
                in_force_to=dt.date.fromisoformat(row["in_force_to"]) if row["in_force_to"] else None,
                certainty=Certainty(row["certainty"]),
                says=Text(**row["says"]),
                finding=Text(**row["finding"]),
                kinds=frozenset(PowerKind(kind) for kind in row.get("kinds", ())),
                ranks=frozenset(Rank(rank) for rank in row.get("ranks", ())),
            )
            for row in content["rules"]
        )
    )
