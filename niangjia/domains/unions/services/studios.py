"""Setting up social-worker studios: seats 1+1+N, what they cover, part-time offices."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import StudioRole
from niangjia.domains.unions.models import Studio, StudioCover, StudioMember
from niangjia.domains.unions.selectors import studios as questions
from niangjia.domains.unions.selectors import workers
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor

from .spans import document_number, end


@transaction.atomic
def open_studio(
    *,
    actor: Actor,
    union_id: int,
    name: str,
    area: str,
    begun_on: date,
    now: datetime,
    address: str = "",
    document: str = "",
) -> Studio:
    """Open a studio for one area of a county (东西南北片区, PARAM), S000-09."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能为本级和下级、仍然存在的工会设立工作室"))
    areas = keys.STUDIO_AREAS.value(union.division_code[:6], begun_on)
    if area not in areas:
        raise Refused(_("片区应为：%(areas)s") % {"areas": "、".join(areas)}, field="area")
    if begun_on > localdate(now):
        raise Refused(_("设立日期不能晚于今天"), field="begun_on")
    studio = Studio(
        union=union,
        name=name.strip(),
        area=area,
        address=address.strip(),
        document=document_number(document, required=False),
        begun_on=begun_on,
    )
    return ledger.save(studio, actor=actor, verb="open_studio", at=now)


def _writable(actor: Actor, studio_id: int) -> Studio:
    studio = questions.lock_studio(actor, studio_id)
    if not policy.can_edit(actor, studio):
        raise Refused(_("只能调整本级和下级工会的工作室"))
    return studio


def _standing(studio: Studio, begun_on: date) -> None:
    if studio.last_on is not None:
        raise Refused(_("工作室已于 %(day)s 撤销") % {"day": studio.last_on})
    if begun_on < studio.begun_on:
        raise Refused(
            _("日期不能早于工作室设立的 %(day)s") % {"day": studio.begun_on}, field="begun_on"
        )


@transaction.atomic
def join_studio(
    *,
    actor: Actor,
    studio_id: int,
    role: str,
    begun_on: date,
    now: datetime,
    person_name: str = "",
    person_id: int | None = None,
    worker_id: int | None = None,
) -> StudioMember:
    """Somebody takes a seat: one department head, one instructor, any number of social workers.

    Refused where the seat is taken, or the social worker already works in another studio.
    """
    studio = _writable(actor, studio_id)
    _standing(studio, begun_on)
    worker = workers.lock_worker(actor, worker_id) if worker_id else None
    name = worker.name if worker else person_name.strip()
    if role == StudioRole.SOCIAL_WORKER:
        _check_worker(studio, worker_id, begun_on)
    elif questions.seated_between(studio, role, begun_on).exists():
        raise Refused(
            _("每个工作室只有一名%(role)s，请先办理现任离岗") % {"role": StudioRole(role).label},
            field="role",
        )
    if not name:
        raise Refused(_("请填写姓名"), field="person_name")
    member = StudioMember(
        studio=studio,
        role=role,
        person_id=person_id,
        worker=worker,
        person_name=name,
        begun_on=begun_on,
    )
    ledger.save(member, actor=actor, verb="join_studio", at=now)
    measure(studio, actor=actor, now=now)
    return member


def _check_worker(studio: Studio, worker_id: int | None, begun_on: date) -> None:
    if worker_id is None:
        raise Refused(_("工会社工请从社会化工会工作者台账中选择"), field="worker_id")
    worker = workers.lock_worker_of(worker_id)
    if workers.contract_on(worker, begun_on) is None:
        raise Refused(_("%(name)s当天没有有效合同") % {"name": worker.name}, field="worker_id")
    if other := questions.worker_elsewhere(worker_id, begun_on):
        raise Refused(
            _("%(name)s已在“%(studio)s”，一名社工同一时间只在一个工作室，请先办理离岗")
            % {"name": worker.name, "studio": other.studio.name},
            field="worker_id",
        )


@transaction.atomic
def leave_studio(
    *, actor: Actor, member_id: int, last_on: date, reason: str, now: datetime
) -> StudioMember:
    """Somebody leaves a seat of a studio (离岗)."""
    member = questions.find_studio_member(actor, member_id)
    member.studio = _writable(actor, member.studio_id)
    end(
        member,
        actor=actor,
        verb="leave_studio",
        last_on=last_on,
        reason=reason,
        now=now,
        words=member.person_name,
    )
    measure(member.studio, actor=actor, now=now)
    return member


@transaction.atomic
def cover_union(
    *, actor: Actor, studio_id: int, union_id: int, begun_on: date, now: datetime
) -> StudioCover:
    """A studio takes a township or an industry union into its care (包靠)."""
    studio = _writable(actor, studio_id)
    _standing(studio, begun_on)
    union = selectors.find_union(actor, union_id)
    if not union.path.startswith(studio.union.path) or not questions.may_be_covered(union):
        raise Refused(_("只能包靠本级之下的镇街总工会、行业或产业工会"), field="union_id")
    other = StudioCover.objects.filter(union=union, last_on=None).select_related("studio").first()
    if other:
        raise Refused(
            _("“%(name)s”已由“%(studio)s”包靠") % {"name": union.name, "studio": other.studio.name},
            field="union_id",
        )
    cover = StudioCover(studio=studio, union=union, begun_on=begun_on)
    return ledger.save(cover, actor=actor, verb="cover_union", at=now)


@transaction.atomic
def uncover_union(
    *, actor: Actor, cover_id: int, last_on: date, reason: str, now: datetime
) -> StudioCover:
    """A studio covers a union no more."""
    cover = questions.find_cover(actor, cover_id)
    cover.studio = _writable(actor, cover.studio_id)
    return end(
        cover,
        actor=actor,
        verb="uncover_union",
        last_on=last_on,
        reason=reason,
        now=now,
        words=cover.union.name,
    )


@transaction.atomic
def close_studio(
    *, actor: Actor, studio_id: int, last_on: date, reason: str, now: datetime
) -> Studio:
    """Close a studio (撤销); its people and what it covers go with it, rows stay."""
    studio = _writable(actor, studio_id)
    end(
        studio,
        actor=actor,
        verb="close_studio",
        last_on=last_on,
        reason=reason,
        now=now,
        words=studio.name,
    )
    for member in StudioMember.objects.filter(studio=studio).exclude(last_on__lte=last_on):
        _cut(member, "leave_studio", actor, studio, now)
    for cover in StudioCover.objects.filter(studio=studio).exclude(last_on__lte=last_on):
        _cut(cover, "uncover_union", actor, studio, now)
    return measure(studio, actor=actor, now=now)


def _cut(
    row: StudioMember | StudioCover, verb: str, actor: Actor, studio: Studio, now: datetime
) -> None:
    row.last_on = max(studio.last_on or row.begun_on, row.begun_on)
    row.reason = _("随工作室撤销")
    ledger.save(row, actor=actor, verb=verb, at=now, note=studio.reason)


def measure(studio: Studio, *, actor: Actor, now: datetime) -> Studio:
    """Work out anew since when the studio is complete, and keep it where it changed."""
    spans = questions.complete_spans(studio)
    if spans == studio.complete:
        return studio
    studio.complete = spans
    return ledger.save(studio, actor=actor, verb="measure_studio", at=now)
