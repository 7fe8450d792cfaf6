"""A draw anyone can re-run."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.domains.assessment.models import Draw
from niangjia.domains.assessment.scoring.draw import draw, hash_of
from niangjia.domains.assessment.services import draws
from niangjia.foundation.errors import Refused

NAMES = ["520102 南明区总工会", "522601 凯里市总工会", "522622 黄平县总工会"]


def test_draw_is_the_same_for_ever():
    found = draw(NAMES, 2, "2023112001")

    assert found.drawn == draw(NAMES, 2, "2023112001").drawn
    assert found.drawn == ("520102 南明区总工会", "522622 黄平县总工会")
    assert found.list_hash == hash_of(NAMES)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(0, 999), min_size=1, max_size=20), st.integers(0))
def test_draw_takes_as_many_as_asked_and_skips_the_last_ones_first(numbers, number):
    names, seed = [str(n) for n in numbers], str(number)
    half = len(names) // 2
    before = draw(names, half, "earlier").drawn if half else ()

    found = draw(names, max(1, len(names) - half), seed, before)

    assert len(set(found.drawn)) == max(1, len(names) - half)
    assert not set(found.drawn) & set(before)


def test_draw_does_not_depend_on_the_order_of_the_list():
    assert draw(NAMES, 2, "7").drawn == draw(NAMES[::-1], 2, "7").drawn


@pytest.mark.parametrize(("count", "seed"), [(4, "7"), (0, "7"), (1, "")])
def test_draw_refuses_what_cannot_be_drawn(count, seed):
    with pytest.raises(ValueError, match="seed"):
        draw(NAMES, count, seed)


@pytest.mark.django_db
def test_kept_draw_is_repeated_by_the_command(cast, cycle, noon, tmp_path):
    kept = draws.draw_sheets(
        actor=cast.province_cadre, cycle_id=cycle.pk, count=2, seed="2023112001", now=noon
    )
    listed = tmp_path / "names.txt"
    listed.write_text("\n".join(kept.names), encoding="utf-8")

    said = _redraw(seed="2023112001", count=2, list=str(listed))

    assert said == [f"list sha256 {kept.list_hash}", *kept.drawn]


def _redraw(**options: Any) -> list[str]:
    out = StringIO()
    call_command("redraw", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_next_draw_skips_those_drawn_last_time(cast, cycle, noon):
    known = {"actor": cast.province_cadre, "cycle_id": cycle.pk, "now": noon}
    first = draws.draw_sheets(count=2, seed="1", **known)

    second = draws.draw_sheets(count=1, seed="2", **known)

    assert second.drawn_before == first.drawn
    assert not set(second.drawn) & set(first.drawn)


@pytest.mark.django_db
def test_seed_is_used_once(cast, cycle, noon):
    known = {"actor": cast.province_cadre, "cycle_id": cycle.pk, "now": noon}
    draws.draw_sheets(count=2, seed="1", **known)

    with pytest.raises(Refused, match="用过"):
        draws.draw_sheets(count=2, seed="1", **known)

    assert Draw.objects.count() == 1


@pytest.mark.django_db
def test_reviewer_of_a_city_may_not_draw(cast, cycle, noon):
    with pytest.raises(Refused, match="考核管理"):
        draws.draw_sheets(actor=cast.city_reviewer, cycle_id=cycle.pk, count=1, seed="1", now=noon)


def test_command_says_what_is_wrong(tmp_path):
    listed = tmp_path / "names.txt"
    listed.write_text("甲\n甲\n", encoding="utf-8")

    with pytest.raises(CommandError, match="twice"):
        call_command("redraw", seed="1", count=1, list=str(listed))
