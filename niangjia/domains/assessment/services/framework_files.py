"""Frameworks as files: YAML and Excel, out and in, without loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import xlsxwriter
import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineWorkbook

from niangjia.domains.assessment.enums import Formula, ItemKind
from niangjia.domains.assessment.models import Framework, Item
from niangjia.domains.assessment.scoring import text
from niangjia.domains.assessment.scoring.params import UnfitError, normalised, plain
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.prescan import MB, Limits, Unreadable, prescan
from niangjia.foundation.scope import Actor

from . import framework_settings
from .frameworks import SETTINGS, chapters_of, fill_framework, start_framework

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "frameworks"
"""The frameworks that come with the house."""

COLUMNS = {
    "dimension_number": gettext_lazy("维度序号"),
    "dimension": gettext_lazy("维度"),
    "number": gettext_lazy("序号"),
    "title": gettext_lazy("指标"),
    "standard": gettext_lazy("标准"),
    "kind": gettext_lazy("类型"),
    "formula": gettext_lazy("计分方法"),
    "points": gettext_lazy("分值"),
    "params": gettext_lazy("计分设置"),
    "evidence_required": gettext_lazy("须附佐证"),
    "metric": gettext_lazy("台账指标"),
    "key_points": gettext_lazy("要点"),
    "note": gettext_lazy("维度说明"),
}
WIDTHS = {"standard": 60, "title": 28, "params": 28, "key_points": 40, "metric": 24}


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row of a file, and how to repair it. Row 1 is the head."""

    row: int
    column: str
    text: str


@dataclass
class Outline:
    """What a file says: settings, dimensions with items, and the problems found on the way."""

    settings: dict[str, Any] = field(default_factory=dict)
    chapters: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def settings_of(framework: Framework) -> dict[str, Any]:
    """Key, title, grades and rules of a framework as plain data."""
    found = {"key": framework.key} | {name: getattr(framework, name) for name in SETTINGS}
    if found["bonus_cap"] is not None:
        found["bonus_cap"] = plain(found["bonus_cap"])
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def to_yaml(framework: Framework) -> str:
    """The whole framework as YAML, the form the shipped ones have."""
    body = settings_of(framework) | {"dimensions": [_plain(c) for c in chapters_of(framework)]}
    return yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=100)


def _plain(chapter: Mapping[str, Any]) -> dict[str, Any]:
    items = [
        {
            name: plain(value) if isinstance(value, Decimal) else value
            for name, value in item.items()
            if value is not False and value not in ("", [], {})
        }
        for item in chapter["items"]
    ]
    return {k: v for k, v in chapter.items() if k != "items" and v} | {"items": items}


def from_yaml(content: str) -> Outline:
    """Read a framework from YAML; rows are counted over all items, from 1."""
    try:
        body = yaml.safe_load(content)
    except yaml.YAMLError as error:
        return Outline(problems=[Problem(1, "", _("不是有效的 YAML：%s") % error)])
    if not isinstance(body, dict) or not isinstance(body.get("dimensions"), list):
        return Outline(problems=[Problem(1, "", _("缺少维度列表（dimensions）"))])
    found = Outline({k: v for k, v in body.items() if k in {"key", *SETTINGS}})
    row = 0
    for place, chapter in enumerate(body["dimensions"], start=1):
        if not isinstance(chapter, dict) or not isinstance(chapter.get("items") or [], list):
            found.problems.append(Problem(row + 1, _("维度"), _("应写明名称和指标列表")))
            continue
        items = []
        for number, item in enumerate(chapter.get("items") or [], start=1):
            row += 1
            given = item if isinstance(item, dict) else {}
            items.append(_item({"number": number, **given}, row, found.problems))
        found.chapters.append(
            {
                "number": _whole(chapter.get("number"), place),
                "title": str(chapter.get("title", "")),
                "note": str(chapter.get("note", "")),
                "items": items,
            }
        )
    return found


def _whole(said: object, otherwise: int) -> int:
    """A number of a dimension or item; what is none is counted instead."""
    text_of = str(said).removesuffix(".0")
    return int(text_of) if text_of.isdecimal() else otherwise


