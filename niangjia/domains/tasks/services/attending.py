"""Who is asked to a round, and who came: by capacity and post. S000-03, F000-04."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.rounds import Attendance, Part
from niangjia.domains.tasks.models import Participant, Round
from niangjia.domains.tasks.selectors.rounds import find_participant, lacking, secretaries_at
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor

from .rounds import running

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union


@transaction.atomic
def list_required(*, actor: Actor, round_id: int, now: datetime) -> list[Participant]:
    """Put on the list whoever must be there and is not: secretaries of cities, of host counties.

    Names come from the posts as they are held on the first day; a county's Party secretary holds no
    post in the union, so the name stays open until somebody writes it.
    """
    row = running(actor, round_id)
    left = lacking(row)
    held = secretaries_at(left.secretaries, row.begins_on)
    made = [
        _participant(row, union, Part.SECRETARY, _("党组书记"), *held[union.pk])
        for union in left.secretaries
    ]
    made += [_participant(row, union, Part.HOST, _("党委书记"), None, "") for union in left.hosts]
    for one in made:
        ledger.save(one, actor=actor, verb="add_participant", at=now)
    return made


def _participant(
    row: Round, union: Union, part: str, post: str, person_id: int | None, name: str
) -> Participant:
    return Participant(round=row, union=union, part=part, post=post, person_id=person_id, name=name)


@transaction.atomic
def add_participant(
    *,
    actor: Actor,
    round_id: int,
    union_id: int,
    part: str,
    post: str,
    now: datetime,
    name: str = "",
    person_id: int | None = None,
) -> Participant:
    """One more person on the list, by capacity and post."""
    row = running(actor, round_id)
    made = _participant(
        row, unions.find_union(actor, union_id), part, post.strip(), person_id, name.strip()
    )
    return ledger.save(made, actor=actor, verb="add_participant", at=now)


@transaction.atomic
def drop_participant(*, actor: Actor, participant_id: int, now: datetime) -> None:
    """Take a name off the list of a round that has not been held."""
    found = find_participant(actor, participant_id)
    row = running(actor, found.round_id)
    if not row.is_open:
        raise Refused(_("观摩已举办，名单不能再改"))
    audit.record(actor, "drop_participant", found, at=now)
    facts.withdraw(found, at=now)
    found.delete()


@transaction.atomic
def note_attendance(
    *,
    actor: Actor,
    participant_id: int,
    attendance: str,
    now: datetime,
    name: str = "",
    remark: str = "",
) -> Participant:
    """Whether somebody came, sent another, or was excused. Sending another needs a name."""
    found = find_participant(actor, participant_id)
    running(actor, found.round_id)
    if attendance == Attendance.SENT and not remark.strip():
        raise Refused(_("请在备注写明委派了谁"), field="remark")
    found.attendance, found.remark = attendance, remark.strip()
    found.name = name.strip() or found.name
    return ledger.save(found, actor=actor, verb="note_attendance", at=now)


@transaction.atomic
def note_everybody_came(
    *, actor: Actor, round_id: int, participant_ids: Sequence[int], now: datetime
) -> int:
    """Mark the ticked ones as present, those without a word so far; returns how many."""
    running(actor, round_id)
    rows = Participant.objects.filter(
        round=round_id, pk__in=participant_ids, attendance=Attendance.PENDING
    ).select_related("round", "union")
    for found in rows:
        found.attendance = Attendance.CAME
        ledger.save(found, actor=actor, verb="note_attendance", at=now)
    return len(rows)
