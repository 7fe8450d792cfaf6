"""Pairings, notes and rounds the tests of this room build on."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from niangjia.domains.tasks.models import Pairing, Visit
from niangjia.domains.tasks.services.pairings import pair
from niangjia.domains.tasks.services.visits import log_visit

FEBRUARY, JUNE = date(2023, 2, 10), date(2023, 6, 1)
KEY = UUID("7f4b1d8a-0c2e-4a53-9a57-2f6d0c1b9e11")


def paired(cast: Any, tree: Any, noon: Any, **changed: Any) -> Pairing:
    """凯里, paired with a department of the province; 省里的干部 answers for it."""
    known = {
        "actor": cast.province_cadre,
        "union_id": tree.county.pk,
        "supporter_id": tree.province.pk,
        "department": "权益保障部",
        "person_id": cast.user("province_cadre").pk,
        "begins_on": FEBRUARY,
        "document": "黔工办〔2023〕5号",
        "now": noon,
    }
    return pair(**{**known, **changed})


def visited(cast: Any, pairing: Pairing, noon: Any, **changed: Any) -> Visit:
    """A note of a visit with two problems."""
    known = {
        "actor": cast.province_cadre,
        "key": KEY,
        "pairing_id": pairing.pk,
        "visited_on": date(2023, 11, 8),
        "place": "凯里市洗马河街道",
        "purpose": "了解站点建设",
        "problems": ["站点没有饮水", "专职干部缺编"],
        "now": noon,
    }
    return log_visit(**{**known, **changed})
