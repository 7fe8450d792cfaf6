"""Which fields of which rows may be shown in full, and to whom: each room says so once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one


@dataclass(frozen=True)
class Revealing:
    """One field that may be shown: its table, who may, and where its page is."""

    model: type[models.Model]
    field: str
    may: Callable[[Actor, Any], bool]
    back: str

    @property
    def label(self) -> str:
        """What the field is called."""
        field: Any = self.model._meta.get_field(self.field)
        return str(field.verbose_name)

    def back_to(self, row: models.Model) -> str:
        """The page of the row."""
        return reverse(self.back, args=[row.pk])


_known: dict[tuple[str, str], Revealing] = {}


def revealing(
    model: type[models.Model], *fields: str, may: Callable[[Actor, Any], bool], back: str
) -> None:
    """A room lets these fields be shown in full to whom `may(actor, row)` admits, for a reason.

    Rows are found through `visible_to`; `back` is the URL name of a row's page. Raises ValueError for
    a field named twice.
    """
    for field in fields:
        key = (model._meta.label_lower, field)
        if key in _known:
            raise ValueError(f"{key} is revealed already")
        _known[key] = Revealing(model, field, may, back)


def find_revealing(actor: Actor, kind: str, row_id: int, field: str) -> tuple[Revealing, Any]:
    """The field and its row, for somebody who may see it in full. Raises Missing for all others."""
    found = _known.get((kind.lower(), field))
    if found is None:
        raise Missing
    rows: Any = found.model._default_manager
    row = one(rows.visible_to(actor), pk=row_id)
    if not found.may(actor, row):
        raise Missing
    return found, row
