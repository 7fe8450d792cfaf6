"""How tasks stand against their day: one light with its words, by the parameters of the place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from niangjia.domains.tasks.enums.tasks import DONE, OPEN
from niangjia.domains.tasks.models import Task
from niangjia.foundation.calendar import lights
from niangjia.foundation.calendar.days import Due, is_working_day
from niangjia.foundation.calendar.enums import Light, TermUnit
from niangjia.foundation.parameters import keys
from niangjia.foundation.ui import dates

LOOKS = {
    Light.OVERDUE: ("danger", "alert-triangle"),
    Light.DUE_SOON: ("warn", "clock-hour-4"),
    Light.ON_TIME: ("ok", "circle-check"),
    Light.PROVISIONAL: ("mute", "clock-pause"),
    Light.DONE: ("mute", "check"),
}
"""Level and icon of each light: never colour alone (rules §7.5)."""


WORST = (Light.OVERDUE, Light.DUE_SOON, Light.PROVISIONAL, Light.ON_TIME, Light.DONE)
"""Which light of several stands for them all."""


@dataclass(slots=True)
class Dial:
    """The lights of one page: tasks share their days, so each pair of days is asked about once.

    Yellow at so many working days left or the last share of the time (PARAM light.supervision_*).
    """

    today: date
    threshold: lights.Threshold
    known: dict[tuple[date, date], Light] = field(default_factory=dict)

    def light(self, state: str, begins_on: date, due_on: date) -> Light | None:
        """The light of a task; none before it is given out and after it was called off."""
        if state in DONE:
            return Light.DONE
        if state not in OPEN:
            return None
        key = (begins_on, due_on)
        if key not in self.known:
            due = Due(due_on, is_working_day(due_on).provisional)
            self.known[key] = lights.light(due, self.today, self.threshold, start=begins_on)
        return self.known[key]

    def of(self, task: Task) -> Light | None:
        """The light of one task."""
        return self.light(task.state, task.begins_on, task.due_on)

    def shown(self, task: Task) -> dates.Due | None:
        """The light of a task in words, for its row: 剩 5 个工作日, 已超期 2 天, 已于11月18日办结."""
        light = self.of(task)
        if light is None:
            return None
        due = Due(task.due_on, is_working_day(task.due_on).provisional)
        words = lights.words(due, self.today, unit=TermUnit.WORKING_DAYS, done_on=task.done_on)
        level, icon = LOOKS[light]
        on = dates.date_cn(task.due_on, self.today)
        return dates.Due(words, level, icon, on, done=light == Light.DONE)


def dial(today: date, region: str = "") -> Dial:
    """The lights of today at a place (its division code)."""
    days = keys.LIGHT_SUPERVISION_WORKING_DAYS.value(region, today)
    share = keys.LIGHT_SUPERVISION_SHARE.value(region, today)
    return Dial(today, lights.Threshold(days, TermUnit.WORKING_DAYS, share))
