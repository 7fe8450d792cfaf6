"""How somebody stands to the union today: what the checker of cards and the rooms above ask.

Waiting for an answer takes nothing away: who is in the pool or before the committee may use what is
open to workers, and is told so (rules §2.3).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.enums.memberships import COUNTED
from niangjia.domains.members.models import Application, Membership, Person

from . import people


class Standing(models.TextChoices):
    """会员身份."""

    MEMBER = "member", _("工会会员")
    RETAINED = "retained", _("保留会籍")
    WAITING = "waiting", _("入会办理中")
    NONE = "none", _("未入会")


ASKED = frozenset({ApplicationState.POOLED, ApplicationState.SUBMITTED, ApplicationState.RETURNED})
"""States of an application that is still being answered."""


@dataclass(frozen=True, slots=True)
class StandingNow:
    """How somebody stands, and the row that says so."""

    kind: Standing
    membership: Membership | None = None
    application: Application | None = None

    @property
    def label(self) -> str:
        """In words, with why a membership is retained."""
        if self.kind == Standing.RETAINED and self.membership:
            return self.membership.state_label
        return str(self.kind.label)

    @property
    def may_use_services(self) -> bool:
        """What is open to workers who belong or are about to: stations, advice, courses."""
        return self.kind != Standing.NONE

    @property
    def may_vote(self) -> bool:
        """Vote and candidacy: members alone (rules §2.2)."""
        return self.kind == Standing.MEMBER


def standing_of(person: Person) -> StandingNow:
    """Today's standing of one person."""
    membership = people.membership_of(person)
    if membership is not None:
        kind = Standing.MEMBER if membership.state in COUNTED else Standing.RETAINED
        return StandingNow(kind, membership)
    application = people.open_application_of(person)
    if application is not None and application.state in ASKED:
        return StandingNow(Standing.WAITING, application=application)
    return StandingNow(Standing.NONE)
