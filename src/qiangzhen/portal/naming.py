"""What kinds of power, states of a mandate, ranks of bases and circumstances are called in front of the public."""

from __future__ import annotations

from collections.abc import Mapping

from qiangzhen.kernel.authority.exercise import Circumstance, MandateState
from qiangzhen.kernel.statutes import PowerKind, Rank, Text

KINDS: Mapping[str, Text] = {
    PowerKind.LICENCE.value: Text("行政许可", "Licence"),
    PowerKind.PENALTY.value: Text("行政处罚", "Penalty"),
    PowerKind.COERCIVE_MEASURE.value: Text("行政强制措施", "Coercive measure"),
    PowerKind.COERCIVE_EXECUTION.value: Text("行政强制执行", "Coercive execution"),
    PowerKind.INSPECTION.value: Text("行政检查", "Inspection"),
    PowerKind.CONFIRMATION.value: Text("行政确认", "Confirmation"),
    PowerKind.PAYMENT.value: Text("行政给付", "Payment"),
    PowerKind.LEVY.value: Text("行政征收", "Levy"),
    PowerKind.REWARD.value: Text("行政奖励", "Reward"),
    PowerKind.ADJUDICATION.value: Text("行政裁决", "Adjudication"),
    PowerKind.OTHER.value: Text("其他行政权力", "Other power"),
    PowerKind.PUBLIC_SERVICE.value: Text("公共服务", "Public service"),
}
RANKS: Mapping[str, Text] = {
    Rank.LAW.value: Text("法律", "Law"),
    Rank.ADMINISTRATIVE_REGULATION.value: Text("行政法规", "Administrative regulation"),
    Rank.LOCAL_REGULATION.value: Text("地方性法规", "Local regulation"),
    Rank.DEPARTMENTAL_RULE.value: Text("部门规章", "Departmental rule"),
    Rank.LOCAL_RULE.value: Text("地方政府规章", "Local government rule"),
    Rank.NORMATIVE_DOCUMENT.value: Text("规范性文件", "Normative document"),
}
STATES: Mapping[str, Text] = {
    MandateState.GRANTED.value: Text("行使中", "In use"),
    MandateState.SUSPENDED.value: Text("暂停行使", "Suspended"),
    MandateState.TAKEN_OVER.value: Text("由部门直接行使", "Taken over by the department"),
}
CIRCUMSTANCES: Mapping[str, Text] = {
    Circumstance.MAJOR.value: Text("重大、复杂事项", "major or complex matters"),
    Circumstance.CROSS_TOWNSHIP.value: Text("跨乡镇事项", "matters that cross townships"),
}
