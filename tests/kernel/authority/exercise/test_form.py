import datetime as dt
import json

import jsonschema
import pytest

from qiangzhen.kernel.authority import exercise as ex

from .county import BUREAU, COUNTY, POWER, RULES, TOWN, mandate, register

FORM = {
    "county": COUNTY,
    "body": TOWN,
    "power": POWER,
    "act": "penalise",
    "on": "2026-03-01",
    "known_at": "2026-03-02T08:00:00+08:00",
    "place": "yj-1",
}


def answered(form: dict, *mandates: ex.MandateRecord) -> dict:
    """Answer and check the answer against the published schema."""
    answer = ex.answer_form(form, register=register(*mandates), rules=RULES)
    schema = {"$ref": "#/$defs/answer", "$defs": ex.FORM_SCHEMA["$defs"]}
    jsonschema.validate(json.loads(json.dumps(answer)), schema)
    return answer


class TestAnswerForm:
    def test_shows_the_chain_to_the_law_when_granted(self):
        granted = mandate()
        answer = answered(FORM, granted)
        assert (answer["answer"], answer["reasons"], answer["competent"]) == ("granted", [], [])
        chain = answer["mandate"]
        assert (chain["id"], chain["mode"], chain["valid_from"]) == (granted.id, "conferral", "2026-02-01")
        assert chain["instrument"]["title"] == "关于赋予乡镇行政处罚权的决定"
        assert chain["power"]["bases"] == ["《烟花爆竹安全管理条例》第三十六条"]

    def test_shows_the_law_alone_for_the_holder(self):
        chain = answered({**FORM, "body": BUREAU})["mandate"]
        assert (chain["id"], chain["instrument"], chain["power"]["holder"]) == (None, None, BUREAU)

    def test_shows_reasons_with_their_source_and_who_is_competent_when_refused(self):
        answer = answered(FORM, mandate(published_on=None))
        assert (answer["answer"], answer["mandate"]) == ("refused", None)
        (reason,) = answer["reasons"]
        assert reason["code"] == "not_published"
        assert reason["source"] == "《中华人民共和国行政处罚法》第二十四条（QZ-XS-027）"
        assert set(reason) == {"code", "source", "text"}
        (competent,) = answer["competent"]
        assert competent["body"] == BUREAU and "应急管理局" in competent["because"]

    def test_speaks_english_where_asked(self):
        asked = {**FORM, "lang": "en"}
        (reason,) = answered(asked, mandate(published_on=None))["reasons"]
        assert "published" in reason["text"]
        in_chinese = ex.answer_form(asked, register=register(mandate()), rules=RULES, language="zh")
        assert "镇" in in_chinese["mandate"]["because"]

    def test_marks_a_source_that_nobody_checked(self):
        (reason,) = answered(FORM, mandate(state=ex.MandateState.SUSPENDED))["reasons"]
        assert "待核实" in reason["source"]

    def test_prints_every_kind_of_answer_within_the_schema(self):
        for changes in ({"county": "x"}, {"body": "x"}, {"power": "x"}, {"place": "x"}, {"body": BUREAU}):
            assert answered({**FORM, **changes}, mandate())["answer"] == "refused"


class TestQuestionFrom:
    @pytest.mark.parametrize("field", list(FORM))
    def test_refuses_a_missing_field_by_name(self, field):
        with pytest.raises(ex.FormRefused, match=f'The field "{field}" is missing') as error:
            ex.question_from({key: value for key, value in FORM.items() if key != field})
        (fault,) = error.value.faults
        assert (fault.field, fault.problem) == (field, "missing") and field in fault.text.zh

    def test_refuses_an_unknown_field_by_name(self):
        with pytest.raises(ex.FormRefused, match='No field "bodies"') as error:
            ex.question_from({**FORM, "bodies": []})
        (fault,) = error.value.faults
        assert (fault.field, fault.problem) == ("bodies", "unknown") and "known_at" in fault.text.zh

    def test_names_every_fault_at_once(self):
        with pytest.raises(ex.FormRefused) as error:
            ex.question_from({"act": "dance", "on": "2026-02-30", "colour": "red", "known_at": "2026-03-01"})
        named = {(fault.field, fault.problem) for fault in error.value.faults}
        missing = {(field, "missing") for field in ("county", "body", "power", "place")}
        assert named == {*missing, ("colour", "unknown"), ("act", "invalid"), ("on", "invalid")}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("act", "dance"),
            ("body", ""),
            ("power", 7),
            ("on", "2026-02-30"),
            ("on", "2026-W01-1"),
            ("on", "20260301"),
            ("on", None),
            ("known_at", "yesterday"),
            ("known_at", "2026-02-30"),
            ("known_at", "2026-03-01T25:00:00+08:00"),
            ("known_at", "20260301"),
            ("circumstances", ["urgent"]),
            ("circumstances", "major"),
            ("circumstances", ["major", "major"]),
        ],
    )
    def test_refuses_a_value_that_cannot_be_used_by_name(self, field, value):
        with pytest.raises(ex.FormRefused) as error:
            ex.question_from({**FORM, field: value})
        (fault,) = error.value.faults
        assert (fault.field, fault.problem) == (field, "invalid")
        assert field in fault.text.zh and field in fault.text.en

    @pytest.mark.parametrize("form", [None, [], "text"])
    def test_refuses_what_is_no_form(self, form):
        with pytest.raises(ex.FormRefused, match="JSON object"):
            ex.question_from(form)

    @pytest.mark.parametrize(
        ("printed", "instant"),
        [
            ("2026-03-02T08:00:00+08:00", dt.datetime(2026, 3, 2, 0, 0, tzinfo=dt.UTC)),
            ("2026-03-02T08:00:00", dt.datetime(2026, 3, 2, 0, 0, tzinfo=dt.UTC)),
            ("2026-03-02T00:00:00Z", dt.datetime(2026, 3, 2, 0, 0, tzinfo=dt.UTC)),
            ("2026-03-02", dt.datetime(2026, 3, 2, 15, 59, 59, 999999, tzinfo=dt.UTC)),
        ],
    )
    def test_reads_an_instant_in_beijing_time_unless_it_says_otherwise(self, printed, instant):
        assert ex.question_from({**FORM, "known_at": printed}).known_at == instant

    def test_reads_circumstances(self):
        question = ex.question_from({**FORM, "circumstances": ["major"]})
        assert question.circumstances == {ex.Circumstance.MAJOR}


class TestFormSchema:
    def test_lists_the_words_of_the_code(self):
        properties = ex.FORM_SCHEMA["$defs"]["question"]["properties"]
        assert properties["act"]["enum"] == [act.value for act in ex.ActKind]
        assert properties["circumstances"]["items"]["enum"] == [item.value for item in ex.Circumstance]

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(ex.FORM_SCHEMA)
