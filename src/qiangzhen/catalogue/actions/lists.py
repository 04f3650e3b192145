"""Upload a list, decide its rows, and apply them all in one act; until then nothing is in the catalogue."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from qiangzhen.agencies.models import Body
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from ..codes import CodeProposer
from ..models import ImportRow, ImportState, ListImport, Power, RowDecision, RowDoubt
from ..queries import PowerView, map_powers
from ..stated import StatedRow, differences, draft_from, stated_from
from ..uploads import KnownPowers, Upload, gravest, judge, rows_of
from ..writing import Judge, add_power, add_version

_BATCH = 500
_REASONS_SHOWN = 40
_LONGEST_REASON = 300


@action("list:uploaded", permission=Permission.IMPORT_LISTS)
def upload_list(act: Act, *, upload: Upload, body: uuid.UUID) -> ListImport:
    """Keep a list as it was read, for a body; its rows then wait to be decided."""
    holder = Body.objects.get(pk=body)
    act.require_body(holder.id, body_name=holder.name)
    if upload.form is None:
        assert upload.fault is not None
        raise Refused(Reason(upload.fault.code, upload.fault.text.zh, upload.fault.text.en, "file"))
    if not upload.form["rows"]:
        raise Refused(_no_rows(upload))
    list_import: ListImport = ListImport.objects.create(
        file_name=upload.file_name,
        file_digest=upload.digest,
        file_size=upload.size,
        body=holder,
        uploaded_by=act.actor.printed,
        uploaded_at=act.at,
        facts=upload.form["facts"],
        findings=upload.form["findings"],
        unread=upload.form["unread"],
    )
    rows = rows_of(upload.form, list_import=list_import)
    ImportRow.objects.bulk_create(rows, batch_size=_BATCH)
    facts = {"file": upload.file_name, "sha256": upload.digest, "rows": len(rows), "body": holder.name}
    act.enter(subject=list_import, facts=facts)
    return list_import


@action("list:rows_decided", permission=Permission.IMPORT_LISTS)
def decide_rows(
    act: Act, *, list_import: ListImport, positions: Sequence[int] | None, decision: str, reason: str = ""
) -> int:
    """Accept rows, leave them out with a reason, or take the decision back; returns how many changed.

    ``positions`` None: every undecided row without an error. A row with an error is not accepted before it is mended.
    """
    _hold_open(act, list_import)
    rows = ImportRow.objects.filter(list_import=list_import)
    if positions is None:
        rows = rows.filter(decision=RowDecision.PENDING).exclude(doubt=RowDoubt.ERROR)
    else:
        rows = rows.filter(position__in=positions)
    reasons = _wrong_decision(rows, decision, reason)
    if reasons:
        raise Refused(*reasons)
    settled = [RowDecision.ACCEPT, RowDecision.MEND] if decision == RowDecision.ACCEPT else [decision]
    changing = list(
        rows.exclude(decision__in=settled, reason=reason.strip()).values_list("position", flat=True)
    )
    if not changing:
        raise Refused(Reason("nothing_to_decide", "没有可以这样处理的行。", "No row is left to decide so."))
    if decision == RowDecision.ACCEPT:
        # What a clerk mended stays marked as mended: accepting it is deciding it so.
        rows.filter(position__in=changing, revision__gt=0).update(decision=RowDecision.MEND, reason="")
        rows.filter(position__in=changing, revision=0).update(decision=RowDecision.ACCEPT, reason="")
    else:
        rows.filter(position__in=changing).update(decision=decision, reason=reason.strip())
    facts = {"decision": decision, "rows": _spans(sorted(changing)), "reason": reason.strip()}
    act.enter(subject=list_import, facts=facts)
    return len(changing)


@action("list:row_mended", permission=Permission.IMPORT_LISTS)
def mend_row(
    act: Act, *, list_import: ListImport, position: int, stated: StatedRow, seen_revision: int
) -> ImportRow:
    """State a row otherwise than it was read; what was read stays beside it. Refused when another clerk mended it meanwhile."""
    _hold_open(act, list_import)
    row: ImportRow = ImportRow.objects.select_for_update().get(list_import=list_import, position=position)
    if row.revision != seen_revision:
        raise Refused(
            Reason(
                "mended_meanwhile",
                "此行在您修改期间已被他人修改；请对照后重新提交，您填写的内容已保留。",
                "Somebody mended this row meanwhile. Compare and send again; what you typed is kept.",
            )
        )
    if not stated.name.strip():
        raise Refused(Reason("missing", "请填写事项名称。", "Give the name of the power.", "name"))
    powers = KnownPowers()
    row.power_id = powers.find(stated)
    before = stated_from(row.stated)
    row.stated = stated.as_json()
    row.findings = judge(stated, on=act.on)
    row.doubt = gravest(row.findings)
    row.decision = RowDecision.MEND if row.doubt != RowDoubt.ERROR else RowDecision.PENDING
    row.reason = ""
    row.revision += 1
    row.save(update_fields=["power", "stated", "findings", "doubt", "decision", "reason", "revision"])
    changed = [
        field.name
        for field in dataclasses.fields(StatedRow)
        if getattr(before, field.name) != getattr(stated, field.name)
    ]
    act.enter(subject=list_import, facts={"row": position, "changed": changed, "stated": row.stated})
    return row


@action("list:applied", permission=Permission.IMPORT_LISTS)
def apply_list(act: Act, *, list_import: ListImport, valid_from: dt.date) -> dict[str, int]:
    """Enter all accepted and mended rows as drafts of the catalogue: all of them, or none with the reasons row by row.

    Returns how many powers are new, changed, the same as before, and how many rows were left out.
    """
    held = _hold_open(act, list_import)
    rows = list(ImportRow.objects.filter(list_import=held).order_by("position"))
    pending = [row.position for row in rows if row.decision == RowDecision.PENDING]
    if pending:
        spans = _spans(pending[:_REASONS_SHOWN]) + ("…" if len(pending) > _REASONS_SHOWN else "")
        raise Refused(
            Reason(
                "rows_undecided",
                f"还有{len(pending)}行没有处理（第{spans}行）。每一行都要接受、修改或者不采用。",
                f"{len(pending)} rows are not decided yet ({spans}). Accept, mend or leave each row.",
            )
        )
    taken = [row for row in rows if row.decision in {RowDecision.ACCEPT, RowDecision.MEND}]
    if not taken:
        raise Refused(
            Reason(
                "nothing_taken",
                "所有行都不采用；请放弃此次导入。",
                "Every row is left out; abandon the import instead.",
            )
        )
    counts = _Applying(act, held, valid_from).apply(taken)
    counts["left"] = len(rows) - len(taken)
    held.state, held.closed_by, held.closed_at = ImportState.APPLIED, act.actor.printed, act.at
    held.save(update_fields=["state", "closed_by", "closed_at"])
    codes = sorted(
        Power.objects.filter(pk__in=[row.power_id for row in taken]).values_list("code", flat=True)
    )
    facts = {
        "file": held.file_name,
        "sha256": held.file_digest,
        "valid_from": valid_from.isoformat(),
        **counts,
    }
    act.enter(subject=held, facts={**facts, "codes": codes})
    return counts


@action("list:abandoned", permission=Permission.IMPORT_LISTS)
def abandon_list(act: Act, *, list_import: ListImport, reason: str) -> ListImport:
    """Close an import without entering anything."""
    held = _hold_open(act, list_import)
    if not reason.strip():
        raise Refused(Reason("missing", "请写明放弃的原因。", "Say why it is abandoned.", "reason"))
    if len(reason.strip()) > _LONGEST_REASON:
        raise Refused(_too_long())
    held.state, held.closed_by, held.closed_at = ImportState.ABANDONED, act.actor.printed, act.at
    held.reason = reason.strip()
    held.save(update_fields=["state", "closed_by", "closed_at", "reason"])
    act.enter(subject=held, facts={"file": held.file_name, "reason": held.reason})
    return held


class _Applying:
    """One import while its rows are entered."""

    def __init__(self, act: Act, list_import: ListImport, valid_from: dt.date) -> None:
        self.act, self.list_import, self.valid_from = act, list_import, valid_from
        self.known = KnownPowers()
        self.judge = Judge()
        self.reasons: list[Reason] = []

    def apply(self, rows: list[ImportRow]) -> dict[str, int]:
        """Enter the rows; raise ``Refused`` with every reason of every row before anything is written."""
        stated = {row.position: stated_from(row.stated) for row in rows}
        matched = {row.position: self.known.find(stated[row.position]) for row in rows}
        views = map_powers(power_ids=[power for power in matched.values() if power])
        self._settle_codes(stated, matched)
        plans = []
        for row in rows:
            power = matched[row.position]
            plans.append((row, stated[row.position], views[power] if power else None))
        self._check(plans)
        counts = {"new": 0, "changed": 0, "same": 0}
        for row, one, view in plans:
            counts[self._enter(row, one, view)] += 1
        ImportRow.objects.bulk_update([row for row, _, _ in plans], ["power", "stated"], batch_size=_BATCH)
        return counts

    def _settle_codes(self, stated: dict[int, StatedRow], matched: dict[int, uuid.UUID | None]) -> None:
        """Propose anew where a proposed code was taken by somebody else since the list was read."""
        chosen = [one.code for one in stated.values()]
        proposer = CodeProposer(taken=chosen)
        for position, one in stated.items():
            if matched[position] is None and one.code_proposed and self.known.find_code(one.code):
                holder = self.judge.holder(one.holder_id)
                code = proposer.propose(kind=one.kind, holder_name=holder.name if holder else "")
                stated[position] = dataclasses.replace(one, code=code, code_proposed=bool(code))

    def _check(self, plans: list[tuple[ImportRow, StatedRow, PowerView | None]]) -> None:
        codes: dict[str, int] = {}
        for row, one, view in plans:
            if view is not None and not differences(one, view):
                continue
            draft = draft_from(one, source={}, valid_from=self.valid_from, power=view)
            found = list(self.judge.faults(draft, code_held=view.code if view else None))
            found += self._wrong_holder(one, view)
            if view is not None and self.valid_from < view.valid_from:
                zh = f"生效日期早于现行版本的生效日期{view.valid_from}。"
                found.append(
                    Reason(
                        "before_start",
                        zh,
                        f"The day lies before the present version began ({view.valid_from}).",
                        "valid_from",
                    )
                )
            code = view.code if view else one.code
            if code and code in codes:
                zh = f"与第{codes[code]}行是同一编码{code}。"
                found.append(
                    Reason("code_doubled", zh, f"It has the same code {code} as row {codes[code]}.", "code")
                )
            codes.setdefault(code, row.position)
            self.reasons += [_of_row(row.position, reason) for reason in found]
        if self.reasons:
            raise Refused(*_shortened(self.reasons))

    def _wrong_holder(self, one: StatedRow, view: PowerView | None) -> list[Reason]:
        actor = self.act.actor
        if actor.county_wide:
            return []
        bodies = {one.holder_id, view.holder_id if view else one.holder_id} - {None, actor.body_id}
        if not bodies:
            return []
        zh = f"此事项属于其他部门，您现在的岗位属于{actor.body_name}。"
        return [
            Reason(
                "not_your_body",
                zh,
                f"This power is another body's; your post is in {actor.body_name}.",
                "holder",
            )
        ]

    def _enter(self, row: ImportRow, one: StatedRow, view: PowerView | None) -> str:
        row.stated = one.as_json()
        if view is not None and not differences(one, view):
            row.power_id = view.id
            return "same"
        draft = draft_from(one, source=self._source(row, one), valid_from=self.valid_from, power=view)
        if view is None:
            row.power_id = add_power(draft=draft, at=self.act.at).id
            return "new"
        power = Power.objects.select_for_update().get(pk=view.id)
        add_version(power=power, draft=draft, number=view.version + 1, at=self.act.at)
        row.power_id = view.id
        return "changed"

    def _source(self, row: ImportRow, one: StatedRow) -> dict[str, object]:
        place = {part: value for part, value in row.reading["source"].items() if part != "fields"}
        return {
            "list": str(self.list_import.id),
            "file": self.list_import.file_name,
            "row": row.position,
            "number": row.reading["number"] or "",
            "department": one.department,
            "opinion": one.opinion,
            "place": place,
        }


def _hold_open(act: Act, list_import: ListImport) -> ListImport:
    """Return the list held for this act; refused when it is another body's or somebody closed it meanwhile."""
    held: ListImport = (
        ListImport.objects.select_for_update(of=("self",)).select_related("body").get(pk=list_import.pk)
    )
    act.require_body(held.body_id, body_name=held.body.name)
    if held.state == ImportState.OPEN:
        return held
    closed_on = timezone.localtime(held.closed_at).date()
    done_zh, done_en = ("应用", "applied") if held.state == ImportState.APPLIED else ("放弃", "abandoned")
    raise Refused(
        Reason(
            "list_closed",
            f"{held.closed_by}已于{closed_on}将此清单{done_zh}，不能再处理。",
            f"This list was {done_en} by {held.closed_by} on {closed_on}; nothing more can be done to it.",
        )
    )


