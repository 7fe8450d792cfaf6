"""One search over everything, five of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from niangjia.domains.members.selectors import search as members
from niangjia.domains.tasks.selectors import register, tasks
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.accounts import selectors as accounts
from niangjia.foundation.documents import selectors as documents
from niangjia.foundation.facts.declared import declared_figures
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.scope import Actor

from .menu import COCKPIT_READERS, found_in_menu

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Entry

EACH = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results."""

    text: str
    url: str
    sub: str = ""
    icon: str = "circle"


def search_everything(actor: Actor, words: str) -> list[tuple[str, list[Hit]]]:
    """Groups of hits in the order of the house; empty groups are left out."""
    if not words:
        return []
    groups = [
        (_("组织"), _unions(actor, words)),
        (_("会员"), _members(actor, words)),
        (_("人员账号"), _people(actor, words)),
        (_("任务"), _tasks(actor, words)),
        (_("收发文登记"), _entries(actor, words)),
        (_("文件"), _documents(actor, words)),
        (_("通知公告"), _announcements(actor, words)),
        (_("纸面数字"), _figures(actor, words)),
        (_("菜单"), _menu(actor, words)),
    ]
    return [(label, hits) for label, hits in groups if hits]


def _unions(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(found.name, reverse("unions:detail", args=[found.pk]), found.code, "building-community")
        for found in unions.search_unions(actor, words, limit=EACH)
    ]


def _members(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(found.name, reverse("members:person", args=[found.person_id]), found.told, "user")
        for found in members.search_members(actor, words, limit=EACH)
    ]


def _tasks(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(found.title, reverse("tasks:task", args=[found.pk]), found.union.name, "checklist")
        for found in tasks.search_tasks(actor, words)[:EACH]
    ]


def _entries(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(
            found.title,
            reverse("tasks:entry", args=[found.pk]),
            " · ".join(filter(None, _about(found))),
            "file-text",
        )
        for found in register.search_entries(actor, words, EACH)
    ]


def _about(entry: Entry) -> tuple[str, ...]:
    void = _("已作废") if entry.is_void else ""
    return (entry.document_no, entry.register_no, entry.union.short_name, void)


def _people(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(found.name, reverse("accounts:person", args=[found.pk]), found.username, "user")
        for found in accounts.search_accounts(actor, words)[:EACH]
    ]


def _documents(actor: Actor, words: str) -> list[Hit]:
    named = Q(title__contains=words) | Q(number__contains=words)
    return [
        Hit(found.title, reverse("documents:document", args=[found.pk]), found.number, "file-text")
        for found in documents.documents_for(actor).filter(named)[:EACH]
    ]


def _announcements(actor: Actor, words: str) -> list[Hit]:
    named = Q(title__contains=words) | Q(number__contains=words)
    return [
        Hit(
            found.title,
            reverse("notices:announcement", args=[found.pk]),
            found.number,
            "speakerphone",
        )
        for found in notices.announcements_for(actor).filter(named)[:EACH]
    ]


def _figures(actor: Actor, words: str) -> list[Hit]:
    if not actor.paths(COCKPIT_READERS):
        return []
    named = Q(label__contains=words) | Q(code__contains=words)
    page = reverse("cockpit:declared")
    return [
        Hit(found.label, f"{page}?{urlencode({'q': found.code})}", found.code, "news")
        for found in declared_figures(actor).filter(named).order_by("code")[:EACH]
    ]


def _menu(actor: Actor, words: str) -> list[Hit]:
    return [Hit(item.label, item.url, icon=item.icon) for item in found_in_menu(actor, words)][
        :EACH
    ]
