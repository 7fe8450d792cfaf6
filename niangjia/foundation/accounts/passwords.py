"""What a password must be (rules §11.3), said in sentences."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .policy_values import number

if TYPE_CHECKING:
    from .models import User

CLASSES = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
"""小写字母、大写字母、数字、符号."""

SHOWN_TO_EVERYBODY = frozenset({"Niangjia-2023"})
"""Passwords printed somewhere in public; nobody may choose them."""

LETTERS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789", "-+=#")
"""What one-time passwords are made of: nothing that looks like something else on paper."""


def classes_in(password: str) -> int:
    """How many of the four classes of signs occur."""
    return sum(any(is_one(sign) for sign in password) for is_one in CLASSES)


def complaint(password: str, user: User) -> str | None:
    """What is wrong with a new password, or None."""
    if len(password) < number("password.min_length"):
        return _("密码至少 %(n)s 位") % {"n": number("password.min_length")}
    if classes_in(password) < number("password.min_classes"):
        return _("密码须包含大写字母、小写字母、数字、符号中的 %(n)s 类") % {
            "n": number("password.min_classes")
        }
    known = [word for word in (user.username, user.phone.open()) if len(word) > 3]
    if any(word.lower() in password.lower() for word in known):
        return _("密码不能包含账号或手机号")
    if password in SHOWN_TO_EVERYBODY:
        return _("这个密码是公开的，请换一个")
    return None


def rules() -> str:
    """The rules as one hint beside the field."""
    return _(
        "至少 %(n)s 位，包含大写字母、小写字母、数字、符号中的 %(c)s 类，不能与最近 %(h)s 次用过的相同"
    ) % {
        "n": number("password.min_length"),
        "c": number("password.min_classes"),
        "h": number("password.history"),
    }


def one_time() -> str:
    """A password to be told once and changed at the first sign-in: twelve signs, all classes."""
    signs = [secrets.choice(letters) for letters in LETTERS]
    signs += [secrets.choice("".join(LETTERS)) for _n in range(12 - len(signs))]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)
