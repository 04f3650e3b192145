"""Answer the question: for each of the six modes, may this power go down to this receiver on this day?"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator

from qiangzhen.kernel.lawdata import Certainty

from .._vocabulary import Mode, Text
from ._answer import Demand, Finding, Outcome, Reason, Way, WaysDown
from ._floor import Floor
from ._pack import ApprovalStep, Pack, Span
from ._question import Facts, Giver, Matter, Question, Receiver
from ._rules import Effect, Rule
from ._unknowns import find_unknown
from ._weighing import Verdict, Weighed, judge, weigh


def ways_down(
    *,
    matter: Matter,
    receiver: Receiver,
    facts: Facts | None = None,
    pack: Pack,
    on: dt.date,
    giver: Giver | None = None,
) -> WaysDown:
    """Return for every mode whether the matter may go down in it on that day, and all that follows.

    The national floor, the province's (or city's) and the county's rules are asked
    together; a lower layer can only narrow. What is left out of the question counts as
    not known: it never permits, and ``unknown`` says what it would change.
    """
    question = Question(
        on=on, matter=matter, receiver=receiver, giver=giver or Giver(), facts=facts or Facts()
    )
    truths = weigh(question=question, pack=pack)
    verdicts = {mode: judge(mode=mode, truths=truths, pack=pack) for mode in Mode}
    ways = {mode: _way(verdict, verdicts=verdicts, pack=pack, on=on) for mode, verdict in verdicts.items()}
    known = {mode: verdict.outcome for mode, verdict in verdicts.items()}
    findings = (*_findings_of_rules(verdicts), *_superior_conflicts(verdicts, pack), *_choices(known, pack))
    return WaysDown(ways, findings, find_unknown(question=question, pack=pack, known=known, truths=truths))


def _way(verdict: Verdict, *, verdicts: dict[Mode, Verdict], pack: Pack, on: dt.date) -> Way:
    mode, forbidden = verdict.mode, verdict.outcome is Outcome.FORBID
    demanding = [w.rule for w in verdict.weighed if w.rule.effect is not Effect.FORBID and not forbidden]
    filing = tuple(_demands(demanding, "filing", pack.floor))
    evaluation = None if forbidden else pack.evaluation_cycle(mode)
    return Way(
        mode=mode,
        outcome=verdict.outcome,
        reasons=_reasons(verdict, pack),
        conditions=() if forbidden else _conditions(verdict, pack.floor),
        remedies=_remedies(verdict, verdicts, pack.floor) if forbidden else (),
        papers=tuple(_demands(demanding, "papers", pack.floor)),
        publication=tuple(_demands(demanding, "publication", pack.floor)),
        filing=filing,
        filing_period=pack.filing_period() if filing else None,
        reviews=tuple(_demands(demanding, "reviewers", pack.floor)),
        approval_chain=() if forbidden else _approvals(pack, on),
        frame=pack.floor.frames[mode],
        local_liability=pack.local_liability(mode),
        term=pack.entrustment_term() if mode is Mode.ENTRUSTMENT and not forbidden else None,
        evaluation=evaluation,
        evaluation_due_on=_months_after(on, evaluation),
        handover_rule=None if forbidden or not pack.floor.frames[mode].exclusive else pack.handover_rule(),
    )


def _approvals(pack: Pack, on: dt.date) -> tuple[ApprovalStep, ...]:
    """Return the steps of approval from the county upward, each body as it is called on the day."""
    steps = (step for layer in pack.upward for step in layer.approval_chain)
    return tuple(dataclasses.replace(step, role=pack.role_named(step.role, on=on)) for step in steps)


def _reason(rule: Rule, text: Text | None = None, unknown: Iterable[str] = ()) -> Reason:
    return Reason(rule.number, rule.source, text or rule.says, rule.certainty, tuple(sorted(unknown)))


def _reasons(verdict: Verdict, pack: Pack) -> tuple[Reason, ...]:
    """Return every rule that made the outcome: what forbids, or what permits and what holds it back."""
    if verdict.outcome is Outcome.FORBID:
        counted = verdict.of(Effect.FORBID, sure=True)
        return tuple(_reason(w.rule) for w in counted) or (_reason(verdict.last_word),)
    floor = pack.layers[0].name
    counted = tuple(w for w in verdict.of(Effect.PERMIT) if w.applies or w.rule.layer == floor)
    if verdict.outcome is Outcome.CONDITIONAL:
        counted = (*counted, *verdict.of(Effect.FORBID), *verdict.of(Effect.CONDITION))
    return tuple(_reason(w.rule, unknown=w.truth.unknown) for w in counted)


def _conditions(verdict: Verdict, floor: Floor) -> tuple[Reason, ...]:
    """Return what has to be fulfilled or found out before the way is open."""
    waiting = [
        *verdict.of(Effect.CONDITION),
        *verdict.of(Effect.FORBID, sure=False),
        *(w for w in verdict.of(Effect.PERMIT, sure=False) if w.rule.layer == verdict.last_word.layer),
    ]
    return tuple(_condition(w, floor) for w in waiting)


def _condition(weighed: Weighed, floor: Floor) -> Reason:
    rule, unknown = weighed.rule, sorted(weighed.truth.unknown)
    if weighed.applies:
        return _reason(rule)
    labels = [floor.field_label(field) for field in unknown]
    names_zh = "、".join(dict.fromkeys(label.zh for label in labels))
    names_en = "; ".join(dict.fromkeys(label.en for label in labels))
    if rule.effect is Effect.PERMIT:
        zh, en = (
            f"须先查明：{names_zh}。查明属于以下情形的，方可办理：",
            f"First find out {names_en}. Open only if: ",
        )
    else:
        zh, en = (
            f"须先查明：{names_zh}。查明属于以下情形的，按其处理：",
            f"First find out {names_en}. If it is so: ",
        )
    return _reason(rule, Text(zh + rule.says.zh, en + rule.says.en), unknown)


def _remedies(verdict: Verdict, verdicts: dict[Mode, Verdict], floor: Floor) -> tuple[Text, ...]:
    """Return what the clerk can do instead: each rule's own advice, and the ways that are open."""
    advice = [w.rule.remedy for w in verdict.of(Effect.FORBID, sure=True) if w.rule.remedy]
    open_ways = [other for other in verdicts.values() if other.outcome is not Outcome.FORBID]
    if open_ways:
        zh, en = (
            "、".join(_open_way(o, floor).zh for o in open_ways),
            ", ".join(_open_way(o, floor).en for o in open_ways),
        )
        advice.append(Text(f"可以改用：{zh}。", f"Open instead: {en}."))
    elif not advice:
        advice.append(
            Text(
                "其他方式也不适用，权力留在现行实施主体；请商县级司法行政部门。",
                "No other way is open and the power stays with its holder; consult the county justice bureau.",
            )
        )
    return tuple(dict.fromkeys(advice))


