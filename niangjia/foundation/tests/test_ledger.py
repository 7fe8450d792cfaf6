"""Saving a row: checked, versioned, refused in a sentence."""

import pytest

from niangjia.domains.unions.models import Union
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused, Stale


def test_changes_names_only_what_differs(tree):
    union = Union.objects.get(pk=tree.mill.pk)
    union.phone = "0855-8000000"

    assert union.changes() == {"phone": ("", "0855-8000000")}


def test_save_raises_the_version_and_forgets_the_changes(cast, tree, noon):
    union = Union.objects.get(pk=tree.mill.pk)
    union.address = "北京东路 62 号"

    ledger.save(union, actor=cast.county_cadre, verb="edit", at=noon)

    assert union.version == 1
    assert union.changes() == {}
    assert Union.objects.get(pk=union.pk).address == "北京东路 62 号"


def test_save_refuses_an_old_version_and_writes_nothing(cast, tree, noon):
    union = Union.objects.get(pk=tree.mill.pk)
    union.address = "别处"

    with pytest.raises(Stale):
        ledger.save(union, actor=cast.county_cadre, verb="edit", at=noon, expect=7)

    assert Union.objects.get(pk=union.pk).address == ""


def test_save_turns_a_broken_rule_into_a_refusal_at_its_field(cast, tree, noon):
    union = Union.objects.get(pk=tree.mill.pk)
    union.name = ""

    with pytest.raises(Refused) as refusal:
        ledger.save(union, actor=cast.county_cadre, verb="edit", at=noon)

    assert refusal.value.field == "name"
    assert Union.objects.get(pk=union.pk).name == "凯里市第一纺织厂工会"
