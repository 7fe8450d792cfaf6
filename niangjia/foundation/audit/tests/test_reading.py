"""The auditor reads, exports, and is seen doing so."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from niangjia.foundation.audit import reading, selectors, services, words
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.scope import SYSTEM


@pytest.fixture
def acts(clerk, row, noon):
    """Three acts on the row, newest last."""
    services.record(clerk, "edit", row, changes={"name": ("旧名", "新名")}, at=noon)
    services.record(clerk, "approve", row, note="同意", at=noon)
    services.record(SYSTEM, "close", row, at=noon)


def labels(leaf):
    return [line.entry.verb for line in leaf.lines]


def test_reading_shows_newest_first_and_is_written_down(acts, auditor, noon):
    leaf = reading.read(actor=auditor, wanted={"verb": "", "person": "吴贵芳"}, now=noon)

    assert labels(leaf) == ["approve", "edit"]
    assert leaf.lines[1].changes == [("姓名", "旧名", "新名")]
    written = AuditEntry.objects.order_by("-pk").first()
    assert (written.verb, written.actor_id) == ("read_audit", auditor.user_id)
    assert written.changes == {"person": "吴贵芳"}


def test_an_auditor_elsewhere_sees_nothing_of_it(acts, other_auditor, noon):
    leaf = reading.read(actor=other_auditor, wanted={}, now=noon)

    assert leaf.lines == []


def test_lines_that_hang_nowhere_are_for_every_auditor(db, auditor, other_auditor, noon):
    services.note_act(SYSTEM, "sign_in_failed", kind="accounts.User", label="nobody", at=noon)

    for actor in (auditor, other_auditor):
        assert selectors.search(actor, {"verb": "sign_in_failed"}).count() == 1


def test_nobody_but_auditors_reads_or_exports(acts, clerk, noon):
    with pytest.raises(Missing):
        reading.read(actor=clerk, wanted={}, now=noon)
    with pytest.raises(Missing):
        reading.export(actor=clerk, wanted={}, form="csv", reason="x", now=noon)

    assert AuditEntry.objects.filter(verb__in=["read_audit", "export_audit"]).count() == 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"verb": "修改"}, ["edit"]),
        ({"verb": "edit"}, ["edit"]),
        ({"person": "41"}, ["approve", "edit"]),
        ({"kind": "accounts.User"}, ["close", "approve", "edit"]),
        ({"kind": "notices.Announcement"}, []),
        ({"label": "纺织"}, ["close", "approve", "edit"]),
        ({"until": date(2000, 1, 1)}, []),
    ],
)
def test_filters_cut_the_list(acts, auditor, wanted, found):
    lines = selectors.search(auditor, wanted)

    assert [entry.verb for entry in lines] == found


def test_a_period_takes_in_both_its_days(acts, auditor):
    today = timezone.localdate()

    assert selectors.search(auditor, {"since": today, "until": today}).count() == 3


def test_pages_turn_by_key_both_ways(acts, auditor, noon, monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 2)
    kind = {"kind": "accounts.User"}

    first = reading.read(actor=auditor, wanted=kind, now=noon)
    second = reading.read(actor=auditor, wanted=kind, now=noon, before=first.older)
    back = reading.read(actor=auditor, wanted=kind, now=noon, after=second.newer)

    assert (labels(first), first.newer) == (["close", "approve"], None)
    assert (labels(second), second.older) == (["edit"], None)
    assert labels(back) == labels(first)


def test_export_is_a_workbook_of_text_with_its_purpose(acts, auditor, noon):
    content = reading.export(actor=auditor, wanted={}, form="xlsx", reason="季度检查", now=noon)

    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert "石国安" in rows[0][0]
    assert "季度检查" in rows[0][0]
    assert rows[1][:4] == ("时间", "操作人", "岗位", "动作")
    assert [row[3] for row in rows[2:]] == ["办结", "批准", "修改"]
    assert rows[4][6] == "姓名：旧名 → 新名"
    written = AuditEntry.objects.order_by("-pk").first()
    assert (written.verb, written.note, written.changes["rows"]) == ("export_audit", "季度检查", 3)


def test_text_export_disarms_formulas(clerk, row, auditor, noon):
    services.record(clerk, "edit", row, note="=HYPERLINK(1)", at=noon)

    content = reading.export(actor=auditor, wanted={}, form="csv", reason="x", now=noon)

    assert content.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in content.decode()


def test_a_too_large_export_is_refused_and_not_written_down(acts, auditor, noon, monkeypatch):
    monkeypatch.setattr(reading, "LIMIT", 2)

    with pytest.raises(Refused, match="缩小时间范围"):
        reading.export(actor=auditor, wanted={}, form="csv", reason="x", now=noon)

    assert AuditEntry.objects.filter(verb="export_audit").count() == 0


def test_posts_are_named_by_whoever_keeps_them(acts, auditor, noon, settings):
    settings.POST_TITLES_PROVIDER = f"{__name__}.titles"

    leaf = reading.read(actor=auditor, wanted={"verb": "edit"}, now=noon)

    assert leaf.lines[0].post == "组织部部长"


def titles(post_ids):
    return dict.fromkeys(post_ids, "组织部部长")


def test_the_trail_of_a_row_is_its_own(acts, row):
    assert [line.verb for line in reading.lines_of(row)] == ["办结", "批准", "修改"]


def test_rooms_name_their_verbs(monkeypatch):
    monkeypatch.setattr(words, "_verbs", dict(words._verbs))

    words.tell_verbs({"mediate": "主持调解"})

    assert words.verb_words("mediate") == "主持调解"
    assert words.verbs_like("主持") == ["mediate"]
    assert words.verb_words("nameless") == "nameless"


def test_changes_are_told_shortly():
    changes = {
        "title": [None, "字" * 200],
        "number": ["", None],
        "state": ["draft", "published"],
        "published_at": [None, "2023-11-20T12:00:00+08:00"],
        "rows": 37,
    }

    assert words.change_words("notices.Announcement", changes) == [
        ("标题", "—", "字" * 120 + "…（共 200 字）"),
        ("状态", "草稿", "已发布"),
        ("发布时间", "—", "2023年11月20日 12:00"),
        ("行数", "—", "37"),
    ]


def test_keepers_of_a_row_read_names_and_no_machine_words():
    changes = {"parent_id": [7, None], "path": ["00001", "00002"], "name": ["", "更名"]}
    meant = list(words.rows_meant("unions.Union", changes))

    told = words.change_words("unions.Union", changes, {meant[0]: "凯里市总工会"}, whole=False)

    assert meant == [("unions.Union", "7"), (words.PLACES, "00001"), (words.PLACES, "00002")]
    assert told == [("上级工会", "凯里市总工会", "—"), ("名称", "—", "更名")]


def places(paths):
    return {path: f"{path[-1]}号工会" for path in paths}


def test_auditors_read_names_of_people_and_places(row, auditor, noon, settings):
    settings.PATH_NAMES_PROVIDER = f"{__name__}.places"
    changes = {"path": ("00001", "00002"), "to_id": (None, row.pk)}
    services.record(SYSTEM, "edit", Notice(pk=1, subject="消息"), changes=changes, at=noon)

    line = reading.read(actor=auditor, wanted={}, now=noon).lines[0]

    assert line.changes == [
        ("组织位置", "1号工会", "2号工会"),
        (words.kind_words("accounts.User"), "—", row.name),
    ]


def test_names_of_a_page_are_asked_for_together(row, clerk, auditor, noon):
    for number in range(30):
        changes = {"to_id": (None, row.pk)}
        services.record(clerk, "edit", Notice(pk=number + 1), changes=changes, at=noon)

    with CaptureQueriesContext(connection) as asked:
        leaf = reading.read(actor=auditor, wanted={}, now=noon)
        told = {line.changes[0][2] for line in leaf.lines}

    assert told == {row.name}
    assert sum("accounts_user" in query["sql"] for query in asked.captured_queries) == 1
