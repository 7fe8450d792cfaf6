"""A county that announces, its cadre, somebody in a township below, somebody elsewhere."""

import pytest

from niangjia.foundation.accounts.models import User
from niangjia.foundation.scope import Actor

CITY = "00001" + "00052"
COUNTY = CITY + "00526"
TOWN = COUNTY + "00900"
ELSEWHERE = "00001" + "00062"


def seated(name: str, path: str, *roles: str) -> Actor:
    user = User.objects.create(username=name, name=name, email=f"{name}@example.org")
    posts = frozenset((role, path) for role in roles or ("clerk",))
    return Actor(user.pk, posts, name, path)


@pytest.fixture
def issuer(db) -> Actor:
    return seated("issuer", COUNTY, "notices.issuer")


@pytest.fixture
def clerk(db) -> Actor:
    return seated("clerk", TOWN)


@pytest.fixture
def above(db) -> Actor:
    return seated("above", CITY)


@pytest.fixture
def elsewhere(db) -> Actor:
    return seated("elsewhere", ELSEWHERE, "notices.issuer")
