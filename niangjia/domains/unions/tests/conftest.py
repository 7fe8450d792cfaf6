"""What the tests of this room share."""

import itertools
from datetime import date
from types import SimpleNamespace

import pytest

from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services import studios, workers
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.divisions.identity import synthetic_id


@pytest.fixture
def reply():
    """A decision of the next higher union: day and document."""
    return {"effective_on": date(2023, 11, 1), "document": "黔工复〔2023〕12号"}


@pytest.fixture
def fresh():
    """The row as the database has it."""
    return lambda union: Union.objects.get(pk=union.pk)


@pytest.fixture
def district(tree):
    """Two townships of 凯里 with an enterprise each, an enterprise elsewhere, a trade's federation."""
    codes = ("522601100", "522601101")
    plant(
        [
            Seedling(codes[0], "三棵树镇总工会", "三棵树镇", 5, "township", "522601"),
            Seedling(codes[1], "舟溪镇总工会", "舟溪镇", 5, "township", "522601"),
            Seedling("522601-F1", "货车行业工会联合会", "货车", 5, "industry_federation", "522601"),
            Seedling("522601-K1", "鑫源建材工会", "鑫源建材", 7, "grassroots", codes[0]),
            Seedling("522601-K2", "天成食品工会", "天成食品", 7, "grassroots", codes[1]),
        ]
    )
    names = ("first", "second", "trade", "plant", "factory")
    codes = (*codes, "522601-F1", "522601-K1", "522601-K2")
    return SimpleNamespace(
        **{name: Union.objects.get(code=code) for name, code in zip(names, codes, strict=True)}
    )


@pytest.fixture
def hire(cast, tree, noon):
    """Employs somebody at 凯里市总工会 from a day on, with an invented ID number."""
    numbers = itertools.count(1)

    def employ(name="张小梅", begun_on=date(2022, 3, 1), **told):
        plain = {"degree": 2, "kind": "labour", "last_on": None, "born": date(1990, 5, 1)}
        known = plain | told
        number = synthetic_id("522601", known.pop("born"), next(numbers) * 2)
        return workers.hire_worker(
            actor=cast.county_cadre,
            union_id=tree.county.pk,
            name=name,
            id_number=number,
            begun_on=begun_on,
            now=noon,
            **known,
        )

    return employ


@pytest.fixture
def studio(cast, tree, district, noon):
    """The studio of the north, covering 三棵树镇, with nobody in it."""
    known = {"actor": cast.county_cadre, "now": noon, "begun_on": date(2022, 3, 1)}
    row = studios.open_studio(
        union_id=tree.county.pk,
        name="北部片区工会社工工作室",
        area="北部片区",
        document="凯工发[2022]5号",
        **known,
    )
    studios.cover_union(studio_id=row.pk, union_id=district.first.pk, **known)
    return row
