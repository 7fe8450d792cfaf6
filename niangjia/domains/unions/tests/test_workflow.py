"""Every verb of the table, from every state, by everybody of the cast."""

import itertools

import pytest

from niangjia.domains.unions.enums import UnionState
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.scope import SYSTEM

pytestmark = pytest.mark.django_db
PARTS = (
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "auditor",
    "worker",
    "stranger",
)
APPROVES = {"city_reviewer"}
KEEPS = {"city_reviewer", "county_cadre"}
MAY = {
    "found": APPROVES,
    "rename": APPROVES,
    "move": APPROVES,
    "split": APPROVES,
    "merge": APPROVES,
    "dissolve": APPROVES,
    "withdraw": KEEPS,
    "mark_dormant": KEEPS,
    "revive": set(),
}


def attempt(union, verb, actor, noon):
    try:
        UNION.advance(union, verb, actor=actor, at=noon, note="依据")
    except Stale:
        return "stale"
    except Refused:
        return "refused"
    return union.state


@pytest.mark.parametrize(
    ("verb", "state", "part"), list(itertools.product(UNION.steps, UnionState.values, PARTS))
)
def test_every_transition(cast, tree, noon, verb, state, part):
    ended = noon.date() if state not in {"preparing", "established"} else None
    Union.objects.filter(pk=tree.county.pk).update(state=state, ended_on=ended)
    union = Union.objects.get(pk=tree.county.pk)
    union.ended_on = noon.date() if UNION.steps[verb].target in {"merged", "dissolved"} else ended
    step = UNION.steps[verb]
    expected = step.target if part in MAY[verb] else "refused"

    outcome = attempt(union, verb, cast[part], noon)

    assert outcome == (expected if state in step.sources else "stale")


def test_the_system_may_what_a_decision_tells(tree, noon):
    union = Union.objects.get(pk=tree.county.pk)

    assert attempt(union, "rename", SYSTEM, noon) == UnionState.ESTABLISHED


def test_only_a_dormant_union_is_revived(cast, tree, noon):
    Union.objects.filter(pk=tree.county.pk).update(is_dormant=True)
    union = Union.objects.get(pk=tree.county.pk)

    assert attempt(union, "mark_dormant", cast.county_cadre, noon) == "refused"
    assert attempt(union, "revive", cast.county_cadre, noon) == UnionState.ESTABLISHED


def test_nobody_approves_above_the_nation(cast, tree):
    assert UNION.open_to(cast.province_cadre, Union.objects.get(pk=tree.nation.pk)) == []


@pytest.mark.parametrize("verb", ["merge", "dissolve", "withdraw", "mark_dormant"])
def test_these_want_a_reason(verb):
    assert UNION.steps[verb].needs_note is True
