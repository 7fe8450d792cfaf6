"""A roll that nobody is in yet has its page."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_union_where_somebody_only_waits_has_a_line_without_a_score(cast, applied, client, noon):
    client.force_login(cast.user("county_cadre"))

    shown = client.get(reverse("members:quality"))

    assert shown.status_code == 200
    assert applied.union.name in shown.text
