"""A small country of offices, and a way to make cases in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts import services
from niangjia.foundation.facts.metrics import SOURCES
from niangjia.foundation.facts.places import Place, Site
from niangjia.foundation.facts.tests.cases.models import Case, Office
from niangjia.foundation.scope import Actor, step

NATION, PROVINCE = step(1), step(1) + step(2)
CITY, OTHER_CITY = PROVINCE + step(3), PROVINCE + step(4)
COUNTY, SISTER, FAR = CITY + step(5), CITY + step(6), OTHER_CITY + step(7)
TOWN, VILLAGE = COUNTY + step(8), COUNTY + step(8) + step(9)


@pytest.fixture
def offices(db: None) -> dict[str, Office]:
    """One office on each path, by its path."""
    paths = [NATION, PROVINCE, CITY, OTHER_CITY, COUNTY, SISTER, FAR, TOWN, VILLAGE]
    return {path: Office.objects.create(path=path) for path in paths}


@pytest.fixture
def only_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms above have books of their own: leave them out."""
    for model in [model for model in SOURCES if model is not Case]:
        monkeypatch.delitem(SOURCES, model)


def place_of(code: str, below: str = "", on: date | None = None) -> Place:
    """Where a code of the small country lies; its only level is the city."""
    if code != "52":
        raise Missing
    sites = [Site("5226", CITY, "黔东南州"), Site("5201", OTHER_CITY, "贵阳")]
    return Place(code, PROVINCE, "贵州省", sites if below == "city" else [])


@pytest.fixture
def codes(settings: Any) -> None:
    """Codes are looked up in the small country."""
    settings.PLACES_PROVIDER = f"{__name__}.place_of"


@pytest.fixture
def reader() -> Actor:
    """Somebody who may read every case of the province."""
    return Actor(user_id=1, posts=frozenset({("cases.reader", PROVINCE)}))


@pytest.fixture
def make_case(offices: dict[str, Office], noon: datetime) -> Callable[..., Case]:
    """Create a case at a path and record its facts."""

    def make(path: str, mediated_on: date | None = date(2023, 3, 1), **known: Any) -> Case:
        case = Case.objects.create(office=offices[path], mediated_on=mediated_on, **known)
        services.record(case, at=noon)
        return case

    return make
