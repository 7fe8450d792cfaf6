"""社会化工会工作者: the ledger, one worker, and the verbs."""

from __future__ import annotations

from functools import partial

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.unions import filters, policy, selectors
from niangjia.domains.unions.forms import workers as forms
from niangjia.domains.unions.forms.teams import End
from niangjia.domains.unions.selectors import studios, teams
from niangjia.domains.unions.selectors import workers as questions
from niangjia.domains.unions.services import costs, leaving, offices
from niangjia.domains.unions.services import workers as services
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page

from .dated import dated_ledger
from .deeds import Deed, begin, perform

verb_of = partial(Deed, home=(_("社会化工会工作者"), "unions:workers"))

HIRE = verb_of(
    _("登记社会化工会工作者"),
    forms.Hire,
    services.hire_worker,
    _("按本地区的学历和年龄条件核对，从1等1级起。"),
)
DEEDS: dict[str, Deed] = {
    "review": verb_of(
        _("记录考评"),
        forms.Review,
        services.review_worker,
        _("同一月份或季度再次记录即为更正；捆绑考核随之重新计算。"),
    ),
    "post": verb_of(
        _("派驻"), forms.Send, services.post_worker, _("一名社工可以同时服务几家工会。")
    ),
    "office": verb_of(
        _("兼任副主席"),
        forms.Office,
        offices.give_office,
        _("每名社工兼任片区内一家重点企业工会副主席；优秀社工可兼任所包靠镇街总工会副主席。"),
    ),
    "grade": verb_of(_("调整等级"), forms.Grade, services.grade_worker),
    "appraise": verb_of(_("评定年度等次"), forms.Appraise, services.appraise_worker),
    "share": verb_of(
        _("经费分担"),
        forms.ShareCosts,
        costs.share_costs,
        _("各级每月承担金额之和等于用工成本（100%）；省级按当日补贴标准填写。原方案到前一天结束。"),
    ),
    "renew": verb_of(_("续签合同"), forms.Renew, services.renew_contract),
}
END_CONTRACT = verb_of(
    _("终止合同"),
    End,
    leaving.end_contract,
    _("派驻、工作室、专班和经费分担同日结束；仍兼任副主席的须先免职。"),
    "danger",
)
END_POSTING = verb_of(_("结束派驻"), End, services.end_posting)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The workers where one stands."""
    form = filters.WorkerFilter(request.GET)
    context = dated_ledger(request, form, questions.workers_below, questions.worker_lines)
    return page(request, "unions/workers.html", context, part="rows")


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One worker: contract, postings, offices, reviews, results, cost."""
    worker = questions.find_worker(request.actor, pk)
    today = localdate(request.now)
    may = policy.can_edit(request.actor, worker)
    plans = list(questions.cost_plans_of(worker))
    running = next((plan for plan in plans if plan.holds_on(today)), None)
    context = {
        "worker": worker,
        "today": today,
        "contract": questions.contract_on(worker, today),
        "contracts": list(questions.contracts_of(worker)),
        "postings": list(questions.postings_of(worker)),
        "offices": list(questions.offices_of(worker)),
        "studio": studios.studio_of_worker(pk, today),
        "teams": teams.teams_of_worker(pk),
        "reviews": list(questions.reviews_of(worker)),
        "appraisals": list(questions.appraisals_of(worker)),
        "gradings": list(questions.gradings_of(worker)),
        "plans": plans,
        "gap": questions.subsidy_gap(running, worker.union, today) if running else 0,
        "may_edit": may,
        "acts": [
            deed.button(reverse("unions:worker_act", args=[pk, verb]))
            for verb, deed in DEEDS.items()
        ]
        if may
        else [],
        "trail": lines_of(worker),
    }
    return page(request, "unions/worker.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """登记社会化工会工作者."""
    if not selectors.may_edit_below(request.actor):
        raise Missing
    desk = selectors.desk_of(request.actor)
    form = begin(request, forms.Hire, begun_on=localdate(request.now))
    back, unit = reverse("unions:workers"), request.actor.unit_id
    return perform(request, HIRE, form=form, title=desk.union_name, back=back, union_id=unit)


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a worker."""
    worker = questions.find_worker(request.actor, pk)
    if (deed := DEEDS.get(verb)) is None or not policy.can_edit(request.actor, worker):
        raise Missing
    today = localdate(request.now)
    start = {"begun_on": today, "on": today, "begins_on": today, "year": today.year}
    form = begin(request, deed.form, **start, grade=worker.grade, step=worker.step)
    back = reverse("unions:worker", args=[pk])
    return perform(request, deed, form=form, title=worker.name, back=back, worker_id=pk)


@require_http_methods(["GET", "POST"])
def end_contract(request: ActorRequest, pk: int) -> HttpResponse:
    """终止合同."""
    contract = questions.find_contract(request.actor, pk)
    if not policy.can_edit(request.actor, contract):
        raise Missing
    form = begin(request, End, last_on=localdate(request.now))
    return _end(
        request, END_CONTRACT, form, contract.worker_id, contract.worker.name, contract_id=pk
    )


@require_http_methods(["GET", "POST"])
def end_posting(request: ActorRequest, pk: int) -> HttpResponse:
    """结束派驻."""
    posting = questions.find_posting(request.actor, pk)
    if not policy.can_edit(request.actor, posting):
        raise Missing
    form = begin(request, End, last_on=localdate(request.now))
    return _end(request, END_POSTING, form, posting.worker_id, posting.union.name, posting_id=pk)


def _end(
    request: ActorRequest,
    deed: Deed,
    form: django_forms.Form,
    worker_id: int,
    title: str,
    **known: int,
) -> HttpResponse:
    back = reverse("unions:worker", args=[worker_id])
    return perform(request, deed, form=form, title=title, back=back, **known)
