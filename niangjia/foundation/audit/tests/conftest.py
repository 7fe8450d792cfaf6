"""A clerk, an auditor above and one elsewhere, and a row that hangs on a path."""

import pytest

from niangjia.foundation.accounts.models import User
from niangjia.foundation.scope import Actor

COUNTY = "00001" + "00052" + "00526"
ELSEWHERE = "00001" + "00062"


@pytest.fixture
def clerk() -> Actor:
    """Works in the county, in post 7."""
    return Actor(41, frozenset({("clerk", COUNTY)}), "吴贵芳", COUNTY, 526, 7)


@pytest.fixture
def auditor() -> Actor:
    """Audits the province."""
    return Actor(42, frozenset({("audit.admin", COUNTY[:10])}), "石国安", COUNTY[:10])


@pytest.fixture
def other_auditor() -> Actor:
    """Audits another province."""
    return Actor(43, frozenset({("audit.admin", ELSEWHERE)}), "马建国", ELSEWHERE)


@pytest.fixture
def row(db) -> User:
    """Some row of some table, hanging on the county."""
    user = User.objects.create(username="row", name="第一纺织厂", phone="0855-1")
    user.path = COUNTY  # type: ignore[attr-defined]
    return user
