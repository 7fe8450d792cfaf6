"""The tables of the room, by noun."""

from .programmes import Aspect, Measure, Programme
from .tasks import Delay, Helper, Report, Task, Urge

__all__ = ["Aspect", "Delay", "Helper", "Measure", "Programme", "Report", "Task", "Urge"]
