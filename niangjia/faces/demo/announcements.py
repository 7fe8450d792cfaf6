"""What the two provincial unions announced in the autumn of 2023, and whom they reminded. Invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.accounts.selectors import account_named
from niangjia.foundation.notices import services as notices
from niangjia.foundation.notices.models import Announcement
from niangjia.foundation.scope import Actor

from .cast import PARTS


@dataclass(frozen=True, slots=True)
class Word:
    """An announcement: who wrote it, its number and day, its text."""

    author: str
    number: str
    at: str
    title: str
    body: str


ISSUERS = {"lu": "贵州省总工会办公室", "ma": "甘肃省总工会办公室"}

WORDS = (
    Word(
        "lu",
        "黔工办发〔2023〕21 号",
        "2023-10-12T09:30",
        "关于开展户外劳动者服务站点“六有”自查的通知",
        "各市（州）总工会：\n请于 11 月底前组织所属站点对照“六有”标准自查，饮水、休息、充电、热饭、药箱、"
        "如厕指引逐项核对，缺项站点在台账中登记整改时间。自查不另报材料，以台账为准。",
    ),
    Word(
        "lu",
        "黔工办发〔2023〕33 号",
        "2023-11-08T10:00",
        "关于做好 2023 年度县级工会“加强年”考核自评工作的通知",
        "各市（州）、县（市、区）总工会：\n自评在系统内填报，台账中已有的数字自动带出，不再要求另行"
        "上传表格。对带出数字有疑问的，请先更正台账，再填写自评说明。",
    ),
    Word(
        "lu",
        "黔工办发〔2023〕38 号",
        "2023-11-17T16:20",
        "关于做好 2024 年元旦春节期间送温暖工作的通知",
        "各市（州）总工会：\n请提前摸清困难职工、一线职工和新就业形态劳动者底数，走访慰问对象须在档案中"
        "可查，慰问金发放一人一笔登记。12 月 20 日前完成入户核实。",
    ),
    Word(
        "lu",
        "黔工办发〔2023〕39 号",
        "2023-11-20T08:40",
        "关于县级工会考核省级验收时间安排的通知",
        "各市（州）总工会：\n省级验收定于 11 月 27 日至 12 月 5 日进行，采取线上审阅与实地抽查相结合的方式。"
        "抽查名单由系统公开抽取，抽取过程可复核。",
    ),
    Word(
        "ma",
        "甘工办发〔2023〕52 号",
        "2023-11-15T11:10",
        "关于规范基层工会换届工作的通知",
        "各市（州）总工会：\n任期届满的基层工会应当按期换届。确需延期的，由上一级工会批准，延期不超过半年。"
        "届满前三个月，系统会提醒本级和上一级经办人员。",
    ),
)

REMINDED = "2023-11-20T09:00"


@transaction.atomic
def announce_everything() -> None:
    """Publish every word on its day, then remind the people of each province of the last one."""
    for author, issuer in ISSUERS.items():
        actor = _actor(author)
        published = [_announce(actor, issuer, word) for word in WORDS if word.author == author]
        _remind(author, published[-1])


def _announce(actor: Actor, issuer: str, word: Word) -> Announcement:
    now = _moment(word.at)
    row = notices.write_announcement(
        actor=actor, issuer=issuer, title=word.title, body=word.body, number=word.number, now=now
    )
    return notices.publish_announcement(actor=actor, announcement_id=row.pk, now=now)


def _remind(author: str, row: Announcement) -> None:
    province = next(part.code for part in PARTS if part.username == author)[:2]
    names = {part.username for part in PARTS if part.code.startswith(province)} - {author}
    people = [user.pk for name in names if (user := account_named(name))]
    notices.send(
        to=people,
        subject=f"请阅知：{row.title}",
        key=f"demo:announcement:{row.number}",
        url=reverse("notices:announcement", args=[row.pk]),
        kind="通知公告",
        path=row.path,
        now=_moment(REMINDED),
    )


def _actor(username: str) -> Actor:
    return unions.actor_for(account_named(username))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
