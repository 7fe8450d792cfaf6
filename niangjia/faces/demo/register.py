"""The document registers: what the newspaper pages name, and a few weeks of an ordinary office. S000-07."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.domains.tasks.enums.register import Direction
from niangjia.domains.tasks.enums.register import PaperKind as K
from niangjia.domains.tasks.selectors.programmes import programmes_of
from niangjia.domains.tasks.services import handling, register
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor

from .assessments import at
from .programmes import actor_of

OFFICE = Actor(user_id=0, posts=frozenset(), name="办公室文书")
IN, OUT = Direction.IN, Direction.OUT

NAMED = (
    ("520581", IN, "关于进一步深化“县级工会加强年”专项工作的实施意见", "黔西市委", K.OPINION, date(2023, 3, 14)),
    ("520000", OUT, "选派县级工会业务骨干到省总工会机关学习培养的方案", "贵州省总工会", K.PLAN, date(2023, 3, 1)),
    ("360000", OUT, "江西省工会工作协理员管理办法（修订）", "江西省总工会", K.RULES, date(2023, 2, 21)),
    ("130000", OUT, "河北省劳动和技能竞赛规划（2021—2025）", "河北省总工会", K.PLAN, date(2023, 2, 20)),
    ("130000", OUT, "河北省重点项目劳动竞赛管理办法", "河北省总工会", K.RULES, date(2023, 2, 20)),
    ("320800", IN, "企业推进产业工人队伍建设改革工作指南", "淮安市产改联席会议办公室", K.GUIDE, date(2023, 2, 22)),
    ("320700", IN, "产改规范化标准和示范化标准指导意见", "连云港市产改办", K.OPINION, date(2023, 4, 3)),
    ("340000", OUT, "“县级工会加强年”专项工作实施方案", "安徽省总工会", K.PLAN, date(2023, 2, 9)),
    ("340000", OUT, "安徽省市县工人文化宫作用发挥考评奖补实施办法", "安徽省总工会", K.RULES, date(2023, 2, 9)),
    ("340000", OUT, "安徽省市县工人文化宫阵地建设专项补助办法（试行）（征求意见稿）", "安徽省总工会", K.RULES,
     date(2023, 2, 10)),
    ("620000", OUT, "甘肃省模范县级工会考核细则（49 项）", "甘肃省总工会", K.RULES, date(2023, 3, 6)),
    ("140000", OUT, "山西省工会系统参与安全生产治本攻坚三年行动实施方案（2024—2026年）", "山西省总工会", K.PLAN,
     date(2023, 11, 15)),
    ("370000", IN, "山东省外经贸系统行业性职工劳动竞赛和技能竞赛奖励办法", "山东省外经贸工会", K.RULES,
     date(2023, 11, 10)),
    ("320902", IN, "村企联营合作协议", "仁禾中衡集团、兴农村", K.AGREEMENT, date(2023, 3, 28)),
)  # fmt: skip
"""Catalogue, cross-view 5. Days of registration are invented; no number is printed, so none is given."""


@dataclass(frozen=True, slots=True)
class Came:
    """A document an office received, and how far it has come: 0 registered … 3 done, 4 filed."""

    by: str
    issuer: str
    number: str
    title: str
    kind: K
    on: date
    due_on: date | None
    stage: int
    department: str = "基层工作部"


CAME = (
    Came("yang", "黔东南州总工会", "黔东南工办发〔2023〕33号", "关于报送户外劳动者服务站点运行情况的通知",
         K.NOTICE, date(2023, 11, 2), date(2023, 11, 10), 3),
    Came("yang", "凯里市人力资源和社会保障局", "凯人社函〔2023〕58号", "关于联合开展根治欠薪冬季行动的函",
         K.LETTER, date(2023, 11, 8), date(2023, 11, 17), 2, "权益保障部"),
    Came("yang", "黔东南州总工会", "黔东南工办发〔2023〕36号", "关于做好元旦春节送温暖摸底的通知",
         K.NOTICE, date(2023, 11, 14), date(2023, 11, 24), 2, "权益保障部"),
    Came("yang", "凯里市委办公室", "凯委办字〔2023〕71号", "关于印发四季度重点工作清单的通知",
         K.NOTICE, date(2023, 11, 16), date(2023, 11, 30), 1),
    Came("yang", "凯里市三棵树镇总工会", "三工字〔2023〕9号", "关于补助职工书屋设备的请示",
         K.REQUEST, date(2023, 11, 17), None, 0),
    Came("yang", "黔东南州总工会", "黔东南工发〔2023〕19号", "关于表扬户外劳动者服务先进集体的决定",
         K.DECISION, date(2023, 10, 26), None, 4),
    Came("long", "贵州省总工会办公室", "黔工办发〔2023〕44号", "关于筹备第三轮现场观摩推进会的通知",
         K.NOTICE, date(2023, 11, 6), date(2023, 11, 15), 3),
    Came("long", "麻江县总工会", "麻工字〔2023〕22号", "关于县职工服务中心改造资金的请示",
         K.REQUEST, date(2023, 11, 13), date(2023, 11, 22), 2, "财务资产部"),
    Came("long", "黔东南州委组织部", "黔东南组函〔2023〕40号", "关于征求县级工会领导班子配备意见的函",
         K.LETTER, date(2023, 11, 15), date(2023, 11, 21), 1),
    Came("lu", "黔东南州总工会", "黔东南工报〔2023〕17号", "关于县级工会加强年工作进展的报告",
         K.REPORT, date(2023, 11, 9), None, 4),
    Came("lu", "贵阳市总工会", "筑工报〔2023〕25号", "关于新就业形态劳动者入会情况的报告",
         K.REPORT, date(2023, 11, 15), None, 0),
    Came("lu", "遵义市总工会", "遵工字〔2023〕31号", "关于工人文化宫功能提升项目的请示",
         K.REQUEST, date(2023, 11, 10), date(2023, 11, 20), 2, "财务资产部"),
)  # fmt: skip


def keep_the_registers() -> None:
    """What the pages name, and what lies on the desks today; what the house issued is there already."""
    for code, direction, title, issuer, kind, on in NAMED:
        row = register.register(
            actor=OFFICE,
            union_id=unions.union_by_code(code).pk,
            direction=direction,
            title=title,
            issuer=issuer,
            kind=kind,
            registered_on=on,
            programme_id=_programme(code) if kind == K.PLAN else None,
            now=at(on.year, on.month, on.day),
        )
        if direction == IN and code != "520581":
            moment = at(on.year, on.month, on.day)
            handling.file_away(actor=OFFICE, entry_id=row.pk, now=moment)
    for came in sorted(CAME, key=lambda each: (each.by, each.on)):
        _handle(came, actor_of(came.by))


def _programme(code: str) -> int | None:
    """The programme two of the plans stand behind."""
    rows = programmes_of(OFFICE).filter(union__code=code).values_list("pk", flat=True)
    return rows.first() if code in {"340000", "140000"} else None


def _handle(came: Came, actor: Actor) -> None:
    now = at(came.on.year, came.on.month, came.on.day)
    row = register.register(
        actor=actor,
        direction=IN,
        title=came.title,
        issuer=came.issuer,
        kind=came.kind,
        document_no=came.number,
        issued_on=came.on,
        registered_on=came.on,
        pages=3 + len(came.title) % 6,
        copies=1 + len(came.issuer) % 2,
        due_on=came.due_on,
        now=now,
    )
    known: dict[str, Any] = {"actor": actor, "entry_id": row.pk, "now": now}
    if came.stage == 4:
        handling.file_away(**known)
        return
    if came.stage:
        handling.suggest(note=f"拟请{came.department}办理", department=came.department, **known)
    if came.stage > 1:
        handling.instruct(
            note="同意，请抓紧办理", leader="主要负责人", owner_name=actor.name, **known
        )
    if came.stage > 2 and came.due_on:
        done = at(came.due_on.year, came.due_on.month, came.due_on.day)
        handling.finish(actor=actor, entry_id=row.pk, note="已按要求办理并反馈", now=done)
