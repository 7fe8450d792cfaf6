"""Loading employers from Excel: what a workbook holds, what may be wrong, how to take it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import EmployerKind
from niangjia.domains.unions.models import Employer, Union, Workforce
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow
from niangjia.foundation.exchange.registry import Context, importer
from niangjia.foundation.exchange.sheet import Column, Kind, Layout
from niangjia.foundation.facts import services as facts
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import Actor

from .imports import PART, Likes, lock_rows, parts_of, place_problem, places_of, root_of
from .workforce import first_statement

EMPLOYERS = Layout(
    "employers",
    gettext_lazy("用人单位台账"),
    2,
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
        Column("counted_on", gettext_lazy("统计日期"), aliases=("截止日期", "统计时间"), kind=Kind.DATE,
               help=gettext_lazy("职工数自这一天起计，留空按导入当天")),
        Column("industry", gettext_lazy("行业代码"), max_length=5),
        Column("opened_on", gettext_lazy("开业日期"), kind=Kind.DATE),
        Column("address", gettext_lazy("地址"), width=30, max_length=200),
    ],
)  # fmt: skip


COUNTS = ("workers", "women_workers", "migrant_workers")


def check_employers(rows: Rows, context: Context) -> Iterator[Problem]:
    """Areas that are not here, codes that are registered already or twice in the sheet."""
    places = places_of(context.path, rows.column("area"))
    codes = Counter(rows.column("uscc"))
    taken = _codes_taken(list(codes))
    likes = Likes(context.path)
    today = localdate(context.now)
    for row in rows:
        if problem := place_problem(row, "area", places, likes):
            yield problem
        if codes[row["uscc"]] > 1 or row["uscc"] in taken:
            yield Problem(row.number, "uscc", _("信用代码重复或已登记"), content=row["uscc"])
        if (row["women_workers"] or 0) > row["workers"]:
            yield Problem(row.number, "women_workers", _("女职工数不能多于职工数"))
        yield from _day_problems(row, today)


def _codes_taken(codes: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(codes), PART):
        rows = Employer.objects.in_the_book().filter(uscc__in=codes[start : start + PART])
        found |= set(rows.values_list("uscc", flat=True))
    return found


def _day_problems(row: SheetRow, today: date) -> Iterator[Problem]:
    day, opened = row["counted_on"], row["opened_on"]
    if day and day > today:
        yield Problem(row.number, "counted_on", _("统计日期不能晚于今天"), content=str(day))
    if opened and opened > (day or today):
        yield Problem(row.number, "opened_on", _("开业日期不能晚于统计日期"), content=str(opened))


def write_employers(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """One employer a row, with its first statement of workers."""
    places = places_of(root_of(actor), rows.column("area"))
    made = insert_all([_employer(row, places[row["area"]][0]) for row in rows])
    today = localdate(now)
    days = [day or today for day in rows.column("counted_on")]
    stated = insert_all(
        [first_statement(employer, day) for employer, day in zip(made, days, strict=True)]
    )
    audit.record_many(actor, "import", made, at=now)
    facts.record_many([*made, *stated], at=now)
    return (("unions.employer", employer.pk) for employer in made)


def _employer(row: SheetRow, area: Union) -> Employer:
    numbers = {name: row[name] or 0 for name in COUNTS}
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
    """Take a batch back, where nobody edited it yet: the rows stay, and count no more."""
    keys = [pk for _kind, pk in ids]
    lock_rows(Employer, keys)
    for part in parts_of(keys):
        rows = list(Employer.objects.filter(pk__in=part))
        if any(row.version or row.union_id for row in rows):
            raise Refused(_("导入的单位已被修改或登记了工会，不能整批撤销"))
        _take_back(rows, actor, now)


def _take_back(rows: list[Employer], actor: Actor, now: datetime) -> None:
    for row in rows:
        row.withdrawn_at = now
        audit.record(actor, "undo_import", row, changes=row.changes(), at=now)
        row.version += 1
    Employer.objects.bulk_update(rows, ["withdrawn_at", "version"], batch_size=500)
    stated = Workforce.objects.filter(employer__in=rows)
    facts.record_many([*rows, *stated.select_related("employer__registered_in")], at=now)


importer(
    EMPLOYERS,
    roles=policy.WRITERS,
    check=check_employers,
    write=write_employers,
    undo=undo_employers,
    back="unions:employers",
)
