"""Fills the frame around every page of the workbench."""

from __future__ import annotations

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.accounts.roles import ADMINISTRATORS
from niangjia.foundation.accounts.sessions import seconds_left
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.shell import LookingDown, MenuItem, Person, Place, Shell
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.addresses import address

from .counting import count_for
from .menu import foot_for, menu_for
from .recent import remember


def shell_for(request: ActorRequest) -> Shell:
    """The frame for a signed-in person, asked for once a page."""
    actor = request.actor
    remember(request)
    desk = unions.desk_of(actor)
    counts = {"workbench:todos": count_for(request)}
    return Shell(
        union=Place(desk.union_name, desk.level_tag),
        person=Person(
            name=actor.name,
            post=desk.post,
            initial=actor.name[:1],
            menu=_own_menu(),
        ),
        menu=menu_for(actor, request.path, counts),
        foot=foot_for(actor, request.path),
        owner=desk.province_name,
        switch_url=address("unions:switcher"),
        search_url=address("workbench:search"),
        notices_url=address("notices:list"),
        help_url=address("workbench:help"),
        sign_out_url=address("account_logout"),
        unread=notices.to_read(actor, localdate(request.now)),
        demo_strip=_demo_strip(),
        looking_down=_looking_down(actor, desk.union_name),
        session_seconds=seconds_left(request),
    )


def _own_menu() -> tuple[MenuItem, ...]:
    return (
        MenuItem(_("切换岗位"), address("unions:switcher"), "switch-horizontal"),
        MenuItem(_("个人设置"), address("accounts:settings"), "settings"),
        MenuItem(_("操作记录"), address("workbench:done"), "history"),
    )


def _demo_strip() -> str:
    if settings.DEMO_NOW is None:
        return ""
    return _("演示环境：时间停在 2023年11月20日，人物均为虚构，数据可随意操作")


def _looking_down(actor: Actor, union_name: str) -> LookingDown | None:
    if not actor.looks_down:
        return None
    return LookingDown(
        union_name,
        _("只读") if _reads_only(actor) else _("不能以它的名义办理"),
        address("unions:switch"),
        {"to": str(actor.home_id)},
    )


def _reads_only(actor: Actor) -> bool:
    """Whether nothing this person holds there is more than reading."""
    here = {role for role, path in actor.rights if actor.here.startswith(path)}
    return all(role.endswith(".reader") for role in here - ADMINISTRATORS)
