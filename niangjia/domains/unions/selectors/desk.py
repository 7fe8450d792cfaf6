"""Where a person stands: the union, the post they act in, and whether it lies below their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.models import Post, Union
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
    home_id: int
    is_below: bool


NOWHERE = Desk(0, "", "", "", "", 0, False)


def desk_of(actor: Actor) -> Desk:
    """The desk of a signed-in person; empty for somebody without a post."""
    here = Union.objects.filter(pk=actor.unit_id).first()
    if here is None:
        return NOWHERE
    post = Post.objects.filter(pk=actor.post_id).select_related("union").first()
    home = post.union if post else here
    province = Union.objects.filter(path=here.path[: STEP * Level.PROVINCE]).first()
    return Desk(
        union_id=here.pk,
        union_name=here.name,
        level_tag=here.level_tag,
        post=f"{post.department} {post.title}".strip() if post else "",
        province_name=province.name if province else here.name,
        home_id=home.pk,
        is_below=home.pk != here.pk,
    )


def unions_on(paths: Iterable[str]) -> list[Union]:
    """The unions that stand on these paths, the highest first."""
    return list(Union.objects.filter(path__in=list(paths)).order_by("path"))
