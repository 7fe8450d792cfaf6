"""Where a task comes from (来源): the row that gave rise to it, and its page for who may open it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import (
    Beat,
    Entry,
    Finding,
    Measure,
    Problem,
    Rhythm,
    Round,
    Task,
)
from niangjia.domains.tasks.policy.programmes import reads_below
from niangjia.domains.tasks.policy.rounds import organises
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar import periods
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn
from niangjia.foundation.web.addresses import address

COCKPIT = frozenset({"cockpit.reader"})
LONGEST = 30
"""Characters of a long text that a link shows."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a task came of, in words, and its page; no address where the reader may not open it."""

    text: str
    url: str = ""


def source_of(actor: Actor, task: Task) -> Source | None:
    """What one task came of; nothing where it was set up by hand."""
    return sources_of(actor, [task]).get(task.pk)


def sources_of(actor: Actor, tasks: Sequence[Task]) -> dict[int, Source]:
    """The same for one page of tasks by their number, in one question for each kind of origin."""
    found: dict[int, Source] = {}
    for origin, look in LOOKS.items():
        asked = [task for task in tasks if task.origin == origin]
        if asked:
            found |= dict(look(actor, asked))
    return found


def _ids(tasks: Sequence[Task]) -> list[int]:
    return [task.origin_id for task in tasks if task.origin_id]


def _of_measures(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    ids = [task.measure_id for task in tasks if task.measure_id]
    known = Measure.objects.visible_to(actor).in_bulk(ids)
    for task in tasks:
        if row := known.get(task.measure_id or 0):
            text = _("举措 %(n)s. %(title)s") % {"n": row.order, "title": row.title}
            yield task.pk, Source(text, address("tasks:measure", row.pk))


def _of_rhythms(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    """The recurring work and the day of the round; those below read its name alone."""
    known = Rhythm.objects.in_bulk(_ids(tasks))
    seen = set(_seen(Rhythm.objects.visible_to(actor), known))
    roots = {task.parent_id or task.pk for task in tasks}
    days = dict(Beat.objects.filter(task__in=roots).values_list("task", "on"))
    for task in tasks:
        if row := known.get(task.origin_id or 0):
            on = days.get(task.parent_id or task.pk)
            text = f"{row.title} · {date_cn(on)}" if on else row.title
            yield (
                task.pk,
                Source(text, address("tasks:rhythm", row.pk) if row.pk in seen else ""),
            )


def _seen(rows: QuerySet[Rhythm], known: dict[int, Rhythm]) -> list[int]:
    return list(rows.filter(pk__in=known).values_list("pk", flat=True))


def _of_problems(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    rows = Problem.objects.visible_to(actor).select_related("visit", "union")
    known = rows.in_bulk(_ids(tasks))
    for task in tasks:
        if row := known.get(task.origin_id or 0):
            text = _("%(day)s走访%(county)s（%(place)s）") % {
                "day": date_cn(row.visit.visited_on),
                "county": row.union.short_name,
                "place": row.visit.place,
            }
            yield task.pk, Source(text, address("tasks:visit", row.visit_id))


def _of_findings(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    rows = Finding.objects.visible_to(actor).select_related("research")
    known = rows.in_bulk(_ids(tasks))
    for task in tasks:
        if row := known.get(task.origin_id or 0):
            words = urlencode({"q": row.text[:LONGEST]})
            page = address("tasks:findings", row.research_id)
            text = f"{row.research.title} · {row.get_kind_display()}：{_cut(row.text)}"
            yield task.pk, Source(text, f"{page}?{words}#finding-{row.pk}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _of_rounds(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    """The county's own gap sheet of the round, else the round."""
    known = Round.objects.visible_to(actor).in_bulk(_ids(tasks))
    for task in tasks:
        if row := known.get(task.origin_id or 0):
            county = task.union.level == Level.COUNTY
            if county and (organises(actor, row) or reads_below(actor, task)):
                text = _("%(title)s · 差距表") % {"title": row.title}
                yield task.pk, Source(text, address("tasks:gap_sheet", row.pk, task.union_id))
            else:
                yield task.pk, Source(row.title, address("tasks:round", row.pk))


def _of_entries(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    """The document that asked for it; the register is open to its own union and those above."""
    known = Entry.objects.in_bulk(_ids(tasks))
    seen = set(Entry.objects.visible_to(actor).filter(pk__in=known).values_list("pk", flat=True))
    for task in tasks:
        if row := known.get(task.origin_id or 0):
            text = f"《{row.title}》{row.document_no}"
            yield task.pk, Source(text, address("tasks:entry", row.pk) if row.pk in seen else "")


def _of_figures(actor: Actor, tasks: Sequence[Task]) -> Iterator[tuple[int, Source]]:
    """The row of the cockpit: whose figure, which, of which days; its rows for who may open them."""
    known = {union.pk: union for union in unions.unions_among(set(_ids(tasks)))}
    for task in tasks:
        union = known.get(task.origin_id or 0)
        if union is None:
            continue
        key = task.metrics[0] if task.metrics and task.metrics[0] in FIGURES else ""
        period = periods.parse(task.seen_in)
        what = f"{FIGURES[key].label}（{period}）" if key else _("待关注事项")
        told = {"place": union.code} | ({"metric": key, "period": task.seen_in} if key else {})
        page = address("cockpit:rows" if key else "cockpit:show")
        may = actor.holds(COCKPIT, at=union.path)
        yield (
            task.pk,
            Source(f"{union.short_name} {what}", f"{page}?{urlencode(told)}" if may else ""),
        )


Look = Callable[[Actor, Sequence[Task]], Iterator[tuple[int, Source]]]
LOOKS: dict[str, Look] = {
    Origin.PROGRAMME: _of_measures,
    Origin.RHYTHM: _of_rhythms,
    Origin.PAIRING: _of_problems,
    Origin.RESEARCH: _of_findings,
    Origin.OBSERVATION: _of_rounds,
    Origin.DOCUMENT: _of_entries,
    Origin.COCKPIT: _of_figures,
}
