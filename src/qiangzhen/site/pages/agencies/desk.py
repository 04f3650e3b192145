"""What waits about people: certificates that expire, posts that end."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from qiangzhen.agencies.queries import list_ending_posts, list_expiring_certificates
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Actor
from qiangzhen.site.words import CERTIFICATES

from ..desk.waiting import Waiting, waits

_AHEAD = dt.timedelta(days=60)
"""How early the desk tells; a choice of ours, long enough to renew a certificate."""


@waits(Permission.READ_AGENCIES)
def certificates_to_renew(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return certificates that have expired or soon will, of the actor's body or, county-wide, of all."""
    body_id = None if actor.county_wide else actor.body_id
    return [
        Waiting(
            title=f"{certificate.person_name}：{CERTIFICATES[certificate.kind]}",
            detail=_("has expired; without it no enforcement")
            if certificate.days_left <= 0
            else _("expires soon; renew it in time"),
            link=reverse("person", args=[certificate.person_id]),
            due_on=certificate.expires_on - dt.timedelta(days=1),
            state="bad" if certificate.days_left <= 0 else "warn",
        )
        for certificate in list_expiring_certificates(on=on, before=on + _AHEAD, body_id=body_id)
    ]


@waits(Permission.EDIT_AGENCIES)
def posts_that_end(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return posts that soon end: somebody else must be appointed, or the post given again."""
    return [
        Waiting(
            title=f"{post.person_name}：{post.body_name} {post.title}",
            detail=_("the post ends"),
            link=reverse("person", args=[post.person_id]),
            due_on=post.valid_to - dt.timedelta(days=1) if post.valid_to else None,
        )
        for post in list_ending_posts(on=on, before=on + _AHEAD)
    ]
