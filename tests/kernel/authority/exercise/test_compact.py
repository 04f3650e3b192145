import dataclasses
import datetime as dt

import pytest

from qiangzhen.kernel.authority import exercise as ex

from .county import BODIES, BUREAU, COUNTY, PLACES, RULES, day, mandate, power, question, records


def compact(*mandates: ex.MandateRecord, **changes: object) -> ex.CompactRegister:
    register = ex.CompactRegister()
    register.add(**records(*mandates, **changes))
    return register


class TestCompactRegister:
    def test_names_the_record_that_grants(self):
        granted = mandate()
        register = compact(mandate(valid_to=day(2, 2)), granted)
        assert register.counties[COUNTY].record_id(register.answer(question())) == granted.id

    def test_gives_every_reason_as_bits(self):
        register = compact(mandate(published_on=None, acts=frozenset({ex.ActKind.INSPECT})))
        expected = {ex.ReasonCode.NOT_PUBLISHED, ex.ReasonCode.ACT_NOT_COVERED}
        assert ex.reasons_in(register.answer(question())) == expected

    def test_gives_no_reasons_for_what_it_grants(self):
        register = compact(mandate())
        assert ex.reasons_in(register.answer(question())) == frozenset()
        assert compact().answer(question(body=BUREAU)) == ex.BY_LAW

    def test_answers_in_the_same_sentences_as_the_plain_register(self):
        asked = question(body=BUREAU)
        register = ex.Register(**records(mandate()))
        assert (
            compact(mandate()).may(asked, rules=RULES).reasons[0].text.zh[:10]
            == (ex.may(asked, register, rules=RULES).reasons[0].text.zh[:10])
        )

    def test_keeps_counties_apart(self):
        register = compact(mandate())
        other = "220106"
        register.add(
            bodies=[dataclasses.replace(body, county=other) for body in BODIES],
            places=[dataclasses.replace(place, county=other) for place in PLACES],
            powers=[power(county=other)],
            instruments=(),
            mandates=(),
        )
        assert len(register) == 1 and set(register.counties) == {COUNTY, other}
        assert register.answer(question()) >= 0
        assert ex.reasons_in(register.answer(question(county=other))) == {ex.ReasonCode.NO_MANDATE}

    def test_knows_no_county_it_was_not_given(self):
        register = compact()
        asked = question(county="999999")
        assert ex.reasons_in(register.answer(asked)) == {ex.ReasonCode.UNKNOWN_COUNTY}
        assert register.may(asked, rules=RULES).reasons[0].code is ex.ReasonCode.UNKNOWN_COUNTY

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"id": "7"}, "not named by a UUID"),
            ({"id": "00000000-0000-0000-0000-00000000000A"}, "should be written"),
            ({"valid_to": dt.date(2119, 12, 31)}, "write no end"),
            ({"valid_from": dt.date(1939, 12, 31)}, "cannot be kept in columns"),
            ({"giver": "ghost"}, "names body ghost"),
        ],
    )
    def test_refuses_what_it_could_not_give_back_unchanged(self, changes, message):
        with pytest.raises(ex.RegisterFault, match=message):
            compact(mandate(**changes))

    def test_answers_about_days_beyond_its_columns(self):
        register = compact(mandate())
        assert register.answer(question(on=dt.date(9999, 12, 31), place="sd")) < 0
        assert register.answer(question(on=dt.date(9999, 12, 31), place="yj")) >= 0
        assert register.answer(question(on=dt.date.min)) < 0
