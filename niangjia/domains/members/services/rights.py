"""A person asks about their own data, and the union answers in time (《个人信息保护法》§44–§50)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.rights import RequestKind
from niangjia.domains.members.models import DataRequest, Person
from niangjia.domains.members.selectors import people
from niangjia.domains.members.selectors import rights as selectors
from niangjia.domains.members.workflow.rights import REQUEST
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.calendar.days import add_working_days
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor

from . import erasing, persons

CORRECTABLE = persons.EDITABLE - {"deceased_on"} | {"mobile", "address", "bank_card"}
"""What somebody may ask to have corrected; the certificate's number is looked at with the paper."""


@transaction.atomic
def ask(
    *,
    actor: Actor,
    kind: str,
    now: datetime,
    content: str = "",
    wanted: dict[str, str] | None = None,
) -> DataRequest:
    """Ask about one's own data; answered within the working days of PARAM.

    Raises Missing for somebody nothing is kept of, Refused for what may not be corrected this way.
    """
    person = people.mine(actor)
    if person is None:
        raise Missing
    if kind not in RequestKind.values:
        raise Refused(_("请选择要办理的事项"), field="kind")
    wanted = {name: text.strip() for name, text in (wanted or {}).items()}
    if (kind == RequestKind.CORRECT and not wanted) or wanted.keys() - CORRECTABLE:
        raise Refused(_("请写明要更正的内容；证件号码请带证件到工会窗口更正"), field="content")
    days = keys.DATA_REQUEST_WORKING_DAYS.value("", localdate(now))
    request = DataRequest(
        person=person,
        kind=kind,
        content=content.strip(),
        wanted=wanted,
        asked_at=now,
        due_on=add_working_days(localdate(now), days).on,
    )
    return ledger.save(request, actor=actor, verb="ask_about_data", at=now)


@transaction.atomic
def grant(*, actor: Actor, request_id: int, now: datetime, answer: str = "") -> DataRequest:
    """Do what was asked: correct, erase, limit, or explain.

    Refused where the law wants the data kept, with the reason; then refuse with the same words.
    """
    request = selectors.lock_request(actor, request_id)
    REQUEST.check(request, "grant_request", actor=actor)
    if request.kind == RequestKind.DELETE and (why := erasing.reason_to_keep(request.person)):
        raise Refused(why)
    if request.kind in ANSWERED_IN_WORDS and not answer.strip():
        raise Refused(_("请填写答复"), field="answer")
    request.answer, request.decided_at = answer.strip(), now
    request.decided_by_id = actor.user_id or None
    REQUEST.advance(request, "grant_request", actor=actor, at=now)
    _carry_out(request, actor, now)
    return request


ANSWERED_IN_WORDS = frozenset({RequestKind.EXPLAIN, RequestKind.RELATIVE, RequestKind.ACCESS})


def _carry_out(request: DataRequest, actor: Actor, now: datetime) -> None:
    person = people.lock_person(actor, request.person_id)
    if request.kind == RequestKind.CORRECT:
        known: dict[str, Any] = {"actor": actor, "person_id": person.pk, "now": now}
        persons.correct(version=person.version, values=request.wanted, **known)
    elif request.kind == RequestKind.LIMIT:
        person.is_limited = True
        ledger.save(person, actor=actor, verb="limit_processing", at=now)
    elif request.kind == RequestKind.DELETE:
        erasing.erase(
            [person], rule=_("本人要求删除（《个人信息保护法》第四十七条）"), actor=actor, now=now
        )


@transaction.atomic
def refuse(*, actor: Actor, request_id: int, note: str, now: datetime) -> DataRequest:
    """Say no, with the reason the law gives."""
    request = selectors.lock_request(actor, request_id)
    request.answer, request.decided_at = note.strip(), now
    request.decided_by_id = actor.user_id or None
    REQUEST.advance(request, "refuse_request", actor=actor, at=now, note=note)
    return request


@transaction.atomic
def withdraw(*, actor: Actor, request_id: int, now: datetime) -> DataRequest:
    """Taken back by who asked."""
    request = selectors.lock_request(actor, request_id)
    REQUEST.advance(request, "withdraw_request", actor=actor, at=now)
    return request


def hand_copy(*, actor: Actor, now: datetime) -> tuple[Person, list[selectors.Sheet]]:
    """A copy of everything kept about oneself; that it was taken stands in the trail. Raises Missing."""
    person = people.mine(actor)
    if person is None:
        raise Missing
    audit.unmasked(actor, person, "id_number", _("本人复制个人信息"), at=now)
    return person, selectors.copy_of(person)
