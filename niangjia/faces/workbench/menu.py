"""The rail: every room by name, in the order of the house, cut to what this person may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from niangjia.domains.assessment.selectors import READERS as ASSESSMENT_READERS
from niangjia.domains.members.selectors.doors import READERS as MEMBER_READERS
from niangjia.domains.members.selectors.doors import WRITERS as MEMBER_WRITERS
from niangjia.domains.tasks.selectors.doors import READERS as TASK_READERS
from niangjia.domains.unions.selectors import READERS as UNION_READERS
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.shell import MenuGroup, MenuItem
from niangjia.foundation.web.addresses import address


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the rail: a route, and the roles it is open to (none: everybody)."""

    label: StrOrPromise
    route: str
    icon: str
    roles: frozenset[str] = frozenset()
    key: str = ""


HOME = Door(_("工作台"), "workbench:home", "home", key="g h")
TODOS = Door(_("我的待办"), "workbench:todos", "checkbox", key="g t")
COCKPIT_READERS = frozenset({"cockpit.reader"})
SYSTEM = frozenset({"system.admin"})

ROOMS: tuple[tuple[StrOrPromise, tuple[Door, ...]], ...] = (
    ("", (HOME, TODOS)),
    (
        _("组织"),
        (
            Door(_("组织管理"), "unions:list", "sitemap", UNION_READERS),
            Door(_("工会干部"), "unions:posts", "id-badge-2", UNION_READERS),
            Door(_("用人单位"), "unions:employers", "building", UNION_READERS),
            Door(_("领导小组和专班"), "unions:teams", "users-group", UNION_READERS),
            Door(_("工会社工工作室"), "unions:studios", "building-community", UNION_READERS),
            Door(_("社会化工会工作者"), "unions:workers", "user-check", UNION_READERS),
            Door(_("跟班学习"), "unions:secondments", "school", UNION_READERS),
        ),
    ),
    (
        _("会员"),
        (
            Door(_("会员名册"), "members:roll", "address-book", MEMBER_READERS),
            Door(_("入会申请"), "members:applications", "user-plus", MEMBER_READERS),
            Door(_("周转池"), "members:pool", "inbox", MEMBER_WRITERS),
            Door(_("入会码"), "members:posters", "qrcode", MEMBER_READERS),
            Door(_("会籍接转"), "members:transfers", "transfer", MEMBER_READERS),
            Door(_("会员卡"), "members:cards", "credit-card", MEMBER_READERS),
            Door(_("数据质量"), "members:quality", "chart-dots", MEMBER_READERS),
            Door(_("个人信息请求"), "members:requests", "shield-lock", MEMBER_READERS),
        ),
    ),
    (
        _("任务督办"),
        (
            Door(_("专项工作"), "tasks:programmes", "target", TASK_READERS),
            Door(_("任务台账"), "tasks:board", "checklist", TASK_READERS),
            Door(_("交办事项"), "tasks:issued", "send", TASK_READERS),
            Door(_("对口联系"), "tasks:pairings", "arrows-exchange", TASK_READERS),
            Door(_("现场观摩"), "tasks:rounds", "map-2", TASK_READERS),
            Door(_("调查研究"), "tasks:researches", "file-search", TASK_READERS),
            Door(_("周期工作"), "tasks:rhythms", "calendar-event", TASK_READERS),
            Door(_("收发文登记"), "tasks:register", "files", TASK_READERS),
        ),
    ),
    (
        _("考核与数据"),
        (
            Door(_("考核验收"), "assessment:cycles", "clipboard-check", ASSESSMENT_READERS),
            Door(_("考核标准"), "assessment:frameworks", "list-details", ASSESSMENT_READERS),
            Door(_("捆绑考核"), "assessment:bundles", "scale", ASSESSMENT_READERS),
            Door(_("纸面数字"), "cockpit:declared", "news", COCKPIT_READERS),
            Door(_("统计口径"), "cockpit:metrics", "file-analytics", COCKPIT_READERS),
            Door(_("驾驶舱"), "cockpit:show", "layout-dashboard", COCKPIT_READERS),
        ),
    ),
)

FOOT: tuple[Door, ...] = (
    Door(_("账号与权限"), "accounts:people", "users", frozenset({"security.admin"})),
    Door(_("操作日志"), "audit:list", "history", frozenset({"audit.admin"})),
    Door(_("同意记录"), "members:consents", "circle-check", frozenset({"audit.admin"})),
    Door(
        _("个人信息处理登记"),
        "privacy:register",
        "shield-lock",
        frozenset({"system.admin", "security.admin", "audit.admin"}),
    ),
    Door(_("参数设置"), "parameters:list", "adjustments", SYSTEM),
    Door(_("界面组件"), "ui:styleguide", "components", SYSTEM),
)


def _open_to(actor: Actor, door: Door) -> bool:
    return not door.roles or bool(actor.paths(door.roles))


def _current(here: str) -> str:
    """The address of the entry a page belongs to: the longest that begins its own."""
    urls = [address(door.route) for _label, doors in ROOMS for door in doors]
    urls += [address(door.route) for door in FOOT]
    fitting = [url for url in urls if here == url or (url != "/" and here.startswith(url))]
    return max(fitting, key=len, default="")


def _item(door: Door, current: str, counts: dict[str, tuple[int, str]]) -> MenuItem:
    url = address(door.route)
    count, level = counts.get(door.route, (0, ""))
    return MenuItem(str(door.label), url, door.icon, url == current, count, level, door.key)


def menu_for(actor: Actor, here: str, counts: dict[str, tuple[int, str]]) -> tuple[MenuGroup, ...]:
    """The groups of the rail; `counts` maps a route to its number and level."""
    groups = []
    current = _current(here)
    for label, doors in ROOMS:
        items = tuple(_item(door, current, counts) for door in doors if _open_to(actor, door))
        if items:
            groups.append(MenuGroup(str(label), items))
    return tuple(groups)


def foot_for(actor: Actor, here: str) -> tuple[MenuItem, ...]:
    """The links at the bottom of the rail."""
    current = _current(here)
    return tuple(_item(door, current, {}) for door in FOOT if _open_to(actor, door))


def found_in_menu(actor: Actor, words: str) -> Iterable[MenuItem]:
    """Menu entries whose name holds the words, for the search."""
    rail = [item for group in menu_for(actor, "", {}) for item in group.items]
    yield from (item for item in (*rail, *foot_for(actor, "")) if words in item.label)
