"""Who somebody is: the actor behind a signed-in user."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from niangjia.domains.unions import policy
from niangjia.domains.unions.models import Tenure, Union
from niangjia.foundation import clock
from niangjia.foundation.prepared import prepared
from niangjia.foundation.scope import Actor

MOST = 500
"""Unions asked about in one statement."""

NOBODY = Actor(user_id=-1, posts=frozenset())


def actor_for(user: Any, *, standing_at: int | None = None) -> Actor:
    """The actor of a user: the roles of every post held today, and where the person stands.

    A union the person's posts do not reach is ignored; without a choice the highest post counts.
    """
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    tenures = _held(user.pk, clock.today())
    posts = frozenset((role, path) for roles, path, _union, _post in tenures for role in roles)
    return Actor(user.pk, posts, user.name, **_standing(tenures, standing_at))


@prepared
def _held(person_id: int, day: date) -> QuerySet[Tenure, tuple[list[str], str, int, int]]:
    """Roles, path, union and post of every tenure of a person, the highest first."""
    rows = Tenure.objects.filter(person_id=person_id).held_on(day)
    return rows.order_by("post__union__level", "post__order", "pk").values_list(
        "post__roles", "post__union__path", "post__union_id", "post_id"
    )


def _standing(tenures: list[Any], standing_at: int | None) -> dict[str, Any]:
    """The union stood at, the post one acts in there, and the union of that post."""
    if not tenures:
        return {}
    if standing_at is None or any(union == standing_at for _r, _path, union, _post in tenures):
        return _in_post(next((t for t in tenures if t[2] == standing_at), tenures[0]))
    below = Union.objects.filter(pk=standing_at).values_list("path", flat=True).first()
    reaching = [t for t in tenures if below and below.startswith(t[1])]
    if not reaching:
        return _in_post(tenures[0])
    return _in_post(reaching[-1]) | {"here": below, "unit_id": standing_at}


def _in_post(tenure: Any) -> dict[str, Any]:
    _roles, path, union_id, post_id = tenure
    return {
        "here": path,
        "unit_id": union_id,
        "post_id": post_id,
        "home": path,
        "home_id": union_id,
    }


def name_of(person_id: int) -> str:
    """The name of an account."""
    return str(get_user_model().objects.values_list("name", flat=True).get(pk=person_id))


def keepers_of(union_id: int) -> list[int]:
    """The accounts that keep the ledger at a union today."""
    held = Tenure.objects.filter(post__union=union_id).held_on(clock.today()).exclude(person=None)
    rows = held.values_list("person_id", "post__roles")
    return [person for person, roles in rows if person and policy.WRITERS & set(roles)]


def people_at(union_id: int, on: date) -> dict[int, str]:
    """Who holds a post at a union that day, with an account: user id → name."""
    held = Tenure.objects.filter(post__union=union_id).held_on(on).exclude(person=None)
    rows = held.order_by("post__order", "begun_on").values_list("person_id", "person_name")
    return {person: name for person, name in rows if person}


def people_in_roles(union_ids: Iterable[int], roles: Set[str], on: date) -> dict[int, list[int]]:
    """The accounts that work in one of the roles at exactly each union: union id → user ids."""
    found: dict[int, list[int]] = defaultdict(list)
    held = Tenure.objects.held_on(on).exclude(person=None)
    ids = sorted(set(union_ids))
    for start in range(0, len(ids), MOST):
        rows = held.filter(post__union_id__in=ids[start : start + MOST])
        for union, person, given in rows.values_list("post__union_id", "person_id", "post__roles"):
            if person and roles & set(given) and person not in found[union]:
                found[union].append(person)
    return found
