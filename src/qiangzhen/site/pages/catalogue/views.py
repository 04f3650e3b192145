"""Show lists of powers, one power, and what changed between two of its versions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.bases import findings_on
from qiangzhen.catalogue.queries import (
    BasisView,
    PowerView,
    count_powers,
    get_power,
    list_powers,
    list_versions,
    map_memberships,
)
from qiangzhen.kernel.statutes import Finding
from qiangzhen.ledger.queries import list_entries
from qiangzhen.site.acts import or_404

from .listing import COLUMNS, filter_of, narrowed_by, seen_by
from .sections import render_sections
from .showing import lines_of

_PAGE = 50
_SHOWN_FIELDS: dict[str, Promise] = {
    "name": _("Name"),
    "kind": _("Kind"),
    "holder": _("Holder"),
    "acts": _("Acts"),
    "bases": _("Legal bases"),
    "responsibilities": _("Responsibilities"),
    "accountability": _("Grounds for accountability"),
    "statutory_limit": _("Statutory time limit"),
    "promised_limit": _("Promised time limit"),
    "restricts_liberty": _("Restricts personal liberty"),
    "reserved_to_county_or_above": _("Reserved to the county or above"),
    "follows_penalty_power": _("Follows the power to penalise"),
    "certainty": _("Certainty"),
    "note": _("Remarks"),
    "valid_from": _("In force from"),
    "valid_to": _("Ends on"),
    "published_on": _("Published on"),
}
assert set(_SHOWN_FIELDS) <= {field.name for field in fields(PowerView)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """A basis with what the register finds about it today."""

    basis: BasisView
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field in two versions, as lines of text."""

    label: Promise
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.before != self.after


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_powers(request: ActorRequest) -> HttpResponse:
    """Show powers by code, narrowed as the address says."""
    form = filter_of(request)
    if not form.is_valid():
        return render(request, "catalogue/powers.html", {"form": form, "rows": [], "total": 0}, status=400)
    narrowed = narrowed_by(form, actor=request.actor)
    powers = list_powers(narrowed=narrowed, after=form.cleaned_data["after"], count=_PAGE + 1)
    shown = powers[:_PAGE]
    members = map_memberships(power_ids=[power.id for power in shown])
    today = timezone.localdate()
    facts = {
        "form": form,
        "columns": form.chosen_columns,
        "column_names": [(key, COLUMNS[key]) for key in form.chosen_columns],
        "rows": [(power, members.get(power.id, ()), _gravest(power, today)) for power in shown],
        "total": count_powers(narrowed=narrowed),
        "after": shown[-1].code if len(powers) > _PAGE else None,
        "is_narrowed": any(
            form.cleaned_data[name] for name in ("q", "kind", "holder", "state", "guiding", "findings")
        ),
    }
    return render(request, "catalogue/powers.html", facts)


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_power(request: ActorRequest, power_id: uuid.UUID) -> HttpResponse:
    """Show one power: what it is, what it rests on, its duties, its versions, and what other subjects add."""
    power = or_404(get_power, power_id=power_id, seen_by=seen_by(request.actor))
    today = timezone.localdate()
    together, lines = judged_bases(power, today)
    owns = request.actor.county_wide or request.actor.body_id == power.holder_id
    facts = {
        "power": power,
        "bases": lines,
        "together": together,
        "memberships": map_memberships(power_ids=[power_id]).get(power_id, ()),
        "versions": _versions(request, power),
        "parts": render_sections(power, request),
        "may_edit": owns and Permission.EDIT_POWERS in request.actor.permissions,
        "has_ended": power.valid_to is not None and power.valid_to <= today,
        "lines": list_entries(subject_id=power_id, limit=10)
        if Permission.READ_LEDGER in request.actor.permissions
        else [],
    }
    return render(request, "catalogue/power.html", facts)


@requires(Permission.READ_CATALOGUE)
@require_safe
def compare(request: ActorRequest, power_id: uuid.UUID) -> HttpResponse:
    """Show two versions of a power field by field; without a choice the newest two."""
    power = or_404(get_power, power_id=power_id, seen_by=seen_by(request.actor))
    versions = {version.version: version for version in _versions(request, power)}
    numbers = sorted(versions)
    after = _chosen(request, "after", numbers, numbers[-1])
    before = _chosen(request, "before", numbers, max([n for n in numbers if n < after], default=after))
    changes = [
        FieldChange(
            label=label, before=lines_of(versions[before], name), after=lines_of(versions[after], name)
        )
        for name, label in _SHOWN_FIELDS.items()
    ]
    facts = {
        "power": power,
        "versions": versions.values(),
        "before": before,
        "after": after,
        "changes": changes,
    }
    return render(request, "catalogue/versions.html", facts)


def judged_bases(power: PowerView, on: dt.date) -> tuple[tuple[Finding, ...], list[BasisLine]]:
    """Return the findings on all bases together, and each basis with its own."""
    everything = findings_on(printed=[basis.printed for basis in power.bases], kind=power.kind, on=on)
    lines = []
    told: set[tuple[str, str]] = set()
    for basis in power.bases:
        own = [finding for finding in everything if _is_about(finding, basis, power.kind, on)]
        told |= {(finding.code, finding.text.zh) for finding in own}
        lines.append(BasisLine(basis=basis, findings=tuple(own)))
    together = tuple(finding for finding in everything if (finding.code, finding.text.zh) not in told)
    return together, lines


def _is_about(finding: Finding, basis: BasisView, kind: str, on: dt.date) -> bool:
    own = findings_on(printed=[basis.printed], kind=kind, on=on)
    return any(
        one.code == finding.code and one.text.zh == finding.text.zh
        for one in own
        if one.code != "no_founding_basis"
    )


def _gravest(power: PowerView, on: dt.date) -> str:
    found = findings_on(printed=[basis.printed for basis in power.bases], kind=power.kind, on=on)
    severities = {finding.severity.value for finding in found}
    return next((severity for severity in ("error", "warning") if severity in severities), "")


def _versions(request: ActorRequest, power: PowerView) -> Sequence[PowerView]:
    """Return the versions the post may see: of another body's power only what was published."""
    versions = list_versions(power_id=power.id)
    body = seen_by(request.actor)
    if body is None or body == power.holder_id:
        return versions
    return [version for version in versions if version.published_on is not None]


def _chosen(request: ActorRequest, name: str, numbers: Sequence[int], usual: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return usual
    if not text.isdecimal() or int(text) not in numbers:
        raise Http404
    return int(text)
