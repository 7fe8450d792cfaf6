"""Drafting, issuing and withdrawing numbered documents."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.files import services as files
from niangjia.foundation.files.models import Attachment
from niangjia.foundation.scope import Actor, subtree

from . import numbering, pdf, selectors
from . import word as word_file
from .enums import UPWARD, DocumentKind, DocumentState
from .events import DocumentIssued, DocumentWithdrawn
from .models import Document
from .paper import Body, Paper
from .workflow import DOCUMENT

FILES = "documents.document"


@transaction.atomic
def draft_document(
    *,
    actor: Actor,
    path: str,
    kind: DocumentKind,
    word: str,
    issuer: str,
    title: str,
    body: Body,
    now: datetime,
) -> Document:
    """Write a document of the union at `path`; the calling room has asked whether it may.

    `word` is the issuer's word (黔工办发), `issuer` its full name, which also signs.
    """
    document = Document(
        path=path, kind=kind, word=word, issuer=issuer, drafter_id=actor.user_id or None
    )
    document.title, document.body = title, _checked(kind, body).to_json()
    return ledger.save(document, actor=actor, verb="draft", at=now)


@transaction.atomic
def redraft_document(
    *,
    actor: Actor,
    document_id: int,
    title: str,
    body: Body,
    now: datetime,
    expect: int | None = None,
) -> Document:
    """Change a draft. What has a number is withdrawn and issued anew under another."""
    document = selectors.lock_document(actor, document_id)
    if document.state != DocumentState.DRAFT:
        raise Refused(_("已印发的文件不能修改，请先撤回，再另行发文"))
    kind = DocumentKind(document.kind)
    document.title, document.body = title, _checked(kind, body).to_json()
    return ledger.save(document, actor=actor, verb="redraft", at=now, expect=expect)


@transaction.atomic
def issue_document(
    *, actor: Actor, document_id: int, now: datetime, on: date | None = None
) -> Document:
    """Give the number, print Word and PDF, and issue; or change nothing at all.

    `on` is the day that stands on it (成文日期), today when not given; its year is the number's.
    """
    document = selectors.lock_document(actor, document_id)
    DOCUMENT.check(document, "issue", actor=actor)
    document.issued_on = on or timezone.localdate(now)
    document.number = numbering.next_number(document.word, document.issued_on.year)
    paper = paper_of(document)
    document.docx = _attach(actor, document, "docx", word_file.render(paper), now)
    document.pdf = _attach(actor, document, "pdf", pdf.render(paper, now), now)
    DOCUMENT.advance(document, "issue", actor=actor, at=now)
    publish(DocumentIssued(document.pk, now))
    return document


@transaction.atomic
def withdraw_document(*, actor: Actor, document_id: int, note: str, now: datetime) -> Document:
    """Take it back with a reason. Its number stays used and its files stay on record."""
    document = selectors.lock_document(actor, document_id)
    DOCUMENT.advance(document, "withdraw", actor=actor, at=now, note=note)
    publish(DocumentWithdrawn(document.pk, note, now))
    return document


def paper_of(document: Document) -> Paper:
    """What is printed. Letters and replies carry the bare name of the issuer at their head."""
    bare = document.kind in {DocumentKind.LETTER, DocumentKind.REPLY}
    return Paper(
        header=document.issuer if bare else f"{document.issuer}文件",
        number=document.number,
        title=document.title,
        body=Body.from_json(document.body),
        signature=document.issuer,
        on=document.issued_on or date.min,
    )


def _checked(kind: DocumentKind, body: Body) -> Body:
    if not body.blocks:
        raise Refused(_("正文还没有内容，请填写后再保存"), field="body")
    if kind in UPWARD and not body.signer:
        raise Refused(_("请示和报告须注明签发人"), field="signer")
    for block in body.blocks:
        if not isinstance(block, str) and any(len(r) != len(block.columns) for r in block.rows):
            raise Refused(_("表格各行的列数须与表头一致"), field="body")
    return body


def _attach(
    actor: Actor, document: Document, extension: str, content: bytes, now: datetime
) -> Attachment:
    return files.upload_bytes(
        actor=actor,
        content=content,
        name=f"{document.number} {document.title[:100]}.{extension}",
        owner_kind=FILES,
        owner_id=document.pk,
        path=document.path,
        now=now,
    )


def follow_move(*, old: str, new: str) -> None:
    """Carry the copies of paths when a place of the tree moves; called by whoever keeps the tree."""
    rows = Document.objects.filter(subtree("path", old))
    rows.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
