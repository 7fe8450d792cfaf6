"""The room's figures: how many unions, workers and members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, Metric, facts_of, metric, ratio

from .enums import Level, UnionKind, UnionState
from .models import Headcount, Union

DAWN = date(1949, 10, 1)
"""The day on which unions count whose founding nobody wrote down."""

UNIONS = metric(
    "unions.unions",
    _("工会组织"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已建、未撤并的各级各类工会组织"),
)
GRASSROOTS = metric(
    "unions.grassroots",
    _("基层工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已建的基层工会委员会和联合基层工会"),
)
COUNTY_UNIONS = metric(
    "unions.county_unions",
    _("县级工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("县（市、区、旗）总工会，不含开发区工会"),
)
TOWNSHIP_UNIONS = metric(
    "unions.township_unions",
    _("乡镇（街道）总工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("乡镇、街道一级已建的总工会，不含开发区工会"),
)
WORKERS = metric(
    "unions.workers",
    _("职工"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("工会填报的职工数，不含已单独建账的下级工会"),
)
MEMBERS = metric(
    "unions.members",
    _("会员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("工会填报的会员数，不含已单独建账的下级工会"),
)
WOMEN_MEMBERS = metric("unions.women_members", _("女会员"), unit=Unit.PERSON, kind=Kind.STOCK)
MEMBERSHIP_RATE = ratio(
    "unions.membership_rate", _("入会率"), MEMBERS / WORKERS, meaning=_("会员数 ÷ 职工数")
)
ENDED = frozenset({UnionState.MERGED, UnionState.DISSOLVED})
LOCAL = frozenset({UnionKind.GENERAL, UnionKind.CORPS, UnionKind.TOWNSHIP})


@facts_of(Union)
def union_facts(union: Union) -> Iterator[Fact]:
    """A union counts from its founding until its end."""
    if union.state in {UnionState.PREPARING, UnionState.WITHDRAWN}:
        return
    for found in _counted_as(union):
        yield found.fact(union, on=union.founded_on or DAWN)
        if union.ended_on and union.state in ENDED:
            yield found.fact(union, on=union.ended_on, quantity=-1)


def _counted_as(union: Union) -> Iterator[Metric]:
    yield UNIONS
    if union.kind in UnionKind.grassroots():
        yield GRASSROOTS
    if union.kind in LOCAL and union.level == Level.COUNTY:
        yield COUNTY_UNIONS
    if union.kind in LOCAL and union.level == Level.TOWNSHIP:
        yield TOWNSHIP_UNIONS


@facts_of(Headcount, related=["union"])
def headcount_facts(row: Headcount) -> Iterator[Fact]:
    """Every statement contributes its difference to the one before."""
    yield WORKERS.fact(row.union, on=row.on, quantity=row.workers_by)
    yield MEMBERS.fact(row.union, on=row.on, quantity=row.members_by)
    yield WOMEN_MEMBERS.fact(row.union, on=row.on, quantity=row.women_by)
