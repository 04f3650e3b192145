"""The same decision by other means, each set up as somebody who knows it well would.

All get the records and the questions as numbers beforehand, like the columns do, and
all need only say which mandate grants, or that none does; the columns also say why not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from qiangzhen.kernel.authority import exercise as ex

Rows = Iterable[ex.MandateRecord]
Answering = Callable[[Any], str | None]
"""From a question in the rival's own form to the id of the granting record, or None."""

_ACT = {act: 1 << position for position, act in enumerate(ex.ActKind)}
_EVER = 10**7


def _day(day: Any) -> int:
    return _EVER if day is None else int(day.toordinal())


def _moment(instant: Any) -> int:
    return 2**62 if instant is None else int(instant.timestamp() * 1_000_000)


def _cell(record: ex.MandateRecord | ex.Question) -> tuple[int, int, int]:
    """Return county, body and power as numbers: they are parts of the invented codes."""
    return int(record.county), int(record.body[6:]), int(record.power[7:])


def _area(code: str | None) -> int:
    return 0 if code is None else int(code)


def _above(place: str) -> tuple[int, int, int]:
    return int(place), int(place[:8]), int(place[:6])


def _founded(powers: Iterable[ex.PowerRecord]) -> Iterator[tuple[int, int, int, int]]:
    for power in powers:
        for basis in power.bases:
            yield int(power.county), int(power.code[7:]), _day(basis.in_force_from), _day(basis.in_force_to)


class Dict:
    """The ceiling of Python: one look-up with a computed key, which decides nothing."""

    def __init__(self) -> None:
        self.cells: dict[int, int] = {}

    def load(self, rows: Rows, powers: Iterable[ex.PowerRecord]) -> None:
        for number, row in enumerate(rows, len(self.cells)):
            self.cells[self.ask_of(row)] = number

    def ask_of(self, question: ex.MandateRecord | ex.Question) -> int:
        county, body, power = _cell(question)
        return (county * 100 + body) * 1000 + power


class Sqlite:
    """One table in the order of the key, no second index, one prepared statement."""

    SQL = """
        SELECT id FROM mandate AS m
        WHERE county = ?1 AND body = ?2 AND power = ?3
          AND valid_from <= ?4 AND valid_to > ?4 AND published_on <= ?4
          AND recorded_from <= ?5 AND recorded_to > ?5
          AND state = 0 AND acts & ?6 AND area IN (0, ?7, ?8, ?9)
          AND EXISTS (SELECT 1 FROM basis AS b WHERE b.county = ?1 AND b.power = ?3
                      AND b.in_force_from <= ?4 AND b.in_force_to > ?4)
        LIMIT 1"""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", cached_statements=16)
        self.connection.executescript("""
            CREATE TABLE mandate (
                county INTEGER, body INTEGER, power INTEGER, valid_from INTEGER, recorded_from INTEGER,
                valid_to INTEGER, recorded_to INTEGER, published_on INTEGER, state INTEGER, acts INTEGER,
                area INTEGER, id BLOB, PRIMARY KEY (county, body, power, valid_from, recorded_from)
            ) WITHOUT ROWID;
            CREATE TABLE basis (
                county INTEGER, power INTEGER, in_force_from INTEGER, in_force_to INTEGER,
                PRIMARY KEY (county, power, in_force_from)
            ) WITHOUT ROWID;
        """)

    def load(self, rows: Rows, powers: Iterable[ex.PowerRecord]) -> None:
        self.connection.executemany(
            "INSERT INTO mandate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *_cell(row), _day(row.valid_from), _moment(row.recorded_from), _day(row.valid_to),
                    _moment(row.recorded_to), _day(row.published_on),
                    int(row.state is not ex.MandateState.GRANTED), sum(_ACT[act] for act in row.acts),
                    _area(row.area), bytes.fromhex(row.id.replace("-", "")),
                )
                for row in rows
            ),
        )  # fmt: skip
        self.connection.executemany("INSERT INTO basis VALUES (?, ?, ?, ?)", _founded(powers))

    def loaded(self) -> None:
        self.connection.commit()
        self.connection.execute("ANALYZE")

    def bytes_used(self) -> int:
        pages, size = (
            self.connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("page_count", "page_size")
        )
        return int(pages * size)

    def ask_of(self, question: ex.Question) -> tuple[int, ...]:
        return (
            *_cell(question), _day(question.on), _moment(question.known_at), _ACT[question.act],
            *_above(question.place),
        )  # fmt: skip

    def answering(self) -> Answering:
        execute, sql = self.connection.cursor().execute, self.SQL

        def answer(asked: tuple[int, ...]) -> str | None:
            found = execute(sql, asked).fetchone()
            return None if found is None else found[0]

        return answer


def _as_json(row: ex.MandateRecord) -> dict[str, Any]:
    return {
        "id": row.id,
        "from": _day(row.valid_from),
        "to": _day(row.valid_to),
        "known": _moment(row.recorded_from),
        "until": _moment(row.recorded_to),
        "published": _day(row.published_on),
        "area": _area(row.area),
        "acts": {act.value: True for act in row.acts},
        "state": row.state.value,
    }


