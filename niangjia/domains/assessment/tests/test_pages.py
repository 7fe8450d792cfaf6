"""The pages: who sees what, saving a cell, and what a refusal leaves on the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.assessment.models import Score
from niangjia.domains.assessment.tests.conftest import NOON, items_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def browser(client: Any, cast: Any) -> Any:
    """A browser signed in as one of the cast."""

    def sign_in(part: str) -> Any:
        client.force_login(cast.user(part))
        return client

    return sign_in


PAGES = ["ranking", "variance", "draw", "naming", "appeals", "extend", "cycle"]


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_cycle_opens_for_its_owner(browser, cycle, accepted, name):
    answer = browser("province_cadre").get(reverse(f"assessment:{name}", args=[cycle.pk]))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["cycles", "prepare", "frameworks", "start"])
def test_list_page_opens(browser, cycle, name):
    answer = browser("province_cadre").get(reverse(f"assessment:{name}"))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["sheet", "conclude", "log", "send_back"])
def test_page_of_a_sheet_opens_for_its_reviewer(browser, submitted, name):
    answer = browser("city_reviewer").get(reverse(f"assessment:{name}", args=[submitted.pk]))

    assert answer.status_code == 200
    assert "凯里市总工会" in answer.content.decode()


def post(browser, sheet, number=0, htmx=True, **fields):
    """Save a cell as the page does it."""
    item = items_of(sheet)[number]
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("assessment:score", args=[sheet.pk, item.pk])
    return browser.post(address, {"version": "0", **fields}, headers=headers)


def test_saved_cell_answers_with_its_line_and_the_summary(browser, sheet):
    answer = post(browser("county_cadre"), sheet, points="1.5", remark="两场")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith('<tr id="line-')
    assert 'id="summary" hx-swap-oob="true"' in text
    assert "12:00 已自动保存" in text
    assert Score.objects.get().points == Decimal("1.5")


def test_without_script_the_next_item_opens(browser, sheet):
    answer = post(browser("county_cadre"), sheet, htmx=False, points="2", next="1")

    following = items_of(sheet)[1]
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?item={following.pk}")


def test_chosen_conclusion_sets_the_points(browser, sheet):
    post(browser("county_cadre"), sheet, conclusion="passed")

    assert Score.objects.get().points == Decimal(2)


def test_refused_cell_keeps_what_was_typed(browser, submitted):
    answer = post(browser("city_reviewer"), submitted, points="1.0", remark=" ")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明扣分理由" in text
    assert 'value="1.0"' in text
    assert not Score.objects.filter(stage="review").exists()


def test_text_stays_when_the_deadline_passes_while_typing(browser, sheet):
    signed_in = browser("county_cadre")
    with time_machine.travel(NOON.replace(day=26), tick=False):
        signed_in = browser("county_cadre")
        answer = post(signed_in, sheet, points="2", remark="材料齐全，附照片")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "已于11月25日截止" in text
    assert "材料齐全，附照片" in text
    assert not Score.objects.exists()


def test_second_saver_gets_both_values(browser, sheet):
    signed_in = browser("county_cadre")
    post(signed_in, sheet, points="2")

    answer = post(signed_in, sheet, points="1", remark="我的")

    text = answer.content.decode()
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#dialog-body"
    assert "2.0" in text
    assert "1.0" in text


@pytest.mark.parametrize("name", ["sheet", "log", "conclude", "send_back"])
def test_other_city_finds_nothing(browser, submitted, name):
    answer = browser("other_city_reviewer").get(reverse(f"assessment:{name}", args=[submitted.pk]))

    assert answer.status_code == 404
    assert "凯里市" not in answer.content.decode()


def test_page_hides_the_next_level_before_release(browser, reviewed):
    answer = browser("county_cadre").get(reverse("assessment:sheet", args=[reviewed.pk]))

    text = answer.content.decode()
    assert "结果公示前不公开" in text
    assert "未公开" in text


def test_submitting_says_what_is_missing(browser, sheet):
    answer = browser("county_cadre").post(
        reverse("assessment:conclude", args=[sheet.pk]), {"opinion": ""}
    )

    assert answer.status_code == 422
    assert "还差 3 项" in answer.content.decode()


def test_sheet_page_asks_as_many_questions_for_one_participant_as_for_three(browser, submitted):
    signed_in = browser("city_reviewer")
    address = reverse("assessment:sheet", args=[submitted.pk])
    signed_in.get(address)
    three = _queries(signed_in, address)
    others = submitted.cycle.sheets.exclude(pk=submitted.pk)
    others.delete()

    assert _queries(signed_in, address) == three


def test_cycle_page_asks_as_many_questions_for_one_sheet_as_for_three(browser, cycle, sheet):
    signed_in = browser("province_cadre")
    address = reverse("assessment:cycle", args=[cycle.pk])
    signed_in.get(address)
    three = _queries(signed_in, address)
    cycle.sheets.exclude(pk=sheet.pk).delete()

    assert _queries(signed_in, address) == three


def _queries(signed_in, address):
    with CaptureQueriesContext(connection) as found:
        assert signed_in.get(address).status_code == 200
    return len(found)
