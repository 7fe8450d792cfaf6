"""领导小组和专班: the ledger, one team with its roster of a day, and its verbs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.unions import filters, policy, selectors
from niangjia.domains.unions.forms import teams as forms
from niangjia.domains.unions.selectors import teams as questions
from niangjia.domains.unions.selectors import workers
from niangjia.domains.unions.services import teams as services
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page

from .dated import dated_ledger
from .deeds import Deed, begin, perform

verb_of = partial(Deed, home=(_("领导小组和专班"), "unions:teams"))

FORM = verb_of(
    _("新增领导小组或专班"),
    forms.FormTeam,
    services.form_team,
    _("凭成立文件登记；成员在登记后逐人加入。"),
)
DEEDS: dict[str, Deed] = {
    "add": verb_of(
        _("加入成员"),
        forms.AddMember,
        services.add_member,
        _("抽调人员写明来源和起止日期；同一人同一时间只能在一个专班脱产。"),
    ),
    "dissolve": verb_of(
        _("撤销"),
        forms.End,
        services.dissolve_team,
        _("全部成员随之离组，名册和记录保留。"),
        "danger",
    ),
}
RELEASE = verb_of(
    _("办理离组"), forms.End, services.release_member, _("离组后名册按日期仍可查到。")
)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The teams where one stands."""
    form = filters.TeamFilter(request.GET)
    context = dated_ledger(request, form, questions.teams_below, questions.team_lines)
    return page(request, "unions/teams.html", context, part="rows")


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One team with its roster as of a day."""
    team = questions.find_team(request.actor, pk)
    today = localdate(request.now)
    on = _day(request.GET.get("on", "")) or min(today, team.last_on or today)
    may = policy.can_edit(request.actor, team) and team.last_on is None
    roster = questions.roster(team, on)
    context = {
        "team": team,
        "today": today,
        "on": on,
        "roster": roster,
        "studios": questions.studios_of(roster, on),
        "past": questions.past_members(team, on),
        "may_edit": may,
        "acts": [
            deed.button(reverse("unions:team_act", args=[pk, verb])) for verb, deed in DEEDS.items()
        ]
        if may
        else [],
        "trail": lines_of(team),
    }
    return page(request, "unions/team.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """新增领导小组或专班."""
    if not selectors.may_edit_below(request.actor):
        raise Missing
    desk = selectors.desk_of(request.actor)
    form = begin(request, forms.FormTeam, begun_on=localdate(request.now), issuer=desk.union_name)
    known = {"union_id": request.actor.unit_id}
    back = reverse("unions:teams")
    return perform(request, FORM, form=form, title=desk.union_name, back=back, **known)


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a team."""
    team = questions.find_team(request.actor, pk)
    if (deed := DEEDS.get(verb)) is None or not policy.can_edit(request.actor, team):
        raise Missing
    today = localdate(request.now)
    form = begin(request, deed.form, begun_on=today, last_on=today if verb == "dissolve" else None)
    fit_workers(request, form, today)
    back = reverse("unions:team", args=[pk])
    return perform(request, deed, form=form, title=team.name, back=back, team_id=pk)


@require_http_methods(["GET", "POST"])
def release(request: ActorRequest, pk: int) -> HttpResponse:
    """办理离组."""
    member = questions.find_team_member(request.actor, pk)
    if not policy.can_edit(request.actor, member):
        raise Missing
    form = begin(request, forms.End, last_on=localdate(request.now))
    back = reverse("unions:team", args=[member.team_id])
    return perform(request, RELEASE, form=form, title=member.person_name, back=back, member_id=pk)


def fit_workers(request: ActorRequest, form: Any, today: date) -> None:
    """The workers one may choose from."""
    if "worker_id" in form.fields:
        known = workers.workers_to_choose(request.actor, today)
        form.fields["worker_id"].choices = [("", "——"), *known]
