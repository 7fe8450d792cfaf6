"""One person: who they are, their memberships, and the verbs on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.enums import codes
from niangjia.domains.members.forms import people as forms
from niangjia.domains.members.forms import roll as days
from niangjia.domains.members.policy.people import can_edit
from niangjia.domains.members.selectors import consents, life, people
from niangjia.domains.members.selectors import transfers as transfer_lights
from niangjia.domains.members.services import correcting, dues, rolls, transfers
from niangjia.domains.members.workflow.memberships import MEMBERSHIP
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.verbs import Crumbs, Verb, ask

from . import cards

TABS = {
    "life": _("会籍经历"),
    "matters": _("申请和接转"),
    "cards": _("会员卡"),
    "consents": _("同意记录"),
    "trail": _("操作留痕"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One verb on a membership as a page. Without a `step` whoever keeps the roll may."""

    verb: Verb
    form: type[django_forms.Form]
    service: Callable[..., Any]
    step: str = ""
    dialog: bool = True


ACTS: dict[str, Act] = {
    "transfer": Act(
        Verb(_("申请接转"), _("转入工会接收以前，会籍仍在原工会，不会中断。")),
        forms.AskTransfer,
        transfers.ask,
        "ask_transfer",
        dialog=False,
    ),
    "resume": Act(
        Verb(_("恢复会籍"), _("从这一天起恢复表决权、选举权和被选举权，继续缴会费。")),
        forms.On,
        rolls.resume,
        "resume",
    ),
    "dues": Act(Verb(_("登记会费")), days.DuesUntil, dues.pay_dues),
    "life": Act(Verb(_("登记组织生活")), days.LifeOn, dues.note_life),
    "work": Act(Verb(_("更正工作信息")), forms.CorrectWork, correcting.correct_work, dialog=False),
    "retain": Act(
        Verb(
            _("保留会籍"),
            _("保留会籍期间没有表决权、选举权和被选举权，不缴会费，不计入会率。"),
        ),
        forms.Retain,
        rolls.retain,
        "retain",
    ),
    "leave": Act(
        Verb(
            _("办理退会"),
            _("须由本人书面提出、委员会批准。再入会要重新申请。"),
            "danger",
        ),
        forms.Ends,
        rolls.leave,
        "leave",
    ),
    "lapse": Act(
        Verb(
            _("认定自动退会"),
            _("须连续六个月既不缴会费、又不参加组织生活，经教育拒不改正（《中国工会章程》）。"),
            "danger",
        ),
        forms.Lapses,
        rolls.lapse,
        "lapse",
    ),
    "expel": Act(
        Verb(_("除名"), _("严重违法犯罪的，由委员会讨论决定。会籍从这一天起终止。"), "danger"),
        forms.Ends,
        rolls.expel,
        "expel",
    ),
    "pass-away": Act(
        Verb(_("登记去世"), _("会籍和会员卡从这一天起终止，记录保留。"), "danger"),
        forms.Died,
        rolls.pass_away,
        "pass_away",
    ),
}
ROOM, ROLL = _("会员"), _("会员名册")


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """The page of one person; a tab alone for htmx."""
    actor = request.actor
    person = people.find_person(actor, pk)
    membership = people.membership_of(person)
    today = localdate(request.now)
    tab = request.GET.get("tab", "life")
    tab = tab if tab in TABS else "life"
    context = {
        "person": person,
        "membership": membership,
        "asked": people.open_application_of(person),
        **_moving(actor, membership, today),
        "words": _words(person),
        "age": person.age_on(today),
        "may_edit": can_edit(actor, person),
        **_buttons(actor, person, membership),
        "tab": tab,
        "tabs": [
            {"text": text, "url": with_query("", tab=name), "current": name == tab}
            for name, text in TABS.items()
        ],
        "rows": _PANELS[tab](actor, person),
        "today": today,
    }
    return page(request, "members/person.html", context, part="panel")


def _moving(actor: Actor, membership: Any, today: date) -> dict[str, Any]:
    """The transfer that waits for its answer, and how it stands."""
    row = life.open_transfer_of(actor, membership) if membership else None
    if row is None:
        return {"moving": None}
    asked_on = localdate(row.asked_at)
    days = ((today - asked_on).days, (row.due_on - asked_on).days)
    return {"moving": row, "light": transfer_lights.light_of(row, today), "days": days}


