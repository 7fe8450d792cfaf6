"""Putting material beside an item, and taking it away while the sheet is still open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.models import Evidence
from niangjia.domains.assessment.selectors.sheets import lock_sheet
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import Actor, one

from .scores import check_asked, item_of, open_stage

FILES = "assessment.evidence"
"""The kind under which the files of evidence are kept."""


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    sheet_id: int,
    item_id: int,
    title: str,
    now: datetime,
    file: Any = None,
) -> Evidence:
    """Put a file, or a note on where the material lies, beside an item (佐证材料)."""
    sheet = lock_sheet(actor, sheet_id)
    stage = open_stage(actor, sheet, now)
    item = item_of(sheet, item_id)
    check_asked(sheet, item, stage, now)
    row = Evidence(
        sheet=sheet, item=item, stage=stage, title=title.strip(), by_name=actor.name, at=now
    )
    ledger.save(row, actor=actor, verb="attach", at=now)
    if file:
        row.attachment = files.upload(
            actor=actor,
            file=file,
            owner_kind=FILES,
            owner_id=row.pk,
            now=now,
            path=sheet.path,
        )
        ledger.save(row, actor=actor, verb="attach", at=now)
    return row


@transaction.atomic
def withdraw_evidence(*, actor: Actor, evidence_id: int, now: datetime) -> Evidence:
    """Take material away; the row stays, marked withdrawn."""
    row = one(Evidence.objects.visible_to(actor).select_related("item__dimension"), pk=evidence_id)
    sheet = lock_sheet(actor, row.sheet_id)
    stage = open_stage(actor, sheet, now)
    if row.stage != stage or row.withdrawn_at is not None:
        raise Refused(_("只能撤下本级添加的材料"))
    if stage == Stage.SELF and sheet.state != SheetState.FILLING:
        check_asked(sheet, row.item, stage, now)
    row.withdrawn_at = now
    return ledger.save(row, actor=actor, verb="withdraw", at=now)
