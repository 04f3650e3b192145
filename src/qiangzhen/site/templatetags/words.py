"""Closed vocabularies in the reader's language: {% load words %} {{ line.kind|act_kind }}."""

from __future__ import annotations

from django import template

from qiangzhen.site.words import ACTS, BODY_KINDS, CERTIFICATES, PARTICULARS, PLACE_KINDS, ROLES

register = template.Library()


@register.filter
def act_kind(kind: str) -> str:
    """Return what an act of this kind is called; the kind itself where no page has named it."""
    return str(ACTS.get(kind, kind))


@register.filter
def particular(name: str) -> str:
    """Return what a particular of an act is called."""
    return str(PARTICULARS.get(name, name))


@register.filter
def place_kind(kind: str) -> str:
    return str(PLACE_KINDS[kind])


@register.filter
def body_kind(kind: str) -> str:
    return str(BODY_KINDS[kind])


@register.filter
def role_name(role: str) -> str:
    return str(ROLES[role])


@register.filter
def certificate_kind(kind: str) -> str:
    return str(CERTIFICATES[kind])
