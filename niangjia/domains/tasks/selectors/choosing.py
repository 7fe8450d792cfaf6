"""Which unions a task goes to: all below, a level, a list, or those that meet a condition."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import Reach, Sign
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.facts.selectors import read

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    Sign.LESS: operator.lt,
    Sign.AT_MOST: operator.le,
    Sign.MORE: operator.gt,
    Sign.AT_LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """How the unions are chosen; each way of reaching needs its own fields."""

    reach: str
    level: int = Level.COUNTY
    union_ids: Sequence[int] = ()
    metric: str = ""
    sign: str = Sign.LESS
    number: Decimal = field(default_factory=Decimal)


def chosen_unions(path: str, choice: Choice, today: date) -> list[Union]:
    """The standing unions below a path that are meant, in official order.

    Raises Refused for an empty choice, for a union that lies elsewhere, for an unknown figure.
    """
    if choice.reach == Reach.LIST:
        found = _listed(path, choice.union_ids)
    elif choice.reach == Reach.CHILDREN:
        found = _children(path)
    elif choice.reach == Reach.ALL:
        found = [u for level in Level if level <= Level.TOWNSHIP for u in _at(path, level)]
    else:
        found = _at(path, choice.level)
        if choice.reach == Reach.CONDITION:
            found = _meeting(path, found, choice, today)
    if not found:
        raise Refused(_("没有符合条件的下级工会，请改交办范围"), field="reach")
    return found


def _at(path: str, level: int) -> list[Union]:
    return [union for union in unions.unions_of(path, level) if union.path != path]


def _children(path: str) -> list[Union]:
    (union,) = unions.unions_on([path])
    rows = unions.children_of(union)
    return list(rows.standing().of_places())  # type: ignore[attr-defined]


def _listed(path: str, ids: Sequence[int]) -> list[Union]:
    found = unions.unions_among(set(ids))
    if len(found) != len(set(ids)):
        raise Refused(_("名单里有不存在的工会，请重新选择"), field="names")
    for union in found:
        if not union.path.startswith(path):
            raise Refused(
                _("%(name)s不在本级工会之下，不能交办") % {"name": union.name}, field="names"
            )
        if not union.is_standing:
            raise Refused(
                _("%(name)s已撤销或合并，请从名单中去掉") % {"name": union.name}, field="names"
            )
    return found


def _meeting(path: str, found: list[Union], choice: Choice, today: date) -> list[Union]:
    """Those whose figure of this year compares as asked; an unknown ratio meets nothing."""
    if choice.metric not in FIGURES:
        raise Refused(_("没有这项指标，请从列表中选"), field="metric")
    reading = read(
        choice.metric,
        within=path,
        period=Period(date(today.year, 1, 1), today),
        by=[(union.pk, union.path) for union in found],
    )
    fits, values = COMPARE[choice.sign], reading.by_key
    return [
        union
        for union in found
        if (value := values.get(union.pk)) is not None and fits(Decimal(value), choice.number)
    ]
