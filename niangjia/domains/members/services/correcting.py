"""Correcting the roll at the desk: who somebody is, and what they do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import EmploymentForm, NefGroup, NefMode
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.policy.people import can_edit
from niangjia.domains.members.selectors import people as selectors
from niangjia.foundation import ledger
from niangjia.foundation.crypto.registry import revealing
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn

from . import persons

SEALED = ("mobile", "bank_card", "address")
revealing(Person, "id_number", *SEALED, may=can_edit, back="members:person")


@transaction.atomic
def correct_person(
    *,
    actor: Actor,
    person_id: int,
    version: int,
    now: datetime,
    id_kind: str,
    id_number: str = "",
    **values: Any,
) -> Person:
    """As whoever keeps the roll corrects it: a number left empty stays as it is.

    A new certificate tells birthday and sex by itself. Raises Stale where somebody else was faster,
    Refused for a number that is wrong or taken, or another kind of certificate without its number.
    """
    person = selectors.lock_person(actor, person_id)
    if not can_edit(actor, person):
        raise Refused(_("您无权执行此操作"))
    if not id_number.strip() and id_kind != person.id_kind:
        raise Refused(_("更正证件类型时，请一并填写证件号码"), field="id_number")
    values |= {"id_kind": id_kind, "id_number": id_number.strip()}
    kept = {name: value for name, value in values.items() if value or name not in SEALED}
    return persons.correct(actor=actor, person_id=person_id, version=version, values=kept, now=now)


WORDS = ("work_unit", "department", "occupation", "title", "professional_title")


@transaction.atomic
def correct_work(
    *,
    actor: Actor,
    membership_id: int,
    version: int,
    joined_on: date,
    employment_form: str,
    nef_group: str,
    nef_mode: str,
    skill_level: str,
    dues_until: date | None,
    now: datetime,
    **words: str,
) -> Membership:
    """Correct what a membership says of somebody's work; figures of groups follow.

    Raises Stale where somebody else was faster, Refused for a day of joining after what followed it.
    """
    membership = selectors.lock_membership(actor, membership_id)
    if not can_edit(actor, membership):
        raise Refused(_("您无权执行此操作"))
    _join_on(membership, joined_on, localdate(now))
    membership.dues_until = dues_until
    membership.nef_group, membership.skill_level = nef_group, skill_level
    membership.nef_mode = nef_mode if nef_group else NefMode.NONE
    is_nef = nef_group != NefGroup.NONE
    membership.employment_form = employment_form or (EmploymentForm.NEF if is_nef else "")
    for name in WORDS:
        setattr(membership, name, words.get(name, "").strip())
    return ledger.save(membership, actor=actor, verb="correct_work", at=now, expect=version)


def _join_on(membership: Membership, day: date, today: date) -> None:
    """The day of joining; where it was also the day this membership began, both move."""
    moves = membership.previous_id is None and membership.begun_on == membership.joined_on
    if moves:
        changed = [first for first, _last in membership.retained_spans]
        latest = min([today, *changed, membership.ended_on or today])
    else:
        latest = membership.begun_on
    if day > latest:
        raise Refused(_("入会日期不能晚于 %(day)s") % {"day": date_cn(latest)}, field="joined_on")
    if moves:
        membership.begun_on = day
    membership.joined_on = day
