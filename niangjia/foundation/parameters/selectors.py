"""Questions about parameters for pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.foundation.divisions import gazetteer
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one

from . import policy, table
from .declarations import Declaration, declared
from .models import Parameter


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row of a key's past, present and future."""

    id: int
    version: int
    place: str
    value: str
    valid_from: date
    valid_to: date | None
    source_doc: str
    note: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A declared key, what it is worth in a region on a day, where that comes from, its history."""

    declaration: Declaration[Any]
    value: str
    place: str
    is_default: bool
    history: tuple[HistoryLine, ...]


def parameters_of(actor: Actor, *, region: str = "", on: date) -> list[ParameterLine]:
    """Every declared key with its value and history. Raises Missing for those who may not look."""
    if not policy.can_view(actor, None):
        raise Missing
    rows: dict[str, list[Parameter]] = defaultdict(list)
    for row in Parameter.objects.order_by("region", "-valid_from"):
        rows[row.key].append(row)
    return [_line(d, rows[d.key], region, on) for d in declared().values()]


def find_parameter(actor: Actor, pk: int) -> Parameter:
    """One value to look at. Raises Missing."""
    if not policy.can_view(actor, None):
        raise Missing
    return one(Parameter.objects.all(), pk=pk)


def place_name(region: str) -> str:
    """全国, or the full names from the province down."""
    return " ".join(gazetteer.path_names(region or gazetteer.NATION))


def _line(
    declaration: Declaration[Any], rows: list[Parameter], region: str, on: date
) -> ParameterLine:
    entry = table.entry_for(declaration.key, region, on)
    worth = declaration.default if entry is None else declaration.value(region, on)
    return ParameterLine(
        declaration=declaration,
        value=declaration.shown(worth),
        place="" if entry is None else place_name(entry.region),
        is_default=entry is None,
        history=tuple(_history(declaration, row, on) for row in rows),
    )


def _history(declaration: Declaration[Any], row: Parameter, on: date) -> HistoryLine:
    return HistoryLine(
        id=row.pk,
        version=row.version,
        place=place_name(row.region),
        value=declaration.shown(row.value),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source_doc=row.source_doc,
        note=row.note,
        is_current=row.holds_on(on),
    )
