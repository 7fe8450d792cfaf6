"""Data that is no longer needed goes, and a proof without names stays (《个人信息保护法》§19, §47)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.members.enums.applications import OPEN
from niangjia.domains.members.enums.memberships import CURRENT
from niangjia.domains.members.models import Application, Membership, Person, Purge
from niangjia.domains.members.selectors import people
from niangjia.foundation import ledger
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import SYSTEM, Actor

from . import indexing

BATCH = 500
GONE = gettext_lazy("（已删除）")


def reason_to_keep(person: Person) -> str:
    """Why the law wants somebody's data kept for now, in a sentence; empty where nothing does."""
    if people.membership_of(person) is not None:
        return _("仍是会员，会籍管理须保留信息。请先办理退会，再提出删除")
    if people.open_application_of(person) is not None:
        return _("有入会申请正在办理，请先撤回申请，再提出删除")
    return ""


@transaction.atomic
def erase(found: Iterable[Person], *, rule: str, actor: Actor, now: datetime) -> int:
    """Empty everything that tells who somebody was; memberships stay as numbers without a name.

    One proof is kept for all of them: how many, by which rule, and a digest of which rows.
    """
    erased = [_emptied(person, actor, now) for person in found]
    indexing.forget(erased)
    if erased:
        listed = ",".join(str(pk) for pk in sorted(erased))
        Purge.objects.create(
            at=now,
            rule=rule,
            table=_("职工"),
            rows=len(erased),
            digest=sha256(listed.encode()).hexdigest(),
        )
    return len(erased)


def _emptied(person: Person, actor: Actor, now: datetime) -> int:
    person.name = str(GONE)
    person.id_number = person.mobile = person.bank_card = person.address = ""
    person.born_on = person.user_id = person.mobile_bad_on = None
    person.ethnic = person.political = person.education = ""
    person.erased_at = now
    ledger.save(person, actor=actor, verb="erase_person", at=now)
    Membership.objects.filter(person=person).update(work_unit="", department="", title="")
    Application.objects.filter(person=person).update(work_unit="", occupation="", note="")
    return person.pk


def expired(now: datetime) -> list[int]:
    """Who is kept longer than needed: left long ago, or never joined and asked long ago."""
    today = localdate(now)
    ended = today - relativedelta(years=keys.KEEP_MEMBERS_YEARS.value("", today))
    asked = now - relativedelta(days=keys.KEEP_APPLICANTS_DAYS.value("", today))
    rows = Person.objects.living().exclude(memberships__state__in=CURRENT)
    rows = rows.exclude(applications__state__in=OPEN).annotate(
        last=Max("memberships__ended_on"), sent=Max("applications__written_at")
    )
    left = Q(last__lt=ended)
    never = Q(last=None, sent__lt=asked)
    return list(rows.filter(left | never).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def purge(*, ids: list[int], now: datetime) -> int:
    """Erase some of those whose time is over; looked at again, since somebody may have come back."""
    still = set(expired(now)) & set(ids)
    rows = Person.objects.filter(pk__in=still).select_for_update(of=("self",))
    return erase(rows, rule=_("保存期限届满（告知书承诺）"), actor=SYSTEM, now=now)
