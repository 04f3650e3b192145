"""How a power and its versions are written; used by the actions that enter, revise and import."""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Sequence

from qiangzhen.agencies.models import Body
from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.kernel.authority import ReceiverKind
from qiangzhen.kernel.authority.exercise import ActKind
from qiangzhen.kernel.identifiers import IdentifierFault, IdentifierTables, parse_basic_code
from qiangzhen.kernel.statutes import PowerKind, Rank
from qiangzhen.ledger.acts import Reason, Refused

from .bases import find_statute
from .drafts import BASIC_SCHEME, BasisDraft, PowerDraft
from .models import Power, PowerBasis, PowerVersion
from .searching import index_power, initials_of

_USUAL_ACTS: dict[PowerKind, tuple[ActKind, ...]] = {
    PowerKind.LICENCE: (ActKind.ACCEPT, ActKind.EXAMINE, ActKind.DECIDE),
    PowerKind.PENALTY: (ActKind.INVESTIGATE, ActKind.PENALISE),
    PowerKind.COERCIVE_MEASURE: (ActKind.MEASURE,),
    PowerKind.COERCIVE_EXECUTION: (ActKind.EXECUTE,),
    PowerKind.INSPECTION: (ActKind.INSPECT,),
    PowerKind.CONFIRMATION: (ActKind.ACCEPT, ActKind.EXAMINE, ActKind.CONFIRM),
    PowerKind.PUBLIC_SERVICE: (ActKind.ACCEPT, ActKind.SERVE),
}
_ACTS_OF_THE_REST = (ActKind.ACCEPT, ActKind.EXAMINE, ActKind.DECIDE)


def usual_acts(kind: str) -> list[str]:
    """Return the acts a power of this kind consists of when nobody said otherwise, sorted."""
    return sorted(act.value for act in _USUAL_ACTS.get(PowerKind(kind), _ACTS_OF_THE_REST))


def current_version(power: Power) -> PowerVersion:
    """Return the newest version of a power with its holder."""
    version: PowerVersion = PowerVersion.objects.select_related("holder", "power").get(pk=power.current_id)
    return version


def require_sound(draft: PowerDraft, *, power: Power | None = None) -> Body:
    """Return the holder's body, or raise ``Refused`` with every fault of the draft, each at its field."""
    judge = Judge()
    reasons = judge.faults(draft, code_held=power.code if power else None)
    if reasons:
        raise Refused(*reasons)
    holder = judge.holder(draft.holder)
    assert holder is not None
    return holder


class Judge:
    """Finds the faults of drafts; keeps what it looked up, so that a whole list is judged with a few queries."""

    @functools.cached_property
    def _tables(self) -> IdentifierTables:
        return law.identifier_tables(County.objects.get(pk=current_county_id()).pack)

    @functools.cached_property
    def _bodies(self) -> dict[uuid.UUID, Body]:
        return {body.id: body for body in Body.objects.all()}

    @functools.cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(Power.objects.values_list("code", flat=True))

    def holder(self, body_id: uuid.UUID | None) -> Body | None:
        """Return the body with this key, or None."""
        return self._bodies.get(body_id) if body_id else None

    def faults(self, draft: PowerDraft, *, code_held: str | None) -> tuple[Reason, ...]:
        """Return every fault of a draft, each at its field; ``code_held`` is the code of the power it revises."""
        reasons = [*_wrong_words(draft), *self._wrong_code(draft, code_held)]
        holder = self.holder(draft.holder)
        if holder is None:
            zh, en = "请选择实施部门。", "Choose the body that holds the power."
            reasons.append(Reason("missing", zh, en, "holder"))
        elif holder.abolished_on is not None and holder.abolished_on <= draft.valid_from:
            zh = f"{holder.name}已于{holder.abolished_on}撤销，请选择承接其职责的部门。"
            en = f"{holder.name} was abolished on {holder.abolished_on}; choose the body that took over."
            reasons.append(Reason("abolished", zh, en, "holder"))
        for position, basis in enumerate(draft.bases):
            reasons += _wrong_basis(basis, f"bases-{position}")
        return tuple(reasons)

    def _wrong_code(self, draft: PowerDraft, code_held: str | None) -> list[Reason]:
        if code_held is not None and draft.code == code_held:
            return []
        if code_held is not None:
            zh = f"编码不能更改：此事项的编码是{code_held}。编码不同的，应作为新事项录入。"
            en = f"A code never changes: this power has {code_held}. Enter another power for another code."
            return [Reason("code_fixed", zh, en, "code")]
        if not draft.code:
            return [Reason("missing", "请填写事项编码。", "Give the code of the power.", "code")]
        if draft.code in self._codes:
            zh, en = f"编码{draft.code}已被使用。", f"The code {draft.code} is taken."
            return [Reason("code_taken", zh, en, "code")]
        if draft.code_scheme != BASIC_SCHEME:
            if draft.code_note.strip():
                return []
            zh, en = "保留旧编码须说明理由。", "Say why this legacy code is kept."
            return [Reason("missing", zh, en, "code_note")]
        try:
            parse_basic_code(code=draft.code, tables=self._tables)
        except IdentifierFault as fault:
            return [Reason("bad_code", fault.text.zh, fault.text.en, "code")]
        return []


