"""To-dos around social workers: contracts that end, seats and offices nobody holds; all by PARAM days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.domains.unions.models import SocialWorker, Tenure
from niangjia.domains.unions.selectors.todos import todos
from niangjia.domains.unions.services import offices, posts, studios, workers
from niangjia.foundation.parameters.services import set_parameter

pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
BEGUN = date(2022, 3, 1)


def of_kind(actor, kind, today=TODAY):
    return [todo for todo in todos(actor, today) if todo.kind == kind]


@pytest.fixture
def set_days(cast, noon):
    def write(key, value):
        return set_parameter(
            actor=cast.administrator,
            key=key,
            value=value,
            region="522601",
            valid_from=date(2023, 1, 1),
            source_doc="凯工发〔2023〕1号",
            now=noon,
        )

    return write


@pytest.mark.parametrize(
    ("days_left", "told"),
    [(61, False), (60, True), (30, True), (0, True), (-30, True), (-31, False)],
)
def test_a_contract_is_told_sixty_days_before_it_ends(cast, hire, days_left, told):
    """S001-04: and for a month after it ran out, until somebody renews it or says it is over."""
    worker = hire(last_on=TODAY + timedelta(days=days_left))

    found = of_kind(cast.county_cadre, "社工合同")

    assert [todo.due_on for todo in found] == ([TODAY + timedelta(days=days_left)] if told else [])
    if told:
        assert (found[0].threshold, found[0].url) == (30, f"/unions/workers/{worker.pk}/")
        assert found[0].title == "张小梅的合同即将期满，请续签或办理终止"


def test_a_renewed_contract_and_one_without_end_are_not_told(cast, hire, noon):
    first = hire(last_on=date(2023, 12, 31))
    hire(name="无固定期限", born=date(1991, 1, 1))
    assert len(of_kind(cast.county_cadre, "社工合同")) == 1

    workers.renew_contract(
        actor=cast.county_cadre,
        worker_id=first.pk,
        kind="labour",
        begun_on=date(2024, 1, 1),
        now=noon,
    )

    assert of_kind(cast.county_cadre, "社工合同") == []


def test_the_days_of_warning_are_a_parameter_of_the_region(cast, hire, set_days):
    hire(last_on=TODAY + timedelta(days=50))
    set_days("social_worker.contract_days", [40, 15])

    assert of_kind(cast.county_cadre, "社工合同") == []


def test_the_city_leaves_it_to_the_county(cast, hire, studio):
    hire(last_on=date(2023, 12, 1))

    kinds = {todo.kind for todo in todos(cast.city_reviewer, TODAY)}

    assert kinds.isdisjoint({"社工合同", "工作室配备", "社工兼任副主席"})


@pytest.fixture
def seat(studio, cast, noon):
    def take(role, name="", begun_on=BEGUN, **told):
        return studios.join_studio(
            actor=cast.county_cadre,
            studio_id=studio.pk,
            role=role,
            person_name=name,
            begun_on=begun_on,
            now=noon,
            **told,
        )

    return take


def test_an_empty_seat_is_told_after_thirty_days_and_late_after_sixty(
    cast, studio, seat, hire, noon
):
    """S000-09: the head left on 20 October; told from 20 November on, to be filled by 20 December."""
    head = seat("department_head", "王部长")
    seat("instructor", "刘指导")
    seat("social_worker", worker_id=hire().pk)
    studios.leave_studio(
        actor=cast.county_cadre,
        member_id=head.pk,
        last_on=date(2023, 10, 20),
        reason="调离",
        now=noon,
    )

    before = of_kind(cast.county_cadre, "工作室配备", date(2023, 11, 19))
    (todo,) = of_kind(cast.county_cadre, "工作室配备", date(2023, 11, 20))

    assert before == []
    assert todo.title == "北部片区工会社工工作室空缺：部室负责人"
    assert (todo.due_on, todo.url) == (date(2023, 12, 20), f"/unions/studios/{studio.pk}/")


def test_a_studio_nobody_joined_lacks_every_seat_since_its_first_day(cast, studio, set_days):
    (todo,) = of_kind(cast.county_cadre, "工作室配备")
    assert todo.title.endswith("空缺：部室负责人、工资集体协商指导员、工会社工")
    assert todo.due_on == BEGUN + timedelta(days=60)

    set_days("studio.vacancy_days", [2000, 1000])
    assert of_kind(cast.county_cadre, "工作室配备") == []


@pytest.fixture
def seated(hire, seat, cast, district, noon):
    """A worker of the studio since 2022, vice-chair of an enterprise of the area."""
    worker = hire()
    seat("social_worker", worker_id=worker.pk)
    offices.give_office(
        actor=cast.county_cadre,
        worker_id=worker.pk,
        union_id=district.plant.pk,
        begun_on=BEGUN,
        document="凯工任〔2022〕3号",
        now=noon,
    )
    return worker


def test_an_office_a_worker_left_is_told_until_somebody_holds_it(cast, seated, district, noon):
    """S000-10: one enterprise each, and the enterprise keeps its vice-chair."""
    assert of_kind(cast.county_cadre, "社工兼任副主席") == []
    tenure = Tenure.objects.get(worker=seated)
    posts.dismiss(
        actor=cast.county_cadre,
        tenure_id=tenure.pk,
        ended_on=date(2023, 10, 1),
        document="凯工任〔2023〕9号",
        now=noon,
    )

    office, lacking = of_kind(cast.county_cadre, "社工兼任副主席")
    assert office.title == "鑫源建材工会兼职副主席空缺（原张小梅）"
    assert office.due_on == date(2023, 11, 30)
    assert lacking.title == "张小梅还没有兼任重点企业工会副主席"
    assert lacking.url == f"/unions/workers/{seated.pk}/"

    offices.give_office(
        actor=cast.county_cadre,
        worker_id=seated.pk,
        union_id=district.plant.pk,
        begun_on=date(2023, 11, 1),
        document="凯工任〔2023〕12号",
        now=noon,
    )
    assert of_kind(cast.county_cadre, "社工兼任副主席") == []


def test_many_workers_without_an_enterprise_are_one_matter(cast, hire, seat):
    for number, name in enumerate(("甲", "乙", "丙")):
        worker = hire(name=name, born=date(1990, 1, 1 + number))
        seat("social_worker", worker_id=worker.pk)
    late = hire(name="丁", born=date(1992, 1, 1))
    seat("social_worker", worker_id=late.pk, begun_on=date(2023, 11, 10))

    (todo,) = of_kind(cast.county_cadre, "社工兼任副主席")

    assert todo.title == "甲、乙等 3 名社工还没有兼任重点企业工会副主席"


def test_nobody_taken_back_is_told(cast, hire, noon):
    hire(last_on=date(2023, 12, 1))
    SocialWorker.objects.update(withdrawn_at=noon)

    assert of_kind(cast.county_cadre, "社工合同") == []
