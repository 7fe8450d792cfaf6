"""Applications, the pool, and how long people wait."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.models import Application
from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

APPLIED = metric(
    "members.applied", _("入会申请"), unit=Unit.PIECE, meaning=_("提交的入会申请，按提交日计")
)
DECIDED = metric(
    "members.decided",
    _("办理的入会申请"),
    unit=Unit.PIECE,
    meaning=_("批准或不予批准的入会申请，按办理日计"),
)
DECIDED_IN_TIME = metric(
    "members.decided_in_time",
    _("按时办理的入会申请"),
    unit=Unit.PIECE,
    meaning=_("在办理期限内批准或不予批准的入会申请"),
)
WAITING = metric(
    "members.waiting",
    _("待办入会申请"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已提交、尚未办理的入会申请，含周转池"),
)
IN_TIME_RATE = ratio("members.in_time_rate", _("入会按时办理率"), DECIDED_IN_TIME / DECIDED)

ANSWERED = frozenset({ApplicationState.APPROVED, ApplicationState.REJECTED})
GIVEN_BACK = frozenset({ApplicationState.RETURNED, ApplicationState.WITHDRAWN})


@facts_of(Application, related=["union"])
def application_facts(row: Application) -> Iterator[Fact]:
    """An application counts from the day it was handed in until it is answered."""
    if row.submitted_at is None or row.union is None:
        return
    begun = localdate(row.submitted_at)
    yield APPLIED.fact(row.union, on=begun)
    yield WAITING.fact(row.union, on=begun)
    if row.state in GIVEN_BACK and row.decided_at:
        yield WAITING.fact(row.union, on=localdate(row.decided_at), quantity=-1)
    if row.state in ANSWERED and row.decided_at:
        ended = localdate(row.decided_at)
        yield WAITING.fact(row.union, on=ended, quantity=-1)
        yield DECIDED.fact(row.union, on=ended)
        if row.due_on is None or ended <= row.due_on:
            yield DECIDED_IN_TIME.fact(row.union, on=ended)
