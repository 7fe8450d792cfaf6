"""What somebody is asked who shares a phone with others, or comes back after very long.

`settings.QUESTIONS_PROVIDER` names a function `(user) -> Question | None` of the room that knows
more about people than their account says, such as the end of their ID number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.kinds import Kind

from .models import User


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the person themself knows; `hint` says in what form to answer."""

    words: str
    hint: str
    is_right: Callable[[str], bool]
    is_number: bool = False
    """Answered on the number keyboard of a phone."""


def question_for(user: User) -> Question | None:
    """What to ask this person, or None where their account holds nothing worth asking for."""
    if settings.QUESTIONS_PROVIDER:
        found: Question | None = import_string(settings.QUESTIONS_PROVIDER)(user)
        if found is not None:
            return found
    return _full_name(user) if user.has_usable_password() else None


def _full_name(user: User) -> Question:
    def is_right(answer: str) -> bool:
        return blind.normal(Kind.NAME, answer) == blind.normal(Kind.NAME, user.name)

    return Question(_("您的姓名"), _("请输入完整的姓名"), is_right)
