"""How good the roll is (数据质量): what is missing or doubtful, union by union, and a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.models import Application, Membership
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor, ancestors

FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Check:
    """One way in which a row of the roll may be doubtful. `weight`: its share of the score."""

    key: str
    label: Any
    repair: Any
    weight: int


CHECKS = (
    Check("no_mobile", _("没有手机号"), _("请补录手机号，会员才能收到通知"), 20),
    Check("dead_mobile", _("手机号失效"), _("请联系本人更新手机号"), 15),
    Check("shared_mobile", _("多人共用手机号"), _("请核对是否录成了代办人的号码"), 15),
    Check("no_birth", _("缺出生日期"), _("请按证件补录出生日期"), 10),
    Check("no_work", _("缺工作单位"), _("请补录工作单位和部门"), 10),
    Check("no_sex", _("缺性别"), _("请按证件补录性别"), 10),
    Check("retired", _("超过退休年龄仍在籍"), _("已退休的请办理保留会籍"), 10),
    Check("idle", _("半年没有会费和组织生活"), _("请核实去向，该接转的接转"), 10),
)


@dataclass(slots=True)
class Line:
    """A union with its members and what is doubtful among them."""

    union: Any
    members: int = 0
    found: dict[str, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def score(self) -> Decimal | None:
        """Of a hundred: each check takes away its weight times the share it doubts."""
        if not self.members:
            return None
        lost = sum(
            Decimal(check.weight) * self.found.get(check.key, 0) / self.members for check in CHECKS
        )
        return (FULL - lost).quantize(Decimal("0.1"))


def conditions(today: date, rows: QuerySet[Membership]) -> dict[str, Q]:
    """Each check as a condition on memberships."""
    limit = keys.RETIREMENT_AGE.value("", today)
    old = today - relativedelta(years=limit)
    half = today - relativedelta(months=6)
    shared = (
        rows.exclude(person__mobile_digest=None)
        .values("person__mobile_digest")
        .annotate(n=Count("pk"))
        .filter(n__gt=keys.SHARED_MOBILE_MOST.value("", today))
        .values("person__mobile_digest")
    )
    return {
        "no_mobile": Q(person__mobile_digest=None),
        "dead_mobile": Q(person__mobile_bad_on__isnull=False),
        "shared_mobile": Q(person__mobile_digest__in=shared),
        "no_birth": Q(person__born_on=None),
        "no_work": Q(work_unit="", employer=None),
        "no_sex": Q(person__sex="0"),
        "retired": Q(person__born_on__lt=old),
        "idle": Q(begun_on__lt=half)
        & (Q(dues_until=None) | Q(dues_until__lt=half))
        & (Q(active_on=None) | Q(active_on__lt=half)),
    }


def quality(actor: Actor, path: str, today: date) -> list[Line]:
    """The children of a union (or itself), each with its members below and what is doubtful."""
    counted = Membership.objects.visible_to(actor).within(path).counted()
    told = {key: Count("pk", filter=q) for key, q in conditions(today, counted).items()}
    by_path = counted.values("path").annotate(members=Count("pk"), **told).order_by("path")
    return _gathered(path, by_path, _waiting(actor, path, today))


def summed(lines: list[Line]) -> Line:
    """All lines together, with the score of the whole."""
    total = Line(None, sum(line.members for line in lines))
    for check in CHECKS:
        total.found[check.key] = sum(line.found.get(check.key, 0) for line in lines)
    total.waiting = sum(line.waiting for line in lines)
    return total


def _waiting(actor: Actor, path: str, today: date) -> dict[str, int]:
    rows = Application.objects.visible_to(actor).within(path).overdue(today)
    rows = rows.filter(state__in=[ApplicationState.POOLED, ApplicationState.SUBMITTED])
    return dict(rows.values_list("path").annotate(n=Count("pk")))


def _gathered(path: str, by_path: Iterable[Any], waiting: dict[str, int]) -> list[Line]:
    found: dict[str, Line] = defaultdict(lambda: Line(None))
    depth = len(path)
    for row in by_path:
        line = found[_child(path, row["path"], depth)]
        line.members += row["members"]
        for check in CHECKS:
            line.found[check.key] = line.found.get(check.key, 0) + row[check.key]
    for at, n in waiting.items():
        found[_child(path, at, depth)].waiting += n
    named = {union.path: union for union in unions.unions_on(found)}
    for at, line in found.items():
        line.union = named.get(at)
    lines = [line for line in found.values() if line.union is not None]
    return sorted(lines, key=lambda line: (line.union.level, line.union.code))


def _child(path: str, at: str, depth: int) -> str:
    """The child of `path` a row hangs below; itself for its own rows."""
    below = [step for step in ancestors(at) if len(step) > depth]
    return below[0] if below else path


def doubtful(actor: Actor, path: str, key: str, today: date) -> QuerySet[Membership]:
    """The rows one check doubts, for the list that repairs them."""
    counted = Membership.objects.visible_to(actor).within(path).counted()
    rows = counted.filter(conditions(today, counted)[key])
    return rows.select_related("person", "union")
