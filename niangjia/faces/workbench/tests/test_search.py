"""One box over everything, cut to what the person may see."""

import pytest

from niangjia.domains.tasks.services.register import register
from niangjia.faces.workbench.menu import ROOMS, menu_for
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db


def groups(answer):
    text = answer.content.decode()
    return [part.split("</h3>")[0] for part in text.split('gh-group-title">')[1:]]


def test_hits_come_in_groups(desk, announced):
    assert groups(desk.get("/search/?q=凯里")) == ["组织", "通知公告"]


def test_registered_documents_are_found_at_their_own_union(client, cast, noon):
    entry = register(
        actor=cast.county_cadre,
        direction="in",
        title="关于做好年度统计的通知",
        issuer="黔东南州总工会",
        kind="notice",
        document_no="黔东南工办发〔2023〕12号",
        now=noon,
    )
    client.force_login(cast.user("county_cadre"))
    answer = client.get("/search/?q=工办发[2023]12")
    assert groups(answer) == ["收发文登记"]
    assert f'href="/tasks/register/{entry.pk}/"' in answer.content.decode()

    client.force_login(cast.user("other_city_reviewer"))
    assert groups(client.get("/search/?q=工办发[2023]12")) == []


def test_menu_entries_are_found_by_name(desk):
    assert groups(desk.get("/search/?q=驾驶")) == ["菜单"]


def test_people_are_for_the_security_administrator(client, cast):
    for part, found in (("security", ["人员账号"]), ("county_cadre", [])):
        client.force_login(cast.user(part))
        assert groups(client.get("/search/?q=演员3")) == found


def test_pages_opened_lately_come_before_typing(desk, tree):
    desk.get(f"/unions/{tree.mill.pk}/")
    desk.get(f"/unions/{tree.county.pk}/")
    desk.get(f"/unions/{tree.mill.pk}/")

    text = desk.get("/search/", headers={"HX-Request": "true"}).content.decode()

    assert "最近打开" in text
    assert text.count("凯里市第一纺织厂工会") == 1
    assert text.index("凯里市第一纺织厂工会") < text.index("凯里市总工会")


def test_pages_one_may_no_longer_see_are_not_named(desk, tree):
    session = desk.session
    session["recently_opened"] = [["unions:detail", tree.other_county.pk]]
    session.save()

    assert "南明" not in desk.get("/search/").content.decode()


@pytest.mark.parametrize(
    ("here", "label"),
    [
        ("/", "工作台"),
        ("/todos/done/", "我的待办"),
        ("/cockpit/", "驾驶舱"),
        ("/cockpit/metrics/", "统计口径"),
        ("/unions/posts/", "工会干部"),
        ("/unions/7/", "组织管理"),
        ("/assessment/frameworks/3/", "考核标准"),
    ],
)
def test_only_the_longest_entry_is_current(here, label):
    roles = {role for _label, doors in ROOMS for door in doors for role in door.roles}
    actor = Actor(1, frozenset((role, "00001") for role in roles))

    items = [item for group in menu_for(actor, here, {}) for item in group.items]

    assert [item.label for item in items if item.current] == [label]
