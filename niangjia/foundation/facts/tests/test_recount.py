"""Ten thousand random acts, then every figure equals a recount by hand."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from niangjia.foundation.facts import selectors, services
from niangjia.foundation.facts.boundaries import Move, rewrite
from niangjia.foundation.facts.metrics import Fact, code_of
from niangjia.foundation.facts.models import Entry
from niangjia.foundation.facts.reconciling import _ledger_against_counters
from niangjia.foundation.facts.writing import Line, append, month_of
from niangjia.foundation.scope import STEP, step

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NATION = step(1)
ACTS = 10_000


class Country:
    """A tree of towns that wander, and everything that was ever written about them."""

    def __init__(self, seed: int, noon) -> None:
        self.dice, self.noon = random.Random(seed), noon
        self.counties = [
            NATION + step(2) + step(city) + step(10 * city + n)
            for city in (3, 4, 5)
            for n in range(4)
        ]
        self.towns = [county + step(1000 + n) for n, county in enumerate(self.counties * 3)]
        self.moves: list[Move] = []
        self.facts: list[Fact] = []
        self.pending: list[Line] = []
        self.codes = {key: code_of(key) for key in ("cases.mediated", "cases.open")}

    def insert(self) -> None:
        """A fact of some day in some town or county."""
        day = date(2021, 1, 1) + timedelta(days=self.dice.randrange(1095))
        path = self.dice.choice(self.towns + self.counties)
        self._write(Fact(self.dice.choice([*self.codes.values()]), 1, path, day, 1, None))

    def reverse(self) -> None:
        """Take an earlier fact back where it was recorded."""
        if self.facts:
            fact = self.dice.choice(self.facts)
            self._write(fact._replace(quantity=-fact.quantity))

    def move(self) -> None:
        """A town goes to another county, or a county with its towns to another city."""
        self.flush()
        if self.dice.random() < 0.7:
            old = self.dice.choice(self.towns)
            new = self.dice.choice(self.counties) + old[-5:]
        else:
            old = self.dice.choice(self.counties)
            new = NATION + step(2) + step(self.dice.choice((3, 4, 5))) + old[-5:]
        if old != new:
            moved = Move(old, new)
            services.move(old_path=old, new_path=new, on=date(2022, 1, 1), at=self.noon)
            self.moves.append(moved)
            self.towns = [rewrite(path, [moved]) for path in self.towns]
            self.counties = [rewrite(path, [moved]) for path in self.counties]

    def flush(self) -> None:
        append(self.pending, at=self.noon)
        self.pending.clear()

    def _write(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.pending.append(Line(1, len(self.facts), fact))
        if len(self.pending) >= self.dice.randrange(1, 400):
            self.flush()

    def recount(self, key, paths, now):
        """By path and month of 2022, straight from the list of facts."""
        sums = defaultdict(int)
        for fact in self.facts:
            if fact.metric == self.codes[key] and fact.day.year == 2022:
                here = rewrite(fact.path, self.moves) if now else fact.path
                steps = {here[at : at + STEP] for at in range(0, len(here), STEP)}
                for path in paths:  # a unit is known by its own step, wherever it stood
                    if path[-STEP:] in steps:
                        sums[path, f"{fact.day:%Y-%m}"] += fact.quantity
        return {cell: net for cell, net in sums.items() if net}


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_a_recount_after_ten_thousand_acts(noon, seed):
    country = Country(seed, noon)
    acts = country.dice.choices(
        [country.insert, country.reverse, country.move, services.fold_all], [800, 200, 2, 2], k=ACTS
    )
    for act in acts:
        act()
    country.flush()

    assert len(country.moves) > 5
    assert Entry.objects.count() == len(country.facts)
    assert list(_ledger_against_counters([*country.codes.values()])) == []
    for paths in (country.counties, country.towns):
        for boundaries in ("then", "now"):
            units = [(path, path) for path in paths]
            reading = selectors.read(
                "cases.mediated",
                within=NATION,
                period="2022",
                by=units,
                grain="month",
                boundaries=boundaries,
            )
            read = {(row.key, row.period.code): row.value for row in reading.rows if row.value}
            assert read
            assert read == country.recount("cases.mediated", paths, boundaries == "now")


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_stock_goes_along_with_its_unit(noon, year):
    """Every move of the country is of 1 January 2022: before it the old map holds."""
    country = Country(3, noon)
    for act in country.dice.choices([country.insert, country.move], [100, 1], k=2_000):
        act()
    country.flush()
    units = [(path, path) for path in country.counties]

    reading = selectors.read("cases.open", within=NATION, period=str(year), by=units)

    moves = country.moves if year == 2022 else []
    expected = dict.fromkeys(country.counties, 0)
    for fact in country.facts:
        if fact.metric == country.codes["cases.open"] and fact.day.year <= year:
            here = rewrite(fact.path, moves)
            for path in country.counties:
                expected[path] += fact.quantity if path[-STEP:] == here[3 * STEP : 4 * STEP] else 0
    assert len(country.moves) > 5
    assert reading.by_key == expected


def test_a_stock_equals_a_running_recount(noon):
    country = Country(3, noon)
    for _ in range(1_000):
        country.insert()
    country.flush()

    reading = selectors.read("cases.open", within=NATION, period="2022", by="month")

    of_stock = [fact for fact in country.facts if fact.metric == country.codes["cases.open"]]
    assert [row.value for row in reading.rows] == [
        sum(fact.quantity for fact in of_stock if month_of(fact.day) <= month_of(row.period.end))
        for row in reading.rows
    ]
