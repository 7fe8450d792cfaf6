"""What an answer holds, as text: pages, JSON and what lies inside workbooks and documents."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import fromstring

from django.apps import apps
from django.db import IntegrityError
from django.db.models import CharField, TextField
from django.db.transaction import atomic

from niangjia.foundation.scope import ScopedQuerySet

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, in this country too."""

HAN = re.compile(r"[\u4e00-\u9fff]")


def text_of(answer: Any, held: bytes) -> str:
    """All a person or a program could read in it."""
    if zipfile.is_zipfile(BytesIO(held)):
        return "\n".join(sheets_of(held).values())
    if "json" in answer.headers.get("Content-Type", ""):
        return json.dumps(json.loads(held), ensure_ascii=False)
    return held.decode("utf-8", "replace")


def sheets_of(held: bytes) -> dict[str, str]:
    """The parts of an Office file by name, as text without marks."""
    with zipfile.ZipFile(BytesIO(held)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist() if name.endswith(".xml")}
    return {name: "\n".join(fromstring(part).itertext()) for name, part in parts.items()}  # noqa: S314 - our own


def rewrite_rows(change: Callable[[str], str], *, seen: Any, unseen: Any = None) -> int:
    """Change every Chinese text of rows the one sees and the other does not.

    Codes, keys and choices are left as they are; answers with the number of rows.
    """
    count = 0
    for model in apps.get_models():
        rows = model._default_manager.all()
        if not isinstance(rows, ScopedQuerySet):
            continue
        own = rows.visible_to(seen)
        if unseen is not None:
            own = own.exclude(pk__in=rows.visible_to(unseen).values("pk"))
        words = [f for f in model._meta.concrete_fields if is_words(f)]
        for row in own:
            told = {f: getattr(row, f.name) or "" for f in words}
            new = {f.name: change(t)[: f.max_length] for f, t in told.items() if HAN.search(t)}
            with suppress(IntegrityError), atomic():  # two alike after the change
                count += bool(new) and rows.filter(pk=row.pk).update(**new)
    return count


def is_words(field: Any) -> bool:
    """Whether a column holds what somebody wrote."""
    return type(field) in (CharField, TextField) and not field.choices and not field.unique


def runs(held: bytes) -> list[str]:
    """What a workbook or a CSV file would reckon or open when somebody opens it."""
    if not zipfile.is_zipfile(BytesIO(held)):
        rows = csv.reader(StringIO(held.decode("utf-8-sig")))
        return [cell for row in rows for cell in row if cell[:1] in STARTS]
    with zipfile.ZipFile(BytesIO(held)) as packed:
        sheets = {name: packed.read(name) for name in packed.namelist() if "worksheets" in name}
    found = [name for name in sheets if name.endswith(".rels") and b"hyperlink" in sheets[name]]
    return found + [name for name, part in sheets.items() if b"<f>" in part or b"<f " in part]
