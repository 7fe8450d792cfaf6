"""Tokens reach no further than their person, and less where told."""

from datetime import timedelta

import pytest

from niangjia.foundation import clock
from niangjia.foundation.accounts.models import Token
from niangjia.foundation.accounts.services import tokens
from niangjia.foundation.errors import Missing, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(cast):
    def make(part="county_cadre", **given):
        known = {"name": "月报表", "roles": ["unions.clerk"], "days": 90, "now": clock.real_now()}
        return tokens.issue_token(actor=cast[part], **{**known, **given})

    return make


def test_the_secret_is_kept_as_a_digest_only(issue):
    issued = issue()

    kept = Token.objects.values().get()
    assert issued.secret not in str(kept)
    assert tokens.token_for(secret=issued.secret, now=clock.real_now()) == issued.token


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"roles": []}, "roles"),
        ({"roles": ["assessment.owner"]}, "roles"),
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"within": "zzzzz"}, "within"),
        ({"part": "security", "roles": ["security.admin"]}, "roles"),
    ],
)
def test_a_token_beyond_its_person_is_refused(issue, given, field):
    with pytest.raises(Refused) as refusal:
        issue(**given)

    assert refusal.value.field == field
    assert not Token.objects.exists()


def test_expired_revoked_and_unknown_open_nothing(cast, issue):
    now = clock.real_now()
    short, revoked = issue(days=1), issue()
    tokens.revoke_token(actor=cast.county_cadre, token_id=revoked.token.pk, now=now)

    later = now + timedelta(days=1, seconds=1)
    assert tokens.token_for(secret=short.secret, now=later) is None
    assert tokens.token_for(secret=revoked.secret, now=now) is None
    assert tokens.token_for(secret="nj_guess", now=now) is None


def test_nobody_revokes_the_token_of_another(cast, issue):
    issued = issue()

    with pytest.raises(Missing):
        tokens.revoke_token(actor=cast.security, token_id=issued.token.pk, now=clock.real_now())

    assert Token.objects.get().revoked_at is None


def test_narrowed_keeps_the_roles_and_the_place_of_the_token(cast, tree, issue):
    whole = cast.province_cadre
    token = issue("province_cadre", roles=["unions.clerk", "cockpit.reader"]).token
    below = Token(roles=["unions.clerk"], within=tree.county.path)
    elsewhere = Token(roles=["unions.clerk"], within="zzzzz")

    assert tokens.narrowed(whole, token).posts == {
        ("unions.clerk", tree.province.path),
        ("cockpit.reader", tree.province.path),
    }
    assert tokens.narrowed(whole, below).rights == {("unions.clerk", tree.county.path)}
    assert tokens.narrowed(whole, elsewhere).rights == set()


def test_a_token_of_a_post_above_makes_nobody_a_member_below(cast, tree):
    """Exact posts decide who acts for a union; what a token leaves out still makes one partial."""
    whole = cast.province_cadre
    narrow = tokens.narrowed(whole, Token(roles=["assessment.reviewer"], within=tree.city.path))

    assert narrow.posts == set()
    assert narrow.holds({"assessment.reviewer"}, at=tree.county.path)
    assert not narrow.holds({"assessment.reviewer"}, at=tree.other_county.path)
    assert narrow.left_out == whole.posts


def test_the_last_use_is_written_down_once_a_minute(issue):
    now, secret = clock.real_now(), issue().secret

    used = []
    for seconds in (0, 30, 61):
        tokens.token_for(secret=secret, now=now + timedelta(seconds=seconds))
        used.append(Token.objects.get().used_at)

    assert used == [now, now, now + timedelta(seconds=61)]


def test_the_pages_issue_show_once_and_revoke(client, cast):
    client.force_login(cast.user("county_cadre"))
    typed = {"name": "月报表", "roles": ["unions.clerk"], "within": "", "days": "30"}

    issued = client.post("/me/tokens/new/", typed)
    listed = client.get("/me/").content.decode()
    token = Token.objects.get()
    client.post(f"/me/tokens/{token.pk}/revoke/")

    assert token.hint in issued.content.decode()
    assert "月报表" in listed
    assert Token.objects.get().revoked_at is not None
