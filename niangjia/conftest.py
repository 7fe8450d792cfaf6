"""The cast: one small tree and seven people, the same in every test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

NOON = datetime(2023, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _held_tables() -> Iterator[None]:
    """Tables held in memory go back to what they were, as the database does."""
    from niangjia.foundation import held

    with held.as_before():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: Any, django_db_keepdb: bool
) -> ExitStack:
    """The test database is copied from the one kept of the last run, where nothing has changed."""
    from niangjia.foundation.testing import template

    copying = ExitStack()
    with django_db_blocker.unblock():
        copying.enter_context(template.copied(may_be_there=django_db_keepdb))
    return copying


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: ExitStack, django_db_setup: None, django_db_blocker: Any
) -> None:
    """Lets test databases be emptied: the trail's guard against deletion is taken down."""
    from django.db import connection

    from niangjia.foundation.audit import triggers

    django_db_modify_db_settings.close()
    with django_db_blocker.unblock():
        triggers.lift(connection)


@pytest.fixture
def noon() -> datetime:
    """Noon of 20 November 2023, a working Monday."""
    return NOON


@pytest.fixture
def tree(db: None) -> SimpleNamespace:
    """省, two 市, 区 and 基层: a four-level tree, with a township and the nation above."""
    from niangjia.domains.unions.enums import Level, UnionKind
    from niangjia.domains.unions.services.tree import Seedling, plant

    unions = plant(
        [
            Seedling("100000", "中华全国总工会", "全国", Level.NATIONAL),
            Seedling("520000", "贵州省总工会", "贵州", Level.PROVINCE, parent_code="100000"),
            Seedling("522600", "黔东南州总工会", "黔东南州", Level.CITY, parent_code="520000"),
            Seedling("520100", "贵阳市总工会", "贵阳", Level.CITY, parent_code="520000"),
            Seedling("522601", "凯里市总工会", "凯里", Level.COUNTY, parent_code="522600"),
            Seedling("522622", "黄平县总工会", "黄平", Level.COUNTY, parent_code="522600"),
            Seedling("520102", "南明区总工会", "南明", Level.COUNTY, parent_code="520100"),
            Seedling(
                "522601-0001",
                "凯里市第一纺织厂工会",
                "第一纺织厂",
                Level.GRASSROOTS,
                UnionKind.GRASSROOTS,
                "522601",
            ),
        ]
    )
    names = [
        "nation",
        "province",
        "city",
        "other_city",
        "county",
        "sister_county",
        "other_county",
        "mill",
    ]
    return SimpleNamespace(**dict(zip(names, unions, strict=True)))


ROLL = ["members.clerk", "members.approver"]
TASKS = ["tasks.issuer", "tasks.doer", "tasks.visitor"]

ROLES = {
    "grassroots_chair": ("mill", "工会主席", ["unions.reader", "assessment.reader", *ROLL]),
    "county_cadre": (
        "county",
        "组织部部长",
        [
            "unions.clerk",
            "assessment.assessed",
            "tasks.doer",
            "tasks.issuer",
            "cockpit.reader",
            *ROLL,
        ],
    ),
    "city_reviewer": (
        "city",
        "基层工作部部长",
        [
            "unions.clerk",
            "unions.approver",
            "members.reader",
            "assessment.reviewer",
            *TASKS,
            "cockpit.reader",
        ],
    ),
    "other_city_reviewer": (
        "other_city",
        "基层工作部部长",
        [
            "unions.clerk",
            "unions.approver",
            "members.reader",
            "assessment.reviewer",
            *TASKS,
            "cockpit.reader",
        ],
    ),
    "province_cadre": (
        "province",
        "基层工作部主任科员",
        [
            "unions.clerk",
            "unions.approver",
            "members.reader",
            "assessment.owner",
            "assessment.reviewer",
            *TASKS,
            "cockpit.reader",
        ],
    ),
    "auditor": ("province", "审计管理员", ["audit.admin"]),
    "security": ("province", "安全管理员", ["security.admin"]),
    "administrator": ("province", "系统管理员", ["system.admin"]),
}


class Cast:
    """People by part: `cast.county_cadre` is an actor, `cast.user("county_cadre")` the account."""

    def __init__(self, tree: SimpleNamespace) -> None:
        from niangjia.foundation.accounts.models import User

        self.tree = tree
        self.users: dict[str, Any] = {}
        for number, part in enumerate([*ROLES, "worker", "stranger"], start=1):
            self.users[part] = User.objects.create(username=part, name=f"演员{number}")
            if part in ROLES:
                self._seat(part)

    def _seat(self, part: str) -> None:
        from niangjia.domains.unions.models import Post, Tenure

        where, title, roles = ROLES[part]
        post = Post.objects.create(
            union=getattr(self.tree, where), title=title, kind="staff", roles=roles
        )
        Tenure.objects.create(
            post=post,
            person=self.users[part],
            person_name=self.users[part].name,
            begun_on=date(2022, 9, 1),
        )

    def user(self, part: str) -> Any:
        """The account of a part."""
        return self.users[part]

    def __getitem__(self, part: str) -> Any:
        from niangjia.domains.unions.selectors import actor_for

        return actor_for(self.users[part])

    def __getattr__(self, part: str) -> Any:
        if part.startswith("_") or part not in self.__dict__.get("users", {}):
            raise AttributeError(part)
        return self[part]


@pytest.fixture
def cast(tree: SimpleNamespace) -> Cast:
    """Seven people and the three administrators, seated in the tree."""
    return Cast(tree)


@pytest.fixture
def signed_in(settings: Any, client: Any, db: None) -> Any:
    """`signed_in(actor)` is a client of that actor; frame and actors of the ground floor only."""
    from niangjia.foundation.accounts.models import User
    from niangjia.foundation.testing import frame

    settings.SHELL_PROVIDER = "niangjia.foundation.testing.frame.shell_for"
    settings.ACTOR_PROVIDER = "niangjia.foundation.testing.frame.actor_for"
    frame.ACTORS.clear()

    def sign_in(actor: Any) -> Any:
        frame.ACTORS[actor.user_id] = actor
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in
