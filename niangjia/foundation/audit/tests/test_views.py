"""The auditor's pages, and where a request came from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit import services
from niangjia.foundation.audit.middleware import address_of
from niangjia.foundation.audit.models import AuditEntry


@pytest.fixture
def browser(auditor, row, signed_in):
    """The auditor's browser."""
    user = User.objects.create(username="auditor", name="石国安")
    return signed_in(replace(auditor, user_id=user.pk))


def test_the_list_shows_before_and_after(browser, clerk, row, noon):
    services.record(clerk, "edit", row, changes={"name": ("旧名", "新名")}, note="更正", at=noon)

    text = browser.get(reverse("audit:list")).text

    assert "吴贵芳" in text
    assert "旧名" in text
    assert "新名" in text
    assert "更正" in text


def test_every_look_is_written_with_address_and_number(browser):
    answer = browser.get(reverse("audit:list"), {"verb": "修改"}, REMOTE_ADDR="10.9.8.7")

    entry = AuditEntry.objects.get(verb="read_audit")
    assert (entry.ip, entry.changes) == ("10.9.8.7", {"verb": "修改"})
    assert entry.request_id == answer["X-Request-ID"]


def test_the_part_is_served_alone(browser):
    answer = browser.get(reverse("audit:list"), headers={"HX-Request": "true"})

    assert answer.text.lstrip().startswith('<section id="ledger"')


def test_a_wrong_filter_is_told_and_left_out(browser, clerk, row, noon):
    services.record(clerk, "edit", row, at=noon)

    answer = browser.get(reverse("audit:list"), {"since": "昨天", "before": "x"})

    assert answer.status_code == 200
    assert "有条件填写有误" in answer.text
    assert "第一纺织厂" in answer.text


def test_the_list_asks_as_often_for_one_line_as_for_three(browser, clerk, row, noon):
    counts = []
    for lines in (1, 2):
        for _number in range(lines):
            services.record(clerk, "edit", row, at=noon)
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("audit:list"), {"verb": "edit"})
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_export_needs_a_reason(browser):
    address = reverse("audit:export")

    refused = browser.post(address, {"form": "csv", "reason": ""})
    made = browser.post(address, {"form": "csv", "reason": "季度检查"})

    assert refused.status_code == 422
    assert made["Content-Type"].startswith("text/csv")
    assert "attachment; filename*=utf-8''" in made["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="export_audit").count() == 1


@pytest.mark.parametrize("name", ["audit:list", "audit:export"])
def test_there_is_nothing_here_for_a_clerk(row, clerk, signed_in, name):
    user = User.objects.create(username="clerk", name="吴贵芳")

    answer = signed_in(replace(clerk, user_id=user.pk)).get(reverse(name))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("proxy", "address"), [(None, "10.0.0.1"), (("HTTP_X_FORWARDED_PROTO", "https"), "203.0.113.9")]
)
def test_a_forwarded_address_counts_only_behind_a_proxy(settings, proxy, address):
    settings.SECURE_PROXY_SSL_HEADER = proxy
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9"
    )

    assert address_of(request) == address
