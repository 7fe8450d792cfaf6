"""Pairing a county with a department above it, handing it over, ending it. S000-02."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import DONE, Origin, TaskState
from niangjia.domains.tasks.events.visits import PairingHandedOver
from niangjia.domains.tasks.models import Handover, Pairing, Problem, Task
from niangjia.domains.tasks.policy.pairings import can_arrange
from niangjia.domains.tasks.selectors.coverage import COUNTIES
from niangjia.domains.tasks.selectors.pairings import lock_pairing, pairings_of, unsolved_of
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import SYSTEM, Actor

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union


def tier_of(supporter: Union, county: Union) -> int:
    """For which level a union speaks to a county: its own, an industrial one for that of its parent.

    Raises Refused for a union that does not stand above the county.
    """
    speaks = supporter
    if supporter.kind == UnionKind.RESIDENT_INDUSTRIAL and supporter.parent:
        speaks = supporter.parent
    if speaks.pk == county.pk or not county.path.startswith(speaks.path):
        raise Refused(
            _("%(supporter)s不是%(county)s的上级工会，请另选联系单位")
            % {"supporter": supporter.name, "county": county.name},
            field="supporter_id",
        )
    return speaks.level


@transaction.atomic
def pair(
    *,
    actor: Actor,
    union_id: int,
    supporter_id: int,
    begins_on: date,
    now: datetime,
    department: str = "",
    person_id: int | None = None,
    person_name: str = "",
    document: str = "",
) -> Pairing:
    """Pair a county with a department of a union above it, or with a resident industrial union.

    Raises Refused where the county has one of that tier already, or the day overlaps an ended one.
    """
    county = unions.find_union(actor, union_id)
    supporter = unions.find_union(actor, supporter_id)
    _check_county(county)
    row = Pairing(
        union=county,
        path=county.path,
        supporter=supporter,
        supporter_path=supporter.path,
        tier=tier_of(supporter, county),
        department=department.strip(),
        begins_on=begins_on,
        document=document.strip(),
    )
    if not can_arrange(actor, row):
        raise Refused(_("您在%(name)s没有安排对口联系的权限") % {"name": supporter.name})
    if not row.department and supporter.kind != UnionKind.RESIDENT_INDUSTRIAL:
        raise Refused(_("请填写联系部门"), field="department")
    _check_free(row, timezone.localdate(now))
    row.person_id, row.person_name = _person(supporter, person_id, person_name, begins_on)
    is_first = not pairings_of(county.pk).exists()
    row.covers_from = begins_on if is_first else None
    ledger.save(row, actor=actor, verb="pair", at=now)
    if not is_first:
        recount(county.pk, actor=actor, now=now)
        row.refresh_from_db()
    return row


def _check_county(county: Union) -> None:
    if county.level != Level.COUNTY or county.kind not in COUNTIES:
        raise Refused(
            _("%(name)s不是县级总工会，不能列入对口联系") % {"name": county.name}, field="union_id"
        )
    if not county.is_standing:
        raise Refused(_("%(name)s已撤销或合并") % {"name": county.name}, field="union_id")


def _check_free(row: Pairing, today: date) -> None:
    if row.begins_on > today:
        raise Refused(_("起始日期不能晚于今天"), field="begins_on")
    before = [p for p in pairings_of(row.union_id) if p.tier == row.tier]
    if current := next((p for p in before if p.is_current), None):
        raise Refused(
            _("%(county)s已由%(supporter)s对口联系（%(tier)s），请先终止或交接")
            % {
                "county": row.union.name,
                "supporter": current.supporter_words,
                "tier": current.tier_label,
            },
            field="union_id",
        )
    last = max((p.ends_on for p in before if p.ends_on), default=None)
    if last and row.begins_on < last:
        raise Refused(
            _("上一项对口联系到%(day)s才终止，起始日期不能更早") % {"day": last}, field="begins_on"
        )


def _person(supporter: Union, person_id: int | None, name: str, on: date) -> tuple[int | None, str]:
    """Who answers: somebody in post there, by account or by a name only one goes by; or a name alone."""
    people = unions.people_at(supporter.pk, on)
    if person_id is None:
        namesakes = [pk for pk, known in people.items() if known == name.strip()]
        return (namesakes[0] if len(namesakes) == 1 else None), name.strip()
    if person_id not in people:
        raise Refused(
            _("责任人应是%(name)s在岗的人员") % {"name": supporter.name}, field="person_id"
        )
    return person_id, people[person_id]


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    pairing_id: int,
    on: date,
    now: datetime,
    person_id: int | None = None,
    person_name: str = "",
    note: str = "",
    expect: int | None = None,
) -> Handover:
    """Somebody else answers for the county from a day on; open problems and tasks go along.

    What was handed over is written down by name, so that nothing is lost between two people.
    """
    row = lock_pairing(actor, pairing_id)
    if not can_arrange(actor, row):
        raise Refused(_("您无权办理这项对口联系的交接"))
    _check_running(row)
    if on > timezone.localdate(now) or on < row.begins_on:
        raise Refused(_("交接日期应在起始日期和今天之间"), field="on")
    to_person, to_name = _person(row.supporter, person_id, person_name, on)
    if not to_name:
        raise Refused(_("请填写现责任人"), field="person_name")
    if (to_person, to_name) == (row.person_id, row.person_name):
        raise Refused(_("现责任人与原责任人相同"), field="person_name")
    made = Handover(
        pairing=row,
        from_person_id=row.person_id,
        from_name=row.person_name,
        to_person_id=to_person,
        to_name=to_name,
        on=on,
        note=note.strip(),
        matters=_open_matters(row, to_person, to_name, actor, now),
        by_name=actor.name,
        at=now,
    )
    row.person_id, row.person_name = to_person, to_name
    ledger.save(row, actor=actor, verb="hand_over", at=now, note=note, expect=expect)
    ledger.save(made, actor=actor, verb="hand_over", at=now, note=note)
    publish(PairingHandedOver(row.pk, made.pk, now))
    return made


def _check_running(row: Pairing) -> None:
    if not row.is_current:
        raise Refused(_("这项对口联系已于%(day)s终止") % {"day": row.ends_on})


def _open_matters(
    row: Pairing, person_id: int | None, name: str, actor: Actor, now: datetime
) -> list[str]:
    """The unsolved problems in words; tasks from them that the leaver answered for change hands."""
    problems = list(unsolved_of(row).order_by("found_on", "order"))
    tasks = Task.objects.filter(origin=Origin.PAIRING, origin_id__in=[p.pk for p in problems])
    tasks = tasks.filter(union_id=row.supporter_id, parent__isnull=False)
    for task in tasks.exclude(state__in=[*DONE, TaskState.WITHDRAWN]).select_related("union"):
        if row.person_id and task.owner_id == row.person_id:
            task.owner_id, task.owner_name, task.moved_at = person_id, name, now
            ledger.save(task, actor=actor, verb="name_owner", at=now, note=_("对口联系交接"))
    return [problem.title for problem in problems]


@transaction.atomic
def end_pairing(
    *, actor: Actor, pairing_id: int, on: date, now: datetime, note: str = ""
) -> Pairing:
    """The pairing holds no longer from a day on. Refused while what it found is unsolved."""
    row = lock_pairing(actor, pairing_id)
    if not can_arrange(actor, row):
        raise Refused(_("您无权终止这项对口联系"))
    _check_running(row)
    if on > timezone.localdate(now) or on < row.begins_on:
        raise Refused(_("终止日期应在起始日期和今天之间"), field="on")
    if left := unsolved_of(row).count():
        raise Refused(
            _("还有 %(n)s 个走访问题没有解决，请先办结，或改为交接给其他人") % {"n": left}
        )
    if row.visits.filter(visited_on__gte=on).exists():
        raise Refused(_("终止日期之后还有走访记录，请改终止日期"), field="on")
    row.ends_on = on
    ledger.save(row, actor=actor, verb="end_pairing", at=now, note=note)
    recount(row.union_id, actor=actor, now=now)
    row.refresh_from_db()
    return row


def recount(union_id: int, *, now: datetime, actor: Actor = SYSTEM) -> None:
    """Say anew which days of a county each of its pairings covers, so that no day counts twice."""
    covered: date | None = None
    for row in pairings_of(union_id).select_related("union"):
        begins, ends = row.begins_on, row.ends_on
        begins = max(begins, covered) if covered else begins
        is_new = covered != date.max and begins < (ends or date.max)
        told = (begins, ends) if is_new else (None, None)
        if told != (row.covers_from, row.covers_to):
            row.covers_from, row.covers_to = told
            ledger.save(row, actor=actor, verb="recount", at=now)
        covered = max(covered or date.min, ends or date.max)


def problems_follow(pairing: Pairing, into: Pairing) -> int:
    """What is unsolved under one pairing goes on under another; returns how many."""
    return Problem.objects.filter(pk__in=unsolved_of(pairing)).update(pairing=into)
