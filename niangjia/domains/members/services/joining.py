"""Joining: from the wish to the membership (rules §2.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import EmploymentForm, NefGroup, Way
from niangjia.domains.members.enums.rights import Purpose
from niangjia.domains.members.events.joining import (
    ApplicationDecided,
    ApplicationRouted,
    ApplicationSubmitted,
)
from niangjia.domains.members.models import Application, Membership, Person, Poster
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import applications as selectors
from niangjia.domains.members.selectors import people, pool
from niangjia.domains.members.workflow.applications import APPLICATION
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionState
from niangjia.foundation.calendar.days import add_working_days
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.events import publish
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import SYSTEM, Actor

from . import consents, persons, rolls
from .persons import Identity


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody works, and which union they ask, if they know."""

    work_unit: str = ""
    area_code: str = ""
    occupation: str = ""
    nef_group: str = NefGroup.NONE
    union_id: int | None = None
    poster_code: str = ""
    employer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody agreed to when another wrote it down: the version of the text, and how."""

    version: str
    how: str


@transaction.atomic
def apply(
    *,
    actor: Actor,
    key: UUID,
    identity: Identity,
    wish: Wish,
    mobile: str,
    agreed: str,
    now: datetime,
) -> Application:
    """Somebody asks for themselves, with the mobile they signed in by; the same key is the same wish.

    `agreed` is the version of the text of information they read (`selectors.consents.notice_of`).
    Without a union of their own the wish waits in the pool of its area. Raises Refused for who is
    a member already, or where the text has changed since.
    """

    def first() -> Application:
        person = persons.person_of(identity, actor=actor, now=now)
        persons.link_account(person, actor=actor, mobile=mobile, now=now)
        how = str(Way.PHONE.label)
        consents.keep(person, Purpose.MEMBERSHIP, agreed, how, actor=actor, now=now)
        way = Way.POSTER if wish.poster_code else Way.PHONE
        return _hand_in(person, wish, way=way, key=key, actor=actor, now=now)

    return _once(actor, key, first)


@transaction.atomic
def enter(
    *,
    actor: Actor,
    key: UUID,
    identity: Identity,
    wish: Wish,
    way: str,
    now: datetime,
    given: Given | None = None,
    written_at: datetime | None = None,
) -> Application:
    """A cadre writes down somebody at a gate, a service point or a window.

    `given` is what the person agreed to there and how; `written_at` when the phone was without a
    net. Raises Refused where the cadre does not keep the roll of the union asked.
    """

    def first() -> Application:
        person = persons.person_of(identity, actor=actor, now=now)
        persons.fill_mobile(person, identity.mobile, actor=actor, now=now)
        if given is not None:
            agreed, how = given.version, given.how
            consents.keep(person, Purpose.MEMBERSHIP, agreed, how, actor=actor, now=now)
        at = min(written_at or now, now)
        return _hand_in(person, wish, way=way, key=key, actor=actor, now=now, written_at=at)

    return _once(actor, key, first)


def _once(actor: Actor, key: UUID, first: Callable[[], Application]) -> Application:
    """The application of this key: made now, or sent before, perhaps at this very moment.

    Raises Refused where somebody else wrote the same person down while this was on its way.
    """
    if (sent := _sent_before(actor, key)) is not None:
        return sent
    try:
        with transaction.atomic():
            return first()
    except (IntegrityError, Refused) as clash:
        if (sent := _sent_before(actor, key)) is not None:
            return sent
        if isinstance(clash, Refused):
            raise
        raise Refused(_("此人刚刚已登记或者提交过申请，请刷新后核对"), field="id_number") from clash


def _sent_before(actor: Actor, key: UUID) -> Application | None:
    return Application.objects.visible_to(actor).filter(key=key).first()


def _hand_in(
    person: Person,
    wish: Wish,
    *,
    way: str,
    key: UUID,
    actor: Actor,
    now: datetime,
    written_at: datetime | None = None,
) -> Application:
    _check_free(person)
    poster = (
        selectors.poster_by_code(wish.poster_code, localdate(now)) if wish.poster_code else None
    )
    union, is_pooled = _with_whom(actor, wish, poster)
    application = Application(
        person=person,
        union=union,
        path=union.path,
        key=key,
        poster=poster,
        way=way,
        area_code=wish.area_code or union.division_code,
        work_unit=wish.work_unit.strip(),
        occupation=wish.occupation.strip(),
        nef_group=wish.nef_group or (poster.nef_group if poster else ""),
        employment_form=EmploymentForm.NEF if wish.nef_group else "",
        employer_id=wish.employer_id,
        entered_by_id=None if person.user_id == actor.user_id else actor.user_id or None,
        written_at=written_at or now,
    )
    shares = is_pooled and policy.shares_pool(actor, application)
    if not (shares or policy.can_follow_up(actor, application)):
        raise Refused(_("只能为本级和下级工会办理入会"), field="union_id")
    _send(application, is_pooled, actor=actor, now=now)
    if person.home_id is None or people.membership_of(person) is None:
        persons.settle(person, union, actor=actor, now=now)
    return application


def _check_free(person: Person) -> None:
    """One membership and one application a person (rules §2.2)."""
    if people.membership_of(person) is not None:
        raise Refused(
            _("已经入会，一人只有一个会籍。换了单位请由本人或所在工会办理会籍接转"),
            field="id_number",
        )
    if people.open_application_of(person) is not None:
        raise Refused(_("已有一份入会申请在办理，不用重复提交"), field="id_number")


def _with_whom(actor: Actor, wish: Wish, poster: Poster | None) -> tuple[Any, bool]:
    """The union asked, or the one whose pool takes it (周转池), rules §2.3."""
    if poster is not None:
        return _open_union(poster.union_id), False
    if wish.union_id:
        return _open_union(wish.union_id), False
    holder = pool.holder_of(wish.area_code)
    if holder is None:
        raise Refused(_("请选择工作单位的工会，或者选择工作所在的县（市、区）"), field="area_code")
    return holder, True


def _open_union(union_id: int) -> Any:
    union = unions.find_union(SYSTEM, union_id)
    if union.state != UnionState.ESTABLISHED:
        raise Refused(
            _("“%(name)s”现为“%(state)s”，请改选其他工会")
            % {"name": union.name, "state": union.state_label},
            field="union_id",
        )
    return union


def _send(application: Application, is_pooled: bool, *, actor: Actor, now: datetime) -> None:
    application.submitted_at = application.submitted_at or now
    application.decided_at, application.note = None, ""
    if is_pooled:
        application.pooled_at = now
    _set_clock(application, now)
    verb = "pool" if is_pooled else "submit"
    APPLICATION.advance(application, verb, actor=actor, at=now)
    publish(ApplicationSubmitted(application.pk, now))


def _set_clock(application: Application, now: datetime) -> None:
    """Working days from today, the day itself not counted (PARAM)."""
    key = keys.POOL_WORKING_DAYS if application.pooled_at else keys.APPROVAL_WORKING_DAYS
    days = key.value(application.area_code, localdate(now))
    application.due_on = add_working_days(localdate(now), days).on
    application.nudged_at = application.escalated_at = None


@transaction.atomic
def send_again(
    *,
    actor: Actor,
    application_id: int,
    version: int,
    now: datetime,
    work_unit: str | None = None,
    occupation: str | None = None,
    union_id: int | None = None,
) -> Application:
    """Supplement what was sent back and hand it in again."""
    application = selectors.lock_application(actor, application_id)
    _expect(application, version)
    if work_unit is not None:
        application.work_unit = work_unit.strip()
    if occupation is not None:
        application.occupation = occupation.strip()
    if union_id:
        application.union = _open_union(union_id)
        application.path = application.union.path
        application.pooled_at = None
    _send(application, application.pooled_at is not None, actor=actor, now=now)
    return application


@transaction.atomic
def route(
    *, actor: Actor, application_id: int, union_id: int, now: datetime, nef_mode: str = ""
) -> Application:
    """A person confirms which union takes somebody from the pool (分配), rules §2.3."""
    application = selectors.lock_application(actor, application_id)
    union = _open_union(union_id)
    holder_path = application.path
    if not union.path.startswith(holder_path):
        raise Refused(_("只能分配给本级和下级工会，其他地区请先退回申请人改选"), field="union_id")
    application.nef_mode = nef_mode or application.nef_mode
    APPLICATION.check(application, "route", actor=actor)
    application.union, application.path, application.pooled_at = union, union.path, None
    application.routed_at = now
    _set_clock(application, now)
    APPLICATION.advance(application, "route", actor=actor, at=now)
    persons.settle(application.person, union, actor=actor, now=now)
    publish(ApplicationRouted(application.pk, now))
    return application


@transaction.atomic
def approve(
    *, actor: Actor, application_id: int, now: datetime, note: str = "", version: int | None = None
) -> Membership:
    """The union takes somebody in: membership begins today (会籍管理办法).

    Answers with the membership. Raises Refused for one's own application, Stale where somebody
    else decided first.
    """
    application = selectors.lock_application(actor, application_id)
    _expect(application, version)
    application.decided_at, application.decided_by_id = now, actor.user_id or None
    application.note = note
    APPLICATION.check(application, "approve", actor=actor, note=note)
    membership = rolls.begin(
        application.person, application.union, source=application, actor=actor, now=now
    )
    application.membership = membership
    APPLICATION.advance(application, "approve", actor=actor, at=now, note=note)
    publish(ApplicationDecided(application.pk, now))
    return membership


@transaction.atomic
def send_back(*, actor: Actor, application_id: int, note: str, now: datetime) -> Application:
    """Something is missing: back to who asked, with what to do."""
    return _decide("send_back", actor, application_id, note, now)


@transaction.atomic
def reject(*, actor: Actor, application_id: int, note: str, now: datetime) -> Application:
    """The union does not take somebody in, and says why."""
    return _decide("reject", actor, application_id, note, now)


@transaction.atomic
def withdraw(*, actor: Actor, application_id: int, now: datetime) -> Application:
    """Taken back by who asked, or by who wrote it down for them."""
    return _decide("withdraw_application", actor, application_id, "", now)


def _decide(verb: str, actor: Actor, application_id: int, note: str, now: datetime) -> Application:
    application = selectors.lock_application(actor, application_id)
    application.decided_at, application.decided_by_id = now, actor.user_id or None
    application.note = note
    APPLICATION.advance(application, verb, actor=actor, at=now, note=note)
    publish(ApplicationDecided(application.pk, now))
    return application


def _expect(application: Application, version: int | None) -> None:
    if version is not None and application.version != version:
        raise Stale(application, "approve")
