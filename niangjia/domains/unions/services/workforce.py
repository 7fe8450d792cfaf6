"""How many workers an employer has and whose union it is: stated for a day, kept as differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.models import Employer, Union, Workforce
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn


@dataclass(frozen=True, slots=True)
class Staff:
    """What an employer says: so many workers, of them women and migrants, and its union."""

    workers: int
    women_workers: int = 0
    migrant_workers: int = 0
    union: Union | None = None

    @classmethod
    def of(cls, employer: Employer) -> Staff:
        """What its last statement says."""
        return cls(
            employer.workers, employer.women_workers, employer.migrant_workers, employer.union
        )


@transaction.atomic
def state_workforce(
    *,
    actor: Actor,
    employer_id: int,
    on: date,
    workers: int,
    women_workers: int = 0,
    migrant_workers: int = 0,
    source: str = "",
    now: datetime,
) -> Workforce:
    """State an employer's workers from a day on; the union stays. The same day again corrects it.

    Raises Refused for a day to come, before the last statement, or after the unit closed.
    """
    employer = selectors.lock_employer(actor, employer_id)
    if not policy.can_edit(actor, employer) or employer.withdrawn_at:
        raise Refused(_("只能填报本级和下级地区、仍在台账中的用人单位"))
    staff = Staff(workers, women_workers, migrant_workers, employer.union)
    rows = state(employer, on, staff, actor=actor, source=source, now=now)
    ledger.save(employer, actor=actor, verb="count", at=now, note=source)
    return rows[-1]


def state(
    employer: Employer, on: date, staff: Staff, *, actor: Actor, now: datetime, source: str = ""
) -> list[Workforce]:
    """Write down what holds from a day on, and copy it to the employer; the caller keeps that."""
    _check(employer, on, staff, now)
    rows = list(statements(employer, on, staff, source))
    for row in rows:
        ledger.save(row, actor=actor, verb="state_workforce", at=now, note=source)
    employer.workers, employer.union = staff.workers, staff.union
    employer.women_workers = staff.women_workers
    employer.migrant_workers = staff.migrant_workers
    return rows


def _check(employer: Employer, on: date, staff: Staff, now: datetime) -> None:
    if on > localdate(now):
        raise Refused(_("统计日期不能晚于今天"), field="on")
    if employer.opened_on and on < employer.opened_on:
        raise Refused(
            _("统计日期不能早于开业日期 %(day)s") % {"day": date_cn(employer.opened_on)}, field="on"
        )
    if (day := stated_on(employer)) and on < day:
        raise Refused(
            _("%(day)s 已经填报过，统计日期不能早于这一天") % {"day": date_cn(day)}, field="on"
        )
    if employer.closed_on and on >= employer.closed_on:
        raise Refused(_("单位已于 %(day)s 终止") % {"day": date_cn(employer.closed_on)}, field="on")
    if staff.women_workers > staff.workers:
        raise Refused(_("女职工数不能多于职工数"), field="women_workers")


def stated_on(employer: Employer) -> date | None:
    """The day of the last statement."""
    rows = Workforce.objects.filter(employer=employer).order_by("-on", "-pk")
    return rows.values_list("on", flat=True).first()


def statements(employer: Employer, on: date, staff: Staff, source: str = "") -> Iterator[Workforce]:
    """The rows to write: two, where the union was founded only after that day."""
    last = _last(employer)
    founded = staff.union.founded_on if staff.union else None
    if founded and founded > on and not (last and last.is_covered):
        last = _row(
            employer,
            on,
            Staff(staff.workers, staff.women_workers, staff.migrant_workers),
            last,
            source,
        )
        yield last
        on = founded
    yield _row(employer, on, staff, last, source)


def first_statement(employer: Employer, on: date) -> Workforce:
    """The statement a new employer begins with, for bulk work; a new one has no union yet."""
    return _row(employer, on, Staff.of(employer), None, "")


def _last(employer: Employer) -> Workforce | None:
    return Workforce.objects.filter(employer=employer).order_by("on", "pk").last()


def _row(
    employer: Employer, on: date, staff: Staff, last: Workforce | None, source: str
) -> Workforce:
    row = Workforce(
        employer=employer,
        union=staff.union,
        on=on,
        workers=staff.workers,
        women_workers=staff.women_workers,
        migrant_workers=staff.migrant_workers,
        source=source,
    )
    row.due_by = row.is_due - bool(last and last.is_due)
    row.covered_by = row.is_covered - bool(last and last.is_covered)
    return row
