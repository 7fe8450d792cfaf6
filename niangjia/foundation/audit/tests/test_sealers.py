"""Two sealers at once, and writers beside them."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from niangjia.foundation.audit import chain, services
from niangjia.foundation.audit.models import AuditEntry, ChainHead


@pytest.mark.django_db(transaction=True)
def test_sealers_side_by_side_leave_one_whole_chain(clerk, row, noon, monkeypatch):
    monkeypatch.setattr(chain, "BATCH", 7)
    for _number in range(60):
        services.record(clerk, "edit", row, at=noon)
    sealed: list[int] = []

    def seal() -> None:
        sealed.append(chain.seal())
        connection.close()

    # In memory SQLite has one connection, so there is one sealer; elsewhere four of them race.
    threads = [threading.Thread(target=seal) for _n in range(1 if _in_memory() else 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sealed) == 60
    assert list(chain.verify(chain.head())) == []
    assert ChainHead.objects.get().sequence == AuditEntry.objects.count() == 60


def _in_memory() -> bool:
    return connection.vendor == "sqlite"
