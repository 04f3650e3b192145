"""Chains for the ledger's tests."""

import datetime as dt

from qiangzhen.kernel.ledger import Algorithm, Draft, Entry, seal

COUNTY = "220105"
START = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


def draft(number: int, county: str = COUNTY, **facts: object) -> Draft:
    return Draft(
        county=county,
        kind="mandate:granted",
        at=START + dt.timedelta(minutes=number, microseconds=number),
        actor=f"person-{number % 3}",
        post="post-7" if number % 2 else None,
        body="body-yj" if number % 2 else None,
        facts={"power": "烟花爆竹", "number": number, **facts},
    )


def chain(
    length: int, *, county: str = COUNTY, algorithm: Algorithm = Algorithm.SM3, **facts: object
) -> list[Entry]:
    """Return a sound chain of the given length."""
    entries: list[Entry] = []
    for number in range(1, length + 1):
        previous = entries[-1] if entries else None
        entries.append(seal(draft(number, county, **facts), previous=previous, algorithm=algorithm))
    return entries
