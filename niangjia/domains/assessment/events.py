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


@dataclass(frozen=True, slots=True)
class ResultSettled:
    """The result of a union in a cycle was fixed by its acceptance, or corrected afterwards."""

    sheet_id: int
    union_id: int
    cycle_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewConcluded:
    """A review was handed in; `goes_on` says whether the sheet now waits for acceptance."""

    sheet_id: int
    goes_on: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class SupplementHandedIn:
    """The union gave a returned sheet back with its answers."""

    sheet_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StageExtended:
    """There is more time for a stage: for one sheet, or for all where `sheet_id` is None."""

    extension_id: int
    cycle_id: int
    sheet_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AppealFiled:
    """A union objects to the score of an item."""

    appeal_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """An appeal was answered."""

    appeal_id: int
    at: datetime
