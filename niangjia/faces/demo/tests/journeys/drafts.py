"""What the year leaves finished is begun once more, so that the pages of drafts can be looked at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from niangjia.domains.assessment.services import frameworks
from niangjia.domains.tasks.services.giving import propose_task
from niangjia.domains.tasks.services.programmes import draft_programme
from niangjia.faces.demo.assessments import actor_named
from niangjia.foundation import clock
from niangjia.foundation.notices.services import write_announcement


def begin_everything() -> None:
    """A framework, an announcement, a programme and a task of Guizhou, none of them out yet."""
    lu = actor_named("lu")
    known: dict[str, Any] = {"actor": lu, "now": clock.now()}
    framework = frameworks.start_framework(
        **known, union_id=lu.unit_id, key="", title="2024年度县级工会考核标准（草稿）"
    )
    dimension = frameworks.save_dimension(**known, framework_id=framework.pk, title="组织建设")
    frameworks.save_item(
        **known,
        framework_id=framework.pk,
        dimension_id=dimension.pk,
        title="按期换届",
        standard="届满前完成换届的得满分",
        points=Decimal(10),
    )
    write_announcement(
        **known, issuer="贵州省总工会", title="关于开展冬季送温暖的通知", body="正文"
    )
    draft_programme(
        **known, title="2024年站点提质", begins_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)
    )
    propose_task(**known, title="报送年度总结", due_on=date(2023, 12, 20))
