"""From an uploaded file to rows a clerk can decide on: read, find the body and the power each means, judge, propose a code."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from qiangzhen.agencies.queries import PrintedNames, read_printed_names
from qiangzhen.county import law
from qiangzhen.kernel.papers import Limits, UnreadableList, as_form, read_list
from qiangzhen.kernel.statutes import PowerKind

from .bases import findings_on, read_bases, unread_in
from .codes import CodeProposer
from .models import ImportRow, Power, RowDoubt
from .stated import StatedRow

_CODE_HEADINGS = frozenset(
    {"职权编码", "权力编码", "事项编码", "基本编码", "编码", "权力代码", "职权代码", "事项代码"}
)
_GRAVITY = [RowDoubt.NONE, RowDoubt.NOTE, RowDoubt.WARNING, RowDoubt.ERROR]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was read, outside any transaction: reading a long list takes seconds and nobody should wait for it."""

    file_name: str
    digest: str
    size: int
    form: Mapping[str, Any] | None
    """The reading in the fixed form of read-list; None when the file cannot be read."""
    fault: UnreadableList | None


def read_upload(*, content: bytes, file_name: str, limit_mb: int, on: dt.date) -> Upload:
    """Return a file as read; one that cannot be read comes with its fault, and ``upload_list`` refuses it."""
    form, fault = None, None
    name = PurePath(file_name.replace("\\", "/")).name[-255:]
    try:
        reading = read_list(
            content=content,
            file_name=name,
            limits=Limits(file_bytes=limit_mb * 1_000_000),
            register=law.statutes(),
            on=on,
        )
        form = as_form(reading)
    except UnreadableList as unreadable:
        fault = unreadable
    return Upload(
        file_name=name, digest=hashlib.sha256(content).hexdigest(), size=len(content), form=form, fault=fault
    )


def rows_of(form: Mapping[str, Any], *, list_import: Any) -> list[ImportRow]:
    """Return the rows of a reading with the body, power and code each means, ready to be stored."""
    names = read_printed_names()
    powers = KnownPowers()
    stated = [_understood(row, names) for row in form["rows"]]
    proposer = CodeProposer(taken=[row.code for row in stated if row.code])
    repeated = Counter((row.name, row.holder) for row in stated)
    rows = []
    for position, (reading, row) in enumerate(zip(form["rows"], stated, strict=True), start=1):
        power = powers.find(row)
        if not row.code:
            row = powers.with_code(row, power, proposer, names)
        findings = [*reading["findings"], *_own_findings(row, names)]
        if repeated[row.name, row.holder] > 1:
            findings.append(
                _finding(
                    "row_doubled",
                    "warning",
                    "name",
                    "同一清单中有名称和部门相同的行。",
                    "Another row has the same name and department.",
                )
            )
        rows.append(
            ImportRow(
                list_import=list_import,
                position=position,
                reading=reading,
                stated=row.as_json(),
                findings=findings,
                doubt=gravest(findings),
                power_id=power,
            )
        )
    return rows


def judge(stated: StatedRow, *, on: dt.date) -> list[dict[str, Any]]:
    """Return what is doubtful about a row a clerk mended, judged as if it had been printed so."""
    names = read_printed_names()
    found = [
        _finding(doubt.code, doubt.severity.value, "bases", doubt.text.zh, doubt.text.en)
        for doubt in unread_in(stated.bases).findings
    ]
    if not stated.bases.strip():
        found.append(
            _finding(
                "bases_missing",
                "warning",
                "bases",
                "没有写设定依据；没有依据的事项不能下放。",
                "No legal basis is given, so it cannot be handed down.",
            )
        )
    elif stated.kind in {kind.value for kind in PowerKind}:
        printed = [basis.printed for basis in read_bases(stated.bases)]
        for doubt in findings_on(printed=printed, kind=stated.kind, on=on):
            form = _finding(doubt.code, doubt.severity.value, "bases", doubt.text.zh, doubt.text.en)
            if doubt.rule is not None:
                form |= {
                    "rule": doubt.rule,
                    "rests_on": str(doubt.source) if doubt.source else None,
                    "certainty": doubt.certainty.value,
                }
            found.append(form)
    return [*found, *_own_findings(stated, names)]


