"""A person's own matters (我的办理) of this room: joining, transfers, requests about their data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.members.enums.applications import OPEN, WAITING
from niangjia.domains.members.enums.applications import ApplicationState as A
from niangjia.domains.members.enums.memberships import TransferState as T
from niangjia.domains.members.enums.rights import RequestKind
from niangjia.domains.members.enums.rights import RequestState as R
from niangjia.domains.members.models import Application, DataRequest, Transfer
from niangjia.foundation.audit.selectors import trail_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one
from niangjia.foundation.web.addresses import address
from niangjia.foundation.web.matters import Matter, Moment

LEVELS: dict[str, str] = {
    A.APPROVED: "ok",
    A.RETURNED: "warn",
    A.REJECTED: "mute",
    A.WITHDRAWN: "mute",
    T.ACCEPTED: "ok",
    T.REQUESTED: "info",
    R.GRANTED: "ok",
    R.ASKED: "info",
}
TOLD = {
    "submit": gettext_lazy("提交申请"),
    "pool": gettext_lazy("提交申请，等待分配工会"),
    "change_application": gettext_lazy("修改申请"),
    "route": gettext_lazy("转给工会办理"),
    "send_back": gettext_lazy("退回补充"),
    "approve": gettext_lazy("批准入会"),
    "reject": gettext_lazy("未通过"),
    "withdraw_application": gettext_lazy("撤回申请"),
    "escalate": gettext_lazy("超过期限，已提请上级工会督促"),
    "ask_transfer": gettext_lazy("提出接转"),
    "accept_transfer": gettext_lazy("转入工会接收"),
    "refuse_transfer": gettext_lazy("转入工会未接收"),
    "expire_transfer": gettext_lazy("超过期限没有答复，会籍留在原工会"),
    "cancel_transfer": gettext_lazy("撤回接转"),
    "ask_about_data": gettext_lazy("提出请求"),
    "grant_request": gettext_lazy("已办理"),
    "refuse_request": gettext_lazy("不予办理"),
    "withdraw_request": gettext_lazy("撤回请求"),
}
"""What the trail says to the person it is about; other lines of it are the union's own affair."""


def matters(actor: Actor) -> list[Matter]:
    """Everything that is or was done for this person, without its history."""
    return [_of_application(row) for row in _applications(actor).order_by("-pk")] + [
        *(_of_transfer(row) for row in _transfers(actor).order_by("-pk")),
        *(_of_request(row) for row in _requests(actor).order_by("-pk")),
    ]


def find_matter(actor: Actor, kind: str, pk: int) -> Matter:
    """One of them with its history. Raises Missing."""
    if kind == "application":
        return _of_application(one(_applications(actor), pk=pk), with_history=True)
    if kind == "transfer":
        return _of_transfer(one(_transfers(actor), pk=pk), with_history=True)
    if kind == "data":
        return _of_request(one(_requests(actor), pk=pk), with_history=True)
    raise Missing


def _applications(actor: Actor) -> Any:
    rows = Application.objects.filter(person__user_id=actor.user_id)
    return rows.exclude(state=A.DRAFT).select_related("union")


def _transfers(actor: Actor) -> Any:
    rows = Transfer.objects.filter(membership__person__user_id=actor.user_id)
    return rows.select_related("source", "target")


def _requests(actor: Actor) -> Any:
    rows = DataRequest.objects.filter(person__user_id=actor.user_id)
    return rows.select_related("person__home")


def _of_application(row: Application, *, with_history: bool = False) -> Matter:
    union, waits = row.union, row.state in WAITING
    steps = 4 if row.pooled_at else 3
    now_at = {A.POOLED: 2, A.SUBMITTED: steps - 1, A.RETURNED: 1}.get(A(row.state), steps)
    returned = row.state == A.RETURNED
    return Matter(
        kind="application",
        pk=row.pk,
        title=_("加入工会"),
        number=row.number,
        state=str(A(row.state).label),
        level=LEVELS.get(row.state, "info"),
        holder=union.name if union and waits else "",
        must=_("请补充：%s") % row.note if returned else "",
        verb=_("去补充") if returned else "",
        act_url=address("portal:join_change", row.pk) if returned else "",
        at=row.submitted_at or row.written_at,
        due_on=row.due_on if waits else None,
        step=now_at if row.state in OPEN else 0,
        steps=steps,
        is_open=row.state in OPEN,
        phone=union.phone if union else "",
        history=tuple(_history(row)) if with_history else (),
        may_withdraw=row.state in OPEN,
        may_change=row.state in OPEN,
    )


def _of_transfer(row: Transfer, *, with_history: bool = False) -> Matter:
    waits = row.state == T.REQUESTED
    return Matter(
        kind="transfer",
        pk=row.pk,
        title=_("会籍转到%s") % row.target.name,
        state=str(T(row.state).label),
        level=LEVELS.get(row.state, "mute"),
        holder=row.target.name if waits else "",
        must="",
        at=row.asked_at,
        due_on=row.due_on if waits else None,
        step=2 if waits else 0,
        steps=3,
        is_open=waits,
        phone=row.target.phone,
        history=tuple(_history(row)) if with_history else (),
        may_withdraw=waits,
    )


def _of_request(row: DataRequest, *, with_history: bool = False) -> Matter:
    waits, home = row.state == R.ASKED, row.person.home
    return Matter(
        kind="data",
        pk=row.pk,
        title=str(RequestKind(row.kind).label),
        state=str(R(row.state).label),
        level=LEVELS.get(row.state, "mute"),
        holder=home.name if home and waits else "",
        must="",
        at=row.asked_at,
        due_on=row.due_on if waits else None,
        is_open=waits,
        phone=home.phone if home else "",
        history=tuple(_history(row)) if with_history else (),
        may_withdraw=waits,
    )


def _history(row: Any) -> Iterator[Moment]:
    """The lines of the trail that are the person's business, the newest first."""
    for line in trail_of(row):
        if line.verb in TOLD:
            yield Moment(str(TOLD[line.verb]), line.at or line.recorded_at, line.note)
