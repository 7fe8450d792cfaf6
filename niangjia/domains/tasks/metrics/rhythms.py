"""The numbers of recurring work: rounds given out, and given out in time. S000-12."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.rhythms import Outcome
from niangjia.domains.tasks.models import Beat
from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

DUE = metric(
    "tasks.rounds_due",
    _("周期工作应下发"),
    unit=Unit.TIME,
    meaning=_("周期工作到日应下发的期数，按日期计在下发的工会"),
    source="S000-12",
)
IN_TIME = metric(
    "tasks.rounds_in_time",
    _("周期工作按时下发"),
    unit=Unit.TIME,
    meaning=_("在日期当天或之前下发的期数，按日期计"),
)
IN_TIME_RATE = ratio(
    "tasks.rounds_in_time_rate",
    _("周期工作按时下发率"),
    IN_TIME / DUE,
    meaning=_("按时下发占应下发的比例"),
)


@facts_of(Beat, related=["rhythm__union"])
def facts_of_beat(beat: Beat) -> Iterable[Fact]:
    """Each round counts once, at the union that gives it out."""
    yield DUE.fact(beat.rhythm.union, on=beat.on)
    if beat.outcome == Outcome.ISSUED:
        yield IN_TIME.fact(beat.rhythm.union, on=beat.on)
