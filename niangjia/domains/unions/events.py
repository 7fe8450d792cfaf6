"""What the room announces."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class UnionFounded:
    """A union was approved."""

    union_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class UnionMoved:
    """A union with all below it left one path for another: copies of the path must follow."""

    union_id: int
    old_path: str
    new_path: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class UnionsMerged:
    """A union went into another, with its children and its figures."""

    union_id: int
    into_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class UnionEnded:
    """A union was dissolved."""

    union_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class ReElectionHeld:
    """A union elected its committee anew."""

    union_id: int
    term_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class ReElectionReminded:
    """A higher union reminds a lower one of its re-election."""

    union_id: int
    due_on: date
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkerReviewed:
    """A social union worker was looked at for a month or a quarter, or a review was corrected."""

    worker_id: int
    year: int
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkerPosted:
    """A social union worker began or ended to serve a union."""

    worker_id: int
    union_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TenureEnded:
    """Somebody left a post; `person_id` is their account, where they have one."""

    union_id: int
    person_id: int | None
    on: date
    at: datetime
