"""Taking an imported roll back: memberships become 已撤销导入, persons that came only with it go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import MembershipState
from niangjia.domains.members.models import (
    Application,
    Card,
    Consent,
    DataRequest,
    Membership,
    Merge,
    Person,
    Purge,
    Transfer,
)
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor

from . import indexing
from .erasing import GONE

PERSON, MEMBERSHIP = "members.person", "members.membership"
PART = 1000


def undo_roll(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a whole import back. Refused where somebody acted on one of its rows since."""
    people = [pk for kind, pk in ids if kind == PERSON]
    begun = [pk for kind, pk in ids if kind == MEMBERSHIP]
    if any(map(_is_built_on, _parts(begun))) or any(map(_is_used, _parts(people))):
        raise Refused(
            _("导入的会员已有修改、接转、办卡或其他办理记录，不能整批撤销，请在名册中逐人处理")
        )
    for part in _parts(begun):
        _take_back(part, set(people), actor, now)
    for part in _parts(people):
        _forget(part, actor, now)
    _prove(people, now)


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), PART):
        yield keys[start : start + PART]


def _is_built_on(begun: Sequence[int]) -> bool:
    rows = Membership.objects.filter(pk__in=begun)
    touched = Q(version__gt=0) | ~Q(state=MembershipState.ACTIVE)
    return (
        rows.filter(touched).exists()
        or Transfer.objects.filter(membership__in=begun).exists()
        or Membership.objects.filter(previous__in=begun).exists()
    )


def _is_used(people: Sequence[int]) -> bool:
    """Whether a person that came with the import did or underwent anything else since."""
    hanging: Iterable[Any] = (Application, Card, Consent, DataRequest)
    return (
        Person.objects.filter(pk__in=people, version__gt=0).exists()
        or any(model.objects.filter(person__in=people).exists() for model in hanging)
        or Merge.objects.filter(Q(stays__in=people) | Q(goes__in=people)).exists()
    )


def _take_back(begun: Sequence[int], made: set[int], actor: Actor, now: datetime) -> None:
    rows = Membership.objects.filter(pk__in=begun)
    rows.update(state=MembershipState.UNDONE, ended_on=localdate(now), version=F("version") + 1)
    undone = list(rows.select_related("union", "person"))
    audit.record_many(actor, "undo_import", undone, at=now)
    facts.record_many(undone, at=now)
    _send_home([row.person for row in undone if row.person_id not in made], actor, now)


def _send_home(people: list[Person], actor: Actor, now: datetime) -> None:
    """Who was known before: their roll is kept again where it was."""
    last: dict[int, Any] = {}
    known = Membership.objects.filter(person__in=people).in_roll().select_related("union")
    asked = Application.objects.filter(person__in=people).exclude(union=None)
    for row in [*asked.select_related("union").order_by("pk"), *known.order_by("begun_on", "pk")]:
        last[row.person_id] = row.union
    for person in people:
        union = last.get(person.pk)
        person.home, person.path = union, union.path if union else ""
        audit.record(actor, "settle", person, changes=person.changes(), at=now)
        person.version += 1
    Person.objects.bulk_update(people, ["home", "path", "version"], batch_size=500)


def _forget(people: Sequence[int], actor: Actor, now: datetime) -> None:
    """Numbers without a name stay behind what was undone; what tells who it was goes (§47)."""
    rows = Person.objects.filter(pk__in=people)
    audit.record_many(actor, "undo_import", rows, at=now)
    indexing.forget(people)
    blank = dict.fromkeys(
        ("mobile", "bank_card", "address", "ethnic", "political", "education"), ""
    )
    rows.update(
        name=str(GONE),
        id_number="",
        id_digest=None,
        mobile_digest=None,
        born_on=None,
        home=None,
        path="",
        erased_at=now,
        version=F("version") + 1,
        **blank,
    )
    gone = dict.fromkeys(("work_unit", "department", "title"), "")
    Membership.objects.filter(person__in=people).update(**gone)


def _prove(people: Sequence[int], now: datetime) -> None:
    if people:
        listed = ",".join(str(pk) for pk in sorted(people))
        digest = sha256(listed.encode()).hexdigest()
        Purge.objects.create(
            at=now, rule=_("撤销导入"), table=_("职工"), rows=len(people), digest=digest
        )
