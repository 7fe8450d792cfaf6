"""Who may do what with tasks: the unit that has it does it, the one that gave it judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor

from .roles import DOER, ISSUER, READERS

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Task


class Issued(Protocol):
    """Anything a union gave out: its path is the issuer's."""

    @property
    def issuer_path(self) -> str: ...


@predicate
def issues_here(actor: Actor, row: Issued) -> bool:
    """Gives out work at or above the issuer."""
    return actor.holds({ISSUER}, at=row.issuer_path)


@predicate
def does_here(actor: Actor, task: Task) -> bool:
    """Works for exactly the union that has the task."""
    return bool({(DOER, task.path), (ISSUER, task.path)} & actor.posts)


@predicate
def reads_here(actor: Actor, task: Task) -> bool:
    """Reads at or above the union that has the task."""
    return actor.holds(READERS, at=task.path)


@predicate
def joins_in(actor: Actor, task: Task) -> bool:
    """Works for a union that was asked to help (会办)."""
    return any((DOER, path) in actor.posts for path in task.helper_paths)


@predicate
def is_root(actor: Actor, task: Task) -> bool:
    """The task its issuer set up itself; nobody above gave it."""
    return task.parent_id is None


@predicate
def has_children(actor: Actor, task: Task) -> bool:
    """Whether it was passed on below."""
    return task.is_cascaded


can_view = reads_here | joins_in
can_judge = issues_here & ~is_root
can_do = does_here & ~is_root
can_lead = issues_here & is_root
