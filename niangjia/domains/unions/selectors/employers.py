"""Employers and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from niangjia.domains.unions.models import Certificate, Employer, Union, Workforce
from niangjia.domains.unions.models.employers import DUE_FROM
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor, one


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the units that should have a union do (建会率)."""

    due: int
    covered: int

    @property
    def rate(self) -> float | None:
        """Between 0 and 1; None where there is no such unit."""
        return self.covered / self.due if self.due else None


def employers_below(
    actor: Actor, q: str = "", kind: str = "", union: str = ""
) -> QuerySet[Employer]:
    """Employers in the area one stands in; `union` is yes, no, or due (25 workers, none yet)."""
    rows = Employer.objects.visible_to(actor).within(actor.here).in_the_book()
    rows = rows.select_related("area", "union")
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(uscc__contains=q.upper()))
    if kind:
        rows = rows.filter(kind=kind)
    if union == "yes":
        return rows.exclude(union=None)
    if union == "due":
        return rows.due().filter(union=None, closed_on=None)
    return rows.filter(union=None) if union else rows


def find_employer(actor: Actor, pk: int) -> Employer:
    """One employer. Raises Missing."""
    return one(Employer.objects.visible_to(actor).select_related("area", "union"), pk=pk)


def lock_employer(actor: Actor, pk: int) -> Employer:
    """The same, locked."""
    rows = Employer.objects.visible_to(actor).select_related("area", "union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def coverage(actor: Actor, on: date) -> Coverage:
    """Open units of 25 workers or more, with and without a union, where one stands."""
    rows = employers_below(actor).filter(workers__gte=DUE_FROM)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=on))
    return Coverage(rows.count(), rows.exclude(union=None).count())


def employers_of(union: Union) -> QuerySet[Employer]:
    """The units whose union this is."""
    return Employer.objects.filter(union=union).in_the_book().order_by("pk")


def workforces_of(employer: Employer) -> QuerySet[Workforce]:
    """What was stated of an employer, the latest first."""
    rows = Workforce.objects.filter(employer=employer).select_related("union")
    return rows.order_by("-on", "-pk")


def certificates_of(union: Union) -> QuerySet[Certificate]:
    """The certificates of a union, the latest first."""
    return Certificate.objects.filter(union=union).order_by("-issued_on", "-pk")


def find_certificate(actor: Actor, pk: int) -> Certificate:
    """One certificate. Raises Missing."""
    return one(Certificate.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_certificate(actor: Actor, pk: int) -> Certificate:
    """One certificate, locked. Raises Missing."""
    rows = Certificate.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def certificates_to_renew(path: str, today: date) -> QuerySet[Certificate]:
    """Certificates at or below a path that run out soon, the soonest first (PARAM renewal days)."""
    limit = today + timedelta(days=keys.LEGAL_PERSON_RENEWAL_DAYS.value("", today))
    rows = Certificate.objects.within(path).filter(revoked_on=None, expires_on__lte=limit)
    return rows.select_related("union").order_by("expires_on", "pk")


def registrar(pk: int) -> Union:
    """The union that registers, which need not be one's own. Raises Missing."""
    return one(Union.objects.standing(), pk=pk)
