"""Loading unions and employers from Excel: what a workbook holds, what may be wrong, how to undo."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import ChangeKind, EmployerKind, Level, UnionKind
from niangjia.domains.unions.models import (
    Certificate,
    Employer,
    Headcount,
    Post,
    Term,
    Union,
    UnionChange,
)
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow
from niangjia.foundation.exchange.registry import Context, importer, near
from niangjia.foundation.exchange.sheet import Column, Kind, Layout
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor
from niangjia.foundation.search import services as search

from .changes import may_hang
from .founding import KIND_LEVEL
from .indexing import KIND
from .tree import Seedling, plant

UNIONS = Layout(
    "unions",
    gettext_lazy("工会组织信息登记表"),
    1,
    [
        Column("name", gettext_lazy("工会名称"), aliases=("组织名称", "名称"), required=True, width=30,
               max_length=120, example="凯里市第一纺织厂工会"),
        Column("parent", gettext_lazy("上级工会"), aliases=("隶属工会", "上级工会名称"), required=True,
               width=24, example="凯里市总工会", help=gettext_lazy("填写名称或组织代码")),
        Column("kind", gettext_lazy("工会类型"), aliases=("类型",), required=True, kind=Kind.CHOICE,
               choices=UnionKind.choices, width=18, example="基层工会委员会"),
        Column("code", gettext_lazy("组织代码"), aliases=("工会代码",), max_length=24),
        Column("founded_on", gettext_lazy("成立日期"), aliases=("建会时间", "成立时间"), required=True,
               kind=Kind.DATE, example="2019-05-01"),
        Column("document", gettext_lazy("批准文号"), aliases=("批复文号", "文号"), required=True, width=22,
               max_length=120, example="凯工复〔2019〕3号"),
        Column("workers", gettext_lazy("职工数"), aliases=("职工人数",), kind=Kind.NUMBER, minimum=0,
               group=(gettext_lazy("人数"),), unit=gettext_lazy("人")),
        Column("members", gettext_lazy("会员数"), aliases=("会员人数",), kind=Kind.NUMBER, minimum=0,
               group=(gettext_lazy("人数"),), unit=gettext_lazy("人")),
        Column("women_members", gettext_lazy("女会员数"), aliases=("女会员",), kind=Kind.NUMBER,
               minimum=0, group=(gettext_lazy("人数"),), unit=gettext_lazy("人")),
        Column("uscc", gettext_lazy("统一社会信用代码"), aliases=("信用代码",), kind=Kind.USCC, width=22),
        Column("phone", gettext_lazy("联系电话"), aliases=("电话",), sensitive=False, max_length=30),
        Column("address", gettext_lazy("地址"), width=30, max_length=200),
    ],
    notes=(
        gettext_lazy("一行一个工会；上级工会须已在系统中。"),
        gettext_lazy("会员 25 人以上的单位应当建立基层工会委员会（《工会法》第十一条）。"),
    ),
)  # fmt: skip

EMPLOYERS = Layout(
    "employers",
    gettext_lazy("用人单位台账"),
    1,
    [
        Column("name", gettext_lazy("单位名称"), aliases=("企业名称", "名称"), required=True, width=30,
               max_length=120, example="凯里市宏远建筑劳务有限公司"),
        Column("uscc", gettext_lazy("统一社会信用代码"), aliases=("信用代码",), required=True,
               kind=Kind.USCC, width=22),
        Column("kind", gettext_lazy("单位性质"), aliases=("性质",), required=True, kind=Kind.CHOICE,
               choices=EmployerKind.choices, width=18, example="私营企业"),
        Column("area", gettext_lazy("所在地工会"), aliases=("所在地", "属地工会"), required=True, width=22,
               example="凯里市总工会", help=gettext_lazy("填写名称或组织代码")),
        Column("workers", gettext_lazy("职工数"), aliases=("职工人数",), required=True, kind=Kind.NUMBER,
               minimum=0, unit=gettext_lazy("人")),
        Column("women_workers", gettext_lazy("女职工数"), kind=Kind.NUMBER, minimum=0,
               unit=gettext_lazy("人")),
        Column("migrant_workers", gettext_lazy("农民工数"), kind=Kind.NUMBER, minimum=0,
               unit=gettext_lazy("人")),
        Column("industry", gettext_lazy("行业代码"), max_length=5),
        Column("opened_on", gettext_lazy("开业日期"), kind=Kind.DATE),
        Column("address", gettext_lazy("地址"), width=30, max_length=200),
    ],
)  # fmt: skip

Places = dict[str, list[Union]]


def _places(path: str, words: Iterable[str]) -> Places:
    """The standing unions at or below a path by name and by code, of those asked for."""
    wanted = sorted({word for word in words if word})
    found: dict[str, list[Union]] = defaultdict(list)
    rows = Union.objects.within(path).standing()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for union in (rows.filter(name__in=part) | rows.filter(code__in=part)).distinct():
            found[union.name].append(union)
            found[union.code].append(union)
    return found


def _place_problem(row: SheetRow, column: str, places: Places, path: str) -> Problem | None:
    text = row[column]
    found = places.get(text, [])
    if len(found) == 1:
        return None
    if found:
        return Problem(row.number, column, _("有同名工会，请改填组织代码"), content=text)
    names = Union.objects.within(path).standing().order_by("level", "path")
    like = near(text, names.values_list("name", flat=True)[:3000])
    hint = _("是否为“%(name)s”？") % {"name": like} if like else ""
    return Problem(row.number, column, _("本级和下级没有这个工会"), hint, text)


def check_unions(rows: Rows, context: Context) -> Iterator[Problem]:
    """Everything the form alone cannot know: parents, levels, names and codes that are taken."""
    places = _places(context.path, rows.column("parent"))
    names = Counter(rows.tuples("parent", "name"))
    codes = Counter(code for code in rows.column("code") if code)
    taken = set(Union.objects.filter(code__in=list(codes)).values_list("code", flat=True))
    today = localdate(context.now)
    for row in rows:
        if problem := _place_problem(row, "parent", places, context.path):
            yield problem
            continue
        yield from _union_problems(row, places[row["parent"]][0], today)
        if names[row["parent"], row["name"]] > 1:
            yield Problem(row.number, "name", _("表中同一上级下有重名"), content=row["name"])
        if row["code"] and (codes[row["code"]] > 1 or row["code"] in taken):
            yield Problem(row.number, "code", _("组织代码重复或已被使用"), content=row["code"])


def _union_problems(row: SheetRow, parent: Union, today: date) -> Iterator[Problem]:
    level = level_of(row["kind"], parent)
    if not may_hang(parent, level, row["kind"]):
        yield Problem(row.number, "parent", _("上级工会的层级应当更高"), content=row["parent"])
    if row["founded_on"] > today:
        yield Problem(row.number, "founded_on", _("成立日期不能晚于今天"))
    if not any(c.isdigit() for c in row["document"]):
        sentence = _("请填写批准文号（《工会法》第十二条）")
        yield Problem(row.number, "document", sentence, content=row["document"])
    if (row["women_members"] or 0) > (row["members"] or 0):
        yield Problem(row.number, "women_members", _("女会员数不能多于会员数"))
    if Union.objects.filter(parent=parent, name=row["name"]).standing().exists():
        yield Problem(row.number, "name", _("上级之下已有同名工会"), content=row["name"])


def level_of(kind: str, parent: Union) -> int:
    """The level a union of this kind takes below a parent."""
    return KIND_LEVEL.get(UnionKind(kind)) or min(parent.level + 1, Level.BRANCH)


def write_unions(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """Plant them, each with its founding in the history."""
    places = _places(_root_of(actor), rows.column("parent"))
    numbers = _free_numbers(places)
    seedlings, documents = [], {}
    for row in rows:
        parent = places[row["parent"]][0]
        code = row["code"] or next(numbers[parent.code])
        documents[code] = row["document"]
        seedlings.append(_seedling(row, parent, code))
    planted = plant(seedlings, now=now)
    UnionChange.objects.bulk_create(
        [
            UnionChange(
                union=union,
                kind=ChangeKind.FOUND,
                effective_on=union.founded_on or localdate(now),
                document=documents[union.code],
                note=_("Excel 导入"),
                by_id=actor.user_id or None,
                recorded_at=now,
            )
            for union in planted
        ],
        batch_size=2000,
    )
    return ((KIND, union.pk) for union in planted)


def _root_of(actor: Actor) -> str:
    return actor.here or next(iter(actor.paths({policy.APPROVER})), "")


def _seedling(row: SheetRow, parent: Union, code: str) -> Seedling:
    fields = {name: row[name] or 0 for name in ("workers", "members", "women_members")}
    fields |= {name: row[name] or "" for name in ("uscc", "phone", "address")}
    fields |= {"founded_on": row["founded_on"], "division_code": parent.division_code}
    level = level_of(row["kind"], parent)
    return Seedling(code, row["name"], row["name"][:40], level, row["kind"], parent.code, fields)


def _free_numbers(places: Places) -> dict[str, Iterator[str]]:
    """For each parent the next free codes below it: 522601-0002, 522601-0003 …"""
    stems = {u.code.partition("-")[0] for unions in places.values() for u in unions}
    counters = {stem: _codes_of(stem) for stem in stems}
    return {
        u.code: counters[u.code.partition("-")[0]] for unions in places.values() for u in unions
    }


def _codes_of(stem: str) -> Iterator[str]:
    last = 0
    taken = Union.objects.filter(code__gte=f"{stem}-", code__lt=f"{stem}.")
    for code in taken.values_list("code", flat=True):
        tail = code.rpartition("-")[2]
        last = max(last, int(tail)) if tail.isdigit() else last
    while True:
        last += 1
        yield f"{stem}-{last:04d}"


def undo_unions(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a batch back, where nothing was built on it yet."""
    keys = [pk for _kind, pk in ids]
    unions = list(Union.objects.filter(pk__in=keys))
    built = (
        Union.objects.filter(parent__in=keys).exclude(pk__in=keys).exists()
        or any(union.version for union in unions)
        or any(m.objects.filter(union__in=keys).exists() for m in (Post, Term, Certificate))
        or Employer.objects.filter(union__in=keys).exists()
    )
    if built:
        raise Refused(_("导入的工会已有变更、职务、届次、证书或下级，不能整批撤销"))
    counted = list(Headcount.objects.filter(union__in=keys))
    for row in [*unions, *counted]:
        facts.withdraw(row, at=now)
    for union in unions:
        audit.record(actor, "undo_import", union, at=now)
    search.drop(KIND, keys)
    UnionChange.objects.filter(union__in=keys).delete()
    Headcount.objects.filter(union__in=keys).delete()
    for union in sorted(unions, key=lambda u: u.path, reverse=True):
        union.delete()


