"""List and row agree; every verb from every state for every part; nobody sees what is not theirs."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest

from niangjia.domains.members.enums.cards import CardState
from niangjia.domains.members.enums.memberships import MembershipState, TransferState
from niangjia.domains.members.models import Application, Card, Membership, Person, Transfer
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.policy.roles import READERS
from niangjia.domains.members.services import joining, transfers
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.tests.conftest import identity
from niangjia.domains.members.workflow.cards import CARD
from niangjia.domains.members.workflow.memberships import MEMBERSHIP, TRANSFER
from niangjia.domains.unions.models import Post
from niangjia.domains.unions.selectors.held import ROLES
from niangjia.foundation.scope import SYSTEM, Actor

pytestmark = pytest.mark.django_db
CAST = [
    "worker",
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "province_cadre",
    "auditor",
    "administrator",
    "security",
    "stranger",
]
KEEPS = {"retain", "resume", "pass_away", "ask_transfer"}
DECIDES = {"leave", "lapse", "expel"}
SELF = {"ask_transfer"}
BY_SYSTEM = {"stay", "stay_retained", "move_on"}
CARD_KEEPS = {"issue_card", "cancel_card", "activate_card", "report_lost", "find_card"}
CARD_SELF = {"activate_card", "report_lost", "find_card"}


@pytest.fixture
def moving(cast, tree, member, noon):
    """The worker asks to go to 南明, whose city's reviewer receives."""
    Post.objects.filter(union=tree.other_city).update(roles=["members.approver"])
    return transfers.ask(
        actor=cast.worker, membership_id=member.pk, target_id=tree.other_county.pk, now=noon
    )


@pytest.fixture
def rows(moving, noon):
    """One row of every table about the worker."""
    person = moving.membership.person
    card, _new = Card.objects.get_or_create(
        person=person, kind="e", defaults={"number": "1", "made_at": noon}
    )
    return SimpleNamespace(person=person, membership=moving.membership, transfer=moving, card=card)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("name", ["person", "membership", "transfer", "card"])
def test_the_list_and_the_row_agree(cast, rows, name, who):
    row = getattr(rows, name)
    near = {"worker", "grassroots_chair", "county_cadre", "city_reviewer", "province_cadre"}
    sees = who in near | ({"other_city_reviewer"} if name == "transfer" else set())
    may = policy.can_view_transfer if name == "transfer" else policy.can_view

    assert bool(may(cast[who], row)) is sees
    assert type(row).objects.visible_to(cast[who]).filter(pk=row.pk).exists() is sees


@pytest.mark.parametrize("state", list(MembershipState))
@pytest.mark.parametrize("who", CAST)
def test_each_verb_on_a_membership_is_open_to_whom_the_table_says(cast, member, state, who):
    member.state = state
    mine = {
        "worker": SELF,
        "grassroots_chair": KEEPS | DECIDES,
        "county_cadre": KEEPS | DECIDES,
    }.get(who, set())

    _opens(MEMBERSHIP, cast[who], member, mine)


@pytest.mark.parametrize("state", list(TransferState))
@pytest.mark.parametrize("who", CAST)
def test_each_verb_on_a_transfer_is_open_to_whom_the_table_says(cast, moving, state, who):
    moving.state = state
    mine = {
        "worker": {"cancel_transfer"},
        "grassroots_chair": {"cancel_transfer"},
        "county_cadre": {"cancel_transfer"},
        "other_city_reviewer": {"accept_transfer", "refuse_transfer"},
    }.get(who, set())

    _opens(TRANSFER, cast[who], moving, mine)


@pytest.mark.parametrize("state", list(CardState))
@pytest.mark.parametrize("who", CAST)
def test_each_verb_on_a_card_is_open_to_whom_the_table_says(cast, rows, state, who):
    rows.card.state = state
    mine = {"worker": CARD_SELF, "grassroots_chair": CARD_KEEPS, "county_cadre": CARD_KEEPS}

    _opens(CARD, cast[who], rows.card, mine.get(who, set()))


def _opens(table, actor, row, mine):
    wanted = {verb for verb in mine if row.state in table.steps[verb].sources}
    assert {step.verb for step in table.open_to(actor, row)} == wanted


@pytest.mark.parametrize("state", list(MembershipState))
def test_what_follows_by_itself_is_the_systems(member, state):
    member.state = state
    found = {step.verb for step in MEMBERSHIP.open_to(SYSTEM, member)}
    wanted = {verb for verb in BY_SYSTEM if state in MEMBERSHIP.steps[verb].sources}

    assert found >= wanted


def test_nobody_decides_about_themselves(cast, member, moving):
    chair = cast.grassroots_chair
    Person.objects.filter(user_id=cast.worker.user_id).update(user_id=None)
    Person.objects.filter(pk=member.person_id).update(user_id=chair.user_id)
    member = Membership.objects.select_related("person").get(pk=member.pk)
    member.state = MembershipState.ACTIVE

    assert {step.verb for step in MEMBERSHIP.open_to(chair, member)} == KEEPS - {"resume"}


@pytest.fixture
def one_each(tree, noon):
    """One member of every union of the tree, a transfer from each to the next, an application each."""
    unions = [union for union in vars(tree).values() if union.level > 1]
    members = [_member(union, 200 + n, noon) for n, union in enumerate(unions)]
    for n, member in enumerate(members):
        target = unions[(n + 1) % len(unions)]
        transfers.ask(actor=SYSTEM, membership_id=member.pk, target_id=target.pk, now=noon)
    for n, union in enumerate(unions):
        _asked(union, 300 + n, noon)
    return unions


def _asked(union, seq, noon):
    return joining.enter(
        actor=SYSTEM,
        key=uuid4(),
        identity=identity(seq),
        wish=Wish(union_id=union.pk),
        way="desk",
        now=noon,
    )


def _member(union, seq, noon):
    asked = _asked(union, seq, noon)
    return joining.approve(actor=SYSTEM, application_id=asked.pk, now=noon)


def test_nobody_sees_what_is_not_theirs_whatever_post_they_hold(tree, one_each):
    """Every role, held at every union of the tree, against every row: by the rule, not by the query."""
    tables = {
        model: list(model.objects.all()) for model in (Person, Membership, Application, Transfer)
    }
    assert all(len(rows) >= len(one_each) for rows in tables.values())

    for role in dict(ROLES):
        for union in vars(tree).values():
            actor = Actor(user_id=9_999_999, posts=frozenset({(role, union.path)}))
            for model, rows in tables.items():
                wanted = {row.pk for row in rows if role in READERS and _is_below(row, union.path)}
                found = set(model.objects.visible_to(actor).values_list("pk", flat=True))
                assert found == wanted, (role, union, model)


def _is_below(row, path):
    """Whether one side of the row lies there."""
    sides = (row.path, getattr(row, "target_path", ""))
    return any(side and side.startswith(path) for side in sides)
