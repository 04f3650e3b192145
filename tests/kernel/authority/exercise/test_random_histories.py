"""The register and the columns against a list scan written from the definitions, on random histories."""

import datetime as dt
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from qiangzhen.kernel.authority import exercise as ex
from qiangzhen.kernel.authority._vocabulary import Mode
from qiangzhen.kernel.statutes import PowerKind

from .county import RULES

C = "220105"
BODIES = ["b1", "b2", "dept"]
POWERS = ["p1", "p2"]
PLACES = [C, "t1", "t2", "v1", "v2"]
START = dt.date(2026, 1, 1)
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

days = st.integers(0, 8).map(lambda n: START + dt.timedelta(days=n))
instants = st.integers(0, 5).map(lambda n: EPOCH + dt.timedelta(hours=n, microseconds=n))
ids = st.uuids(version=4).map(str)
acts = st.sampled_from([ex.ActKind.INSPECT, ex.ActKind.PENALISE])
circumstances = st.frozensets(st.sampled_from(list(ex.Circumstance)), max_size=2)


def spans(points: st.SearchStrategy) -> st.SearchStrategy:
    """Half-open spans, a third of them without end."""
    return st.tuples(points, st.none() | points | points).filter(lambda s: s[1] is None or s[0] < s[1])


@st.composite
def mandate_records(draw) -> ex.MandateRecord:
    id_ = draw(ids)
    valid, recorded = draw(spans(days)), draw(spans(instants))
    return ex.MandateRecord(
        id=id_,
        line=draw(st.just(id_) | st.sampled_from(["00000000-0000-4000-8000-00000000000" + n for n in "12"])),
        county=C,
        power=draw(st.sampled_from(POWERS)),
        body=draw(st.sampled_from(BODIES)),
        giver="dept",
        mode=draw(st.sampled_from(list(Mode))),
        acts=draw(st.frozensets(acts, min_size=1)),
        area=draw(st.none() | st.sampled_from(PLACES)),
        valid_from=valid[0],
        valid_to=valid[1],
        recorded_from=recorded[0],
        recorded_to=recorded[1],
        state=draw(st.sampled_from([ex.MandateState.GRANTED, *ex.MandateState])),
        granted_by="i1",
        stated_by=draw(st.sampled_from(["i1", "i2"])),
        published_on=draw(st.just(START) | st.none() | days),
        exclusive=draw(st.booleans()),
        reserved=draw(st.just(frozenset()) | circumstances),
        withdrawn=draw(st.booleans()) if valid[1] else False,
    )


@st.composite
def operated_histories(draw) -> list[ex.MandateRecord]:
    """What clerks do: grant, then suspend, take over, correct, withdraw and grant again, each closing what was known."""
    records: list[ex.MandateRecord] = []
    for number in range(draw(st.integers(0, 3))):
        grant = draw(mandate_records())
        line = str(uuid.UUID(int=1000 + number))
        known = EPOCH + dt.timedelta(hours=draw(st.integers(0, 2)))
        versions = [{"valid_from": grant.valid_from, "valid_to": None, "state": ex.MandateState.GRANTED}]
        for _ in range(draw(st.integers(1, 4))):
            following = known + dt.timedelta(hours=draw(st.integers(1, 2)))
            records += _written(grant, line, versions, known, following, len(records))
            on = draw(days)
            act = draw(st.sampled_from(["withdraw", "suspend", "take_over", "correct", "resume"]))
            versions = _operated(versions, act, on)
            known = following
        records += _written(grant, line, versions, known, None, len(records))
    return records


def _operated(versions: list[dict], act: str, on: dt.date) -> list[dict]:
    """Return the versions of a mandate after an operation that takes effect on a day, which may be long past."""
    if act == "correct":
        return [{"valid_from": on, "valid_to": None, "state": ex.MandateState.GRANTED}]
    kept = [
        {**version, "valid_to": min(version["valid_to"] or dt.date.max, on)}
        for version in versions
        if version["valid_from"] < on
    ]
    if act == "withdraw":
        return [*kept[:-1], *({**version, "withdrawn": True} for version in kept[-1:])]
    states = {
        "suspend": ex.MandateState.SUSPENDED,
        "take_over": ex.MandateState.TAKEN_OVER,
        "resume": ex.MandateState.GRANTED,
    }
    return [*kept, {"valid_from": on, "valid_to": None, "state": states[act]}]