def _wrong_decision(rows: Any, decision: str, reason: str) -> list[Reason]:
    if decision not in {RowDecision.ACCEPT, RowDecision.LEAVE, RowDecision.PENDING}:
        return [
            Reason("unknown_decision", "请选择接受或者不采用。", "Choose to accept or to leave.", "decision")
        ]
    if decision == RowDecision.LEAVE and not reason.strip():
        return [Reason("missing", "请写明不采用的理由。", "Say why the row is left out.", "reason")]
    if len(reason.strip()) > _LONGEST_REASON:
        return [_too_long()]
    if decision != RowDecision.ACCEPT:
        return []
    faulty = sorted(rows.filter(doubt=RowDoubt.ERROR).values_list("position", flat=True))
    return [
        Reason(
            "row_faulty",
            f"第{position}行有错误，须先修改才能接受。",
            f"Row {position} has an error; mend it before accepting it.",
        )
        for position in faulty[:_REASONS_SHOWN]
    ]


def _too_long() -> Reason:
    zh, en = f"理由不能超过{_LONGEST_REASON}字。", f"A reason has at most {_LONGEST_REASON} characters."
    return Reason("too_long", zh, en, "reason")


def _of_row(position: int, reason: Reason) -> Reason:
    zh, en = f"第{position}行：{reason.zh}", f"Row {position}: {reason.en}"
    return dataclasses.replace(reason, zh=zh, en=en)


def _shortened(reasons: list[Reason]) -> list[Reason]:
    """Return the reasons, and beyond a page full of them how many more there are."""
    if len(reasons) <= _REASONS_SHOWN:
        return reasons
    more = len(reasons) - _REASONS_SHOWN
    return [*reasons[:_REASONS_SHOWN], Reason("more", f"另有{more}处。", f"And {more} more.")]


def _no_rows(upload: Upload) -> Reason:
    assert upload.form is not None
    for finding in upload.form["findings"]:
        if finding["severity"] == "error":
            return Reason(finding["code"], finding["text"]["zh"], finding["text"]["en"], "file")
    return Reason("no_rows", "文件中没有读到任何事项。", "Not a single item was read from the file.", "file")


def _spans(positions: Sequence[int]) -> str:
    """Return ascending numbers as 1-4, 7, 9-12."""
    spans: list[list[int]] = []
    for position in positions:
        if spans and position == spans[-1][1] + 1:
            spans[-1][1] = position
        else:
            spans.append([position, position])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)
