"""Who hears of what in an assessment, in which words. Each occasion reaches a person once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.models import Appeal, Cycle, Extension, Sheet, Supplement
from niangjia.domains.assessment.policy import ASSESSED, OWNER, REVIEWER
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.notices import services as notices
from niangjia.foundation.ui.dates import date_cn

KIND = "assessment"
WAITS = {
    Stage.SELF: {SheetState.FILLING},
    Stage.REVIEW: {SheetState.SUBMITTED, SheetState.REVIEWING},
    Stage.ACCEPTANCE: {SheetState.AWAITING, SheetState.ACCEPTING},
}
"""The sheets on which somebody still has to act at each stage."""


def _sheet(pk: int) -> Sheet:
    rows = Sheet.objects.select_related("union", "review_union", "cycle", "cycle__union")
    return rows.get(pk=pk)


def _people(union_id: int, roles: set[str], now: datetime) -> list[int]:
    return unions.people_in_roles([union_id], roles, timezone.localdate(now)).get(union_id, [])


def send_to(
    to: Iterable[int], subject: str, key: str, url: str, now: datetime, **more: Any
) -> None:
    """One message to these people; nothing where there is nobody."""
    people = list(to)
    if people:
        notices.send(
            to=people, subject=subject, key=f"assessment:{key}", url=url, kind=KIND, now=now, **more
        )


def _address(sheet: Sheet) -> str:
    return reverse("assessment:sheet", args=[sheet.pk])


def tell_unit(sheet: Sheet, subject: str, key: str, now: datetime, body: str = "") -> None:
    """The people who fill the sheet of this union."""
    to = _people(sheet.union_id, {ASSESSED}, now)
    send_to(to, subject, f"{sheet.pk}:{key}", _address(sheet), now, body=body, path=sheet.path)


def judges_of(sheet: Sheet, stage: str, now: datetime) -> list[int]:
    """Who scores a sheet at a stage: the reviewers between, or the owner's people."""
    if stage == Stage.REVIEW and sheet.review_union_id:
        return _people(sheet.review_union_id, {REVIEWER}, now)
    return _people(sheet.cycle.union_id, {REVIEWER, OWNER}, now)


def of_opening(*, cycle_id: int, now: datetime) -> None:
    """Every participant hears that a round began and until when it assesses itself."""
    cycle = Cycle.objects.get(pk=cycle_id)
    due = calendar_of(cycle).due_on(Stage.SELF)
    subject = _("%(title)s已启动") % {"title": cycle.title}
    body = _("请在%(day)s前提交自评") % {"day": date_cn(due)} if due else ""
    _to_units(_sheets(cycle_id), subject, "opened", now, body)


def of_results(*, cycle_id: int, now: datetime) -> None:
    """Every participant hears that the results are public and until when it may object."""
    cycle = Cycle.objects.get(pk=cycle_id)
    due = calendar_of(cycle).due_on(Stage.NOTICE)
    subject = _("%(title)s结果公示") % {"title": cycle.title}
    body = _("对得分有异议的，请在%(day)s前申诉") % {"day": date_cn(due)} if due else ""
    _to_units(_sheets(cycle_id), subject, "released", now, body)


def _sheets(cycle_id: int) -> list[Sheet]:
    return list(Sheet.objects.filter(cycle_id=cycle_id).select_related("union", "cycle"))


def _to_units(sheets: list[Sheet], subject: str, key: str, now: datetime, body: str) -> None:
    """The same words to many unions, their people looked up together."""
    found = unions.people_in_roles(
        {sheet.union_id for sheet in sheets}, {ASSESSED}, timezone.localdate(now)
    )
    for sheet in sheets:
        to = found.get(sheet.union_id, [])
        send_to(to, subject, f"{sheet.pk}:{key}", _address(sheet), now, body=body, path=sheet.path)


def of_submission(*, sheet_id: int, now: datetime) -> None:
    """Who scores next hears that a self-assessment is in."""
    sheet = _sheet(sheet_id)
    stage = Stage.REVIEW if sheet.review_union_id else Stage.ACCEPTANCE
    subject = _("%(name)s提交了自评") % {"name": sheet.union.name}
    topic = f"assessment:submitted:{sheet.cycle_id}"
    _to_judges(
        sheet, stage, subject, f"submitted:{sheet.version}", now, sheet.cycle.title, topic=topic
    )


def of_review(*, sheet_id: int, goes_on: bool, now: datetime) -> None:
    """The owner hears, once a day, from each reviewer whose sheets wait for acceptance.

    A sheet that does not go on stays below.
    """
    if not goes_on:
        return
    sheet = _sheet(sheet_id)
    if sheet.review_union is None:
        return
    send_to(
        judges_of(sheet, Stage.ACCEPTANCE, now),
        _("%(name)s报来复核意见") % {"name": sheet.review_union.name},
        f"cycle:{sheet.cycle_id}:{sheet.review_path}:reviewed:{timezone.localdate(now)}",
        reverse("assessment:cycle", args=[sheet.cycle_id]),
        now,
        body=sheet.cycle.title,
        path=sheet.owner_path,
        topic=f"assessment:reviewed:{sheet.cycle_id}",
    )


def _to_judges(
    sheet: Sheet, stage: str, subject: str, key: str, now: datetime, body: str = "", topic: str = ""
) -> None:
    to = judges_of(sheet, stage, now)
    more = {"body": body, "path": sheet.path, "topic": topic}
    send_to(to, subject, f"{sheet.pk}:{key}", _address(sheet), now, **more)


