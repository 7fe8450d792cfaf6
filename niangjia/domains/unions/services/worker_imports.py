"""Loading social union workers from Excel: who, by which contract, serving whom. S001-04, S003-09."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import ContractKind, Degree
from niangjia.domains.unions.models import (
    Contract,
    CostPlan,
    Grading,
    Posting,
    SocialWorker,
    StudioMember,
    TeamMember,
    Tenure,
    Union,
    WorkerAppraisal,
    WorkerReview,
)
from niangjia.domains.unions.selectors import workers as questions
from niangjia.foundation.audit import services as audit
from niangjia.foundation.divisions.identity import read_id
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow
from niangjia.foundation.exchange.registry import Context, importer
from niangjia.foundation.exchange.sheet import Column, Kind, Layout
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor

from .imports import Likes, Places, lock_rows, parts_of, place_problem, places_of, root_of
from .spans import check_days, document_number
from .workers import check_entry, hire_worker, post_worker

WORKER = "unions.socialworker"
WORKERS = Layout(
    "social-workers",
    gettext_lazy("社会化工会工作者名册"),
    1,
    [
        Column("name", gettext_lazy("姓名"), required=True, kind=Kind.NAME, width=12, example="岑立新"),
        Column("id_number", gettext_lazy("身份证号"), aliases=("身份证", "证件号码"), required=True,
               kind=Kind.ID_NUMBER, width=22),
        Column("degree", gettext_lazy("学历"), aliases=("文化程度",), required=True, kind=Kind.CHOICE,
               choices=Degree.choices, width=16, example="本科",
               synonyms={"高中": Degree.SECONDARY, "中专": Degree.SECONDARY, "专科": Degree.ASSOCIATE,
                         "大学": Degree.BACHELOR, "研究生": Degree.MASTER}),
        Column("phone", gettext_lazy("手机号"), aliases=("联系电话", "电话"), kind=Kind.PHONE, width=16),
        Column("union", gettext_lazy("聘用工会"), aliases=("用人工会", "聘用单位"), required=True, width=22,
               example="凯里市总工会", help=gettext_lazy("填写名称或组织代码")),
        Column("kind", gettext_lazy("用工形式"), aliases=("合同类型",), required=True, kind=Kind.CHOICE,
               choices=ContractKind.choices, width=14, example="劳动合同"),
        Column("contract_number", gettext_lazy("合同编号"), max_length=40, width=16),
        Column("begun_on", gettext_lazy("合同起始日期"), aliases=("合同开始", "入职日期", "起始日期"),
               required=True, kind=Kind.DATE, width=16),
        Column("last_on", gettext_lazy("合同截止日期"), aliases=("合同到期", "截止日期"), kind=Kind.DATE, width=16,
               help=gettext_lazy("无固定期限的留空")),
        Column("serves", gettext_lazy("服务工会"), aliases=("派驻工会", "包靠工会"), width=28, max_length=400,
               help=gettext_lazy("一人服务几家的用顿号分开；自合同起始日期起派驻")),
        Column("recruited_by", gettext_lazy("招聘公告文号"), max_length=60, width=22),
        Column("exam_points", gettext_lazy("考试成绩"), kind=Kind.NUMBER, decimals=2, minimum=0, maximum=100),
    ],
    notes=(
        gettext_lazy("一行一人；聘用工会和服务工会须已在系统中。"),
        gettext_lazy("学历和年龄按本地区的招聘条件核对，年龄按合同起始日计算。"),
    ),
)  # fmt: skip


def served(row: SheetRow) -> list[str]:
    """The unions a cell names."""
    text = row["serves"] or ""
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return list(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))


def _places(path: str, rows: Rows) -> Places:
    return places_of(path, [*rows.column("union"), *(word for row in rows for word in served(row))])


def check_workers(rows: Rows, context: Context) -> Iterator[Problem]:
    """Unions that are not here, people known already, conditions of entry, days, numbers."""
    places, likes = _places(context.path, rows), Likes(context.path)
    numbers = Counter(rows.column("id_number"))
    taken = questions.numbers_taken(list(numbers))
    today = localdate(context.now)
    for row in rows:
        if problem := place_problem(row, "union", places, likes):
            yield problem
            continue
        for word in served(row):
            if len(places.get(word, [])) != 1:
                told = _("本级和下级没有这个工会，或有同名工会")
                yield Problem(row.number, "serves", told, likes.hint(word), word)
        if numbers[row["id_number"]] > 1:
            yield Problem(row.number, "id_number", _("表中有人重复"))
        elif row["id_number"] in taken:
            yield Problem(row.number, "id_number", _("这个身份证号已经登记"))
        yield from _refusals(row, places[row["union"]][0], today)


def _refusals(row: SheetRow, union: Union, today: date) -> Iterator[Problem]:
    """What the verb of the page would say of this row, each sentence at its cell."""
    begun = row["begun_on"]
    asked: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("last_on", lambda: check_days(begun, row["last_on"])),
        ("recruited_by", lambda: document_number(row["recruited_by"] or "", required=False)),
        (
            "id_number",
            lambda: check_entry(
                union, row["degree"], read_id(row["id_number"], today=today).birth, begun
            ),
        ),
    )
    for column, ask in asked:
        try:
            ask()
        except Refused as refusal:
            at = refusal.field if refusal.field in {"degree", "id_number"} else column
            yield Problem(row.number, at or column, str(refusal))


def write_workers(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """Hire them and send them where they serve, one by one, by the same verbs as the page."""
    places = _places(root_of(actor), rows)
    made = []
    for row in rows:
        worker = hire_worker(
            actor=actor,
            union_id=places[row["union"]][0].pk,
            name=row["name"],
            id_number=row["id_number"],
            degree=row["degree"],
            kind=row["kind"],
            begun_on=row["begun_on"],
            last_on=row["last_on"],
            contract_number=row["contract_number"] or "",
            recruited_by=row["recruited_by"] or "",
            exam_points=row["exam_points"],
            phone=row["phone"] or "",
            now=now,
        )
        for word in served(row):
            post_worker(
                actor=actor,
                worker_id=worker.pk,
                union_id=places[word][0].pk,
                begun_on=row["begun_on"],
                last_on=row["last_on"],
                now=now,
            )
        made.append(worker.pk)
    return ((WORKER, pk) for pk in made)


def undo_workers(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a batch back, where nothing was built on it: who they were is forgotten, nobody counts."""
    keys = [pk for _kind, pk in ids]
    lock_rows(SocialWorker, keys)
    if any(_is_built_on(part) for part in parts_of(keys)):
        raise Refused(_("导入的人员已有续签、考评、兼任、编组等记录，不能整批撤销，请逐人办理"))
    for part in parts_of(keys):
        _take_back(part, actor, now)


