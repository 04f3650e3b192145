"""The figures a township's profile may hold: what each is called, and in what unit it counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qiangzhen.kernel.statutes import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the yearly profile."""

    key: str
    name: Text
    unit: Text
    whole: bool = True
    """Counted in whole numbers; otherwise up to three decimals."""


_PERSONS = Text("人", "persons")
_TEN_THOUSAND_YUAN = Text("万元", "10,000 yuan")

FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        Figure("population", Text("常住人口", "Resident population"), _PERSONS),
        Figure("area_km2", Text("辖区面积", "Area"), Text("平方公里", "km²"), whole=False),
        Figure("gdp", Text("地区生产总值", "Gross domestic product"), _TEN_THOUSAND_YUAN, whole=False),
        Figure(
            "revenue",
            Text("一般公共预算收入", "General public budget revenue"),
            _TEN_THOUSAND_YUAN,
            whole=False,
        ),
        Figure("enterprises", Text("企业户数", "Enterprises"), Text("户", "enterprises")),
        Figure("staff", Text("在编在岗人员", "Staff in post"), _PERSONS),
        Figure("certified_officers", Text("持证执法人员", "Certified enforcement officers"), _PERSONS),
        Figure("reviewers", Text("法制审核人员", "Legal reviewers"), _PERSONS),
        Figure("premises", Text("办公用房面积", "Office premises"), Text("平方米", "m²"), whole=False),
        Figure("vehicles", Text("执法执勤用车", "Enforcement vehicles"), Text("辆", "vehicles")),
        Figure("recorders", Text("执法记录仪", "Body-worn recorders"), Text("台", "devices")),
    )
}


def plain_number(value: Decimal) -> str:
    """Return a figure in its shortest plain form: 58.4, 47130."""
    return f"{value.normalize():f}"
