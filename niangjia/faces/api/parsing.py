"""What a body may be before anybody looks at it: JSON of a size, and text a database can keep."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from niangjia.foundation.errors import Refused

LARGEST = 1024 * 1024
"""Bytes of one body: every union of the country fits in several times."""

LONGEST = 5000
"""Entries of one list: more than the country has counties."""

DEEPEST = 20
"""Levels inside each other."""


class BoundedParser(Parser):
    """JSON, refused in a sentence where it is too much or cannot be kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain values. Raises Refused, and ValueError where it is no JSON."""
        if len(request.body) > LARGEST:
            raise Refused(_("请求内容超过 %(n)s KB，请分批提交") % {"n": LARGEST // 1024})
        return _checked(json.loads(request.body, parse_constant=_no_number), 0)


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _checked(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise Refused(_("请求内容的层次太深"))
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, list):
        if len(value) > LONGEST:
            raise Refused(_("一个列表最多 %(n)s 项，请分批提交") % {"n": LONGEST})
        for part in value:
            _checked(part, depth + 1)
    elif isinstance(value, dict):
        for name, part in value.items():
            _check_text(name)
            _checked(part, depth + 1)
    return value


def _check_text(text: str) -> None:
    """No NUL and no half characters: neither database keeps them."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused(_("文字中有无法保存的字符，请删除后再提交"))
