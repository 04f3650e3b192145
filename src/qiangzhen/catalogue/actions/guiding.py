"""Enter guiding catalogues issued from above, read their items from a list, and say which power each item means."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import F

from qiangzhen.agencies.roles import Permission
from qiangzhen.documents.actions import InstrumentDraft, add_instrument
from qiangzhen.documents.models import Instrument, InstrumentKind
from qiangzhen.kernel.authority import ReceiverKind
from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from ..models import GuidingCatalogue, GuidingItem, Power, PowerVersion
from ..uploads import Upload

_PAPERS = (InstrumentKind.GUIDING_CATALOGUE, InstrumentKind.PROVINCIAL_DECISION)


@action("guiding_catalogue:issued", permission=Permission.EDIT_GUIDING_CATALOGUES)
def issue_guiding_catalogue(
    act: Act,
    *,
    instrument: InstrumentDraft | Instrument,
    certainty: str,
    note: str = "",
    items: Sequence[tuple[str, Power]] = (),
    receivers: Sequence[str] = (),
) -> GuidingCatalogue:
    """Enter a guiding catalogue, with the paper that issued it or one that is registered already.

    ``items`` are numbers as printed with the powers they mean; a list is read in by ``read_guiding_items``.
    """
    reasons = _wrong_receivers(receivers)
    if certainty not in {mark.value for mark in Certainty}:
        zh, en = "请选择内容的可靠程度。", "Choose how sure the contents are."
        reasons.append(Reason("unknown_certainty", zh, en, "certainty"))
    if instrument.kind not in _PAPERS:
        zh, en = (
            "此文件不是指导目录，也不是省级决定。",
            "This paper is neither a guiding catalogue nor a provincial decision.",
        )
        reasons.append(Reason("wrong_kind", zh, en, "instrument"))
    registered = instrument if isinstance(instrument, Instrument) else None
    if registered and GuidingCatalogue.objects.filter(instrument=registered).exists():
        zh, en = "此文件的目录已经录入。", "The catalogue of this paper is entered already."
        reasons.append(Reason("entered_already", zh, en, "instrument"))
    if reasons:
        raise Refused(*reasons)
    if isinstance(instrument, InstrumentDraft):
        registered = add_instrument(draft=instrument, on=act.on)
    assert registered is not None
    catalogue: GuidingCatalogue = GuidingCatalogue.objects.create(
        instrument=registered, certainty=certainty, note=note.strip()
    )
    _add_powers(catalogue, items, receivers)
    facts = {
        "title": registered.title,
        "number": registered.number,
        "certainty": certainty,
        "items": len(items),
    }
    act.enter(subject=catalogue, facts=facts)
    return catalogue


def _add_powers(
    catalogue: GuidingCatalogue, items: Sequence[tuple[str, Power]], receivers: Sequence[str]
) -> None:
    powers = [power.id for _, power in items]
    versions = PowerVersion.objects.filter(power__current_id=F("id"), power_id__in=powers).select_related(
        "holder"
    )
    shown = {version.power_id: version for version in versions}
    GuidingItem.objects.bulk_create(
        GuidingItem(
            catalogue=catalogue,
            position=position,
            number=number,
            name=shown[power.id].name,
            department=shown[power.id].holder.short_name,
            kind=shown[power.id].kind,
            receivers=list(receivers),
            power=power,
        )
        for position, (number, power) in enumerate(items, start=1)
    )


def _wrong_receivers(receivers: Sequence[str]) -> list[Reason]:
    if set(receivers) <= {kind.value for kind in ReceiverKind}:
        return []
    return [Reason("unknown_receiver", "承接主体种类不明。", "Unknown kind of receiver.", "receivers")]


@action("guiding_catalogue:read", permission=Permission.EDIT_GUIDING_CATALOGUES)
def read_guiding_items(
    act: Act, *, catalogue: GuidingCatalogue, upload: Upload, receivers: Sequence[str] = ()
) -> int:
    """Add the items of a list to a catalogue that has none yet; an item of a power's very name is matched to it.

    ``receivers`` are the kinds of body the catalogue is for; empty: whoever it names. Returns how many items were read.
    """
    held = GuidingCatalogue.objects.select_for_update().get(pk=catalogue.pk)
    if upload.form is None:
        assert upload.fault is not None
        raise Refused(Reason(upload.fault.code, upload.fault.text.zh, upload.fault.text.en, "file"))
    reasons = _wrong_receivers(receivers)
    if held.items.exists():
        reasons.append(
            Reason("has_items", "此目录已有事项，不能再次读入。", "This catalogue has items already.")
        )
    if not upload.form["rows"]:
        reasons.append(
            Reason("no_rows", "文件中没有读到任何事项。", "Not a single item was read from the file.", "file")
        )
    if reasons:
        raise Refused(*reasons)
    named = _powers_by_name()
    GuidingItem.objects.bulk_create(
        (
            GuidingItem(
                catalogue=held,
                position=position,
                number=(row["number"] or "")[:16],
                name=(row["name_simplified"] or row["name"])[:1000],
                department=(row["department"] or "")[:200],
                kind=row["kind"] or "",
                receivers=list(receivers),
                power_id=named.get(row["name_simplified"] or row["name"]),
            )
            for position, row in enumerate(upload.form["rows"], start=1)
        ),
        batch_size=500,
    )
    count = len(upload.form["rows"])
    act.enter(subject=held, facts={"file": upload.file_name, "sha256": upload.digest, "items": count})
    return count


@action("guiding_item:matched", permission=Permission.EDIT_GUIDING_CATALOGUES)
def match_guiding_item(act: Act, *, item: GuidingItem, power: Power | None) -> GuidingItem:
    """Say which power of the county an item means, or that it means none."""
    held: GuidingItem = GuidingItem.objects.select_for_update().get(pk=item.pk)
    if held.power_id == (power.id if power else None):
        raise Refused(Reason("matched_so", "此项已经这样对应。", "The item is matched so already."))
    held.power = power
    held.save(update_fields=["power"])
    facts = {"item": held.name, "number": held.number, "power": power.code if power else None}
    act.enter(subject=held, facts=facts)
    return held


def _powers_by_name() -> dict[str, uuid.UUID]:
    """Return the powers whose name no other power has."""
    named: dict[str, list[uuid.UUID]] = {}
    for power, name in Power.objects.filter(current__isnull=False).values_list("id", "current__name"):
        named.setdefault(name, []).append(power)
    return {name: powers[0] for name, powers in named.items() if len(powers) == 1}
