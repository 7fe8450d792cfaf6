"""The two commands of the trail."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from niangjia.foundation.audit import services, triggers
from niangjia.foundation.audit.models import AuditEntry


def test_verify_audit_says_a_whole_trail_is_whole(clerk, row, noon, tmp_path, capsys):
    services.record(clerk, "edit", row, at=noon)
    call_command("audit_head", export=tmp_path / "head.json")

    call_command("verify_audit", head=tmp_path / "head.json")

    assert capsys.readouterr().out == "审计记录完整：已封存 1 条\n"


def test_verify_audit_fails_and_names_the_cut_tail(clerk, row, noon, tmp_path, capsys):
    services.record(clerk, "edit", row, at=noon)
    call_command("audit_head", export=tmp_path / "head.json")
    triggers.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry")
        cursor.execute("UPDATE audit_chainhead SET sequence = 0, link = ''")

    with pytest.raises(CommandError, match="1 处问题"):
        call_command("verify_audit", head=tmp_path / "head.json")

    assert "留存的链头第 1 条已不存在" in capsys.readouterr().out
    assert AuditEntry.objects.count() == 0
