"""Small lists as clerks upload them, and powers as they state them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qiangzhen.catalogue.drafts import BasisDraft, PowerDraft
from qiangzhen.catalogue.uploads import Upload, read_upload
from tests import factories

DAY = dt.date(2026, 3, 5)
HEAD = "序号,权限名称,实施部门,权限类型,设定依据,赋权意见\n"
LAW = "《中华人民共和国安全生产法》第一百零二条"
ROWS = [
    f"1,对未采取措施消除事故隐患的处罚,应急,行政处罚,{LAW},赋权",
    "2,烟花爆竹（零售）经营许可,应急,行政许可,《烟花爆竹安全管理条例》第十六条,委托",
    "3,对违反公示规定的处罚,不知哪个局,行政处罚,《某不存在的规定》,",
]


def emergency_bureau(**fields: Any):
    """Return the bureau the lists call 应急."""
    values = {
        "name": "长春市二道区应急管理局",
        "short_name": "区应急局",
        "aliases": ["应急"],
        "key": "yingji",
        **fields,
    }
    return factories.make_body(**values)


def csv(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows) + "\n").encode("utf-8-sig")


def upload(*rows: str, file_name: str = "清单.csv", on: dt.date = DAY) -> Upload:
    return read_upload(content=csv(*(rows or ROWS)), file_name=file_name, limit_mb=50, on=on)


def draft(*, holder: Any, **fields: Any) -> PowerDraft:
    values = {
        "code": "220225901000",
        "name": "对未采取措施消除事故隐患的处罚",
        "kind": "penalty",
        "holder": holder.id,
        "bases": (BasisDraft(printed=LAW, title="中华人民共和国安全生产法", articles=("102",)),),
        "valid_from": dt.date(2026, 1, 1),
        **fields,
    }
    return PowerDraft(**values)
