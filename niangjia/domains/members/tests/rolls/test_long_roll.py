"""5,000 rows with fifty planted faults: exactly those are reported, everybody else is a member."""

from __future__ import annotations

import pytest

from niangjia.domains.members.models import Membership, Person
from niangjia.foundation.exchange import selectors, services

from . import planted
from .conftest import MILL, differences, file_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROWS, FAULTS = 5_000, 50


def test_exactly_the_planted_faults_are_reported_and_all_others_taken_in(cast, tree, noon):
    rows, bad = planted.planted(ROWS, FAULTS, [MILL, tree.mill.code])
    actor = cast.county_cadre

    batch = services.start_import(
        actor=actor, layout_key="members", file=file_of(rows, planted.HEAD), now=noon
    )
    done = services.import_valid_rows(actor=actor, batch_id=batch.pk, now=noon)

    assert set(batch.bad_rows) == bad
    assert {problem[0] for problem in batch.problems} == bad
    assert (done.rows_written, done.rows_bad) == (ROWS - FAULTS, FAULTS)
    assert Membership.objects.current().count() == Person.objects.count() == ROWS - FAULTS
    assert selectors.is_long(ROWS, noon)
    assert differences() == []
