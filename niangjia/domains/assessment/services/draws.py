"""Drawing unions for inspection."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.assessment.models import Draw, Sheet
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.assessment.scoring.draw import draw
from niangjia.domains.assessment.selectors.cycles import lock_cycle
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor


@transaction.atomic
def draw_sheets(*, actor: Actor, cycle_id: int, count: int, seed: str, now: datetime) -> Draw:
    """Draw unions of a cycle with a published seed; those of the owner's last draw are skipped.

    Raises Refused for a used seed, an empty one, or more to draw than take part.
    """
    cycle = lock_cycle(actor, cycle_id)
    if not owns_here(actor, cycle):
        raise Refused(_("只有考核管理岗位可以抽查"))
    if Draw.objects.filter(cycle=cycle, seed=seed).exists():
        raise Refused(_("这个种子已经用过，请换一个公开产生的种子"), field="seed")
    rows = Sheet.objects.filter(cycle=cycle).in_order().values_list("union__code", "union__name")
    names = [f"{code} {name}" for code, name in rows]
    last = Draw.objects.filter(cycle__path=cycle.path).order_by("-at", "-pk").first()
    before = last.drawn if last else []
    try:
        drawing = draw(names, count, seed.strip(), before)
    except ValueError as error:
        raise Refused(
            _("请填写公开的种子，抽取数应在 1 与 %(count)s 之间") % {"count": len(names)},
            field="count",
        ) from error
    row = Draw(
        cycle=cycle,
        seed=seed.strip(),
        count=count,
        names=names,
        drawn_before=before,
        drawn=list(drawing.drawn),
        list_hash=drawing.list_hash,
        by_name=actor.name,
        at=now,
    )
    return ledger.save(row, actor=actor, verb="draw", at=now)
