"""Register instruments and set their dates, each once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from qiangzhen.agencies.models import Body
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from .models import Instrument, InstrumentKind
from .searching import index_instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentDraft:
    """What a clerk states of a paper when registering it; empty text and None mean "not stated"."""

    kind: str
    title: str
    number: str = ""
    issuer: str = ""
    issuer_body: uuid.UUID | None = None
    signed_on: dt.date | None = None
    published_on: dt.date | None = None
    published_where: str = ""
    filed_on: dt.date | None = None
    filed_with: str = ""
    rests_on: Sequence[dict[str, str]] = field(default_factory=tuple)
    certainty: str = "unverified"
    demonstration: bool = False
    note: str = ""


@action("instrument:registered", permission=Permission.REGISTER_INSTRUMENTS)
def register_instrument(act: Act, *, draft: InstrumentDraft) -> Instrument:
    """Register a paper; refused when its dates contradict each other or its number is taken."""
    instrument = add_instrument(draft=draft, on=act.on)
    act.enter(subject=instrument, facts=_facts(instrument))
    return instrument


@action("instrument:published", permission=Permission.PUBLISH_LISTS)
def publish_instrument(act: Act, *, instrument: Instrument, on: dt.date, where: str) -> Instrument:
    """State that a paper was published; from that day it can give power (行政处罚法 20, 24; 行政许可法 24)."""
    held = set_published(instrument=instrument, on=on, where=where, today=act.on)
    act.enter(subject=held, facts={"published_on": on.isoformat(), "published_where": held.published_where})
    return held


@action("instrument:filed", permission=Permission.REGISTER_INSTRUMENTS)
def file_instrument(act: Act, *, instrument: Instrument, on: dt.date, filed_with: str) -> Instrument:
    """State that a paper was filed for the record 备案, with whom and when."""
    held = _held(instrument)
    reasons = [
        *_late(held.signed_on, on, field="on"),
        *_set_once(held.filed_on, "filed_on", "备案日期", "the filing date"),
        *_missing(filed_with, "filed_with", "请写明备案机关。", "State with whom it was filed."),
        *_ahead(on, act.on, "on", "备案日期", "day of filing"),
    ]
    if reasons:
        raise Refused(*reasons)
    held.filed_on, held.filed_with = on, filed_with.strip()
    held.save(update_fields=["filed_on", "filed_with"])
    act.enter(subject=held, facts={"filed_on": on.isoformat(), "filed_with": held.filed_with})
    return held


def add_instrument(*, draft: InstrumentDraft, on: dt.date) -> Instrument:
    """Write a paper as part of another act; raises ``Refused`` with every reason."""
    issuer_body = Body.objects.filter(pk=draft.issuer_body).first() if draft.issuer_body else None
    issuer = draft.issuer.strip() or (issuer_body.name if issuer_body else "")
    reasons = _faults(draft, issuer, on)
    if reasons:
        raise Refused(*reasons)
    instrument: Instrument = Instrument.objects.create(
        kind=draft.kind,
        title=draft.title.strip(),
        number=draft.number.strip(),
        issuer=issuer,
        issuer_body=issuer_body,
        signed_on=draft.signed_on,
        published_on=draft.published_on,
        published_where=draft.published_where.strip(),
        filed_on=draft.filed_on,
        filed_with=draft.filed_with.strip(),
        rests_on=list(draft.rests_on),
        certainty=draft.certainty,
        demonstration=draft.demonstration,
        note=draft.note.strip(),
    )
    index_instrument(instrument)
    return instrument


def set_published(*, instrument: Instrument, on: dt.date, where: str, today: dt.date) -> Instrument:
    """Set the day of publication once, as part of an act; raises ``Refused`` with every reason."""
    held = _held(instrument)
    reasons = [
        *_late(held.signed_on, on, field="on"),
        *_set_once(held.published_on, "published_on", "公布日期", "the day of publication"),
        *_missing(where, "where", "请写明在何处公布。", "State where it was published."),
        *_ahead(on, today, "on", "公布日期", "day of publication"),
    ]
    if reasons:
        raise Refused(*reasons)
    held.published_on, held.published_where = on, where.strip()
    held.save(update_fields=["published_on", "published_where"])
    instrument.published_on, instrument.published_where = held.published_on, held.published_where
    return held


def _held(instrument: Instrument) -> Instrument:
    """Return the paper as it stands now, held for this act: somebody else may have set its dates meanwhile."""
    held: Instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    return held


def _ahead(day: dt.date | None, today: dt.date, field: str, zh: str, en: str) -> list[Reason]:
    if day is None or day <= today:
        return []
    return [Reason("in_future", f"{zh}不能晚于今天。", f"The {en} cannot lie ahead.", field)]


def _faults(draft: InstrumentDraft, issuer: str, today: dt.date) -> list[Reason]:
    reasons = _missing(draft.title, "title", "请填写文件标题。", "Give the title of the paper.")
    if draft.kind not in InstrumentKind.values:
        reasons.append(Reason("unknown_kind", "请选择文件种类。", "Choose the kind of paper.", "kind"))
    if not issuer:
        reasons.append(Reason("missing", "请填写发文机关。", "State who issued it.", "issuer"))
    reasons += _late(draft.signed_on, draft.published_on, field="published_on")
    reasons += _late(draft.signed_on, draft.filed_on, field="filed_on")
    reasons += _ahead(draft.published_on, today, "published_on", "公布日期", "day of publication")
    reasons += _ahead(draft.filed_on, today, "filed_on", "备案日期", "day of filing")
    number = draft.number.strip()
    if number and Instrument.objects.filter(number=number, issuer=issuer).exists():
        reasons.append(
            Reason(
                "number_taken",
                f"{issuer}的文号“{number}”已经登记过，请从登记簿中选用。",
                f"{issuer} {number} is registered already; choose it from the register.",
                "number",
            )
        )
    return reasons


def _late(earlier: dt.date | None, later: dt.date | None, *, field: str) -> list[Reason]:
    if earlier and later and later < earlier:
        return [
            Reason(
                "before_signing", "此日期早于签发日期，请核对。", "This day lies before the signing.", field
            )
        ]
    return []


def _set_once(value: dt.date | None, code: str, zh: str, en: str) -> list[Reason]:
    if value is None:
        return []
    return [
        Reason(
            f"{code}_set", f"{zh}已登记为{value}，不能更改。", f"{en.capitalize()} is already {value}.", "on"
        )
    ]


def _missing(text: str, field: str, zh: str, en: str) -> list[Reason]:
    return [] if text.strip() else [Reason("missing", zh, en, field)]


def _facts(instrument: Instrument) -> dict[str, object]:
    return {
        "kind": instrument.kind,
        "title": instrument.title,
        "number": instrument.number,
        "issuer": instrument.issuer,
        "signed_on": _iso(instrument.signed_on),
        "published_on": _iso(instrument.published_on),
        "filed_on": _iso(instrument.filed_on),
        "rests_on": list(instrument.rests_on),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
