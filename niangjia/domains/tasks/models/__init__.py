"""The tables of the room, by noun."""

from .pairings import Handover, Pairing
from .programmes import Aspect, Measure, Programme
from .rounds import Exchange, Participant, Round, Site
from .tasks import Delay, Helper, Report, Task, Urge
from .visits import Problem, Visit

__all__ = [
    "Aspect",
    "Delay",
    "Exchange",
    "Handover",
    "Helper",
    "Measure",
    "Pairing",
    "Participant",
    "Problem",
    "Programme",
    "Report",
    "Round",
    "Site",
    "Task",
    "Urge",
    "Visit",
]
