"""What a service raises becomes one page, or the dialog over the page at hand."""

import pytest

from niangjia.foundation.facts.tests.cases.models import Note

from .conftest import HX

pytestmark = pytest.mark.django_db


def test_missing_is_a_page(desk):
    answer = desk.get("/miss/")

    assert answer.status_code == 404
    assert "没有找到这个页面，或您没有查看权限" in answer.content.decode()


def test_missing_below_the_api_is_left_to_the_api(desk):
    answer = desk.get("/api/miss/")

    assert answer.status_code == 500
    assert "没有找到" not in answer.content.decode()


def test_refused_is_a_page_with_the_sentence(desk):
    answer = desk.get("/refuse/")

    assert answer.status_code == 422
    assert "名额已满，请改选其他场次" in answer.content.decode()
    assert "HX-Retarget" not in answer


@pytest.mark.parametrize(("address", "status"), [("/refuse/", 422), ("/clash/", 409)])
def test_htmx_gets_the_dialog_over_its_page(desk, address, status):
    answer = desk.post(address, {"text": "我的"}, headers=HX)

    assert answer.status_code == status
    assert answer["HX-Retarget"] == "#dialog-body"
    assert answer["HX-Trigger-After-Swap"] == "gh:dialog"
    assert "<html" not in answer.content.decode()


def test_a_clash_without_script_shows_both_values_and_both_ways(desk):
    answer = desk.post(
        "/clash/", {"text": "我的", "version": "3", "once": "k"}, headers={"Referer": "/notes/1/"}
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>对方的</td>" in text
    assert "我的</td>" in text
    assert 'href="/notes/1/"' in text
    assert '<input type="hidden" name="version" value="4">' in text
    assert 'name="once"' not in text


def test_a_clash_does_not_lead_to_another_site(desk):
    answer = desk.post("/clash/", {}, headers={"Referer": "https://elsewhere.example/"})

    assert "elsewhere" not in answer.content.decode()


def test_a_crash_tells_its_number(desk):
    answer = desk.get("/crash/")

    assert answer.status_code == 500
    assert len(answer["X-Request-ID"]) == 32
    assert answer["X-Request-ID"] in answer.content.decode()
    assert Note.objects.count() == 1


def test_every_answer_is_guarded(desk):
    answer = desk.get("/greet/")

    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert len(answer["X-Request-ID"]) == 32
