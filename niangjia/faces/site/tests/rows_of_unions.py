"""The rows of the room of unions."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.domains.unions import models as unions
from niangjia.domains.unions.models.secondments import Secondee, SecondmentRound
from niangjia.domains.unions.models.studios import Studio, StudioCover, StudioMember
from niangjia.domains.unions.models.teams import Team, TeamMember
from niangjia.domains.unions.models.workers import Contract, Posting
from niangjia.domains.unions.services import employers, posts, workers
from niangjia.foundation.divisions.identity import synthetic_id, synthetic_uscc

DAY, BORN = date(2023, 3, 1), date(1990, 5, 1)
PHONE = "13985440123"
"""The worker's."""


def rows_of_unions(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """A mill's post, certificate and employer; a team, a studio, a social worker, a secondment."""
    return {
        **_union(cast, tree, now),
        **_groups(tree),
        **_worker(cast, tree, now),
        **_secondment(tree),
    }


def _union(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """The county's mill: its post, who holds it, its certificate and its employer."""
    actor = cast.county_cadre
    employer = employers.add_employer(
        actor=actor,
        area_id=tree.county.pk,
        name="凯里市第一纺织厂",
        uscc=synthetic_uscc("91", "522601", "00000001"),
        kind="110",
        now=now,
    )
    post = posts.create_post(
        actor=actor, union_id=tree.mill.pk, title="干事", kind="staff", now=now
    )
    tenure = unions.Tenure.objects.create(
        post=post, person_name="张小梅", begun_on=date(2023, 1, 1)
    )
    certificate = unions.Certificate.objects.create(
        union=tree.mill,
        number="1",
        registrar=tree.county,
        issued_on=date(2023, 1, 1),
        expires_on=date(2028, 1, 1),
    )
    return {
        "unions/": tree.mill.pk,
        "switcher/": tree.county.pk,
        "posts/": post.pk,
        "tenures/": tenure.pk,
        "certificates/": certificate.pk,
        "employers/": employer.pk,
    }


def _groups(tree: Any) -> dict[str, object]:
    """A task force and a studio of the county, each with a member."""
    at = {"union": tree.county, "begun_on": DAY}
    team = Team.objects.create(kind="task_force", name="专班", document="1", issuer="凯里", **at)
    member = TeamMember.objects.create(
        team=team, person_name="张小梅", key="k", role="member", begun_on=DAY
    )
    studio = Studio.objects.create(name="北部工作室", area="北部", **at)
    worker = StudioMember.objects.create(
        studio=studio, role="instructor", person_name="张小梅", begun_on=DAY
    )
    cover = StudioCover.objects.create(studio=studio, union=tree.mill, begun_on=DAY)
    return {
        "teams/": team.pk,
        "teams/members/": member.pk,
        "studios/": studio.pk,
        "studios/members/": worker.pk,
        "studios/covers/": cover.pk,
    }


def _worker(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """A social worker of the county, posted to the mill."""
    worker = workers.hire_worker(
        actor=cast.county_cadre,
        union_id=tree.county.pk,
        name="张小梅",
        id_number=synthetic_id("522601", BORN, 2),
        phone=PHONE,
        degree=2,
        kind="labour",
        begun_on=DAY,
        now=now,
    )
    posting = Posting.objects.create(worker=worker, union=tree.mill, begun_on=DAY)
    return {
        "workers/": worker.pk,
        "workers/contracts/": Contract.objects.get(worker=worker).pk,
        "workers/postings/": posting.pk,
        "reveal/<str:table>/": worker.pk,
        "table": "unions.socialworker",
        "field": "id_number",
    }


def _secondment(tree: Any) -> dict[str, object]:
    """A round of the city with a secondee of the county."""
    days = {"begins_on": date(2023, 12, 1), "ends_on": date(2024, 3, 1)}
    known = {"name": "跟班学习", "number": 1, "seats": 2, "document": "1", "state": "announced"}
    round_ = SecondmentRound.objects.create(
        union=tree.city, apply_by=date(2023, 11, 25), **days, **known
    )
    person = Secondee.objects.create(
        round=round_, union=tree.county, person_name="张小梅", key="k", state="applied"
    )
    return {"secondments/": round_.pk, "secondments/people/": person.pk}
