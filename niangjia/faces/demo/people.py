"""The people: everyone offered by name, and a cadre for every city and county of both provinces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.services import posts
from niangjia.foundation import clock
from niangjia.foundation.accounts.services.actors import open_actors
from niangjia.foundation.scope import SYSTEM

from .cast import CITY, COUNTY, PARTS, PASSWORD, Part
from .invention import person_name
from .tree import PROVINCES

BEGAN = date(2022, 9, 1)


def seat_everybody() -> None:
    """Open the accounts and give everybody a post with its roles."""
    now = clock.now()
    parts = list(everybody())
    users = open_actors(
        people=[(p.username, p.name) for p in parts], password=PASSWORD, now=clock.real_now()
    )
    for part in parts:
        posts.seat(
            actor=SYSTEM,
            union_id=unions.union_by_code(part.code).pk,
            title=part.post,
            department=part.department,
            kind=part.kind,
            roles=list(part.roles),
            person_id=users[part.username].pk,
            begun_on=BEGAN,
            document="",
            now=now,
        )


def everybody() -> Iterator[Part]:
    """The named parts, then one cadre per city and county that has none yet."""
    yield from PARTS
    taken = {part.code for part in PARTS}
    for province in PROVINCES:
        root = unions.union_by_code(f"{province}0000")
        for level, post, roles in (
            (Level.CITY, "部长", CITY),
            (Level.COUNTY, "常务副主席", COUNTY),
        ):
            for union in unions.unions_of(root.path, level):
                if union.code not in taken:
                    yield _cadre(union.code, post, roles)


def _cadre(code: str, post: str, roles: tuple[str, ...]) -> Part:
    kind = "department_head" if post == "部长" else "executive_vice_chair"
    department = "基层工作部" if post == "部长" else ""
    return Part(f"u{code}", person_name(code), post, department, kind, code, roles)
