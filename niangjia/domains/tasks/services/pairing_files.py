"""The pairing table (对口联系一览表) as a workbook, in and out. S000-02, rules §12.2."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.models import Pairing, Visit
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors.coverage import COUNTIES
from niangjia.domains.tasks.selectors.pairings import Line, Wanted, lines_of, pairing_rows
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow
from niangjia.foundation.exchange.export import Exported, Paper, export_ledger
from niangjia.foundation.exchange.registry import Context, importer, near
from niangjia.foundation.exchange.sheet import Column, Kind, Layout
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor, ancestors

from .pairings import pair, recount, tier_of

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

KIND = "tasks.pairing"
TABLE = Layout(
    "tasks.pairings",
    gettext_lazy("对口联系一览表"),
    1,
    [
        Column("county", gettext_lazy("县级工会"), aliases=("县（市、区）总工会", "县区"), required=True,
               width=26, example="凯里市总工会"),
        Column("supporter", gettext_lazy("联系单位"), aliases=("对口单位", "上级工会"), required=True,
               width=24, example="贵州省总工会"),
        Column("department", gettext_lazy("联系部门"), aliases=("部门", "对口部门"), width=18,
               max_length=60, example="权益保障部"),
        Column("person", gettext_lazy("责任人"), aliases=("联系人", "负责人"), kind=Kind.NAME,
               required=True, width=12, example="杨秀芳"),
        Column("begins_on", gettext_lazy("起始日期"), aliases=("起始时间", "联系时间"), kind=Kind.DATE,
               required=True, example="2023-02-10"),
        Column("document", gettext_lazy("依据文件"), aliases=("文号",), width=22, max_length=120),
    ],
    notes=(
        gettext_lazy("一行一项；一个县在省级、市级各有一项在用的对口联系。"),
        gettext_lazy("联系单位是驻会产业工会的，联系部门可以不填。"),
    ),
)  # fmt: skip
PAPER = (
    Column("city", gettext_lazy("市（州）"), width=16),
    Column("county", gettext_lazy("县级工会"), width=26),
    Column("tier", gettext_lazy("层级"), width=8),
    Column("supporter", gettext_lazy("联系单位"), width=24),
    Column("department", gettext_lazy("联系部门"), width=18),
    Column("person", gettext_lazy("责任人"), width=12),
    Column("begins_on", gettext_lazy("起始日期"), kind=Kind.DATE),
    Column("last_on", gettext_lazy("最近走访"), kind=Kind.DATE),
    Column("visits", gettext_lazy("本年走访次数"), kind=Kind.NUMBER),
    Column("unsolved", gettext_lazy("未解决问题"), kind=Kind.NUMBER),
)


def export_pairings(*, actor: Actor, wanted: Wanted, now: datetime) -> Exported:
    """The table under its conditions, as it was on the day asked for."""
    paper = Paper(
        key=KIND,
        place=unions.desk_of(actor).union_name,
        title=_("对口联系一览表"),
        columns=PAPER,
        as_of=wanted.on,
        made_by=actor.name,
        totals=("visits", "unsolved"),
    )
    lines = lines_of(pairing_rows(actor, wanted).order_by("union__code", "tier", "pk"), wanted)
    filters = {"q": wanted.q, "view": wanted.view, "on": wanted.on.isoformat()}
    rows = (_cells(line) for line in lines)
    return export_ledger(actor=actor, paper=paper, rows=rows, filters=filters, now=now)


def _cells(line: Line) -> tuple[Any, ...]:
    row = line.pairing
    return (
        row.union.parent.name if row.union.parent else "",
        row.union.name,
        row.tier_label,
        row.supporter.name,
        row.department,
        line.person_name,
        row.begins_on,
        line.last_on,
        line.visits,
        line.unsolved,
    )


class _Places:
    """The counties below a path and the unions that may be paired with them, by name and code."""

    def __init__(self, path: str) -> None:
        self.counties: dict[str, list[Union]] = defaultdict(list)
        for county in unions.unions_of(path, Level.COUNTY).select_related("parent"):
            if county.kind in COUNTIES:
                for word in {county.name, county.short_name, county.code}:
                    self.counties[word].append(county)
        self.supporters: dict[str, list[Union]] = defaultdict(list)
        for union in self._supporters(path):
            for word in {union.name, union.short_name, union.code}:
                self.supporters[word].append(union)

    def _supporters(self, path: str) -> Iterator[Union]:
        line = [*unions.unions_on(ancestors(path))]
        if (here := line[-1]).level < Level.CITY:
            line += list(unions.unions_of(here.path, Level.CITY))
        for union in line:
            yield union
            if union.level <= Level.CITY:
                below = unions.children_of(union).select_related("parent")
                yield from below.filter(kind=UnionKind.RESIDENT_INDUSTRIAL)


def check_pairings(rows: Rows, context: Context) -> Iterator[Problem]:
    """Counties and supporters that exist, above one another, with nothing in force yet."""
    places = _Places(context.path)
    current = set(
        Pairing.objects.filter(ends_on=None).within(context.path).values_list("union_id", "tier")
    )
    seen: Counter[tuple[int, int]] = Counter()
    today = timezone.localdate(context.now)
    for row in rows:
        problem = _unknown(row, "county", places.counties) or _unknown(
            row, "supporter", places.supporters
        )
        if problem:
            yield problem
            continue
        county, supporter = (
            places.counties[row["county"]][0],
            places.supporters[row["supporter"]][0],
        )
        try:
            key = (county.pk, tier_of(supporter, county))
        except Refused as refusal:
            yield Problem(row.number, "supporter", str(refusal), content=row["supporter"])
            continue
        seen[key] += 1
        if key in current:
            yield Problem(
                row.number, "county", _("已有同一层级的对口联系，请先终止"), content=row["county"]
            )
        if seen[key] > 1:
            yield Problem(row.number, "county", _("表中同一层级重复"), content=row["county"])
        if not row["department"] and supporter.kind != UnionKind.RESIDENT_INDUSTRIAL:
            yield Problem(row.number, "department", _("请填写联系部门"))
        if row["begins_on"] > today:
            yield Problem(row.number, "begins_on", _("起始日期不能晚于今天"))


def _unknown(row: SheetRow, column: str, places: Mapping[str, list[Union]]) -> Problem | None:
    text = row[column]
    found = places.get(text, [])
    if len(found) == 1:
        return None
    if found:
        return Problem(row.number, column, _("有同名工会，请改填组织代码"), content=text)
    like = near(text, places)
    hint = _("是否为“%(name)s”？") % {"name": like} if like else ""
    return Problem(row.number, column, _("没有找到这个工会"), hint, text)


def write_pairings(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """Pair them, one by one, by the same verb as the page."""
    path = actor.here or next(iter(actor.paths({ISSUER})), "")
    places = _Places(path)
    made = [
        pair(
            actor=actor,
            union_id=places.counties[row["county"]][0].pk,
            supporter_id=places.supporters[row["supporter"]][0].pk,
            department=row["department"],
            person_name=row["person"],
            begins_on=row["begins_on"],
            document=row["document"],
            now=now,
        )
        for row in rows
    ]
    return ((KIND, row.pk) for row in made)


def undo_pairings(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a batch back, where nobody has visited or handed over since."""
    rows = Pairing.objects.filter(pk__in=[pk for _kind, pk in ids])
    list(rows.order_by("pk").select_for_update(of=("self",)))
    visited = Visit.objects.filter(pairing__in=rows).exists()
    if visited or rows.exclude(handovers=None).exists() or rows.exclude(ends_on=None).exists():
        raise Refused(_("导入的对口联系已有走访、交接或终止，不能整批撤销"))
    counties = set(rows.values_list("union_id", flat=True))
    for row in rows:
        audit.record(actor, "undo_import", row, at=now)
        facts.withdraw(row, at=now)
    rows.delete()
    for county in counties:
        recount(county, actor=actor, now=now)


importer(
    TABLE,
    roles=frozenset({ISSUER}),
    check=check_pairings,
    write=write_pairings,
    undo=undo_pairings,
    back="tasks:pairings",
)
