"""One union: its facts, board, terms, certificates, children, history and trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from niangjia.domains.unions import selectors
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page

from .acts import in_turn, open_acts

TABS = {
    "history": _("沿革"),
    "posts": _("班子与职务"),
    "terms": _("届次"),
    "certificates": _("法人资格"),
    "children": _("下级工会"),
    "headcounts": _("人数变动"),
    "trail": _("操作留痕"),
}


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The page of one union; a tab alone for htmx."""
    union = selectors.find_union(request.actor, pk)
    today = localdate(request.now)
    tab = request.GET.get("tab", "history")
    tab = tab if tab in TABS else "history"
    term = selectors.running_term(union)
    due_soon = term is not None and (term.due_on - today).days <= 180
    context = {
        "union": union,
        "today": today,
        "tab": tab,
        "tabs": [
            {"text": text, "url": with_query("", tab=name), "current": name == tab}
            for name, text in TABS.items()
        ],
        "acts": in_turn(open_acts(request.actor, union), due_soon),
        "may_edit": selectors.may_edit(request.actor, union),
        "term": term,
        "missing": selectors.missing_labels(union),
        "certificate": selectors.certificates_of(union).first(),
        "employers": selectors.employers_of(union),
        **_panel(request, tab, pk),
    }
    return page(request, "unions/detail.html", context, part="panel")


def _panel(request: ActorRequest, tab: str, pk: int) -> dict[str, object]:
    """What the chosen tab shows, and nothing of the others."""
    union = selectors.find_union(request.actor, pk)
    today = localdate(request.now)
    readers: dict[str, Callable[[], Iterable[Any]]] = {
        "history": lambda: selectors.history_of(union),
        "posts": lambda: selectors.posts_of(union, today),
        "terms": lambda: selectors.terms_of(union),
        "certificates": lambda: selectors.certificates_of(union),
        "children": lambda: selectors.readable_children(request.actor, union)[:200],
        "headcounts": lambda: selectors.headcounts_of(union),
        "trail": lambda: lines_of(union),
    }
    rows = list(readers[tab]())
    return {"rows": rows, "parents": selectors.parents_in(rows) if tab == "history" else {}}
