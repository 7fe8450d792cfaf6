"""The settings of an item, and the grades, as text for a cell of a workbook or a field of a form.

`零分值=60；满分值=95`, `分档=95:3、90:2`, `优秀：90分起，奖补200000元`. What is written is read back the
same; the names the files for programs use (`zero_at=60`) are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import VetoEffect

from .params import TABLES, WORDS, UnfitError, in_order, normalised, number, plain, word

GRADE = re.compile(
    r"^(?P<title>[^：:=]+)[：:=]\s*(?P<at>[\d.]+)\s*分?(?:起|以上)?"
    r"(?:[，,；;]\s*(?:奖补|奖励)?\s*(?P<award>[\d.,]+)\s*元?)?$"
)
"""优秀：90分起，奖补200000元."""


def written(params: Mapping[str, Any]) -> str:
    """The settings as text."""
    return "；".join(f"{word(name)}={_said(name, value)}" for name, value in in_order(params))


def _said(name: str, value: Any) -> str:
    if name in TABLES:
        return "、".join(f"{a}:{b}" for a, b in value)
    return str(VetoEffect(value).label) if name == "effect" else str(value)


def told(params: Mapping[str, Any]) -> str:
    """The settings in people's words, for reading only."""
    parts = []
    for name, value in in_order(params):
        if name in TABLES:
            said = "、".join(f"{a}→{b}" for a, b in value)
        else:
            said = str(VetoEffect(value).label) if name == "effect" else str(value)
        parts.append(f"{word(name)} {said}")
    return "；".join(parts)


def read(text: str) -> dict[str, Any]:
    """The settings from text; full-width and half-width marks both do. Raises UnfitError."""
    found: dict[str, Any] = {}
    for part in filter(None, (p.strip() for p in re.split("[；;\n]", text))):
        name, sign, value = part.replace("＝", "=").partition("=")
        if not sign:
            raise UnfitError(_("“%(part)s”应写成 名称=数值") % {"part": part})
        known = _name(name.strip())
        found[known] = _rows(value) if known in TABLES else _plain_value(known, value.strip())
    return normalised(found)


def _name(said: str) -> str:
    """The name of a setting from what people call it."""
    return next((name for name, label in WORDS.items() if said == str(label)), said)


def _plain_value(name: str, said: str) -> str:
    if name != "effect":
        return said
    return next((str(e.value) for e in VetoEffect if said in {e.value, str(e.label)}), said)


def _rows(value: str) -> list[list[str]]:
    rows = []
    for pair in filter(None, (p.strip() for p in re.split("[、,，]", value))):
        limit, sign, worth = pair.replace("：", ":").partition(":")
        if not sign:
            raise UnfitError(_("“%(pair)s”应写成 界限:分数") % {"pair": pair})
        rows.append([limit.strip(), worth.strip()])
    return rows


def grades_written(grades: Iterable[Mapping[str, Any]]) -> str:
    """The grades, one on each line, the award in yuan."""
    lines = []
    for grade in grades:
        line = _("%(title)s：%(at)s分起") % {
            "title": grade["title"],
            "at": plain(grade["at_least"]),
        }
        if fen := grade.get("award_fen"):
            line += _("，奖补%s元") % plain(Decimal(fen) / 100)
        lines.append(line)
    return "\n".join(lines)


def grades_read(text: str) -> list[dict[str, Any]]:
    """The grades from lines of text, the award in fen. Raises UnfitError."""
    found: list[dict[str, Any]] = []
    for line in filter(None, (part.strip() for part in text.splitlines())):
        match = GRADE.match(line)
        if match is None:
            raise UnfitError(_("“%(line)s”应写成 优秀：90分起，奖补200000元") % {"line": line})
        grade: dict[str, Any] = {
            "title": match["title"].strip(),
            "at_least": plain(match["at"]),
        }
        if match["award"]:
            grade["award_fen"] = int(number(match["award"].replace(",", "")) * 100)
        found.append(grade)
    return found


def order_written(numbers: Iterable[int]) -> str:
    """Numbers of dimensions as text: 5、2、3."""
    return "、".join(str(number) for number in numbers)


def order_read(said: str) -> list[int]:
    """Numbers of dimensions from text. Raises UnfitError."""
    parts = [part.strip() for part in re.split("[、,，]", said.strip("[] "))]
    kept = [part.removesuffix(".0") for part in parts if part]
    if wrong := [part for part in kept if not part.isdecimal()]:
        raise UnfitError(_("“%s”不是维度序号，应写成 5、2、3") % wrong[0])
    return [int(part) for part in kept]
