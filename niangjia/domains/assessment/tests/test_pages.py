"""The pages: who sees what, saving a cell, and what a refusal leaves on the page."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.assessment.tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def browser(client: Any, cast: Any) -> Any:
    """A browser signed in as one of the cast."""

    def sign_in(part: str) -> Any:
        client.force_login(
            cast.user(part), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
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
