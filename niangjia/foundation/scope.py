"""Who may see which rows: every row hangs on a path, every post reaches one subtree.

A path is a row of fixed-width base-36 steps without separators. A subtree is the half-open range
from a path to the next one: right on an index, under any collation, and never a LIKE.
"""

from collections.abc import Iterable, Set
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import LazyObject
from django.utils.module_loading import import_string

from .errors import Missing

STEP = 5
"""Characters of one step: 36**5, sixty million units."""

DEPTH = 10
"""Steps of the longest path."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

M = TypeVar("M", bound=models.Model)


def step(number: int) -> str:
    """A unit's own step, from its number."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(STEP, "0")


def next_path(path: str) -> str:
    """The first path after the whole subtree of `path`."""
    return path[:-STEP] + step(int(path[-STEP:], 36) + 1)


def ancestors(path: str) -> list[str]:
    """The paths from the root down to `path` itself."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def subtree(field: str, path: str) -> Q:
    """The condition that `field` lies at or below `path`."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": next_path(path)})


class PathField(models.CharField[Any, str]):
    """A path, compared byte by byte: collation C on PostgreSQL, SQLite's default already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", STEP * DEPTH)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        found = super().db_parameters(connection)
        return found | {"collation": "C"} if connection.vendor == "postgresql" else found


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a person, the roles their posts give them, and where they stand now.

    `here` is the path of the union they have switched to; it narrows lists, never widens rights.
    `post_id` is the post they act in, for the audit trail, and `home` the path of its unit: whoever
    looks down into another one still acts for that. The system itself acts as user 0.

    A token narrows somebody: `reach` are rights of posts above its place, cut down to it. They read
    and decide as from above, but are no posts there; `left_out` are the posts it leaves aside, which
    still make a person partial.
    """

    user_id: int
    posts: frozenset[tuple[str, str]]
    name: str = ""
    here: str = ""
    unit_id: int = 0
    post_id: int = 0
    reach: frozenset[tuple[str, str]] = frozenset()
    left_out: frozenset[tuple[str, str]] = frozenset()
    home: str = ""
    home_id: int = 0

    @property
    def looks_down(self) -> bool:
        """Whether they look into a unit they hold no post in: nothing is done in its name then."""
        return bool(self.home) and self.here != self.home

    @property
    def acts_for(self) -> int:
        """The unit in whose name they do something, wherever they look."""
        return self.home_id or self.unit_id

    @property
    def rights(self) -> frozenset[tuple[str, str]]:
        """Every role with the place it reaches down from."""
        return self.posts | self.reach

    def paths(self, roles: Set[str]) -> list[str]:
        """The topmost paths this person reaches with any of these roles."""
        found = sorted({path for role, path in self.rights if role in roles})
        top: list[str] = []
        for path in found:
            if not (top and path.startswith(top[-1])):
                top.append(path)
        return top

    def begins(self, roles: Set[str]) -> bool:
        """Whether one of the roles lets them begin something for the unit whose pages they see.

        Not for one they look down into: whoever begins does so in the name of their own.
        """
        return not self.looks_down and self.holds(roles, at=self.here)

    def holds(self, roles: Set[str], at: str) -> bool:
        """Whether one of the roles reaches down to `at`."""
        return any(at.startswith(path) for path in self.paths(roles))

    def without_posts(self) -> "Actor":
        """The person alone: what is their own, and nothing by office. They stay partial."""
        kept = replace(
            self, posts=frozenset(), reach=frozenset(), left_out=self.left_out | self.posts
        )
        return replace(kept, here="", unit_id=0, post_id=0)


def itself(actor: Actor) -> Actor:
    """The actor a request holds lazily: what outlives a request must not hold it through its actor."""
    hash(actor)  # built by now
    return copy(actor) if isinstance(actor, LazyObject) else actor


SYSTEM = Actor(user_id=0, posts=frozenset(), name="系统")
"""Clocks and jobs act in this name."""


class Owned(Protocol):
    """Anything that hangs on a path."""

    @property
    def path(self) -> str: ...


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that hang on a path; each model names the field, the owner and who may read."""

    scope: ClassVar[str]
    owner: ClassVar[str | None] = None
    readers: ClassVar[frozenset[str]] = frozenset()

    def visible_to(self, actor: Actor) -> Self:
        """The rows this person may see: their own, and those below their readers' posts.

        A clock or a job acts for nobody in particular and sees everything.
        """
        if actor.user_id == SYSTEM.user_id:
            return self.all()
        seen = Q(**{self.owner: actor.user_id}) if self.owner else Q(pk__in=[])
        for path in actor.paths(self.readers):
            seen |= subtree(self.scope, path)
        return self.filter(seen)

    def update(self, **values: Any) -> int:
        """As Django's; a sealed column is not changed without the digests it is found by."""
        for field in self.model._meta.concrete_fields:
            companions: Set[str] = getattr(field, "companions", frozenset())
            if field.name in values and companions - values.keys():
                raise TypeError(f"{field} is updated without {', '.join(sorted(companions))}")
        return super().update(**values)

    def within(self, path: str) -> Self:
        """The rows at or below `path`; nothing is narrowed by an empty path."""
        return self.filter(subtree(self.scope, path)) if path else self

    def within_any(self, paths: Iterable[str]) -> Self:
        """The rows at or below any of the paths."""
        seen = Q(pk__in=[])
        for path in paths:
            seen |= subtree(self.scope, path)
        return self.filter(seen)


def one(rows: models.QuerySet[M], **lookup: object) -> M:
    """Absent and forbidden look the same from outside."""
    if (found := rows.filter(**lookup).first()) is None:
        raise Missing
    return found


def actor_for(user: Any, *, standing_at: int | None = None) -> Actor:
    """The actor behind a signed-in user, built by the room that knows about posts."""
    provider = import_string(settings.ACTOR_PROVIDER)
    actor: Actor = provider(user, standing_at=standing_at)
    return actor
