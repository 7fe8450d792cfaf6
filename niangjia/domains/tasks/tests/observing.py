"""Rounds the tests build on."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.domains.tasks.models import Round
from niangjia.domains.tasks.selectors.rounds import participants_of
from niangjia.domains.tasks.services import attending, rounds

MARCH = date(2023, 3, 21)


def planned(cast: Any, tree: Any, noon: Any, **changed: Any) -> Round:
    """A round of the province through three places of 凯里."""
    known = {"title": "第一轮现场观摩", "begins_on": MARCH, "ends_on": date(2023, 3, 24)}
    row = rounds.plan_round(actor=cast.province_cadre, now=noon, **{**known, **changed})
    for name, kind in (
        ("凯里市总工会服务职工综合体", "service"),
        ("凯里市第一纺织厂工会", "enterprise"),
        ("洗马河社区工会", "community"),
    ):
        rounds.add_site(
            actor=cast.province_cadre,
            round_id=row.pk,
            name=name,
            kind=kind,
            union_id=tree.county.pk,
            now=noon,
        )
    return row


def listed(cast: Any, tree: Any, noon: Any, **changed: Any) -> Round:
    """The same, with everybody who must be there invited."""
    row = planned(cast, tree, noon, **changed)
    attending.list_required(actor=cast.province_cadre, round_id=row.pk, now=noon)
    return rounds.invite(actor=cast.province_cadre, round_id=row.pk, now=noon)


def held(cast: Any, tree: Any, noon: Any) -> Round:
    """The same, held, with everybody there."""
    row = listed(cast, tree, noon)
    ids = [person.pk for person in participants_of(row)]
    attending.note_everybody_came(
        actor=cast.province_cadre, round_id=row.pk, participant_ids=ids, now=noon
    )
    return rounds.hold(actor=cast.province_cadre, round_id=row.pk, now=noon)
