"""The schema as the try-it page shows it: operations by group, their inputs and an example body."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Json = dict[str, Any]

FORMATS = {
    "date": "2023-11-20",
    "date-time": "2023-11-20T14:30:00+08:00",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
"""Texts of a certain form, to start from."""

EMPTY: dict[str, Any] = {"integer": 0, "number": 0, "boolean": False, "string": ""}


@dataclass(frozen=True, slots=True)
class Input:
    """One parameter in the address."""

    name: str
    where: str
    required: bool
    kind: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that may be called."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    inputs: tuple[Input, ...]
    body: str
    answers: tuple[tuple[str, str], ...]


def groups(schema: Json) -> list[tuple[str, list[Operation]]]:
    """Operations by their first tag, in the order of the schema."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            group = (told.get("tags") or [_("其他")])[0]
            found.setdefault(group, []).append(_operation(schema, path, method, told))
    return list(found.items())


def _operation(schema: Json, path: str, method: str, told: Json) -> Operation:
    answers = told["responses"].items()
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        text=_words(told.get("description", "")),
        inputs=tuple(_input(schema, given) for given in told.get("parameters", [])),
        body=_body(schema, told),
        answers=tuple((str(code), said.get("description", "")) for code, said in answers),
    )


def _words(text: str) -> str:
    """What is written for the reader of the page; a note for programmers stays in the document."""
    return "" if text.isascii() else text


def _input(schema: Json, given: Json) -> Input:
    shape = _plain(schema, given.get("schema", {}))
    return Input(
        name=given["name"],
        where=given["in"],
        required=bool(given.get("required")),
        kind=shape.get("type", "string"),
        text=given.get("description") or shape.get("description", ""),
        choices=tuple(str(choice) for choice in shape.get("enum", ())),
    )


def _body(schema: Json, told: Json) -> str:
    content = told.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return ""
    return json.dumps(_example(schema, content["schema"]), ensure_ascii=False, indent=2)


def _example(schema: Json, shape: Json, depth: int = 0) -> Any:
    """A body to start from: every field with its default, or empty."""
    shape = _plain(schema, shape)
    if "default" in shape:
        return shape["default"]
    if depth > 5:
        return None
    if "properties" in shape:
        return {k: _example(schema, v, depth + 1) for k, v in shape["properties"].items()}
    if shape.get("enum"):
        return shape["enum"][0]
    if shape.get("type") == "array":
        return [_example(schema, shape.get("items", {}), depth + 1)]
    return _plainest(shape)


def _plainest(shape: Json) -> Any:
    """The least value of a plain type that its form and its limits allow."""
    if shape.get("format") in FORMATS:
        return FORMATS[shape["format"]]
    if shape.get("minLength"):
        return _("文") * int(shape["minLength"])
    return shape.get("minimum", EMPTY.get(shape.get("type", "")))


def _plain(schema: Json, shape: Json) -> Json:
    """A shape with references followed and the first real choice taken."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return _plain(schema, schema["components"]["schemas"][name])
    choices = [c for c in shape.get("anyOf", []) if c.get("type") != "null"]
    if choices:
        return {**_plain(schema, choices[0]), **{k: v for k, v in shape.items() if k != "anyOf"}}
    return shape
