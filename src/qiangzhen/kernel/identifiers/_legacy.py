"""Keep a code that fails, because papers and older systems hold it and a case must still be found by it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qiangzhen.kernel.statutes import Text

from ._fault import IdentifierFault
from ._schemes import parse_code
from ._tables import IdentifierTables


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyCode:
    """A code kept exactly as found: its scheme, what is wrong with it, and why it is kept."""

    scheme: str
    code: str = field(repr=False)
    fault: Text
    fault_kind: str
    reason: str


class LegacyRefused(ValueError):
    """A code cannot be kept as a legacy code; ``text`` says why in both languages."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def keep_legacy(*, scheme: str, code: str, reason: str, tables: IdentifierTables) -> LegacyCode:
    """Return a failing code kept as it is, with its fault and the reason an operator gave.

    Raises ``LegacyRefused`` when the reason or the code is empty, or when the code keeps
    its rule and so needs no exception.
    """
    if not reason.strip():
        raise LegacyRefused(
            Text(
                "保留不合规则的编码必须说明理由。", "A code that breaks its rule is kept only with a reason."
            )
        )
    if not code.strip():
        raise LegacyRefused(
            Text("编码为空，没有可保留的内容。", "The code is empty: there is nothing to keep.")
        )
    try:
        parse_code(scheme=scheme, code=code, tables=tables)
    except IdentifierFault as fault:
        return LegacyCode(
            scheme=scheme, code=code, fault=fault.text, fault_kind=type(fault).__name__, reason=reason
        )
    raise LegacyRefused(
        Text("此编码符合规则，应按正常编码登记。", "This code keeps its rule: enter it as an ordinary code.")
    )
