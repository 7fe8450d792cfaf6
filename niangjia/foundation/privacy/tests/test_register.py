"""The register of processing and its impact assessments."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.privacy import selectors, services
from niangjia.foundation.privacy.activities import Activity, activity, declared
from niangjia.foundation.privacy.models import Assessment

pytestmark = pytest.mark.django_db

TODAY = date(2023, 11, 20)
TOLD = {"necessity": "法定职责所需", "risk": "泄露后可被冒用", "measures": "加密、脱敏、留痕"}
DAYS = {"done_on": TODAY, "next_on": date(2024, 11, 20)}


@pytest.fixture
def sensitive(monkeypatch: pytest.MonkeyPatch) -> Activity:
    """A room that keeps bank cards."""
    monkeypatch.setattr("niangjia.foundation.privacy.activities._declared", {})
    row = Activity(
        "cards", "示例", "银行卡", "会员", "卡号", "单独同意", "撤回即删", sensitive="金融账户"
    )
    return activity(row)


def assess(actor: Any, noon: Any, **more: Any) -> Assessment:
    known: dict[str, Any] = {"activity": "cards", "document": "评〔2023〕1号"} | DAYS | TOLD | more
    return services.assess(actor=actor, now=noon, **known)


def test_a_sensitive_activity_is_due_until_it_is_assessed_and_again_when_that_ends(
    cast, sensitive, noon
):
    (line,) = selectors.register(cast.auditor, TODAY)
    assert (line.is_due, line.last) == (True, None)

    assess(cast.security, noon)

    assert not selectors.register(cast.auditor, TODAY)[0].is_due
    assert selectors.register(cast.auditor, date(2024, 11, 21))[0].is_due


@pytest.mark.parametrize("part", ["auditor", "administrator", "county_cadre", "stranger"])
def test_only_the_security_administrator_assesses(cast, sensitive, noon, part):
    with pytest.raises(Refused):
        assess(cast[part], noon)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("part", ["county_cadre", "stranger", "worker"])
def test_others_than_the_three_see_no_register(cast, sensitive, part):
    with pytest.raises(Missing):
        selectors.register(cast[part], TODAY)


def test_an_assessment_of_tomorrow_and_one_that_ends_before_it_begins_are_refused(
    cast, sensitive, noon
):
    with pytest.raises(Refused) as late:
        assess(cast.security, noon, done_on=date(2023, 11, 21))
    assert late.value.field == "done_on"
    with pytest.raises(Refused):
        assess(cast.security, noon, next_on=TODAY)
    assert not Assessment.objects.exists()


def test_two_rooms_do_not_take_one_key(sensitive):
    with pytest.raises(ValueError, match="declared twice"):
        activity(Activity("cards", "别处", "", "", "", "", ""))


def test_list_and_row_agree(cast, sensitive, noon):
    row = assess(cast.security, noon)
    for part, sees in {"auditor": True, "administrator": True, "county_cadre": False}.items():
        assert Assessment.objects.visible_to(cast[part]).filter(pk=row.pk).exists() is sees


def test_the_pages_show_register_activity_and_form(cast, sensitive, client, noon):
    client.force_login(cast.user("security"))
    assert "待评估" in client.get(reverse("privacy:register")).text
    address = reverse("privacy:assess", args=["cards"])
    refused = client.post(address, {"document": "评〔2023〕2号"})
    assert refused.status_code == 422
    days = {name: day.isoformat() for name, day in DAYS.items()}
    done = client.post(address, days | TOLD | {"document": "评〔2023〕2号"})
    assert done.status_code == 302
    assert "评〔2023〕2号" in client.get(reverse("privacy:activity", args=["cards"])).text


def test_the_room_of_members_declares_what_it_does():
    assert {"members-roll", "members-bank-card"} <= declared().keys()
    assert declared()["members-bank-card"].is_sensitive
