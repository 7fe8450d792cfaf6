"""会籍接转: what comes, what leaves, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.members.forms import transfers as forms
from niangjia.domains.members.jobs import roll as jobs
from niangjia.domains.members.policy.people import can_receive, can_view
from niangjia.domains.members.selectors import transfers as selectors
from niangjia.domains.members.selectors.doors import APPROVERS, READERS
from niangjia.domains.members.services import transfer_acts, transfers
from niangjia.domains.members.workflow.memberships import TRANSFER
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.bulk import MOST_AT_ONCE, Bulk, answer, sent, ticked
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.ui.form_words import chosen, with_query
from niangjia.foundation.web import ActorRequest, only_for, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of
from niangjia.foundation.web.verbs import Crumbs, Verb, ask

LOOKS = {"accept": "primary", "refuse": "danger"}
ROOM, TITLE = gettext_lazy("会员"), gettext_lazy("会籍接转")
ACTS: dict[str, tuple[Verb, type[django_forms.Form], Callable[..., Any], str]] = {
    "accept": (
        Verb(
            gettext_lazy("接收会籍"),
            gettext_lazy("会籍当天转入，会员号和入会日期不变，原工会同时转出。"),
        ),
        forms.Accept,
        transfers.accept,
        "accept_transfer",
    ),
    "refuse": (
        Verb(gettext_lazy("不予接收"), gettext_lazy("会籍留在原工会，不会中断。"), "danger"),
        forms.Refuse,
        transfers.refuse,
        "refuse_transfer",
    ),
    "cancel": (
        Verb(gettext_lazy("撤回接转"), gettext_lazy("会籍留在原工会，以后可以再申请。")),
        forms.Nothing,
        transfers.cancel,
        "cancel_transfer",
    ),
}


@require_safe
@only_for(*READERS)
def index(request: ActorRequest) -> HttpResponse:
    """What comes and what leaves, the nearest day first."""
    form = forms.TransferFilter(request.GET)
    wanted = form.conditions()
    today, size = localdate(request.now), size_of(request.GET.get("size"))
    rows = selectors.transfer_rows(request.actor, wanted, today)
    order = selectors.order_of(wanted.view)
    found = key_page(rows, order, request.GET.get("page", ""), size)
    context = {
        "form": form,
        "wanted": wanted,
        "chosen": chosen(form, request.GET),
        "lines": [(row, selectors.light_of(row, today)) for row in found.rows],
        "found": found,
        "count": count_to(rows),
        "views": _views(request, wanted.view),
        "may_receive": _may_receive(request, wanted.view),
        "size": size,
    }
    return page(request, "members/transfers.html", context, part="rows")


def _may_receive(request: ActorRequest, view: str) -> bool:
    here = request.actor.here
    return view == "coming" and bool(here) and request.actor.holds(APPROVERS, at=here)


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


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One transfer: who, from where, where to, until when, and what may be done."""
    row = selectors.find_transfer(request.actor, pk)
    today = localdate(request.now)
    context = {
        "row": row,
        "light": selectors.light_of(row, today),
        "acts": _open_acts(request, row),
        "opens": can_view(request.actor, row.membership.person),
        "asks": bool(can_receive(request.actor, row)),
        "trail": lines_of(row),
        "asked_on": localdate(row.asked_at),
        "today": today,
    }
    return page(request, "members/transfer.html", context)


def _open_acts(request: ActorRequest, row: Any) -> list[dict[str, Any]]:
    return [
        {
            "label": verb.label,
            "url": reverse("members:transfer_act", args=[row.pk, name]),
            "look": LOOKS.get(name, "plain"),
        }
        for name, (verb, _form, _service, step) in ACTS.items()
        if TRANSFER.is_open(request.actor, row, step)
    ]


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """接收, 不予接收 or 撤回."""
    row = selectors.find_transfer(request.actor, pk)
    if verb not in ACTS or not TRANSFER.is_open(request.actor, row, ACTS[verb][3]):
        raise Missing
    words, kind, service, _step = ACTS[verb]
    form = kind(request.POST if request.method == "POST" else None)
    back = reverse("members:transfer", args=[pk])
    name: str = row.membership.person.name
    crumbs: Crumbs = [(ROOM, ""), (TITLE, reverse("members:transfers")), (name, back)]
    return ask(request, words, form, service, crumbs=crumbs, back=back, transfer_id=pk)


@require_POST
@only_for(*APPROVERS)
def accept_many(request: ActorRequest) -> HttpResponse:
    """Receive the ticked memberships, or all that meet the conditions."""
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    back = reverse("members:transfers")
    bulk = Bulk(
        label=transfer_acts.LABEL,
        noun=_("会员"),
        measure=_("名会员"),
        back=back,
        crumbs=[(ROOM, ""), (TITLE, back)],
        do=lambda ids, clean: transfer_acts.accept_many(ids=ids, **known, **clean),
        keep=lambda outcome: transfer_acts.keep_outcome(outcome=outcome, **known),
        later=lambda ids, clean: _by_job(request, ids, **clean),
        effect=ACTS["accept"][0].effect,
    )
    form = forms.Accept(sent(request))
    return answer(request, bulk, form, ticked(request, lambda: _ids_of_all(request)))


def _by_job(request: ActorRequest, ids: list[int], note: str) -> Progress:
    return start(
        actor=request.actor,
        title=_("接收会籍：%(n)s 名会员") % {"n": len(ids)},
        task=jobs.accept_transfers,
        now=request.now,
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
        ids=ids,
        note=note,
    )


def _ids_of_all(request: ActorRequest) -> Iterable[int]:
    """选择全部: the ids of the conditions in the hidden query."""
    wanted = forms.TransferFilter(QueryDict(request.POST.get("query", ""))).conditions()
    rows = selectors.transfer_rows(request.actor, wanted, localdate(request.now))
    return rows.order_by("due_on", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
