"""The list of November 2020, put together backwards."""

from collections import Counter

from niangjia.foundation.divisions import codes, gazetteer
from niangjia.foundation.divisions.changes import ChangeKind, changes, divisions_of_2020


def test_changes_are_told_apart_by_kind():
    assert Counter(change.kind for change in changes()) == {
        ChangeKind.RECODED: 18,
        ChangeKind.JOINED: 6,
        ChangeKind.ABSORBED: 2,
        ChangeKind.FOUNDED: 4,
    }


def test_divisions_of_2020_have_the_26_codes_that_went_and_not_the_25_that_came():
    then = {d.code: d.name for d in divisions_of_2020()}
    now = {d.code: d.name for d in gazetteer.divisions()}

    assert len(then.keys() - now.keys()) == 26
    assert len(now.keys() - then.keys()) == 25
    assert then["330103"] == "下城区"
    assert now["330105"] == then["330105"] == "拱墅区"
    assert "330113" not in then
    assert "659012" not in then


def test_divisions_of_2020_hang_where_their_code_says():
    then = {d.code: d for d in divisions_of_2020()}

    assert then["520221"].parent_code == "520200"
    assert all(d.parent_code in then for d in then.values() if d.parent_code)
    assert all(code in codes.id_regions() for code in then if code not in {"460321", "460322"})


def test_divisions_of_2020_are_sorted_and_each_there_once():
    listed = [d.code for d in divisions_of_2020()]

    assert listed == sorted(set(listed))
