"""What somebody has filled in so far, between the pages of one errand: sealed, in their session only.

It ends with the errand, with the session, or when they throw it away; nothing of it is in a table
that anybody could list.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from niangjia.foundation.crypto.cipher import UnreadableError, open_, seal


class Draft:
    """The answers of one errand (`join`, `transfer`) of the person at this session."""

    def __init__(self, request: HttpRequest, errand: str) -> None:
        self.session = request.session
        self.key = f"draft_{errand}"
        self.context = f"portal.{errand}.{request.user.pk}"
        self.values: dict[str, Any] = self._read()

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def put(self, **values: Any) -> None:
        """Keep more answers."""
        self.values |= values
        self.session[self.key] = seal(json.dumps(self.values, ensure_ascii=False), self.context)

    def drop(self) -> None:
        """Throw everything away."""
        self.values = {}
        self.session.pop(self.key, None)

    def _read(self) -> dict[str, Any]:
        try:
            told = open_(self.session.get(self.key, ""), self.context)
        except UnreadableError:
            return {}
        return dict(json.loads(told)) if told else {}
