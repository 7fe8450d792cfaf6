"""Finding bundles, and working out one person's result line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import BundleState, SheetState
from niangjia.domains.assessment.models import Bundle, BundledResult, Sheet
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.unions.selectors import workers
from niangjia.foundation.scope import Actor, one

if TYPE_CHECKING:
    from niangjia.domains.unions.models import SocialWorker

CENT = Decimal("0.01")


def bundles_of(actor: Actor) -> QuerySet[Bundle]:
    """The bundles this person may see, the newest first, with how far each has come."""
    rows = Bundle.objects.visible_to(actor).select_related("union", "cycle")
    return rows.annotate(
        people=Count("results"), done=Count("results", filter=~Q(results__result=""))
    ).order_by("-cycle__year", "-pk")


def find_bundle(actor: Actor, pk: int) -> Bundle:
    """One bundle. Raises Missing."""
    return one(Bundle.objects.visible_to(actor).select_related("union", "cycle"), pk=pk)


def lock_bundle(actor: Actor, pk: int) -> Bundle:
    """The same, locked."""
    rows = Bundle.objects.visible_to(actor).select_related("union", "cycle")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def results_of(bundle: Bundle) -> QuerySet[BundledResult]:
    """The people of a bundle by their points, those still open last."""
    rows = BundledResult.objects.filter(bundle=bundle).select_related("worker__union", "bundle")
    return rows.order_by(F("points").desc(nulls_last=True), "pk")


def find_result(actor: Actor, pk: int) -> BundledResult:
    """One person's result. Raises Missing."""
    rows = BundledResult.objects.visible_to(actor)
    return one(rows.select_related("bundle__cycle", "bundle__union", "worker__union"), pk=pk)


def may_run(actor: Actor, bundle: Bundle) -> bool:
    """Whether this person may set weights and conclude."""
    return owns_here(actor, bundle)


def running_for(worker_ids: list[int]) -> list[tuple[Bundle, list[int]]]:
    """The running bundles these workers stand in or belong to, with those of each."""
    found = []
    for bundle in Bundle.objects.filter(state=BundleState.RUNNING).select_related("union", "cycle"):
        cycle = bundle.cycle
        own = workers.workers_within(bundle.path, cycle.begins_on, cycle.ends_on)
        if ids := list(own.filter(pk__in=worker_ids).values_list("pk", flat=True)):
            found.append((bundle, ids))
    return found


@dataclass
class Working:
    """One person's result in the making."""

    own_points: Decimal | None = None
    union_points: Decimal | None = None
    points: Decimal | None = None
    result: str = ""
    lines: list[dict[str, Any]] = field(default_factory=list)


def work_out(bundle: Bundle, worker: SocialWorker) -> Working:
    """Own part and the unions' part, weighed: the same input always gives the same lines."""
    found = Working()
    found.own_points = _own_part(bundle, worker, found.lines)
    found.union_points = _union_part(bundle, worker, found.lines)
    if found.own_points is None or found.union_points is None:
        return found
    own = _part(found.own_points, bundle.own_weight)
    union = _part(found.union_points, bundle.union_weight)
    found.points = own + union
    result = bundle.result_for(found.points)
    found.result = result
    found.lines += [
        _line("weigh", _("本人得分"), found.own_points, weight=bundle.own_weight, gives=own),
        _line(
            "weigh", _("服务工会得分"), found.union_points, weight=bundle.union_weight, gives=union
        ),
        _line("total", _("捆绑得分"), found.points),
        {"kind": "result", "what": str(result.label)},
    ]
    return found


def _part(points: Decimal, weight: int) -> Decimal:
    return (points * weight / 100).quantize(CENT, ROUND_HALF_UP)


def _line(kind: str, what: str, points: Decimal | None = None, **more: Any) -> dict[str, Any]:
    told = {"kind": kind, "what": what, "points": None if points is None else str(points)}
    return told | {name: str(v) if isinstance(v, Decimal) else v for name, v in more.items()}


def _own_part(bundle: Bundle, worker: SocialWorker, lines: list[dict[str, Any]]) -> Decimal | None:
    """The mean of the year's monthly and quarterly reviews."""
    found = workers.own_part(worker.pk, bundle.cycle.year)
    lines += [_line("review", row.period_label, row.points) for row in found.reviews]
    words = _("%(n)s 次考评的平均分") % {"n": len(found.reviews)}
    if found.points is None:
        words = _("%(year)s年还没有月度或季度考评") % {"year": bundle.cycle.year}
    lines.append(_line("own", words, found.points))
    return found.points


def _union_part(
    bundle: Bundle, worker: SocialWorker, lines: list[dict[str, Any]]
) -> Decimal | None:
    """The mean result of the unions served within the period that take part in the cycle.

    While one of them is not accepted yet, there is no union part.
    """
    cycle = bundle.cycle
    served = workers.postings_between(worker.pk, cycle.begins_on, cycle.ends_on)
    unions = {posting.union_id: posting.union for posting in served}
    sheets = {s.union_id: s for s in Sheet.objects.filter(cycle=cycle, union__in=unions)}
    points: list[Decimal] = []
    open_sheets = 0
    for union_id, union in unions.items():
        sheet = sheets.get(union_id)
        reached = _reached(sheet)
        if sheet is None:
            lines.append(_line("sheet", union.name, note=_("未参加这次考核，不计入")))
        elif reached is None:
            open_sheets += 1
            lines.append(_line("sheet", union.name, note=_("尚未验收"), sheet=sheet.pk))
        else:
            points.append(reached)
            lines.append(_line("sheet", union.name, reached, sheet=sheet.pk))
    mean = _mean(points) if points and not open_sheets else None
    words = _("%(n)s 家服务工会的平均得分") % {"n": len(points)}
    if mean is None:
        words = _("服务工会的考核结果还不齐")
    lines.append(_line("union", words, mean))
    return mean


def _reached(sheet: Sheet | None) -> Decimal | None:
    """An accepted sheet's result as points of a hundred."""
    if sheet is None or sheet.state != SheetState.ACCEPTED or not sheet.full_points:
        return None
    final = sheet.final_points or Decimal(0)
    return min(final / sheet.full_points * 100, Decimal(100)).quantize(CENT, ROUND_HALF_UP)


def _mean(points: list[Decimal]) -> Decimal:
    return (sum(points, Decimal(0)) / len(points)).quantize(CENT, ROUND_HALF_UP)
