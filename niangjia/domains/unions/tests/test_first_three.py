"""The first people of a new house."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from niangjia.domains.unions.models import Tenure
from niangjia.foundation.accounts.models import User


def test_first_three_opens_three_persons_with_one_power_each(tree):
    told = StringIO()

    call_command("first_three", "--union", "520000", stdout=told)

    roles = sorted(Tenure.objects.values_list("post__roles", flat=True))
    assert roles == [["audit.admin"], ["security.admin"], ["system.admin"]]
    assert Tenure.objects.values("person").distinct().count() == 3
    assert told.getvalue().count("初始密码") == 3
    assert set(User.objects.values_list("must_change_password", flat=True)) == {True}


def test_first_three_twice_changes_nothing(tree):
    call_command("first_three", "--union", "520000", stdout=StringIO())

    with pytest.raises(CommandError):
        call_command("first_three", "--union", "520000", stdout=StringIO())

    assert User.objects.count() == 3
