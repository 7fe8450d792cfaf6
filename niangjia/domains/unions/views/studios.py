"""工会社工工作室: the ledger, one studio, and its verbs."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.unions import filters, policy, selectors
from niangjia.domains.unions.forms import teams as forms
from niangjia.domains.unions.selectors import studios as questions
from niangjia.domains.unions.services import studios as services
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.parameters import keys
from niangjia.foundation.web import ActorRequest, page

from .dated import dated_ledger
from .deeds import Deed, begin, perform
from .teams import fit_workers

verb_of = partial(Deed, home=(_("工会社工工作室"), "unions:studios"))

OPEN = verb_of(_("设立工作室"), forms.OpenStudio, services.open_studio)
DEEDS: dict[str, Deed] = {
    "join": verb_of(
        _("加入人员"),
        forms.JoinStudio,
        services.join_studio,
        _("“1+1+N”：一名部室负责人，一名工资集体协商指导员，若干名工会社工。"),
    ),
    "cover": verb_of(
        _("包靠工会"),
        forms.CoverUnion,
        services.cover_union,
        _("镇街总工会、行业或产业工会，每家由一个工作室包靠。"),
    ),
    "close": verb_of(
        _("撤销工作室"),
        forms.End,
        services.close_studio,
        _("人员和包靠关系随之结束，记录保留。"),
        "danger",
    ),
}
LEAVE = verb_of(_("办理离岗"), forms.End, services.leave_studio)
UNCOVER = verb_of(_("结束包靠"), forms.End, services.uncover_union)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The studios where one stands, and which seats are empty."""
    form = filters.StudioFilter(request.GET)
    context = dated_ledger(request, form, questions.studios_below, questions.studio_lines)
    return page(request, "unions/studios.html", context, part="rows")


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One studio: seats, what it covers, what was."""
    studio = questions.find_studio(request.actor, pk)
    today = localdate(request.now)
    may = policy.can_edit(request.actor, studio) and studio.last_on is None
    context = {
        "studio": studio,
        "line": questions.studio_lines([studio], today)[0],
        "members": list(questions.members_of(studio)),
        "covers": list(questions.covers_of(studio)),
        "today": today,
        "may_edit": may,
        "acts": [
            deed.button(reverse("unions:studio_act", args=[pk, verb]))
            for verb, deed in DEEDS.items()
        ]
        if may
        else [],
        "trail": lines_of(studio),
    }
    return page(request, "unions/studio.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """设立工作室."""
    if not selectors.may_edit_below(request.actor):
        raise Missing
    today = localdate(request.now)
    union = selectors.find_union(request.actor, request.actor.unit_id)
    areas = keys.STUDIO_AREAS.value(union.division_code[:6], today)
    start = {"begun_on": today, **request.GET.dict()}
    form = forms.OpenStudio(request.POST or None, areas=areas, initial=start)
    back = reverse("unions:studios")
    return perform(request, OPEN, form=form, title=union.name, back=back, union_id=union.pk)


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a studio."""
    studio = questions.find_studio(request.actor, pk)
    if (deed := DEEDS.get(verb)) is None or not policy.can_edit(request.actor, studio):
        raise Missing
    today = localdate(request.now)
    form = begin(request, deed.form, begun_on=today, last_on=today)
    fit_workers(request, form, today)
    back = reverse("unions:studio", args=[pk])
    return perform(request, deed, form=form, title=studio.name, back=back, studio_id=pk)


@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, pk: int) -> HttpResponse:
    """办理离岗."""
    member = questions.find_studio_member(request.actor, pk)
    if not policy.can_edit(request.actor, member):
        raise Missing
    form = begin(request, forms.End, last_on=localdate(request.now))
    back = reverse("unions:studio", args=[member.studio_id])
    return perform(request, LEAVE, form=form, title=member.person_name, back=back, member_id=pk)


@require_http_methods(["GET", "POST"])
def uncover(request: ActorRequest, pk: int) -> HttpResponse:
    """结束包靠."""
    cover = questions.find_cover(request.actor, pk)
    if not policy.can_edit(request.actor, cover):
        raise Missing
    form = begin(request, forms.End, last_on=localdate(request.now))
    back = reverse("unions:studio", args=[cover.studio_id])
    return perform(request, UNCOVER, form=form, title=cover.union.name, back=back, cover_id=pk)
