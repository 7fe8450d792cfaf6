"""The registry: which metrics there are, and which facts a row contributes.

    MEDIATED = metric("disputes.mediated", _("调解案件"), unit=Unit.CASE)
    AGREED = metric("disputes.agreed", _("达成协议"), unit=Unit.CASE)
    SUCCESS = ratio("disputes.success", _("调解成功率"), AGREED / MEDIATED)

    @facts_of(Case)
    def facts(case: Case) -> Iterable[Fact]:
        if case.mediated_on:
            yield MEDIATED.fact(case.union, on=case.mediated_on)

A room keeps this in its `metrics.py`, imported by `ready()` of its app.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar
from zlib import crc32

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from niangjia.foundation.errors import Missing

from .enums import Kind, Unit

M = TypeVar("M", bound=models.Model)
FEN = 100
"""Money is kept in fen, said in yuan."""


class Place(Protocol):
    """What a fact hangs on: anything with a key and a path."""

    @property
    def pk(self) -> Any: ...
    @property
    def path(self) -> str: ...


class Fact(NamedTuple):
    """What a row contributes: so much of one metric, by one unit, on one day.

    `quantity` is a count or fen; `subject` the keyed digest of the person it is about.
    """

    metric: int
    unit_id: int
    path: str
    day: date
    quantity: int
    subject: bytes | None


def code_of(name: str) -> int:
    """A short number for a long name: the same in every database, without a table to look it up."""
    return crc32(name.encode()) & 0x7FFFFFFF


def digest_of(subject: str) -> bytes:
    """The keyed digest of somebody: tells the same person again, never who it is."""
    return hmac.digest(settings.SUBJECT_KEY.encode(), f"subject:{subject}".encode(), "sha256")[:16]


@dataclass(frozen=True, slots=True)
class Sum:
    """Metrics of one unit and kind, added."""

    parts: tuple[Metric, ...]

    def __post_init__(self) -> None:
        kinds = {(part.unit, part.kind) for part in self.parts}
        if len(kinds) > 1:
            raise TypeError(f"different things never add: {[part.key for part in self.parts]}")
        if len(self.parts) > 1 and any(part.subjects for part in self.parts):
            raise TypeError(f"distinct persons never add: {[part.key for part in self.parts]}")

    def __add__(self, other: Sum | Metric | Total) -> Sum:
        return Sum(self.parts + _sum(other).parts)

    def __truediv__(self, other: Sum | Metric | Total) -> Quotient:
        return Quotient(self, _sum(other))

    @property
    def label(self) -> str:
        """In words, for a formula."""
        return " + ".join(str(part.label) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Quotient:
    """One sum divided by another: what a ratio is made from."""

    top: Sum
    bottom: Sum


@dataclass(frozen=True)
class Figure:
    """Anything with a key that can be read: a metric, a total or a ratio."""

    key: str
    label: StrOrPromise
    meaning: StrOrPromise
    source: str
    room: str

    @property
    def leaves(self) -> tuple[Metric, ...]:
        """The metrics it is computed from."""
        raise NotImplementedError

    @property
    def unit_label(self) -> str:
        """The unit in words."""
        raise NotImplementedError

    @property
    def formula(self) -> str:
        """How it is computed, in words; empty for what is counted directly."""
        return ""


@dataclass(frozen=True)
class _Addable(Figure):
    """A figure that may stand in an expression."""

    def __add__(self, other: Sum | Metric | Total) -> Sum:
        return _sum(self) + other

    def __truediv__(self, other: Sum | Metric | Total) -> Quotient:
        return _sum(self) / other


@dataclass(frozen=True)
class Metric(_Addable):
    """What is counted from facts. `subjects`: distinct persons, never summed across places."""

    unit: Unit
    kind: Kind
    subjects: bool
    code: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", code_of(self.key))

    @property
    def leaves(self) -> tuple[Metric, ...]:
        return (self,)

    @property
    def unit_label(self) -> str:
        return str(self.unit.label)

    @property
    def is_money(self) -> bool:
        """Kept in fen."""
        return self.unit is Unit.YUAN

    def fact(
        self,
        unit: Place,
        *,
        on: date,
        quantity: int | Decimal = 1,
        subject: str | None = None,
    ) -> Fact:
        """One contribution: a whole number, or yuan and fen for money. Zero contributes nothing."""
        if isinstance(on, datetime):
            raise TypeError(f"{self.key}: a fact has a day, not a moment")
        if self.subjects and not subject:
            raise ValueError(f"{self.key} counts persons: say which")
        digest = digest_of(subject) if self.subjects and subject else None
        return Fact(self.code, unit.pk, unit.path, on, self._whole(quantity), digest)

    def _whole(self, quantity: int | Decimal) -> int:
        if quantity.__class__ is int and not self.is_money:
            return quantity
        if isinstance(quantity, float):
            raise TypeError(f"{self.key}: a float is not an amount")
        scaled = quantity * FEN if self.is_money else quantity
        if scaled != int(scaled):
            raise ValueError(f"{self.key}: {quantity} is not whole")
        return int(scaled)


@dataclass(frozen=True)
class Total(_Addable):
    """A named sum."""

    sum: Sum

    @property
    def leaves(self) -> tuple[Metric, ...]:
        return self.sum.parts

    @property
    def unit_label(self) -> str:
        return self.sum.parts[0].unit_label

    @property
    def formula(self) -> str:
        return self.sum.label


@dataclass(frozen=True)
class Ratio(Figure):
    """One sum over another; `percent` says it is a share."""

    quotient: Quotient
    percent: bool

    @property
    def leaves(self) -> tuple[Metric, ...]:
        return tuple(dict.fromkeys(self.quotient.top.parts + self.quotient.bottom.parts))

    @property
    def unit_label(self) -> str:
        if self.percent:
            return "%"
        top, bottom = self.quotient.top.parts[0], self.quotient.bottom.parts[0]
        return f"{top.unit_label}/{bottom.unit_label}"

    @property
    def formula(self) -> str:
        return " ÷ ".join(
            part.label if len(part.parts) == 1 else f"（{part.label}）"
            for part in (self.quotient.top, self.quotient.bottom)
        )


class Source(NamedTuple):
    """A kind of row that contributes: its model, its facts, what to fetch along with it."""

    model: type[models.Model]
    facts: Callable[[Any], Iterable[Fact]]
    related: tuple[str, ...]
    kind: int


FIGURES: dict[str, Figure] = {}
METRICS: dict[int, Metric] = {}
SOURCES: dict[type[models.Model], Source] = {}


def metric(
    key: str,
    label: StrOrPromise,
    *,
    unit: Unit,
    kind: Kind | str = Kind.FLOW,
    subjects: bool = False,
    meaning: StrOrPromise = "",
    source: str = "",
) -> Metric:
    """Declare what is counted. `meaning` is its 口径, `source` where the definition comes from."""
    found = Metric(key, label, meaning, source, _room(key), unit, Kind(kind), subjects)
    if found.code in METRICS:
        raise ValueError(f"{key} is taken, or shares its number with {METRICS[found.code].key}")
    METRICS[found.code] = _keep(found)
    return found


def total(
    key: str, label: StrOrPromise, expression: Sum, *, meaning: StrOrPromise = "", source: str = ""
) -> Total:
    """Declare a sum of metrics of one unit."""
    return _keep(Total(key, label, meaning, source, _room(key), expression))


def ratio(
    key: str,
    label: StrOrPromise,
    expression: Quotient,
    *,
    percent: bool = True,
    meaning: StrOrPromise = "",
    source: str = "",
) -> Ratio:
    """Declare a ratio with its denominator. A share divides like by like."""
    top, bottom = expression.top.parts[0], expression.bottom.parts[0]
    if percent and top.unit is not bottom.unit:
        raise TypeError(f"{key}: {top.unit_label} is no share of {bottom.unit_label}")
    return _keep(Ratio(key, label, meaning, source, _room(key), expression, percent))


def facts_of(
    model: type[M], *, related: Sequence[str] = ()
) -> Callable[[Callable[[M], Iterable[Fact]]], Callable[[M], Iterable[Fact]]]:
    """Register which facts a row of `model` contributes.

    `related` names the foreign keys the function follows, so that bulk work fetches them at once.
    """

    def keep(facts: Callable[[M], Iterable[Fact]]) -> Callable[[M], Iterable[Fact]]:
        if model in SOURCES:
            raise ValueError(f"{model.__name__} already says its facts")
        kind = code_of(model._meta.label_lower)
        if any(source.kind == kind for source in SOURCES.values()):
            raise ValueError(f"{model.__name__} shares its number with another model")
        SOURCES[model] = Source(model, facts, tuple(related), kind)
        return facts

    return keep


def figure(key: str) -> Figure:
    """The metric, total or ratio with this key. Raises Missing."""
    if key not in FIGURES:
        raise Missing(_("没有指标“%(key)s”") % {"key": key})
    return FIGURES[key]


def figures() -> list[Figure]:
    """All of them, room by room."""
    return [FIGURES[key] for key in sorted(FIGURES)]


F = TypeVar("F", bound=Figure)


def _keep(found: F) -> F:
    if found.key in FIGURES:
        raise ValueError(f"the key {found.key} is taken")
    FIGURES[found.key] = found
    return found


def _room(key: str) -> str:
    room, dot, _rest = key.partition(".")
    if not dot:
        raise ValueError(f"{key}: a key is room.name")
    return room


def _sum(found: Sum | Figure) -> Sum:
    if isinstance(found, Sum):
        return found
    return found.sum if isinstance(found, Total) else Sum(found.leaves)
