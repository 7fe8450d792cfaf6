"""Finding lines of the document register, and how they stand against their day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.enums.register import OPEN, Direction, EntryState
from niangjia.domains.tasks.models import Entry, EntrySeries
from niangjia.domains.tasks.policy.roles import DOER, ISSUER
from niangjia.foundation.calendar import lights
from niangjia.foundation.calendar.days import Due, is_working_day
from niangjia.foundation.calendar.enums import Light, TermUnit
from niangjia.foundation.documents.enums import DocumentState
from niangjia.foundation.documents.models import Document
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import SYSTEM, Actor, one
from niangjia.foundation.search import selectors as search
from niangjia.foundation.ui import dates
from niangjia.foundation.web.keyset import KeyPage, key_page
from niangjia.foundation.web.todos import Todo

from .lights import LOOKS, Dial

KIND = "tasks.entry"
"""Its names in the index of the search."""
WITH = ("union", "programme", "task", "source")
ORDER = ("-year", "-number")
VIEWS: dict[str, str | Promise] = {
    "all": gettext_lazy("全部"),
    "open": gettext_lazy("办理中"),
    "overdue": gettext_lazy("已超期"),
    "done": gettext_lazy("已办结"),
}
MOST = 50
"""To-dos shown at once; the register has them all."""
NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,16}〔(\d{4})〕[1-9]\d{0,4}号$")
"""The shape of a document number, rules §12.1: 黔工办发〔2023〕12号."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is asked for: direction, words, year, kind, a view."""

    direction: str = Direction.IN
    q: str = ""
    year: int | None = None
    kind: str = ""
    view: str = "all"


def entry_rows(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Entry]:
    """The register of exactly the union stood at, under the conditions."""
    rows = Entry.objects.visible_to(actor).filter(path=actor.here, direction=wanted.direction)
    if wanted.q:
        named = Q(pk__in=search.ids_of(KIND, wanted.q))
        rows = rows.filter(named | Q(issuer__icontains=wanted.q))
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return _in_view(rows, wanted.view, today).select_related(*WITH)


def _in_view(rows: QuerySet[Entry], view: str, today: date) -> QuerySet[Entry]:
    if view == "open":
        return rows.filter(state__in=OPEN)
    if view == "overdue":
        return rows.filter(state__in=OPEN, due_on__lt=today)
    if view == "done":
        return rows.filter(state__in={EntryState.DONE, EntryState.FILED})
    return rows


def entry_page(
    actor: Actor, wanted: Wanted, today: date, cursor: str = "", size: int = 20
) -> KeyPage[Entry]:
    """One page, the latest number first."""
    return key_page(entry_rows(actor, wanted, today), ORDER, cursor, size)


def years_of(actor: Actor) -> list[int]:
    """The years the register of the union stood at has, the latest first."""
    rows = EntrySeries.objects.filter(union=actor.unit_id).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def find_entry(actor: Actor, pk: int) -> Entry:
    """One line. Raises Missing."""
    return one(Entry.objects.visible_to(actor).select_related(*WITH), pk=pk)


def search_entries(actor: Actor, words: str, limit: int) -> list[Entry]:
    """Lines at or below where one stands that go by these words, best first; voided ones too."""
    rows = Entry.objects.visible_to(actor).within(actor.here)
    ids = search.find(KIND, words, rows, limit)
    found = Entry.objects.select_related("union").in_bulk(ids)
    return [found[pk] for pk in ids]


def lock_entry(actor: Actor, pk: int) -> Entry:
    """The same, locked for a change. Raises Missing."""
    rows = Entry.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def entry_of_document(document_id: int) -> Entry | None:
    """The line of a document of the house, where it has one."""
    return Entry.objects.filter(source=document_id).select_related("union").first()


def unregistered_documents() -> list[int]:
    """Documents that went out and have no line yet, in the order of their days."""
    known = Entry.objects.exclude(source=None).values("source")
    rows = Document.objects.visible_to(SYSTEM).filter(state=DocumentState.ISSUED)
    return list(rows.exclude(pk__in=known).order_by("issued_on", "pk").values_list("pk", flat=True))


def repaired_number(text: str) -> str:
    """What a wrongly written number was meant to be, or nothing: 黔工办发[2023]第012号."""
    plain = re.sub(r"\s", "", text).replace("第", "")
    plain = re.sub(r"[\[［(（【〖]", "〔", plain)
    plain = re.sub(r"[\]］)）】〗]", "〕", plain)
    plain = re.sub(r"〕0+", "〕", plain)
    return plain if NUMBER.match(plain) else ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The lights of a page of the register."""

    dial: Dial

    def shown(self, entry: Entry) -> dates.Due | None:
        """How a line stands against its day; nothing where it has none or was voided."""
        if entry.due_on is None or entry.state == EntryState.VOID:
            return None
        due = Due(entry.due_on, is_working_day(entry.due_on).provisional)
        today, done = self.dial.today, None if entry.is_open else entry.done_on or entry.due_on
        light = lights.light(
            due, today, self.dial.threshold, start=entry.registered_on, done_on=done
        )
        words = lights.words(due, today, unit=TermUnit.WORKING_DAYS, done_on=done)
        level, icon = LOOKS[light]
        on = dates.date_cn(entry.due_on, today)
        return dates.Due(words, level, icon, on, done=light == Light.DONE)


def todos(actor: Actor, today: date) -> list[Todo]:
    """Documents at one's own union that wait: for a suggestion, an instruction, an end."""
    threshold = keys.LIGHT_SUPERVISION_WORKING_DAYS.value("", today)
    return [
        Todo(
            title=entry.title,
            url=reverse("tasks:entry", args=[entry.pk]),
            kind=_("收文办理"),
            source=entry.issuer,
            due_on=entry.due_on,
            verb=verb,
            icon="file-text",
            threshold=threshold,
        )
        for entry, verb in _waiting(actor)
    ]


def _waiting(actor: Actor) -> Iterator[tuple[Entry, str]]:
    """Lines with the verb they wait for, in one question."""
    kept = {path for role, path in actor.posts if role in {DOER, ISSUER}}
    led = {path for role, path in actor.posts if role == ISSUER}
    verbs = {
        EntryState.REGISTERED: _("拟办"),
        EntryState.PROPOSED: _("批示"),
        EntryState.IN_HAND: _("办理"),
    }
    if not kept:
        return
    mine = Q(path__in=kept, state__in={EntryState.REGISTERED, EntryState.IN_HAND})
    rows = Entry.objects.filter(mine | Q(path__in=led, state=EntryState.PROPOSED))
    for entry in rows.order_by("due_on", "pk")[:MOST]:
        yield entry, verbs[EntryState(entry.state)]
