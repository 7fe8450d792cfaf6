"""Who can sign in, what they signed in with before, and the tokens they gave to programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.crypto.fields import DigestField, EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.scope import PathField

from .enums import AccountState, CodePurpose, TokenState
from .policy_values import number


class Attempts(models.Model):
    """Failed sign-ins of one name, counted before the password is looked at."""

    failures = models.PositiveSmallIntegerField(_("连续失败次数"), default=0)
    failed_at = models.DateTimeField(_("最近失败时间"), null=True, blank=True)

    class Meta:
        abstract = True

    def locked_until(self, now: datetime) -> datetime | None:
        """When the lock ends, or None where there is none (rules §11.3: 30 minutes after 5)."""
        if self.failed_at is None or self.failures < number("login.max_failures"):
            return None
        end = self.failed_at + timedelta(minutes=number("login.lock_minutes"))
        return end if now < end else None

    def wait_until(self, now: datetime) -> datetime | None:
        """Until when the next try must wait: 5 s after the third failure, doubled by each more."""
        over = self.failures - number("login.free_failures")
        if self.failed_at is None or over < 0:
            return None
        end = self.failed_at + timedelta(seconds=number("login.first_wait_seconds") * 2**over)
        return end if now < end else None


class UserManager(BaseUserManager["User"]):
    """Looks people up by the name they sign in with."""


class User(AbstractBaseUser, Attempts):
    """A person who can sign in (账号). What they may do comes from the posts they hold.

    `session_serial` goes into every session's proof: raising it ends all of them at once.
    `one_time_until` is set while the password is one somebody else has seen.
    """

    username = models.CharField(_("账号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    phone = EncryptedField(_("手机号"), kind=Kind.MOBILE, max_length=20, blank=True)
    phone_digest = DigestField(of="phone", db_index=True)
    email = models.EmailField(_("邮箱"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    password_changed_at = models.DateTimeField(_("密码修改时间"), null=True, blank=True)
    one_time_until = models.DateTimeField(_("初始密码有效期"), null=True, blank=True)
    session_serial = models.PositiveIntegerField(default=0, editable=False)
    last_seen_at = models.DateTimeField(_("最近使用时间"), null=True, blank=True)
    opened_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("开通人")
    )
    opened_at = models.DateTimeField(_("开通时间"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    audit_masked: ClassVar[frozenset[str]] = frozenset({"password"})

    class Meta:
        verbose_name = _("账号")
        constraints = [
            models.CheckConstraint(condition=~models.Q(username=""), name="accounts_username_given")
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Changes with the password and with the serial, so either ends every session."""
        salt = "niangjia.foundation.accounts.session"
        told = f"{self.password}:{self.session_serial}"
        return salted_hmac(salt, told, secret=secret, algorithm="sha256").hexdigest()

    def password_is_old(self, now: datetime) -> bool:
        """Kept longer than the rules allow (rules §11.3: 90 days)."""
        if self.password_changed_at is None:
            return False
        return now - self.password_changed_at > timedelta(days=number("password.max_age_days"))

    def state(self, now: datetime) -> AccountState:
        """What a look at the account tells."""
        if not self.is_active:
            return AccountState.DISABLED
        if self.locked_until(now):
            return AccountState.LOCKED
        return AccountState.NEW if self.last_login is None else AccountState.ACTIVE


class UnknownName(Attempts):
    """A name nobody has, tried at the door: counted like a real one, so that none stands out."""

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest[:8]


class OldPassword(models.Model):
    """A password once used, hashed; the last five may not come back (rules §11.3)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-set_at"], name="accounts_old_password")]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Tally(models.Model):
    """How often something was asked for by somebody in a span of time: by digest only.

    `digest` tells of what and whose it is (a phone, a device, an address), `since` when it began.
    """

    digest = models.CharField(max_length=64)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "since"], name="accounts_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.count}"


class Code(models.Model):
    """A one-time code sent to a phone (验证码): good for minutes, for few tries, in one browser.

    Only its keyed digest is kept. `person` is who asked for it where somebody was signed in;
    whoever signs in with it is looked for afterwards, so that asking tells nobody anything.
    """

    key = models.CharField(max_length=32, unique=True)
    purpose = models.CharField(max_length=10, choices=CodePurpose.choices)
    phone = EncryptedField(_("手机号"), kind=Kind.MOBILE, max_length=20)
    phone_digest = DigestField(of="phone")
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    text = models.ForeignKey("notices.Text", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    answers = models.PositiveSmallIntegerField(default=0)
    proved_at = models.DateTimeField(null=True)
    spent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("验证码")
        indexes = [models.Index(fields=["phone_digest", "-asked_at"], name="accounts_code_phone")]

    def __str__(self) -> str:
        return str(self.phone)

    def good_until(self) -> datetime:
        """Counted from the moment it was sent: a gateway that was away takes nobody's time."""
        sent_at = self.text.ended_at if self.text and self.text.is_sent else None
        return (sent_at or self.asked_at) + timedelta(minutes=number("code.minutes"))


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens, seen by the person who holds them only."""

    def held_by(self, user_id: int) -> Self:
        """A person's own."""
        return self.filter(person_id=user_id)

    def open_at(self, now: datetime) -> Self:
        """Not revoked, not yet expired."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class Token(models.Model):
    """Lets a program act for a person (访问令牌), within some of their roles and one subtree.

    Only the digest of the secret is kept. Without `may_write` it reads only. An empty `within`
    reaches as far as the posts do.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("用途"), max_length=60)
    hint = models.CharField(_("开头"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    roles = models.JSONField(_("权限"), default=list)
    within = PathField(_("范围"), blank=True)
    within_name = models.CharField(_("范围名称"), max_length=120, blank=True)
    may_write = models.BooleanField(_("可以修改数据"), default=False)
    issued_at = models.DateTimeField(_("签发时间"))
    expires_at = models.DateTimeField(_("到期时间"))
    used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("访问令牌")
        indexes = [models.Index(fields=["person", "-issued_at"], name="accounts_token_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")),
                name="accounts_token_ends_after_issue",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def state(self, now: datetime) -> TokenState:
        """Whether it still opens the door."""
        if self.revoked_at is not None:
            return TokenState.REVOKED
        return TokenState.EXPIRED if self.expires_at <= now else TokenState.VALID
