"""The trail in people's words: verbs, tables, fields and values as they are called on the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.scope import PathField

Words = str | Promise

NOTHING = "—"
LONGEST = 120
AT_ONCE = 500
"""Rows named in one statement."""
PLACES = ""
"""Stands for the table of places: a path is named by the room that keeps the tree."""

_verbs: dict[str, Words] = {
    "create": _("新增"),
    "edit": _("修改"),
    "write": _("起草"),
    "draft": _("起草"),
    "redraft": _("修改草稿"),
    "submit": _("提交"),
    "withdraw": _("撤回"),
    "send_back": _("退回"),
    "approve": _("批准"),
    "reject": _("不予批准"),
    "publish": _("发布"),
    "issue": _("印发"),
    "close": _("办结"),
    "attach": _("上传附件"),
    "detach": _("移除附件"),
    "download": _("下载附件"),
    "unmask": _("查看完整信息"),
    "import": _("导入"),
    "export": _("导出"),
    "read_audit": _("查阅审计记录"),
    "export_audit": _("导出审计记录"),
    "fetch_export": _("下载导出文件"),
    "read_exports": _("查阅导出记录"),
    "read_disclosures": _("查阅完整信息记录"),
}


_facts: dict[str, Words] = {
    "filters": _("筛选条件"),
    "purpose": _("用途"),
    "rows": _("行数"),
    "columns": _("列"),
    "revealed": _("完整显示的列"),
    "form": _("格式"),
    "path": _("组织位置"),
    "at": _("时间"),
    "by_name": _("经办人"),
    "version": _("版本"),
    "kind": _("类型"),
    "person": _("人员"),
    "verb": _("动作"),
    "label": _("对象"),
    "since": _("起"),
    "until": _("止"),
}
"""What facts of an act, and fields without a name of their own, are called."""


def tell_verbs(words: Mapping[str, Words]) -> None:
    """A room names its own verbs, in `apps.ready()`."""
    _verbs.update(words)


def tell_step(verb: str, label: Words) -> None:
    """A table of states names its verb; a name of its own comes first."""
    if label:
        _verbs.setdefault(verb, label)


def verb_words(verb: str) -> str:
    """批准 for approve; the verb itself where nobody named it."""
    return str(_verbs.get(verb, verb))


def verbs_like(text: str) -> list[str]:
    """The verbs somebody means by these words."""
    return [verb for verb, words in _verbs.items() if text in str(words)] or [text]


def kind_words(kind: str) -> str:
    """通知公告 for notices.Announcement."""
    model = _model(kind)
    return str(model._meta.verbose_name) if model else kind


def kinds() -> list[tuple[str, str]]:
    """Every table of the house that somebody acts on, by name."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("niangjia.")]
    named = [(m._meta.label, str(m._meta.verbose_name)) for m in ours]
    return sorted((pair for pair in named if not pair[1].isascii()), key=lambda pair: pair[1])


Names = Mapping[tuple[str, str], str]
"""What rows are called: (table, number) → name."""


def change_words(
    kind: str, changes: Mapping[str, Any], names: Names | None = None, *, whole: bool = True
) -> list[tuple[str, str, str]]:
    """(field, before, after) for reading; facts of an act have no before.

    `names` tells other rows and places by their names. What is not `whole` is told for those who
    keep the row: nothing of fields that have no name.
    """
    model = _model(kind)
    told = []
    for name, value in changes.items():
        field = _field(model, name)
        paired = isinstance(value, list | tuple) and len(value) == 2
        before, after = value if paired else (None, value)
        if not whole and (name if field is None else str(field.verbose_name)).isascii():
            continue
        if names is not None:
            before, after = (_named(field, found, names) for found in (before, after))
        pair = (_value(field, before), _value(field, after))
        if pair != (NOTHING, NOTHING):
            told.append((_label(field, name), *pair))
    return told


def _label(field: models.Field[Any, Any] | None, name: str) -> str:
    """What a field is called: its own name, that of the table it points to, or as it is kept."""
    if field is None:
        return str(_facts.get(name, name))
    label = str(field.verbose_name)
    if label.isascii() and isinstance(field, models.ForeignKey):
        label = kind_words(_table(field))
    return str(_facts.get(name, label)) if label.isascii() else label


def rows_meant(kind: str, changes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The other rows and places a line speaks of: (table, number), and (PLACES, path)."""
    model = _model(kind)
    for name, value in changes.items():
        field = _field(model, name)
        for found in value if isinstance(value, list) else []:
            if isinstance(field, models.ForeignKey) and isinstance(found, int):
                yield _table(field), str(found)
            elif isinstance(field, PathField) and isinstance(found, str) and found:
                yield PLACES, found


def names_of(meant: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What these rows are called today, one question a table."""
    by_table: dict[str, set[str]] = {}
    for table, pk in meant:
        by_table.setdefault(table, set()).add(pk)
    paths = by_table.pop(PLACES, set())
    places = import_string(settings.PATH_NAMES_PROVIDER)(paths) if _knows(paths) else {}
    return {(PLACES, path): name for path, name in places.items()} | {
        (table, str(row.pk)): str(row)
        for table, keys in by_table.items()
        for row in _rows(table, sorted(keys))
    }


def _rows(table: str, keys: list[str]) -> Iterator[models.Model]:
    model = apps.get_model(table)
    for start in range(0, len(keys), AT_ONCE):
        yield from model._base_manager.filter(pk__in=keys[start : start + AT_ONCE])


def _knows(paths: set[str]) -> bool:
    return bool(paths and settings.PATH_NAMES_PROVIDER)


def _named(field: models.Field[Any, Any] | None, value: Any, names: Names) -> Any:
    if isinstance(field, models.ForeignKey):
        return names.get((_table(field), str(value)), value)
    if isinstance(field, PathField):
        return names.get((PLACES, str(value)), value)
    return value


def _table(field: models.ForeignKey[Any, Any]) -> str:
    return str(field.remote_field.model._meta.label)


def _model(kind: str) -> type[models.Model] | None:
    try:
        found: type[models.Model] = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    return found


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    fields = model._meta.concrete_fields if model else []
    return next((field for field in fields if name in (field.attname, field.name)), None)


def _value(field: models.Field[Any, Any] | None, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if field is not None and field.flatchoices and not isinstance(value, list | dict):
        value = dict(field.flatchoices).get(value, value)
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        value = date_format(timezone.localtime(moment), "Y年n月j日 H:i")
    elif isinstance(field, models.DateField) and (day := parse_date(str(value))):
        value = date_format(day, "Y年n月j日")
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return shortened(str(value))


def shortened(text: str) -> str:
    """Long words are cut on the page; the line itself keeps them whole."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（共 {len(text)} 字）"
