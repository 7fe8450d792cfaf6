"""One uploaded workbook and what became of it; one export made in the background."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.audit.policy import READERS
from niangjia.foundation.crypto.enums import Purpose, why
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import SYSTEM, Actor, PathField, ScopedQuerySet

from .enums import ExportState, ImportState


class ImportBatchQuerySet(ScopedQuerySet["ImportBatch"]):
    """Imports; each person sees their own."""

    scope = "path"
    owner = "person_id"
    readers = frozenset()


class ImportBatch(Row):
    """One import (导入批次): the file, what was wrong with it, and the rows it made.

    `problems` are [row, column key, content, sentence, suggestion]; `bad_rows` the sheet numbers of
    all rows left out; `created` maps a kind of row to the ids the import made.
    """

    layout_key = models.CharField(_("模板"), max_length=80)
    layout_version = models.PositiveIntegerField(_("模板版本"), null=True, blank=True)
    person_id = models.BigIntegerField(_("导入人"))
    person_name = models.CharField(_("导入人姓名"), max_length=60, blank=True)
    path = PathField(_("范围"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ImportState.choices)
    file = models.FileField(_("文件"), upload_to="imports/%Y/%m/", max_length=200, blank=True)
    file_name = models.CharField(_("文件名"), max_length=120)
    digest = models.CharField(_("文件摘要"), max_length=64)
    sheet_name = models.CharField(_("工作表"), max_length=60, blank=True)
    unknown = models.JSONField(_("没有认出的列"), default=list, blank=True)
    rows_read = models.PositiveIntegerField(_("读取行数"), default=0)
    rows_good = models.PositiveIntegerField(_("可导入行数"), default=0)
    rows_bad = models.PositiveIntegerField(_("需修改行数"), default=0)
    rows_written = models.PositiveIntegerField(_("已导入行数"), default=0)
    problems = models.JSONField(_("问题"), default=list, blank=True)
    bad_rows = models.JSONField(_("问题行"), default=list, blank=True)
    created = models.JSONField(_("新增的记录"), default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"))
    imported_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    job = models.UUIDField(_("后台办理"), null=True, blank=True, editable=False)

    objects = ImportBatchQuerySet.as_manager()

    audit_masked = ("problems", "bad_rows", "created", "job")

    class Meta:
        verbose_name = _("导入批次")
        indexes = [models.Index(fields=["person_id", "layout_key", "digest"])]

    def __str__(self) -> str:
        return f"{self.file_name} {self.layout_key}"

    @property
    def is_partial(self) -> bool:
        """Whether some rows of the file were left out."""
        return self.rows_bad > 0

    def undo_until(self, hours: int) -> datetime | None:
        """The last moment of undo, or None where nothing was imported."""
        return self.imported_at + timedelta(hours=hours) if self.imported_at else None


class ExportFileQuerySet(ScopedQuerySet["ExportFile"]):
    """Exports; each person sees their own, the audit administrator those below."""

    scope = "path"
    owner = "person_id"
    readers = READERS

    def visible_to(self, actor: Actor) -> Self:
        """As the trail is read."""
        seen = super().visible_to(actor)
        audits = bool(actor.paths(self.readers)) and actor.user_id != SYSTEM.user_id
        return seen | self.filter(path="") if audits else seen


class ExportFile(Row):
    """A ledger somebody took (导出文件): handed out at once, or written in the background and fetched.

    `reveal` says that numbers stand in it in full, `personal` that it holds personal data at all; both want
    a `purpose`. `downloads` counts how often a written file was fetched before `expires_at`.
    """

    exporter_key = models.CharField(_("台账"), max_length=80)
    params = models.JSONField(_("条件"), default=dict, blank=True)
    title = models.CharField(_("台账名称"), max_length=200, blank=True)
    purpose = models.CharField(_("用途"), max_length=12, choices=Purpose.choices, blank=True)
    reason = models.CharField(_("用途说明"), max_length=200, blank=True)
    reveal = models.BooleanField(_("含完整号码"), default=False)
    personal = models.BooleanField(_("含个人信息"), default=False)
    person_id = models.BigIntegerField(_("导出人"))
    person_name = models.CharField(_("导出人姓名"), max_length=60, blank=True)
    path = PathField(_("范围"), blank=True)
    standing_at = models.BigIntegerField(_("所在单位"), default=0)
    state = models.CharField(_("状态"), max_length=12, choices=ExportState.choices)
    file = models.FileField(_("文件"), upload_to="exports/%Y/%m/", max_length=200, blank=True)
    file_name = models.CharField(_("文件名"), max_length=120, blank=True)
    rows_written = models.PositiveIntegerField(_("行数"), default=0)
    asked_at = models.DateTimeField(_("申请时间"))
    ready_at = models.DateTimeField(_("生成时间"), null=True, blank=True)
    expires_at = models.DateTimeField(_("有效期至"), null=True, blank=True)
    downloads = models.PositiveIntegerField(_("下载次数"), default=0, editable=False)

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("导出文件")
        indexes = [models.Index(fields=["path"], name="exchange_taken_where")]

    def __str__(self) -> str:
        return self.file_name or self.exporter_key

    @property
    def why(self) -> str:
        """Purpose and note in words."""
        return why(self.purpose, self.reason)
