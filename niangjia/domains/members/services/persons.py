"""Persons: written down once, recognised again by their number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import IdKind
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import people as selectors
from niangjia.foundation import ledger
from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import SYSTEM, Actor

from . import indexing, numbers

LEAST_AGE = 16
"""《劳动法》§15."""

EDITABLE = frozenset(
    {"name", "born_on", "sex", "ethnic", "political", "education", "household", "deceased_on"}
)
COUNTED = frozenset({"sex", "household"})
"""What of a person the figures tell apart."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody says they are; the numbers are still as typed."""

    name: str
    id_number: str
    mobile: str = ""
    id_kind: str = IdKind.RESIDENT
    born_on: date | None = None
    details: dict[str, Any] = field(default_factory=dict)


def person_of(identity: Identity, *, actor: Actor, now: datetime) -> Person:
    """The person with this number: known already under this name, or written down now.

    Refused for a wrong number, for somebody under sixteen, and where the number is known under
    another name.
    """
    read = numbers.read_number(identity.id_kind, identity.id_number, localdate(now))
    born_on = read.born_on or identity.born_on
    _check_age(born_on, localdate(now))
    known = selectors.person_with(read.number, identity.id_kind)
    if known is not None:
        _check_name(known, identity.name)
        return known
    person = Person(
        name=_tidy(identity.name),
        id_kind=identity.id_kind,
        born_on=born_on,
        **({"sex": read.sex} if read.sex else {}),
        **{name: value for name, value in identity.details.items() if name in EDITABLE},
    )
    person.id_number = read.number
    person.mobile = numbers.valid_mobile(identity.mobile)
    ledger.save(person, actor=actor, verb="register_person", at=now)
    indexing.index_people([(person, "")])
    return person


def _check_age(born_on: date | None, today: date) -> None:
    if born_on is None:
        return
    if age_on(born_on, today) < LEAST_AGE:
        raise Refused(
            _("未满十六周岁不能入会（《劳动法》第十五条），请核对证件号码"), field="id_number"
        )


def _check_name(known: Person, name: str) -> None:
    if known.name != _tidy(name):
        raise Refused(
            _("这个证件号码登记的姓名与填写的不一致，请核对姓名和证件号码，或到工会窗口办理"),
            field="name",
        )


def age_on(born_on: date, day: date) -> int:
    """Full years on a day (周岁)."""
    had = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if had else 1)


def _tidy(name: str) -> str:
    """Spaces between the characters of a Chinese name are for looks; those of a foreign one are not."""
    words = name.split()
    return " ".join(words) if name.isascii() else "".join(words)


def settle(person: Person, union: Any, *, actor: Actor, now: datetime) -> Person:
    """Their roll is kept there from now on."""
    if person.home_id == union.pk and person.path == union.path:
        return person
    person.home, person.path = union, union.path
    return ledger.save(person, actor=actor, verb="settle", at=now)


def link_account(person: Person, *, actor: Actor, mobile: str, now: datetime) -> Person:
    """The account of somebody who proved to have the person's mobile becomes theirs.

    Refused where the number on the roll is another one: then the union looks at the papers.
    """
    if person.user_id == actor.user_id:
        return person
    others = Person.objects.living().filter(user_id=actor.user_id).exclude(pk=person.pk)
    if others.exists():
        raise Refused(
            _("这个手机号的账号是另一位职工的。请用本人的手机号登录，或者请工会社工现场代办"),
            field="mobile",
        )
    if person.user_id is not None or not numbers.same_mobile(person, mobile):
        raise Refused(
            _("这个证件号码已经登记，登记的手机号与您登录的不同。请带身份证到工会窗口更正手机号"),
            field="id_number",
        )
    person.user_id = actor.user_id
    return ledger.save(person, actor=actor, verb="link_account", at=now)


def fill_mobile(person: Person, mobile: str, *, actor: Actor, now: datetime) -> Person:
    """The mobile told at the desk, for whoever had none; another one is corrected, not overwritten."""
    known = person.mobile or not mobile.strip()
    if known or (person.path and not policy.can_edit(actor, person)):
        return person
    person.mobile = numbers.valid_mobile(mobile)
    return ledger.save(person, actor=actor, verb="fill_mobile", at=now)


@transaction.atomic
def correct(
    *, actor: Actor, person_id: int, version: int, values: dict[str, Any], now: datetime
) -> Person:
    """Correct what is known of a person; figures that tell people apart by it follow.

    Raises Stale where somebody else was faster, Refused for a number that is wrong or taken, and for
    who neither is this person nor keeps their roll.
    """
    person = selectors.lock_person(actor, person_id)
    if not policy.can_follow_up(actor, person):
        raise Refused(_("您无权执行此操作"))
    for name in EDITABLE & values.keys():
        setattr(person, name, values[name])
    person.name = _tidy(person.name)
    if values.get("id_number"):
        _certify(person, values.get("id_kind", person.id_kind), values["id_number"], localdate(now))
    for name in numbers.CHECKED.keys() & values.keys():
        setattr(person, name, numbers.CHECKED[name](values[name]))
    if "mobile" in values:
        person.mobile_bad_on = None
    changed = person.changes().keys()
    ledger.save(person, actor=actor, verb="correct_person", at=now, expect=version)
    if "name" in changed:
        indexing.reindex(person)
    if COUNTED & changed:
        rows = Membership.objects.filter(person=person).select_related("union", "person")
        facts.record_many(list(rows), at=now)
    return person


@transaction.atomic
def mark_mobile_dead(*, mobile: str, now: datetime) -> int:
    """Messages to a number do not arrive: whoever has it is to be asked; answers how many."""
    found = blind.digest(Kind.MOBILE, mobile)
    rows = Person.objects.living().filter(mobile_digest=found, mobile_bad_on=None)
    people = list(rows.select_for_update(of=("self",))) if found else []
    for person in people:
        person.mobile_bad_on = localdate(now)
        ledger.save(person, actor=SYSTEM, verb="mark_mobile_dead", at=now)
    return len(people)


def _certify(person: Person, kind: str, text: str, today: date) -> None:
    """Another certificate: it tells birthday and sex by itself where it can."""
    read = numbers.read_number(kind, text, today)
    _check_age(read.born_on, today)
    known = selectors.person_with(read.number, kind)
    if known is not None and known.pk != person.pk:
        raise Refused(_("这个证件号码已经登记，请核对后按原有人员办理"), field="id_number")
    person.id_kind = kind
    person.id_number = read.number  # after its kind: the digest keeps number spaces apart
    if read.born_on:
        person.born_on, person.sex = read.born_on, read.sex
