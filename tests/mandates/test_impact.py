import datetime as dt

import pytest

from qiangzhen.catalogue.models import PowerBasis
from qiangzhen.county import law
from qiangzhen.kernel.authority import Refused
from qiangzhen.kernel.authority.exercise import ReasonCode
from qiangzhen.mandates.actions import publish_batch
from qiangzhen.mandates.impact import Supposition, list_fallen, list_resting_titles, read_impact
from qiangzhen.mandates.models import Mandate
from tests import factories

from .test_publication import asked
from .world import World

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 6, 1)
LAW = "中华人民共和国安全生产法"


def supposed(**what: object) -> Supposition:
    return Supposition(**{"on": ON, **what})  # type: ignore[arg-type]


class TestReadImpact:
    def test_fells_a_power_with_its_only_law_and_every_mandate_of_it(self, world: World):
        rows = world.grant(receivers=[town.id for town in world.towns])
        impact = read_impact(supposition=supposed(statute=LAW))
        assert [(power.power.code, power.falls) for power in impact.powers] == [(world.penalty.code, True)]
        assert {view.line for view in impact.mandates} == {row.line for row in rows}
        assert impact.weakened == ()

    def test_weakens_a_power_that_has_another_basis(self, world: World):
        PowerBasis.objects.create(
            version=world.penalty.current,
            position=1,
            printed="《其他条例》",
            title="其他条例",
            articles=["3"],
        )
        (row,) = world.grant()
        impact = read_impact(supposition=supposed(statute=LAW))
        assert [(power.falls, power.left) for power in impact.powers] == [(False, ("《其他条例》",))]
        assert impact.mandates == () and [view.line for view in impact.weakened] == [row.line]

    @pytest.mark.parametrize(
        ("articles", "falls"),
        [(["20"], True), (["20", "21"], False), ([], False), (["21"], None)],
    )
    def test_fells_with_an_article_only_what_names_it_alone(
        self, world: World, articles: list[str], falls: bool | None
    ):
        PowerBasis.objects.filter(version=world.penalty.current).update(articles=articles)
        impact = read_impact(supposition=supposed(statute=LAW, article="20"))
        assert [power.falls for power in impact.powers] == ([] if falls is None else [falls])

    def test_leaves_out_what_ends_before(self, world: World):
        world.grant(valid_to=ON)
        assert read_impact(supposition=supposed(statute=LAW)).mandates == ()

    def test_fells_with_a_paper_what_it_granted(self, world: World):
        (row,) = world.grant()
        other = factories.make_instrument(signed_on=dt.date(2026, 3, 1))
        world.grant(receivers=[world.towns[1].id], instrument=other.id)
        impact = read_impact(supposition=supposed(instrument_id=world.paper.id))
        assert [view.line for view in impact.mandates] == [row.line]

    def test_fells_with_the_provinces_decision_what_it_conferred(self, world: World):
        (conferred,) = world.grant()
        world.grant(
            powers=[world.assistance.id],
            mode="entrustment",
            instrument=world.entrustment.id,
            valid_to=dt.date(2028, 4, 1),
        )
        impact = read_impact(supposition=supposed(instrument_id=world.decision.id))
        assert [view.line for view in impact.mandates] == [conferred.line]

    def test_weakens_what_rests_on_a_paper_that_cites_the_law(self, world: World):
        paper = factories.make_instrument(
            signed_on=dt.date(2026, 3, 1), rests_on=[{"title": "中华人民共和国行政处罚法", "article": "24"}]
        )
        (row,) = world.grant(instrument=paper.id)
        for article, shaken in (("", [row.line]), ("24", [row.line]), ("20", [])):
            impact = read_impact(supposition=supposed(statute="中华人民共和国行政处罚法", article=article))
            assert [view.line for view in impact.weakened] == shaken

    def test_writes_nothing(self, world: World):
        world.grant()
        before = list(Mandate.objects.values())
        read_impact(supposition=supposed(statute=LAW))
        assert list(Mandate.objects.values()) == before

    def test_asks_the_database_as_often_for_many_mandates_as_for_one(
        self, world: World, django_assert_max_num_queries: object
    ):
        world.grant(receivers=[town.id for town in world.towns])
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            read_impact(supposition=supposed(statute=LAW))


class TestListFallen:
    def test_names_powers_whose_bases_have_all_ended(self, world: World):
        assert list_fallen(on=ON) == []
        PowerBasis.objects.filter(version=world.penalty.current).update(in_force_to=ON)
        assert list_fallen(on=ON - dt.timedelta(days=1)) == []
        assert [fallen.power.code for fallen in list_fallen(on=ON)] == [world.penalty.code]

    def test_knows_what_the_register_of_statutes_learned_since(self, world: World):
        ended = next(
            one for one in law.statutes().statutes.values() if one.in_force_to and one.in_force_to < ON
        )
        PowerBasis.objects.filter(version=world.penalty.current).update(statute=ended.id)
        assert [fallen.power.code for fallen in list_fallen(on=ON)] == [world.penalty.code]

    def test_agrees_with_the_answer_of_may(self, world: World):
        world.grant()
        publish_batch(
            actor=world.clerk,
            at=world.now(),
            instrument=world.paper,
            on=dt.date(2026, 3, 5),
            where="政府网站",
        )
        PowerBasis.objects.filter(version=world.penalty.current).update(in_force_to=ON)
        answer = asked(world, on=ON)
        assert isinstance(answer, Refused) and ReasonCode.BASIS_FALLEN in {
            reason.code for reason in answer.reasons
        }


class TestListRestingTitles:
    def test_names_each_law_once(self, world: World):
        titles = [title for _, title in list_resting_titles()]
        assert titles == sorted({LAW, "社会救助暂行办法"})
