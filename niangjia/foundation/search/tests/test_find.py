"""Names are found by any part, pinyin and initials, and only among what the caller may see."""

import pytest

from niangjia.domains.unions.models import Union
from niangjia.foundation.search import selectors, services
from niangjia.foundation.search.grams import asked, grams, plain

KIND = "unions.union"
pytestmark = pytest.mark.django_db


def names(ids):
    found = Union.objects.in_bulk(ids)
    return [found[pk].name for pk in ids]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("凯里市总工会", ["凯里市总工会"]),
        ("凯里", ["凯里市总工会", "凯里市第一纺织厂工会"]),
        ("黔", ["黔东南州总工会"]),
        ("纺织", ["凯里市第一纺织厂工会"]),
        ("第一纺", ["凯里市第一纺织厂工会"]),
        ("klszgh", ["凯里市总工会"]),
        ("KLS", ["凯里市总工会", "凯里市第一纺织厂工会"]),
        ("kailishi", ["凯里市总工会", "凯里市第一纺织厂工会"]),
        ("522622", ["黄平县总工会"]),
        ("纺织凯里", []),
        ("（）", []),
        ("", []),
    ],
)
def test_find_answers_in_order_of_likeness(tree, words, expected):
    found = selectors.find(KIND, words, Union.objects.all())

    assert names(found) == expected


def test_find_keeps_to_the_callers_rows(tree):
    below = Union.objects.within(tree.county.path)

    assert names(selectors.find(KIND, "总工会", below)) == ["凯里市总工会"]


def test_find_stops_at_the_limit(tree):
    assert len(selectors.find(KIND, "工会", Union.objects.all(), limit=3)) == 3


def test_dropped_names_are_found_no_more(tree):
    services.drop(KIND, [tree.mill.pk])

    assert selectors.find(KIND, "纺织", Union.objects.all()) == []
    assert names(selectors.find(KIND, "凯里", Union.objects.all())) == ["凯里市总工会"]


def test_former_names_come_after_present_ones(tree):
    services.put(KIND, [services.Entry(tree.mill.pk, "南明区总工会", is_former=True)])

    found = selectors.find(KIND, "南明区总工会", Union.objects.all())

    assert names(found) == ["南明区总工会", "凯里市第一纺织厂工会"]


def test_grams_are_singles_and_pairs():
    assert plain("凯里（Ａ 1）") == "凯里a1"
    assert grams("凯里") == ["凯", "里", "凯里"]
    assert asked("凯里市") == ["凯里", "里市"]
    assert asked("凯") == ["凯"]


@pytest.mark.parametrize("words", ["凯", "凯里", "总工会", "工会", "第一纺织", "工"])
def test_the_same_rows_stand_in_a_list_and_inside_another_question(tree, words):
    everywhere = Union.objects.all()
    listed = everywhere.filter(pk__in=selectors.ids_of(KIND, words))

    assert set(selectors.find(KIND, words, everywhere, limit=100)) == {row.pk for row in listed}


def test_names_are_put_in_chunk_by_chunk(tree, monkeypatch):
    monkeypatch.setattr(services, "CHUNK", 2)
    services.put(KIND, [services.Entry(tree.mill.pk, f"旧名{n}", is_former=True) for n in "甲乙丙"])

    for n in "甲乙丙":
        assert names(selectors.find(KIND, f"旧名{n}", Union.objects.all())) == [tree.mill.name]
