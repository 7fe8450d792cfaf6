"""What must hold before the house opens: three administrators, three people."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from .models import User
from .posts import posts
from .roles import ADMINISTRATORS, conflict


def violations() -> list[str]:
    """One sentence for every person who holds more than one of the three roles."""
    held = posts().roles_by_person(ADMINISTRATORS)
    wrong = {person: why for person, roles in held.items() if (why := conflict(roles))}
    people = User.objects.filter(pk__in=wrong).order_by("username")
    return [f"{user.name}（{user.username}）：{wrong[user.pk]}" for user in people]


@register(Tags.security, deploy=True)
def three_people(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    """Asked by `manage.py check --deploy`, once the tables stand."""
    return [Error(sentence, id="accounts.E001") for sentence in violations()]
