"""A county cadre at the desk, and matters that wait."""

from datetime import date

import pytest

from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.models import Term
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.notices import services as notices
from niangjia.foundation.scope import Actor


@pytest.fixture
def desk(client, cast):
    """A county cadre, signed in."""
    client.force_login(cast.user("county_cadre"))
    return client


@pytest.fixture
def matters(tree):
    """`matters(1, 4)` lets the terms of the unions 1, 2 and 3 of the county run out."""

    def wait(first, end):
        seeds = [
            Seedling(
                f"522601-10{n:02}",
                f"凯里市第{n}玻璃厂工会",
                f"第{n}玻璃厂",
                Level.GRASSROOTS,
                UnionKind.GRASSROOTS,
                "522601",
            )
            for n in range(first, end)
        ]
        for union in plant(seeds):
            Term.objects.create(
                union=union,
                number=3,
                years=5,
                begun_on=date(2018, 1, 1),
                ends_on=date(2023, 1, 1),
            )

    return wait


@pytest.fixture
def announced(cast, tree, noon):
    """The province has announced something."""
    actor = Actor(
        cast.user("province_cadre").pk,
        frozenset({("notices.issuer", tree.province.path)}),
        here=tree.province.path,
    )
    row = notices.write_announcement(
        actor=actor, issuer="省总", title="关于凯里现场会的通知", body="内容", now=noon
    )
    return notices.publish_announcement(actor=actor, announcement_id=row.pk, now=noon)
