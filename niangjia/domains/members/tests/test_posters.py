"""Codes to hang up: made, printed, closed, counted; nobody elsewhere sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.members.models import Poster
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors.applications import poster_by_code
from niangjia.domains.members.selectors.posters import find_poster
from niangjia.domains.members.services import joining, posters
from niangjia.foundation.errors import Missing, Refused

from .conftest import ask_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(noon: Any) -> Any:
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def poster(cast: Any, tree: Any, noon: Any) -> Poster:
    """The county hangs up a code that leads to the mill's union."""
    return posters.make_poster(
        actor=cast.county_cadre,
        union_id=tree.mill.pk,
        title="纺织厂门口",
        nef_group="courier",
        last_on=noon.date() + timedelta(days=30),
        now=noon,
    )


@pytest.fixture
def desk(client: Any, cast: Any) -> Any:
    client.force_login(cast.user("county_cadre"))
    return client


def test_who_comes_by_the_code_is_counted_and_asks_its_union(cast, tree, poster, noon):
    row = ask_for(cast, 41, noon, poster_code=poster.code)
    ask_for(cast, 43, noon, poster_code=poster.code)
    joining.approve(actor=cast.county_cadre, application_id=row.pk, now=noon)

    found = find_poster(cast.county_cadre, poster.pk)
    assert (row.union, row.nef_group, row.poster) == (tree.mill, "courier", poster)
    assert (found.came, found.joined) == (2, 1)


def test_a_closed_code_and_one_whose_day_is_over_lead_nowhere(cast, poster, noon):
    today = noon.date()
    assert poster_by_code(poster.code, today) == poster
    with pytest.raises(Missing):
        poster_by_code(poster.code, today + timedelta(days=31))
    posters.close_poster(actor=cast.county_cadre, poster_id=poster.pk, now=noon)
    with pytest.raises(Missing):
        poster_by_code(poster.code, today)
    with pytest.raises(Refused, match="已经停用"):
        posters.close_poster(actor=cast.county_cadre, poster_id=poster.pk, now=noon)


def test_a_code_leads_to_one_s_own_or_below(cast, tree, noon):
    for part, union in (("county_cadre", tree.other_county), ("grassroots_chair", tree.county)):
        with pytest.raises(Refused):
            posters.make_poster(actor=cast[part], union_id=union.pk, title="门口", now=noon)
    with pytest.raises(Refused, match="有效期"):
        posters.make_poster(
            actor=cast.county_cadre,
            union_id=tree.mill.pk,
            title="门口",
            last_on=noon.date() - timedelta(days=1),
            now=noon,
        )
    assert not Poster.objects.exists()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("worker", False),
        ("grassroots_chair", True),
        ("county_cadre", True),
        ("city_reviewer", True),
        ("other_city_reviewer", False),
        ("auditor", False),
        ("stranger", False),
    ],
)
def test_the_list_and_the_row_agree(cast, poster, who, sees):
    assert bool(policy.reads_here(cast[who], poster)) is sees
    assert Poster.objects.visible_to(cast[who]).exists() is sees


def test_the_pages_make_print_and_close(desk, tree, poster):
    made = desk.post(
        reverse("members:make_poster"), {"union_id": tree.mill.pk, "title": "东站", "nef_group": ""}
    )
    where = {
        name: reverse(f"members:{name}", args=[poster.pk])
        for name in ("poster", "placard", "poster_code", "close_poster")
    }
    page = desk.get(where["poster"]).content.decode()
    drawn, paper = desk.get(where["poster_code"]), desk.get(where["placard"])

    assert made.status_code == 302
    assert f"http://testserver/j/{poster.code}" in page
    assert (drawn["Content-Type"], drawn.content[:5]) == ("image/svg+xml", b"<?xml")
    assert b"style=" not in drawn.content
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert desk.post(where["close_poster"], {"x": "1"}).status_code == 302
    assert "已停用" in desk.get(where["poster"]).content.decode()
    assert "东站" in desk.get(reverse("members:posters")).content.decode()
    assert "纺织厂门口" in desk.get(reverse("members:posters"), {"view": "over"}).content.decode()


def test_the_list_asks_the_same_for_one_row_and_for_three(desk, cast, tree, poster, noon):
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(reverse("members:posters"))
        return len(found)

    count()
    one = count()
    for title in ("东站", "西站"):
        posters.make_poster(actor=cast.county_cadre, union_id=tree.mill.pk, title=title, now=noon)
    ask_for(cast, 41, noon, poster_code=poster.code)

    assert count() == one