def add_power(*, draft: PowerDraft, at: dt.datetime) -> Power:
    """Write a new power with its first version; the draft must be sound."""
    power = Power.objects.create(
        code_scheme=draft.code_scheme, code=draft.code, code_note=draft.code_note.strip()
    )
    add_version(power=power, draft=draft, number=1, at=at)
    return power


def add_version(*, power: Power, draft: PowerDraft, number: int, at: dt.datetime) -> PowerVersion:
    """Write the next version of a power with its bases and search keys; the draft must be sound."""
    name = draft.name.strip()
    version = PowerVersion.objects.create(
        power=power,
        number=number,
        name=name,
        initials=initials_of(name),
        kind=draft.kind,
        holder_id=draft.holder,
        acts=sorted(draft.acts) or usual_acts(draft.kind),
        responsibilities=list(draft.responsibilities),
        accountability=list(draft.accountability),
        statutory_limit=dict(draft.statutory_limit) if draft.statutory_limit else None,
        promised_limit=dict(draft.promised_limit) if draft.promised_limit else None,
        restricts_liberty=draft.restricts_liberty,
        reserved_to_county_or_above=draft.reserved_to_county_or_above,
        follows_penalty_power=draft.follows_penalty_power,
        certainty=draft.certainty,
        source=dict(draft.source),
        note=draft.note.strip(),
        valid_from=draft.valid_from,
        recorded_at=at,
    )
    _add_bases(version, draft.bases)
    make_current(version)
    return version


def make_current(version: PowerVersion) -> None:
    """Make a version the newest of its power and let the search find it."""
    power = version.power
    power.current = version
    if version.published_on is not None:
        power.public = version
    power.save(update_fields=["current", "public"])
    titles = version.bases.values_list("title", flat=True)
    index_power(power=power, version=version, bases=titles)


def _add_bases(version: PowerVersion, bases: Sequence[BasisDraft]) -> None:
    rows = []
    for position, basis in enumerate(bases):
        statute = find_statute(title=basis.title, number=basis.number, on=version.valid_from)
        rows.append(
            PowerBasis(
                version=version,
                position=position,
                printed=basis.printed,
                title=basis.title,
                issuer=basis.issuer,
                number=basis.number,
                amendments=[dict(amendment) for amendment in basis.amendments],
                articles=list(basis.articles),
                statute=statute.id if statute else "",
                rank=basis.rank or (statute.rank.value if statute else ""),
                names_receiver=None if basis.names_receiver is None else list(basis.names_receiver),
                allows_entrustment=basis.allows_entrustment,
                in_force_to=basis.in_force_to or (statute.in_force_to if statute else None),
            )
        )
    PowerBasis.objects.bulk_create(rows)


def _wrong_words(draft: PowerDraft) -> list[Reason]:
    reasons = []
    if not draft.name.strip():
        reasons.append(Reason("missing", "请填写事项名称。", "Give the name of the power.", "name"))
    if draft.kind not in {kind.value for kind in PowerKind}:
        reasons.append(Reason("unknown_kind", "请选择权力类型。", "Choose the kind of power.", "kind"))
    for act in draft.acts:
        if act not in {kind.value for kind in ActKind}:
            reasons.append(
                Reason("unknown_act", f"没有“{act}”这种行为。", f"There is no act {act!r}.", "acts")
            )
    return [*reasons, *_too_long(draft)]


def _too_long(draft: PowerDraft) -> list[Reason]:
    texts = [("name", draft.name, 1000), ("code", draft.code, 64), ("code_note", draft.code_note, 300)]
    return [
        Reason("too_long", f"不能超过{longest}字。", f"At most {longest} characters.", field)
        for field, text, longest in texts
        if len(text.strip()) > longest
    ]


def _wrong_basis(basis: BasisDraft, field: str) -> list[Reason]:
    reasons = []
    if not basis.title.strip():
        reasons.append(Reason("missing", "请填写依据名称。", "Give the title of the basis.", field))
    for text, longest in ((basis.title, 300), (basis.issuer, 200), (basis.number, 100)):
        if len(text) > longest:
            zh, en = (
                f"依据的名称、机关或者文号超过{longest}字。",
                f"Title, issuer or number has more than {longest} characters.",
            )
            reasons.append(Reason("too_long", zh, en, field))
    if basis.rank and basis.rank not in {rank.value for rank in Rank}:
        reasons.append(
            Reason("unknown_rank", "请选择依据的效力层级。", "Choose the rank of the basis.", field)
        )
    known = {kind.value for kind in ReceiverKind}
    if any(kind not in known for kind in basis.names_receiver or ()):
        reasons.append(
            Reason("unknown_receiver", "依据所列承接主体种类不明。", "Unknown kind of receiver.", field)
        )
    return reasons
