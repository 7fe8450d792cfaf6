"""Somebody on the roll finds their own row: the union wrote it down, the phone is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.members.models import Person
from niangjia.domains.members.selectors import questions
from niangjia.foundation.accounts.services import tallies
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor

from . import persons

TRIES_A_DAY = 5


def claim(*, actor: Actor, person_id: int, answer: str, mobile: str, now: datetime) -> Person:
    """The row becomes the actor's: the mobile they signed in by is on it, and they know its number.

    Raises Missing where the row is not on this mobile or has its person already, Refused for a
    wrong answer; five tries a day.
    """
    person = next((one for one in questions.unclaimed(mobile) if one.pk == person_id), None)
    if person is None:
        raise Missing
    if tallies.add("claim", str(actor.user_id), timedelta(days=1), now) > TRIES_A_DAY:
        raise Refused(_("核对的次数太多了，请明天再试，或带证件到工会窗口办理"), field="answer")
    if not questions.knows_number(person, answer):
        raise Refused(_("与登记的证件号码后四位不一致，请核对后再填"), field="answer")
    with transaction.atomic():
        held = Person.objects.living().select_for_update(of=("self",)).get(pk=person.pk)
        return persons.link_account(held, actor=actor, mobile=mobile, now=now)
