"""What I did, what I started, and the parts of the first page."""

import pytest

from niangjia.foundation.audit import services as audit
from niangjia.foundation.audit.words import verb_words

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


def acts(cast, tree, noon, number):
    for _n in range(number):
        audit.record(cast.county_cadre, "mark_dormant", tree.mill, changes={}, at=noon)


def test_done_tells_acts_in_words_and_leads_to_their_rows(desk, cast, tree, noon):
    acts(cast, tree, noon, 1)

    text = desk.get("/todos/done/").content.decode()

    assert "标为有名无实" in text
    assert f'href="/unions/{tree.mill.pk}/"' in text


def test_done_leaves_out_what_is_nobodys_matter(desk, cast, noon):
    audit.note_act(cast.county_cadre, "sign_in", kind="accounts.Session", label="x", at=noon)

    assert "还没有办理记录" in desk.get("/todos/done/").content.decode()


def test_done_is_paged_by_key(desk, cast, tree, noon):
    acts(cast, tree, noon, 21)

    first = desk.get("/todos/done/").content.decode()
    after = first.split('href="?at=')[-1].split('"')[0]
    rest = desk.get(f"/todos/done/?at={after}", headers=HX).content.decode()

    assert first.count("标为有名无实") == 20
    assert rest.count("标为有名无实") == 1
    assert "<html" not in rest


def test_every_verb_services_write_has_words():
    told = [verb_words(verb) for verb in ("appoint", "record_term", "pass_on", "publish")]

    assert told == ["任职", "登记届次", "提交复核意见", "发布"]


def test_started_tells_where_ones_own_matters_stand(client, cast, announced):
    client.force_login(cast.user("province_cadre"))

    text = client.get("/todos/started/").content.decode()

    assert "关于凯里现场会的通知" in text
    assert "已发布" in text


def test_started_is_empty_for_who_started_nothing(desk, announced):
    assert "还没有发起过事项" in desk.get("/todos/started/").content.decode()


def test_home_shows_the_chosen_part_of_the_pile_alone(desk, matters):
    matters(1, 3)

    late = desk.get("/?light=overdue", headers=HX).content.decode()
    soon = desk.get("/?light=soon", headers=HX).content.decode()

    assert "<html" not in late
    assert late.count("应当换届</a>") == 2
    assert "没有这一类待办" in soon


def test_home_shows_what_was_announced(desk, announced):
    assert "关于凯里现场会的通知" in desk.get("/").content.decode()