def _words(person: Any) -> dict[str, str]:
    """Codes of a person as words."""
    return {
        "ethnic": codes.ethnic_groups().get(person.ethnic, ""),
        "political": codes.political().get(person.political, ""),
        "education": codes.education().get(person.education, ""),
    }


_PANELS: dict[str, Callable[[Actor, Any], Any]] = {
    "life": life.life_of,
    "matters": lambda actor, person: {
        "transfers": list(life.transfers_of(actor, person)),
        "applications": list(life.applications_of(actor, person)),
    },
    "cards": lambda actor, person: [
        (card, cards.open_acts(actor, card), last) for card, last in life.cards_of(actor, person)
    ],
    "consents": lambda _actor, person: list(consents.consents_of(person)),
    "trail": life.changes_of,
}


def _buttons(actor: Actor, person: Any, membership: Any) -> dict[str, Any]:
    """The step of the moment, the other verbs, and those that end a membership."""
    acts = open_acts(actor, membership) if membership else []
    if can_edit(actor, person):
        url = reverse("members:correct", args=[person.pk])
        correct = {"label": _("更正个人信息"), "url": url, "dialog": False, "danger": False}
        acts = [*acts[:1], correct, *acts[1:]]
    usual = [item for item in acts if not item["danger"]]
    return {
        "primary": usual[0] if usual else None,
        "more": usual[1:],
        "ends": [item | {"danger": False} for item in acts if item["danger"]],
    }


def open_acts(actor: Actor, membership: Any) -> list[dict[str, Any]]:
    """The verbs this person may take on this membership now, as items of a menu."""
    return [
        {
            "name": name,
            "label": act.verb.label,
            "url": reverse("members:membership_act", args=[membership.pk, name]),
            "dialog": act.dialog,
            "danger": act.verb.kind == "danger",
        }
        for name, act in ACTS.items()
        if is_open(actor, membership, name)
    ]


def is_open(actor: Actor, membership: Any, name: str) -> bool:
    """Whether the button is shown: the table of states decides, else the keeper of the roll."""
    if (act := ACTS[name]).step:
        return MEMBERSHIP.is_open(actor, membership, act.step)
    pays = name != "dues" or membership.may_vote
    return can_edit(actor, membership) and (name == "work" or membership.is_current) and pays


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a membership: its form, and its service on clean input."""
    membership = people.find_membership(request.actor, pk)
    if verb not in ACTS or not is_open(request.actor, membership, verb):
        raise Missing
    found = ACTS[verb]
    data = request.POST if request.method == "POST" else None
    form = found.form(data, initial=_start(request, membership))
    back = reverse("members:person", args=[membership.person_id])
    crumbs = _above(membership.person.name, back)
    return ask(request, found.verb, form, found.service, crumbs=crumbs, back=back, membership_id=pk)


def _above(name: str, page: str) -> Crumbs:
    return [(ROOM, ""), (ROLL, reverse("members:roll")), (name, page)]


WORK = (
    "version",
    "work_unit",
    "department",
    "occupation",
    "title",
    "employment_form",
    "nef_group",
    "nef_mode",
    "skill_level",
    "professional_title",
    "joined_on",
    "dues_until",
)


def _start(request: ActorRequest, membership: Any) -> dict[str, Any]:
    """What a form begins with: the row as it is, today, what a picker page chose."""
    row = {name: getattr(membership, name) for name in WORK}
    today = localdate(request.now)
    return row | {"on": today, "until": today} | request.GET.dict()


DETAILS = (
    "version",
    "name",
    "id_kind",
    "born_on",
    "sex",
    "ethnic",
    "political",
    "education",
    "household",
)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """更正个人信息: numbers begin empty and stay as they are where nothing is typed."""
    person = people.find_person(request.actor, pk)
    if not can_edit(request.actor, person):
        raise Missing
    data = request.POST if request.method == "POST" else None
    form = forms.CorrectPerson(data, initial={name: getattr(person, name) for name in DETAILS})
    for name in ("id_number", *correcting.SEALED):
        kept = getattr(person, name).masked
        if kept:
            form.fields[name].help_text = _("现登记 %(kept)s，留空表示不改") % {"kept": kept}
    back = reverse("members:person", args=[pk])
    crumbs = _above(person.name, back)
    verb = Verb(_("更正个人信息"), _("填写证件号码后，出生日期和性别按证件自动更正。"))
    return ask(
        request, verb, form, correcting.correct_person, crumbs=crumbs, back=back, person_id=pk
    )
