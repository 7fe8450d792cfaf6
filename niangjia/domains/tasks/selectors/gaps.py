"""The gap sheet (对照差距表): a county beside its host, figure by figure, as of the round's day. S000-03.

Every figure comes from the fact ledger; the largest shortfall in proportion to the host comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from niangjia.domains.tasks.models import Round
from niangjia.domains.tasks.policy.programmes import reads_below
from niangjia.domains.tasks.policy.rounds import organises
from niangjia.domains.tasks.selectors.coverage import COUNTIES
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.errors import Missing
from niangjia.foundation.facts.metrics import FIGURES, Figure
from niangjia.foundation.facts.selectors import Value, read_many
from niangjia.foundation.scope import Actor

from .rounds import hosts_of, participants_of

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

COMPARED = (
    "unions.membership_rate",
    "unions.coverage_rate",
    "unions.board_rate",
    "unions.re_elected_in_time",
    "unions.grassroots",
    "unions.members",
    "unions.certificates",
    "unions.posts_filled",
    "unions.social_workers",
    "tasks.done_rate",
)
"""What a round compares unless its organiser says otherwise; more is better in all of them."""

COCKPIT = frozenset({"cockpit.reader"})
"""Who may open a figure to its rows."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One figure at the host and at the county; `behind` is the shortfall in % of the host's."""

    figure: Figure
    host: Value
    own: Value

    @property
    def short(self) -> Decimal | None:
        """How much is missing; negative where the county is ahead, None where one is unknown."""
        if self.host is None or self.own is None:
            return None
        return Decimal(self.host) - Decimal(self.own)

    @property
    def behind(self) -> Decimal | None:
        """The same in per cent of the host's figure, so that unlike figures can be put in order."""
        if self.short is None or not self.host:
            return None
        return self.short * 100 / abs(Decimal(self.host))

    @property
    def is_behind(self) -> bool:
        """Whether the host has more."""
        return self.short is not None and self.short > 0


@dataclass(frozen=True, slots=True)
class GapSheet:
    """One county beside one host, on one day."""

    round: Round
    host: Union
    union: Union
    period: Period
    gaps: list[Gap]

    @property
    def on(self) -> date:
        """The day the figures are of."""
        return self.period.end

    @property
    def behind(self) -> list[Gap]:
        """Where the host has more."""
        return [gap for gap in self.gaps if gap.is_behind]

    def rows_of(self, actor: Actor, figure: Figure, union: Union) -> str:
        """The query of the page with the rows behind a figure; empty for who may not open it."""
        if not actor.holds(COCKPIT, at=union.path):
            return ""
        told = {"metric": figure.key, "place": union.code, "period": self.period.code}
        return urlencode(told)


def compared_unions(actor: Actor, row: Round) -> list[Union]:
    """The counties that can hold themselves against a host: those on the list, those of its cities.

    Cut to what the person may read: the organiser sees all, a city its counties, a county itself.
    """
    hosts = {host.pk for host in hosts_of(row)}
    listed = {p.union_id: p.union for p in participants_of(row)}
    found: dict[int, Union] = {}
    for union in listed.values():
        if union.path == row.path:
            continue
        for county in unions.unions_of(union.path, Level.COUNTY):
            if county.kind in COUNTIES and county.pk not in hosts:
                found[county.pk] = county
    seen = [union for union in found.values() if _may_read(actor, row, union)]
    return sorted(seen, key=lambda union: union.code)


def _may_read(actor: Actor, row: Round, union: Union) -> bool:
    return organises(actor, row) or reads_below(actor, union)


def host_of(row: Round, host_id: int | None) -> Union:
    """The host that is compared with: the one asked for, else the first county on the route."""
    hosts = hosts_of(row)
    if host_id is not None:
        hosts = [host for host in hosts if host.pk == host_id]
    counties = [host for host in hosts if host.level == Level.COUNTY]
    if not (counties or hosts):
        raise Missing
    return (counties or hosts)[0]


def gap_sheet(
    actor: Actor, row: Round, union_id: int, today: date, host_id: int | None = None
) -> GapSheet:
    """The sheet of one county. Raises Missing for a county that takes no part or is not one's own."""
    union = next((u for u in compared_unions(actor, row) if u.pk == union_id), None)
    if union is None:
        raise Missing
    (sheet,) = _sheets(row, host_of(row, host_id), [union], today)
    return sheet


def gap_sheets(actor: Actor, row: Round, today: date, host_id: int | None = None) -> list[GapSheet]:
    """The sheets of every county this person may read, in official order."""
    return _sheets(row, host_of(row, host_id), compared_unions(actor, row), today)


def _sheets(row: Round, host: Union, found: Sequence[Union], today: date) -> list[GapSheet]:
    """All figures of all counties in one statement, as of the last day of the round."""
    end = min(row.ends_on, today)
    period = Period(date(end.year, 1, 1), end)
    keys = [key for key in row.metrics if key in FIGURES]
    units = [(union.pk, union.path) for union in {u.pk: u for u in (host, *found)}.values()]
    readings = read_many(keys, within=row.path, period=period, by=units) if found else []
    values = {reading.metric.key: reading.by_key for reading in readings}
    return [
        GapSheet(row, host, union, period, _gaps(keys, values, host.pk, union.pk))
        for union in found
    ]


def _gaps(
    keys: Sequence[str], values: dict[str, dict[object, Value]], host: int, own: int
) -> list[Gap]:
    gaps = [Gap(FIGURES[key], values[key][host], values[key][own]) for key in keys]
    return sorted(
        gaps,
        key=lambda gap: gap.behind if gap.behind is not None else Decimal("-1e9"),
        reverse=True,
    )
