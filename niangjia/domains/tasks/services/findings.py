"""What teams bring back: visits, findings, reports; and what comes of them. S003-02, S003-03."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.research import PROBLEMS
from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import (
    Answer,
    Finding,
    Group,
    Measure,
    Paper,
    Place,
    Research,
    Stop,
    Task,
)
from niangjia.domains.tasks.policy.research import can_note
from niangjia.domains.tasks.selectors.research import (
    find_group,
    find_team,
    lock_finding,
    lock_research,
    paper_of,
    place_of,
)
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import Actor

from .research import check_plans
from .supervising import supervise

STOP_FILES = "tasks.stop"
PAPER_FILES = "tasks.paper"
MOST_PHOTOS = 9


def _check_notes(actor: Actor, research: Research) -> None:
    if not can_note(actor, research):
        raise Refused(_("您不在这项调研的组织单位，不能记录"))
    if not research.is_under_way:
        raise Refused(_("调研没有在进行，不能记录"))


def _chosen(research: Research, union_id: int) -> Place:
    if (place := place_of(research, union_id)) is None:
        raise Refused(_("这个工会不在调研名单里，请重新选择"), field="union_id")
    return place


def _check_day(research: Research, on: date, now: datetime, field: str) -> None:
    if on > timezone.localdate(now):
        raise Refused(_("日期不能晚于今天"), field=field)
    if on < research.begins_on:
        raise Refused(_("日期不能早于调研的开始日期"), field=field)


@transaction.atomic
def log_stop(
    *,
    actor: Actor,
    research_id: int,
    union_id: int,
    visited_on: date,
    place: str,
    now: datetime,
    people_met: str = "",
    way: str = "",
    notes: str = "",
    photos: Sequence[File[bytes]] = (),
) -> Stop:
    """Write a visit down, with photos (实地走访)."""
    research = lock_research(actor, research_id)
    _check_notes(actor, research)
    chosen = _chosen(research, union_id)
    _check_day(research, visited_on, now, "visited_on")
    if len(photos) > MOST_PHOTOS:
        raise Refused(_("一次走访最多 %(n)s 张照片") % {"n": MOST_PHOTOS}, field="photos")
    row = Stop(
        research=research,
        team=chosen.team,
        union=chosen.union,
        path=chosen.path,
        visited_on=visited_on,
        place=place.strip(),
        people_met=people_met.strip(),
        way=way.strip(),
        notes=notes.strip(),
        by_name=actor.name,
    )
    ledger.save(row, actor=actor, verb="log_stop", at=now)
    _attach(actor, photos, STOP_FILES, row.pk, row.path, now)
    return row


def _attach(
    actor: Actor, given: Sequence[File[bytes]], kind: str, pk: int, path: str, now: datetime
) -> None:
    for file in given:
        files.upload(actor=actor, file=file, owner_kind=kind, owner_id=pk, path=path, now=now)


@transaction.atomic
def write_finding(
    *,
    actor: Actor,
    research_id: int,
    union_id: int,
    kind: str,
    text: str,
    found_on: date,
    now: datetime,
) -> Finding:
    """A highlight, problem, demand or suggestion of one county (调研发现)."""
    research = lock_research(actor, research_id)
    _check_notes(actor, research)
    chosen = _chosen(research, union_id)
    _check_day(research, found_on, now, "found_on")
    row = Finding(
        research=research,
        team=chosen.team,
        union=chosen.union,
        path=chosen.path,
        kind=kind,
        text=text.strip(),
        found_on=found_on,
    )
    return ledger.save(row, actor=actor, verb="write_finding", at=now)


@transaction.atomic
def write_paper(
    *,
    actor: Actor,
    team_id: int,
    title: str,
    summary: str,
    now: datetime,
    handed_on: date | None = None,
    attached: Sequence[File[bytes]] = (),
) -> Paper:
    """Hand a team's report in, or again in its place (提交报告)."""
    team = find_team(actor, team_id)
    research = lock_research(actor, team.research_id)
    _check_notes(actor, research)
    day = handed_on or timezone.localdate(now)
    _check_day(research, day, now, "handed_on")
    row = paper_of(team) or Paper(team=team)
    row.title, row.summary, row.handed_on = title.strip(), summary.strip(), day
    row.by_id, row.by_name = actor.user_id or None, actor.name
    ledger.save(row, actor=actor, verb="write_paper", at=now)
    _attach(actor, attached, PAPER_FILES, row.pk, research.path, now)
    return row


