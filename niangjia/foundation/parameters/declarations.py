"""Declaring a parameter in code: its key, type, default and words; and asking for its value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from unicodedata import normalize

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from niangjia.foundation import clock
from niangjia.foundation.errors import Refused

from . import table

T = TypeVar("T")
Text = str | Promise

YES, NO = frozenset({"是", "√", "true", "1", "yes"}), frozenset({"否", "×", "false", "0", "no"})


@dataclass(frozen=True)
class Declaration(Generic[T]):
    """A key somebody may set. `default` holds wherever no value is set.

    `check` returns a sentence about what is wrong with a value, or nothing.
    """

    key: str
    of: type[T]
    default: T
    label: Text
    unit: Text = ""
    source: str = ""
    minimum: int | None = None
    maximum: int | None = None
    check: Callable[[T], str] | None = None

    def value(self, region: str = "", on: date | None = None) -> T:
        """The value for a region on a day: county, else city, else province, else the nation."""
        entry = table.entry_for(self.key, region, on or clock.today())
        return self.default if entry is None else self._built(entry.value)

    def clean(self, raw: object) -> T:
        """The value of a typed input, checked. Raises Refused at the field `value`."""
        try:
            built = self._built(raw)
        except (TypeError, ValueError, InvalidOperation) as error:
            raise Refused(self._hint(), field="value") from error
        self._check_bounds(built)
        if self.check and (sentence := self.check(built)):
            raise Refused(sentence, field="value")
        return built

    def parse(self, text: str) -> T:
        """The value of what somebody typed. Raises Refused at the field `value`."""
        raw: object = text.strip()
        if self.of is bool:
            raw = True if text.strip().lower() in YES else text
            raw = False if text.strip().lower() in NO else raw
        elif issubclass(self.of, int | list | dict):
            try:
                raw = json.loads(normalize("NFKC", text) if self.of is int else text)
            except ValueError as error:
                raise Refused(self._hint(), field="value") from error
        return self.clean(raw)

    def shown(self, value: T) -> str:
        """The value as a page or a form shows it; what `parse` reads back."""
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, list | dict):
            return json.dumps(value, ensure_ascii=False)
        return str(value)

    def stored(self, value: T) -> Any:
        """The value as JSON keeps it."""
        return str(value) if isinstance(value, Decimal) else value

    @property
    def is_long(self) -> bool:
        """Whether a form needs several lines for it."""
        return issubclass(self.of, list | dict)

    def _built(self, raw: object) -> T:
        """The value of its JSON form; raises TypeError, ValueError or InvalidOperation."""
        found = _decimal(raw) if issubclass(self.of, Decimal) else raw
        if type(found) is not self.of:
            raise TypeError(raw)
        return found

    def _check_bounds(self, value: T) -> None:
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            return
        if self.minimum is not None and value < self.minimum:
            raise Refused(_("不能小于 %(n)s") % {"n": self.minimum}, field="value")
        if self.maximum is not None and value > self.maximum:
            raise Refused(_("不能大于 %(n)s") % {"n": self.maximum}, field="value")

    def _hint(self) -> str:
        hints: dict[type, str] = {
            int: _("请填写整数"),
            Decimal: _("请填写数字"),
            bool: _("请填写“是”或“否”"),
            list: _("请按示例格式填写列表（JSON）"),
            dict: _("请按示例格式填写对照表（JSON）"),
        }
        return hints.get(self.of, _("请填写文字"))


def _decimal(raw: object) -> Decimal:
    if not isinstance(raw, str | int | Decimal) or isinstance(raw, bool):
        raise TypeError(raw)
    found = Decimal(raw)
    if not found.is_finite():
        raise ValueError(raw)
    return found


_declared: dict[str, Declaration[Any]] = {}


def declare(
    key: str,
    of: type[T],
    *,
    default: T,
    label: Text,
    unit: Text = "",
    source: str = "",
    minimum: int | None = None,
    maximum: int | None = None,
    check: Callable[[T], str] | None = None,
) -> Declaration[T]:
    """Make a key known. Raises ValueError for a key declared twice or a default of another type."""
    if key in _declared:
        raise ValueError(f"{key} is declared already")
    if type(default) is not of:
        raise ValueError(f"the default of {key} is no {of.__name__}")
    found = Declaration(key, of, default, label, unit, source, minimum, maximum, check)
    _declared[key] = found
    return found


def declared() -> Mapping[str, Declaration[Any]]:
    """Every key in the order of declaration."""
    return MappingProxyType(_declared)


def value(key: str, region: str = "", on: date | None = None) -> Any:
    """The value of a key by name, for templates and rules kept as data. Raises KeyError."""
    return _declared[key].value(region, on)
