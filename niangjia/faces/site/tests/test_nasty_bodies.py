"""Odd bodies sent to the API: every operation answers with a sentence, none fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from niangjia.faces.api.parsing import LARGEST, LONGEST

from .doors import API, Door, address, answer_of, routes, table
from .rows import rows_behind
from .test_doors import examples

pytestmark = pytest.mark.django_db

TEXTS = ["\0", "\ud800", "文" * 100_000, "9999-12-31", "0001-01-01", "NaN", "-1", "2023-02-30"]
NUMBERS = [10**30, -(10**30), 0.1, -1, 2**63]
LISTS = [[10**30], ["\0"], [-1], [[[]]], list(range(1, LONGEST)), [None]]
RAW = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"NaN",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000,
    b'{"union_ids": [' + b"1," * LONGEST + b"1]}",
    b'{"title": "' + b"x" * LARGEST + b'"}',
    b"9" * 5000,
]


def filled(body: dict[str, Any], turn: int) -> dict[str, Any]:
    """The example with an odd value of its own kind in every field."""
    return {name: odd(value, turn) for name, value in body.items()}


def odd(value: Any, turn: int) -> Any:
    if isinstance(value, list):
        return LISTS[turn % len(LISTS)]
    if isinstance(value, dict):
        return {"\0": TEXTS[turn % len(TEXTS)]}
    if isinstance(value, bool) or value is None:
        return [value, TEXTS, NUMBERS][turn % 3]
    kinds = NUMBERS if isinstance(value, int | float) else TEXTS
    return kinds[turn % len(kinds)]


def acts() -> list[tuple[Door, str]]:
    """Every writing operation with its example."""
    bodies = examples()
    doors = [d for d in table() if d.name.startswith(API) and d.method != "GET"]
    return [(door, bodies.get((door.method, door.name), "")) for door in doors]


def test_no_operation_fails_at_odd_fields(house, users, cast, tree, noon):
    rows, ways, failed = rows_behind(cast, tree, noon), dict(routes()), []
    for door, example in acts():
        if not example:
            continue
        where, body = address(door, ways[door.name], rows), json.loads(example)
        for turn in range(len(TEXTS)):
            sent = json.dumps(filled(body, turn))
            answer, _held = answer_of(door, where, users["province_cadre"], house, body=sent)
            if answer.status_code >= 500:
                failed.append(f"{door} {turn}")

    assert failed == []


@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
def test_a_body_that_is_none_is_refused_in_a_sentence(client, cast, tree, raw):
    client.force_login(cast.user("province_cadre"))
    client.raise_request_exception = False

    answer = client.post("/api/v1/tasks/", raw, content_type="application/json")

    assert answer.status_code == 422
    assert set(answer.json()) == {"sentence", "field"}
    assert answer.json()["sentence"]


def test_a_body_beyond_every_measure_is_refused_in_a_sentence(client, cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client.force_login(cast.user("province_cadre"))

    answer = client.post("/api/v1/tasks/", b"x" * 101, content_type="application/json")

    assert (answer.status_code, answer.json()["sentence"]) == (422, "请求内容太大，请分批提交")
