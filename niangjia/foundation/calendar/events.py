"""What the calendar announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Days of a year were entered, corrected or removed: deadlines across it are to be computed again."""

    year: int
