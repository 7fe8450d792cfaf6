"""One search over everything, five of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor

from .menu import found_in_menu

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
    groups = [(_("组织"), _unions(actor, words)), (_("菜单"), _menu(actor, words))]
    return [(label, hits) for label, hits in groups if hits]


def _unions(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(found.name, reverse("unions:detail", args=[found.pk]), found.code, "building-community")
        for found in unions.search_unions(actor, words, limit=EACH)
    ]


def _menu(actor: Actor, words: str) -> list[Hit]:
    return [Hit(item.label, item.url, icon=item.icon) for item in found_in_menu(actor, words)][
        :EACH
    ]