def _written(grant, line, versions, known, until, offset) -> list[ex.MandateRecord]:
    return [
        ex.MandateRecord(
            **{
                **{field: getattr(grant, field) for field in grant.__slots__},
                "withdrawn": False,
                **version,
                "id": str(uuid.UUID(int=2000 + offset + position)),
                "line": line,
                "recorded_from": known,
                "recorded_to": until,
            }
        )
        for position, version in enumerate(versions)
    ]


@st.composite
def power_records(draw) -> list[ex.PowerRecord]:
    powers = []
    for code in POWERS:
        edge = draw(st.none() | days)
        for span in [(None, edge), (edge, None)] if edge else [(None, None)]:
            bases = draw(st.lists(spans(days), max_size=2)) if draw(st.booleans()) else [(START, None)]
            powers.append(
                ex.PowerRecord(
                    C, code, code, draw(st.sampled_from(list(PowerKind))), draw(st.sampled_from(BODIES)),
                    span[0] or START - dt.timedelta(days=draw(st.sampled_from([9, -2]))), span[1],
                    tuple(ex.BasisRecord("法", *basis) for basis in bases),
                )
            )  # fmt: skip
    return [p for p in powers if p.in_force_to is None or p.in_force_from < p.in_force_to]


@st.composite
def counties(draw) -> dict:
    edge = draw(days)
    parents = draw(st.tuples(*[st.sampled_from(["t1", "t2"])] * 2))
    powers = draw(power_records().filter(lambda ps: {p.code for p in ps} == set(POWERS)))
    return {
        "bodies": [ex.BodyRecord(C, code, code) for code in BODIES],
        "places": [
            ex.PlaceRecord(C, C, "县", None, START - dt.timedelta(days=9)),
            ex.PlaceRecord(C, "t1", "一镇", C, START),
            ex.PlaceRecord(C, "t2", "二镇", C, START, draw(st.none() | days.filter(lambda d: d > START))),
            ex.PlaceRecord(C, "v1", "一村", parents[0], START - dt.timedelta(days=9), edge),
            ex.PlaceRecord(C, "v1", "一村", parents[1], edge),
            ex.PlaceRecord(C, "v2", "二村", "t2", START),
        ],
        "powers": powers,
        "instruments": [ex.InstrumentRecord(i, i, None, "县政府", START) for i in ("i1", "i2")],
        "mandates": draw(st.lists(mandate_records(), max_size=5) | operated_histories()),
    }


questions = st.builds(
    ex.Question,
    county=st.just(C) | st.just(C) | st.just("other"),
    body=st.sampled_from([*BODIES, *BODIES, "ghost"]),
    power=st.sampled_from([*POWERS, *POWERS, "ghost"]),
    act=acts,
    on=days,
    known_at=instants,
    place=st.sampled_from([*PLACES, "ghost"]),
    circumstances=st.just(frozenset()) | circumstances,
)


