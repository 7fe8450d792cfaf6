"""A province with members, and somebody who reads its cockpit."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.domains.unions.services.headcounts import Count, load_headcounts

COUNTS = {"county": (1000, 764), "sister_county": (800, 600), "other_county": (500, 480)}


@pytest.fixture
def counted(tree, noon):
    """Workers and members of three counties, stated in February and in October."""
    for on, share in ((date(2023, 2, 1), 2), (date(2023, 10, 1), 1)):
        rows = [
            (getattr(tree, name), on, Count(workers, members // share, members // 4))
            for name, (workers, members) in COUNTS.items()
        ]
        load_headcounts(counts=rows, source="月报", now=noon)
    return tree


@pytest.fixture
def reader(client, cast, counted, settings, noon):
    """A province cadre, signed in, on 20 November 2023."""
    settings.DEMO_NOW = noon
    client.force_login(cast.user("province_cadre"))
    return client
