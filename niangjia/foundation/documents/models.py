"""Documents with a number, and the numbers themselves."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet, ancestors

from . import policy
from .enums import DOWNWARD, DocumentKind, DocumentState


class NumberSeries(models.Model):
    """The last number an issuer's word has reached in a year; its row is the lock."""

    word = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "year"], name="documents_series")]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}"


class DocumentQuerySet(ScopedQuerySet["Document"]):
    """Documents: of one's own, of the unions one keeps, and what was issued to everybody below."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "drafter_id"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """What this person drafted, keeps, or was issued to."""
        places = {path for _role, path in actor.posts} | ({actor.here} if actor.here else set())
        above = {above for path in places for above in ancestors(path)}
        issued_below = Q(state=DocumentState.ISSUED, kind__in=DOWNWARD, path__in=above)
        return super().visible_to(actor) | self.filter(issued_below)


class Document(Row):
    """A numbered document with a red head (红头文件), rules §12.1.

    The number is given when it is issued: issuer's word (发文机关代字), year, serial without gaps.
    """

    path = PathField(_("所在组织"), editable=False)
    kind = models.CharField(_("文种"), max_length=10, choices=DocumentKind.choices)
    word = models.CharField(
        _("发文机关代字"),
        max_length=20,
        validators=[RegexValidator(r"^[\u4e00-\u9fff]+$", _("代字只用汉字，如 黔工办发"))],
    )
    issuer = models.CharField(_("发文机关"), max_length=120)
    title = models.CharField(_("标题"), max_length=200)
    body = models.JSONField(_("正文"))
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("起草人"),
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    number = models.CharField(_("发文字号"), max_length=40, blank=True, editable=False)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True, editable=False)
    docx = models.ForeignKey(
        "files.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Word 文件"),
    )
    pdf = models.ForeignKey(
        "files.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("PDF 文件"),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")
        indexes = [models.Index(fields=["path", "-issued_on"], name="documents_issued")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="documents_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.DRAFT)
                | (~Q(number="") & Q(issued_on__isnull=False)),
                name="documents_issued_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.get_kind_display()} {self.title}"