def _open_way(verdict: Verdict, floor: Floor) -> Text:
    name = floor.frames[verdict.mode].name
    if verdict.outcome is Outcome.PERMIT:
        return name
    return Text(f"{name.zh}（附条件）", f"{name.en} (on conditions)")


def _demands(rules: Iterable[Rule], part: str, floor: Floor) -> Iterator[Demand]:
    """Yield what the rules ask for, once each: under the nearest layer's own source where several ask."""
    asking = {code: rule for rule in rules for code in getattr(rule, part)}
    for code, rule in asking.items():
        yield Demand(code, getattr(floor, part)[code], rule.number, rule.source, rule.certainty)


def _months_after(on: dt.date, cycle: Span | None) -> dt.date | None:
    """Return the day a cycle of months after ``on`` is due; the last of the month where that day is missing."""
    if cycle is None or cycle.amount is None:
        return None
    year, month = divmod(on.year * 12 + on.month - 1 + cycle.amount, 12)
    if year > dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def _findings_of_rules(verdicts: dict[Mode, Verdict]) -> Iterator[Finding]:
    """Yield one finding for every applying rule that carries one, with the modes it concerns."""
    modes: dict[Rule, list[Mode]] = {}
    for mode, verdict in verdicts.items():
        closed = verdict.outcome is Outcome.FORBID
        for w in verdict.weighed:
            beside_the_point = closed and (w.rule.effect is Effect.CONDITION or w.rule.only_of_open_ways)
            if w.applies and w.rule.finding and not beside_the_point:
                modes.setdefault(w.rule, []).append(mode)
    for rule, concerned in modes.items():
        code = rule.finding or rule.number
        yield Finding(code, rule.says, (rule.number,), (rule.source,), tuple(concerned), rule.certainty)


def _superior_conflicts(verdicts: dict[Mode, Verdict], pack: Pack) -> Iterator[Finding]:
    """Yield 上位法冲突 wherever a document permits what a layer above it forbids, quoting both."""
    order = {layer.name: place for place, layer in enumerate(pack.layers)}
    for mode, verdict in verdicts.items():
        if verdict.outcome is not Outcome.FORBID:
            continue
        opened = any(w.rule.layer == pack.layers[0].name for w in verdict.of(Effect.PERMIT))
        above_all = () if opened else (verdict.last_word,)
        contrary = (w.rule for w in verdict.of(Effect.FORBID, sure=True) if not w.rule.turns_on_case)
        forbids = (*contrary, *above_all)
        for permit in verdict.of(Effect.PERMIT, sure=True):
            superior = next((f for f in forbids if order[f.layer] < order[permit.rule.layer]), None)
            if superior is not None:
                yield _conflict(mode, lower=permit.rule, upper=superior, pack=pack)


def _conflict(mode: Mode, *, lower: Rule, upper: Rule, pack: Pack) -> Finding:
    name = pack.floor.frames[mode].name
    text = Text(
        f"上位法冲突（{name.zh}）：下位规定“{lower.says.zh}”（{lower.number}）与上位规定“{upper.says.zh}”"
        f"（{upper.number}）不一致，按上位规定处理，不得以该方式下放。请提请清理下位规定。",
        f"Conflict with superior law ({name.en}): the lower rule, “{lower.says.en}” ({lower.number}), permits what "
        f"the upper forbids, “{upper.says.en}” ({upper.number}). The upper rule holds; propose that the lower be mended.",
    )
    certainty = (
        Certainty.VERIFIED if lower.certainty is upper.certainty is Certainty.VERIFIED else upper.certainty
    )
    rules, sources = (lower.number, upper.number), (lower.source, upper.source)
    return Finding("superior_law_conflict", text, rules, sources, (mode,), certainty)


def _choices(known: dict[Mode, Outcome], pack: Pack) -> Iterator[Finding]:
    """Yield the local rule of choice where both of the modes it stands between are open."""
    for layer in pack.layers:
        for choice in layer.mode_choices:
            if all(known[mode] is not Outcome.FORBID for mode in choice.between):
                yield Finding(
                    "mode_choice", choice.says, (), (choice.source,), choice.between, choice.certainty
                )
