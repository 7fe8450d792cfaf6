"""Fills the frame around every page of the workbench."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.accounts.sessions import seconds_left
from niangjia.foundation.notices import selectors as notices
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
        unread=notices.to_read(actor),
        demo_strip=_demo_strip(),
        looking_down=_looking_down(desk),
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


def _looking_down(desk: unions.Desk) -> LookingDown | None:
    if not desk.is_below:
        return None
    return LookingDown(desk.union_name, address("unions:switch"), {"to": str(desk.home_id)})
