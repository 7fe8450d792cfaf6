"""What came of a bulk act (批量办理), in words and as a workbook."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from niangjia.foundation.jobs.many import Outcome
from niangjia.foundation.scope import Actor

from .export import Paper
from .exports import keep_paper
from .models import ExportFile
from .sheet import Column


def in_words(outcome: Outcome) -> str:
    """成功 30 个，2 个未改."""
    return _("成功 %(n)s 个，%(m)s 个未改") % {"n": outcome.done, "m": len(outcome.left)}


def keep_outcome(
    *,
    actor: Actor,
    outcome: Outcome,
    place: str,
    label: StrOrPromise,
    heads: tuple[StrOrPromise, StrOrPromise],
    now: datetime,
) -> ExportFile:
    """The result as a workbook its person can fetch; `heads` name the columns of name and code."""
    paper = Paper(
        key="bulk",
        place=place,
        title=_("%(label)s办理结果") % {"label": label},
        columns=[
            Column("name", heads[0], width=36),
            Column("code", heads[1], width=18),
            Column("result", gettext_lazy("办理结果"), width=12),
            Column("why", gettext_lazy("未办原因"), width=48),
        ],
        as_of=localdate(now),
        made_by=actor.name,
    )
    rows = [(r.name, r.code, _("未改") if r.why else _("已办理"), r.why) for r in outcome.rows]
    return keep_paper(actor=actor, paper=paper, rows=rows, now=now)