class Regorus:
    """Rego with its data keyed by county, body and power, so that only the cell's records are looked at."""

    POLICY = """
        package may
        founded if {
            some b in data.bases[input.power]
            b.from <= input.on
            input.on < b.to
        }
        granting contains m.id if {
            some m in data.mandates[input.cell]
            m.state == "granted"
            m.acts[input.act]
            m.from <= input.on
            input.on < m.to
            m.published <= input.on
            m.known <= input.known_at
            input.known_at < m.until
            m.area in input.areas
            founded
        }
    """

    def __init__(self) -> None:
        import regorus

        self.engine = regorus.Engine()
        self.engine.add_policy("may.rego", self.POLICY)
        self.mandates: dict[str, list[dict[str, Any]]] = {}
        self.bases: dict[str, list[dict[str, int]]] = {}

    def load(self, rows: Rows, powers: Iterable[ex.PowerRecord]) -> None:
        for row in rows:
            self.mandates.setdefault("-".join(map(str, _cell(row))), []).append(_as_json(row))
        for county, power, start, end in _founded(powers):
            self.bases.setdefault(f"{county}-{power}", []).append({"from": start, "to": end})

    def loaded(self) -> None:
        self.engine.add_data_json(json.dumps({"mandates": self.mandates, "bases": self.bases}))
        self.mandates, self.bases = {}, {}

    def ask_of(self, question: ex.Question) -> str:
        county, _, power = cell = _cell(question)
        return json.dumps(
            {
                "cell": "-".join(map(str, cell)),
                "power": f"{county}-{power}",
                "act": question.act.value,
                "on": _day(question.on),
                "known_at": _moment(question.known_at),
                "areas": [0, *_above(question.place)],
            }
        )

    def answering(self) -> Answering:
        give, evaluate = self.engine.set_input_json, self.engine.eval_rule

        def answer(asked: str) -> str | None:
            give(asked)
            found = evaluate("data.may.granting")
            return next(iter(found)) if found else None

        return answer


class Cedar:
    """Cedar over the few policies our index picks, each parsed beforehand; over all of them it is far slower."""

    POLICY = (
        '@id("{id}") permit(principal, action in [{acts}], resource) when {{ '
        "context.on >= {from_} && context.on < {to} && context.on >= {published} && "
        "context.known_at >= {known} && context.known_at < {until} && context.areas.contains({area}) && "
        "({founded}) }};"
    )

    def __init__(self) -> None:
        import cedarpy

        self.cedar = cedarpy
        self.policies: dict[tuple[int, int, int], Any] = {}
        self.nothing = cedarpy.PolicySet.from_str("")
        self.entities = cedarpy.Entities.from_json_str("[]")

    def load(self, rows: Rows, powers: Iterable[ex.PowerRecord]) -> None:
        founded: dict[tuple[int, int], list[str]] = {}
        for county, power, start, end in _founded(powers):
            founded.setdefault((county, power), []).append(f"context.on >= {start} && context.on < {end}")
        texts: dict[tuple[int, int, int], list[str]] = {}
        for row in rows:
            if row.state is not ex.MandateState.GRANTED:
                continue
            county, _, power = cell = _cell(row)
            written = _as_json(row)
            texts.setdefault(cell, []).append(
                self.POLICY.format(
                    id=row.id, acts=", ".join(f'Action::"{act}"' for act in written["acts"]),
                    from_=written["from"], to=written["to"], published=written["published"],
                    known=written["known"], until=written["until"], area=written["area"],
                    founded=" || ".join(founded.get((county, power), ["false"])),
                )
            )  # fmt: skip
        for cell, policies in texts.items():
            self.policies[cell] = self.cedar.PolicySet.from_str("\n".join(policies))

    def ask_of(self, question: ex.Question) -> tuple[tuple[int, int, int], dict[str, Any]]:
        request = {
            "principal": f'Body::"{question.body}"',
            "action": f'Action::"{question.act.value}"',
            "resource": f'Place::"{question.place}"',
            "context": {
                "on": _day(question.on),
                "known_at": _moment(question.known_at),
                "areas": [0, *_above(question.place)],
            },
        }
        return _cell(question), request

    def answering(self) -> Answering:
        ask, policies, entities, nothing = (
            self.cedar.is_authorized,
            self.policies,
            self.entities,
            self.nothing,
        )

        def answer(asked: tuple[tuple[int, int, int], dict[str, Any]]) -> str | None:
            cell, request = asked
            result = ask(request, policies.get(cell, nothing), entities)
            return result.diagnostics.reasons[0] if result.allowed else None

        return answer


def asked(rival: Any, questions: Sequence[ex.Question]) -> list[Any]:
    """Return the questions in a rival's own form."""
    return [rival.ask_of(question) for question in questions]
