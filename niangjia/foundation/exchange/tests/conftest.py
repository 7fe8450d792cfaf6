"""A room double that keeps cases, with an importer of its own."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from python_calamine import CalamineWorkbook

from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import registry
from niangjia.foundation.exchange.apart import Problem, read_workbook
from niangjia.foundation.facts.tests.cases.models import Note

from .books import STATIONS, book


def check(rows, context):
    """Names that are taken already."""
    taken = set(Note.objects.values_list("text", flat=True))
    return [
        Problem(row.number, "name", "与已有站点重复", content=row["name"])
        for row in rows
        if row["name"] in taken
    ]


def write(rows, actor, now):
    """One note per row."""
    notes = Note.objects.bulk_create([Note(text=name) for name in rows.column("name")])
    return [("cases.note", note.pk) for note in notes]


def undo(ids, actor, now):
    """Refused where something builds on it."""
    kept = Note.objects.filter(pk__in=[pk for _kind, pk in ids], version__gt=0)
    if kept.exists():
        raise Refused("已有站点登记了服务，不能整批撤销")
    Note.objects.filter(pk__in=[pk for _kind, pk in ids]).delete()


@pytest.fixture
def room(monkeypatch):
    """An importer of stations for clerks of unions."""
    monkeypatch.setattr(registry, "_importers", {})
    monkeypatch.setattr(registry, "_exporters", {})
    return registry.importer(
        STATIONS, roles=frozenset({"unions.clerk"}), check=check, write=write, undo=undo
    )


@pytest.fixture
def upload():
    """An uploaded file of a head and rows."""

    def made(rows, name="站点.xlsx"):
        return ContentFile(book([["站点名称", "电话", "身份证号"], *rows]), name=name)

    return made


@pytest.fixture
def cells():
    """The visible cells of a workbook, and its book."""

    def opened(content):
        found = CalamineWorkbook.from_filelike(BytesIO(content))
        sheet = found.get_sheet_by_index(0)
        return SimpleNamespace(
            rows=sheet.to_python(skip_empty_area=False), book=found, merges=sheet.merged_cell_ranges
        )

    return opened


@pytest.fixture
def read(tmp_path):
    def reader(content, layout=STATIONS, name="a.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_workbook(path, layout)

    return reader
