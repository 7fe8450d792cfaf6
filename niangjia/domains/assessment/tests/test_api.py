"""The API says what the pages say: same rows, same refusals, same cut."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.assessment.models import Score
from niangjia.domains.assessment.tests.conftest import NOON, items_of

pytestmark = pytest.mark.django_db
API = "/api/v1/assessment"


@pytest.fixture
def call(client: Any, cast: Any) -> Any:
    """Speak to the API as one of the cast, signed in by session, at noon."""

    def ask(part: str, method: str, address: str, body: Any = None) -> Any:
        with time_machine.travel(NOON, tick=False):
            client.force_login(cast.user(part))
            return client.generic(
                method,
                API + address,
                json.dumps(body) if body is not None else "",
                content_type="application/json",
            )

    return ask


def cell(sheet, number=0):
    """The address of one cell."""
    return f"/sheets/{sheet.pk}/items/{items_of(sheet)[number].pk}"


def test_cell_saved_over_the_api_is_the_cell_of_the_page(call, client, sheet):
    answer = call("county_cadre", "PUT", cell(sheet), {"version": 0, "points": "1.5"})

    assert answer.status_code == 200
    assert answer.json()["conclusion"] == "partly"
    assert Score.objects.get().points == Decimal("1.5")
    with time_machine.travel(NOON, tick=False):
        page = client.get(reverse("assessment:sheet", args=[sheet.pk])).content.decode()
    assert '<span class="gh-points">1.5</span>' in page


def test_conflict_tells_both_values(call, sheet):
    call("county_cadre", "PUT", cell(sheet), {"version": 0, "points": "2"})

    answer = call("county_cadre", "PUT", cell(sheet), {"version": 0, "points": "1"})

    assert answer.status_code == 409
    said = {d["field"]: (d["theirs"], d["mine"]) for d in answer.json()["differences"]}
    assert said["得分"] == ("2.0", "1.0")


def test_refusal_is_the_sentence_of_the_page(call, sheet):
    answer = call("county_cadre", "POST", f"/sheets/{sheet.pk}/submit")

    assert answer.status_code == 422
    assert answer.json()["sentence"] == "还差 3 项：1.1、1.2、2.1"


def test_other_city_finds_nothing(call, submitted):
    answer = call("other_city_reviewer", "GET", f"/sheets/{submitted.pk}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "stages"),
    [
        ("county_cadre", ["self"]),
        ("city_reviewer", ["self", "review"]),
        ("province_cadre", ["self", "review", "acceptance"]),
    ],
)
def test_unreleased_scores_of_the_next_level_are_cut(call, accepted, cycle, who, stages):
    lines = call(who, "GET", f"/sheets/{accepted.pk}").json()
    (row,) = [
        found
        for found in call(who, "GET", f"/cycles/{cycle.pk}/sheets").json()
        if found["id"] == accepted.pk
    ]

    assert [c["stage"] for c in lines[0]["cells"]] == stages
    assert sorted(row["points"]) == sorted(stages)


def test_ranking_is_closed_before_the_notice(call, accepted, cycle):
    assert call("county_cadre", "GET", f"/cycles/{cycle.pk}/ranking").status_code == 404
    assert call("province_cadre", "GET", f"/cycles/{cycle.pk}/ranking").status_code == 200
