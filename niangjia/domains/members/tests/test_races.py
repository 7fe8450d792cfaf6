"""People at the same moment: one answer to a transfer, nobody in two unions, nobody left behind."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from niangjia.domains.members.enums.memberships import CURRENT
from niangjia.domains.members.enums.memberships import TransferState as T
from niangjia.domains.members.models import Application, Card, Membership, Person, Transfer
from niangjia.domains.members.services import cards, joining, transfers
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.tests.conftest import identity
from niangjia.domains.unions import services as unions
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.scope import SYSTEM
from niangjia.foundation.testing.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 11, 20)


def together(*acts):
    """Different acts in one moment: what each was told. On SQLite one after the other."""
    told, gate = {}, threading.Barrier(len(acts))

    def run(number, wait):
        try:
            if wait:
                gate.wait(timeout=20)
            acts[number]()
            told[number] = None
        except (Refused, Stale, Missing) as refusal:
            told[number] = type(refusal)
        finally:
            if wait:
                connection.close()

    if connection.vendor == "sqlite":
        for number in range(len(acts)):
            run(number, wait=False)
        return [told[number] for number in range(len(acts))]
    threads = [threading.Thread(target=run, args=(n, True)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(told) == len(acts), "somebody waits for ever, or failed"
    return [told[number] for number in range(len(acts))]


@pytest.fixture
def asked(cast, tree, member, noon):
    """The worker asks to go to 南明."""
    return transfers.ask(
        actor=SYSTEM, membership_id=member.pk, target_id=tree.other_county.pk, now=noon
    )


@pytest.fixture
def twin(tree):
    """A second mill beside the first, to merge with."""
    return plant(
        [Seedling("522601-0002", "凯里市第二纺织厂工会", "二厂", 7, "grassroots", "522601")]
    )[0]


def whole():
    """Every person is in one union at most; paths are those of their unions; open transfers lead on."""
    current = Membership.objects.filter(state__in=CURRENT)
    assert max(Counter(current.values_list("person", flat=True)).values(), default=0) <= 1
    for row in current.select_related("union", "person"):
        assert row.path == row.union.path == row.person.path
        assert row.union.state == "established"
    for row in Transfer.objects.filter(state=T.REQUESTED).select_related("membership__union"):
        assert row.membership.state == "leaving"
        assert (row.source, row.path) == (row.membership.union, row.membership.path)
        assert row.target_path == row.target.path
        assert row.target.state == "established"
    return current


def test_a_transfer_is_accepted_once(tree, asked, noon):
    told = at_once(lambda: transfers.accept(actor=SYSTEM, transfer_id=asked.pk, now=noon))

    assert (told.count(None), len(told)) == (1, 4)
    assert [row.union for row in whole()] == [tree.other_county]
    assert AuditEntry.objects.filter(verb="accept_transfer").count() == 1


def test_accepted_and_taken_back_at_once_is_one_of_them(tree, asked, noon):
    known = {"actor": SYSTEM, "transfer_id": asked.pk, "now": noon}

    told = together(
        lambda: transfers.accept(**known),
        lambda: transfers.cancel(**known),
        lambda: transfers.refuse(note="不在本区", **known),
        lambda: transfers.expire(transfer_id=asked.pk, now=noon),
    )

    assert told.count(None) == 1
    (row,) = whole()
    went = Transfer.objects.get().state == T.ACCEPTED
    assert row.union == (tree.other_county if went else tree.mill)


def test_asked_twice_at_once_is_asked_once(tree, member, noon):
    told = at_once(
        lambda: transfers.ask(
            actor=SYSTEM, membership_id=member.pk, target_id=tree.other_county.pk, now=noon
        )
    )

    assert told.count(None) == 1
    assert Transfer.objects.count() == 1
    whole()


def merge(union, into, noon):
    """The higher union merges one into another."""
    unions.merge_unions(
        actor=SYSTEM,
        union_id=union.pk,
        into_id=into.pk,
        effective_on=DAY,
        document="凯工复〔2023〕8号",
        note="企业合并",
        now=noon,
    )


def test_the_union_somebody_leaves_merges_while_they_are_received(tree, asked, twin, noon):
    told = together(
        lambda: transfers.accept(actor=SYSTEM, transfer_id=asked.pk, now=noon),
        lambda: merge(tree.mill, twin, noon),
    )

    assert told[1] is None
    (row,) = whole()
    assert row.union == (tree.other_county if told[0] is None else twin)


def test_the_union_somebody_goes_to_merges_while_they_are_received(tree, twin, member, noon):
    other = plant([Seedling("520102-1", "南明甲厂工会", "甲", 7, "grassroots", "520102")])[0]
    into = plant([Seedling("520102-2", "南明乙厂工会", "乙", 7, "grassroots", "520102")])[0]
    asked = transfers.ask(actor=SYSTEM, membership_id=member.pk, target_id=other.pk, now=noon)

    told = together(
        lambda: transfers.accept(actor=SYSTEM, transfer_id=asked.pk, now=noon),
        lambda: merge(other, into, noon),
    )

    assert told[1] is None
    (row,) = whole()
    if told[0] is None:
        assert row.union == into
    else:
        assert Transfer.objects.get(state=T.REQUESTED).target == into


def test_asked_while_either_side_merges(tree, member, twin, noon):
    known = {"actor": SYSTEM, "membership_id": member.pk, "now": noon}

    together(
        lambda: transfers.ask(target_id=tree.other_county.pk, **known),
        lambda: merge(tree.mill, twin, noon),
    )

    (row,) = whole()
    assert row.union == twin


def test_a_county_moves_while_its_people_are_received(tree, asked, noon):
    move = {"effective_on": DAY, "document": "黔工复〔2023〕9号", "actor": SYSTEM, "now": noon}

    told = together(
        lambda: transfers.accept(actor=SYSTEM, transfer_id=asked.pk, now=noon),
        lambda: unions.move_union(union_id=tree.other_county.pk, parent_id=tree.city.pk, **move),
        lambda: unions.move_union(union_id=tree.county.pk, parent_id=tree.other_city.pk, **move),
    )

    assert told[1:] == [None, None]
    whole()


def test_people_join_while_their_union_merges(tree, twin, noon):
    def ask(seq):
        return joining.enter(
            actor=SYSTEM,
            key=uuid4(),
            identity=identity(seq),
            wish=Wish(union_id=tree.mill.pk),
            way="desk",
            now=noon,
        )

    waiting = ask(31)

    told = together(
        lambda: joining.approve(actor=SYSTEM, application_id=waiting.pk, now=noon),
        lambda: ask(32),
        lambda: merge(tree.mill, twin, noon),
    )

    assert told[2] is None
    assert {row.union for row in whole()} <= {twin}
    ended = Union.objects.exclude(state="established").values("pk")
    assert not Application.objects.open().filter(union__in=ended).exists()
    assert not Person.objects.filter(home__in=ended).exists()


def test_one_person_has_one_electronic_card(cast, member, noon):
    Card.objects.all().delete()
    actor = cast.worker

    told = at_once(lambda: cards.have(actor=actor, now=noon))

    assert told == [None] * 4
    assert Card.objects.count() == 1


def test_a_card_is_ordered_once(member, noon):
    told = at_once(
        lambda: cards.order(actor=SYSTEM, membership_id=member.pk, kind="plastic", now=noon)
    )

    assert (told.count(None), told.count(Refused)) == (1, 3)
    assert Card.objects.filter(kind="plastic").count() == 1


def test_what_leads_from_one_to_the_other_ends_when_both_merge(tree, member, twin, noon):
    transfers.ask(actor=SYSTEM, membership_id=member.pk, target_id=twin.pk, now=noon)

    merge(tree.mill, twin, noon + timedelta(days=1))

    (row,) = whole()
    assert (row.union, row.state) == (twin, "active")
    assert Transfer.objects.get().state == T.EXPIRED
