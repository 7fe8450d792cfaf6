"""What the answers hold: no full number of a person, nothing of a county for those beside it."""

from __future__ import annotations

import pytest

from niangjia.foundation.accounts.models import User
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.testing.phones import columns_of

from .contents import rewrite_rows, runs, text_of
from .doors import Door, address, answer_of, routes, table
from .rows import rows_behind
from .rows_of_unions import BORN, PHONE

pytestmark = pytest.mark.django_db


def answers_of(part, drawn, users, rows):
    """(door, text) of everything this part is shown."""
    ways = dict(routes())
    for door in table():
        if door.method == "GET":
            answer, held = answer_of(door, address(door, ways[door.name], rows), users[part], drawn)
            if answer.status_code == 200:
                yield str(door), text_of(answer, held)


@pytest.mark.parametrize("part", ["county_cadre", "auditor", "security"])
def test_nobody_is_shown_a_full_number_by_the_way(drawn, users, cast, tree, noon, part):
    rows = rows_behind(cast, tree, noon)
    User.objects.update(**columns_of(PHONE))
    number = synthetic_id("522601", BORN, 2)
    born = [f"{BORN:%Y%m%d}", f"{BORN:%Y-%m-%d}", f"{BORN.year}年{BORN.month}月{BORN.day}日"]
    numbers = [number, PHONE, *born]

    told = [
        f"{door} shows {found}"
        for door, text in answers_of(part, drawn, users, rows)
        for found in numbers
        if found in text
    ]

    assert told == []


MARK = "凯里印"
TOLD_BEYOND = {"portal:listed", "members:transfer"}
"""The directory of unions is public, and a transfer is read by the union it leads to."""


@pytest.mark.parametrize("part", ["other_city_reviewer", "stranger"])
def test_nothing_of_a_county_is_told_to_those_beside_it(drawn, users, cast, tree, noon, part):
    rows = rows_behind(cast, tree, noon)
    beside = {"seen": cast.county_cadre, "unseen": cast[part]}
    assert rewrite_rows(lambda text: text + MARK, **beside) > 20
    own = next(
        text for door, text in answers_of("county_cadre", drawn, users, rows) if MARK in text
    )

    told = [str(door) for door, text in answers_of(part, drawn, users, rows) if MARK in text]

    assert own
    assert [door for door in told if door.split()[1] not in TOLD_BEYOND] == []


HOSTILE = '=HYPERLINK("https://example.com","看")\r\nX-Evil: 1\r\n'
EXPORTS = [
    ("county_cadre", "/unions/export/unions/", {"scope": "all"}),
    ("county_cadre", "/unions/export/employers/", {"scope": "all"}),
    ("auditor", "/audit/export/", {"form": "xlsx", "reason": HOSTILE}),
    ("auditor", "/audit/export/", {"form": "csv", "reason": HOSTILE}),
]


def test_hostile_words_stay_words_in_files_heads_and_pages(drawn, users, cast, tree, noon):
    rows, ways = rows_behind(cast, tree, noon), dict(routes())
    for part in ("county_cadre", "province_cadre"):
        assert rewrite_rows(lambda text: f"{HOSTILE}{text}", seen=cast[part]) > 20
    asked = [
        ("county_cadre", door, address(door, ways[door.name], rows), None)
        for door in table()
        if door.method == "GET"
    ]
    asked += [(who, Door("export", "POST"), where, sent) for who, where, sent in EXPORTS]

    wrong, files = [], 0
    for who, door, where, typed in asked:
        answer, held = answer_of(door, where, users[who], drawn, typed=typed)
        kept = "attachment" in answer.headers.get("Content-Disposition", "")
        files += kept
        if answer.status_code >= 500 or "X-Evil" in answer.headers:
            wrong.append(f"{door} {answer.status_code}")
        if kept and where.split("?")[0].endswith((".xlsx", "/")) and (found := runs(held)):
            wrong.append(f"{door} runs {found}")

    assert wrong == []
    assert files > 10
