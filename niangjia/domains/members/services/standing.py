"""Unions move and end while people join: what was written for one is written where it stands now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Refused


def check(used: Iterable[Any]) -> None:
    """Look at unions again, after rows that hang on them were written.

    A row waits for a change of its union that is under way, so what is seen now holds until the
    transaction ends. Raises Refused where one has moved or ended since it was read.
    """
    known = {union.pk: union for union in used}
    for union in unions.unions_among(known):
        before = known[union.pk]
        if (union.path, union.state) != (before.path, before.state):
            raise Refused(
                _("“%(name)s”刚刚变更了隶属关系或已撤并，请重新选择后再办") % {"name": union.name}
            )
