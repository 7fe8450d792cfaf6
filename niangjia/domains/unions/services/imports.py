"""Loading unions from Excel: what a workbook holds, what may be wrong, how to take it back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from django.db.models import Model
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import ChangeKind, Level, UnionKind, UnionState
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
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import Actor
from niangjia.foundation.search import services as search

from .changes import may_hang
from .founding import KIND_LEVEL, free_codes
from .indexing import KIND
from .tree import Seedling, lock_tree, plant

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

PART = 1000
"""Rows taken back at once."""

MOST_LIKES = 100
"""So many unknown names get a hint what they may have meant."""

CODE_LENGTH = 24
Places = dict[str, list[Union]]


def places_of(path: str, words: Iterable[str]) -> Places:
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


class Likes:
    """What a name that is nowhere may have meant: asked once a name, of the highest unions below."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.told: dict[str, str] = {}

    def hint(self, text: str) -> str:
        """是否为“凯里市总工会”？, or nothing."""
        if text not in self.told and len(self.told) < MOST_LIKES:
            like = near(text, self.names)
            self.told[text] = _("是否为“%(name)s”？") % {"name": like} if like else ""
        return self.told.get(text, "")

    @cached_property
    def names(self) -> list[str]:
        """The names a hint may give."""
        rows = Union.objects.within(self.path).standing().order_by("level", "path")
        return list(rows.values_list("name", flat=True)[:3000])


def place_problem(row: SheetRow, column: str, places: Places, likes: Likes) -> Problem | None:
    """What is wrong with the union a row names: none here, or more than one of that name."""
    text = row[column]
    found = places.get(text, [])
    if len(found) == 1:
        return None
    if found:
        return Problem(row.number, column, _("有同名工会，请改填组织代码"), content=text)
    return Problem(row.number, column, _("本级和下级没有这个工会"), likes.hint(text), text)


def check_unions(rows: Rows, context: Context) -> Iterator[Problem]:
    """Everything the form alone cannot know: parents, levels, names and codes that are taken."""
    places = places_of(context.path, rows.column("parent"))
    names = Counter(rows.tuples("parent", "name"))
    codes = Counter(code for code in rows.column("code") if code)
    taken = _codes_taken(list(codes))
    likes = Likes(context.path)
    there = _names_below(context.path, rows.column("name"))
    today = localdate(context.now)
    for row in rows:
        if problem := place_problem(row, "parent", places, likes):
            yield problem
            continue
        parent = places[row["parent"]][0]
        yield from _union_problems(row, parent, today)
        if (parent.pk, row["name"]) in there:
            yield Problem(row.number, "name", _("上级之下已有同名工会"), content=row["name"])
        if names[row["parent"], row["name"]] > 1:
            yield Problem(row.number, "name", _("表中同一上级下有重名"), content=row["name"])
        if row["code"] and (codes[row["code"]] > 1 or row["code"] in taken):
            yield Problem(row.number, "code", _("组织代码重复或已被使用"), content=row["code"])


def _codes_taken(codes: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(codes), PART):
        rows = Union.objects.filter(code__in=codes[start : start + PART])
        found |= set(rows.values_list("code", flat=True))
    return found


def _names_below(path: str, names: list[str]) -> set[tuple[int | None, str]]:
    """Which of these names stand at or below a path, each with its parent."""
    found: set[tuple[int | None, str]] = set()
    wanted = sorted(set(names))
    for start in range(0, len(wanted), PART):
        rows = Union.objects.within(path).standing().filter(name__in=wanted[start : start + PART])
        found |= set(rows.values_list("parent_id", "name"))
    return found


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


def level_of(kind: str, parent: Union) -> int:
    """The level a union of this kind takes below a parent."""
    return KIND_LEVEL.get(UnionKind(kind)) or min(parent.level + 1, Level.BRANCH)


def write_unions(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """Plant them, each with its founding in the history."""
    places = places_of(root_of(actor), rows.column("parent"))
    numbers = _free_numbers(places)
    seedlings, documents = [], {}
    for row in rows:
        parent = places[row["parent"]][0]
        code = row["code"] or next(numbers[parent.code])
        documents[code] = row["document"]
        seedlings.append(_seedling(row, parent, code))
    planted = plant(seedlings, now=now)
    audit.record_many(actor, "import", planted, at=now)
    insert_all(
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
        ]
    )
    return ((KIND, union.pk) for union in planted)


def root_of(actor: Actor) -> str:
    """Where this person imports."""
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
    counters = {stem: free_codes(stem) for stem in stems}
    return {
        u.code: counters[u.code.partition("-")[0]] for unions in places.values() for u in unions
    }


def undo_unions(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a batch back, where nothing was built on it yet: the rows stay, and count no more."""
    keys = [pk for _kind, pk in ids]
    lock_rows(Union, keys)
    for part in parts_of(keys):
        if _is_built_on(part, set(keys)):
            raise Refused(_("导入的工会已有变更、职务、届次、证书或下级，不能整批撤销"))
    for part in parts_of(keys):
        _take_back(part, actor, now)
    search.drop(KIND, keys)


def lock_rows(model: type[Model], keys: list[int]) -> None:
    """Hold the rows of a batch while one looks at what was built on them, and takes them back."""
    for part in parts_of(sorted(keys)):
        rows = model._default_manager.filter(pk__in=part).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def parts_of(keys: list[int]) -> Iterator[list[int]]:
    """A long list of keys in pieces one statement can name."""
    for start in range(0, len(keys), PART):
        yield keys[start : start + PART]


def _is_built_on(part: Sequence[int], batch: set[int]) -> bool:
    below = Union.objects.filter(parent__in=part).values_list("pk", flat=True)
    return (
        Union.objects.filter(pk__in=part, version__gt=0).exists()
        or any(pk not in batch for pk in below)
        or any(m.objects.filter(union__in=part).exists() for m in (Post, Term, Certificate))
        or Employer.objects.filter(union__in=part).exists()
    )


def _take_back(part: Sequence[int], actor: Actor, now: datetime) -> None:
    """Marked as withdrawn in the trail and the book; reversing facts take their numbers out."""
    unions = list(Union.objects.filter(pk__in=part))
    for union in unions:
        union.state, union.ended_on = UnionState.WITHDRAWN, localdate(now)
        union.code = _given_up(union)
        audit.record(actor, "undo_import", union, changes=union.changes(), at=now)
        union.version += 1
    columns = ["state", "ended_on", "code", "version"]
    Union.objects.bulk_update(unions, columns, batch_size=500)
    counted = Headcount.objects.filter(union__in=part).select_related("union")
    facts.record_many([*unions, *counted], at=now)


def _given_up(union: Union) -> str:
    """The code a union taken back is kept under: its own is free for whoever comes in its place."""
    tail = f"~{union.pk}"
    return union.code[: CODE_LENGTH - len(tail)] + tail


importer(
    UNIONS,
    roles=frozenset({policy.APPROVER}),
    check=check_unions,
    write=write_unions,
    undo=undo_unions,
    back="unions:list",
    hold=lock_tree,
)
