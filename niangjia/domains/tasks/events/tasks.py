"""What happens to tasks."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TasksGiven:
    """Units below were each given a task of their own."""

    parent_id: int
    task_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskReported:
    """A unit has said what it did: its issuer must judge."""

    task_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskJudged:
    """A report was accepted or sent back."""

    task_id: int
    accepted: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskUrged:
    """The issuer presses for an answer."""

    task_id: int
    urge_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DelayJudged:
    """More time was granted or refused."""

    task_id: int
    delay_id: int
    granted: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """A union was asked to join in."""

    task_id: int
    union_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DelayAsked:
    """A unit asks for more time."""

    task_id: int
    delay_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskReopened:
    """A finished matter is in hand again."""

    task_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskWithdrawn:
    """A task was called off, with all that was passed on below it."""

    task_id: int
    at: datetime
