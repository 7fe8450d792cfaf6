"""Kept conditions, columns and density: one's own, and of a ledger that is there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.habits import selectors, services
from niangjia.foundation.habits.declaring import find_ledger, ledger
from niangjia.foundation.habits.models import LedgerHabit, SavedFilter

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


@pytest.mark.parametrize("model", [SavedFilter, LedgerHabit])
def test_habits_are_seen_by_their_owner_alone(cast, noon, model):
    actor = cast.county_cadre
    services.keep_filter(actor=actor, ledger_name="unions", name="甲", query="?q=1", now=noon)
    services.set_habit(
        actor=actor, ledger_name="unions", columns=["kind"], density="wide", now=noon
    )

    assert model.objects.visible_to(actor).count() == 1
    assert model.objects.visible_to(cast.city_reviewer).count() == 0


def test_a_ledger_is_drawn_as_chosen_and_as_usual_before(cast, noon):
    unions, actor = find_ledger("unions"), cast.county_cadre
    assert selectors.look_of(actor, unions) == selectors.Look(unions.usual, "normal")

    services.set_habit(
        actor=actor, ledger_name="unions", columns=["due", "gone", "kind"], density="wide", now=noon
    )

    assert selectors.look_of(actor, unions) == selectors.Look(("kind", "due"), "wide")


def test_twenty_conditions_are_enough(cast, noon):
    known = {"actor": cast.county_cadre, "ledger_name": "unions", "query": "q=1", "now": noon}
    for number in range(services.MOST):
        services.keep_filter(name=f"甲{number}", **known)

    with pytest.raises(Refused, match="最多保存 20 个"):
        services.keep_filter(name="乙", **known)

    assert SavedFilter.objects.count() == services.MOST


def test_a_name_stands_once(cast, noon):
    known = {"actor": cast.county_cadre, "ledger_name": "unions", "query": "q=1", "now": noon}
    services.keep_filter(name="甲", **known)

    with pytest.raises(Refused, match="已有同名的常用筛选"):
        services.keep_filter(name="甲", **known)


@pytest.mark.parametrize("name", ["keep_filter", "habit"])
def test_the_forms_of_a_known_ledger_are_there_and_of_no_other(at, name):
    client = at("county_cadre")

    assert client.get(reverse(f"habits:{name}", args=["unions"])).status_code == 200
    assert client.get(reverse(f"habits:{name}", args=["nothing"])).status_code == 404


def test_columns_and_density_are_chosen_on_the_page(at, cast):
    client, url = at("county_cadre"), reverse("habits:habit", args=["unions"])

    assert client.post(url, {"density": "wide"}).status_code == 422
    assert client.post(url, {"columns": ["phone"], "density": "wide"}).status_code == 302

    text = client.get(reverse("unions:list")).content.decode()
    assert 'data-density="wide"' in text
    assert "联系电话" in text


def test_kept_conditions_are_thrown_away_by_their_owner_alone(at, cast, noon):
    kept = services.keep_filter(
        actor=cast.city_reviewer, ledger_name="unions", name="县级", query="level=4", now=noon
    )
    url = reverse("habits:drop_filter", args=[kept.pk])
    assert at("county_cadre").post(url).status_code == 404
    assert url in at("city_reviewer").get(reverse("unions:list")).content.decode()

    at("city_reviewer").post(url)

    assert not SavedFilter.objects.exists()


def test_a_key_is_a_ledger_once():
    with pytest.raises(ValueError, match="unions"):
        ledger("unions", route="unions:list", columns={}, usual=())
    with pytest.raises(Missing):
        find_ledger("nothing")
