"""The closed words of legal bases: kinds of power, ranks of bases, and text in two languages."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class PowerKind(enum.Enum):
    """What a power does; the values are those of every form and file of the project."""

    LICENCE = "licence"  # 行政许可
    PENALTY = "penalty"  # 行政处罚
    COERCIVE_MEASURE = "coercive_measure"  # 行政强制措施
    COERCIVE_EXECUTION = "coercive_execution"  # 行政强制执行
    INSPECTION = "inspection"  # 行政检查
    CONFIRMATION = "confirmation"  # 行政确认
    PAYMENT = "payment"  # 行政给付
    LEVY = "levy"  # 行政征收
    REWARD = "reward"  # 行政奖励
    ADJUDICATION = "adjudication"  # 行政裁决
    OTHER = "other"  # 其他行政权力
    PUBLIC_SERVICE = "public_service"  # 公共服务


class Rank(enum.Enum):
    """How high a basis stands (立法法); from the highest to the lowest."""

    LAW = "law"  # 法律
    ADMINISTRATIVE_REGULATION = "administrative_regulation"  # 行政法规
    LOCAL_REGULATION = "local_regulation"  # 地方性法规
    DEPARTMENTAL_RULE = "departmental_rule"  # 部门规章
    LOCAL_RULE = "local_rule"  # 地方政府规章
    NORMATIVE_DOCUMENT = "normative_document"  # 其他规范性文件


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def as_dict(self) -> dict[str, str]:
        """Return the two languages as forms and pages that show both take them."""
        return {"zh": self.zh, "en": self.en}
