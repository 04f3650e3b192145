"""The chain of power as the public pages show it: act, mandate, paper, article of law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import pgettext

from qiangzhen.catalogue.queries import BasisView, PowerView
from qiangzhen.county import law
from qiangzhen.kernel.authority import Granted, Mode, Refused
from qiangzhen.kernel.authority.exercise import ActKind, MandateState
from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import printed_article
from qiangzhen.portal.queries import PublicMandate, act_names
from qiangzhen.site.chain import ChainNode, Link, Stands
from qiangzhen.site.templatetags.qiangzhen import day, enumerated, told


def mode_name(mode: str) -> str:
    """Return what a way down is called."""
    return told(law.packs().floor.frames[Mode(mode)].name)


def chain_of_power(
    *, power: PowerView, mandate: PublicMandate | None, link: Callable[[], str], today: dt.date
) -> list[ChainNode]:
    """Return the chain of a power as it is exercised today: under a mandate, or by its holder."""
    acts = enumerated(told(act_names()[ActKind(act)]) for act in power.acts)
    node = ChainNode(what=Link.ACT, title=acts, detail=power.name)
    if mandate is None:
        held = ChainNode(
            what=Link.MANDATE,
            title=pgettext("portal", "Held by law"),
            detail=power.holder,
        )
        paper = ChainNode(
            what=Link.INSTRUMENT,
            title=pgettext("portal", "No paper is needed"),
            detail=pgettext("portal", "The law itself gives the power to this body."),
        )
    else:
        stands = mandate.state == MandateState.GRANTED.value
        held = ChainNode(
            what=Link.MANDATE,
            title=f"{mode_name(mandate.mode)} · {mandate.holder}",
            detail=_since(mandate.valid_from),
            stands=Stands.HOLDS if stands else Stands.BREAKS,
            reason="" if stands else pgettext("portal", "Not exercised there at present."),
            competent="" if stands else mandate.giver,
        )
        paper = _paper(
            mandate.paper, mandate.paper_number, mandate.paper_published_on, mandate.paper_certainty
        )
    return [node, held, paper, _article(power.bases, today)]


def chain_of_answer(
    *,
    act: str,
    power: PowerView,
    answer: Granted | Refused,
    body: str,
    competent: str,
    link: str,
    today: dt.date,
) -> list[ChainNode]:
    """Return the chain of an answer: whole where it is granted, broken at the mandate where it is refused."""
    title = told(act_names()[ActKind(act)])
    if isinstance(answer, Refused):
        reason = " ".join(told(one.text) for one in answer.reasons)
        return [
            ChainNode(what=Link.ACT, title=title, detail=power.name, link=link),
            ChainNode(
                what=Link.MANDATE, title=body, stands=Stands.BREAKS, reason=reason, competent=competent
            ),
            ChainNode(
                what=Link.INSTRUMENT, title=pgettext("portal", "None that covers this"), stands=Stands.UNKNOWN
            ),
            _article(power.bases, answer.question.on),
        ]
    mandate, paper = answer.mandate, answer.instrument
    return [
        ChainNode(what=Link.ACT, title=title, detail=power.name, link=link),
        ChainNode(
            what=Link.MANDATE,
            title=mode_name(mandate.mode.value) if mandate else pgettext("portal", "Held by law"),
            detail=f"{body} · {_since(mandate.valid_from)}" if mandate else body,
        ),
        _paper(paper.title, paper.number or "", mandate.published_on, None)
        if paper and mandate
        else ChainNode(
            what=Link.INSTRUMENT,
            title=pgettext("portal", "No paper is needed"),
            detail=pgettext("portal", "The law itself gives the power to this body."),
        ),
        ChainNode(
            what=Link.ARTICLE,
            title=answer.bases[0].citation,
            detail=pgettext("portal", "and %(n)s more") % {"n": len(answer.bases) - 1}
            if len(answer.bases) > 1
            else "",
        ),
    ]


def _since(on: dt.date) -> str:
    return pgettext("portal", "since %(day)s") % {"day": day(on)}


def _paper(title: str, number: str, published_on: dt.date | None, certainty: str | None) -> ChainNode:
    published = pgettext("portal", "published on %(day)s") % {"day": day(published_on)}
    return ChainNode(
        what=Link.INSTRUMENT,
        title=f"《{title}》",
        detail=f"{number} {published}".strip(),
        certain=certainty is None or certainty == Certainty.VERIFIED.value,
    )


def _article(bases: tuple[BasisView, ...], on: dt.date) -> ChainNode:
    """Return the first basis in force on a day; the chain breaks where there is none."""
    standing = [basis for basis in bases if basis.in_force_to is None or basis.in_force_to > on]
    if not standing:
        return ChainNode(
            what=Link.ARTICLE,
            title=pgettext("portal", "No basis is in force"),
            stands=Stands.BREAKS,
            reason=pgettext("portal", "None of the provisions the power rests on is in force."),
        )
    basis = standing[0]
    known = law.statutes().statutes.get(basis.statute) if basis.statute else None
    return ChainNode(
        what=Link.ARTICLE,
        title=f"《{basis.title}》" + "、".join(printed_article(article) for article in basis.articles),
        detail=pgettext("portal", "and %(n)s more") % {"n": len(standing) - 1} if len(standing) > 1 else "",
        certain=known is not None and known.certainty is Certainty.VERIFIED,
    )
