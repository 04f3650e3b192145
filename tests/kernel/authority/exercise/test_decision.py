import dataclasses

import pytest

from qiangzhen.kernel.authority import exercise as ex
from qiangzhen.kernel.authority._vocabulary import Mode
from qiangzhen.kernel.statutes import PowerKind

from .county import (
    BASIS,
    BUREAU,
    COUNTY,
    INSTRUMENTS,
    OTHER_TOWN,
    RULES,
    TOWN,
    ask,
    codes,
    competent,
    day,
    instant,
    mandate,
    power,
    question,
    register,
)


class TestMay:
    def test_grants_with_the_whole_chain_to_the_law(self):
        granted_by = mandate()
        answer = ask(granted_by)
        assert isinstance(answer, ex.Granted)
        assert (answer.mandate, answer.instrument) == (granted_by, INSTRUMENTS[0])
        assert (answer.power, answer.bases) == (power(), (BASIS,))
        assert "英俊镇人民政府" in answer.because.zh and "《烟花爆竹安全管理条例》" in answer.because.zh
        assert "1 February 2026" in answer.because.en

    def test_grants_the_holder_by_law_without_any_mandate(self):
        answer = ask(body=BUREAU)
        assert isinstance(answer, ex.Granted)
        assert (answer.mandate, answer.instrument, answer.bases) == (None, None, (BASIS,))

    def test_refuses_a_county_nobody_registered(self):
        answer = ask(mandate(), county="999999")
        assert (codes(answer), competent(answer)) == (["unknown_county"], [])

    def test_names_everything_that_is_unknown_at_once(self):
        assert codes(ask(body="x", power="y", place="z")) == [
            "unknown_body",
            "unknown_power",
            "unknown_place",
        ]

    def test_sends_who_asks_about_an_unknown_place_to_the_holder(self):
        answer = ask(mandate(), place="nowhere")
        assert (codes(answer), competent(answer)) == (["unknown_place"], [BUREAU])
        assert "nowhere" in answer.reasons[0].text.en

    def test_refuses_a_body_without_mandate_and_names_the_holder(self):
        answer = ask(body=OTHER_TOWN)
        assert (codes(answer), competent(answer)) == (["no_mandate"], [BUREAU])

    def test_grants_on_the_first_day_and_refuses_on_the_day_before(self):
        assert isinstance(ask(mandate(), on=day(2)), ex.Granted)
        answer = ask(mandate(), on=day(1, 31))
        assert (codes(answer), competent(answer)) == (["not_yet_in_force"], [BUREAU])
        assert "2026年2月1日" in answer.reasons[0].text.zh

    def test_refuses_on_the_day_the_mandate_ends(self):
        ending = mandate(valid_to=day(3))
        assert isinstance(ask(ending, on=day(2, 28)), ex.Granted)
        assert codes(ask(ending, on=day(3))) == ["ended"]

    def test_tells_a_withdrawal_from_a_term_that_ran_out_and_names_its_paper(self):
        answer = ask(mandate(valid_to=day(3), withdrawn=True, stated_by="change"))
        assert codes(answer) == ["withdrawn"]
        assert "《关于调整赋权事项的决定》" in answer.reasons[0].text.zh
        assert answer.reasons[0].rule.source.article == "24"

    def test_refuses_while_suspended_and_lets_the_holder_act(self):
        suspended = mandate(state=ex.MandateState.SUSPENDED, stated_by="change")
        answer = ask(suspended)
        assert (codes(answer), competent(answer)) == (["suspended"], [BUREAU])
        assert isinstance(ask(suspended, body=BUREAU), ex.Granted)

    def test_lets_the_holder_take_over_where_the_receiver_does_not_act(self):
        taken_over = mandate(state=ex.MandateState.TAKEN_OVER, stated_by="change")
        answer = ask(taken_over)
        assert (codes(answer), competent(answer)) == (["taken_over"], [BUREAU])
        assert "不履行职责" in answer.competent[0].because.zh
        assert isinstance(ask(taken_over, body=BUREAU), ex.Granted)

    def test_says_of_a_suspended_mandate_that_it_is_suspended_and_not_that_it_ended(self):
        first = mandate(valid_to=day(3))
        then = mandate(line=first.line, valid_from=day(3), state=ex.MandateState.SUSPENDED)
        assert codes(ask(first, then, on=day(4))) == ["suspended"]

    def test_refuses_an_act_the_mandate_does_not_cover(self):
        answer = ask(mandate(acts=frozenset({ex.ActKind.INVESTIGATE})))
        assert (codes(answer), competent(answer)) == (["act_not_covered"], [BUREAU])
        assert "作出处罚决定" in answer.reasons[0].text.zh and "decide a penalty" in answer.reasons[0].text.en

    def test_refuses_outside_the_area_naming_the_competent_body(self):
        neighbour = mandate(body=OTHER_TOWN, area="sd")
        answer = ask(mandate(), neighbour, place="sd")
        assert (codes(answer), competent(answer)) == (["outside_area"], [OTHER_TOWN])

    def test_follows_a_village_that_was_moved_to_another_township(self):
        ours, theirs = mandate(), mandate(body=OTHER_TOWN, area="sd")
        assert isinstance(ask(ours, theirs, on=day(6, 30)), ex.Granted)
        assert codes(ask(ours, theirs, on=day(7))) == ["outside_area"]
        assert isinstance(ask(ours, theirs, on=day(7), body=OTHER_TOWN), ex.Granted)

    def test_covers_the_whole_county_without_an_area(self):
        assert isinstance(ask(mandate(area=None), place="sd"), ex.Granted)

    def test_does_not_cover_a_township_by_a_village_of_it(self):
        assert codes(ask(mandate(area="yj-1"), place="yj")) == ["outside_area"]

    def test_keeps_reserved_matters_with_the_holder(self):
        reserving = mandate(reserved=frozenset({ex.Circumstance.MAJOR}))
        major = frozenset({ex.Circumstance.MAJOR})
        answer = ask(reserving, circumstances=major)
        assert (codes(answer), competent(answer)) == (["reserved_matter"], [BUREAU])
        assert isinstance(ask(reserving, circumstances=major, body=BUREAU), ex.Granted)
        assert codes(ask(reserving, body=BUREAU)) == ["exclusive_elsewhere"]
        across = frozenset({ex.Circumstance.CROSS_TOWNSHIP})
        assert isinstance(ask(reserving, circumstances=across), ex.Granted)

    def test_says_what_a_circumstance_nobody_mentioned_would_change(self):
        answer = ask(mandate(reserved=frozenset({ex.Circumstance.CROSS_TOWNSHIP})))
        assert isinstance(answer, ex.Granted)
        assert "跨乡镇" in answer.because.zh and "二道区应急管理局" in answer.because.zh

    @pytest.mark.parametrize(
        ("mode", "kind", "article"),
        [
            (Mode.CONFERRAL, PowerKind.PENALTY, ("中华人民共和国行政处罚法", "24")),
            (Mode.ENTRUSTMENT, PowerKind.PENALTY, ("中华人民共和国行政处罚法", "20")),
            (Mode.ENTRUSTMENT, PowerKind.LICENCE, ("中华人民共和国行政许可法", "24")),
            (Mode.RETURN, PowerKind.INSPECTION, (None, None)),
        ],
    )
    def test_gives_no_power_before_publication_and_cites_the_article_of_the_mode(self, mode, kind, article):
        later = mandate(published_on=day(3, 2), mode=mode)
        answer = ask(later, powers=[power(kind=kind)])
        assert (codes(answer), competent(answer)) == (["not_published"], [BUREAU])
        source = answer.reasons[0].rule.source
        assert (source.law, source.article) == article
        assert isinstance(ask(later, on=day(3, 2)), ex.Granted)

    def test_gives_no_power_where_nothing_was_ever_published(self):
        assert codes(ask(mandate(published_on=None))) == ["not_published"]

    def test_bars_the_holder_where_a_mandate_is_exclusive_and_names_the_township(self):
        answer = ask(mandate(), body=BUREAU)
        assert (codes(answer), competent(answer)) == (["exclusive_elsewhere"], [TOWN])
        assert "英俊镇人民政府" in answer.reasons[0].text.zh

    def test_leaves_the_holder_its_power_where_the_mandate_is_not_exclusive(self):
        entrusted = mandate(exclusive=False, mode=Mode.ENTRUSTMENT)
        assert isinstance(ask(entrusted, body=BUREAU), ex.Granted)
        assert isinstance(ask(entrusted), ex.Granted)

    @pytest.mark.parametrize(
        "changes",
        [
            {"acts": frozenset({ex.ActKind.INSPECT})},
            {"area": "sd"},
            {"published_on": None},
            {"valid_to": day(3)},
            {"recorded_from": instant(3, 3)},
        ],
    )
    def test_bars_the_holder_only_where_the_exclusive_mandate_covers_the_act(self, changes):
        assert isinstance(ask(mandate(**changes), body=BUREAU), ex.Granted)

    def test_refuses_everybody_once_the_last_article_has_fallen_and_names_it(self):
        fallen = dataclasses.replace(BASIS, in_force_to=day(3))
        for body in (TOWN, BUREAU):
            answer = ask(mandate(), powers=[power(bases=(fallen,))], body=body)
            assert (codes(answer)[0], competent(answer)) == ("basis_fallen", [])
            assert "《烟花爆竹安全管理条例》" in answer.reasons[0].text.zh
            assert answer.reasons[0].rule.source.article == "38"
        assert isinstance(ask(mandate(), powers=[power(bases=(fallen,))], on=day(2, 28)), ex.Granted)

    def test_stands_on_one_article_when_another_has_fallen(self):
        fallen = ex.BasisRecord("《旧规定》第一条", BASIS.in_force_from, day(2))
        answer = ask(mandate(), powers=[power(bases=(fallen, BASIS))])
        assert isinstance(answer, ex.Granted)
        assert answer.bases == (BASIS,)

    def test_refuses_a_power_that_never_had_a_basis(self):
        answer = ask(mandate(), powers=[power(bases=())])
        assert codes(answer) == ["basis_fallen"]
        assert "未载明任何依据" in answer.reasons[0].text.zh

    def test_refuses_a_power_outside_its_own_time(self):
        assert codes(ask(mandate(), powers=[power(in_force_to=day(3))])) == ["ended"]
        answer = ask(mandate(), powers=[power(in_force_from=day(4))])
        assert (codes(answer), competent(answer)) == (["not_yet_in_force"], [])
        assert "烟花爆竹" in answer.reasons[0].text.zh and "2026年4月1日" in answer.reasons[0].text.zh

    def test_follows_a_power_to_its_new_holder(self):
        powers = [power(in_force_to=day(3)), power(in_force_from=day(3), holder=OTHER_TOWN)]
        assert isinstance(ask(powers=powers, body=BUREAU, on=day(2, 28)), ex.Granted)
        answer = ask(powers=powers, body=BUREAU)
        assert (codes(answer), competent(answer)) == (["no_mandate"], [OTHER_TOWN])

    def test_answers_as_was_known_then_and_says_when_it_became_known(self):
        late = mandate(recorded_from=instant(5))
        answer = ask(late)
        assert (codes(answer), competent(answer)) == (["not_known_then"], [BUREAU])
        assert "2026年5月1日" in answer.reasons[0].text.zh
        assert isinstance(ask(late, known_at=instant(5)), ex.Granted)

    def test_keeps_yesterdays_answer_after_a_back_dated_correction(self):
        granted = mandate(recorded_to=instant(4))
        corrected = mandate(line=granted.line, valid_from=day(3, 15), recorded_from=instant(4))
        assert isinstance(ask(granted, corrected), ex.Granted)
        assert codes(ask(granted, corrected, known_at=instant(4))) == ["not_yet_in_force"]

    def test_says_no_mandate_where_the_record_was_corrected_away(self):
        assert codes(ask(mandate(recorded_to=instant(3)))) == ["no_mandate"]

    def test_gives_every_reason_that_holds_at_once(self):
        answer = ask(
            mandate(
                acts=frozenset({ex.ActKind.INSPECT}),
                area="sd",
                published_on=None,
                state=ex.MandateState.SUSPENDED,
                reserved=frozenset(ex.Circumstance),
            ),
            mandate(valid_to=day(2, 20), withdrawn=True),
            mandate(valid_from=day(6)),
            circumstances=frozenset({ex.Circumstance.MAJOR}),
        )
        assert codes(answer) == [
            "not_yet_in_force", "withdrawn", "suspended", "act_not_covered", "outside_area", "reserved_matter",
            "not_published",
        ]  # fmt: skip

    def test_fills_every_sentence_in_both_languages(self):
        answer = ask(
            mandate(
                acts=frozenset({ex.ActKind.INSPECT}), reserved=frozenset(ex.Circumstance), published_on=None
            ),
            circumstances=frozenset(ex.Circumstance),
        )
        for reason in answer.reasons:
            assert "{" not in reason.text.zh + reason.text.en
            assert "《关于赋予乡镇行政处罚权的决定》（二府发〔2026〕1号）" in reason.text.zh


