"""Who may do what with frameworks, cycles and sheets. Nobody scores their own union (§14.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor, Owned

from .enums import FrameworkState

if TYPE_CHECKING:
    from .models import Appeal, Framework, Sheet

OWNER = "assessment.owner"
ASSESSED = "assessment.assessed"
REVIEWER = "assessment.reviewer"
READER = "assessment.reader"
READERS = frozenset({OWNER, ASSESSED, REVIEWER, READER})


class Hanging(Protocol):
    """A row of a cycle: owned by the cycle's union."""

    @property
    def owner_path(self) -> str: ...


def reaches_up(actor: Actor, path: str) -> bool:
    """Whether one of the person's reading posts stands at or below `path`."""
    return any(role in READERS and post.startswith(path) for role, post in actor.rights)


def conflicted(actor: Actor, path: str) -> bool:
    """Whether the person holds any post in the union at `path` or below it."""
    return any(post.startswith(path) for _role, post in actor.posts | actor.left_out)


@predicate
def owns_here(actor: Actor, row: Hanging) -> bool:
    """Runs frameworks and cycles at or above their owner."""
    return actor.holds({OWNER}, at=row.owner_path)


@predicate
def reads_below(actor: Actor, row: Owned) -> bool:
    """Holds a reading role at or above the row."""
    return actor.holds(READERS, at=row.path)


@predicate
def reads_published(actor: Actor, row: Framework) -> bool:
    """A published framework of a higher union is open to everybody below."""
    return row.state != FrameworkState.DRAFT and reaches_up(actor, row.path)


@predicate
def has_conflict(actor: Actor, sheet: Sheet) -> bool:
    """Holds a post in the assessed union or below it."""
    return conflicted(actor, sheet.path)


@predicate
def fills_here(actor: Actor, sheet: Sheet) -> bool:
    """Fills the self-assessment of exactly this union."""
    return (ASSESSED, sheet.path) in actor.posts


@predicate
def reviews_here(actor: Actor, sheet: Sheet) -> bool:
    """Reviews from the union between the assessed one and the owner."""
    return bool(sheet.review_path) and (REVIEWER, sheet.review_path) in actor.posts


@predicate
def accepts_here(actor: Actor, sheet: Sheet) -> bool:
    """Accepts from the owner of the cycle."""
    return bool({(REVIEWER, sheet.owner_path), (OWNER, sheet.owner_path)} & actor.posts)


@predicate
def needs_review(actor: Actor, sheet: Sheet) -> bool:
    """A level stands between this union and the owner; counties directly under a province have none."""
    return bool(sheet.review_path)


@predicate
def everyone_goes_on(actor: Actor, sheet: Sheet) -> bool:
    """Every reviewed sheet goes on to acceptance, recommended or not."""
    return sheet.cycle.takes_everyone


can_fill = fills_here
can_review = reviews_here & ~has_conflict
can_accept = accepts_here & ~has_conflict
can_view_framework = reads_below | reads_published
can_view_sheet = reads_below
can_view_bundle = reads_below


@predicate
def appeals_here(actor: Actor, appeal: Appeal) -> bool:
    """Speaks for the union whose item is in question."""
    return fills_here(actor, appeal.sheet)


@predicate
def decides_here(actor: Actor, appeal: Appeal) -> bool:
    """Decides for the owner of the cycle, and not about one's own union."""
    return can_accept(actor, appeal.sheet)
