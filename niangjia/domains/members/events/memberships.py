"""What becomes of a membership."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TransferAsked:
    """A membership wants to go elsewhere."""

    transfer_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TransferEnded:
    """Accepted, refused, out of time or taken back."""

    transfer_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Retained, resumed or ended, without a transfer."""

    membership_id: int
    person_id: int
    union_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonsMerged:
    """Two rows were one human being: whoever names the one that goes names the other from now on."""

    stays_id: int
    goes_id: int
    at: datetime
