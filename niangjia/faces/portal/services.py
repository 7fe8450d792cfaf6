"""The squares of the first page: what can be done here today, and nothing else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.foundation.web.addresses import address


def services() -> list[dict[str, str]]:
    """Four by two, in the order of their weight."""
    told = (
        (_("我要入会"), "portal:join", "user-plus", "red"),
        (_("会员卡"), "portal:card", "id", "blue"),
        (_("会籍接转"), "portal:transfer", "arrows-exchange", "red"),
        (_("我的工会"), "portal:union", "users-group", "blue"),
        (_("工会名录"), "portal:unions", "building-community", "warn"),
        (_("入会指南"), "portal:how", "book", "warn"),
        (_("验会员卡"), "portal:check", "scan", "ok"),
        (_("我的信息"), "portal:data", "shield-lock", ""),
    )
    return [
        {"text": text, "url": address(route), "icon": drawing, "tone": tone}
        for text, route, drawing, tone in told
    ]


def tiles() -> list[dict[str, str]]:
    """The four of 长辈模式."""
    told = (
        (_("我的办理"), "portal:matters", "file-text"),
        (_("会员卡"), "portal:card", "id"),
        (_("找工会"), "portal:unions", "building-community"),
        (_("我的"), "portal:me", "user"),
    )
    return [{"text": text, "url": address(route), "icon": drawing} for text, route, drawing in told]
