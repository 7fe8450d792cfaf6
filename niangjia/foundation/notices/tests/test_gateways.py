"""Short messages through a provider that is described, not programmed: a small one, in a thread."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured

from niangjia.foundation.notices.gateways import Http, Screen, UnsentError
from niangjia.foundation.notices.wording import CODE, NOTICE

PHONE = "15112342207"
VALUES = {"code": "482913", "minutes": "5"}


class Provider(ThreadingHTTPServer):
    """Remembers what it was asked; answers as told."""

    asked: list[tuple[dict[str, str], bytes]]
    status = 200
    answer: Any

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/send"


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider(("127.0.0.1", 0), Answers)
    server.asked, server.answer = [], {"result": {"code": 0}}
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def told(provider, **more):
    """How a plain provider is described."""
    return {
        "url": provider.address,
        "headers": {"X-Number": "{number}"},
        "body": {
            "to": ["{phone}"],
            "text": "{text}",
            "template": "{template}",
            "v": {"code": "{code}"},
        },
        "templates": {"code": "T-77"},
        "answer": {"field": "result.code", "equals": "0"},
        **more,
    }


def test_values_stand_where_the_operator_put_them(provider, noon):
    Http(told(provider)).hand_over(PHONE, CODE, VALUES, "t12", noon)

    headers, body = provider.asked[0]
    assert json.loads(body) == {
        "to": [PHONE],
        "text": "验证码 482913，5 分钟内有效。工会工作人员不会向您索要验证码，请勿告诉他人。",
        "template": "T-77",
        "v": {"code": "482913"},
    }
    assert (headers["X-Number"], headers["Content-Type"]) == (
        "t12",
        "application/json; charset=utf-8",
    )


def test_a_header_signs_the_very_body(provider, noon, settings):
    settings.SMS_SECRET = "between us"
    sign = {"header": "X-Signature", "over": "{seconds}.{body}"}

    Http(told(provider, sign=sign)).hand_over(PHONE, CODE, VALUES, "t1", noon)

    headers, body = provider.asked[0]
    over = f"{int(noon.timestamp())}.".encode() + body
    assert headers["X-Signature"] == hmac.new(b"between us", over, "sha256").hexdigest()


def test_a_field_signs_the_sorted_fields_of_a_form(provider, noon, settings):
    settings.SMS_SECRET = "k"
    sign = {"field": "sign", "algorithm": "md5", "as": "HEX", "over": "{sorted}{secret}"}
    form = {"mobile": "{phone}", "content": "{subject}", "account": "gh"}

    Http(told(provider, sign=sign, body=form, form=True)).hand_over(
        PHONE, NOTICE, {"subject": "入会申请已批准"}, "n1", noon
    )

    sent = {name: value for name, (value,) in parse_qs(provider.asked[0][1].decode()).items()}
    over = f"account=gh&content=入会申请已批准&mobile={PHONE}k"
    assert sent["sign"] == hashlib.md5(over.encode()).hexdigest().upper()  # noqa: S324 - theirs
    assert sent["mobile"] == PHONE


@pytest.mark.parametrize(
    ("status", "answer"),
    [(500, {}), (302, {}), (200, {"result": {"code": 1023}}), (200, {"error": "x"}), (200, [])],
)
def test_anything_but_the_told_answer_is_unsent(provider, noon, status, answer):
    provider.status, provider.answer = status, answer

    with pytest.raises(UnsentError):
        Http(told(provider)).hand_over(PHONE, CODE, VALUES, "t1", noon)
    assert len(provider.asked) == 1


def test_a_provider_that_is_away_is_unsent(noon):
    away = {"url": "http://127.0.0.1:9/send"}

    with pytest.raises(UnsentError):
        Http(away).hand_over(PHONE, CODE, VALUES, "t1", noon)


@pytest.mark.parametrize("url", ["", "http://sms.example.cn/send", "ftp://127.0.0.1/"])
def test_numbers_travel_by_https_only(url):
    with pytest.raises(ImproperlyConfigured):
        Http({"url": url})


def test_a_name_nobody_knows_stays_as_it_is(provider, noon):
    Http(told(provider, body={"a": "{who}", "n": 3})).hand_over(PHONE, CODE, VALUES, "t1", noon)

    assert json.loads(provider.asked[0][1]) == {"a": "{who}", "n": 3}


def test_the_screen_belongs_to_the_demonstration(settings, noon):
    with pytest.raises(ImproperlyConfigured):
        Screen().hand_over(PHONE, CODE, VALUES, "t1", noon)

    settings.DEMO = True
    Screen().hand_over(PHONE, CODE, VALUES, "t1", noon)
