"""Questions about social-worker studios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from niangjia.domains.unions.enums import Level, StudioRole, UnionKind
from niangjia.domains.unions.models import (
    Employer,
    Studio,
    StudioCover,
    StudioMember,
    Union,
)
from niangjia.domains.unions.models.spans import on_day, overlapping
from niangjia.foundation.scope import Actor, one

SEATS = (StudioRole.DEPARTMENT_HEAD, StudioRole.INSTRUCTOR, StudioRole.SOCIAL_WORKER)


@dataclass(frozen=True, slots=True)
class StudioLine:
    """A studio as the ledger shows it."""

    studio: Studio
    head: str
    instructor: str
    workers: tuple[str, ...]
    covers: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The seats nobody holds, in words; empty where the studio is complete (1+1+N)."""
        filled = {
            StudioRole.DEPARTMENT_HEAD: self.head,
            StudioRole.INSTRUCTOR: self.instructor,
            StudioRole.SOCIAL_WORKER: self.workers,
        }
        return [str(role.label) for role in SEATS if not filled[role]]


def studios_below(
    actor: Actor, q: str = "", state: str = "", on: date | None = None
) -> QuerySet[Studio]:
    """The studios where one stands; `state` is standing, ended or empty, as of the day `on`."""
    rows = Studio.objects.visible_to(actor).within(actor.here).select_related("union")
    if q:
        named = StudioMember.objects.filter(person_name__contains=q).values("studio")
        covering = StudioCover.objects.filter(union__name__contains=q).values("studio")
        words = Q(name__contains=q) | Q(area__contains=q)
        rows = rows.filter(words | Q(pk__in=named) | Q(pk__in=covering))
    if state and on:
        rows = rows.filter(on_day(on)) if state == "standing" else rows.filter(last_on__lt=on)
    return rows


def studio_lines(studios: list[Studio], on: date) -> list[StudioLine]:
    """Studios with their people and what they cover: two more queries for all of them."""
    people: dict[tuple[int, str], list[str]] = {}
    rows = StudioMember.objects.filter(studio__in=studios).on(on).order_by("begun_on", "pk")
    for member in rows:
        people.setdefault((member.studio_id, member.role), []).append(member.person_name)
    covers: dict[int, list[str]] = {}
    covered = StudioCover.objects.filter(studio__in=studios).on(on).select_related("union")
    for cover in covered.order_by("union__code"):
        covers.setdefault(cover.studio_id, []).append(cover.union.short_name)
    return [
        StudioLine(
            studio,
            "、".join(people.get((studio.pk, StudioRole.DEPARTMENT_HEAD), [])),
            "、".join(people.get((studio.pk, StudioRole.INSTRUCTOR), [])),
            tuple(people.get((studio.pk, StudioRole.SOCIAL_WORKER), [])),
            tuple(covers.get(studio.pk, [])),
        )
        for studio in studios
    ]


def find_studio(actor: Actor, pk: int) -> Studio:
    """One studio. Raises Missing."""
    return one(Studio.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_studio(actor: Actor, pk: int) -> Studio:
    """The same, locked."""
    rows = Studio.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_studio_member(actor: Actor, pk: int) -> StudioMember:
    """One person's time in a studio. Raises Missing."""
    return one(StudioMember.objects.visible_to(actor).select_related("studio__union"), pk=pk)


def find_cover(actor: Actor, pk: int) -> StudioCover:
    """One covered union. Raises Missing."""
    rows = StudioCover.objects.visible_to(actor).select_related("studio__union", "union")
    return one(rows, pk=pk)


def members_of(studio: Studio) -> QuerySet[StudioMember]:
    """Everybody who is or was in a studio, in the order of the seats."""
    rows = StudioMember.objects.filter(studio=studio).select_related("worker")
    return rows.order_by("last_on", "role", "begun_on", "pk")


def covers_of(studio: Studio) -> QuerySet[StudioCover]:
    """What a studio covers or covered."""
    rows = StudioCover.objects.filter(studio=studio).select_related("union")
    return rows.order_by("last_on", "union__code")


def seated_between(
    studio: Studio, role: str, begun_on: date, last_on: date | None = None
) -> QuerySet[StudioMember]:
    """Who holds a seat on any of these days."""
    return StudioMember.objects.filter(overlapping(begun_on, last_on), studio=studio, role=role)


def studio_of_worker(worker_id: int, on: date) -> StudioMember | None:
    """The studio a social worker works in that day."""
    rows = StudioMember.objects.filter(worker_id=worker_id, role=StudioRole.SOCIAL_WORKER)
    return rows.on(on).select_related("studio__union").first()


def worker_elsewhere(worker_id: int, begun_on: date) -> StudioMember | None:
    """A studio the worker works in on that day or later."""
    rows = StudioMember.objects.filter(
        overlapping(begun_on, None), worker_id=worker_id, role=StudioRole.SOCIAL_WORKER
    )
    return rows.select_related("studio").first()


def may_be_covered(union: Union) -> bool:
    """Township unions and unions of an industry or a federation (S000-09)."""
    of_place = union.level == Level.TOWNSHIP and union.kind in UnionKind.of_places()
    return of_place or union.kind in UnionKind.federations() | UnionKind.industrial()


def covers_union(studio: Studio, union: Union, on: date) -> bool:
    """Whether the studio covers exactly this union that day."""
    return StudioCover.objects.filter(studio=studio, union=union).on(on).exists()


def reaches(studio: Studio, union: Union, on: date) -> bool:
    """Whether an enterprise union lies in the studio's area that day.

    It hangs below a covered union, or its employer lies in the area of one.
    """
    covered = list(
        StudioCover.objects.filter(studio=studio).on(on).values_list("union__path", flat=True)
    )
    if any(union.path.startswith(path) for path in covered):
        return True
    return Employer.objects.filter(union=union).within_any(covered).exists()


def complete_spans(studio: Studio) -> list[list[str | None]]:
    """The spans of days on which every seat of a studio is filled: `[first, last or null]`.

    Counted from the days on which people came and went, within the studio's own days.
    """
    rows = list(StudioMember.objects.filter(studio=studio))
    edges = {m.begun_on for m in rows} | {m.ends_on for m in rows if m.ends_on}
    edges |= {studio.begun_on} | ({studio.ends_on} if studio.ends_on else set())
    found: list[list[str | None]] = []
    for day in sorted(edges):
        if studio.holds_on(day) and _is_complete(rows, day):
            if not found or found[-1][1] is not None:
                found.append([day.isoformat(), None])
        elif found and found[-1][1] is None:
            found[-1][1] = (day - timedelta(days=1)).isoformat()
    return found


def _is_complete(rows: Iterable[StudioMember], day: date) -> bool:
    held = Counter(m.role for m in rows if m.holds_on(day))
    return all(held[role] for role in SEATS)
