"""The numbers of the document register: in, out, handled, handled in time."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.register import EntryState
from niangjia.domains.tasks.models import Entry
from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

IN = metric(
    "tasks.documents_in",
    _("收文登记"),
    unit=Unit.CASE,
    meaning=_("登记的来文，按登记日计；作废的不计"),
)
OUT = metric(
    "tasks.documents_out",
    _("发文登记"),
    unit=Unit.CASE,
    meaning=_("登记的发文，系统印发的自动登记，按成文日计；撤回、作废的不计"),
)
HANDLED = metric(
    "tasks.documents_handled",
    _("办结来文"),
    unit=Unit.CASE,
    meaning=_("经批示承办并办结的来文，按办结日计"),
)
IN_TIME = metric(
    "tasks.documents_in_time",
    _("按期办结来文"),
    unit=Unit.CASE,
    meaning=_("在办理期限内办结的来文，没有期限的算按期，按办结日计"),
)
IN_TIME_RATE = ratio(
    "tasks.documents_in_time_rate",
    _("来文按期办结率"),
    IN_TIME / HANDLED,
    meaning=_("按期办结来文占办结来文的比例"),
)


@facts_of(Entry, related=["union"])
def facts_of_entry(entry: Entry) -> Iterable[Fact]:
    """A line that was not voided; what was handled counts on the day it was done."""
    if entry.state == EntryState.VOID:
        return
    yield (IN if entry.is_in else OUT).fact(entry.union, on=entry.registered_on)
    if entry.state == EntryState.DONE and entry.done_on:
        yield HANDLED.fact(entry.union, on=entry.done_on)
        if entry.due_on is None or entry.done_on <= entry.due_on:
            yield IN_TIME.fact(entry.union, on=entry.done_on)
