"""Two officers at the same report, at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.services import doing, judging
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Stale


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_the_same_report_once(cast, task, noon):
    doing.receive(actor=cast.county_cadre, task_id=task.pk, now=noon)
    doing.report(actor=cast.county_cadre, task_id=task.pk, text="完成", now=noon)
    officer, said = cast.province_cadre, []
    start = threading.Barrier(2)

    def press() -> None:
        start.wait()
        try:
            judging.accept(actor=officer, task_id=task.pk, now=noon)
            said.append("accepted")
        except Stale:
            said.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _officer in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["accepted", "stale"]
    assert Task.objects.get(pk=task.pk).state == TaskState.ACCEPTED
    assert AuditEntry.objects.filter(kind="tasks.Task", verb="accept").count() == 1
