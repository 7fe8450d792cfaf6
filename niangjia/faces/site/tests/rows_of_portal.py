"""The worker's own rows, as the portal shows them: the member of `rows_of_members` and what is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.domains.members.models import Application, Poster
from niangjia.domains.members.services import cards


def rows_of_portal(cast: Any, tree: Any, now: Any, rows: Mapping[str, object]) -> dict[str, object]:
    """Their card, their application, a poster of the mill, the county in the directory."""
    application = Application.objects.get(membership_id=int(str(rows["members/memberships/"])))
    poster = Poster.objects.create(union=tree.mill, title="厂门口", code="a1b2c3d4")
    return {
        "matter_kind": "data",
        "<slug:matter_kind>/": rows["members/requests/"],
        "m/unions/": tree.county.pk,
        "m/join/": application.pk,
        "m/card/": cards.have(actor=cast.worker, now=now).pk,
        "m/data/claim/": rows["members/people/"],
        "poster_code": poster.code,
        "consent": "share",
        "right": "correct",
    }