def replay(q: ex.Question, county: dict) -> tuple[bool, set[str], set[str]]:
    """Answer by scanning the lists: whether granted, else the reasons and who is competent."""
    if q.county != C:
        return False, {"unknown_county"}, set()

    def within(start, point, end):
        return point >= start and not (end is not None and point >= end)

    above, place = [], q.place
    while True:
        here = [p for p in county["places"] if p.code == place and within(p.valid_from, q.on, p.valid_to)]
        if not here:
            break
        above.append(place)
        place = here[0].parent
    versions = [p for p in county["powers"] if p.code == q.power]
    current = [p for p in versions if within(p.in_force_from, q.on, p.in_force_to)]
    founded = [b for p in current for b in p.bases if within(b.in_force_from, q.on, b.in_force_to)]
    holders = {p.holder for p in (current or versions)}
    of_power = [m for m in county["mandates"] if m.power == q.power]

    def lacks(m):
        found = {"suspended", "taken_over"} & {m.state.value}
        if q.act not in m.acts:
            found.add("act_not_covered")
        if above and m.area and m.area not in above:
            found.add("outside_area")
        if [c for c in q.circumstances if c in m.reserved]:
            found.add("reserved_matter")
        if not (m.published_on and m.published_on <= q.on):
            found.add("not_published")
        return found

    def known(m):
        return within(m.recorded_from, q.known_at, m.recorded_to)

    def live(m):
        return within(m.valid_from, q.on, m.valid_to)

    def holds(body):
        return any(m.body == body and known(m) and live(m) and not lacks(m) for m in of_power)

    def barred(body):
        return bool(above) and any(
            m.body != body and m.exclusive and known(m) and live(m) and not lacks(m) for m in of_power
        )

    reasons = set()
    if q.body not in BODIES:
        reasons.add("unknown_body")
    if not versions:
        reasons.add("unknown_power")
    if not above:
        reasons.add("unknown_place")
    if current and not founded:
        reasons.add("basis_fallen")
    if not current:
        reasons |= {"not_yet_in_force" if q.on < p.in_force_from else "ended" for p in versions}
    can = holds(q.body) or (q.body in holders and not barred(q.body))
    if can and not reasons:
        return True, set(), set()
    if not holds(q.body) and not {"unknown_body", "unknown_power"} & reasons:
        mine = [m for m in of_power if m.body == q.body]
        visible = [m for m in mine if known(m)]
        later = [m for m in mine if m.recorded_from > q.known_at and live(m) and not lacks(m)]
        if later:
            reasons.add("not_known_then")
        if not later and not visible and q.body not in holders:
            reasons.add("no_mandate")
        for m in visible:
            if live(m):
                reasons |= lacks(m)
            elif not any(live(other) for other in visible if other.line == m.line):
                if q.on < m.valid_from:
                    reasons.add("not_yet_in_force")
                else:
                    reasons.add("withdrawn" if m.withdrawn else "ended")
        if q.body in holders and barred(q.body):
            reasons.add("exclusive_elsewhere")
    if not founded:
        return False, reasons, set()
    if not above:
        return False, reasons, holders
    others = {b for b in BODIES if holds(b)} | {h for h in holders if not barred(h)}
    return False, reasons, others


class TestRandomHistories:
    @settings(max_examples=100, deadline=None)
    @given(counties(), st.lists(questions, min_size=1, max_size=6))
    def test_are_answered_as_a_scan_of_the_lists_answers_them(self, county, asked):
        register = ex.Register(**county)
        for question in asked:
            answer = ex.may(question, register, rules=RULES)
            granted, reasons, others = replay(question, county)
            assert isinstance(answer, ex.Granted) == granted
            if isinstance(answer, ex.Refused):
                assert {reason.code.value for reason in answer.reasons} == reasons
                assert {body.body for body in answer.competent} == others
                assert reasons
                if others:
                    assert all(c.because.zh and c.because.en for c in answer.competent)

    @settings(max_examples=100, deadline=None)
    @given(counties(), st.lists(questions, min_size=1, max_size=6))
    def test_are_answered_by_the_columns_as_by_the_records(self, county, asked):
        register, compact = ex.Register(**county), ex.CompactRegister()
        compact.add(**county)
        for question in asked:
            plain, number = ex.may(question, register, rules=RULES), compact.answer(question)
            assert compact.may(question, rules=RULES) == plain
            if isinstance(plain, ex.Refused):
                assert number < 0
                assert ex.reasons_in(number) == {reason.code for reason in plain.reasons}
            elif plain.mandate is None:
                assert number == ex.BY_LAW
            else:
                assert compact.counties[C].record_id(number) == plain.mandate.id

    @settings(max_examples=60, deadline=None)
    @given(counties(), questions)
    def test_never_leave_a_founded_power_without_a_competent_body(self, county, question):
        answer = ex.may(question, ex.Register(**county), rules=RULES)
        if isinstance(answer, ex.Refused):
            unfounded = {"basis_fallen", "unknown_power", "unknown_county"}
            codes = {reason.code.value for reason in answer.reasons}
            in_force = any(
                p.code == question.power
                and p.in_force_from <= question.on
                and (p.in_force_to is None or question.on < p.in_force_to)
                for p in county["powers"]
            )
            assert bool(answer.competent) == (in_force and not codes & unfounded)
