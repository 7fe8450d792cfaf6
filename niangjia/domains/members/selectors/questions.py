"""What only the person knows: asked of who shares a phone, and of who claims a row of the roll."""

from __future__ import annotations

from typing import Any

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from niangjia.domains.members.models import Person
from niangjia.foundation.accounts.questions import Question
from niangjia.foundation.crypto.blind import digest, normal
from niangjia.foundation.crypto.kinds import Kind

LAST = 4


def question_for(user: Any) -> Question | None:
    """The end of the number on the roll, of somebody who has a row; `settings.QUESTIONS_PROVIDER`."""
    person = Person.objects.living().filter(user_id=user.pk).first()
    if person is None:
        return None
    words, hint = _("证件号码后四位"), _("最后一位是字母的也要填")
    return Question(words, hint, lambda answer: knows_number(person, answer))


def knows_number(person: Person, answer: str) -> bool:
    """Whether these are the last four signs of the person's number."""
    number = normal(Kind.ID_NUMBER, person.id_number.open())
    return constant_time_compare(number[-LAST:], normal(Kind.ID_NUMBER, answer))


def unclaimed(mobile: str) -> list[Person]:
    """Rows of the roll on this mobile whose person has never come in."""
    found = digest(Kind.MOBILE, mobile)
    if found is None:
        return []
    return list(Person.objects.living().filter(mobile_digest=found, user=None))