def of_return(*, sheet_id: int, item_ids: Iterable[int], now: datetime) -> None:
    """The union hears which items need more material, by when and why."""
    sheet = _sheet(sheet_id)
    rows = Supplement.objects.filter(sheet=sheet, item_id__in=list(item_ids), closed_at=None)
    asked = list(rows.select_related("item__dimension").order_by("pk"))
    labels = "、".join(row.item.label for row in asked)
    subject = _("%(count)s 项退回补充：%(items)s") % {"count": len(asked), "items": labels}
    body = _("请在%(day)s前补充。%(reason)s") % {
        "day": date_cn(min(row.due_on for row in asked)),
        "reason": asked[0].reason,
    }
    tell_unit(sheet, subject, f"returned:{asked[0].pk}", now, body)


def of_supplement(*, sheet_id: int, now: datetime) -> None:
    """Who sent items back hears that the answers are in."""
    sheet = _sheet(sheet_id)
    stage = Stage.REVIEW if sheet.state == SheetState.REVIEWING else Stage.ACCEPTANCE
    subject = _("%(name)s提交了补充材料") % {"name": sheet.union.name}
    _to_judges(sheet, stage, subject, f"supplemented:{sheet.version}", now, sheet.cycle.title)


def of_extension(*, extension_id: int, now: datetime) -> None:
    """Who still has to act at the stage hears of the new day and why."""
    row = Extension.objects.select_related("cycle", "cycle__union").get(pk=extension_id)
    stage = Stage(row.stage)
    subject = _("%(stage)s延期至%(day)s") % {
        "stage": calendar_of(row.cycle).title(stage),
        "day": date_cn(row.until),
    }
    body = _("%(title)s。理由：%(reason)s") % {"title": row.cycle.title, "reason": row.reason}
    rows = Sheet.objects.filter(cycle=row.cycle, state__in=WAITS[stage])
    waiting = rows.select_related("cycle", "cycle__union", "union", "review_union")
    if row.sheet_id:
        waiting = waiting.filter(pk=row.sheet_id)
    key = f"extended:{row.pk}"
    if stage == Stage.SELF:
        _to_units(list(waiting), subject, key, now, body)
        return
    judges = {
        person for sheet in _one_per_judge(waiting) for person in judges_of(sheet, stage, now)
    }
    url = reverse("assessment:cycle", args=[row.cycle_id])
    send_to(judges, subject, key, url, now, body=body, path=row.cycle.path)


def _one_per_judge(sheets: Iterable[Sheet]) -> list[Sheet]:
    """One sheet for each reviewer: the others have the same people."""
    return list({sheet.review_path: sheet for sheet in sheets}.values())


def of_appeal(*, appeal_id: int, now: datetime) -> None:
    """The owner hears that a union objects, and until when to answer."""
    appeal = _appeal(appeal_id)
    subject = _("%(name)s对指标 %(item)s 提出申诉") % {
        "name": appeal.sheet.union.name,
        "item": appeal.item.label,
    }
    body = _("请在%(day)s前答复") % {"day": date_cn(appeal.due_on)}
    to = judges_of(appeal.sheet, Stage.ACCEPTANCE, now)
    url = reverse("assessment:appeal", args=[appeal.pk])
    send_to(to, subject, f"appeal:{appeal.pk}", url, now, body=body, path=appeal.sheet.path)


def of_decision(*, appeal_id: int, now: datetime) -> None:
    """The union hears what became of its appeal."""
    appeal = _appeal(appeal_id)
    subject = _("指标 %(item)s 的申诉：%(state)s") % {
        "item": appeal.item.label,
        "state": appeal.get_state_display(),
    }
    to = _people(appeal.sheet.union_id, {ASSESSED}, now)
    url = reverse("assessment:appeal", args=[appeal.pk])
    key = f"appeal:{appeal.pk}:decided"
    send_to(to, subject, key, url, now, body=appeal.decision, path=appeal.sheet.path)


def _appeal(pk: int) -> Appeal:
    related = ("sheet__union", "sheet__cycle__union", "sheet__review_union", "item__dimension")
    return Appeal.objects.select_related(*related).get(pk=pk)


def of_naming(*, union_id: int, cycle_id: int, title: str, now: datetime) -> None:
    """The union hears that it was named."""
    sheet = Sheet.objects.select_related("cycle").get(cycle_id=cycle_id, union_id=union_id)
    subject = _("本单位被命名为“%(title)s”") % {"title": title}
    url = reverse("assessment:naming", args=[cycle_id])
    to = _people(union_id, {ASSESSED}, now)
    send_to(to, subject, f"{sheet.pk}:named", url, now, body=sheet.cycle.title, path=sheet.path)


def of_award(*, union_id: int, cycle_id: int, amount_fen: int, reason: str, now: datetime) -> None:
    """The union hears of the money that follows a title or a grade."""
    sheet = Sheet.objects.select_related("cycle").get(cycle_id=cycle_id, union_id=union_id)
    subject = _("考核奖补 %(amount)s 元：%(reason)s") % {
        "amount": f"{amount_fen / 100:,.2f}",
        "reason": reason,
    }
    tell_unit(sheet, subject, "award", now, sheet.cycle.title)
