"""Rounds of secondment (跟班学习), S000-05: announced, applied for, screened, run, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import Level, NoteRhythm, RoundState, SecondeeState
from niangjia.domains.unions.models import Secondee, SecondmentNote, SecondmentRound
from niangjia.domains.unions.selectors import secondments as questions
from niangjia.domains.unions.workflow import ROUND, SECONDEE
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor

from .spans import document_number, key_of


@transaction.atomic
def draft_round(
    *,
    actor: Actor,
    union_id: int,
    name: str,
    number: int,
    begins_on: date,
    apply_by: date,
    seats: int,
    departments: Sequence[str],
    document: str,
    now: datetime,
) -> SecondmentRound:
    """Set up a round; it lasts as many months as the region says (PARAM, three: F000-09)."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union):
        raise Refused(_("只能由接收工会拟订跟班学习"))
    if union.level > Level.CITY:
        raise Refused(_("跟班学习由省、市级工会组织"), field="union_id")
    if apply_by >= begins_on:
        raise Refused(_("报名截止应早于开始日期"), field="apply_by")
    names = [name.strip() for name in departments if name.strip()]
    if not names:
        raise Refused(_("请填写至少一个接收部门"), field="departments")
    months = keys.SECONDMENT_MONTHS.value(union.division_code[:6], begins_on)
    row = SecondmentRound(
        union=union,
        name=name.strip(),
        number=number,
        begins_on=begins_on,
        ends_on=begins_on + relativedelta(months=months) - timedelta(days=1),
        apply_by=apply_by,
        seats=seats,
        departments=names,
        document=document_number(document),
    )
    return ledger.save(row, actor=actor, verb="draft_round", at=now, note=row.document)


@transaction.atomic
def announce_round(*, actor: Actor, round_id: int, now: datetime) -> SecondmentRound:
    """Publish the announcement: the unions below may apply from now on (发布通知)."""
    row = questions.lock_round(actor, round_id)
    if localdate(now) > row.apply_by:
        raise Refused(_("报名截止 %(day)s 已过，不能发布") % {"day": row.apply_by})
    ROUND.advance(row, "announce_round", actor=actor, at=now)
    return row


@transaction.atomic
def screen(*, actor: Actor, round_id: int, now: datetime) -> SecondmentRound:
    """Close the applications and begin to choose (筛选)."""
    row = questions.lock_round(actor, round_id)
    ROUND.advance(row, "screen", actor=actor, at=now)
    return row


@transaction.atomic
def start_round(*, actor: Actor, round_id: int, now: datetime) -> SecondmentRound:
    """Begin: everybody still waiting for an answer must have one."""
    row = questions.lock_round(actor, round_id)
    ROUND.check(row, "start_round", actor=actor)
    waiting = Secondee.objects.filter(round=row, state=SecondeeState.APPLIED).count()
    if waiting:
        raise Refused(_("还有 %(n)s 人没有筛选结果，请先办理入选或不入选") % {"n": waiting})
    if not questions.seats_taken(row):
        raise Refused(_("还没有人入选，不能开班"))
    ROUND.advance(row, "start_round", actor=actor, at=now)
    return row


@transaction.atomic
def close_round(*, actor: Actor, round_id: int, now: datetime) -> SecondmentRound:
    """End the round once everybody has finished or gone back."""
    row = questions.lock_round(actor, round_id)
    ROUND.check(row, "close_round", actor=actor)
    open_states = [SecondeeState.SELECTED, SecondeeState.PLACED]
    names = list(
        Secondee.objects.filter(round=row, state__in=open_states).values_list(
            "person_name", flat=True
        )[:6]
    )
    if names:
        raise Refused(_("还没有结业：%(names)s") % {"names": "、".join(names)})
    ROUND.advance(row, "close_round", actor=actor, at=now)
    return row


