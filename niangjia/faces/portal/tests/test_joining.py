"""Joining from the phone, all the way; transfer; what each page says and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from niangjia.domains.members.enums.applications import ApplicationState as S
from niangjia.domains.members.models import Application, Poster, Transfer
from niangjia.domains.members.services import joining
from niangjia.domains.members.tests.conftest import identity
from niangjia.domains.unions.models import Post, Tenure, Union
from niangjia.foundation import clock

from .conftest import PHONE, words

pytestmark = pytest.mark.django_db

WHO = identity(2, "潘小满")


@pytest.fixture
def phone(client, tree, cast, come_in):
    """Somebody signed in on a phone of their own."""
    come_in(PHONE, own="on")
    return client


def fill(client, **more):
    """The five fields."""
    typed = {
        "name": WHO.name,
        "id_kind": "resident",
        "id_number": WHO.id_number,
        "work_unit": "凯里市第一纺织厂",
        "nef_group": "",
        "occupation": "纺织工",
    }
    return client.post("/m/join/form/", typed | more)


def hand_in(client, union):
    client.get(f"/m/join/?union={union.pk}")
    client.post("/m/join/")
    fill(client)
    return client.post("/m/join/check/")


def test_a_worker_joins_in_four_steps(phone, tree):
    first = words(phone.get("/m/join/"))
    told = phone.post("/m/join/")
    where = words(phone.get("/m/join/where/?q=fzc"))
    chosen = phone.post("/m/join/where/", {"place": tree.mill.pk})
    form = words(phone.get("/m/join/form/"))
    filled = fill(phone)
    check = words(phone.get("/m/join/check/"))
    sent = phone.post("/m/join/check/")

    application = Application.objects.get()
    done = words(phone.get(sent["Location"]))
    assert "用来做什么" in first
    assert "保存多久" in first
    assert [told["Location"], chosen["Location"], filled["Location"]] == [
        "/m/join/where/",
        "/m/join/form/",
        "/m/join/check/",
    ]
    assert "151 **** 2207 登录时已验证" in form
    assert WHO.id_number not in check
    assert "522" in check
    assert (application.state, application.union, application.way) == (
        S.SUBMITTED,
        tree.mill,
        "phone",
    )
    assert application.number in done
    assert "凯里市第一纺织厂工会在" in done
    assert where


def test_a_county_takes_somebody_into_its_pool(phone, tree):
    sent = hand_in(phone, tree.county)

    application = Application.objects.get()
    assert sent.status_code == 302
    assert (application.state, application.union) == (S.POOLED, tree.county)


@pytest.mark.parametrize("level", ["nation", "province"])
def test_nobody_joins_a_province(phone, tree, level):
    phone.get(f"/m/join/?union={getattr(tree, level).pk}")

    assert phone.post("/m/join/")["Location"] == "/m/join/where/"


def test_nothing_is_asked_before_it_is_agreed_to(phone, tree):
    phone.get(f"/m/join/?union={tree.mill.pk}")

    assert phone.get("/m/join/form/")["Location"] == "/m/join/"
    assert fill(phone)["Location"] == "/m/join/"
    assert phone.post("/m/join/check/")["Location"] == "/m/join/"
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"id_number": "522601199003070031"}, "校验位不对"),
        ({"id_number": "123"}, "18 位"),
        ({"occupation": ""}, "请选择职业，或写上职业名称"),
        ({"id_kind": "hmt"}, "请核对证件类型"),
    ],
)
def test_a_wrong_field_says_how_to_mend_it_and_keeps_the_others(phone, tree, wrong, sentence):
    phone.get(f"/m/join/?union={tree.mill.pk}")
    phone.post("/m/join/")

    answer = fill(phone, **wrong)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert 'value="凯里市第一纺织厂"' in answer.content.decode()


def test_sent_twice_it_is_one_application(phone, tree):
    phone.get(f"/m/join/?union={tree.mill.pk}")
    phone.post("/m/join/")
    fill(phone)
    kept = dict(phone.session)

    first = phone.post("/m/join/check/")
    session = phone.session
    session.update(kept)
    session.save()
    second = phone.post("/m/join/check/")

    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1


def test_what_is_filled_in_lies_sealed_in_the_session(phone, tree):
    phone.get(f"/m/join/?union={tree.mill.pk}")
    phone.post("/m/join/")
    fill(phone)

    assert WHO.id_number not in str(dict(phone.session))
    phone.post("/m/join/drop/")
    assert "draft_join" not in phone.session


def test_a_poster_leads_to_its_union(client, tree, cast, come_in):
    poster = Poster.objects.create(union=tree.mill, title="厂门口", code="a1b2c3")
    shown = words(client.get("/j/a1b2c3/"))
    come_in(PHONE, next="/m/")

    client.get("/j/a1b2c3/")
    client.post("/m/join/")
    fill(client)
    client.post("/m/join/check/")

    assert "凯里市第一纺织厂工会" in shown
    application = Application.objects.get()
    assert (application.poster, application.way, application.union) == (poster, "poster", tree.mill)


def test_a_poster_nobody_hung_up_leads_nowhere(client, tree):
    assert client.get("/j/nothing/").status_code == 404


def test_progress_change_and_withdrawal(phone, tree, cast):
    hand_in(phone, tree.mill)
    pk = Application.objects.get().pk
    shown = words(phone.get(f"/m/matters/application/{pk}/"))

    changed = phone.post(f"/m/join/{pk}/change/", {"work_unit": "二车间", "occupation": "挡车工"})
    asked = words(phone.get(f"/m/matters/application/{pk}/withdraw/"))
    phone.post(f"/m/matters/application/{pk}/withdraw/")

    application = Application.objects.get()
    assert "现在由 凯里市第一纺织厂工会 办理，您不用做任何事" in shown
    assert "第 2 步，共 3 步" in shown
    assert changed.status_code == 302
    assert "撤回“加入工会”？" in asked
    assert (application.work_unit, application.state) == ("二车间", S.WITHDRAWN)


@pytest.fixture
def member(phone, tree, cast, noon):
    hand_in(phone, tree.mill)
    pk = Application.objects.get().pk
    joining.approve(actor=cast.grassroots_chair, application_id=pk, now=noon)
    return phone


def test_a_member_is_told_so_and_joins_no_second_time(member):
    home = words(member.get("/m/"))
    again = words(member.get("/m/join/"))

    assert "潘小满，您好 工会会员 · 在籍" in home
    assert "今天没有要您办的事" in home
    assert "您已经是会员" in again


def test_a_transfer_asks_for_the_phone_once_more_when_that_was_long_ago(member, tree):
    other = Union.objects.create(
        pk=999_001, code="520102-0009", name="南明区快递行业工会", short_name="快递工会",
        level=7, kind="grassroots", parent=tree.other_county, path=tree.other_county.path + "0lf0d",
    )  # fmt: skip
    chosen = member.post("/m/transfer/", {"place": other.pk})
    later = clock.real_now() + timedelta(minutes=11)
    with time_machine.travel(later, tick=False):
        asked = member.get("/m/transfer/form/")
    sent = member.post("/m/transfer/form/", {"reason": "换了单位", "work_unit": "某快递"})

    transfer = Transfer.objects.get()
    assert chosen["Location"] == "/m/transfer/form/"
    assert asked["Location"] == "/m/me/prove/?next=%2Fm%2Ftransfer%2Fform%2F"
    assert sent["Location"] == f"/m/matters/transfer/{transfer.pk}/"
    assert "现在由 南明区快递行业工会 办理" in words(member.get(sent["Location"]))


def test_a_county_receives_nobody_itself(member, tree):
    answer = member.post("/m/transfer/", {"place": tree.other_county.pk})

    assert answer.status_code == 422
    assert "县区总工会不直接接收会员" in words(answer)


def test_my_union_shows_its_public_posts_alone(member, tree, cast):
    shown = Post.objects.create(union=tree.mill, title="主席", kind="chair")
    hidden = Post.objects.create(union=tree.mill, title="干事", kind="staff")
    for post, name in ((shown, "龙主席"), (hidden, "吴干事")):
        Tenure.objects.create(
            post=post, person=cast.user("stranger"), person_name=name, begun_on="2022-01-01"
        )

    text = words(member.get("/m/union/"))

    assert "龙主席" in text
    assert "吴干事" not in text
