"""What the tests of this room share: invented people with correct numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from niangjia.domains.members.models import Application, Membership, Person
from niangjia.domains.members.selectors.consents import notice_of
from niangjia.domains.members.services import joining
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.services.persons import Identity
from niangjia.foundation.divisions.identity import synthetic_id

BORN = date(1990, 5, 17)
AGREED = notice_of("membership").version


def identity(seq: int = 1, name: str = "", **more: Any) -> Identity:
    """Somebody invented: an odd number is a man."""
    told = {"mobile": f"1390000{seq:04d}"} | more
    return Identity(name or f"工友{seq}", synthetic_id("522601", BORN, seq), **told)


@pytest.fixture
def applied(cast: Any, tree: Any, noon: Any) -> Application:
    """The worker of the cast asks the mill's union to take them in."""
    who = identity(2, "潘小满")
    return joining.apply(
        actor=cast.worker,
        key=uuid4(),
        identity=who,
        mobile=who.mobile,
        agreed=AGREED,
        wish=Wish(work_unit="凯里市第一纺织厂", union_id=tree.mill.pk, occupation="挡车工"),
        now=noon,
    )


@pytest.fixture
def member(cast: Any, applied: Application, noon: Any) -> Membership:
    """The same worker, taken in by the chair of the mill's union."""
    return joining.approve(actor=cast.grassroots_chair, application_id=applied.pk, now=noon)


@pytest.fixture
def join(cast: Any, tree: Any, noon: Any) -> Callable[..., Membership]:
    """`join(3)` makes a third invented person a member of the mill's union, or of another."""

    def made(seq: int, union: Any = None, **details: Any) -> Membership:
        asked = joining.enter(
            actor=cast.county_cadre,
            key=uuid4(),
            identity=identity(seq, details=details),
            wish=Wish(work_unit="凯里市第一纺织厂", union_id=(union or tree.mill).pk),
            way="desk",
            now=noon,
        )
        return joining.approve(actor=cast.county_cadre, application_id=asked.pk, now=noon)

    return made


@pytest.fixture
def person(member: Membership) -> Person:
    """Who the member is."""
    return member.person


def ask_for(cast: Any, seq: int, noon: Any, **wish: Any) -> Application:
    """The county writes down an invented person who asks for a union, or waits in the pool."""
    details = wish.pop("person", {})
    return joining.enter(
        actor=cast.county_cadre,
        key=uuid4(),
        identity=identity(seq, details=details),
        wish=Wish(**{"work_unit": "凯里市第一纺织厂"} | wish),
        way="crowd",
        now=noon,
    )
