"""Looking down into another union: its pages, one's own post (decision 0031)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from niangjia.domains.assessment.models import Framework
from niangjia.domains.tasks.models import Programme, Research, Rhythm, Round, Task
from niangjia.domains.tasks.services import programmes, supervising
from niangjia.domains.unions.models import Post, SecondmentRound, Tenure
from niangjia.domains.unions.selectors import actor_for
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db

BEGINNINGS = [
    ("tasks:board", "tasks:propose"),
    ("tasks:issued", "tasks:propose"),
    ("tasks:programmes", "tasks:draft"),
    ("tasks:rounds", "tasks:plan_round"),
    ("tasks:researches", "tasks:plan_research"),
    ("tasks:rhythms", "tasks:set_up_rhythm"),
    ("tasks:register", "tasks:register_document"),
    ("assessment:cycles", "assessment:prepare"),
    ("assessment:frameworks", "assessment:start"),
    ("assessment:bundles", "assessment:bundle_start"),
    ("unions:secondments", "unions:secondment_create"),
    ("notices:announcements", "notices:write"),
]
"""Pages that offer to begin something in the name of the union stood at."""


@pytest.fixture
def province(client, cast, tree):
    """The provincial cadre, with every role that begins something."""
    post = Post.objects.get(union=tree.province, title="基层工作部主任科员")
    post.roles = [*post.roles, "notices.issuer"]
    post.save()
    client.force_login(cast.user("province_cadre"))
    return client


def stand(client, union):
    assert client.post(reverse("unions:switch"), {"to": union.pk}).status_code == 302


def head_of(client, page):
    """The buttons at the head of a page."""
    text = client.get(reverse(page)).content.decode()
    return text.split("<main")[1].split("gh-body")[0]


@pytest.mark.parametrize(("page", "verb"), BEGINNINGS)
def test_what_begins_in_its_name_is_offered_at_home_alone(province, tree, page, verb):
    at_home = head_of(province, page)
    stand(province, tree.city)
    below = head_of(province, page)

    assert reverse(verb) in at_home
    assert reverse(verb) not in below
    assert "（不能以它的名义办理）" in province.get(reverse(page)).content.decode()


def test_the_superior_s_own_verbs_stay(province, tree):
    stand(province, tree.city)

    assert reverse("tasks:supervise") in head_of(province, "tasks:board")
    assert reverse("unions:create") in head_of(province, "unions:list")


def test_what_is_begun_from_there_belongs_to_one_s_own_union(cast, tree, noon):
    below = actor_for(cast.user("province_cadre"), standing_at=tree.county.pk)
    assert (below.looks_down, below.unit_id, below.acts_for) == (
        True,
        tree.county.pk,
        tree.province.pk,
    )

    root = supervising.supervise(
        actor=below,
        union_ids=[tree.county.pk],
        title="欠报督办",
        due_on=date(2023, 11, 30),
        now=noon,
    )
    programme = programmes.draft_programme(
        actor=below,
        title="县级工会加强年",
        begins_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31),
        now=noon,
    )

    assert (root.issuer_id, programme.union_id) == (tree.province.pk, tree.province.pk)
    assert list(Task.objects.given().values_list("union_id", flat=True)) == [tree.county.pk]


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("tasks:plan_round", Round),
        ("tasks:plan_research", Research),
        ("tasks:set_up_rhythm", Rhythm),
        ("unions:secondment_create", SecondmentRound),
    ],
)
def test_a_kept_address_begins_nothing_there_either(province, tree, page, table):
    stand(province, tree.city)

    answers = province.get(reverse(page)), province.post(reverse(page), {"title": "借名"})

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not table.objects.exists()


def test_a_form_sent_from_there_is_one_s_own(province, tree):
    stand(province, tree.city)

    province.post(reverse("assessment:start"), {"key": "small", "title": "小细则"})
    days = {"begins_on": "2023-11-20", "ends_on": "2023-12-31"}
    province.post(reverse("tasks:draft"), {"title": "专项", **days})

    assert Framework.objects.get().union_id == tree.province.pk
    assert Programme.objects.get().union_id == tree.province.pk


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (["unions.reader", "assessment.reader"], "（只读）"),
        (["audit.admin"], "（只读）"),
        (["unions.reader", "tasks.issuer"], "（不能以它的名义办理）"),
    ],
)
def test_the_strip_says_what_holds(client, cast, tree, roles, words):
    Post.objects.filter(union=tree.city).update(roles=roles)
    client.force_login(cast.user("city_reviewer"))
    assert "正在查看下级" not in client.get("/help/").content.decode()

    stand(client, tree.county)
    text = client.get("/help/").content.decode()

    assert f"<strong>{tree.county.name}</strong> 的数据{words}" in text


def test_somebody_with_a_post_there_is_no_onlooker(client, cast, tree):
    post = Post.objects.create(union=tree.county, title="挂职副主席", roles=["tasks.issuer"])
    person = cast.user("city_reviewer")
    day = date(2023, 1, 1)
    Tenure.objects.create(post=post, person=person, person_name=person.name, begun_on=day)
    client.force_login(person)
    stand(client, tree.county)

    assert "正在查看下级" not in client.get("/help/").content.decode()
    assert reverse("tasks:propose") in head_of(client, "tasks:board")


def test_an_actor_without_a_home_looks_nowhere():
    assert not Actor(1, frozenset(), here="00001").looks_down
    assert not Actor(1, frozenset()).begins({"tasks.issuer"})
