"""Reading a pasted list of unions: by full name, short name or code."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.errors import Refused


def unions_named(path: str, text: str) -> list[int]:
    """The ids of the unions below a path that the lines name, each once.

    Raises Refused with every line that names none or more than one.
    """
    lines = [line.strip().replace(" ", "") for line in text.splitlines()]
    wanted = dict.fromkeys(line for line in lines if line)
    known: dict[str, list[int]] = defaultdict(list)
    for level in Level:
        if level <= Level.TOWNSHIP:
            for union in unions.unions_of(path, level):
                for word in {union.name, union.short_name, union.code}:
                    known[word].append(union.pk)
    unknown = [line for line in wanted if len(known.get(line, ())) == 0]
    doubtful = [line for line in wanted if len(known.get(line, ())) > 1]
    if unknown:
        raise Refused(
            _("找不到：%(lines)s。请写全称或代码") % {"lines": "、".join(unknown[:5])},
            field="names",
        )
    if doubtful:
        raise Refused(
            _("有同名的：%(lines)s。请写代码") % {"lines": "、".join(doubtful[:5])}, field="names"
        )
    return [known[line][0] for line in wanted]
