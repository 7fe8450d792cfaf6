"""What is written down, and what is not."""

from decimal import Decimal
from types import SimpleNamespace

from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit import origin, proof, services
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.scope import SYSTEM


def test_record_writes_one_proven_line_with_before_and_after(clerk, row, noon):
    changes = {"door": ("", "62 号"), "born_on": (None, noon.date()), "paid": (Decimal("1.50"), 2)}

    services.record(clerk, "edit", row, changes=changes, note="门牌更正", at=noon)

    entry = AuditEntry.objects.get()
    assert entry.changes == {
        "door": ["", "62 号"],
        "born_on": [None, "2023-11-20"],
        "paid": ["1.50", 2],
    }
    assert (entry.kind, entry.row_id, entry.label) == ("accounts.User", str(row.pk), "第一纺织厂")
    assert (entry.verb, entry.note, entry.at) == ("edit", "门牌更正", noon)
    assert (entry.actor_id, entry.actor_name, entry.post_id) == (41, "吴贵芳", 7)
    assert entry.path == row.path
    assert entry.mac == proof.mac_of(entry)


def test_recorded_at_is_the_machines_time_not_the_works(clerk, row, noon):
    services.record(clerk, "edit", row, at=noon)

    entry = AuditEntry.objects.get()
    assert entry.at == noon
    assert entry.recorded_at > noon


def test_a_masked_field_shows_that_it_changed_but_not_what(clerk, row, noon, monkeypatch):
    monkeypatch.setattr(User, "audit_masked", ("door",), raising=False)
    changes = {"door": ("61 号", "62 号"), "name": ("旧", "新")}

    services.record(clerk, "edit", row, changes=changes, at=noon)

    assert AuditEntry.objects.get().changes == {"door": ["***", "***"], "name": ["旧", "新"]}


def test_record_keeps_address_and_number_of_the_request(row, noon):
    token = origin.current.set(origin.Origin("10.1.2.3", "a" * 32))

    services.record(SYSTEM, "edit", row, at=noon)
    origin.current.reset(token)

    entry = AuditEntry.objects.get()
    assert (entry.ip, entry.request_id) == ("10.1.2.3", "a" * 32)


def test_record_many_writes_a_proven_line_per_row(clerk, row, noon, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        written = services.record_many(clerk, "import", [row, row], at=noon)

    assert written == 2
    assert [e.mac for e in AuditEntry.objects.all()] == [
        proof.mac_of(e) for e in AuditEntry.objects.all()
    ]


def test_note_act_hangs_where_the_actor_stands(db, clerk):
    services.note_act(clerk, "export", kind="unions.Union", label="组织台账", changes={"rows": 37})

    entry = AuditEntry.objects.get()
    assert (entry.path, entry.changes) == (clerk.here, {"rows": 37})


def test_unmasked_keeps_the_purpose(clerk, row, noon):
    services.unmasked(clerk, row, "phone", "电话核实入会", at=noon)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.note) == ("unmask", "电话核实入会")
    assert entry.changes == {"phone": ["***", "***"]}


def test_path_of_follows_the_scope_of_the_table():
    class Rows:
        scope = "union__path"

    class Paper:
        _default_manager = SimpleNamespace(_queryset_class=Rows)
        union = SimpleNamespace(path="0000100002")

    assert services.path_of(Paper()) == "0000100002"
