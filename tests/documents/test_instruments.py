"""A paper is registered; its days of publication and filing are set once each and never altered."""

import dataclasses
import datetime as dt

import pytest

from qiangzhen.county.scope import within
from qiangzhen.documents.actions import (
    InstrumentDraft,
    file_instrument,
    publish_instrument,
    register_instrument,
)
from qiangzhen.documents.models import Instrument
from qiangzhen.documents.queries import (
    NoSuchInstrument,
    get_instrument,
    list_instruments,
    search_instruments,
)
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import LedgerEntry
from tests import factories
from tests.conftest import NOON

DRAFT = InstrumentDraft(
    kind="county_document",
    title="关于下放第一批权限的通知",
    number="二政发〔2026〕3号",
    issuer="长春市二道区人民政府",
    signed_on=dt.date(2026, 3, 1),
)
TODAY = dt.date(2026, 3, 5)


@pytest.fixture
def paper(county, reform_clerk):
    return register_instrument(actor=reform_clerk, at=NOON, draft=DRAFT)


class TestRegister:
    def test_keeps_what_was_stated_and_enters_one_line(self, paper):
        view = get_instrument(instrument_id=paper.id)
        assert view.printed == "《关于下放第一批权限的通知》（二政发〔2026〕3号）"
        assert LedgerEntry.objects.filter(kind="instrument:registered", subject_id=paper.id).count() == 1

    def test_says_every_fault_at_its_field(self, county, reform_clerk):
        draft = InstrumentDraft(
            kind="rumour",
            title=" ",
            signed_on=TODAY,
            published_on=dt.date(2026, 3, 1),
            filed_on=dt.date(2027, 1, 1),
        )
        with pytest.raises(Refused) as refusal:
            register_instrument(actor=reform_clerk, at=NOON, draft=draft)
        fields = {reason.field for reason in refusal.value.reasons}
        assert fields == {"kind", "title", "issuer", "published_on", "filed_on"}

    def test_refuses_a_number_twice_also_when_the_issuer_is_given_as_a_body(self, county, reform_clerk):
        body = factories.make_body(name="长春市二道区人民政府")
        draft = dataclasses.replace(DRAFT, issuer="", issuer_body=body.id)
        register_instrument(actor=reform_clerk, at=NOON, draft=draft)
        with pytest.raises(Refused, match="registered already"):
            register_instrument(actor=reform_clerk, at=NOON, draft=draft)

    def test_is_not_open_to_a_department(self, county, department_officer):
        with pytest.raises(PermissionRefused):
            register_instrument(actor=department_officer, at=NOON, draft=DRAFT)


class TestPublish:
    def test_sets_the_day_once(self, paper, reform_clerk):
        publish_instrument(actor=reform_clerk, at=NOON, instrument=paper, on=TODAY, where="区政府网站")
        with pytest.raises(Refused, match="already 2026-03-05"):
            publish_instrument(actor=reform_clerk, at=NOON, instrument=paper, on=TODAY, where="区政府网站")

    def test_sets_it_once_even_from_a_stale_row(self, paper, reform_clerk):
        stale = Instrument.objects.get(pk=paper.pk)
        publish_instrument(actor=reform_clerk, at=NOON, instrument=paper, on=TODAY, where="区政府网站")
        with pytest.raises(Refused, match="already"):
            publish_instrument(
                actor=reform_clerk, at=NOON, instrument=stale, on=dt.date(2026, 3, 2), where="公示栏"
            )
        assert get_instrument(instrument_id=paper.id).published_on == TODAY

    @pytest.mark.parametrize(
        ("on", "where", "words"),
        [
            (dt.date(2026, 2, 1), "网站", "before the signing"),
            (dt.date(2026, 3, 6), "网站", "cannot lie ahead"),
            (TODAY, " ", "where it was published"),
        ],
    )
    def test_refuses(self, paper, reform_clerk, on, where, words):
        with pytest.raises(Refused, match=words):
            publish_instrument(actor=reform_clerk, at=NOON, instrument=paper, on=on, where=where)
        assert get_instrument(instrument_id=paper.id).published_on is None

    def test_is_not_open_to_a_legal_reviewer(self, paper, legal_reviewer):
        with pytest.raises(PermissionRefused):
            publish_instrument(actor=legal_reviewer, at=NOON, instrument=paper, on=TODAY, where="网站")


class TestFile:
    def test_sets_with_whom_and_when_once(self, paper, legal_reviewer):
        file_instrument(actor=legal_reviewer, at=NOON, instrument=paper, on=TODAY, filed_with="市人民政府")
        assert get_instrument(instrument_id=paper.id).filed_with == "市人民政府"
        with pytest.raises(Refused, match="already"):
            file_instrument(
                actor=legal_reviewer, at=NOON, instrument=paper, on=TODAY, filed_with="市人民政府"
            )

    def test_refuses_a_day_ahead(self, paper, legal_reviewer):
        with pytest.raises(Refused, match="cannot lie ahead"):
            file_instrument(
                actor=legal_reviewer, at=NOON, instrument=paper, on=dt.date(2026, 4, 1), filed_with="市政府"
            )


class TestQueries:
    def test_page_by_key_the_newest_first(self, county, reform_clerk):
        for number in range(5):
            draft = dataclasses.replace(DRAFT, number=f"二政发〔2026〕{number}号")
            register_instrument(actor=reform_clerk, at=NOON, draft=draft)
        first = list_instruments(count=2)
        second = list_instruments(count=2, after=first[-1].id)
        assert [paper.number[-2] for paper in [*first, *second]] == ["4", "3", "2", "1"]

    @pytest.mark.parametrize("query", ["下放第一批", "2026 3号", "xfdypqx", "二道区人民政府"])
    def test_search_any_part(self, paper, query):
        assert [found.id for found in search_instruments(query=query)] == [paper.id]

    def test_know_nothing_of_another_county(self, paper, other_county):
        with within(other_county.id):
            assert list_instruments() == []
            assert search_instruments(query="下放") == []
            with pytest.raises(NoSuchInstrument):
                get_instrument(instrument_id=paper.id)
