"""How published lists print the kind of a power, and which kind in law is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qiangzhen.kernel.lawdata import BrokenLawFile, locate_problem, read_law_file

from ._basis_rules import BasisRule, load_basis_rules
from ._finding import Finding
from ._folding import simplify
from ._schema import KINDS_SCHEMA
from ._vocabulary import PowerKind


@dataclass(frozen=True, slots=True)
class PrintedKind:
    """A printed word, its kind, and the rule that warns of the word where it is not the law's own."""

    printed: str
    kind: PowerKind
    warning: BasisRule | None


@dataclass(frozen=True, slots=True)
class KindTable:
    """Every word that lists print for a kind."""

    by_print: Mapping[str, PrintedKind]
    unknown: BasisRule


def load_kinds(law_dir: Path) -> KindTable:
    """Read ``national/kinds_of_power.yaml``; raises ``BrokenLawFile``."""
    path = law_dir / "national" / "kinds_of_power.yaml"
    content = read_law_file(path, KINDS_SCHEMA)
    rules = {rule.number: rule for rule in load_basis_rules(law_dir).rules}
    by_print: dict[str, PrintedKind] = {}
    for index, row in enumerate(content["kinds"]):
        number = row.get("rule")
        if number is not None and number not in rules:
            message = f"national/bases.yaml has no rule {number}"
            raise BrokenLawFile((locate_problem(path, field=("kinds", index, "rule"), message=message),))
        warning = rules[number] if number is not None else None
        by_print[row["printed"]] = PrintedKind(row["printed"], PowerKind(row["kind"]), warning)
    unknown = next(rule for rule in rules.values() if rule.code == "unknown_kind")
    return KindTable(by_print, unknown)


def read_kind(printed: str, *, kinds: KindTable) -> tuple[PowerKind | None, tuple[Finding, ...]]:
    """Return the kind a printed word means, with a warning where the word is not the law's own.

    A word the table does not know gives None and a finding; nothing is guessed from its parts.
    """
    word = "".join(simplify(printed).split())
    known = kinds.by_print.get(word)
    if known is None:
        return None, (kinds.unknown.find({"printed": word or "（空白）"}),)
    warnings = (known.warning.find({"printed": word}),) if known.warning else ()
    return known.kind, warnings
