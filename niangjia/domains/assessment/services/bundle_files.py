"""The results of a bundled appraisal on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment.models import Bundle
from niangjia.domains.assessment.selectors.bundles import results_of
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

WEIGHED = _("捆绑考核")
COLUMNS = [
    Column("name", _("姓名"), width=12),
    Column("union", _("聘用工会"), width=26),
    Column("own", _("本人得分"), kind=Kind.NUMBER, decimals=2, group=(WEIGHED,)),
    Column("unions", _("服务工会得分"), kind=Kind.NUMBER, decimals=2, group=(WEIGHED,)),
    Column("points", _("捆绑得分"), kind=Kind.NUMBER, decimals=2, group=(WEIGHED,)),
    Column("result", _("等次"), width=12),
]


def result_list(
    actor: Actor, bundle: Bundle, now: datetime
) -> tuple[Paper, Iterator[tuple[Any, ...]]]:
    """The paper and its rows, in the order of the points."""
    paper = Paper(
        key="bundle",
        place=bundle.union.name,
        title=str(_("%(title)s结果") % {"title": bundle.title}),
        columns=COLUMNS,
        as_of=localdate(now),
        unit=str(_("分")),
        made_by=actor.name,
    )
    told = (
        (
            row.worker.name,
            row.worker.union.name,
            row.own_points,
            row.union_points,
            row.points,
            row.result_label,
        )
        for row in results_of(bundle)
    )
    return paper, told
