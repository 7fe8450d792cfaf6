"""The chain finds what somebody with the database in hand has done."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from niangjia.foundation.audit import chain, services, triggers
from niangjia.foundation.audit.models import AuditEntry, UntouchableError


@pytest.fixture
def trail(clerk, row, noon):
    """Five sealed lines."""
    for number in range(5):
        services.record(clerk, "edit", row, note=f"第{number + 1}次", at=noon)
    chain.seal()


@pytest.fixture
def forger(trail):
    """Somebody who owns the database and took its guards down."""
    names = ("audit_no_update", "audit_no_delete", "audit_no_truncate")
    triggers.lift(connection, *names)

    def run(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return run


@pytest.fixture
def guarded(trail):
    """The guards as they stand in production; test databases are emptied without them."""
    triggers.lift(connection, "audit_no_update", "audit_no_delete", "audit_no_truncate")
    triggers.install(connection)


def kinds(kept=None):
    return [finding.kind for finding in chain.verify(kept)]


def test_an_honest_trail_has_no_findings(trail):
    assert kinds(chain.head()) == []
    assert list(AuditEntry.objects.order_by("pk").values_list("sequence", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_seal_continues_the_chain_in_batches(trail, clerk, row, noon, monkeypatch):
    monkeypatch.setattr(chain, "BATCH", 2)
    for _number in range(3):
        services.record(clerk, "edit", row, at=noon)

    assert chain.seal() == 3
    assert chain.seal() == 0
    assert chain.head()["sequence"] == 8
    assert kinds() == []


def test_seal_takes_as_many_statements_for_forty_lines_as_for_one(clerk, row, noon):
    counts = []
    for lines in (1, 40):
        for _number in range(lines):
            services.record(clerk, "edit", row, at=noon)
        with CaptureQueriesContext(connection) as captured:
            chain.seal()
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_a_changed_row_is_found(forger):
    forger("UPDATE audit_auditentry SET note = '没有这回事' WHERE sequence = 3")

    findings = list(chain.verify())
    assert [(f.kind, f.sequence) for f in findings] == [("changed", 3)]
    assert "第 3 条" in findings[0].sentence


def test_a_changed_row_is_found_before_it_is_sealed(forger, clerk, row, noon):
    services.record(clerk, "edit", row, note="真", at=noon)

    forger("UPDATE audit_auditentry SET note = '假' WHERE sequence IS NULL")

    assert kinds() == ["changed"]


def test_a_deleted_row_is_found(forger):
    forger("DELETE FROM audit_auditentry WHERE sequence = 2")

    assert [(f.kind, f.sequence) for f in chain.verify()] == [("gap", 2)]


def test_two_rows_in_other_order_are_found(forger):
    forger("UPDATE audit_auditentry SET sequence = -1 WHERE sequence = 2")
    forger("UPDATE audit_auditentry SET sequence = 2 WHERE sequence = 3")
    forger("UPDATE audit_auditentry SET sequence = 3 WHERE sequence = -1")

    assert kinds() == ["link", "link", "link"]


def test_a_cut_tail_is_found_by_the_head_in_the_database(forger):
    forger("DELETE FROM audit_auditentry WHERE sequence > 3")

    assert kinds() == ["tail"]


def test_a_cut_tail_with_a_forged_head_is_found_by_the_exported_head(forger):
    kept = chain.head()
    forger("DELETE FROM audit_auditentry WHERE sequence > 3")
    forger(
        "UPDATE audit_chainhead SET sequence = 3, "
        "link = (SELECT link FROM audit_auditentry WHERE sequence = 3)"
    )

    assert kinds() == []
    assert kinds(kept) == ["head"]


def test_a_tail_written_anew_is_found_by_the_exported_head(forger, clerk, row, noon):
    kept = chain.head()
    forger("DELETE FROM audit_auditentry WHERE sequence = 5")
    forger(
        "UPDATE audit_chainhead SET sequence = 4, "
        "link = (SELECT link FROM audit_auditentry WHERE sequence = 4)"
    )
    services.record(clerk, "edit", row, note="另一件事", at=noon)
    chain.seal()

    assert kinds() == []
    assert kinds(kept) == ["head"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditentry SET note = 'x' WHERE sequence = 1",
        "UPDATE audit_auditentry SET link = 'x' WHERE sequence = 1",
        "UPDATE audit_auditentry SET sequence = 77 WHERE sequence = 1",
        "DELETE FROM audit_auditentry WHERE sequence = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete(guarded, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert kinds() == []


def test_the_guards_let_the_seal_be_written_once(guarded, clerk, row, noon):
    services.record(clerk, "edit", row, at=noon)

    assert chain.seal() == 1
    assert kinds() == []


def test_the_orm_refuses_to_change_or_delete(trail):
    entry = AuditEntry.objects.get(sequence=1)
    entry.note = "改"

    for act in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(note="改"),
    ):
        with pytest.raises(UntouchableError):
            act()
    assert kinds() == []
