"""Studios 1+1+N: seats, areas, what they cover, social workers as part-time vice-chairs."""

from datetime import date

import pytest

from niangjia.domains.unions.models import (
    Contract,
    Posting,
    Studio,
    StudioCover,
    StudioMember,
    Tenure,
)
from niangjia.domains.unions.selectors import studios as questions
from niangjia.domains.unions.services import (
    leaving,
    merge_unions,
    offices,
    posts,
    studios,
    workers,
)
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db
BEGUN = date(2022, 3, 1)


@pytest.fixture
def known(cast, noon):
    return {"actor": cast.county_cadre, "now": noon}


@pytest.fixture
def seat(studio, known):
    def take(role, name="", begun_on=BEGUN, **told):
        return studios.join_studio(
            studio_id=studio.pk, role=role, person_name=name, begun_on=begun_on, **known, **told
        )

    return take


@pytest.fixture
def member(hire, seat):
    """A social worker of the studio of the north."""
    worker = hire()
    seat("social_worker", worker_id=worker.pk)
    return worker


@pytest.fixture
def office(known):
    def give(worker, union, begun_on=BEGUN):
        return offices.give_office(
            worker_id=worker.pk,
            union_id=union.pk,
            begun_on=begun_on,
            document="凯工任〔2022〕3号",
            **known,
        )

    return give


def line_of(studio, day=date(2023, 11, 20)):
    return questions.studio_lines([studio], day)[0]


def test_a_studio_is_complete_with_one_one_and_n_s000_09(studio, seat, member, tree):
    assert line_of(studio).missing == ["部室负责人", "工资集体协商指导员"]

    seat("department_head", "龙部长")
    seat("instructor", "罗指导", begun_on=date(2022, 5, 1))

    line = line_of(studio)
    assert (line.missing, line.workers, line.covers) == ([], ("张小梅",), ("三棵树镇",))
    figures = [
        read("unions.studios_complete", within=tree.county.path, period=month).value
        for month in ("2022-04", "2022-05", "2023-11")
    ]
    assert figures == [0, 1, 1]


@pytest.mark.parametrize("role", ["department_head", "instructor"])
def test_there_is_exactly_one_of_each_s000_09(seat, role, known):
    first = seat(role, "甲")

    with pytest.raises(Refused, match="只有一名") as refusal:
        seat(role, "乙", begun_on=date(2022, 6, 1))
    studios.leave_studio(member_id=first.pk, last_on=date(2022, 6, 1), reason="调动", **known)
    seat(role, "乙", begun_on=date(2022, 6, 2))

    assert refusal.value.field == "role"
    assert StudioMember.objects.filter(last_on=None).count() == 1


def test_a_worker_is_in_one_studio_at_a_time(studio, member, tree, known):
    east = studios.open_studio(
        union_id=tree.county.pk, name="东部片区工作室", area="东部片区", begun_on=BEGUN, **known
    )

    with pytest.raises(Refused, match="只在一个工作室"):
        studios.join_studio(
            studio_id=east.pk, role="social_worker", worker_id=member.pk, begun_on=BEGUN, **known
        )
    with pytest.raises(Refused, match="台账中选择"):
        studios.join_studio(
            studio_id=east.pk, role="social_worker", person_name="谁", begun_on=BEGUN, **known
        )


@pytest.mark.parametrize(
    ("area", "sentence"), [("中部片区", "东部片区、西部片区"), ("北部片区", "已有工作室")]
)
def test_areas_are_the_four_modules_one_studio_each(studio, tree, known, area, sentence):
    with pytest.raises(Refused, match=sentence):
        studios.open_studio(
            union_id=tree.county.pk, name="另一个", area=area, begun_on=BEGUN, **known
        )

    assert Studio.objects.count() == 1


def test_a_studio_covers_townships_and_trades_and_nothing_else(studio, district, tree, known):
    cover = {"studio_id": studio.pk, "begun_on": BEGUN, **known}
    studios.cover_union(union_id=district.trade.pk, **cover)

    with pytest.raises(Refused, match="只能包靠"):
        studios.cover_union(union_id=district.plant.pk, **cover)
    with pytest.raises(Refused, match="已由"):
        studios.cover_union(union_id=district.first.pk, **cover)
    assert set(line_of(studio).covers) == {"三棵树镇", "货车"}


