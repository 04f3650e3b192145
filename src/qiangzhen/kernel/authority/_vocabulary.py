"""Words that both questions of authority share: how a power goes down, to whom, and a sentence in two languages."""

from __future__ import annotations

import enum

from qiangzhen.kernel.statutes import Text

__all__ = ["Mode", "ReceiverKind", "Text"]


class Mode(enum.Enum):
    """The way a power goes down from its statutory holder; the values are those of the command forms."""

    RETURN = "return"
    """归还: a law already names the township, so the county department gives back what was never its own."""
    ENTRUSTMENT = "entrustment"
    """委托: the township acts in the department's name and the department answers for it (行政处罚法 20, 行政许可法 24)."""
    AUTHORISATION = "authorisation"
    """授权: the township acts in its own name by a law's, or a county paper's, authorisation."""
    INTERNAL_TRANSFER = "internal_transfer"
    """转内部流程: the department's own dispatched body in the township does the work."""
    ACTING_FOR = "acting_for"
    """代办代行: the township does named steps, the decision stays with the department."""
    CONFERRAL = "conferral"
    """赋权交由行使: the province gives a penalty power to townships and subdistricts (行政处罚法 24)."""


class ReceiverKind(enum.Enum):
    """The kinds of body a power may be handed down to; the values are those of the command forms."""

    TOWN = "town"
    """镇: a people's government of a town."""
    TOWNSHIP = "township"
    """乡: a people's government of a township, ethnic townships included."""
    SUBDISTRICT = "subdistrict"
    """街道办事处: an office dispatched by the county or district government."""
    PARK = "park"
    """园区管委会: the administration of a development zone or park."""
    DISPATCHED_BODY = "dispatched_body"
    """派出机构: a department's own branch in the township, such as a market supervision station."""
    PUBLIC_INSTITUTION = "public_institution"
    """事业单位: a public institution, such as a township service centre."""
    VILLAGE_COMMITTEE = "village_committee"
    """村(居)民委员会: self-governing, no organ of state."""
