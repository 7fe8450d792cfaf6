"""Messages to one person, what carries them outside, and announcements to everybody below."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.crypto.fields import EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet, ancestors

from . import policy
from .enums import AnnouncementState, DeliveryState


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    """Messages; each person sees their own."""

    owner: ClassVar[str | None] = "to_id"

    def unread(self) -> Self:
        """Not opened yet."""
        return self.filter(read_at=None)

    def waiting(self, since: datetime) -> Self:
        """Not opened yet and not of old: what is older than `since` counts as read."""
        return self.unread().filter(created_at__gte=since)

    def leading(self, since: datetime) -> Self:
        """Of each bundle that waits the newest, with how many there are (`several`)."""
        alike = Notice.objects.waiting(since).filter(to=OuterRef("to"), bundle=OuterRef("bundle"))
        counted = alike.order_by().values("bundle").annotate(n=Count("pk")).values("n")
        newest = self.waiting(since).exclude(Exists(alike.filter(pk__gt=OuterRef("pk"))))
        return newest.annotate(several=Subquery(counted, output_field=models.IntegerField()))


class Notice(models.Model):
    """A message to one person (消息), shown on the site; channels carry it further.

    `key` names the occasion: the same occasion never reaches the same person twice. Messages of one
    `bundle` (a topic and a day) stand as one line until they are read; alone it is the key.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    bundle = models.CharField(max_length=120, editable=False)
    subject = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("地址"), max_length=300, blank=True)
    kind = models.CharField(_("类别"), max_length=40, blank=True)
    path = PathField(blank=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("消息")
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="notices_once")]
        indexes = [
            models.Index(fields=["to", "-created_at", "-id"], name="notices_of_person"),
            models.Index(fields=["to", "bundle"], name="notices_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.subject


class Outgoing(models.Model):
    """Something on its way out of the house (待发箱): claimed, handed over, tried again, ended."""

    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def forget(self) -> None:
        """Drop what nobody needs once it has ended."""


class Delivery(Outgoing):
    """One message on its way through one channel."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notices_delivery_due",
                condition=Q(state__in=["waiting", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"


class Text(Outgoing):
    """A short message to a phone (短信), whoever holds it: no account need belong to it.

    Number and words are sealed, and gone from here as soon as the message is sent or too old.
    `key` names the occasion: the same occasion is told once.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    phone = EncryptedField(_("手机号"), kind=Kind.MOBILE, max_length=20, blank=True)
    values = EncryptedField(_("内容"), kind=Kind.TEXT, max_length=500, blank=True)
    good_until = models.DateTimeField(_("最迟发送时间"))

    class Meta:
        verbose_name = _("短信")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notices_text_due",
                condition=Q(state__in=["waiting", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.phone}"

    @property
    def is_sent(self) -> bool:
        """Whether the gateway has taken it."""
        return self.state == DeliveryState.SENT

    @property
    def is_late(self) -> bool:
        """Whether it was tried in vain and waits for another time."""
        return self.state == DeliveryState.WAITING

    def forget(self) -> None:
        """A number and a code are kept no longer than it takes to send them."""
        self.phone, self.values = "", ""


class AnnouncementQuerySet(ScopedQuerySet["Announcement"]):
    """Announcements: `visible_to` for those who issue them, `addressed_to` for their readers."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "author_id"
    readers: ClassVar[frozenset[str]] = policy.ISSUERS

    def addressed_to(self, actor: Actor) -> Self:
        """Published by a union above one of this person's places; newest first."""
        places = {path for _role, path in actor.posts} | ({actor.here} if actor.here else set())
        above = {above for path in places for above in ancestors(path)}
        read = Receipt.objects.filter(announcement=OuterRef("pk"), reader_id=actor.user_id)
        return (
            self.filter(state=AnnouncementState.PUBLISHED, path__in=above)
            .annotate(is_unread=~Exists(read))
            .order_by("-published_at", "-pk")
        )


class Announcement(Row):
    """A union's word to everybody in its subtree (通知公告)."""

    path = PathField(_("所在组织"), editable=False)
    issuer = models.CharField(_("发布单位"), max_length=120)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("起草人"),
    )
    title = models.CharField(_("标题"), max_length=120)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    body = models.TextField(_("正文"))
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=AnnouncementState.choices,
        default=AnnouncementState.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知公告")
        indexes = [models.Index(fields=["path", "-published_at"], name="notices_announced")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AnnouncementState.DRAFT) | Q(published_at__isnull=False),
                name="notices_published_at_given",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Receipt(models.Model):
    """Somebody has read an announcement (阅读回执); the first time counts."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "reader"], name="notices_receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.announcement_id}"
