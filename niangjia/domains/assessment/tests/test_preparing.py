"""Preparing a cycle from its page: a level or a picked list, its teams, and acts said beforehand."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.assessment.models import Cycle, ScoreChange, Sheet
from niangjia.domains.assessment.tests.conftest import NOON, items_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def province(client: Any, cast: Any) -> Any:
    """The province's browser."""
    client.force_login(cast.user("province_cadre"))
    return client


def a_form(framework: Any, **more: Any) -> dict[str, Any]:
    """What the page asks for."""
    plain = {
        "framework_id": framework.pk,
        "title": "小考核",
        "year": 2023,
        "rhythm": "yearly",
        "entry": "every",
        "level": "3",
        "due_self": "2023-11-25",
        "due_acceptance": "2023-12-15",
    }
    return plain | more


def test_picked_list_goes_before_the_level(province, framework, tree):
    picked = [tree.county.pk, tree.other_county.pk]
    province.post(reverse("assessment:prepare"), a_form(framework, chosen=picked))
    cycle = Cycle.objects.get()

    asked = province.get(reverse("assessment:open", args=[cycle.pk])).content.decode()
    province.post(reverse("assessment:open", args=[cycle.pk]))

    assert (cycle.level, cycle.chosen) == (None, picked)
    assert "2 个单位参评" in asked
    assert set(Sheet.objects.values_list("union_id", flat=True)) == set(picked)


def test_neither_level_nor_list_is_refused_and_keeps_what_was_typed(province, framework):
    answer = province.post(reverse("assessment:prepare"), a_form(framework, level=""))

    assert answer.status_code == 422
    assert "请选择参评层级或参评单位" in answer.content.decode()
    assert not Cycle.objects.exists()


def test_what_was_picked_stays_on_the_page(province, framework, tree):
    address = reverse("assessment:prepare") + f"?chosen={tree.county.pk}&chosen=x"
    page = province.get(address).content.decode()

    assert f'name="chosen" value="{tree.county.pk}"' in page
    assert tree.county.name in page


def test_picker_of_many_offers_a_city_with_its_counties(province, tree, cast):
    address = reverse("unions:picker") + f"?name=chosen&many=1&q={tree.city.name}"
    page = province.get(address).content.decode()

    assert 'type="checkbox" name="chosen"' in page
    assert tree.county.name in page


def test_teams_are_named_by_city_and_shown_on_the_sheet(province, cycle, sheet):
    address = reverse("assessment:teams", args=[cycle.pk])
    asked = province.get(address).content.decode()
    province.post(address, {f"team_{n}": "第一组" for n in range(3)})

    sheet.refresh_from_db()
    page = province.get(reverse("assessment:sheet", args=[sheet.pk])).content.decode()
    assert "黔东南州总工会（" in asked
    assert sheet.team == "第一组"
    assert "验收组第一组" in page


def test_only_the_owner_names_teams(client, cast, cycle, sheet):
    client.force_login(cast.user("city_reviewer"))
    answer = client.post(reverse("assessment:teams", args=[cycle.pk]), {"team_0": "第一组"})

    sheet.refresh_from_db()
    assert answer.status_code == 422
    assert sheet.team == ""


def test_asking_changes_nothing_and_refusals_stay_in_the_dialog(province, cycle, submitted):
    address = reverse("assessment:notice", args=[cycle.pk])
    asked = province.get(address, HTTP_HX_REQUEST="true")
    refused = province.post(address, HTTP_HX_REQUEST="true")

    cycle.refresh_from_db()
    assert "公示后只能通过申诉更正得分" in asked.content.decode()
    assert (refused.status_code, cycle.state) == (422, "open")
    assert "个单位在自评或复核期内" in refused.content.decode()


def test_item_is_bound_from_a_list_of_figures(province, framework):
    province.post(reverse("assessment:copy", args=[framework.pk]))
    draft = type(framework).objects.get(edition=2)
    item = draft.dimensions.get(number=1).items.get(number=1)
    address = reverse("assessment:item", args=[draft.pk, item.dimension_id, item.pk])

    page = province.get(address).content.decode()

    assert '<optgroup label="组织管理">' in page
    assert '<option value="unions.members">' in page
    assert "zero_at" not in page


def test_log_turns_its_pages_newest_first(province, cast, submitted):
    item = items_of(submitted)[0]
    ScoreChange.objects.bulk_create(
        ScoreChange(sheet=submitted, item=item, stage="self", after=1, remark=f"第{n}次", at=NOON)
        for n in range(60)
    )
    address = reverse("assessment:log", args=[submitted.pk])

    first = province.get(address).content.decode()
    older = re.search(r'href="(\?cursor=[^"]+)"', first)
    second = province.get(address + older[1]).content.decode() if older else ""

    assert ("第59次" in first, "第59次" in second) == (True, False)
    assert (first.count("<tr>"), second.count("<tr>")) == (51, 14)
    assert "共" in first
    assert "第9次" in second
