"""What the ground floor may know of posts: their title, where they stand and the roles they give.

`settings.POSTS_PROVIDER` names the module of the room above that answers the three questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds today."""

    title: str
    place: str
    path: str
    roles: frozenset[str]


class Posts(Protocol):
    """What the module named by `POSTS_PROVIDER` offers."""

    def held_by(self, user_ids: Iterable[int]) -> dict[int, list[HeldPost]]:
        """The posts each of these people holds today, the highest first."""

    def holders_within(self, paths: Iterable[str]) -> QuerySet[Any]:
        """The ids of everybody who holds or has held a post at or below one of the paths."""

    def everybody(self) -> QuerySet[Any]:
        """The ids of everybody who holds or has held any post."""

    def roles_by_person(self, roles: Iterable[str]) -> dict[int, set[str]]:
        """Which of these roles each person holds today; people without any are left out."""

    def role_names(self) -> dict[str, str]:
        """What each role is called."""


def posts() -> Posts:
    """The room that knows about posts."""
    return cast(Posts, import_module(settings.POSTS_PROVIDER))


def posts_of(user_id: int) -> list[HeldPost]:
    """The posts one person holds today, the highest first."""
    return posts().held_by([user_id]).get(user_id, [])


def roles_of(user_id: int) -> frozenset[str]:
    """Every role one person's posts give."""
    return frozenset(role for post in posts_of(user_id) for role in post.roles)


def names_of(roles: Iterable[str]) -> list[str]:
    """What these roles are called; a role nobody knows any more keeps its code."""
    known = posts().role_names()
    return [known.get(role, role) for role in roles]