class TestRegister:
    @pytest.mark.parametrize(
        ("record", "named"),
        [
            (mandate(body="ghost"), "names body ghost"),
            (mandate(giver="ghost"), "names body ghost"),
            (mandate(power="ghost"), "power ghost"),
            (mandate(area="ghost"), "place ghost"),
            (mandate(granted_by="ghost"), "instrument ghost"),
            (mandate(stated_by="ghost"), "instrument ghost"),
            (mandate(recorded_from=instant(1).replace(tzinfo=None)), "not in UTC"),
        ],
    )
    def test_refuses_records_that_break_the_chain(self, record, named):
        with pytest.raises(ex.RegisterFault, match=named):
            register(record)

    def test_refuses_a_power_whose_holder_is_not_there(self):
        with pytest.raises(ex.RegisterFault, match="names body ghost"):
            register(powers=[power(holder="ghost")])

    def test_survives_places_that_lie_in_each_other(self):
        places = [
            ex.PlaceRecord(COUNTY, "a", "甲", "b", day(1)),
            ex.PlaceRecord(COUNTY, "b", "乙", "a", day(1)),
        ]
        assert register(places=places).areas_over(COUNTY, "a", on=day(2)) == {"a", "b"}
        assert ex.may(question(place="a"), register(places=places), rules=RULES).competent