def gravest(findings: Iterable[Mapping[str, Any]]) -> str:
    """Return the gravest severity among findings as a value of ``RowDoubt``."""
    return max(
        (RowDoubt(finding["severity"]) for finding in findings), key=_GRAVITY.index, default=RowDoubt.NONE
    )


class KnownPowers:
    """The powers of the catalogue by code and by name with holder; read once for a whole list."""

    def __init__(self) -> None:
        self._codes: dict[str, uuid.UUID] = {}
        self._code_of: dict[uuid.UUID, tuple[str, str, str]] = {}
        self._names: dict[tuple[str, str], uuid.UUID] = {}
        columns = ("id", "code", "code_scheme", "code_note", "current__name", "current__holder_id")
        for power, code, scheme, note, name, holder in Power.objects.values_list(*columns):
            self._codes[code] = power
            self._code_of[power] = (code, scheme, note)
            self._names[name, str(holder)] = power

    def find(self, row: StatedRow) -> uuid.UUID | None:
        """Return the power a row means: the one with its code, else the one with its name and holder."""
        if row.code and not row.code_proposed and row.code in self._codes:
            return self._codes[row.code]
        return self._names.get((row.name, row.holder)) if row.holder else None

    def find_code(self, code: str) -> uuid.UUID | None:
        """Return the power that has a code."""
        return self._codes.get(code)

    def with_code(
        self, row: StatedRow, power: uuid.UUID | None, proposer: CodeProposer, names: PrintedNames
    ) -> StatedRow:
        """Return the row with the code of the power it means, or with a proposed one."""
        if power is not None:
            code, scheme, note = self._code_of[power]
            return dataclasses.replace(row, code=code, code_scheme=scheme, code_note=note)
        body = names.find(row.department).body if row.department else None
        code = proposer.propose(kind=row.kind, holder_name=body.name if body else row.department)
        return dataclasses.replace(row, code=code, code_proposed=bool(code))


def _understood(reading: Mapping[str, Any], names: PrintedNames) -> StatedRow:
    department = reading["department"] or ""
    body = names.find(department).body if department else None
    printed_code = next(
        (text.strip() for header, text in reading["other"].items() if header.strip() in _CODE_HEADINGS), ""
    )
    return StatedRow(
        name=(reading["name_simplified"] or reading["name"])[:1000],
        kind=reading["kind"] or "",
        holder=str(body.id) if body else "",
        department=department,
        bases=reading["bases_printed"] or "",
        opinion=reading["opinion"] or "",
        code=printed_code[:64],
    )


def _own_findings(row: StatedRow, names: PrintedNames) -> list[dict[str, Any]]:
    found = []
    if not row.holder:
        note = names.find(row.department).note if row.department else None
        zh = note.zh if note else "没有写明实施部门。"
        en = note.en if note else "No department is named."
        found.append(
            _finding(
                "holder_unknown",
                "error",
                "department",
                f"{zh}请点“修改”选定实施部门。",
                f"{en} Choose the body by mending the row.",
            )
        )
    if not row.kind:
        found.append(
            _finding(
                "kind_unknown",
                "error",
                "kind",
                "权力类型不明，请点“修改”选定。",
                "The kind of power is not known; mend the row.",
            )
        )
    if not row.code and row.kind:
        found.append(
            _finding(
                "code_missing",
                "error",
                "code",
                "没有可用的顺序号，请点“修改”填写编码。",
                "No serial is free; give a code by mending the row.",
            )
        )
    return found


def _finding(code: str, severity: str, field: str, zh: str, en: str) -> dict[str, Any]:
    return {"code": code, "severity": severity, "text": {"zh": zh, "en": en}, "field": field, "source": None}
