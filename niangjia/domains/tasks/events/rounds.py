"""What happens to observation rounds."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RoundInvited:
    """The unions of everybody on the list are asked to come."""

    round_id: int
    at: datetime