def test_each_worker_is_vice_chair_of_one_enterprise_of_the_area_s000_10(
    member, office, district, tree
):
    with pytest.raises(Refused, match="不在北部片区"):
        office(member, district.factory)
    tenure = office(member, district.plant)

    assert (tenure.worker_id, tenure.post.kind) == (member.pk, "part_time_vice_chair")
    with pytest.raises(Refused, match="只兼任一家重点企业"):
        office(member, district.plant, date(2022, 6, 1))
    figure = read("unions.enterprise_offices", within=tree.county.path, period="2023-11")
    assert figure.value == 1


def test_outstanding_workers_are_vice_chairs_of_the_township_they_cover_s000_10(
    member, office, district, known, tree
):
    with pytest.raises(Refused, match="没有优秀等次"):
        office(member, district.first)
    workers.appraise_worker(
        worker_id=member.pk, year=2022, result="excellent", on=date(2023, 1, 10), **known
    )
    with pytest.raises(Refused, match="所包靠镇街总工会"):
        office(member, district.second, date(2023, 2, 1))

    tenure = office(member, district.first, date(2023, 2, 1))
    posts.dismiss(
        tenure_id=tenure.pk, ended_on=date(2023, 9, 1), document="凯工任〔2023〕9号", **known
    )

    figures = [
        read("unions.township_offices", within=tree.county.path, period=month).value
        for month in ("2023-02", "2023-09")
    ]
    assert figures == [1, 0]


def test_a_vice_chair_is_dismissed_before_the_contract_ends(member, office, district, known):
    tenure = office(member, district.plant)
    contract = Contract.objects.get(worker=member)
    end = {"contract_id": contract.pk, "last_on": date(2023, 9, 30), "reason": "辞职", **known}

    with pytest.raises(Refused, match="请先办理免职"):
        leaving.end_contract(**end)
    posts.dismiss(tenure_id=tenure.pk, ended_on=date(2023, 9, 30), document="1号", **known)
    leaving.end_contract(**end)

    contract.refresh_from_db()
    assert contract.last_on == date(2023, 9, 30)
    assert StudioMember.objects.get(worker=member).last_on == date(2023, 9, 30)
    assert Tenure.objects.get(worker=member).ended_on == date(2023, 9, 30)


def test_closing_a_studio_ends_its_seats_and_figures(studio, seat, member, known, tree):
    seat("department_head", "龙部长")
    seat("instructor", "罗指导")
    studios.close_studio(studio_id=studio.pk, last_on=date(2023, 6, 30), reason="片区调整", **known)

    assert not StudioMember.objects.filter(last_on=None).exists()
    for key in ("unions.studios", "unions.studios_complete"):
        figures = [
            read(key, within=tree.county.path, period=month).value
            for month in ("2023-05", "2023-07")
        ]
        assert figures == [1, 0]
        assert list(reconcile(key)) == []


def test_what_hangs_on_a_union_ends_with_it(studio, member, district, known, cast, noon):
    workers.post_worker(worker_id=member.pk, union_id=district.first.pk, begun_on=BEGUN, **known)
    merge_unions(
        actor=cast.city_reviewer,
        union_id=district.first.pk,
        into_id=district.second.pk,
        effective_on=date(2023, 11, 1),
        document="黔东南工复〔2023〕9号",
        note="区划调整",
        now=noon,
    )

    for row in (Posting.objects.get(), StudioCover.objects.get()):
        assert (row.last_on, row.reason) == (date(2023, 10, 31), "工会已撤并")
    assert list(reconcile("unions.social_workers")) == []


def test_social_workers_go_where_their_union_went(hire, tree, cast, noon):
    worker = hire()
    merge_unions(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        into_id=tree.sister_county.pk,
        effective_on=date(2023, 11, 1),
        document="黔东南工复〔2023〕9号",
        note="区划调整",
        now=noon,
    )

    worker.refresh_from_db()
    assert worker.union_id == tree.sister_county.pk
    assert Contract.objects.get().last_on is None
