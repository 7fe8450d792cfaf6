"""Rolls as unions send them: workbooks of invented people, checked and written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.exchange import services
from niangjia.foundation.exchange.models import ImportBatch
from niangjia.foundation.exchange.tests.books import book
from niangjia.foundation.facts.selectors import reconcile

HEAD = ["姓名", "身份证号", "所在工会", "联系电话"]
MILL = "凯里市第一纺织厂工会"
BORN = date(1990, 5, 17)


def number(seq: int, born: date = BORN) -> str:
    """A correct number of somebody invented; an odd one is a man."""
    return synthetic_id("522601", born, seq)


def member(seq: int, name: str = "", union: str = MILL, *more: Any) -> list[Any]:
    """One row under HEAD."""
    return [name or f"职工{'甲乙丙丁戊己庚辛壬癸'[seq % 10]}", number(seq), union, "", *more]


def file_of(
    rows: list[list[Any]], head: list[Any] | None = None, **more: Any
) -> ContentFile[bytes]:
    """The workbook of a head and rows."""
    return ContentFile(book([head or HEAD, *rows], **more), name="名册.xlsx")


Load = Callable[..., ImportBatch]


@pytest.fixture
def check(cast: Any, noon: Any) -> Load:
    """`check(rows)` uploads a roll as the county's cadre; nothing is written."""

    def made(
        rows: list[list[Any]], head: list[Any] | None = None, who: str = "county_cadre", **more: Any
    ) -> ImportBatch:
        file = file_of(rows, head, **more)
        return services.start_import(actor=cast[who], layout_key="members", file=file, now=noon)

    return made


@pytest.fixture
def load(cast: Any, check: Load, noon: Any) -> Load:
    """`load(rows)` uploads a roll and writes its good rows."""

    def made(*args: Any, who: str = "county_cadre", **more: Any) -> ImportBatch:
        batch = check(*args, who=who, **more)
        return services.import_valid_rows(actor=cast[who], batch_id=batch.pk, now=noon)

    return made


def told(batch: ImportBatch) -> list[tuple[int, str, str]]:
    """Row, column and sentence of every problem."""
    return [(row, column, sentence) for row, column, _content, sentence, *_more in batch.problems]


def differences() -> list[Any]:
    """Where the ledger and the rows of the room disagree."""
    return [found for found in reconcile() if found.metric.startswith("members.")]
