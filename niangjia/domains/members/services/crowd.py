"""Writing somebody down who stands in front of one (现场代办, 村级服务点, 窗口), S000-15, S001-07."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import NefGroup, Way
from niangjia.domains.members.enums.people import IdKind
from niangjia.domains.members.models import Application
from niangjia.domains.members.selectors import crowd as selectors
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from . import joining
from .joining import Given, Wish
from .persons import Identity


def write_down(
    *,
    actor: Actor,
    key: UUID,
    way: str,
    name: str,
    id_number: str,
    mobile: str,
    version: str,
    how: str,
    now: datetime,
    id_kind: str = IdKind.RESIDENT,
    born_on: date | None = None,
    union_id: int | None = None,
    area_code: str = "",
    work_unit: str = "",
    occupation: str = "",
    nef_group: str = NefGroup.NONE,
    poster_code: str = "",
    written_at: datetime | None = None,
    agreed: bool = True,
) -> Application:
    """One person, with what they were told and how they agreed; the same key is the same person.

    Raises Refused without consent, and as `joining.enter` does.
    """
    if not agreed:
        raise Refused(_("请先把告知书念给本人听，本人同意后再登记"), field="agreed")
    if way not in WAYS:
        raise Refused(_("请选择登记方式"), field="way")
    if union_id is None and not (area_code or poster_code):
        area_code = selectors.area_of(actor)
    return joining.enter(
        actor=actor,
        key=key,
        identity=Identity(name, id_number, mobile, id_kind, born_on),
        wish=Wish(work_unit, area_code, occupation, nef_group, union_id, poster_code),
        way=way,
        given=Given(version, how),
        written_at=written_at,
        now=now,
    )


WAYS = (Way.CROWD, Way.VILLAGE, Way.DESK, Way.API)
"""How a cadre comes to write somebody down."""
