"""Every door of the house, knocked at by every part of the cast: doors.toml says what it answers.

Adding a route: name it in doors.toml under the kind of door it is, and, where its address holds a
number, name a row in rows_of_….py. The tests say which route and which row are missing.
"""

from __future__ import annotations

import pytest

from niangjia.faces.api.api import api
from niangjia.faces.api.operations import groups

from .doors import API, METHODS, PARTS, Door, address, knock, routes, table
from .rows import rows_behind

ROUTES = dict(routes())


def test_every_route_stands_in_the_table():
    told = {door.name for door in table()}
    missing = [f"{name} (/{route})" for name, route in ROUTES.items() if name not in told]

    assert not missing, f"these routes stand under no kind of door in doors.toml: {missing}"
    assert not told - set(ROUTES), f"doors.toml tells of routes that are gone: {told - set(ROUTES)}"


@pytest.mark.django_db
def test_every_door_answers_as_the_table_says(house, users, cast, tree, noon):
    rows, bodies = rows_behind(cast, tree, noon), examples()
    wrong = []
    for door, told in table().items():
        body = bodies.get((door.method, door.name), "")
        try:
            where = address(door, ROUTES[door.name], rows)
        except LookupError as missing:
            wrong.append(str(missing))
            continue
        answers = [knock(door, where, users.get(part), house, body=body) for part in PARTS]
        if answers != told:
            wrong.append(f"{door} answers {' '.join(answers)}; doors.toml says {' '.join(told)}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_door_asked_otherwise_says_it_may_not(house, users, cast, tree, noon):
    told, rows = table(), rows_behind(cast, tree, noon)
    others = [
        (door, where)
        for name, method in sorted({(door.name, m) for door in told for m in METHODS})
        if method != "PUT" or name.startswith(API)
        if not any((d.name, d.method) == (name, method) for d in told)
        for door in [Door(name, method)]
        for where in [address(next(d for d in told if d.name == name), ROUTES[name], rows)]
    ]

    wrong = [
        f"{door} answers {answer} and stands not in doors.toml"
        for door, where in others
        if (answer := knock(door, where, users["province_cadre"], house)) != "405"
    ]

    assert not wrong, "\n".join(wrong)


def examples() -> dict[tuple[str, str], str]:
    """A body of the right form for each operation of the API."""
    listed = [one for _title, some in groups(api.get_openapi_schema()) for one in some]
    to_route = str.maketrans("{}", "<>")
    return {(one.method, one.path.lstrip("/").translate(to_route)): one.body for one in listed}
