"""Which unions may be paired with a county, and which may be given what a visit found."""

from __future__ import annotations

from niangjia.domains.tasks.models import Problem
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.foundation.scope import Actor, ancestors


def choices(actor: Actor) -> list[tuple[int, str]]:
    """The unions this person arranges pairings for: at or below their posts, cities and higher.

    Each with the industrial unions that reside in its house.
    """
    found: dict[int, str] = {}
    for union in unions.unions_on(actor.paths({ISSUER})):
        if union.level > Level.CITY:
            continue
        line = [union]
        if union.level < Level.CITY:
            line += list(unions.unions_of(union.path, Level.CITY))
        for one in line:
            found[one.pk] = one.name
            resident = unions.children_of(one).filter(kind=UnionKind.RESIDENT_INDUSTRIAL)
            if one is union:
                found |= dict(resident.values_list("pk", "name"))
    return list(found.items())


def places_for(actor: Actor, problem: Problem) -> list[tuple[int, str]]:
    """Where a problem may go: the county, then the unions above it up to where the person stands."""
    above = [
        path for path in ancestors(problem.path) if path.startswith(actor.here or problem.path)
    ]
    found = sorted(unions.unions_on(above), key=lambda union: -union.level)
    return [(union.pk, union.name) for union in found]
