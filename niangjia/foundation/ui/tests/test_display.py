"""Display settings: cookie, page, and what html is told."""

import pytest
from django.test import RequestFactory

from niangjia.foundation.ui.display import Display, chosen, display_of


def test_settings_survive_the_cookie():
    kept = Display(size="large", motion="less")
    request = RequestFactory().get("/", headers={"cookie": f"display={kept.cookie()}"})

    assert kept.cookie() == "size:large|motion:less"
    assert display_of(request) == kept


def test_unknown_values_are_dropped():
    assert chosen({"size": "9000", "contrast": "high", "x": "y"}) == Display(contrast="high")


@pytest.mark.django_db
def test_saving_sets_the_cookie_and_goes_back(client):
    answer = client.post("/ui/display/", {"size": "huge", "next": "/styleguide/"})

    assert (answer.status_code, answer["Location"]) == (302, "/styleguide/")
    assert answer.cookies["display"].value == "size:huge"


@pytest.mark.django_db
def test_saving_never_leads_to_another_host(client):
    answer = client.post("/ui/display/", {"next": "https://example.org/"})

    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_the_page_shows_what_is_kept(client):
    client.cookies["display"] = "size:huge"

    answer = client.get("/ui/display/")

    assert answer.status_code == 200
    assert 'data-size="huge"' in answer.content.decode()
    assert 'name="size" value="huge" checked' in answer.content.decode()
