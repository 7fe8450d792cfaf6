"""The whole table of parameters in memory, and which value counts where and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Sum

from niangjia.foundation.held import Held

from .models import Parameter

NATION = "100000"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table as it is held."""

    region: str
    valid_from: date
    valid_to: date | None
    value: Any

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


Table = Mapping[tuple[str, str], list[Entry]]


def _load() -> Table:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    rows = Parameter.objects.order_by("-valid_from").values_list(
        "key", "region", "valid_from", "valid_to", "value"
    )
    for key, region, valid_from, valid_to, value in rows:
        found[key, region].append(Entry(region, valid_from, valid_to, value))
    return dict(found)


def _stamp() -> object:
    return Parameter.objects.aggregate(Count("pk"), Max("pk"), Sum("version"))


held: Held[Table] = Held(_load, _stamp)


def regions_above(code: str) -> list[str]:
    """The code itself, then county, city, province, and "" for the nation: nearest first."""
    wider = [code, code[:6], code[:4] + "00", code[:2] + "0000"] if code else []
    return [*dict.fromkeys(c for c in wider if len(c) >= 6 and c != NATION), ""]


def entry_for(key: str, region: str, on: date) -> Entry | None:
    """The nearest entry valid on a day, or None where only the default is left."""
    table = held.get()
    for place in regions_above(region):
        for entry in table.get((key, place), ()):
            if entry.holds_on(on):
                return entry
    return None
