"""The tables of the room, by noun."""

from .pairings import Handover, Pairing
from .programmes import Aspect, Measure, Programme
from .register import Entry, EntrySeries
from .research import Answer, Finding, Group, Paper, Place, Research, Stop, Team
from .rhythms import Beat, Rhythm, Target
from .rounds import Exchange, Participant, Round, Site
from .tasks import Delay, Helper, Report, Task, Urge
from .visits import Problem, Visit

__all__ = [
    "Answer",
    "Aspect",
    "Beat",
    "Delay",
    "Entry",
    "EntrySeries",
    "Exchange",
    "Finding",
    "Group",
    "Handover",
    "Helper",
    "Measure",
    "Pairing",
    "Paper",
    "Participant",
    "Place",
    "Problem",
    "Programme",
    "Report",
    "Research",
    "Rhythm",
    "Round",
    "Site",
    "Stop",
    "Target",
    "Task",
    "Team",
    "Urge",
    "Visit",
]
