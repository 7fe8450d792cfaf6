"""What people are told before they agree, and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import yaml
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.domains.members.models import Consent, Person
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

TEXTS = Path(__file__).resolve().parents[1] / "data" / "consents.yaml"


@dataclass(frozen=True, slots=True)
class Notice:
    """One text of information (告知书), as somebody reads it before they agree."""

    purpose: str
    version: str
    title: str
    handler: str
    kinds: str
    why: str
    how: str
    keep: str
    share: str
    rights: str
    needed: bool

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What the law wants said (§17, §30), heading by heading."""
        return [
            (_("谁来处理"), self.handler),
            (_("收集什么"), self.kinds),
            (_("用来做什么"), self.why),
            (_("怎样处理"), self.how),
            (_("保存多久"), self.keep),
            (_("提供给谁"), self.share),
            (_("您的权利"), self.rights),
        ]

    @property
    def digest(self) -> str:
        """Proves which words were agreed to."""
        return sha256("\n".join(text for _head, text in self.lines).encode()).hexdigest()


@cache
def notices() -> dict[str, Notice]:
    """Every text in force, by purpose."""
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return {row["purpose"]: Notice(**row) for row in rows}


def notice_of(purpose: str) -> Notice:
    """The text in force for a purpose. Raises Missing."""
    if (found := notices().get(purpose)) is None:
        raise Missing
    return found


def consents_of(person: Person) -> QuerySet[Consent]:
    """Everything somebody agreed to, taken back or not, the latest first."""
    return Consent.objects.filter(person=person).order_by("-given_at", "-pk")


def agrees(person: Person, purpose: str) -> bool:
    """Whether somebody agrees today."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def consent_log(actor: Actor, purpose: str = "") -> QuerySet[Consent]:
    """同意记录 at and below where one stands, for who reads the roll and for the auditor.

    Raises Missing for anybody else.
    """
    if not actor.paths(READERS | {"audit.admin"}):
        raise Missing
    rows = Consent.objects.visible_to(actor).within(actor.here)
    rows = rows.filter(purpose=purpose) if purpose else rows
    return rows.select_related("person", "person__home")
