"""Employers, and the certificates that make unions legal persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import Level, UnionKind, UnionState
from niangjia.domains.unions.models import Certificate, Employer, Union
from niangjia.foundation import ledger
from niangjia.foundation.divisions.identity import check_uscc, is_union_uscc
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn

from .workforce import Staff, state, stated_on

EDITABLE = ("name", "kind", "industry", "address", "opened_on", "closed_on")
LONGEST = relativedelta(years=5)
"""A certificate lasts as long as the term, five years at most (《基层工会法人登记管理办法》§26)."""


@transaction.atomic
def add_employer(
    *,
    actor: Actor,
    area_id: int,
    name: str,
    uscc: str,
    kind: str,
    now: datetime,
    workers: int = 0,
    women_workers: int = 0,
    migrant_workers: int = 0,
    on: date | None = None,
    union_id: int | None = None,
    **details: Any,
) -> Employer:
    """Register an employer in the area of a union, its workers stated for a day (today unless told).

    Refused for a wrong or a known credit code.
    """
    area = selectors.find_union(actor, area_id)
    if not policy.can_edit(actor, area):
        raise Refused(_("只能登记本级和下级地区的用人单位"), field="area_id")
    employer = Employer(
        area=area,
        registered_in=area,
        name=name.strip(),
        uscc=valid_uscc(uscc),
        kind=kind,
        **_known(details),
    )
    union = _union_of(actor, area, union_id) if union_id else None
    staff = Staff(workers, women_workers, migrant_workers, union)
    closed, employer.closed_on = employer.closed_on, None
    ledger.save(employer, actor=actor, verb="add_employer", at=now)
    state(employer, on or localdate(now), staff, actor=actor, now=now)
    employer.closed_on = closed
    _check_closing(employer)
    return ledger.save(employer, actor=actor, verb="count", at=now)


def valid_uscc(text: str) -> str:
    """The credit code, tidied. Refused with the reason where its check digit is wrong."""
    try:
        return check_uscc(text)
    except ValueError as error:
        raise Refused(str(error), field="uscc") from error


def _known(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name in EDITABLE}


def _union_of(actor: Actor, area: Union, union_id: int) -> Union:
    union = selectors.find_union(actor, union_id)
    if not union.path.startswith(area.path) or union.level < Level.GRASSROOTS:
        raise Refused(_("所建工会应是该地区的基层工会"), field="union_id")
    if union.state != UnionState.ESTABLISHED:
        raise Refused(
            _("“%(name)s”现为“%(state)s”，批准成立后才能登记为所建工会")
            % {"name": union.name, "state": union.state_label},
            field="union_id",
        )
    return union


def _check_closing(employer: Employer) -> None:
    """A unit closes after it opened and after what was last stated of it."""
    if not employer.closed_on:
        return
    if employer.opened_on and employer.closed_on < employer.opened_on:
        raise Refused(_("终止日期不能早于开业日期"), field="closed_on")
    if (day := stated_on(employer)) and employer.closed_on < day:
        raise Refused(
            _("%(day)s 填报过职工数，终止日期不能早于这一天") % {"day": date_cn(day)},
            field="closed_on",
        )


@transaction.atomic
def update_employer(
    *,
    actor: Actor,
    employer_id: int,
    version: int,
    now: datetime,
    workers: int | None = None,
    women_workers: int | None = None,
    migrant_workers: int | None = None,
    on: date | None = None,
    union_id: int | None = None,
    uscc: str = "",
    **details: Any,
) -> Employer:
    """Correct an employer; other workers or another union hold from `on` (today unless told).

    What held before that day stays. Raises Stale where somebody else was faster.
    """
    employer = selectors.lock_employer(actor, employer_id)
    if not policy.can_edit(actor, employer) or employer.withdrawn_at:
        raise Refused(_("只能修改本级和下级地区、仍在台账中的用人单位"))
    for name, value in _known(details).items():
        setattr(employer, name, value)
    if uscc:
        employer.uscc = valid_uscc(uscc)
    had = Staff.of(employer)
    staff = Staff(
        had.workers if workers is None else workers,
        had.women_workers if women_workers is None else women_workers,
        had.migrant_workers if migrant_workers is None else migrant_workers,
        _union_again(actor, employer, union_id),
    )
    before = employer.version
    if before == version and staff != had:
        state(employer, on or localdate(now), staff, actor=actor, now=now)
    _check_closing(employer)
    return ledger.save(employer, actor=actor, verb="update_employer", at=now, expect=version)


def _union_again(actor: Actor, employer: Employer, union_id: int | None) -> Union | None:
    """The union named: what it was stays as it is, another one must fit."""
    if union_id == employer.union_id:
        return employer.union
    return _union_of(actor, employer.area, union_id) if union_id else None


@transaction.atomic
def register_certificate(
    *,
    actor: Actor,
    union_id: int,
    number: str,
    uscc: str,
    legal_representative: str,
    registrar_id: int,
    issued_on: date,
    expires_on: date,
    now: datetime,
) -> Certificate:
    """Register a legal-person certificate, or its renewal: an older one ends that day.

    Raises Refused for offices sent out by a higher union, a code not given to unions, or too long.
    """
    union = selectors.lock_union(actor, union_id)
    registrar = selectors.registrar(registrar_id)
    _check_may_hold(actor, union, registrar)
    code = valid_uscc(uscc)
    if not is_union_uscc(code):
        raise Refused(_("工会法人的统一社会信用代码应以 81 或 89 开头"), field="uscc")
    _check_days(union, issued_on, expires_on, now)
    for old in Certificate.objects.filter(union=union, revoked_on=None):
        old.revoked_on = issued_on
        ledger.save(old, actor=actor, verb="replace_certificate", at=now)
    certificate = Certificate(
        union=union,
        number=number.strip(),
        uscc=code,
        legal_representative=legal_representative.strip(),
        registrar=registrar,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    ledger.save(certificate, actor=actor, verb="register_certificate", at=now)
    if union.uscc != code:
        union.uscc = code
        ledger.save(union, actor=actor, verb="take_uscc", at=now)
    return certificate


def _check_may_hold(actor: Actor, union: Union, registrar: Union) -> None:
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能登记本级和下级、仍然存在的工会的证书"))
    if union.kind in UnionKind.dispatched():
        raise Refused(_("工会派出的代表机关、分会和小组不办理法人资格证书，只赋统一社会信用代码"))
    if registrar.level > Level.COUNTY:
        raise Refused(
            _("登记机关应是县级以上地方工会（《基层工会法人登记管理办法》第六条）"),
            field="registrar_id",
        )


def _check_days(union: Union, issued_on: date, expires_on: date, now: datetime) -> None:
    if issued_on > localdate(now):
        raise Refused(_("发证日期不能晚于今天"), field="issued_on")
    if not issued_on < expires_on <= issued_on + LONGEST:
        raise Refused(
            _("证书有效期与工会届期一致，最长五年（《基层工会法人登记管理办法》第二十六条）"),
            field="expires_on",
        )
    term = selectors.running_term(union)
    if term and expires_on > term.due_on:
        raise Refused(
            _("证书有效期不能超过本届届满日期 %(day)s") % {"day": date_cn(term.due_on)},
            field="expires_on",
        )


@transaction.atomic
def revoke_certificate(
    *, actor: Actor, certificate_id: int, revoked_on: date, note: str, now: datetime
) -> Certificate:
    """Take a certificate back (注销)."""
    certificate = selectors.lock_certificate(actor, certificate_id)
    if not policy.can_edit(actor, certificate):
        raise Refused(_("只能注销本级和下级工会的证书"))
    if not certificate.issued_on <= revoked_on <= localdate(now):
        raise Refused(_("注销日期应在发证之后、今天之前"), field="revoked_on")
    certificate.revoked_on = revoked_on
    return ledger.save(certificate, actor=actor, verb="revoke_certificate", at=now, note=note)