@transaction.atomic
def gather(
    *,
    actor: Actor,
    research_id: int,
    finding_ids: Sequence[int],
    now: datetime,
    title: str = "",
    group_id: int | None = None,
) -> Group:
    """Put findings that say the same into one problem, a new one or one there is (归并)."""
    research = lock_research(actor, research_id)
    check_plans(actor, research)
    if not research.is_under_way:
        raise Refused(_("调研没有在进行，不能归并问题"))
    rows = Finding.objects.filter(research=research, pk__in=finding_ids).select_for_update()
    found = list(rows.order_by("pk"))
    if not found:
        raise Refused(_("请先勾选要归并的问题"), field="finding_ids")
    if any(row.kind not in PROBLEMS for row in found):
        raise Refused(_("亮点和建议不归并，请只勾选问题和诉求"), field="finding_ids")
    group = _group(actor, research, group_id, title, now)
    for row in found:
        row.group = group
        ledger.save(row, actor=actor, verb="gather", at=now, note=group.title)
    return group


def _group(
    actor: Actor, research: Research, group_id: int | None, title: str, now: datetime
) -> Group:
    if group_id:
        group = find_group(actor, group_id)
        if group.research_id == research.pk:
            return group
        raise Refused(_("请选择这项调研的归并问题"), field="group_id")
    if not title.strip():
        raise Refused(_("请写明归并后的问题，或选择已有的归并问题"), field="title")
    last = Group.objects.filter(research=research).aggregate(n=Max("order"))["n"] or 0
    row = Group(research=research, order=last + 1, title=title.strip())
    return ledger.save(row, actor=actor, verb="group", at=now)


@transaction.atomic
def release(*, actor: Actor, finding_id: int, now: datetime) -> Finding:
    """Take a finding out of its group again."""
    row = lock_finding(actor, finding_id)
    check_plans(actor, row.research)
    if not row.research.is_under_way:
        raise Refused(_("调研已转化，归并不能再改"))
    row.group = None
    return ledger.save(row, actor=actor, verb="ungather", at=now)


@transaction.atomic
def answer(
    *, actor: Actor, group_id: int, measure_ids: Sequence[int], now: datetime
) -> list[Answer]:
    """Say which measures a problem led to: exactly these from now on (对应举措)."""
    group = find_group(actor, group_id)
    research = lock_research(actor, group.research_id)
    check_plans(actor, research)
    if not research.is_under_way:
        raise Refused(_("调研没有在进行，不能对应举措"))
    own = Measure.objects.filter(aspect__programme__union=research.union_id, pk__in=measure_ids)
    if own.count() != len(set(measure_ids)):
        raise Refused(_("只能对应本级工会专项工作的举措"), field="measure_ids")
    had = {row.measure_id: row for row in Answer.objects.filter(group=group)}
    for gone in set(had) - set(measure_ids):
        _drop(actor, had[gone], now)
    on = timezone.localdate(now)
    return [
        ledger.save(
            Answer(group=group, measure=measure, answered_on=on),
            actor=actor,
            verb="answer_problem",
            at=now,
        )
        for measure in own.order_by("order")
        if measure.pk not in had
    ]


def _drop(actor: Actor, row: Answer, now: datetime) -> None:
    facts.withdraw(row, at=now)
    audit.record(actor, "drop_answer", row, at=now)
    row.delete()


@transaction.atomic
def hand_on(
    *,
    actor: Actor,
    finding_id: int,
    title: str,
    due_on: date,
    now: datetime,
    standard: str = "",
) -> Task:
    """Make a problem of one county its task at once (交办); returns the root."""
    row = lock_finding(actor, finding_id)
    check_plans(actor, row.research)
    if not row.is_problem:
        raise Refused(_("亮点和建议不交办，请选择问题或诉求"))
    if row.is_handed:
        raise Refused(_("这个问题已经交办，请到任务台账查看"))
    root = supervise(
        actor=actor,
        union_ids=[row.union_id],
        title=title,
        content=row.text,
        standard=standard,
        due_on=due_on,
        origin=Origin.RESEARCH,
        origin_id=row.pk,
        issuer_id=row.research.union_id,
        now=now,
    )
    row.is_handed = True
    ledger.save(row, actor=actor, verb="hand_on", at=now)
    return root
