"""What happens between a county and those who keep in touch with it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PairingHandedOver:
    """Somebody else answers for a county from now on, open matters included."""

    pairing_id: int
    handover_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ProblemsFound:
    """A visit found what those on it cannot give out themselves: somebody must."""

    visit_id: int
    at: datetime
