"""The answer of ways down as a reply a clerk can copy, in Chinese or in English."""

from __future__ import annotations

import datetime as dt

from qiangzhen.county import law
from qiangzhen.kernel.authority import Mode, Outcome, Text
from qiangzhen.mandates.weighing import Weighed
from qiangzhen.site.templatetags.mandate_words import source_name

_OUTCOMES = {
    Outcome.PERMIT: Text("可以", "open"),
    Outcome.CONDITIONAL: Text("附条件可以", "open on conditions"),
    Outcome.FORBID: Text("不可以", "closed"),
}


def reply_of(weighed: Weighed, *, on: dt.date, language: str) -> str:
    """Return the whole answer in plain sentences, one paragraph a way."""
    english = language == "en"

    def say(text: Text) -> str:
        return text.en if english else text.zh

    if english:
        lines = [f"{weighed.power.name} ({weighed.power.code}), to {weighed.receiver}, on {on}:"]
    else:
        lines = [
            f"关于“{weighed.power.name}”（{weighed.power.code}）能否下放至{weighed.receiver}（{on.isoformat()}）："
        ]
    for number, mode in enumerate(Mode, start=1):
        way = weighed.answer.ways[mode]
        said = [*way.conditions] if way.outcome is Outcome.CONDITIONAL else [*way.reasons]
        reasons = [f"{say(reason.text)}（{source_name(reason.source)}）" for reason in said]
        reasons += [say(remedy) for remedy in way.remedies]
        name = law.packs().floor.frames[mode].name
        separator, stop = ("; ", ": ") if english else ("", "：")
        lines.append(f"{number}. {say(name)}{stop}{say(_OUTCOMES[way.outcome])}。 {separator.join(reasons)}")
    lines += [say(finding.text) for finding in weighed.answer.findings]
    return "\n".join(lines)
