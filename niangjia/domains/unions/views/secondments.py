"""跟班学习: the rounds, one round with its people, one person, and the verbs of each."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.unions import filters, selectors
from niangjia.domains.unions.forms import Note, Nothing
from niangjia.domains.unions.forms import secondments as forms
from niangjia.domains.unions.selectors import secondments as questions
from niangjia.domains.unions.services import secondments as services
from niangjia.domains.unions.workflow import ROUND, SECONDEE
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.ui.form_words import chosen
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of

from .deeds import Deed, begin, perform

verb_of = partial(Deed, home=(_("跟班学习"), "unions:secondments"))

DRAFT = verb_of(_("拟订跟班学习"), forms.DraftRound, services.draft_round)
APPLY = verb_of(
    _("报名"),
    forms.ApplyForRound,
    services.apply_for_round,
    _("同一人同一时间只能参加一批跟班学习。"),
)
ROUND_DEEDS: dict[str, Deed] = {
    "announce_round": verb_of(
        _("发布通知"), Nothing, services.announce_round, _("发布后下级工会即可报名。")
    ),
    "screen": verb_of(_("截止报名"), Nothing, services.screen, _("截止后开始筛选，不再接受报名。")),
    "start_round": verb_of(
        _("开班"), Nothing, services.start_round, _("开班后为入选人员安排跟班部门。")
    ),
    "close_round": verb_of(_("结束本批"), Nothing, services.close_round),
    "cancel_round": verb_of(
        _("取消本批"), Note, services.cancel_round, _("未结的报名一并答复。"), "danger"
    ),
}
PERSON_DEEDS: dict[str, Deed] = {
    "select": verb_of(_("入选"), forms.Select, services.select),
    "decline": verb_of(_("不入选"), Note, services.decline),
    "place": verb_of(_("安排部门"), forms.Place, services.place),
    "finish": verb_of(
        _("结业鉴定"), forms.Finish, services.finish, _("鉴定后计入结业人数，不再修改。")
    ),
    "recall": verb_of(_("提前返回"), forms.Recall, services.recall, "", "danger"),
    "withdraw_application": verb_of(
        _("撤回报名"), Nothing, services.withdraw_application, "", "danger"
    ),
}
WRITE = verb_of(
    _("填写小结"),
    forms.WriteNote,
    services.write_note,
    _("同一周或同一月再次填写即为更正。"),
)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The rounds one may see."""
    form = filters.RoundFilter(request.GET)
    form.is_valid()
    rows = questions.rounds_of(request.actor, **form.cleaned_data)
    size = size_of(request.GET.get("size"))
    found = key_page(rows, ("-begins_on", "-pk"), request.GET.get("page", ""), size)
    context = {
        "form": form,
        "chosen": chosen(form, request.GET),
        "lines": questions.round_lines(request.actor, found.rows),
        "found": found,
        "count": count_to(rows),
        "size": size,
        "may_draft": questions.may_draft(request.actor),
        "desk": selectors.desk_of(request.actor),
    }
    return page(request, "unions/secondments.html", context, part="rows")


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One round and its people, cut to those of one's own unions."""
    row = questions.find_round(request.actor, pk)
    steps = ROUND.open_to(request.actor, row)
    context = {
        "round": row,
        "line": questions.round_lines(request.actor, [row])[0],
        "people": list(questions.secondees_of(request.actor, row)),
        "may_apply": row.takes_applications
        and not request.actor.looks_down
        and selectors.may_edit_below(request.actor),
        "acts": [
            ROUND_DEEDS[step.verb].button(reverse("unions:round_act", args=[pk, step.verb]))
            for step in steps
        ],
        "trail": lines_of(row),
    }
    return page(request, "unions/secondment.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """拟订跟班学习."""
    if not questions.may_draft(request.actor):
        raise Missing
    desk = selectors.desk_of(request.actor)
    form = begin(request, forms.DraftRound, number=1)
    back, unit = reverse("unions:secondments"), request.actor.unit_id
    return perform(request, DRAFT, form=form, title=desk.union_name, back=back, union_id=unit)


@require_http_methods(["GET", "POST"])
def round_act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a round; `apply` is open to the unions below."""
    row = questions.find_round(request.actor, pk)
    back = reverse("unions:secondment", args=[pk])
    if verb == "apply":
        form = begin(request, forms.ApplyForRound, union_id=request.actor.unit_id)
        return perform(request, APPLY, form=form, title=row.name, back=back, round_id=pk)
    if verb not in ROUND_DEEDS or not ROUND.is_open(request.actor, row, verb):
        raise Missing
    deed = ROUND_DEEDS[verb]
    form = begin(request, deed.form)
    return perform(request, deed, form=form, title=row.name, back=back, round_id=pk)


@require_safe
def person(request: ActorRequest, pk: int) -> HttpResponse:
    """One person: application, department, notes, report."""
    secondee = questions.find_secondee(request.actor, pk)
    steps = SECONDEE.open_to(request.actor, secondee)
    acts = [
        PERSON_DEEDS[step.verb].button(reverse("unions:secondee_act", args=[pk, step.verb]))
        for step in steps
    ]
    context = {
        "secondee": secondee,
        "notes": list(questions.notes_of(secondee)),
        "may_write": questions.may_write(request.actor, secondee),
        "acts": acts,
        "trail": lines_of(secondee),
    }
    return page(request, "unions/secondee.html", context)


@require_http_methods(["GET", "POST"])
def person_act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a person of a round."""
    secondee = questions.find_secondee(request.actor, pk)
    back = reverse("unions:secondee", args=[pk])
    today = localdate(request.now)
    if verb == "note":
        form = begin(request, forms.WriteNote, begins_on=today)
        return perform(
            request, WRITE, form=form, title=secondee.person_name, back=back, secondee_id=pk
        )
    if verb not in PERSON_DEEDS or not SECONDEE.is_open(request.actor, secondee, verb):
        raise Missing
    deed = PERSON_DEEDS[verb]
    form = begin(request, deed.form, placed_on=secondee.round.begins_on, left_on=today)
    if "department" in form.fields:
        names = secondee.round.departments
        department: Any = form.fields["department"]
        department.choices = [(name, name) for name in names]
    return perform(request, deed, form=form, title=secondee.person_name, back=back, secondee_id=pk)
