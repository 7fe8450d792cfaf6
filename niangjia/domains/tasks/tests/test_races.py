"""Two officers at the same report, at the same moment."""

from __future__ import annotations

import pytest

from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.services import doing, judging
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Stale
from niangjia.foundation.testing.racing import at_once


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_the_same_report_once(cast, task, noon):
    doing.receive(actor=cast.county_cadre, task_id=task.pk, now=noon)
    doing.report(actor=cast.county_cadre, task_id=task.pk, text="完成", now=noon)
    officer = cast.province_cadre

    told = at_once(lambda: judging.accept(actor=officer, task_id=task.pk, now=noon))

    assert sorted(map(str, told)) == [str(Stale)] * 3 + ["None"]
    assert Task.objects.get(pk=task.pk).state == TaskState.ACCEPTED
    assert AuditEntry.objects.filter(kind="tasks.Task", verb="accept").count() == 1
