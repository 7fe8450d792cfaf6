"""Where a person stands, in words: the union and the post they act in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.models import Post, Union
from niangjia.foundation.prepared import prepared
from niangjia.foundation.scope import STEP, Actor

READERS = policy.READERS


@dataclass(frozen=True, slots=True)
class Desk:
    """The union stood at, in words for the frame of a page."""

    union_id: int
    union_name: str
    level_tag: str
    post: str
    province_name: str


NOWHERE = Desk(0, "", "", "", "")


def desk_of(actor: Actor) -> Desk:
    """The desk of a signed-in person; empty for somebody without a post."""
    rows = _stood_at(actor.unit_id, actor.here[: STEP * Level.PROVINCE])
    found = {pk: (name, level) for pk, name, level in rows}
    if actor.unit_id not in found:
        return NOWHERE
    name, level = found.pop(actor.unit_id)
    owner = next((name for name, _level in found.values()), name)
    department, title = next(iter(_acted_in(actor.post_id)), ("", ""))
    return Desk(
        union_id=actor.unit_id,
        union_name=name,
        level_tag=str(Level(level).label),
        post=f"{department} {title}".strip(),
        province_name=owner,
    )


@prepared
def _stood_at(union_id: int, province: str) -> QuerySet[Union, tuple[int, str, int]]:
    """A union and its province."""
    rows = Union.objects.filter(Q(pk=union_id) | Q(path=province))
    return rows.values_list("pk", "name", "level")


@prepared
def _acted_in(post_id: int) -> QuerySet[Post, tuple[str, str]]:
    """A post in words."""
    return Post.objects.filter(pk=post_id).values_list("department", "title")


def unions_on(paths: Iterable[str]) -> list[Union]:
    """The unions that stand on these paths, the highest first."""
    return list(Union.objects.filter(path__in=list(paths)).order_by("path"))
