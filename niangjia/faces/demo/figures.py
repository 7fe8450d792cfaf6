"""The printed figures of five newspaper pages, declared with their qualifiers, in words of our own."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from niangjia.foundation import clock
from niangjia.foundation.divisions.gazetteer import division
from niangjia.foundation.facts.declared import Details, declare_figure
from niangjia.foundation.scope import SYSTEM

DATA = Path(__file__).parent / "data" / "declared.csv"
ARTICLES = DATA.with_name("articles.csv")
"""What each article is about, in words of our own."""

PAGES = {
    "000": "工人日报 2023年4月上旬（推定）",
    "001": "工人日报 2023年4月21日前后（推定）",
    "002": "工人日报 2023年8月中旬（推定）",
    "003": "工人日报 2023年2月23日",
    "004": "工人日报 2024年2月29日前后（推定）",
}
BOUND = {
    "F000-01": ("tasks.covered_counties", date(2023, 1, 1), date(2023, 3, 31)),
    "F000-02": ("tasks.rounds", date(2023, 1, 1), date(2023, 12, 31)),
    "F000-04": ("tasks.round_attendance", date(2023, 3, 1), date(2023, 3, 31)),
    "F000-05": ("tasks.round_sites", date(2023, 3, 1), date(2023, 3, 31)),
    "F004-02": ("unions.county_unions", date(2023, 1, 1), date(2023, 11, 20)),
    "F004-03": ("assessment.named", date(2023, 1, 1), date(2023, 12, 31)),
}
"""Figures a metric of the house can be read beside."""

NAMES = frozenset({"年份", "号码", "车次", "日期", "时间", "月份", "规则"})
"""Units whose numbers name something and count nothing."""

NUMBER = r"\d[\d,]*(?:\.\d+)?"


def declare_everything() -> None:
    """All 372, none lost and none turned exact."""
    now, subjects = clock.now(), subjects_of_articles()
    for row in read_rows():
        found = details(row, subjects[row["article"]])
        declare_figure(actor=SYSTEM, now=now, code=row["code"], label=row["label"], **found)


def read_rows(path: Path = DATA) -> list[dict[str, str]]:
    """The file, as it is."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def subjects_of_articles() -> dict[str, str]:
    """What each article is about, by its number."""
    return {row["article"]: row["subject"] for row in read_rows(ARTICLES)}


def details(row: dict[str, str], subject: str = "") -> Details:
    """What one row of the file says about a figure; `subject` is what its article is about."""
    place = division(row["place"]) if row["place"] else None
    found: dict[str, Any] = {
        "unit": row["unit"],
        "qualifier": row["qualifier"],
        "period_text": row["period"],
        "item": row["item"],
        "area": row["area"],
        "article": row["article"],
        "source_title": "：".join(filter(None, (PAGES[row["article"][:3]], subject))),
        "place_code": row["place"],
        "place_name": place.name if place else "",
        **value_of(row["value"], row["unit"]),
    }
    if bound := BOUND.get(row["code"]):
        found["metric"], found["starts_on"], found["ends_on"] = bound
    return cast(Details, found)


def value_of(text: str, unit: str) -> dict[str, Any]:
    """A number, a range, or words: 88 · 1,000–3,000 · 每周三. Several numbers stay words."""
    if unit in NAMES:
        return {"text": text}
    if re.fullmatch(NUMBER, text):
        return {"value": Decimal(text.replace(",", ""))}
    if two := re.fullmatch(rf"({NUMBER})–({NUMBER})", text):
        low, high = (Decimal(part.replace(",", "")) for part in two.groups())
        return {"value": low, "value_to": high}
    return {"text": text}
