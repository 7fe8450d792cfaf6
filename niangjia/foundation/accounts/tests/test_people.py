"""The security administrator looks after accounts; nobody else does."""

import pytest
from django.apps import apps

from niangjia.foundation import clock
from niangjia.foundation.accounts import selectors
from niangjia.foundation.accounts.models import Token, User
from niangjia.foundation.accounts.services import people, tokens
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import SYSTEM

from .conftest import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.user("security"))
    return client


@pytest.mark.parametrize(
    ("part", "sees"),
    [
        ("security", True),
        ("administrator", False),
        ("auditor", False),
        ("province_cadre", False),
        ("stranger", False),
    ],
)
def test_only_the_security_administrator_has_accounts(client, cast, part, sees):
    client.force_login(cast.user(part))

    listed = client.get("/people/")
    one = client.get(f"/people/{cast.user('county_cadre').pk}/")

    assert (listed.status_code == 200) is sees
    assert (one.status_code == 200) is sees
    assert selectors.accounts_of(cast[part]).exists() is sees


def test_the_list_shows_state_posts_and_last_sign_in(keeper, cast, clerk):
    text = keeper.get("/people/?q=county_cadre").content.decode()

    assert "凯里市总工会 组织部部长" in text
    assert "从未登录" in text
    assert "151 **** 0001" in text
    assert "15185990001" not in text


def test_a_city_keeper_reaches_the_city_only(cast, tree):
    apps.get_model("unions", "Post").objects.filter(title="安全管理员").update(union=tree.city)

    found = selectors.accounts_of(cast.security).values_list("username", flat=True)

    assert set(found) == {"city_reviewer", "county_cadre", "grassroots_chair", "security"}
    with pytest.raises(Missing):
        selectors.find_account(cast.security, cast.user("other_city_reviewer").pk)


def test_open_account_hands_a_one_time_password(keeper, cast):
    answer = keeper.post("/people/new/", {"name": "石光明", "username": "shi", "phone": ""})

    user = User.objects.get(username="shi")
    text = answer.content.decode()
    assert (user.must_change_password, user.opened_by_id) == (True, cast.user("security").pk)
    assert "初始密码只显示这一次" in text
    assert user in selectors.accounts_of(cast.security)
    assert AuditEntry.objects.filter(verb="open_account", row_id=str(user.pk)).count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"username": "county_cadre"}, "账号“county_cadre”已存在，请换一个"),
        ({"username": "9x"}, "账号以字母开头"),
        ({"phone": "15185990001"}, "手机号已用于其他账号"),
        ({"phone": "12345"}, "手机号应为 11 位数字"),
    ],
)
def test_open_account_refused_opens_nothing(keeper, clerk, typed, sentence):
    before = User.objects.count()

    answer = keeper.post("/people/new/", {"name": "石光明", "username": "shi", **typed})

    assert (answer.status_code, User.objects.count()) == (422, before)
    assert sentence in answer.content.decode()


def test_disabling_ends_sessions_and_tokens_at_once_and_for_good(client, cast, clerk, enter):
    enter("county_cadre", SECRET)
    token = tokens.issue_token(
        actor=cast.county_cadre, name="表", roles=["unions.clerk"], days=9, now=clock.real_now()
    )
    known = {"actor": cast.security, "user_id": clerk.pk, "note": "调离"}

    people.disable_account(**known, now=clock.real_now())
    at_once = client.get("/me/password/").status_code
    people.enable_account(**known, now=clock.real_now())

    assert at_once == 302
    assert client.get("/me/password/").status_code == 302
    assert tokens.token_for(secret=token.secret, now=clock.real_now()) is None
    assert Token.objects.get().revoked_at is not None


def test_unlock_lets_try_again(cast, clerk):
    now = clock.real_now()
    User.objects.filter(pk=clerk.pk).update(failures=5, failed_at=now)

    people.unlock_account(actor=cast.security, user_id=clerk.pk, now=now)

    clerk.refresh_from_db()
    assert clerk.locked_until(now) is None
    with pytest.raises(Refused, match="账号没有锁定"):
        people.unlock_account(actor=cast.security, user_id=clerk.pk, now=now)


def test_reset_password_replaces_it_and_asks_for_a_new_one(keeper, clerk, client):
    answer = keeper.post(f"/people/{clerk.pk}/reset/")

    clerk.refresh_from_db()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert not clerk.check_password(SECRET)
    assert clerk.must_change_password
    assert selectors.used_before(clerk)[1:]


@pytest.mark.parametrize("verb", ["unlock", "reset", "second-factor", "disable"])
def test_nobody_does_it_to_themself(keeper, cast, verb):
    me = cast.user("security")

    answer = keeper.post(f"/people/{me.pk}/{verb}/", {"note": "试"})

    me.refresh_from_db()
    assert "另一名安全管理员" in answer.content.decode()
    assert (me.is_active, me.must_change_password) == (True, False)


def test_only_the_keeper_or_the_house_opens_accounts(cast):
    with pytest.raises(Refused, match="安全管理员"):
        people.open_account(
            actor=cast.administrator, username="x1", name="甲", now=clock.real_now()
        )
    people.open_account(actor=SYSTEM, username="x2", name="乙", now=clock.real_now())

    assert list(User.objects.filter(username__startswith="x").values_list("username")) == [("x2",)]
