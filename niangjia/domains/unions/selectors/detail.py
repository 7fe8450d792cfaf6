"""What the page of one union shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import Level, PostKind, UnionState
from niangjia.domains.unions.models import BoardReview, Headcount, Union, UnionChange
from niangjia.foundation.scope import Actor, ancestors


def history_of(union: Union) -> QuerySet[UnionChange]:
    """What happened to a union, the latest first."""
    rows = UnionChange.objects.filter(union=union).select_related("other", "by")
    return rows.order_by("-effective_on", "-pk")


AT_ONCE = 500
"""Rows asked for in one statement."""


def parents_in(changes: Iterable[UnionChange]) -> dict[int, str]:
    """The names of the parents a union had before and after its moves."""
    sides = [side.get("parent_id") for c in changes for side in (c.before, c.after)]
    rows = Union.objects.filter(pk__in={pk for pk in sides if pk})
    return dict(rows.values_list("pk", "name"))


def headcounts_of(union: Union) -> QuerySet[Headcount]:
    """What it stated, the latest first."""
    return Headcount.objects.filter(union=union).order_by("-on", "-pk")


def readable_children(actor: Actor, union: Union) -> QuerySet[Union]:
    """The unions directly below that this person may see; none that were taken back."""
    rows = Union.objects.visible_to(actor).filter(parent=union)
    return rows.exclude(state=UnionState.WITHDRAWN).in_order()


def missing_labels(union: Union) -> list[str]:
    """The required posts nobody holds, in words, as last written down."""
    review = BoardReview.objects.filter(union=union).order_by("-on", "-pk").first()
    return [str(PostKind(kind).label) for kind in review.missing] if review else []


def may_edit(actor: Actor, union: Union) -> bool:
    """Whether this person keeps the ledger here."""
    return policy.can_edit(actor, union) and union.is_standing


def may_edit_below(actor: Actor) -> bool:
    """Whether this person keeps the ledger where they stand."""
    return bool(actor.here) and actor.holds(policy.WRITERS, at=actor.here)


def may_approve_below(actor: Actor) -> bool:
    """Whether this person approves unions below where they stand."""
    return bool(actor.here) and actor.holds({policy.APPROVER}, at=actor.here)


def registrars_of(union: Union) -> list[tuple[int, str]]:
    """The unions above, county and higher, that may register a certificate: the nearest first."""
    above = Union.objects.filter(path__in=ancestors(union.path)[:-1], level__lte=Level.COUNTY)
    return list(above.order_by("-level").values_list("pk", "name"))


def children_choices(union: Union) -> list[tuple[int, str]]:
    """The standing children, to be ticked."""
    return list(Union.objects.filter(parent=union).standing().in_order().values_list("pk", "name"))


def seen_union(actor: Actor, pk: int) -> Union | None:
    """One union this person may see, or nothing."""
    return Union.objects.visible_to(actor).filter(pk=pk).first()


def seen_unions(actor: Actor, ids: Iterable[int]) -> list[Union]:
    """The unions of a list this person may see, in the order of the list, in few questions."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Union] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Union.objects.visible_to(actor).filter(pk__in=wanted[start : start + AT_ONCE])
        found |= {union.pk: union for union in rows.select_related("parent")}
    return [found[pk] for pk in wanted if pk in found]


def told_union(actor: Actor, pk: int) -> dict[str, Any] | None:
    """One union this person may see, as a picker tells what was chosen; or nothing."""
    union = seen_union(actor, pk)
    return {"id": union.pk, "text": union.name, "sub": union.code} if union else None


def with_children(actor: Actor, found: list[Union], limit: int = 100) -> list[Union]:
    """The unions found and what stands directly below the best of them: to tick a whole city."""
    rows = Union.objects.visible_to(actor).standing().filter(parent=found[0])
    below = list(rows.select_related("parent").in_order()[:limit])
    return [found[0], *below, *(union for union in found[1:] if union not in below)]


def told_names(actor: Actor, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Name and code of the unions among these that this person may see."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), 1000):
        rows = Union.objects.visible_to(actor).filter(pk__in=ids[start : start + 1000])
        found |= {pk: (name, code) for pk, name, code in rows.values_list("pk", "name", "code")}
    return found


def first_unions(actor: Actor, limit: int = 20) -> list[Union]:
    """What a picker shows before a word is typed: the highest where one stands."""
    rows = Union.objects.visible_to(actor).within(actor.here).standing().select_related("parent")
    return list(rows.in_order()[:limit])
