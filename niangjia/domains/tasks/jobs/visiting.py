"""Telling people of hand-overs, of what visits found, and of rounds to come."""

from __future__ import annotations

from datetime import datetime

from niangjia.domains.tasks.services import visits_telling
from niangjia.foundation.jobs.queue import job


@job()
def tell_of_handover(*, handover_id: int, at: str) -> None:
    """Both people and the county hear who answers from now on."""
    visits_telling.of_handover(handover_id=handover_id, now=datetime.fromisoformat(at))


@job()
def tell_of_problems(*, visit_id: int, at: str) -> None:
    """Those who can hear what waits to be handed on."""
    visits_telling.of_problems(visit_id=visit_id, now=datetime.fromisoformat(at))


@job()
def tell_of_raised(*, problem_id: int, at: str) -> None:
    """The province hears what a city cannot solve."""
    visits_telling.of_raised(problem_id=problem_id, now=datetime.fromisoformat(at))


@job()
def tell_of_answer(*, problem_id: int, verb: str, at: str) -> None:
    """Those who raised a problem hear what became of it."""
    visits_telling.of_answer(problem_id=problem_id, verb=verb, now=datetime.fromisoformat(at))


@job()
def tell_of_round(*, round_id: int, at: str) -> None:
    """The unions on the list are asked to come."""
    visits_telling.of_round(round_id=round_id, now=datetime.fromisoformat(at))
