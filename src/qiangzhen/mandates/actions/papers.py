"""The paper an act rests on: one from the register, or one registered in the same act."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

from qiangzhen.documents.actions import InstrumentDraft, add_instrument
from qiangzhen.documents.models import Instrument
from qiangzhen.ledger.acts import Act, Reason, Refused

Paper = Instrument | uuid.UUID | InstrumentDraft
"""A registered paper, its key, or the draft of one to register in the same act."""

DRAFT_FIELDS = "paper_"
"""Before the name of a draft's field in a refusal: a form has the fields of the paper beside its own."""


def paper_of(paper: Paper, act: Act, *, before: dt.date | None = None) -> Instrument:
    """Return the signed paper, registering it when it is a draft; raise ``Refused`` with every reason.

    ``before`` is a day before which, or on which, it must have been signed.
    """
    instrument = _registered(paper, act) if isinstance(paper, InstrumentDraft) else _held(paper)
    signed = instrument.signed_on
    field = f"{DRAFT_FIELDS}signed_on" if isinstance(paper, InstrumentDraft) else "instrument"
    if signed is None:
        zh = f"文件《{instrument.title}》尚未登记签发日期。"
        en = f"The paper “{instrument.title}” has no day of signing on record."
        raise Refused(Reason("unsigned", zh, en, field))
    if signed > act.on:
        zh = f"文件《{instrument.title}》的签发日期{signed}还没有到，现在不能据以办理。"
        en = f"The paper “{instrument.title}” is signed only on {signed}; nothing can rest on it yet."
        raise Refused(Reason("unsigned", zh, en, field))
    if before is not None and signed > before:
        zh = f"文件《{instrument.title}》于{signed}签发，所办事项不能早于该日（{before}）生效。"
        en = f"The paper “{instrument.title}” was signed on {signed}; nothing can hold by it from {before}."
        raise Refused(Reason("unsigned", zh, en, field))
    return instrument


def _held(paper: Instrument | uuid.UUID) -> Instrument:
    if isinstance(paper, Instrument):
        return paper
    found = Instrument.objects.filter(pk=paper).first()
    if found is None:
        raise Refused(
            Reason("missing", "请选择或者登记所依据的文件。", "Choose or register the paper.", "instrument")
        )
    return found


def _registered(draft: InstrumentDraft, act: Act) -> Instrument:
    try:
        return add_instrument(draft=draft, on=act.on)
    except Refused as refusal:
        named = (dataclasses.replace(r, field=f"{DRAFT_FIELDS}{r.field}") for r in refusal.reasons)
        raise Refused(*named) from refusal
