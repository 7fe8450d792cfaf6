"""What is wrong with an input, in Chinese: pydantic's kinds of error and our words for them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = {
    "missing": gettext_lazy("缺少这一项"),
    "int_parsing": gettext_lazy("应为整数"),
    "int_type": gettext_lazy("应为整数"),
    "int_from_float": gettext_lazy("应为整数"),
    "float_parsing": gettext_lazy("应为数字"),
    "decimal_parsing": gettext_lazy("应为数字"),
    "decimal_type": gettext_lazy("应为数字"),
    "bool_parsing": gettext_lazy("应为 true 或 false"),
    "bool_type": gettext_lazy("应为 true 或 false"),
    "string_type": gettext_lazy("应为文字"),
    "list_type": gettext_lazy("应为列表"),
    "dict_type": gettext_lazy("应为对象"),
    "model_attributes_type": gettext_lazy("应为对象"),
    "date_from_datetime_parsing": gettext_lazy("应为日期，例如 2023-11-20"),
    "date_parsing": gettext_lazy("应为日期，例如 2023-11-20"),
    "datetime_from_date_parsing": gettext_lazy("应为时间，例如 2023-11-20T14:30:00+08:00"),
    "datetime_parsing": gettext_lazy("应为时间，例如 2023-11-20T14:30:00+08:00"),
    "json_invalid": gettext_lazy("不是有效的 JSON"),
    "extra_forbidden": gettext_lazy("没有这一项"),
}

LIMITS = {
    "greater_than": ("gt", gettext_lazy("应大于 %s")),
    "greater_than_equal": ("ge", gettext_lazy("不应小于 %s")),
    "less_than": ("lt", gettext_lazy("应小于 %s")),
    "less_than_equal": ("le", gettext_lazy("不应大于 %s")),
    "string_too_short": ("min_length", gettext_lazy("至少 %s 个字")),
    "string_too_long": ("max_length", gettext_lazy("最多 %s 个字")),
    "too_short": ("min_length", gettext_lazy("至少 %s 项")),
    "too_long": ("max_length", gettext_lazy("最多 %s 项")),
    "decimal_max_places": ("decimal_places", gettext_lazy("最多 %s 位小数")),
    "enum": ("expected", gettext_lazy("应为其中之一：%s")),
    "literal_error": ("expected", gettext_lazy("应为其中之一：%s")),
    "string_pattern_mismatch": ("pattern", gettext_lazy("格式应符合 %s")),
}


def sentence_for(errors: list[dict[str, Any]]) -> tuple[str | None, str]:
    """(field of the first error, one sentence about all of them)."""
    told = [f"{_name(error) or _('请求内容')}：{_what(error)}" for error in errors]
    first = _name(errors[0]) if errors else ""
    return first or None, "；".join(told) or _("填写有误")


def _name(error: dict[str, Any]) -> str:
    """The dotted name of the input, without the part that says where it stood."""
    place = [str(part) for part in error.get("loc", ())]
    known = {"body", "query", "path", "header", "form", "payload", "data", "filters"}
    while len(place) > 1 and place[0] in known:
        place = place[1:]
    return ".".join(place)


def _what(error: dict[str, Any]) -> str:
    kind = error.get("type", "")
    if kind in KINDS:
        return str(KINDS[kind])
    if kind in LIMITS:
        name, words = LIMITS[kind]
        limit = error.get("ctx", {}).get(name, "")
        return f"{words}" % (limit,)
    return _("格式不正确")
