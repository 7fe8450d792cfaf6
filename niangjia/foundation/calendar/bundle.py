"""The holidays that come with the house: read from the file, put into an empty year of the table."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from .enums import DayType

FILE = Path(__file__).parent / "data" / "holidays_2022_2026.csv"
SOURCE = "国务院办公厅关于部分节假日安排的通知"


def read_file(path: Path = FILE) -> list[dict[str, Any]]:
    """The rows of a holidays file as fields of CalendarDay. Raises ValueError or KeyError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {
                "date": date.fromisoformat(row["date"]),
                "type": DayType(row["type"]).value,
                "name": row["name"],
                "statutory": row["statutory"] == "1",
                "source": SOURCE,
            }
            for row in csv.DictReader(file)
        ]


def fill(model: Any, rows: list[dict[str, Any]]) -> int:
    """Add the rows of every year the table knows nothing of; how many were added."""
    known = {day.year for day in model.objects.values_list("date", flat=True)}
    new = [model(**row) for row in rows if row["date"].year not in known]
    model.objects.bulk_create(new)
    return len(new)