def check_employers(rows: Rows, context: Context) -> Iterator[Problem]:
    """Areas that are not here, codes that are registered already or twice in the sheet."""
    places = _places(context.path, rows.column("area"))
    codes = Counter(rows.column("uscc"))
    taken = set(Employer.objects.filter(uscc__in=list(codes)).values_list("uscc", flat=True))
    for row in rows:
        if problem := _place_problem(row, "area", places, context.path):
            yield problem
        if codes[row["uscc"]] > 1 or row["uscc"] in taken:
            yield Problem(row.number, "uscc", _("信用代码重复或已登记"), content=row["uscc"])
        if (row["women_workers"] or 0) > row["workers"]:
            yield Problem(row.number, "women_workers", _("女职工数不能多于职工数"))


def write_employers(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """One employer a row."""
    places = _places(_root_of(actor), rows.column("area"))
    made = Employer.objects.bulk_create(
        [_employer(row, places[row["area"]][0]) for row in rows], batch_size=2000
    )
    facts.record_many(made, at=now)
    return (("unions.employer", employer.pk) for employer in made)


def _employer(row: SheetRow, area: Union) -> Employer:
    numbers = {name: row[name] or 0 for name in ("workers", "women_workers", "migrant_workers")}
    words: dict[str, Any] = {name: row[name] or "" for name in ("industry", "address")}
    return Employer(
        area=area,
        registered_in=area,
        name=row["name"],
        uscc=row["uscc"],
        kind=row["kind"],
        opened_on=row["opened_on"],
        **numbers,
        **words,
    )


def undo_employers(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a batch back, where nobody edited it yet."""
    rows = list(Employer.objects.filter(pk__in=[pk for _kind, pk in ids]))
    if any(row.version or row.union_id for row in rows):
        raise Refused(_("导入的单位已被修改或登记了工会，不能整批撤销"))
    for row in rows:
        facts.withdraw(row, at=now)
        audit.record(actor, "undo_import", row, at=now)
        row.delete()


importer(
    UNIONS,
    roles=frozenset({policy.APPROVER}),
    check=check_unions,
    write=write_unions,
    undo=undo_unions,
    back="unions:list",
)
importer(
    EMPLOYERS,
    roles=policy.WRITERS,
    check=check_employers,
    write=write_employers,
    undo=undo_employers,
    back="unions:employers",
)
