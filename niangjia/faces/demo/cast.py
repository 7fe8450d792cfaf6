"""Who can sign in to the demonstration, by role."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "Niangjia-2023"  # noqa: S105 - printed on the sign-in page of the demonstration
"""Every actor's password; the demonstration only."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part to be played: an account, its post and the roles that post works in."""

    username: str
    name: str
    post: str
    department: str
    kind: str
    code: str
    roles: tuple[str, ...]


PAPERS = ("notices.issuer", "documents.clerk", "documents.reader")
"""Announcing and keeping documents."""

TASKS = ("tasks.issuer", "tasks.visitor", "tasks.doer")
"""Giving work out, doing it, visiting."""

ROLL = ("members.clerk", "members.approver")
"""Keeping the roll and deciding who joins."""

NATIONAL = (
    "unions.reader",
    "members.reader",
    "assessment.reader",
    "tasks.reader",
    "cockpit.reader",
)
"""Reading the whole country, down to the rows."""

PROVINCE = (
    *TASKS,
    *PAPERS,
    "members.reader",
    "unions.clerk",
    "unions.approver",
    "assessment.owner",
    "assessment.reviewer",
    "assessment.reader",
    "cockpit.reader",
    "notices.issuer",
)
CITY = (
    *PAPERS,
    *TASKS,
    "members.reader",
    "unions.clerk",
    "unions.approver",
    "assessment.reviewer",
    "cockpit.reader",
)
COUNTY = (
    *PAPERS,
    *TASKS,
    *ROLL,
    "unions.clerk",
    "unions.approver",
    "assessment.assessed",
    "cockpit.reader",
)
JUDGING = (*COUNTY, "assessment.owner", "assessment.reviewer")
"""A county that also judges its townships."""
TOWNSHIP = (*ROLL, "tasks.doer", "unions.clerk", "assessment.reader", "cockpit.reader")
GRASSROOTS = ("unions.reader",)

PARTS = (
    Part("qin", "秦明霞", "处长", "基层工作部", "department_head", "100000", NATIONAL),
    Part("lu", "陆文静", "主任科员", "基层工作部", "staff", "520000", PROVINCE),
    Part("long", "龙建华", "部长", "基层工作部", "department_head", "522600", CITY),
    Part("wu", "吴贵芳", "部长", "基层工作部", "department_head", "520100", CITY),
    Part("yang", "杨秀芳", "常务副主席", "", "executive_vice_chair", "522601", JUDGING),
    Part("shi", "石光明", "常务副主席", "", "executive_vice_chair", "522635", COUNTY),
    Part("pan", "潘丽", "主席", "", "chair", "522601100", TOWNSHIP),
    Part("ma", "马正勇", "部长", "组织部", "department_head", "620000", PROVINCE),
    Part("guo", "郭学军", "部长", "组织部", "department_head", "620900", CITY),
    Part("zhao", "赵雪莲", "常务副主席", "", "executive_vice_chair", "620981", COUNTY),
    Part("tian", "田立新", "系统管理员", "网络工作部", "staff", "520000", ("system.admin",)),
    Part("luo", "罗敏", "安全管理员", "办公室", "staff", "520000", ("security.admin",)),
    Part("wei", "韦江涛", "审计管理员", "经审办", "staff", "520000", ("audit.admin",)),
)
"""The people offered by name; every city and county of both provinces has one more of its own."""


def actors() -> list[tuple[str, str, str, str, str]]:
    """(username, name, post, union, level) of everyone the sign-in page offers."""
    return [(p.username, p.name, p.post, *_WHERE[p.code]) for p in PARTS]


_WHERE = {
    "100000": ("中华全国总工会", "全国"),
    "520000": ("贵州省总工会", "省级"),
    "522600": ("黔东南州总工会", "市级"),
    "520100": ("贵阳市总工会", "市级"),
    "522601": ("凯里市总工会", "县级"),
    "522635": ("麻江县总工会", "县级"),
    "522601100": ("凯里市三棵树镇总工会", "乡镇街道"),
    "620000": ("甘肃省总工会", "省级"),
    "620900": ("酒泉市总工会", "市级"),
    "620981": ("玉门市总工会", "县级"),
}
