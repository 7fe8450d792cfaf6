"""Signing in through a province's own provider: a small one, on this machine, in a thread."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/provider/province/"


class Issuer(ThreadingHTTPServer):
    """Knows one person; remembers what it was asked for."""

    claims: dict[str, Any]
    asked: dict[str, list[str]]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    """Discovery, token and userinfo."""

    server: Issuer

    def do_GET(self) -> None:
        base = self.server.address
        found = {
            "/.well-known/openid-configuration": {
                "issuer": base,
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo",
                "jwks_uri": f"{base}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.server.claims,
        }
        self._say(found[urlsplit(self.path).path])

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.asked = parse_qs(self.rfile.read(length).decode())
        self._say({"access_token": "a", "token_type": "Bearer", "expires_in": 60})

    def _say(self, told: object) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    server = Issuer(("127.0.0.1", 0), Answers)
    server.claims, server.asked = {"sub": "u-77"}, {}
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    app = {
        "provider_id": "province",
        "name": "统一身份认证",
        "client_id": "niangjia",
        "secret": "s",
        "settings": {"server_url": server.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield server
    server.shutdown()
    server.server_close()


def come_back(client: Client) -> Any:
    """Press the button, be sent there, come back with a code."""
    sent = client.get(LOGIN)
    query = parse_qs(urlsplit(sent["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    back = {"code": "c", "state": query["state"][0]}
    return client.get(f"{LOGIN}callback/", back)


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "county_cadre"},
        {"phone_number": "+8615185990001", "phone_number_verified": True},
        {"preferred_username": "other", "phone_number": "15185990001"},
    ],
)
def test_somebody_known_by_name_or_phone_comes_in(client, issuer, clerk, claims):
    issuer.claims |= claims

    answer = come_back(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert issuer.asked["grant_type"] == ["authorization_code"]
    assert SocialAccount.objects.get().user_id == clerk.pk
    assert client.get("/me/password/").status_code == 200
    entry = AuditEntry.objects.get(verb="sign_in")
    assert (entry.actor_id, entry.note) == (clerk.pk, "统一身份认证")


def test_the_second_time_needs_no_claim(client, issuer, clerk):
    issuer.claims |= {"preferred_username": "county_cadre"}
    come_back(client)
    client.post("/accounts/logout/")
    issuer.claims = {"sub": "u-77"}

    answer = come_back(client)

    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "nobody_here"},
        {"phone_number": "15185990001", "phone_number_verified": False},
    ],
)
def test_somebody_unknown_is_turned_away_and_not_made(client, issuer, clerk, claims):
    issuer.claims |= claims
    before = User.objects.count()

    answer = come_back(client)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/provider/error/")
    assert client.get(answer["Location"]).status_code == 401
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_disabled_account_stays_out(client, issuer, clerk):
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    issuer.claims |= {"preferred_username": "county_cadre"}

    answer = come_back(client)

    assert answer["Location"] == "/accounts/provider/error/"
    assert client.get("/me/password/").status_code == 302


def test_accounts_are_made_only_where_configured(client, issuer, cast, settings):
    settings.OIDC_OPENS_ACCOUNTS = True
    issuer.claims |= {"preferred_username": "newcomer", "name": "石光明"}

    answer = come_back(client)

    made = User.objects.get(username="newcomer")
    assert answer["Location"] == "/"
    assert (made.name, made.has_usable_password()) == ("石光明", False)
