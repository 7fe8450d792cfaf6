"""The table of states."""

from dataclasses import dataclass

import pytest

from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.predicates import always, is_system, nobody, predicate
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.workflow import Step, Workflow

ANYBODY = Actor(1, frozenset())


@dataclass
class Paper:
    """Something with a state."""

    state: str = "draft"


FLOW = Workflow(
    Step("submit", {"draft"}, "submitted", may=always, label="提交"),
    Step("return", {"submitted"}, "draft", may=always, needs_note=True),
    Step("approve", {"submitted"}, "approved", may=nobody),
)


def test_open_to_shows_only_what_this_person_may_do_now():
    assert [s.verb for s in FLOW.open_to(ANYBODY, Paper())] == ["submit"]
    assert [s.verb for s in FLOW.open_to(ANYBODY, Paper("submitted"))] == ["return"]
    assert not FLOW.is_open(ANYBODY, Paper("submitted"), "approve")


def test_check_names_what_is_wrong():
    with pytest.raises(Stale):
        FLOW.check(Paper("approved"), "submit", actor=ANYBODY)
    with pytest.raises(Refused, match="无权"):
        FLOW.check(Paper("submitted"), "approve", actor=ANYBODY)
    with pytest.raises(Refused, match="意见") as refusal:
        FLOW.check(Paper("submitted"), "return", actor=ANYBODY, note="  ")
    assert refusal.value.field == "note"


def test_predicates_combine_and_tell_their_names():
    @predicate
    def owns(actor, row):
        return actor.user_id == 1

    assert (owns & ~nobody)(ANYBODY, None)
    assert not (owns & nobody)(ANYBODY, None)
    assert (nobody | owns)(ANYBODY, None)
    assert is_system(SYSTEM, None)
    assert str(owns & ~nobody) == "(owns & ~nobody)"
