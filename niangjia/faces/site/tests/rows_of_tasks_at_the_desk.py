"""The rows of the room of tasks that lie on the county's desk: research, rhythms, the register."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.domains.tasks.models.register import Entry
from niangjia.domains.tasks.models.research import Finding, Group, Paper, Research, Team
from niangjia.domains.tasks.models.rhythms import Rhythm
from niangjia.foundation.calendar.recurrence import monthly

DAYS = {"begins_on": date(2023, 3, 1), "ends_on": date(2023, 12, 31)}
DAY = date(2023, 11, 20)


def rows_of_tasks_at_the_desk(tree: Any) -> dict[str, object]:
    """Research of the county with a team's finding and paper, a yearly matter, a letter received."""
    at = {"union": tree.county, "path": tree.county.path}
    research = Research.objects.create(title="站点建设", **at, **DAYS)
    team = Team.objects.create(research=research, order=1, department="办公室", leader="杨秀芳")
    found = Finding.objects.create(
        research=research, team=team, kind="shared", text="没有饮水", found_on=DAY, **at
    )
    group = Group.objects.create(research=research, order=1, title="没有饮水")
    paper = Paper.objects.create(
        team=team, title="报告", summary="摘要", handed_on=DAY, by_name="杨秀芳"
    )
    rhythm = Rhythm.objects.create(title="月报", rule=monthly(5).as_data(), valid_from=DAY, **at)
    entry = Entry.objects.create(
        direction="in",
        year=2023,
        number=1,
        kind="notice",
        title="通知",
        issuer="黔东南州总工会",
        registered_on=DAY,
        **at,
    )
    return {
        "research/": research.pk,
        "research/teams/": team.pk,
        "research/findings/": found.pk,
        "research/problems/": group.pk,
        "research/reports/": paper.pk,
        "rhythms/": rhythm.pk,
        "register/": entry.pk,
    }