AS_TYPED = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""Nothing somebody typed becomes a formula or a link."""


def to_excel(framework: Framework) -> bytes:
    """The items as a workbook, one row each, with the settings on a second sheet."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, AS_TYPED)
    head = book.add_format({"bold": True, "bg_color": "#f0f0f0", "border": 1, "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    rows = book.add_worksheet(_("指标"))
    for column, (name, label) in enumerate(COLUMNS.items()):
        rows.write(0, column, str(label), head)
        rows.set_column(column, column, WIDTHS.get(name, 12))
    line = 0
    for chapter in chapters_of(framework):
        for item in chapter["items"]:
            line += 1
            for column, value in enumerate(_cells(chapter, item)):
                rows.write(line, column, value, cell)
    rows.freeze_panes(1, 0)
    rows.repeat_rows(0)
    rows.set_landscape()
    rows.set_paper(9)
    about = book.add_worksheet(_("设置"))
    about.set_column(1, 1, 60)
    for line, (name, value) in enumerate(framework_settings.lines_of(settings_of(framework))):
        about.write(line, 0, name, head)
        about.write_string(line, 1, value, cell)
    book.close()
    return target.getvalue()


def _cells(chapter: Mapping[str, Any], item: Mapping[str, Any]) -> list[Any]:
    return [
        chapter["number"],
        chapter["title"],
        item["number"],
        item["title"],
        item["standard"],
        str(ItemKind(item["kind"]).label),
        str(Formula(item["formula"]).label),
        float(item["points"]),
        text.written(item["params"]),
        _("是") if item["evidence_required"] else "",
        item["metric"],
        "\n".join(item["key_points"]),
        chapter["note"],
    ]


def from_rows(rows: Iterable[list[Any]], settings: Mapping[str, Any]) -> Outline:
    """Read items from the rows of a workbook, head first; columns are found by name, not place."""
    listed = list(rows)
    found = Outline(dict(settings))
    names = {str(label): name for name, label in COLUMNS.items()}
    head = [names.get(str(title).strip(), "") for title in (listed[0] if listed else [])]
    needed = ("dimension", "title", "standard", "points")
    if missing := [str(COLUMNS[name]) for name in needed if name not in head]:
        found.problems.append(Problem(1, "", _("缺少列：%s") % "、".join(missing)))
        return found
    for number, values in enumerate(listed[1:], start=2):
        row = {n: v for n, v in zip(head, values, strict=False) if n and v not in ("", None)}
        if row:
            _add_row(found, row, number)
    return found


def _add_row(found: Outline, row: dict[str, Any], number: int) -> None:
    title = str(row.pop("dimension", "")).strip()
    place, note = row.pop("dimension_number", None), str(row.pop("note", ""))
    chapter = next((c for c in found.chapters if c["title"] == title), None)
    if not title:
        found.problems.append(Problem(number, _("维度"), _("请填写维度名称")))
    if chapter is None:
        chapter = {
            "number": _whole(place, len(found.chapters) + 1),
            "title": title,
            "note": note,
            "items": [],
        }
        found.chapters.append(chapter)
    row.setdefault("number", len(chapter["items"]) + 1)
    row["kind"] = _value_of(ItemKind, row.get("kind", ItemKind.SCORED))
    row["formula"] = _value_of(Formula, row.get("formula", Formula.MANUAL))
    row["evidence_required"] = str(row.get("evidence_required", "")) in {"是", "true", "True", "1"}
    row["key_points"] = [p for p in str(row.get("key_points", "")).split("\n") if p]
    chapter["items"].append(_item(row, number, found.problems))


def _value_of(kind: Any, said: object) -> str:
    """The stored value of a choice written in words or as stored."""
    by_label = {str(choice.label): str(choice.value) for choice in kind}
    return by_label.get(str(said).strip(), str(said).strip())


def _item(raw: Mapping[str, Any], row: int, problems: list[Problem]) -> dict[str, Any]:
    """One item as `fill_framework` takes it; what cannot be read becomes a problem."""
    item = {
        "number": _whole(raw.get("number"), row),
        "title": str(raw.get("title", "")).strip(),
        "standard": str(raw.get("standard", "")).strip(),
        "kind": str(raw.get("kind", ItemKind.SCORED)),
        "formula": str(raw.get("formula", Formula.MANUAL)),
        "points": Decimal(0),
        "params": {},
        "key_points": [str(point) for point in raw.get("key_points") or []],
        "evidence_required": bool(raw.get("evidence_required", False)),
        "metric": str(raw.get("metric", "")).strip(),
    }
    try:
        item["points"] = Decimal(str(raw.get("points", ""))).quantize(Decimal("0.01"))
    except InvalidOperation:
        problems.append(Problem(row, _("分值"), _("“%s”不是数字") % raw.get("points", "")))
    params = raw.get("params") or {}
    try:
        item["params"] = text.read(params) if isinstance(params, str) else normalised(params)
        Item(**item).clean_fields(exclude=["dimension"])
        Item(**item).clean()
    except UnfitError as error:
        problems.append(Problem(row, _("计分设置"), str(error)))
    except ValidationError as error:
        problems += [
            Problem(row, str(COLUMNS.get(name, name)), "；".join(said))
            for name, said in error.message_dict.items()
        ]
    return item


def from_file(name: str, content: bytes) -> Outline:
    """Read an uploaded file by its ending; what cannot be read is one problem."""
    try:
        if name.lower().endswith((".yaml", ".yml")):
            return from_yaml(content.decode("utf-8"))
        return _from_workbook(content)
    except (UnicodeDecodeError, Unreadable, CalamineError):
        return Outline(problems=[Problem(1, "", _("不是能读的 Excel 或 YAML 文件，或内容过大"))])


def _from_workbook(content: bytes) -> Outline:
    """The first sheet holds the items, a sheet 设置 the rest. What unpacks too large is not read."""
    with NamedTemporaryFile(suffix=".xlsx") as kept:
        kept.write(content)
        kept.flush()
        prescan(kept.name, LIMITS)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_index(0).to_python()
    if _("设置") not in book.sheet_names:
        return from_rows(rows, {})
    try:
        settings = framework_settings.read(book.get_sheet_by_name(_("设置")).to_python())
    except (UnfitError, yaml.YAMLError) as error:
        return Outline(problems=[Problem(1, _("设置"), str(error))])
    return from_rows(rows, settings)


LIMITS = Limits(packed=2 * MB, unpacked=20 * MB, sheets=10, rows=5_000, columns=64, cells=200_000)
"""What a workbook with a framework may cost."""


def shipped() -> dict[str, Outline]:
    """The frameworks that come with the house, by key; the files are read once."""
    return deepcopy(_shipped())


@cache
def _shipped() -> dict[str, Outline]:
    outlines = [
        from_yaml(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.yaml"))
    ]
    return {str(outline.settings["key"]): outline for outline in outlines}


@transaction.atomic
def adopt_framework(*, actor: Actor, union_id: int, key: str, now: datetime) -> Framework:
    """A draft from a framework that comes with the house. Raises Refused for an unknown key."""
    outline = shipped().get(key)
    if outline is None:
        raise Refused(_("没有随附的细则“%(key)s”") % {"key": key}, field="key")
    return import_framework(actor=actor, union_id=union_id, outline=outline, now=now)


@transaction.atomic
def import_framework(
    *,
    actor: Actor,
    union_id: int,
    outline: Outline,
    now: datetime,
    key: str = "",
    title: str = "",
) -> Framework:
    """A new draft edition from a file. Raises Refused with the rows to repair; nothing is written."""
    refuse_problems(outline)
    settings = {k: v for k, v in outline.settings.items() if k in SETTINGS}
    settings["title"] = title or settings.get("title") or key
    if settings.get("bonus_cap") is not None:
        settings["bonus_cap"] = Decimal(str(settings["bonus_cap"]))
    draft = start_framework(
        actor=actor,
        union_id=union_id,
        key=key or str(outline.settings.get("key", "")),
        now=now,
        **settings,
    )
    return fill_framework(actor=actor, framework_id=draft.pk, chapters=outline.chapters, now=now)


def refuse_problems(outline: Outline) -> None:
    """Raise Refused with the first problems of a file; nothing is written."""
    if outline.problems:
        said = [
            _("第 %(row)s 行 %(column)s：%(text)s")
            % {"row": p.row, "column": p.column, "text": p.text}
            for p in outline.problems[:5]
        ]
        raise Refused(
            _("有 %(count)s 处需要修改。") % {"count": len(outline.problems)} + "；".join(said),
            field="file",
        )
