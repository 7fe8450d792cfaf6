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


@dataclass(frozen=True, slots=True)
class ProblemRaised:
    """A city turns to its province with what is beyond it."""

    problem_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ProblemAnswered:
    """The province has said what becomes of it: `verb` is the step it took."""

    problem_id: int
    verb: str
    at: datetime
