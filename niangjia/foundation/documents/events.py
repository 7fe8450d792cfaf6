"""What documents announce."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    """A document has its number and went out."""

    document_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    """It was taken back, with a reason."""

    document_id: int
    note: str
    at: datetime
