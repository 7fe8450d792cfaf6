"""What the room announces; funds and honours, when they come, listen."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CycleOpened:
    """A cycle began; its participants are fixed from now on."""

    cycle_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SheetSubmitted:
    """A union handed in its self-assessment."""

    sheet_id: int
    union_id: int
    cycle_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemsReturned:
    """A reviewer wants more material, by a day."""

    sheet_id: int
    union_id: int
    item_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class ResultsReleased:
    """The results of a cycle are open to its participants."""

    cycle_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class UnionNamed:
    """A union received a title (S004-01). `award_fen` is in fen."""

    union_id: int
    title: str
    cycle_id: int
    award_fen: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AwardAnnounced:
    """Money follows a title or a grade: the room of funds pays it. `amount_fen` is in fen."""

    union_id: int
    cycle_id: int
    amount_fen: int
    reason: str
    at: datetime
