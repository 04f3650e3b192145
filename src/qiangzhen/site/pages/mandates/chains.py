"""The chain of power of a mandate, and of an answer of ``may``, as ``<c-chain>`` shows it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qiangzhen.catalogue.queries import PowerView
from qiangzhen.kernel.authority import Granted, Refused
from qiangzhen.mandates.queries import MandateView
from qiangzhen.site.chain import ChainNode, Link, Stands
from qiangzhen.site.mandate_words import mode_name
from qiangzhen.site.templatetags.mandate_words import act_names, source_name
from qiangzhen.site.templatetags.qiangzhen import day, told

from .standing import Standing


def chain_of(mandate: MandateView, *, power: PowerView, standing: Standing) -> tuple[ChainNode, ...]:
    """Return act → mandate → instrument → article of a record."""
    fallen = standing.word == _("basis fallen")
    unpublished = standing.word in (_("not published"), _("not yet published"))
    breaks = standing.kind != "good" and not fallen and not unpublished
    return (
        ChainNode(what=Link.ACT, title=act_names(mandate.acts), detail=f"{mandate.holder} · {mandate.area}"),
        ChainNode(
            what=Link.MANDATE,
            title=mode_name(mandate.mode),
            detail=mandate.devolution_code,
            stands=Stands.BREAKS if breaks else Stands.HOLDS,
            reason=f"{standing.word} {standing.why}".strip() if breaks else "",
            competent=mandate.giver if breaks else "",
        ),
        ChainNode(
            what=Link.INSTRUMENT,
            title=mandate.grant_instrument,
            detail=_("published on %(day)s") % {"day": day(mandate.published_on)}
            if mandate.published_on
            else "",
            link=paper_link(mandate),
            stands=Stands.BREAKS if unpublished else Stands.HOLDS,
            reason=standing.why if unpublished else "",
            competent=mandate.giver if unpublished else "",
        ),
        ChainNode(
            what=Link.ARTICLE,
            title="；".join(basis.printed for basis in power.bases) or _("no basis on record"),
            stands=Stands.BREAKS if fallen or not power.bases else Stands.HOLDS,
            reason=standing.why if fallen else "",
            certain=power.certainty == "verified",
        ),
    )


def chain_of_answer(answer: Granted | Refused, *, body: str, power: str, act: str) -> tuple[ChainNode, ...]:
    """Return the chain of a granted answer, or one that breaks with the first reason and who is competent instead."""
    if isinstance(answer, Granted):
        mandate, paper = answer.mandate, answer.instrument
        by_law = _("by law, without a mandate")
        return (
            ChainNode(what=Link.ACT, title=act, detail=f"{body} · {power}"),
            ChainNode(
                what=Link.MANDATE,
                title=mode_name(mandate.mode.value) if mandate else by_law,
                link=reverse("mandate", args=[mandate.line]) if mandate else "",
                detail=day(mandate.valid_from) if mandate else "",
            ),
            ChainNode(
                what=Link.INSTRUMENT,
                title=paper.title if paper else by_law,
                detail=(paper.number or "") if paper else "",
                link=_link("instrument", paper.id) if paper else "",
            ),
            ChainNode(what=Link.ARTICLE, title="；".join(basis.citation for basis in answer.bases)),
        )
    first = answer.reasons[0]
    competent = _competent([other.name for other in answer.competent])
    return (
        ChainNode(what=Link.ACT, title=act, detail=f"{body} · {power}"),
        ChainNode(
            what=Link.MANDATE,
            title=_("no right to act"),
            stands=Stands.BREAKS,
            reason=told(first.text),
            competent=competent,
        ),
        ChainNode(what=Link.INSTRUMENT, title="—", stands=Stands.UNKNOWN),
        ChainNode(
            what=Link.ARTICLE,
            title=source_name(first.rule.source),
            stands=Stands.UNKNOWN,
            certain=first.rule.certainty.value == "verified",
        ),
    )


def paper_link(mandate: MandateView) -> str:
    """Return the address of the page of the granting paper; empty where there is no such page."""
    return _link("instrument", str(mandate.grant_instrument_id))


def _link(name: str, key: str) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def _competent(names: Sequence[str]) -> str:
    return (", " if (get_language() or "").startswith("en") else "、").join(names)
