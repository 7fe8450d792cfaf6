"""What I started (我发起的) and where it stands, composed from the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from operator import itemgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.tasks.selectors.board import given_out
from niangjia.foundation.documents import selectors as documents
from niangjia.foundation.exchange import selectors as exchange
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.scope import Actor

EACH = 20
"""The latest of each kind."""


@dataclass(frozen=True, slots=True)
class Started:
    """A matter somebody set going: its state in words, and since when."""

    title: str
    url: str
    kind: str
    state: str
    at: datetime | None


def started_by(actor: Actor) -> list[Started]:
    """Appeals and cycles of one's union, one's own documents, announcements and imports."""
    found = [*_appeals(actor), *_cycles(actor), *_tasks(actor), *_documents(actor), *_words(actor)]
    found += _imports(actor)
    drafts = [row for row in found if row.at is None]
    dated = [(row.at, row) for row in found if row.at]
    return drafts + [row for _at, row in sorted(dated, key=itemgetter(0), reverse=True)]


def _appeals(actor: Actor) -> Iterator[Started]:
    if not actor.unit_id:
        return
    for row in assessment.appeals_filed(actor)[:EACH]:
        title = f"{row.sheet.cycle.title} · {row.item.title}"
        url = reverse("assessment:appeal", args=[row.pk])
        yield Started(title, url, _("申诉"), row.get_state_display(), row.filed_at)


def _cycles(actor: Actor) -> Iterator[Started]:
    if not actor.unit_id:
        return
    for row in assessment.cycles_of(actor).filter(union_id=actor.unit_id)[:EACH]:
        url = reverse("assessment:cycle", args=[row.pk])
        yield Started(row.title, url, _("考核验收"), row.get_state_display(), row.opened_at)


def _tasks(actor: Actor) -> Iterator[Started]:
    if not actor.unit_id:
        return
    for row in given_out(actor).filter(union_id=actor.unit_id).order_by("-pk")[:EACH]:
        at = timezone.make_aware(datetime.combine(row.begins_on, time.min))
        url = reverse("tasks:task", args=[row.pk])
        yield Started(row.title, url, _("任务督办"), row.get_state_display(), at)


def _documents(actor: Actor) -> Iterator[Started]:
    for row in documents.documents_for(actor).filter(drafter_id=actor.user_id)[:EACH]:
        day = row.issued_on
        at = timezone.make_aware(datetime.combine(day, time.min)) if day else None
        url = reverse("documents:document", args=[row.pk])
        title = f"{row.title}{f'（{row.number}）' if row.number else ''}"
        yield Started(title, url, row.get_kind_display(), row.get_state_display(), at)


def _words(actor: Actor) -> Iterator[Started]:
    for row in notices.announcements_by(actor).filter(author_id=actor.user_id)[:EACH]:
        url = reverse("notices:announcement", args=[row.pk])
        yield Started(row.title, url, _("通知公告"), row.get_state_display(), row.published_at)


def _imports(actor: Actor) -> Iterator[Started]:
    for row in exchange.imports_of(actor).filter(person_id=actor.user_id)[:EACH]:
        url = reverse("exchange:check", args=[row.pk])
        yield Started(row.file_name, url, _("导入"), row.get_state_display(), row.uploaded_at)
