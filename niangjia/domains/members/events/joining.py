"""Joining, and what a union hears of it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted:
    """Somebody handed in an application; in the pool it waits for a union first."""

    application_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationRouted:
    """The pool found a union for somebody."""

    application_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationDecided:
    """Approved, sent back or rejected."""

    application_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationEscalated:
    """Nobody answered in time: the next higher union hears of it."""

    application_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationNudged:
    """Somebody presses for an answer (催办)."""

    application_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """A membership began: for the rooms that serve members."""

    person_id: int
    membership_id: int
    union_id: int
    on: date
    at: datetime