@transaction.atomic
def cancel_round(*, actor: Actor, round_id: int, note: str, now: datetime) -> SecondmentRound:
    """Call a round off with a reason (取消); its applicants are told by their state."""
    row = questions.lock_round(actor, round_id)
    ROUND.check(row, "cancel_round", actor=actor, note=note)
    for secondee in Secondee.objects.filter(round=row).busy().select_related("round__union"):
        SECONDEE.advance(secondee, "decline", actor=actor, at=now, note=note)
    ROUND.advance(row, "cancel_round", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def apply_for_round(
    *,
    actor: Actor,
    round_id: int,
    union_id: int,
    person_name: str,
    now: datetime,
    post: str = "",
    wish: str = "",
    person_id: int | None = None,
) -> Secondee:
    """A union below puts somebody forward (报名). Nobody is in two rounds at a time."""
    row = questions.lock_round(actor, round_id)
    union = selectors.find_union(actor, union_id)
    if not policy.can_edit(actor, union):
        raise Refused(_("只能为本级和下级工会报名"))
    if union.path == row.union.path or not union.path.startswith(row.union.path):
        raise Refused(
            _("只有%(name)s的下级工会可以报名") % {"name": row.union.name}, field="union_id"
        )
    if row.state != RoundState.ANNOUNCED or localdate(now) > row.apply_by:
        raise Refused(_("报名已经截止（%(day)s）") % {"day": row.apply_by})
    name = person_name.strip()
    key = key_of(worker_id=None, person_id=person_id, union_id=union.pk, name=name)
    if other := questions.busy_elsewhere(key, row):
        raise Refused(
            _("%(name)s已在“%(round)s”，同一时间只能参加一批")
            % {"name": name, "round": other.round.name},
            field="person_name",
        )
    secondee = Secondee(
        round=row,
        union=union,
        person_id=person_id,
        person_name=name,
        key=key,
        post=post.strip(),
        wish=wish.strip(),
    )
    return ledger.save(secondee, actor=actor, verb="apply_for_round", at=now)


@transaction.atomic
def select(*, actor: Actor, secondee_id: int, now: datetime, opinion: str = "") -> Secondee:
    """Choose an applicant (入选), as long as there are seats."""
    row = questions.lock_round(actor, questions.find_secondee(actor, secondee_id).round_id)
    secondee = questions.lock_secondee(actor, secondee_id)
    SECONDEE.check(secondee, "select", actor=actor)
    if row.state != RoundState.SCREENING:
        raise Refused(_("请先截止报名，再筛选"))
    if questions.seats_taken(row) >= row.seats:
        raise Refused(_("名额 %(n)s 人已满，请先调整入选人员") % {"n": row.seats})
    secondee.opinion = opinion.strip()
    SECONDEE.advance(secondee, "select", actor=actor, at=now, note=opinion)
    return secondee


@transaction.atomic
def decline(*, actor: Actor, secondee_id: int, note: str, now: datetime) -> Secondee:
    """Turn an applicant down with a reason (不入选)."""
    secondee = questions.lock_secondee(actor, secondee_id)
    secondee.opinion = note.strip()
    SECONDEE.advance(secondee, "decline", actor=actor, at=now, note=note)
    return secondee


@transaction.atomic
def withdraw_application(*, actor: Actor, secondee_id: int, now: datetime) -> Secondee:
    """Take an application back before the round begins."""
    secondee = questions.lock_secondee(actor, secondee_id)
    SECONDEE.advance(secondee, "withdraw_application", actor=actor, at=now)
    return secondee


@transaction.atomic
def place(
    *,
    actor: Actor,
    secondee_id: int,
    department: str,
    placed_on: date,
    now: datetime,
    mentor: str = "",
) -> Secondee:
    """Give somebody chosen a department and a mentor (到岗)."""
    secondee = questions.lock_secondee(actor, secondee_id)
    SECONDEE.check(secondee, "place", actor=actor)
    row = secondee.round
    if row.state != RoundState.RUNNING:
        raise Refused(_("开班之后才能安排部门"))
    if department not in row.departments:
        raise Refused(
            _("接收部门应为：%(names)s") % {"names": "、".join(row.departments)}, field="department"
        )
    if not row.begins_on <= placed_on <= row.ends_on:
        raise Refused(
            _("到岗日期应在 %(start)s 至 %(end)s 之间")
            % {"start": row.begins_on, "end": row.ends_on},
            field="placed_on",
        )
    secondee.department, secondee.placed_on = department, placed_on
    secondee.mentor = mentor.strip()
    SECONDEE.advance(secondee, "place", actor=actor, at=now, note=department)
    return secondee


@transaction.atomic
def write_note(
    *, actor: Actor, secondee_id: int, rhythm: str, begins_on: date, text: str, now: datetime
) -> SecondmentNote:
    """What somebody learned in a week or a month (小结); another one for the same time corrects it.

    `begins_on` is any day of the week or month. Written by the person, or by those who keep the
    ledger of either side.
    """
    secondee = questions.lock_secondee(actor, secondee_id)
    may = policy.can_edit(actor, secondee) or policy.can_host(actor, secondee)
    if not may and secondee.person_id != actor.user_id:
        raise Refused(_("只能由本人或双方工会填写小结"))
    if secondee.state != SecondeeState.PLACED or secondee.placed_on is None:
        raise Refused(_("到岗期间才能填写小结"))
    if not secondee.placed_on <= begins_on <= localdate(now):
        raise Refused(_("小结的期间应在到岗之后、今天之前"), field="begins_on")
    if not text.strip():
        raise Refused(_("请填写小结内容"), field="text")
    back = begins_on.weekday() if rhythm == NoteRhythm.WEEK else begins_on.day - 1
    first = begins_on - timedelta(days=back)
    known = SecondmentNote.objects.filter(secondee=secondee, rhythm=rhythm, begins_on=first)
    row = known.first() or SecondmentNote(secondee=secondee, rhythm=rhythm, begins_on=first)
    row.text, row.by_name, row.at = text.strip(), actor.name, now
    return ledger.save(row, actor=actor, verb="write_note", at=now)


@transaction.atomic
def finish(
    *,
    actor: Actor,
    secondee_id: int,
    report: str,
    result: str,
    left_on: date,
    now: datetime,
    opinion: str = "",
) -> Secondee:
    """The closing report and the result (结业鉴定)."""
    secondee = questions.lock_secondee(actor, secondee_id)
    SECONDEE.check(secondee, "finish", actor=actor)
    if not report.strip():
        raise Refused(_("请填写结业报告"), field="report")
    _check_left(secondee, left_on, now)
    secondee.report, secondee.result = report.strip(), result
    secondee.left_on, secondee.opinion = left_on, opinion.strip()
    SECONDEE.advance(secondee, "finish", actor=actor, at=now, note=opinion)
    return secondee


@transaction.atomic
def recall(*, actor: Actor, secondee_id: int, left_on: date, note: str, now: datetime) -> Secondee:
    """Somebody goes back before the end, with a reason (提前返回)."""
    secondee = questions.lock_secondee(actor, secondee_id)
    SECONDEE.check(secondee, "recall", actor=actor, note=note)
    _check_left(secondee, left_on, now)
    secondee.left_on, secondee.opinion = left_on, note.strip()
    SECONDEE.advance(secondee, "recall", actor=actor, at=now, note=note)
    return secondee


def _check_left(secondee: Secondee, left_on: date, now: datetime) -> None:
    placed = secondee.placed_on or left_on
    if not placed <= left_on <= localdate(now):
        raise Refused(
            _("返回日期应在到岗 %(day)s 之后、今天之前") % {"day": placed}, field="left_on"
        )
