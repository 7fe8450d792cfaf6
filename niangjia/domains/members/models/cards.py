"""Cards that show membership, and every time one was checked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.cards import CardKind, CardState, CheckResult
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.crypto.fields import EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .people import Person


class CardQuerySet(ScopedQuerySet["Card"]):
    """Cards, seen by whose they are and by the union that keeps their roll."""

    scope: ClassVar[str] = "person__path"
    owner: ClassVar[str | None] = "person__user_id"
    readers: ClassVar[frozenset[str]] = READERS


class Card(Row):
    """A membership card (会员服务卡), rules §2.5. It belongs to the person and outlives transfers.

    `seed` makes the rotating code of an electronic card; a stolen picture of it soon shows nothing.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="cards")
    kind = models.CharField(_("卡种"), max_length=8, choices=CardKind.choices)
    state = models.CharField(
        _("状态"), max_length=10, choices=CardState.choices, default=CardState.MAKING
    )
    number = models.CharField(_("卡号"), max_length=24, unique=True)
    seed = EncryptedField(kind=Kind.TEXT, max_length=64, blank=True, editable=False)
    bank = models.CharField(_("合作银行"), max_length=60, blank=True)
    made_at = models.DateTimeField(_("申领时间"))
    issued_at = models.DateTimeField(_("发卡时间"), null=True, blank=True)
    activated_at = models.DateTimeField(_("激活时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("注销时间"), null=True, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("会员卡")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=~Q(state="cancelled"),
                name="members_one_card_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def path(self) -> str:
        """Where the roll of its holder is kept."""
        return self.person.path

    @property
    def owner_id(self) -> int | None:
        """The holder's own account."""
        return self.person.user_id

    @property
    def is_electronic(self) -> bool:
        """Shown on the phone; it comes and opens by itself."""
        return self.kind == CardKind.ELECTRONIC

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(CardState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        levels = {CardState.ACTIVE: "ok", CardState.LOST: "warn", CardState.CANCELLED: "mute"}
        return levels.get(CardState(self.state), "info")


class Check(models.Model):
    """A card that was shown and checked (验卡): when, with what result, by whom if signed in."""

    card = models.ForeignKey(Card, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField(max_length=8, choices=CheckResult.choices)
    at = models.DateTimeField()
    by = models.CharField(_("验卡人"), max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["card", "-at"], name="members_check_card")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.result}"
