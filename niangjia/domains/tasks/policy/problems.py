"""Who may do what with a problem found on a visit: its pairing's people, or those it was raised to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.unions.enums import Level
from niangjia.foundation.predicates import is_system, predicate
from niangjia.foundation.scope import Actor

from .pairings import arranges_here, can_log, issues_above
from .roles import ISSUER

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Problem


@predicate
def is_raised(actor: Actor, problem: Problem) -> bool:
    """Lies with the union above."""
    return problem.state == ProblemState.RAISED


@predicate
def is_of_a_city(actor: Actor, problem: Problem) -> bool:
    """Was found by the pairing of a city: there is a province to turn to."""
    return problem.pairing.tier > Level.PROVINCE


@predicate
def issues_over_the_city(actor: Actor, problem: Problem) -> bool:
    """Gives out work where it would be raised to: may do so without being asked."""
    return actor.holds({ISSUER}, at=problem.pairing.above_path)


@predicate
def is_asked(actor: Actor, problem: Problem) -> bool:
    """Gives out work at or above the union it was raised to."""
    return bool(problem.raised_path) and actor.holds({ISSUER}, at=problem.raised_path)


can_raise = (can_log | arranges_here) & is_of_a_city & ~issues_over_the_city
can_decide = is_asked
can_hand_on = (issues_above & ~is_raised) | (is_asked & is_raised) | is_system
can_settle = (can_log & ~is_raised) | can_hand_on
can_follow = is_system
