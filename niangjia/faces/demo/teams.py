"""People beside the board: leading groups, task forces, studios of the four areas, social workers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.services import (
    costs,
    offices,
    studios,
    teams,
    workers,
)
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.parameters.services import set_parameter
from niangjia.foundation.scope import Actor

from .assessments import actor_named, at
from .invention import dice, mobile, person_name

if TYPE_CHECKING:
    from niangjia.domains.unions.models import (
        SocialWorker,
        Studio,
        Team,
        Union,
    )

COUNTY = "522601"
BEGUN = date(2022, 3, 1)
AREAS = ("东部片区", "西部片区", "南部片区", "北部片区")
HEADS = ("组织部", "权益保障部", "宣教部", "经济技术部")
PER_STUDIO = 3
OUTSTANDING = 4
"""Social workers judged 优秀 for 2022: vice-chairs of the township they cover (F000-19)."""
SOON = 9
"""Whose contract ends with the year."""
SUBSIDIES = {
    "360000": "《江西省工会工作协理员管理办法》",
    "520000": "《贵州省社会化工会工作者管理办法》（演示）",
}
KITS = (
    "食品",
    "建材",
    "纺织",
    "物流",
    "茶业",
    "电子",
    "机械",
    "医药",
    "家居",
    "能源",
    "酒业",
    "化工",
)


def fill_the_teams() -> None:
    """Parameters first, then the studios of 凯里 with their people, and the teams."""
    _set_subsidies()
    yang = actor_named("yang")
    hired = _open_studios(yang)
    _form_teams(yang, hired)
    _hire_elsewhere()


def _set_subsidies() -> None:
    """500 yuan a month until the end of 2022, 800 since (F002-13, F002-14)."""
    for region, document in SUBSIDIES.items():
        for yuan, start, last in (
            (500, date(2020, 1, 1), date(2022, 12, 31)),
            (800, date(2023, 1, 1), None),
        ):
            set_parameter(
                actor=actor_named("tian"),
                key="social_worker.subsidy",
                value=Decimal(yuan),
                region=region,
                valid_from=start,
                valid_to=last,
                source_doc=document,
                now=at(2023, 1, 3),
            )


def townships(code: str) -> list[Union]:
    """The township unions of a county, in official order."""
    return list(unions.unions_of(unions.union_by_code(code).path, Level.TOWNSHIP))


def _enterprises(places: list[Union]) -> list[Union]:
    """A key enterprise with a union in each of these townships."""
    seeds = [
        Seedling(
            f"{COUNTY}-K{number:02d}",
            f"{place.short_name}{KITS[number % len(KITS)]}有限公司工会委员会",
            f"{place.short_name}{KITS[number % len(KITS)]}",
            Level.GRASSROOTS,
            "grassroots",
            place.code,
            {"founded_on": date(2018, 6, 1), "workers": 180, "members": 170},
        )
        for number, place in enumerate(places)
    ]
    plant(seeds, now=at(2022, 3, 1))
    return [unions.union_by_code(seed.code) for seed in seeds]


def _open_studios(yang: Actor) -> list[SocialWorker]:
    """Four studios; the instructor of the west left in October, and nobody came since."""
    places = townships(COUNTY)[: len(AREAS) * PER_STUDIO]
    firms = _enterprises(places)
    hired: list[SocialWorker] = []
    for number, area in enumerate(AREAS):
        studio = _open(yang, area, HEADS[number], left=area == "西部片区")
        for place, firm in list(zip(places, firms, strict=True))[number :: len(AREAS)]:
            studios.cover_union(
                actor=yang,
                studio_id=studio.pk,
                union_id=place.pk,
                begun_on=BEGUN,
                now=at(2022, 3, 1),
            )
            hired.append(_settle(yang, studio, place, firm, len(hired)))
    return hired


def _open(yang: Actor, area: str, department: str, *, left: bool) -> Studio:
    now = at(2022, 3, 1)
    studio = studios.open_studio(
        actor=yang,
        union_id=unions.union_by_code(COUNTY).pk,
        name=f"{area}工会社工工作室",
        area=area,
        begun_on=BEGUN,
        document="凯工发〔2022〕5号",
        now=now,
    )
    seats = [("department_head", f"{person_name('head', area)}（{department}）")]
    seats += [("instructor", person_name("instructor", area))]
    for role, name in seats:
        member = studios.join_studio(
            actor=yang, studio_id=studio.pk, role=role, person_name=name, begun_on=BEGUN, now=now
        )
    if left:
        studios.leave_studio(
            actor=yang,
            member_id=member.pk,
            last_on=date(2023, 10, 16),
            reason="调往市人力资源和社会保障局",
            now=at(2023, 10, 17),
        )
    return studio


def _hire(
    actor: Actor, union: Union, key: int, begun_on: date, now: datetime, last_on: date | None = None
) -> SocialWorker:
    rng = dice("worker", union.code, key)
    born = date(rng.randrange(1985, 1999), rng.randrange(1, 13), rng.randrange(1, 28))
    region = union.division_code[:6] or COUNTY
    return workers.hire_worker(
        actor=actor,
        union_id=union.pk,
        name=person_name("worker", union.code, key),
        id_number=synthetic_id(region, born, rng.randrange(100, 999)),
        degree=rng.choice((2, 2, 3, 3, 4)),
        kind="labour",
        begun_on=begun_on,
        last_on=last_on or begun_on.replace(year=begun_on.year + 3) - timedelta(days=1),
        recruited_by=f"{union.short_name}工发〔{begun_on.year}〕3号",
        exam_points=Decimal(rng.randrange(720, 960)) / 10,
        phone=mobile("worker", union.code, key),
        now=now,
    )


def _settle(yang: Actor, studio: Studio, place: Union, firm: Union, number: int) -> SocialWorker:
    """One social worker: contract, posting, seat, reviews, results, cost, offices."""
    now = at(2022, 3, 1)
    county = unions.union_by_code(COUNTY)
    soon = date(2023, 12, 31) if number == SOON else None
    worker = _hire(yang, county, number, BEGUN, now, soon)
    known: dict[str, Any] = {"actor": yang, "worker_id": worker.pk}
    for union in (place, firm):
        workers.post_worker(union_id=union.pk, begun_on=BEGUN, now=now, **known)
    studios.join_studio(studio_id=studio.pk, role="social_worker", begun_on=BEGUN, now=now, **known)
    offices.give_office(
        union_id=firm.pk,
        begun_on=date(2022, 5, 4),
        document="凯工任〔2022〕6号",
        now=at(2022, 5, 4),
        **known,
    )
    outstanding = number < OUTSTANDING
    workers.appraise_worker(
        year=2022,
        result="excellent" if outstanding else "competent",
        on=date(2023, 1, 12),
        document="凯工发〔2023〕2号",
        now=at(2023, 1, 12),
        **known,
    )
    if outstanding:
        offices.give_office(
            union_id=place.pk,
            begun_on=date(2023, 2, 6),
            document="凯工任〔2023〕2号",
            now=at(2023, 2, 6),
            **known,
        )
        workers.grade_worker(
            grade=1, step=2, on=date(2023, 3, 1), note="优秀提前晋级", now=at(2023, 3, 1), **known
        )
    _review_and_pay(yang, worker, number)
    return worker


def _review_and_pay(actor: Actor, worker: SocialWorker, number: int) -> None:
    """Three quarters of reviews, and who bears the cost before and since 2023."""
    rng = dice("review", worker.name, number)
    base = 90 if number < OUTSTANDING else 82
    for month in (3, 6, 9):
        workers.review_worker(
            actor=actor,
            worker_id=worker.pk,
            rhythm="quarter",
            begins_on=date(2023, month, 1),
            points=Decimal(base * 10 + rng.randrange(-50, 80)) / 10,
            remark="按任务清单办结",
            now=at(2023, month + 1, 8),
        )
    for begun_on, province in ((BEGUN, 500), (date(2023, 1, 1), 800)):
        rest = Decimal(3600 - province)
        city = (rest * Decimal("0.3")).quantize(Decimal("0.01"))
        costs.share_costs(
            actor=actor,
            worker_id=worker.pk,
            total=Decimal(3600),
            shares={
                Level.PROVINCE: Decimal(province),
                Level.CITY: city,
                Level.COUNTY: rest - city,
            },
            begun_on=begun_on,
            document="黔工发〔2022〕31号",
            now=at(2023, 1, 9),
        )


def _form_teams(yang: Actor, hired: list[SocialWorker]) -> None:
    """The leading group of the special work, a task force that is done, one at work."""
    county = unions.union_by_code(COUNTY)
    group = _team(
        yang,
        county,
        "leading_group",
        "“县级工会加强年”专项工作领导小组",
        "凯委办发〔2022〕33号",
        "中共凯里市委办公室",
        date(2022, 10, 8),
        "统筹全市县级工会加强年专项工作",
    )
    for role, key, post in (
        ("head", 1, "市委副书记"),
        ("deputy", 2, "市人大常委会副主任、市总工会主席"),
        ("member", 3, "市委组织部副部长"),
        ("member", 4, "市财政局局长"),
        ("member", 5, "市人力资源和社会保障局局长"),
        ("office_head", 6, "市总工会常务副主席"),
    ):
        _join(yang, group, role, date(2022, 10, 8), name=person_name("group", key), post=post)
    inn = _team(
        yang,
        county,
        "task_force",
        "零工客栈工会专班",
        "凯工办发〔2022〕8号",
        county.name,
        BEGUN,
        "在零工客栈建立工会，吸收零工入会",
    )
    _join(yang, inn, "head", BEGUN, name=person_name("head", AREAS[0]), post="组织部部长")
    for worker in hired[1:4]:
        _join(yang, inn, "member", BEGUN, worker=worker, until=date(2022, 12, 30))
    teams.dissolve_team(
        actor=yang,
        team_id=inn.pk,
        last_on=date(2022, 12, 31),
        reason="零工客栈工会已建成",
        now=at(2023, 1, 4),
    )
    force = _team(
        yang,
        county,
        "task_force",
        "新就业形态劳动者集中入会专班",
        "凯工办发〔2023〕11号",
        county.name,
        date(2023, 4, 10),
        "货车司机、外卖员集中入会",
    )
    _join(yang, force, "head", date(2023, 4, 10), name=person_name("group", 6), post="常务副主席")
    for worker in hired[4:6]:
        _join(yang, force, "member", date(2023, 4, 10), worker=worker, until=date(2023, 12, 31))


def _team(
    actor: Actor,
    union: Union,
    kind: str,
    name: str,
    document: str,
    issuer: str,
    on: date,
    task: str,
) -> Team:
    return teams.form_team(
        actor=actor,
        union_id=union.pk,
        kind=kind,
        name=name,
        document=document,
        issuer=issuer,
        begun_on=on,
        task=task,
        now=at(on.year, on.month, on.day),
    )


def _join(
    actor: Actor,
    team: Team,
    role: str,
    on: date,
    *,
    name: str = "",
    post: str = "",
    worker: SocialWorker | None = None,
    until: date | None = None,
) -> None:
    """A member; social workers are moved in from the township they serve."""
    origin = townships(COUNTY)[worker.pk % len(AREAS)].pk if worker else None
    teams.add_member(
        actor=actor,
        team_id=team.pk,
        role=role,
        person_name=name,
        post=post,
        worker_id=worker.pk if worker else None,
        moved_from_id=origin,
        is_full_time=worker is not None,
        begun_on=on,
        last_on=until,
        now=at(on.year, on.month, on.day),
    )


def _hire_elsewhere() -> None:
    """A social worker for the first township of some other counties, S001-04."""
    counties = unions.unions_of(unions.union_by_code("520000").path, Level.COUNTY)
    for number, county in enumerate(list(counties)[::8]):
        first = townships(county.code)[:1]
        if county.code == COUNTY or not first:
            continue
        actor = actor_named("shi" if county.code == "522635" else f"u{county.code}")
        worker = _hire(actor, county, number, date(2022, 7, 1), at(2022, 7, 1))
        workers.post_worker(
            actor=actor,
            worker_id=worker.pk,
            union_id=first[0].pk,
            begun_on=date(2022, 7, 1),
            now=at(2022, 7, 1),
        )
