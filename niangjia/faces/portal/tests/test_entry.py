"""Signing in by phone: new, known, two on one number; what a phone reaches; when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session

from niangjia.foundation import clock
from niangjia.foundation.accounts.models import Code, User
from niangjia.foundation.accounts.selectors import accounts_with_phone

from .conftest import PHONE, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(cast):
    """The county cadre, who is a worker, too."""
    user = cast.user("county_cadre")
    user.set_password("Kaili-2023-hills")
    user.phone, user.name = PHONE, "杨秀芳"
    user.password_changed_at = user.last_seen_at = clock.real_now()
    user.save()
    return user


def test_somebody_new_types_a_number_and_a_code(client, ask, bell):
    sent = ask("151 1234-2207", next="/m/matters/")
    shown = client.get("/m/in/code/")
    answer = client.post("/m/in/code/", {"digits": bell.rung[0][1]})

    user = accounts_with_phone(PHONE).get()
    assert (sent.status_code, sent["Location"]) == (302, "/m/in/code/")
    assert "验证码已发送到 151 **** 2207" in words(shown)
    assert bell.rung[0][1] not in shown.content.decode()
    assert (answer.status_code, answer["Location"]) == (302, "/m/matters/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/m/me/").status_code == 200


@pytest.mark.parametrize(
    "typed", ["+86 15112342207", "１５１１２３４２２０７", "151-1234-2207", "0086 15112342207"]
)
def test_a_number_is_understood_as_it_is_typed(ask, bell, typed):
    ask(typed)

    assert bell.rung[0][0] == PHONE


@pytest.mark.parametrize("typed", ["", "1511234220", "25112342207", "abc", "1" * 40])
def test_a_wrong_number_is_told_how_to_mend_it(client, ask, bell, typed):
    answer = ask(typed)

    assert answer.status_code == 422
    assert "手机号" in words(answer)
    assert (bell.rung, Code.objects.count()) == ([], 0)


def test_pages_for_known_and_unknown_numbers_are_the_same(client, ask, clerk):
    known = ask(PHONE)
    after_known = words(client.get("/m/in/code/"))
    client.cookies.clear()
    unknown = ask("13900000001")
    after_unknown = words(client.get("/m/in/code/"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert after_known.replace("151 **** 2207", "") == after_unknown.replace("139 **** 0001", "")


def test_a_wrong_code_keeps_the_page_and_counts(client, ask, bell):
    ask()
    wrong = "000000" if bell.rung[0][1] != "000000" else "111111"

    answer = client.post("/m/in/code/", {"digits": wrong})

    assert answer.status_code == 422
    assert "验证码不正确，还可以再试 4 次" in words(answer)
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_in_its_own_browser_only(client, ask, bell):
    ask()
    client.cookies.clear()

    answer = client.post("/m/in/code/", {"digits": bell.rung[0][1]})

    assert (answer.status_code, answer["Location"]) == (302, "/m/in/")


def test_two_on_one_phone_choose_and_answer(client, cast, clerk, come_in):
    other = cast.user("auditor")
    other.set_password("x")
    other.phone, other.name = PHONE, "吴老五"
    other.save()

    sent = come_in()
    who = client.get("/m/in/who/")
    asked = client.post("/m/in/who/", {"who": "1"})
    wrong = client.post("/m/in/answer/", {"answer": "杨秀芳"})
    right = client.post("/m/in/answer/", {"answer": "吴老五"})

    assert (sent["Location"], asked["Location"], right["Location"]) == (
        "/m/in/who/",
        "/m/in/answer/",
        "/m/",
    )
    assert all(name in words(who) for name in ("杨**", "吴**", "以上都不是我"))
    assert not any(name in words(who) for name in ("杨秀芳", "吴老五"))
    assert (wrong.status_code, "不一致" in words(wrong)) == (422, True)
    assert client.session["_auth_user_id"] == str(other.pk)


def test_somebody_else_on_the_phone_gets_an_account_of_their_own(client, cast, clerk, come_in):
    other = cast.user("auditor")
    other.phone = PHONE
    other.save()
    come_in()

    client.post("/m/in/who/", {"who": "new"})

    assert accounts_with_phone(PHONE).count() == 3
    assert client.session["_auth_user_id"] == str(accounts_with_phone(PHONE).last().pk)


def test_a_gateway_that_is_away_is_told_and_tried_again(client, ask, bell):
    bell.away = 1

    ask()
    shown = words(client.get("/m/in/code/"))

    assert "短信通道暂时不通，验证码还没有发出。系统会自动再发" in shown
    assert "12351" in shown


def test_without_a_gateway_nothing_is_asked_for(client, settings):
    settings.SMS_GATEWAY = ""

    shown = words(client.get("/m/in/"))

    assert "本站没有接通短信" in shown
    assert "获取验证码" not in shown


def test_the_demonstration_shows_the_code_and_says_so(client, settings, ask):
    settings.DEMO = True
    settings.SMS_GATEWAY = "niangjia.foundation.notices.gateways.Screen"
    ask()

    shown = words(client.get("/m/in/code/"))

    assert "演示环境不发短信。验证码是 " in shown
    digits = shown.split("验证码是 ")[1][:6]
    assert client.post("/m/in/code/", {"digits": digits})["Location"] == "/m/"


@pytest.mark.parametrize(
    "way", ["https://elsewhere.invalid/", "//elsewhere.invalid/", "/unions/", "/m/../unions/"]
)
def test_nobody_is_led_elsewhere(client, come_in, way):
    answer = come_in(next=way)

    assert answer["Location"].startswith("/m/")
    assert client.get(answer["Location"]).status_code in (200, 404)


def test_asking_again_waits_a_minute(client, ask, bell, django_capture_on_commit_callbacks):
    ask()

    early = client.post("/m/in/again/")
    with (
        time_machine.travel(clock.real_now() + timedelta(seconds=61), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        later = client.post("/m/in/again/")

    assert (early.status_code, "秒再要" in words(early)) == (422, True)
    assert (later.status_code, len(bell.rung)) == (302, 2)


def test_a_phone_reaches_the_workers_pages_alone(client, clerk, come_in):
    come_in()

    for address in ("/unions/", "/", "/tasks/", "/me/"):
        answer = client.get(address)
        assert answer["Location"].startswith("/accounts/login/?next="), address
    assert client.get("/m/").status_code == 200
    assert client.get("/accounts/login/").status_code == 200


def test_a_phone_acts_without_any_post(client, clerk, come_in):
    come_in()

    me = client.get("/api/v1/me").json()

    assert me["reaches"] == []


def test_from_the_phone_to_the_desk_by_password(client, clerk, come_in):
    come_in(own="on")

    client.post("/accounts/login/", {"login": "county_cadre", "password": "Kaili-2023-hills"})

    assert client.get("/unions/").status_code == 200
    assert client.session.get_expire_at_browser_close()
    later = clock.real_now() + timedelta(minutes=16)
    with time_machine.travel(later, tick=False):
        assert client.get("/unions/").status_code == 302


def test_a_worker_at_the_desk_is_led_home(client, come_in):
    come_in()

    assert client.get("/unions/")["Location"] == "/m/"


@pytest.mark.parametrize(
    ("own", "days", "is_in"),
    [("on", 29, True), ("on", 31, False), ("", 0.02, True), ("", 0.03, False)],
)
def test_how_long_a_phone_stays_signed_in(client, come_in, own, days, is_in):
    come_in(own=own)

    with time_machine.travel(clock.real_now() + timedelta(days=days), tick=False):
        answer = client.get("/m/me/")

    assert (answer.status_code == 200) is is_in
    if not is_in:
        assert answer["Location"] == "/m/in/?next=/m/me/"


def test_an_own_phone_slides_along_with_its_use(client, come_in):
    come_in(own="on")
    start = clock.real_now()

    for day in (20, 40, 60):
        with time_machine.travel(start + timedelta(days=day), tick=False):
            assert client.get("/m/me/").status_code == 200


def test_leaving_ends_the_session_and_leads_to_the_first_page(client, come_in):
    come_in(own="on")

    answer = client.post("/accounts/logout/")

    assert answer["Location"] == "/m/"
    assert client.get("/m/me/").status_code == 302
    assert Session.objects.filter(expire_date__gt=clock.real_now()).count() <= 1


def test_whoever_sat_here_before_is_gone(client, cast, come_in):
    come_in()
    first = client.session["_auth_user_id"]

    come_in("13900000009")

    assert client.session["_auth_user_id"] != first
    assert User.objects.filter(pk=client.session["_auth_user_id"]).exists()
