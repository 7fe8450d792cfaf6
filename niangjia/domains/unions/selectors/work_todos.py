"""What waits around social union workers: contracts that end, seats and offices nobody holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.unions.enums import PostKind, StudioRole, UnionKind
from niangjia.domains.unions.models import (
    Contract,
    SocialWorker,
    Studio,
    StudioMember,
    Tenure,
)
from niangjia.foundation.parameters import keys
from niangjia.foundation.web.todos import Todo

from .studios import SEATS

MOST = 20
LAPSED = 30
"""Days after its end a contract that simply ran out still waits for a word."""


def todos_of_workers(near: Sequence[int], region: str, today: date) -> Iterator[Todo]:
    """For whoever keeps the ledger of these unions (S000-09, S000-10, S001-04)."""
    first, *later = keys.SOCIAL_WORKER_CONTRACT_DAYS.value(region, today)
    yield from _contracts(near, today, first, min(later or [first]))
    within, after = _vacancy_days(region, today)
    for vacancy in vacant_seats(near, today - timedelta(days=after), today):
        yield vacancy.as_todo(within)
    yield from _offices(near, today - timedelta(days=after), today, within)
    yield from _without_office(near, today - timedelta(days=after), today)


def _vacancy_days(region: str, today: date) -> tuple[int, int]:
    """Within how many days a seat is to be filled, and after how many it is told."""
    days = keys.STUDIO_VACANCY_DAYS.value(region, today)
    return max(days), min(days)


def contracts_ending(near: Sequence[int], today: date, days: int) -> QuerySet[Contract]:
    """Contracts that end within so many days, or just ran out, with nothing after them."""
    renewed = Contract.objects.filter(worker=OuterRef("worker"), begun_on__gt=OuterRef("begun_on"))
    rows = Contract.objects.filter(
        worker__union__in=near,
        worker__withdrawn_at=None,
        last_on__gte=today - timedelta(days=LAPSED),
        last_on__lte=today + timedelta(days=days),
        reason="",
    )
    rows = rows.exclude(Exists(renewed)).select_related("worker__union")
    return rows.order_by("last_on", "pk")


def _contracts(near: Sequence[int], today: date, days: int, soon: int) -> Iterator[Todo]:
    for contract in contracts_ending(near, today, days)[:MOST]:
        worker = contract.worker
        yield Todo(
            title=_("%(name)s的合同即将期满，请续签或办理终止") % {"name": worker.name},
            url=reverse("unions:worker", args=[worker.pk]),
            kind=_("社工合同"),
            source=worker.union.name,
            due_on=contract.last_on,
            verb=_("续签"),
            icon="file-text",
            threshold=soon,
        )


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Seats of one studio nobody holds: which, and since which day the longest empty one."""

    studio: Studio
    roles: tuple[StudioRole, ...]
    since: date

    def as_todo(self, within: int) -> Todo:
        """To be filled within so many days."""
        names = "、".join(str(role.label) for role in self.roles)
        return Todo(
            title=_("%(studio)s空缺：%(names)s") % {"studio": self.studio.name, "names": names},
            url=reverse("unions:studio", args=[self.studio.pk]),
            kind=_("工作室配备"),
            source=self.studio.union.name,
            due_on=self.since + timedelta(days=within),
            verb=_("补齐"),
            icon="id-badge-2",
        )


def vacant_seats(near: Sequence[int], before: date, today: date) -> list[Vacancy]:
    """Standing studios with a seat that has been empty since `before` or longer (1+1+N)."""
    rows = Studio.objects.filter(union__in=near).on(today).select_related("union")
    studios = list(rows.order_by("union__path", "pk"))
    held: dict[tuple[int, str], list[StudioMember]] = defaultdict(list)
    for member in StudioMember.objects.filter(studio__in=studios):
        held[member.studio_id, member.role].append(member)
    found = []
    for studio in studios:
        empty = {role: _empty_since(held[studio.pk, role], studio, today) for role in SEATS}
        long = {role: day for role, day in empty.items() if day and day <= before}
        if long:
            found.append(Vacancy(studio, tuple(long), min(long.values())))
    return found


def _empty_since(members: Sequence[StudioMember], studio: Studio, today: date) -> date | None:
    """The first day on which nobody held the seat any more; None where it is held, or soon will be."""
    if any(m.holds_on(today) or m.begun_on > today for m in members):
        return None
    return max((m.ends_on for m in members if m.ends_on), default=studio.begun_on)


def _offices(near: Sequence[int], before: date, today: date, within: int) -> Iterator[Todo]:
    """Offices of part-time vice-chairs that social workers held last and nobody holds now."""
    rows = Tenure.objects.filter(
        post__kind=PostKind.PART_TIME_VICE_CHAIR,
        worker__union__in=near,
        worker__withdrawn_at=None,
        ended_on__lte=before,
    )
    now_held = Tenure.objects.filter(post=OuterRef("post"), begun_on__gte=OuterRef("ended_on"))
    rows = rows.exclude(Exists(now_held)).exclude(
        Exists(Tenure.objects.filter(post=OuterRef("post")).held_on(today))
    )
    told: set[int] = set()
    for tenure in rows.select_related("post__union").order_by("-ended_on", "pk")[:MOST]:
        union = tenure.post.union
        if tenure.post_id in told or not union.is_standing or tenure.ended_on is None:
            continue
        told.add(tenure.post_id)
        yield Todo(
            title=_("%(union)s兼职副主席空缺（原%(name)s）")
            % {"union": union.name, "name": tenure.person_name},
            url=f"{reverse('unions:detail', args=[union.pk])}?tab=posts",
            kind=_("社工兼任副主席"),
            source=union.name,
            due_on=tenure.ended_on + timedelta(days=within),
            verb=_("补任"),
            icon="id-badge-2",
        )


def _without_office(near: Sequence[int], before: date, today: date) -> Iterator[Todo]:
    """Workers in a studio for so long who are vice-chair of no enterprise yet: one line for all."""
    seats = StudioMember.objects.filter(
        worker=OuterRef("pk"), role=StudioRole.SOCIAL_WORKER, begun_on__lte=before
    ).on(today)
    offices = Tenure.objects.filter(
        Q(post__union__kind__in=UnionKind.grassroots()), worker=OuterRef("pk")
    ).held_on(today)
    rows = SocialWorker.objects.in_the_book().filter(Exists(seats), union__in=near)
    rows = rows.exclude(Exists(offices)).select_related("union").order_by("union__path", "pk")
    lacking = list(rows[:200])
    if not lacking:
        return
    one = lacking[0]
    alone = len(lacking) == 1
    yield Todo(
        title=_("%(name)s还没有兼任重点企业工会副主席") % {"name": one.name}
        if alone
        else _("%(names)s等 %(n)s 名社工还没有兼任重点企业工会副主席")
        % {"names": "、".join(worker.name for worker in lacking[:2]), "n": len(lacking)},
        url=reverse("unions:worker", args=[one.pk]) if alone else reverse("unions:workers"),
        kind=_("社工兼任副主席"),
        source=one.union.name,
        due_on=None,
        verb=_("安排"),
        icon="id-badge-2",
    )
