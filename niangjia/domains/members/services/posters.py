"""Codes to hang up (入会码): made, printed, closed; what came by them is kept with each application."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import NefGroup
from niangjia.domains.members.models import Poster
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import posters as selectors
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionState
from niangjia.foundation import ledger
from niangjia.foundation.documents import placards
from niangjia.foundation.documents.placards import Placard
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.ui.dates import date_cn

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what people take for one another when they type it off paper."""

LENGTH = 8


@transaction.atomic
def make_poster(
    *,
    actor: Actor,
    union_id: int,
    title: str,
    now: datetime,
    nef_group: str = NefGroup.NONE,
    last_on: date | None = None,
) -> Poster:
    """A new code that leads to joining one union.

    Refused for a union that is not established or not one's own or below, or a day that is over.
    """
    union = unions.find_union(SYSTEM, union_id)
    poster = Poster(
        union=union, title=title.strip(), code=_new_code(), nef_group=nef_group, last_on=last_on
    )
    if not policy.can_edit(actor, poster):
        raise Refused(_("只能为本级和下级工会制作入会码"), field="union_id")
    if union.state != UnionState.ESTABLISHED:
        raise Refused(
            _("“%(name)s”现为“%(state)s”，不能接收入会申请")
            % {"name": union.name, "state": union.state_label},
            field="union_id",
        )
    if last_on and last_on < localdate(now):
        raise Refused(_("有效期应在今天以后"), field="last_on")
    return ledger.save(poster, actor=actor, verb="make_poster", at=now)


def _new_code() -> str:
    while selectors.is_taken(code := "".join(secrets.choice(SIGNS) for _n in range(LENGTH))):
        continue
    return code


@transaction.atomic
def close_poster(*, actor: Actor, poster_id: int, now: datetime) -> Poster:
    """The code leads nowhere from now on; what came by it goes on. Refused where it is closed."""
    poster = selectors.lock_poster(actor, poster_id)
    if not policy.can_edit(actor, poster):
        raise Refused(_("只能停用本级和下级工会的入会码"))
    if poster.closed_at is not None:
        raise Refused(_("这个入会码已经停用"))
    poster.closed_at = now
    return ledger.save(poster, actor=actor, verb="close_poster", at=now)


def placard_of(poster: Poster, address: str, now: datetime) -> bytes:
    """The poster on A4, to be printed and hung up."""
    until = _("有效期至 %(day)s") % {"day": date_cn(poster.last_on)} if poster.last_on else ""
    words = Placard(
        issuer=poster.union.name,
        head=_("扫码加入工会"),
        title=poster.title,
        address=address,
        steps=(
            _("用微信或手机浏览器扫描上面的二维码"),
            _("填写姓名、证件号码、手机号、工作单位和职业五项"),
            _("工会审批后通知您，会员卡立即可用"),
        ),
        foot=" · ".join(part for part in (until, _("职工服务热线 12351")) if part),
        alt=_("入会二维码"),
    )
    return placards.render(words, now)
