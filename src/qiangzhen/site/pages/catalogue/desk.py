"""What waits about the catalogue, its figures, and what clerks begin with."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerFilter, count_powers, find_doubtful, list_imports
from qiangzhen.kernel.statutes import Severity
from qiangzhen.ledger.acts import Actor

from ..desk.cards import Card, QuickAction, offer, shows
from ..desk.waiting import Waiting, waits
from .listing import seen_by

_SHOWN = 10

offer(
    QuickAction(
        label=gettext_lazy("Load a published list"),
        url_name="imports",
        icon="upload",
        permission=Permission.IMPORT_LISTS,
    )
)


@waits(Permission.IMPORT_LISTS)
def lists_to_decide(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return uploaded lists that are neither applied nor abandoned."""
    return [
        Waiting(
            title=one.title or one.file_name,
            detail=_("%(pending)s of %(rows)s rows undecided") % {"pending": one.pending, "rows": one.rows}
            if one.pending
            else _("every row is decided; apply the list"),
            link=reverse("import", args=[one.id]),
        )
        for one in list_imports(body_id=seen_by(actor), open_only=True, count=_SHOWN)
    ]


@waits(Permission.PUBLISH_LISTS)
def drafts_to_publish(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return one line when powers have changes the public does not see."""
    count = count_powers(narrowed=PowerFilter(draft=True))
    if not count:
        return []
    title = ngettext("%(n)s power to publish", "%(n)s powers to publish", count) % {"n": count}
    return [
        Waiting(
            title=title, detail=_("the public does not see the changes yet"), link=reverse("powers-publish")
        )
    ]


@waits(Permission.EDIT_POWERS)
def powers_with_faults(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return one line when powers rest on bases that do not carry them."""
    count = len(find_doubtful(on=on, severity=Severity.ERROR, holder_id=seen_by(actor)))
    if not count:
        return []
    title = ngettext("%(n)s power on a faulty basis", "%(n)s powers on faulty bases", count) % {"n": count}
    detail = _("repealed, replaced or too low in rank; mend the basis or end the power")
    return [Waiting(title=title, detail=detail, link=f"{reverse('powers')}?findings=error", state="bad")]


@shows(Permission.READ_CATALOGUE)
def powers_in_all(actor: Actor, on: dt.date) -> Card:
    """Show how many powers the catalogue has, and how many are public."""
    count = count_powers(narrowed=PowerFilter(seen_by=seen_by(actor)))
    public = count_powers(published_only=True)
    return Card(
        figure=str(count),
        what=_("powers in the catalogue"),
        detail=_("%(n)s of them public") % {"n": public},
        link=reverse("powers"),
    )
