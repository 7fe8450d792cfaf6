"""Taking a roll back within its hours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from niangjia.domains.members.metrics import memberships as metrics
from niangjia.domains.members.models import Membership, Person, Purge
from niangjia.domains.members.services import rolls, transfers
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import services
from niangjia.foundation.facts.selectors import read

from .conftest import differences, member, number, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def undo(cast, noon):
    def made(batch, after=timedelta(hours=1)):
        return services.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=noon + after)

    return made


def test_a_roll_taken_back_counts_nobody_and_forgets_who_came_with_it(load, undo, tree):
    batch = load([member(1), member(2)])

    undo(batch)

    assert set(Membership.objects.values_list("state", flat=True)) == {"undone"}
    assert Membership.objects.in_roll().count() == 0
    assert not Person.objects.living().exists()
    for person in Person.objects.all():
        assert (person.id_digest, str(person.mobile), person.name) == (None, "", "（已删除）")
    assert read(metrics.MEMBERS.key, within=tree.county.path, period="2023").value == 0
    assert differences() == []
    assert Purge.objects.get().rows == 2


def test_after_an_undo_the_same_roll_comes_in_again(load, undo):
    undo(load([member(1)]))

    again = load([member(1, "改了名")])

    assert told(again) == []
    assert Person.objects.living().get().name == "改了名"


def test_who_was_known_before_stays_and_goes_home(load, undo, cast, tree, noon):
    load([member(1)])
    rolls.leave(
        actor=cast.county_cadre,
        membership_id=Membership.objects.get().pk,
        on=localdate(noon),
        note="辞职",
        now=noon,
    )
    batch = load([member(1, union="凯里市总工会")])
    assert Person.objects.get().home_id == tree.county.pk

    undo(batch)

    person = Person.objects.living().get()
    assert (person.home_id, person.path) == (tree.mill.pk, tree.mill.path)
    assert person.id_number.open() == number(1)


def test_undo_is_refused_where_somebody_acted_on_a_member(load, undo, cast, tree, noon):
    batch = load([member(1), member(2)])
    transfers.ask(
        actor=cast.county_cadre,
        membership_id=Membership.objects.first().pk,
        target_id=tree.other_county.pk,
        now=noon,
    )

    with pytest.raises(Refused, match="不能整批撤销"):
        undo(batch)

    assert Membership.objects.filter(state="undone").count() == 0


def test_undo_is_refused_after_its_hours(load, undo):
    batch = load([member(1)])

    with pytest.raises(Refused, match="已过可撤销的时间"):
        undo(batch, after=timedelta(hours=25))

    assert Membership.objects.get().state == "active"
