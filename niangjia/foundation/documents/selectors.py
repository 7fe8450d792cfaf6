"""Questions about documents."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.foundation.scope import Actor, one

from .models import Document


def documents_for(actor: Actor) -> QuerySet[Document]:
    """What this person may read, newest first."""
    rows = Document.objects.visible_to(actor).select_related("docx__blob", "pdf__blob")
    return rows.order_by("-issued_on", "-pk")


def find_document(actor: Actor, pk: int) -> Document:
    """One document this person may read."""
    return one(documents_for(actor), pk=pk)


def lock_document(actor: Actor, pk: int) -> Document:
    """One document to be issued or withdrawn."""
    return one(Document.objects.visible_to(actor).select_for_update(of=("self",)), pk=pk)


def may_read(actor: Actor, document_id: int) -> bool:
    """Whether this person may open the document's files."""
    return Document.objects.visible_to(actor).filter(pk=document_id).exists()


def may_change(_actor: Actor, _document_id: int) -> bool:
    """Nobody takes the files off a document."""
    return False
