"""The numbers of observation rounds: held, sites seen, who came, who went back. F000-02…05."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.models import Exchange, Participant, Round, Site
from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

ROUNDS = metric(
    "tasks.rounds",
    _("现场观摩"),
    unit=Unit.TIME,
    meaning=_("已举办的现场观摩，按开始日计在主办工会"),
    source="S000-03",
)
SITES = metric(
    "tasks.round_sites",
    _("观摩点位"),
    unit=Unit.PLACE,
    meaning=_("已举办的现场观摩看过的点位，计在点位所在的县级工会"),
    source="S000-03",
)
INVITED = metric(
    "tasks.round_invited",
    _("观摩应到人次"),
    unit=Unit.VISIT,
    meaning=_("已举办的现场观摩通知参会的人次，计在其所在工会"),
)
CAME = metric(
    "tasks.round_attendance",
    _("观摩到会人次"),
    unit=Unit.VISIT,
    meaning=_("到会或委派他人到会的人次，计在其所在工会"),
    source="S000-03",
)
ATTENDANCE = ratio("tasks.round_attendance_rate", _("观摩到会率"), CAME / INVITED)
EXCHANGES = metric(
    "tasks.exchanges",
    _("观摩后交流学习"),
    unit=Unit.TIME,
    meaning=_("观摩后派干部到点位所在地交流学习，按开始日计在派出工会"),
    source="S000-03",
)
EXCHANGED = metric(
    "tasks.exchange_people", _("交流学习人次"), unit=Unit.VISIT, meaning=_("计在派出工会")
)


@facts_of(Round, related=["union"])
def facts_of_round(row: Round) -> Iterable[Fact]:
    """A round counts once it was held."""
    if row.took_place:
        yield ROUNDS.fact(row.union, on=row.begins_on)


@facts_of(Site, related=["union", "round"])
def facts_of_site(site: Site) -> Iterable[Fact]:
    """A site counts where it lies, on the day it was seen."""
    if site.round.took_place:
        yield SITES.fact(site.union, on=site.visit_on or site.round.begins_on)


@facts_of(Participant, related=["union", "round"])
def facts_of_participant(row: Participant) -> Iterable[Fact]:
    """Whoever was asked to a round that was held, and whether they were there."""
    if row.round.took_place:
        yield INVITED.fact(row.union, on=row.round.begins_on)
        if row.was_there:
            yield CAME.fact(row.union, on=row.round.begins_on)


@facts_of(Exchange, related=["union"])
def facts_of_exchange(row: Exchange) -> Iterable[Fact]:
    """A visit of exchange, with so many people."""
    yield EXCHANGES.fact(row.union, on=row.begins_on)
    yield EXCHANGED.fact(row.union, on=row.begins_on, quantity=row.people)
