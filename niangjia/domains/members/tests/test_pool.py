"""The pool: who would fit where and why, confirmed one by one or together; nobody is without standing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.members.enums.applications import ApplicationState as A
from niangjia.domains.members.enums.memberships import NefMode
from niangjia.domains.members.models import Application
from niangjia.domains.members.selectors import pool, todos
from niangjia.domains.members.selectors.standing import Standing, standing_of
from niangjia.domains.members.services import clocks, joining, rolls
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.errors import Refused
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.worker import drain

from .conftest import ask_for

pytestmark = pytest.mark.django_db
POOL = "members:pool"
TOWN, STREET = "522601100", "522601002"


@pytest.fixture(autouse=True)
def _at_noon(noon: Any) -> Any:
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def places(tree: Any) -> dict[str, Any]:
    """A town, a street and three federations of 凯里."""
    town, federation = UnionKind.TOWNSHIP, UnionKind.INDUSTRY_FEDERATION
    below = (Level.TOWNSHIP, "522601")
    rows = plant(
        [
            Seedling(TOWN, "三棵树镇总工会", "三棵树镇", below[0], town, below[1]),
            Seedling(STREET, "大十字街道总工会", "大十字街道", below[0], town, below[1]),
            Seedling("522601-F1", "凯里市快递行业工会联合会", "快递行业", below[0], federation, below[1]),
            Seedling("522601-F2", "凯里市货运行业工会联合会", "货运行业", below[0], federation, below[1]),
            Seedling(
                "522601-F3",
                "凯里市国贸楼宇工会联合会",
                "国贸楼宇",
                below[0],
                UnionKind.BUILDING_FEDERATION,
                below[1],
            ),
        ]
    )  # fmt: skip
    return dict(zip(["town", "street", "courier", "freight", "house"], rows, strict=True))


@pytest.fixture
def desk(client: Any, cast: Any) -> Any:
    client.force_login(cast.user("county_cadre"))
    return client


def waiting(cast: Any, seq: int, noon: Any, **wish: Any) -> Application:
    """Somebody in the pool of 凯里."""
    return ask_for(cast, seq, noon, **{"area_code": "522601", "work_unit": ""} | wish)


def best(row: Application) -> list[tuple[str, int, str]]:
    """Name, score and mode of what is suggested."""
    found = pool.suggestions_for([row])[row.pk]
    return [(s.union.short_name, s.score, s.mode) for s in found]


def test_a_courier_fits_the_federation_of_couriers_before_the_town(cast, places, noon):
    row = waiting(cast, 11, noon, area_code=TOWN, nef_group="courier")

    assert best(row) == [
        ("快递行业", 45, NefMode.INDUSTRY),
        ("三棵树镇", 30, NefMode.FALLBACK),
    ]


def test_who_works_where_there_is_a_union_belongs_there(cast, tree, places, noon):
    row = waiting(cast, 11, noon, work_unit="凯里市第一纺织厂", nef_group="courier")

    assert best(row)[0] == ("第一纺织厂", 60, NefMode.KEY)
    found = pool.suggestions_for([row])[row.pk]
    assert found[0].reasons == ["工作单位“凯里市第一纺织厂”已建会"]


def test_place_of_work_goes_before_where_one_lives(cast, places, noon):
    row = waiting(cast, 11, noon, area_code=TOWN, work_unit="国贸写字楼某公司")
    row.person.address = "贵州省凯里市大十字街道北京东路62号"

    assert best(row) == [("国贸楼宇", 35, ""), ("三棵树镇", 30, ""), ("大十字街道", 20, "")]


def test_without_any_reason_the_county_takes_them_itself(cast, tree, noon):
    row = waiting(cast, 11, noon, nef_group="other")

    assert best(row) == [("凯里", 5, NefMode.FALLBACK)]


def test_a_union_that_sleeps_or_ended_or_lies_elsewhere_is_not_suggested(cast, tree, places, noon):
    places["courier"].is_dormant = True
    places["courier"].save(update_fields=["is_dormant"])
    plant(
        [
            Seedling(
                "522622-F1", "黄平县快递行业工会联合会", "快递", 5, "industry_federation", "522622"
            )
        ]
    )
    row = waiting(cast, 11, noon, nef_group="courier")

    assert [name for name, _score, _mode in best(row)] == ["凯里"]


def test_suggestions_ask_the_same_for_one_and_for_many(cast, places, noon):
    wish = {"area_code": TOWN, "nef_group": "courier", "work_unit": "东站分拨点"}
    rows = [waiting(cast, seq, noon, **wish) for seq in (11, 12, 13)]

    def count(some: list[Application]) -> int:
        with CaptureQueriesContext(connection) as asked:
            pool.suggestions_for(some)
        return len(asked)

    assert count(rows[:1]) == count(rows) == 4


def test_one_is_routed_from_the_page_and_the_new_union_has_new_days(desk, cast, places, noon):
    row = waiting(cast, 11, noon, area_code=TOWN, nef_group="courier")
    where = reverse("members:route", args=[row.pk])
    page = desk.get(where).content.decode()
    assert "从业群体相符：快递员" in page
    assert "45 分" in page

    empty = desk.post(where, {"nef_mode": ""})
    done = desk.post(where, {"union_id": places["courier"].pk, "nef_mode": "industry"})

    row.refresh_from_db()
    assert (empty.status_code, done.status_code) == (422, 302)
    assert (row.state, row.union, row.nef_mode) == (A.SUBMITTED, places["courier"], "industry")
    assert (row.was_pooled, row.routed_at) == (True, noon)


def test_another_county_is_no_place_to_route_to(cast, tree, places, noon):
    row = waiting(cast, 11, noon)
    with pytest.raises(Refused, match="只能分配给本级和下级工会"):
        joining.route(
            actor=cast.county_cadre,
            application_id=row.pk,
            union_id=tree.other_county.pk,
            now=noon,
        )


def test_equal_suggestions_are_shown_and_confirmed_together(desk, cast, places, noon):
    couriers = [waiting(cast, seq, noon, nef_group="courier") for seq in (11, 12)]
    torn = waiting(cast, 13, noon, area_code=TOWN, work_unit="国贸写字楼")
    assert "分配 2 人" in desk.get(reverse(POOL)).content.decode()

    ids = [row.pk for row in (*couriers, torn)]
    shown = desk.post(reverse("members:route_many"), {"ids": ids}).content.decode()
    assert "按建议分配 2 人" in shown
    assert "工友13" in shown
    plan = [f"{row.pk}:{places['courier'].pk}:industry" for row in couriers]
    assert all(leg in shown for leg in plan)

    done = desk.post(
        reverse("members:route_many"), {"sure": "1", "plan": [*plan, "1:2:odd", "x"]}
    ).content.decode()

    assert "成功 2 个，0 个未改" in done
    assert Application.objects.filter(union=places["courier"], state=A.SUBMITTED).count() == 2


def test_hundreds_are_routed_by_a_job(desk, cast, places, noon, monkeypatch):
    monkeypatch.setattr("niangjia.domains.members.views.pool.NOW", 1)
    rows = [waiting(cast, seq, noon, nef_group="courier") for seq in (11, 12)]
    plan = [f"{row.pk}:{places['courier'].pk}:industry" for row in rows]

    desk.post(reverse("members:route_many"), {"sure": "1", "plan": plan})
    drain()

    assert Progress.objects.get().words == "成功 2 个，0 个未改"


def test_who_waits_too_long_comes_up_at_the_desk_and_in_the_cockpit(cast, tree, noon):
    waiting(cast, 11, noon)
    today, late = noon.date(), noon.date() + timedelta(days=10)

    (todo,) = todos.todos(cast.county_cadre, today)
    assert (todo.title, todo.due_on.isoformat()) == ("周转池 1 人待分配工会", "2023-11-23")
    assert todos.todos(cast.city_reviewer, today) == []
    (found,) = todos.attention(cast.city_reviewer, tree.city.path, late)
    assert (found.place, found.what) == ("凯里市总工会", "周转池 1 人超期未分配工会")
    assert todos.attention(cast.stranger, tree.city.path, late) == []


def test_what_the_union_below_let_lie_is_the_county_s_to_do(cast, tree, applied, noon):
    late = noon + timedelta(days=30)
    clocks.escalate(application_id=applied.pk, now=late)

    mine = {todo.title for todo in todos.todos(cast.county_cadre, late.date())}
    chair = {todo.title for todo in todos.todos(cast.grassroots_chair, late.date())}

    assert mine == {"下级工会超期未办的入会申请 1 份"}
    assert chair == {"1 人申请入会，待审批"}


def test_waiting_takes_nothing_away(cast, tree, applied, noon):
    """No loss of benefits while waiting (rules §2.3); a retained member has no vote (§2.2)."""
    person = applied.person
    asked = standing_of(person)
    assert (asked.kind, asked.may_use_services, asked.may_vote) == (Standing.WAITING, True, False)

    membership = joining.approve(actor=cast.grassroots_chair, application_id=applied.pk, now=noon)
    assert (standing_of(person).kind, standing_of(person).may_vote) == (Standing.MEMBER, True)

    known = {"actor": cast.grassroots_chair, "membership_id": membership.pk, "now": noon}
    rolls.retain(why="retired", on=noon.date(), **known)
    held = standing_of(person)
    assert (held.label, held.may_use_services, held.may_vote) == ("保留会籍（退休）", True, False)

    rolls.leave(on=noon.date(), note="本人书面申请", **known)
    assert (standing_of(person).kind, standing_of(person).may_use_services) == (
        Standing.NONE,
        False,
    )


def test_a_rejected_applicant_is_not_waiting(cast, applied, noon):
    joining.reject(actor=cast.grassroots_chair, application_id=applied.pk, note="重复", now=noon)

    assert standing_of(applied.person).kind == Standing.NONE
