"""The pages: who sees what, saving a cell, and what a refusal leaves on the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.assessment.models import Cycle, Evidence, Framework, Score
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


def test_cycle_is_prepared_and_opened_from_its_pages(browser, framework):
    signed_in = browser("province_cadre")
    form = {
        "framework_id": framework.pk,
        "title": "2024年度考核",
        "year": 2024,
        "rhythm": "first_half",
        "level": 4,
        "entry": "recommended",
        "due_self": "2024-07-10",
        "due_review": "2024-07-20",
        "due_acceptance": "2024-07-30",
    }

    answer = signed_in.post(reverse("assessment:prepare"), form)
    cycle = Cycle.objects.get()
    signed_in.post(reverse("assessment:open", args=[cycle.pk]))

    cycle.refresh_from_db()
    assert answer.status_code == 302
    assert (cycle.state, cycle.ends_on.isoformat()) == ("open", "2024-06-30")
    assert cycle.sheets.count() == 3


def test_evidence_is_uploaded_and_opened_by_those_who_may(browser, sheet, cast):
    signed_in = browser("county_cadre")
    item = items_of(sheet)[0]
    picture = SimpleUploadedFile("站点.png", PNG, content_type="image/png")

    signed_in.post(
        reverse("assessment:evidence", args=[sheet.pk, item.pk]),
        {"title": "站点外景", "file": picture},
    )

    proof = Evidence.objects.get()
    assert proof.kind == "image"
    assert signed_in.get(proof.url).status_code == 200
    assert browser("city_reviewer").get(proof.url).status_code == 404
    assert browser("other_city_reviewer").get(proof.url).status_code == 404


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100"
    "000500010d0a2db40000000049454e44ae426082"
)
"""The smallest picture there is."""


def test_items_are_sent_back_and_supplemented_from_the_pages(browser, submitted):
    item = items_of(submitted)[0]
    form = {"item_ids": [item.pk], "reason": "缺签到表", "due_on": "2023-11-23"}
    browser("city_reviewer").post(reverse("assessment:send_back", args=[submitted.pk]), form)
    row = submitted.supplements.get()

    signed_in = browser("county_cadre")
    page = signed_in.get(reverse("assessment:sheet", args=[submitted.pk])).content.decode()
    signed_in.post(
        reverse("assessment:supplement", args=[submitted.pk, row.pk]), {"answer": "已补"}
    )
    signed_in.post(reverse("assessment:hand_in_supplement", args=[submitted.pk]))

    submitted.refresh_from_db()
    assert "缺签到表" in page
    assert submitted.state == "reviewing"


def test_framework_is_written_from_its_pages(browser, framework):
    signed_in = browser("province_cadre")
    signed_in.post(reverse("assessment:copy", args=[framework.pk]))
    draft = Framework.objects.get(edition=2)
    dimension = draft.dimensions.get(number=2)
    form = {
        "title": "站点覆盖",
        "standard": "每 2 平方公里 1 个",
        "kind": "scored",
        "formula": "linear",
        "points": "3",
        "params": "zero_at=0；full_at=100",
        "metric": "",
    }

    wrong = signed_in.post(
        reverse("assessment:add_item", args=[draft.pk, dimension.pk]), form | {"params": "错"}
    )
    signed_in.post(reverse("assessment:add_item", args=[draft.pk, dimension.pk]), form)

    kept = dimension.items.get(number=2)
    assert wrong.status_code == 422
    assert (kept.title, kept.params) == ("站点覆盖", {"zero_at": "0", "full_at": "100"})
    assert signed_in.get(reverse("assessment:framework", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_exported_framework_is_imported_from_the_page(browser, framework, kind):
    signed_in = browser("province_cadre")
    address = reverse("assessment:export", args=[framework.pk, kind])
    content = signed_in.get(address).content

    signed_in.post(
        reverse("assessment:start"), {"file": SimpleUploadedFile(f"small.{kind}", content)}
    )

    again = Framework.objects.get(edition=2)
    assert again.title == framework.title
    assert again.dimensions.count() == 2


def test_appeal_page_opens_and_answers(browser, cast, accepted, cycle, noon):
    signed_in = browser("province_cadre")
    signed_in.post(reverse("assessment:notice", args=[cycle.pk]))
    item = items_of(accepted)[0]
    county = browser("county_cadre")
    county.post(
        reverse("assessment:file_appeal", args=[accepted.pk]),
        {"item_id": item.pk, "reason": "材料已寄"},
    )
    appeal = accepted.appeals.get()

    signed_in = browser("province_cadre")
    assert signed_in.get(reverse("assessment:appeal", args=[appeal.pk])).status_code == 200
    signed_in.post(
        reverse("assessment:appeal", args=[appeal.pk]), {"upheld": "0", "decision": "维持"}
    )

    appeal.refresh_from_db()
    assert appeal.state == "dismissed"


def test_draw_is_published_with_its_list(browser, cycle):
    signed_in = browser("province_cadre")
    signed_in.post(reverse("assessment:draw", args=[cycle.pk]), {"seed": "7", "count": "2"})
    kept = cycle.draws.get()

    seen = browser("county_cadre")
    assert kept.drawn[0] in seen.get(reverse("assessment:draw", args=[cycle.pk])).content.decode()
    listed = seen.get(reverse("assessment:draw_list", args=[cycle.pk, kept.pk, "names"]))
    assert listed.content.decode().splitlines() == kept.names


def test_whole_sheet_lists_every_dimension_for_paper(browser, submitted):
    address = reverse("assessment:sheet", args=[submitted.pk])
    page = browser("city_reviewer").get(address + "?all=1").content.decode()

    assert page.count('id="line-') == 3
    assert page.index("一、政治引领强") < page.index("二、服务阵地强")
    assert browser("city_reviewer").get(address).content.decode().count('id="line-') < 3
