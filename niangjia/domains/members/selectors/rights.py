"""What a person may know of what is kept about them, and their requests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import Household, IdKind, Sex
from niangjia.domains.members.enums.rights import RequestState
from niangjia.domains.members.models import Card, DataRequest, Membership, Person, Purge, Transfer
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one

from . import consents
from .people import history_of

MOST = 200
"""Proofs shown at once."""

Sheet = tuple[str, list[str], list[list[Any]]]
"""Title, heads, rows: one sheet of a copy."""


def find_request(actor: Actor, pk: int) -> DataRequest:
    """One request this actor may see. Raises Missing."""
    rows = DataRequest.objects.visible_to(actor).select_related("person", "person__home")
    return one(rows, pk=pk)


def lock_request(actor: Actor, pk: int) -> DataRequest:
    """The same, locked for a change. Raises Missing."""
    rows = DataRequest.objects.visible_to(actor).select_related("person")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def requests_of(person: Person) -> QuerySet[DataRequest]:
    """What somebody asked for, the latest first."""
    return DataRequest.objects.filter(person=person).order_by("-asked_at", "-pk")


def requests_at(actor: Actor, state: str = "") -> QuerySet[DataRequest]:
    """Requests at and below where one stands: those that wait, or of one state."""
    rows = DataRequest.objects.visible_to(actor).within(actor.here)
    rows = rows.filter(state=state or RequestState.ASKED)
    return rows.select_related("person", "person__home")


def late_requests(actor: Actor, today: date) -> QuerySet[DataRequest]:
    """Those past their day."""
    return requests_at(actor).filter(due_on__lt=today)


def purges(actor: Actor) -> list[Purge]:
    """The proofs of what was erased, the latest first; for who keeps the roll and for the auditor."""
    if not actor.paths(READERS | {"audit.admin"}):
        raise Missing
    return list(Purge.objects.order_by("-at", "-pk")[:MOST])


def copy_of(person: Person) -> list[Sheet]:
    """Everything kept about somebody, whole and in words, for themselves (§45)."""
    return [
        _personal(person),
        _memberships(person),
        _transfers(person),
        _cards(person),
        _told(person),
    ]


def _personal(person: Person) -> Sheet:
    rows: list[list[Any]] = [
        [_("姓名"), person.name],
        [_("证件类型"), str(IdKind(person.id_kind).label)],
        [_("证件号码"), person.id_number.open()],
        [_("手机号"), person.mobile.open()],
        [_("银行卡号"), person.bank_card.open()],
        [_("家庭住址"), person.address.open()],
        [_("出生日期"), person.born_on],
        [_("性别"), str(Sex(person.sex).label)],
        [_("民族"), person.ethnic],
        [_("政治面貌"), person.political],
        [_("学历"), person.education],
        [_("户籍类型"), str(Household(person.household).label)],
    ]
    return _("个人信息"), [_("项目"), _("内容")], rows


def _memberships(person: Person) -> Sheet:
    heads = [_("工会"), _("会员号"), _("入会日期"), _("转入日期"), _("终止日期"), _("状态")]
    rows = [
        [m.union.name, m.number, m.joined_on, m.begun_on, m.ended_on, m.state_label]
        for m in history_of(person)
    ]
    return _("会籍"), heads, rows


def _transfers(person: Person) -> Sheet:
    found = Transfer.objects.filter(membership__in=Membership.objects.filter(person=person))
    rows = [
        [t.source.name, t.target.name, t.asked_at, t.get_state_display()]
        for t in found.select_related("source", "target").order_by("-asked_at")
    ]
    return _("会籍接转"), [_("转出工会"), _("转入工会"), _("申请时间"), _("状态")], rows


def _cards(person: Person) -> Sheet:
    found = Card.objects.filter(person=person).order_by("made_at")
    rows = [[c.number, c.get_kind_display(), c.state_label, c.made_at] for c in found]
    return _("会员卡"), [_("卡号"), _("卡种"), _("状态"), _("申领时间")], rows


def _told(person: Person) -> Sheet:
    rows = [
        [c.get_purpose_display(), c.text_version, c.given_at, c.given_by, c.withdrawn_at]
        for c in consents.consents_of(person)
    ]
    heads = [_("用途"), _("告知书版本"), _("同意时间"), _("同意方式"), _("撤回时间")]
    return _("同意记录"), heads, rows
