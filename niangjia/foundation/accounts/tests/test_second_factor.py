"""The second factor: enrolling, using it, its recovery codes, and who must have it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.apps import apps

from niangjia.foundation import clock
from niangjia.foundation.accounts.services import people
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Refused

from .conftest import SECRET

pytestmark = pytest.mark.django_db
ON = "/accounts/2fa/on/"


def code(secret, step=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def enrol(client):
    """Prove oneself, scan and confirm; the secret the authenticator keeps."""
    client.post(f"/accounts/prove/?next={ON}", {"password": SECRET})
    assert client.get(ON).status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post(ON, {"code": code(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/codes/")
    return secret


@pytest.fixture
def enrolled(client, clerk, enter, django_capture_on_commit_callbacks):
    enter("county_cadre", SECRET)
    with django_capture_on_commit_callbacks(execute=True):
        return enrol(client)


def test_the_secret_is_kept_encrypted_and_enrolling_is_written_down(enrolled, clerk):
    kept = Authenticator.objects.get(user=clerk, type="totp").data["secret"]

    assert enrolled not in kept
    verbs = AuditEntry.objects.filter(verb="add_second_factor").values_list("actor_id", flat=True)
    assert set(verbs) == {clerk.pk}


def test_recovery_codes_are_shown_once_and_open_once(client, enrolled, enter):
    first = client.get("/accounts/2fa/codes/")
    codes = first.context_data["unused_codes"] if first.context_data else []
    second = client.get("/accounts/2fa/codes/").content.decode()
    client.post("/accounts/logout/")
    enter("county_cadre", SECRET)
    let_in = client.post("/accounts/2fa/sign-in/", {"code": codes[0]})

    assert len(codes) == 10
    assert codes[0] in first.content.decode()
    assert codes[0] not in second
    assert (let_in.status_code, let_in["Location"]) == (302, "/")


def test_the_password_alone_no_longer_opens(client, enrolled, enter):
    client.post("/accounts/logout/")

    asked = enter("county_cadre", SECRET)
    outside = client.get("/me/password/").status_code
    wrong = client.post("/accounts/2fa/sign-in/", {"code": "000000"})
    right = client.post("/accounts/2fa/sign-in/", {"code": code(enrolled, 1)})

    assert asked["Location"] == "/accounts/2fa/sign-in/"
    assert outside == 302
    assert "口令不正确" in wrong.content.decode()
    assert AuditEntry.objects.filter(verb="second_factor_refused").count() == 1
    assert right["Location"] == "/"
    assert client.get("/me/password/").status_code == 200


def test_administrators_enrol_before_anything_else(client, cast, settings, enter):
    settings.SECOND_FACTOR_REQUIRED = True
    user = cast.user("auditor")
    user.set_password(SECRET)
    user.save()
    enter("auditor", SECRET)

    kept_out = client.get("/me/")
    enrol(client)
    let_in = client.get("/me/")
    off = client.get("/accounts/2fa/off/").content.decode()

    assert (kept_out.status_code, kept_out["Location"]) == (302, ON)
    assert let_in.status_code == 200
    assert "管理员必须启用动态口令" in off


def test_a_post_given_meanwhile_asks_for_it_at_once(client, settings, clerk, enter):
    settings.SECOND_FACTOR_REQUIRED = True
    enter("county_cadre", SECRET)
    before = client.get("/me/").status_code
    posts = apps.get_model("unions", "Post").objects
    posts.filter(title="组织部部长").update(roles=["audit.admin"])

    after = client.get("/me/")

    assert (before, after.status_code, after["Location"]) == (200, 302, ON)


def test_others_are_free_to_go_without(client, settings, clerk, enter):
    settings.SECOND_FACTOR_REQUIRED = True
    enter("county_cadre", SECRET)

    assert client.get("/me/").status_code == 200


def test_one_gives_it_up_oneself(client, enrolled, clerk):
    answer = client.post("/accounts/2fa/off/")

    assert answer.status_code == 302
    assert not Authenticator.objects.filter(user=clerk).exists()


def test_the_keeper_removes_a_lost_one_but_not_an_administrators(client, cast, enrolled, clerk):
    known = {"actor": cast.security, "now": clock.real_now()}

    people.remove_second_factor(user_id=clerk.pk, **known)

    assert not Authenticator.objects.filter(user=clerk).exists()
    with pytest.raises(Refused, match="请本人使用恢复码"):
        people.remove_second_factor(user_id=cast.user("auditor").pk, **known)


def test_an_old_sign_in_is_proved_again(client, clerk, cast):
    client.force_login(clerk)

    sent = client.get(ON)
    proved = client.post(sent["Location"], {"password": SECRET}, follow=True)

    assert sent["Location"].startswith("/accounts/prove/")
    assert proved.request["PATH_INFO"] == ON
