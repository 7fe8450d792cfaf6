"""One row behind every numbered door, all of 凯里市总工会, below it, or of its cadre."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from niangjia.foundation.accounts.services import tokens
from niangjia.foundation.documents.enums import DocumentKind
from niangjia.foundation.documents.paper import Body
from niangjia.foundation.documents.services import draft_document
from niangjia.foundation.exchange.models import ExportFile, ImportBatch
from niangjia.foundation.files.services import upload_bytes
from niangjia.foundation.habits import services as habits
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.notices import services as notices
from niangjia.foundation.notices.models import Announcement, Notice
from niangjia.foundation.parameters.models import Parameter

from .rows_of_assessment import rows_of_assessment
from .rows_of_members import rows_of_members
from .rows_of_portal import rows_of_portal
from .rows_of_tasks import rows_of_tasks
from .rows_of_tasks_at_the_desk import rows_of_tasks_at_the_desk
from .rows_of_unions import rows_of_unions

PDF = b"%PDF-1.7\n%%EOF\n"

WORDS: dict[str, object] = {
    "provider_id": "province",
    "layout": "employers",
    "which": "names",
    "kind": "xlsx",
    "metric": "unions.unions",
    "parameters/": "password.max_age_days",
    "privacy/register/": "members-bank-card",
}
"""What stands in an address where no row is named."""


def rows_behind(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """What is put into an address: by what stands before the place, else by the place's name."""
    rows = WORDS | _own(cast, tree, now) | _papers(cast, tree, now)
    rows |= rows_of_unions(cast, tree, now) | rows_of_members(cast, tree, now)
    rows |= rows_of_portal(cast, tree, now, rows)
    rows |= rows_of_assessment(cast, tree, now, worker_id=int(str(rows["workers/"])))
    return rows | rows_of_tasks(cast, tree, now) | rows_of_tasks_at_the_desk(tree)


def _own(cast: Any, _tree: Any, now: Any) -> dict[str, object]:
    """What is the county cadre's own: a token, a message, an import, an export, a job."""
    actor = cast.county_cadre
    token = tokens.issue_token(actor=actor, name="报表", roles=["unions.clerk"], days=30, now=now)
    notice = Notice.objects.create(to_id=actor.user_id, key="n", subject="催办", created_at=now)
    kept = {"person_id": actor.user_id, "path": actor.here}
    batch = ImportBatch.objects.create(
        layout_key="employers", state="checked", file_name="a.xlsx", uploaded_at=now, **kept
    )
    export = ExportFile(exporter_key="unions", state="ready", file_name="a.xlsx", **kept)
    export.asked_at = now
    export.file.save("a.xlsx", ContentFile(b"PK"))
    choice = habits.keep_filter(
        actor=actor, ledger_name="unions", name="空壳", query="q=1", now=now
    )
    job = Progress.objects.create(owner_id=actor.user_id, title="导出", created_at=now)
    return {
        "tokens/": token.token.pk,
        "people/": actor.user_id,
        "notices/": notice.pk,
        "messages/": notice.pk,
        "imports/": batch.pk,
        "exports/": export.pk,
        "jobs/": job.pk,
        "filters/": choice.pk,
    }


def _papers(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """A document and an announcement of the county, a file of that announcement, a parameter."""
    actor, path = cast.county_cadre, tree.county.path
    paper = draft_document(
        actor=actor,
        path=path,
        kind=DocumentKind.DECISION,
        word="凯工发",
        issuer="凯里市总工会",
        title="关于同意成立工会的批复",
        body=Body(blocks=("同意。",), addressee="凯里市第一纺织厂"),
        now=now,
    )
    told = Announcement.objects.create(
        path=path, issuer="凯里市总工会", author_id=actor.user_id, title="通知", body="正文"
    )
    owned = {"owner_kind": notices.FILES, "owner_id": told.pk, "path": path}
    file = upload_bytes(actor=actor, content=PDF, name="附件.pdf", now=now, **owned)
    value = Parameter.objects.create(
        key="password.max_age_days", value=90, valid_from=date(2023, 1, 1), source_doc="文"
    )
    return {
        "documents/": paper.pk,
        "announcements/": told.pk,
        "files/": file.pk,
        "values/": value.pk,
    }
