"""数据质量: what is missing in the roll, union by union, and rows that may be one human being."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.forms import rights as forms
from niangjia.domains.members.selectors import alike as pairs
from niangjia.domains.members.selectors import people, quality
from niangjia.domains.members.services import merging
from niangjia.domains.members.workflow.rights import MERGE
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of
from niangjia.foundation.web.verbs import Verb, ask

CHECKS = {check.key: check for check in quality.CHECKS}
VERBS: dict[str, tuple[Verb, type[django_forms.Form], Any]] = {
    "confirm_merge": (
        Verb(
            gettext_lazy("确认合并"),
            gettext_lazy("两条记录的会籍、申请、会员卡并到一条，只留一个在籍会籍；不能撤销"),
            "danger",
        ),
        forms.Nothing,
        merging.confirm,
    ),
    "refuse_merge": (Verb(gettext_lazy("不是同一人")), forms.Note, merging.refuse),
    "withdraw_merge": (Verb(gettext_lazy("撤回合并")), forms.Nothing, merging.withdraw),
}


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every union below with its members, what is doubtful among them, and a score."""
    today = localdate(request.now)
    lines = quality.quality(request.actor, request.actor.here, today)
    context = {"lines": lines, "total": quality.summed(lines), "checks": quality.CHECKS}
    return page(request, "members/quality.html", context)


@require_safe
def rows(request: ActorRequest, key: str) -> HttpResponse:
    """The members one check doubts, to be repaired."""
    if key not in CHECKS:
        raise Missing
    today = localdate(request.now)
    found = quality.doubtful(request.actor, request.actor.here, key, today)
    size = size_of(request.GET.get("size"))
    context = {
        "check": CHECKS[key],
        "lines": key_page(found, ("path", "pk"), request.GET.get("page", ""), size),
        "count": count_to(found),
        "size": size,
    }
    return page(request, "members/doubtful.html", context, part="rows")


@require_safe
def alike(request: ActorRequest) -> HttpResponse:
    """疑似重复: pairs to look at, and proposals that wait for a second pair of eyes."""
    context = {
        "pairs": pairs.alike(request.actor),
        "merges": list(pairs.merges_at(request.actor)),
    }
    return page(request, "members/alike.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, stays: int, goes: int) -> HttpResponse:
    """提出合并."""
    kept, gone = (people.find_person(request.actor, pk) for pk in (stays, goes))
    if not pairs.may_merge(request.actor, kept, gone):
        raise Missing
    verb = Verb(
        _("提出合并"),
        _("保留 %(kept)s，并入 %(gone)s。由另一名有审批权的干部复核后才会合并")
        % {"kept": kept.id_number.masked, "gone": gone.id_number.masked},
    )
    back = reverse("members:alike")
    crumbs = [(_("疑似重复"), back)]
    form = forms.Propose(request.POST or None)
    known = {"stays_id": stays, "goes_id": goes}
    return ask(request, verb, form, merging.propose, crumbs=crumbs, back=back, **known)


@require_safe
def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """One proposal: the two rows side by side."""
    row = pairs.find_merge(request.actor, pk)
    sides = [(person, people.membership_of(person)) for person in (row.stays, row.goes)]
    context = {"row": row, "sides": sides, "steps": MERGE.open_to(request.actor, row)}
    return page(request, "members/merge.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """确认, 不是同一人 or 撤回."""
    row = pairs.find_merge(request.actor, pk)
    if verb not in VERBS or not MERGE.is_open(request.actor, row, verb):
        raise Missing
    words, kind, service = VERBS[verb]
    back = reverse("members:merge", args=[pk])
    crumbs = [(_("疑似重复"), reverse("members:alike")), (row.stays.name, back)]
    form = kind(request.POST if request.method == "POST" else None)
    return ask(request, words, form, service, crumbs=crumbs, back=back, merge_id=pk)