def _is_built_on(part: Sequence[int]) -> bool:
    """Anything beyond the first contract, the first grade and the first postings."""
    first: tuple[Any, ...] = (Contract, Grading, Posting)
    later: tuple[Any, ...] = (WorkerReview, WorkerAppraisal, CostPlan)
    later += (StudioMember, TeamMember, Tenure)
    contracts = Contract.objects.filter(worker__in=part)
    return (
        SocialWorker.objects.filter(pk__in=part, version__gt=1).exists()
        or any(model.objects.filter(worker__in=part, version__gt=1).exists() for model in first)
        or contracts.count() > len(part)
        or any(model.objects.filter(worker__in=part).exists() for model in later)
    )


def _take_back(part: Sequence[int], actor: Actor, now: datetime) -> None:
    rows = SocialWorker.objects.filter(pk__in=part)
    audit.record_many(actor, "undo_import", list(rows.select_related("union")), at=now)
    rows.update(
        name=str(_("已撤销导入")),
        id_number="",
        id_digest=None,
        phone="",
        withdrawn_at=now,
        version=F("version") + 1,
    )
    contracts = Contract.objects.filter(worker__in=part).select_related("union", "worker")
    facts.record_many(list(contracts), at=now)


importer(
    WORKERS,
    roles=policy.WRITERS,
    check=check_workers,
    write=write_workers,
    undo=undo_workers,
    back="unions:workers",
)
