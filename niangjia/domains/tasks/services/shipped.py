"""Programmes that ship with the product as data: 5/16 of Anhui, 4/15 of Shanxi, the guide of 6/23."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from niangjia.domains.tasks.models import Programme
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

from .programmes import draft_programme, load_measures

FOLDER = Path(__file__).resolve().parent.parent / "data" / "programmes"


def shipped() -> list[tuple[str, str]]:
    """(key, title) of every programme that ships."""
    return [(path.stem, _read(path)["title"]) for path in sorted(FOLDER.glob("*.yaml"))]


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@transaction.atomic
def draft_shipped(
    *,
    actor: Actor,
    key: str,
    begins_on: date,
    ends_on: date,
    now: datetime,
    **known: Any,
) -> Programme:
    """Draft one of them for the union one stands at, with all its measures. Raises Missing."""
    if key not in dict(shipped()):
        raise Missing
    content = _read(FOLDER / f"{key}.yaml")
    programme = draft_programme(
        actor=actor,
        title=content["title"],
        goal=content["goal"],
        begins_on=begins_on,
        ends_on=ends_on,
        now=now,
        **known,
    )
    load_measures(actor=actor, programme_id=programme.pk, aspects=content["aspects"], now=now)
    return programme
