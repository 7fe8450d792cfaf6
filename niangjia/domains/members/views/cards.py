"""会员卡: the ledger, the verbs on a card, bulk issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.members.forms import cards as forms
from niangjia.domains.members.forms.roll import OrderCard
from niangjia.domains.members.jobs import roll as jobs
from niangjia.domains.members.policy.people import can_edit
from niangjia.domains.members.selectors import cards as selectors
from niangjia.domains.members.selectors import people
from niangjia.domains.members.selectors.doors import READERS, WRITERS
from niangjia.domains.members.services import cards, roll_acts
from niangjia.domains.members.workflow.cards import CARD
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.bulk import MOST_AT_ONCE, Bulk, answer, sent, ticked
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.form_words import chosen, with_query
from niangjia.foundation.web import ActorRequest, only_for, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of
from niangjia.foundation.web.verbs import Crumbs, Verb, ask

ROOM, TITLE = gettext_lazy("组织与会员"), gettext_lazy("会员卡")
Act = tuple[Verb, type[django_forms.Form], Callable[..., Any], str]
ACTS: dict[str, Act] = {
    "issue": (Verb(gettext_lazy("发卡")), forms.Nothing, cards.issue, "issue_card"),
    "activate": (Verb(gettext_lazy("激活")), forms.Nothing, cards.activate, "activate_card"),
    "lost": (
        Verb(gettext_lazy("挂失"), gettext_lazy("挂失后立即不能使用，验卡时会提示已挂失。")),
        forms.Nothing,
        cards.report_lost,
        "report_lost",
    ),
    "found": (
        Verb(gettext_lazy("解除挂失"), gettext_lazy("电子会员卡会换用新的二维码。")),
        forms.Nothing,
        cards.find,
        "find_card",
    ),
    "cancel": (
        Verb(gettext_lazy("注销会员卡"), gettext_lazy("注销后可以重新申领。"), "danger"),
        forms.Cancel,
        cards.cancel,
        "cancel_card",
    ),
}
BULK_FORMS: dict[str, type[django_forms.Form]] = {"issue": forms.Nothing, "cancel": forms.Cancel}
BULK_VIEWS = {"making": ("issue", "cancel"), "issued": ("cancel",), "lost": ("cancel",)}


@require_safe
@only_for(*READERS)
def index(request: ActorRequest) -> HttpResponse:
    """The ledger of cards, a view for each state."""
    form = forms.CardFilter(request.GET)
    wanted = form.conditions()
    size = size_of(request.GET.get("size"))
    rows = selectors.card_rows(request.actor, wanted)
    found = key_page(rows, selectors.ORDER, request.GET.get("page", ""), size)
    here = request.actor.here
    may_edit = bool(here) and request.actor.holds(WRITERS, at=here)
    context = {
        "form": form,
        "wanted": wanted,
        "chosen": chosen(form, request.GET),
        "lines": [(row, open_acts(request.actor, row)) for row in found.rows],
        "found": found,
        "count": count_to(rows),
        "views": _views(request, wanted.view),
        "acts": {name: roll_acts.CARDS[name] for name in BULK_VIEWS.get(wanted.view, ())}
        if may_edit
        else {},
        "size": size,
    }
    return page(request, "members/cards.html", context, part="rows")


def _views(request: ActorRequest, current: str) -> list[dict[str, Any]]:
    counts = selectors.view_counts(request.actor)
    return [
        {
            "text": text if counts[view].exact else f"{text} {_('1万+')}",
            "url": with_query(request.GET, view=view, page=None),
            "count": counts[view].number if counts[view].exact else None,
            "current": view == current,
        }
        for view, text in selectors.VIEWS.items()
    ]


def open_acts(actor: Actor, card: Any) -> list[dict[str, Any]]:
    """The verbs this person may take on this card now, as actions of its row."""
    return [
        {
            "label": verb.label,
            "url": reverse("members:card_act", args=[card.pk, name]),
            "dialog": True,
            "danger": verb.kind == "danger",
        }
        for name, (verb, _form, _service, step) in ACTS.items()
        if is_open(actor, card, name, step)
    ]


def is_open(actor: Actor, card: Any, name: str, step: str) -> bool:
    """Whether the button is shown: an electronic card is issued by itself."""
    by_itself = name in ("issue", "activate") and card.is_electronic
    return not by_itself and CARD.is_open(actor, card, step)


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """发卡, 激活, 挂失, 解除挂失 or 注销."""
    card = selectors.find_card(request.actor, pk)
    if verb not in ACTS or not is_open(request.actor, card, verb, ACTS[verb][3]):
        raise Missing
    words, kind, service, _step = ACTS[verb]
    form = kind(request.POST if request.method == "POST" else None)
    back = reverse("members:person", args=[card.person_id]) + "?tab=cards"
    name: str = card.person.name
    crumbs: Crumbs = [(ROOM, ""), (TITLE, reverse("members:cards")), (name, back)]
    return ask(request, words, form, service, crumbs=crumbs, back=back, card_id=pk)


@require_http_methods(["GET", "POST"])
def order(request: ActorRequest, pk: int) -> HttpResponse:
    """申领实体卡 for one membership."""
    membership = people.find_membership(request.actor, pk)
    if not (can_edit(request.actor, membership) and membership.is_current):
        raise Missing
    form = OrderCard(request.POST if request.method == "POST" else None)
    back = reverse("members:person", args=[membership.person_id]) + "?tab=cards"
    name: str = membership.person.name
    crumbs: Crumbs = [(ROOM, ""), (TITLE, reverse("members:cards")), (name, back)]
    verb = Verb(roll_acts.ROLL["order"])
    return ask(request, verb, form, cards.order, crumbs=crumbs, back=back, membership_id=pk)


@require_POST
@only_for(*WRITERS)
def bulk(request: ActorRequest, action: str) -> HttpResponse:
    """One act on the ticked cards, or on all that meet the conditions."""
    if action not in BULK_FORMS:
        raise Missing
    known: dict[str, Any] = {"actor": request.actor, "action": action, "now": request.now}
    back = reverse("members:cards")
    act = Bulk(
        label=roll_acts.CARDS[action],
        noun=_("会员卡"),
        measure=_("张"),
        back=back,
        crumbs=[(ROOM, ""), (TITLE, back)],
        do=lambda ids, clean: roll_acts.act_on_members(ids=ids, values=clean, **known),
        keep=lambda outcome: roll_acts.keep_outcome(outcome=outcome, **known),
        later=lambda ids, clean: _by_job(request, action, ids, clean),
        effect=ACTS[action][0].effect,
    )
    form = BULK_FORMS[action](sent(request))
    return answer(request, act, form, ticked(request, lambda: _ids_of_all(request)))


def _by_job(request: ActorRequest, action: str, ids: list[int], clean: dict[str, Any]) -> Progress:
    return start(
        actor=request.actor,
        title=_("%(label)s：%(n)s 张") % {"label": roll_acts.CARDS[action], "n": len(ids)},
        task=jobs.act_on_members,
        now=request.now,
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
        action=action,
        ids=ids,
        values={name: str(value) for name, value in clean.items()},
    )


def _ids_of_all(request: ActorRequest) -> Iterable[int]:
    """选择全部: the ids of the conditions in the hidden query."""
    wanted = forms.CardFilter(QueryDict(request.POST.get("query", ""))).conditions()
    rows = selectors.card_rows(request.actor, wanted)
    return rows.order_by(*selectors.ORDER).values_list("pk", flat=True)[:MOST_AT_ONCE]
