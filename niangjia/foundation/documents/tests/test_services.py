"""Drafting, issuing, withdrawing: all or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.documents import pdf, services
from niangjia.foundation.documents.enums import DocumentKind
from niangjia.foundation.documents.enums import DocumentState as S
from niangjia.foundation.documents.models import Document, NumberSeries
from niangjia.foundation.documents.paper import Body, Table
from niangjia.foundation.documents.workflow import DOCUMENT
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.files import selectors as files
from niangjia.foundation.files.models import Attachment

from .conftest import PROVINCE


def test_issuing_gives_number_day_and_both_files(issued):
    assert (issued.state, issued.number) == (S.ISSUED, "甘工发〔2023〕1号")
    assert issued.issued_on == date(2023, 11, 20)
    title = "甘工发〔2023〕1号 甘肃省总工会关于命名“五强”县级工会的决定"
    assert (issued.docx.name, issued.pdf.name) == (f"{title}.docx", f"{title}.pdf")
    assert issued.pdf.blob.media_type == "application/pdf"
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["draft", "attach", "attach", "issue"]


def test_the_year_of_the_number_is_the_year_on_the_paper(draft, drafter, noon):
    on = date(2022, 12, 30)

    found = services.issue_document(actor=drafter, document_id=draft().pk, now=noon, on=on)

    assert (found.number, found.issued_on) == ("甘工发〔2022〕1号", on)


def test_numbers_follow_each_other(issued, draft, drafter, noon):
    second = services.issue_document(actor=drafter, document_id=draft().pk, now=noon)

    assert second.number == "甘工发〔2023〕2号"


def test_a_document_is_issued_once(issued, drafter, noon):
    with pytest.raises(Stale):
        services.issue_document(actor=drafter, document_id=issued.pk, now=noon)

    assert NumberSeries.objects.get().last == 1
    assert Attachment.objects.count() == 2


def test_when_printing_fails_nothing_is_issued(draft, drafter, noon, monkeypatch):
    document = draft()

    def fails(*_args):
        raise RuntimeError("no paper")

    monkeypatch.setattr(pdf, "render", fails)
    with pytest.raises(RuntimeError):
        services.issue_document(actor=drafter, document_id=document.pk, now=noon)

    document.refresh_from_db()
    assert (document.state, document.number) == (S.DRAFT, "")
    assert Attachment.objects.count() == NumberSeries.objects.count() == 0


def test_withdrawing_needs_a_reason_and_keeps_number_and_files(issued, drafter, below, noon):
    act = {"actor": drafter, "document_id": issued.pk, "now": noon}
    with pytest.raises(Refused):
        services.withdraw_document(**act, note="")

    services.withdraw_document(**act, note="名单有误")

    issued.refresh_from_db()
    assert (issued.state, issued.number) == (S.WITHDRAWN, "甘工发〔2023〕1号")
    assert files.find_attachment(drafter, issued.pdf_id) == issued.pdf
    assert not Document.objects.visible_to(below).exists()


def test_what_was_issued_cannot_be_rewritten(issued, drafter, noon):
    with pytest.raises(Refused, match="先撤回"):
        services.redraft_document(
            actor=drafter, document_id=issued.pk, title="x", body=Body(("x",)), now=noon
        )

    issued.refresh_from_db()
    assert issued.title == "甘肃省总工会关于命名“五强”县级工会的决定"


def test_two_people_redrafting_meet(draft, drafter, noon):
    document = draft()
    act = {"actor": drafter, "document_id": document.pk, "body": Body(("x",)), "now": noon}
    services.redraft_document(**act, title="新", expect=document.version)

    with pytest.raises(Stale):
        services.redraft_document(**act, title="旧", expect=document.version)

    document.refresh_from_db()
    assert document.title == "新"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"body": Body(())}, "正文还没有内容"),
        ({"kind": DocumentKind.REQUEST}, "签发人"),
        ({"body": Body((Table(("甲", "乙"), (("一",),)),))}, "列数"),
        ({"word": "〔甘〕"}, "代字只用汉字"),
    ],
)
def test_a_draft_that_cannot_be_printed_is_refused(draft, other, words):
    with pytest.raises(Refused, match=words):
        draft(**other)

    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "state", "kind", "sees"),
    [
        ("drafter", "draft", "decision", True),
        ("clerk", "draft", "decision", True),
        ("below", "draft", "decision", False),
        ("below", "issued", "decision", True),
        ("below", "issued", "letter", False),
        ("elsewhere", "issued", "decision", False),
    ],
)
def test_list_row_and_files_agree_on_who_may_read(draft, noon, request, who, state, kind, sees):
    actor = request.getfixturevalue(who)
    document = draft(kind=DocumentKind(kind))
    if state == "issued":
        drafter = request.getfixturevalue("drafter")
        services.issue_document(actor=drafter, document_id=document.pk, now=noon)

    assert Document.objects.visible_to(actor).filter(pk=document.pk).exists() is sees
    assert services.selectors.may_read(actor, document.pk) is sees


@pytest.mark.parametrize("verb", ["issue", "withdraw"])
@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("who", ["drafter", "clerk", "below", "elsewhere"])
def test_every_transition(draft, request, verb, state, who):
    document = draft()
    document.state = state

    allowed = who in {"drafter", "clerk"} and state in DOCUMENT.steps[verb].sources

    assert DOCUMENT.is_open(request.getfixturevalue(who), document, verb) is allowed


def test_documents_follow_a_place_that_moves(issued):
    services.follow_move(old=PROVINCE, new="00001000zz")

    issued.refresh_from_db()
    assert issued.path == "00001000zz"
